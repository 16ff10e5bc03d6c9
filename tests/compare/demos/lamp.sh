# A kobject and its attributes.
insmod ./lamp.ko
ls -l /sys/kernel/lamp | cut -c 1-10
echo 70 >/sys/kernel/lamp/level
cat /sys/kernel/lamp/level /sys/kernel/lamp/state
echo 101 >/sys/kernel/lamp/level
echo bright >/sys/kernel/lamp/level
echo 1 >/sys/kernel/lamp/state
rmmod lamp
ls /sys/kernel/lamp
