# A list, a tree and a fifo of the same numbers.
insmod ./containers.ko
rmmod containers
