# Folders that are objects. Debian's Linux has configfs as a module, which is
# not in the initramfs: there the load is refused.
# needs: 6.4
insmod ./pets.ko
mkdir /sys/kernel/config/pets/rex
echo 3 > /sys/kernel/config/pets/rex/age
cat /sys/kernel/config/pets/rex/age
rmdir /sys/kernel/config/pets/rex
rmmod pets
