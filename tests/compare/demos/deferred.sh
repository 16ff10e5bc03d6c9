# An hrtimer, a tasklet and work, each started by the one before.
insmod ./deferred.ko
usleep 200000
rmmod deferred
