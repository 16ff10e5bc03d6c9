# needs: 6.11
# A platform driver: probed, unbound, bound again.
insmod ./sensor.ko count=2
cat /sys/bus/platform/devices/sensor.1/reading
cat /sys/bus/platform/devices/sensor.0/uevent
cd /sys/bus/platform/drivers/sensor
ls
echo sensor.0 >unbind
echo sensor.0 >unbind
echo sensor.0 >bind
echo sensor.0 >bind
cd /
rmmod sensor
ls /sys/bus/platform/drivers/sensor
