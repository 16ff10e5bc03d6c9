# What a text becomes is a fact of AES; Linux has its modes as modules.
insmod ./cipher.ko && rmmod cipher
insmod ./cipher.ko name='rot(13)'
