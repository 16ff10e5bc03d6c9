# The speaker, by the platform device that every PC has.
# The number tells how many input devices the machine has.
# may differ: ^input: .* as /devices/
insmod ./pcspkr.ko
dmesg | grep -o 'input: PC Speaker as .*/input/'
grep -A 8 'Name="PC Speaker"' /proc/bus/input/devices | grep -vE 'Sysfs|Handlers'
rmmod pcspkr
