# Variables in debugfs.
mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
insmod ./gauge.ko
cd /sys/kernel/debug/gauge
ls -l | cut -c 1-10
echo 7 >step
cat total
cat total
echo Y >frozen
cat frozen
echo 50 >total
echo many >total
cat summary
cd /
rmmod gauge
ls /sys/kernel/debug/gauge
