# What two threads count with the lock. Without it, how much is lost is luck.
# may differ: counted to 1\d, should
insmod ./race.ko
rmmod race
insmod ./race.ko lock=1
rmmod race
