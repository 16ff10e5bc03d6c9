# A breakpoint of the processor: who writes. Linux names the parameter's writer
# the same, but not where in it.
# may differ: ^watch: .* has made it
insmod ./watch.ko
echo 7 > /sys/module/watch/parameters/treasure
cat /sys/module/watch/parameters/treasure
rmmod watch
