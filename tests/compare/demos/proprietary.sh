# A licence that taints.
insmod ./proprietary.ko
cat /sys/module/proprietary/taint
rmmod proprietary
