# modules: exporter borrow
# A symbol that is looked up by name holds its module.
insmod ./borrow.ko
rmmod borrow
insmod ./exporter.ko
insmod ./borrow.ko
lsmod
rmmod exporter
rmmod borrow
rmmod exporter
