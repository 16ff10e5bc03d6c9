# A kprobe on the making of tasks, and places that take none. Addresses, sizes,
# and what the function's first byte is, are each kernel's own.
# may differ: ^probe: (kernel_clone is at|.* is at kernel_clone|.* goes on at)
insmod ./probe.ko
ls / >/dev/null
rmmod probe
insmod ./probe.ko symbol=no_such_function
insmod ./probe.ko symbol=kprobe_int3_handler
