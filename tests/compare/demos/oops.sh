# An oops in init: insmod is killed, the module stays. How the oops is told is
# each kernel's own, but for the fault and where it was.
# may differ: ^(?!oops: |BUG: |#PF: )
insmod ./oops.ko
cut -d' ' -f1,3,5 /proc/modules
rmmod oops
