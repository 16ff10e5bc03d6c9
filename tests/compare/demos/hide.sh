# A module that is not on the list, and then is again. (Linux tells of the list
# at boot; how hidden modules are found is Mortise's own.)
insmod ./hide.ko
lsmod
rmmod hide
echo N >/sys/module/hide/parameters/hidden
lsmod | cut -d' ' -f1
rmmod hide
