# needs: 6.4
# A character device: nodes, a page of text, and a file that holds the module.
insmod ./pad.ko
ls /dev/pad* /sys/class/pad
tail -n 1 /sys/class/pad/pad2/uevent
echo hello >/dev/pad0
echo more >>/dev/pad0
cat /dev/pad0
dd if=/dev/zero of=/dev/pad1
exec 3</dev/pad0
rmmod pad
exec 3<&-
rmmod pad
ls /dev/pad0
