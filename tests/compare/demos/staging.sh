# A module that says it is from the staging folder.
insmod ./staging.ko
cat /sys/module/staging/taint
rmmod staging
