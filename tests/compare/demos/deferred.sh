# An hrtimer, a tasklet and work, each started by the one before.
# may differ: work: kworker/
insmod ./deferred.ko
usleep 200000
rmmod deferred
