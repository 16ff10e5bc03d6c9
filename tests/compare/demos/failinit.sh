# An init that fails, with two errors.
insmod ./failinit.ko
insmod ./failinit.ko error=-12
cat /proc/modules
