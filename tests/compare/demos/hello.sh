# The first module, and what is said of it while it is loaded.
insmod ./hello.ko
lsmod | cut -d' ' -f1
cat /sys/module/hello/initstate
rmmod hello
rmmod hello
