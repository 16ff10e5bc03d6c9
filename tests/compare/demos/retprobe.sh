# What a system call returns, seen by a kretprobe. How long it takes differs.
# may differ: after \d+ ns
insmod ./retprobe.ko
cat /nothing
rmmod retprobe
