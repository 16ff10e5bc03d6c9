# A module without an exit stays.
insmod ./noexit.ko
rmmod noexit
lsmod
