# An input device: what /proc and /sys say of it, and what is read from it.
# The number tells how many input devices the machine has.
# may differ: ^input: .* as /devices/
insmod ./typist.ko
dmesg | grep -o 'input: Typist'
dev=$(grep -l Typist /sys/class/input/input*/name)
dir=${dev%/name}
cat $dir/phys $dir/uniq $dir/properties $dir/id/* $dir/capabilities/*
grep -E 'PRODUCT|NAME|PHYS|EV|KEY' $dir/uevent
grep -A 8 'Name="Typist"' /proc/bus/input/devices | grep -vE 'Sysfs|Handlers'
echo 'hello' >/sys/module/typist/parameters/text
cat /sys/module/typist/parameters/text
rmmod typist
grep -c Typist /proc/bus/input/devices
