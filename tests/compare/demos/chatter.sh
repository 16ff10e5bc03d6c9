# Messages that are switched on, by module, function and flags. 6.1 writes the
# end of a line as \012 in the list.
# needs: 6.4
insmod ./chatter.ko dyndbg=+pf
echo 'module chatter func step =pl' > /proc/dynamic_debug/control
echo 2 > /sys/module/chatter/parameters/steps
sed 's/^[^ ]*//' /proc/dynamic_debug/control | grep chatter
sed '/^#/d; s/.*: step/step/' /sys/kernel/tracing/trace
rmmod chatter
