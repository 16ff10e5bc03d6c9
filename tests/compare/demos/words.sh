# A list in /proc, by seq_file.
insmod ./words.ko
ls -l /proc/words | cut -c 1-10
echo one two three >/proc/words/list
cat /proc/words/list /proc/words/count
dd if=/proc/words/list bs=5 count=2 2>/dev/null
echo >/proc/words/list
cat /proc/words/count
for i in 1 2 3 4 5 6 7 8 9; do echo "a$i b$i c$i d$i e$i"; done |
	while read -r line; do
		echo "$line" >/proc/words/list
	done
tail -n 3 /proc/words/list
exec 3</proc/words/list
rmmod words
cat <&3
exec 3<&-
