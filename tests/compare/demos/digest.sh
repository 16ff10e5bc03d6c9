# Hashes by name, and one that there is not.
insmod ./digest.ko
rmmod digest
insmod ./digest.ko text=abc
rmmod digest
insmod ./digest.ko name=none
