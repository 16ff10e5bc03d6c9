# A thread of the module's own. How many rounds it has made is not said twice.
# may differ: stopping after \d+ rounds
insmod ./worker.ko
usleep 200000
ps | grep -c '[[]worker]'
rmmod worker
ps | grep -c '[[]worker]'
