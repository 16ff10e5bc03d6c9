# modules: exporter importer
# One module uses another: the order of loading, and of unloading.
insmod ./importer.ko
insmod ./exporter.ko
insmod ./importer.ko
lsmod
rmmod exporter
rmmod importer
rmmod exporter
