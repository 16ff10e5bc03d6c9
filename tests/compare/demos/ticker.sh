# A timer of the module's own.
insmod ./ticker.ko period=100
usleep 350000
rmmod ticker
