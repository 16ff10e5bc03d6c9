# modules: notifier hello
# Other modules come and go, and one is kept out.
insmod ./notifier.ko
insmod ./hello.ko
rmmod hello
rmmod notifier
insmod ./notifier.ko veto=hello
insmod ./hello.ko
rmmod notifier
