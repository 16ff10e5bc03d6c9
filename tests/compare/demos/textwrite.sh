# A write to the module's own code. How the oops is told is each kernel's own.
# may differ: ^(?!textwrite: |BUG: |#PF: )
insmod ./textwrite.ko
cut -d' ' -f1,3,5 /proc/modules
