# A reference holds a module.
insmod ./refs.ko hold=2
lsmod
rmmod refs
echo 0 >/sys/module/refs/parameters/hold
lsmod
rmmod refs
