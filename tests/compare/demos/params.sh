# Parameters: given, shown, written, and refused.
insmod ./params.ko count=3 who=you sizes=1,2,3 loud
cat /sys/module/params/parameters/count
echo 5 >/sys/module/params/parameters/count
cat /sys/module/params/parameters/count
rmmod params
insmod ./params.ko count=many
insmod ./params.ko small=300
insmod ./params.ko nosuch=1
rmmod params
