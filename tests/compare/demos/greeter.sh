# A module of two files: a greeting, and a language that it does not have.
insmod ./greeter.ko language=de
rmmod greeter
insmod ./greeter.ko language=tlh
