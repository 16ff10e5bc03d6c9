# SPDX-License-Identifier: MIT
# What boots, and booting it: the initramfs, the ISO, QEMU, and QEMU under gdb.
# The Makefile includes it.
#
# A target for users (run, iso, debug, ...) first sets up what it needs, and
# then calls make anew, which sees the compilers that this has installed.

QEMU ?= qemu-system-i386
ACCEL ?= tcg
MEM ?= 128
APPEND ?=
ROOTFS ?=
BUSYBOX ?=
QEMUFLAGS ?=
GDBFLAGS ?=

quote = '$(subst ','\'',$(1))'
# The tools that CC= asks for beyond those that every build needs.
setup_compiler := $(if $(findstring clang,$(notdir $(CC))),clang)

.PHONY: setup doctor
setup:
	$(Q)CROSS_COMPILE=$(CROSS_COMPILE) $(top)/tools/setup
doctor:
	$(Q)CROSS_COMPILE=$(CROSS_COMPILE) $(top)/tools/setup --doctor
setup-%: FORCE
	@CROSS_COMPILE=$(CROSS_COMPILE) QEMU=$(QEMU) $(if $(GDB),GDB=$(GDB)) \
		$(top)/tools/setup --stamp $(O)/.setup \
		$(sort $(if $(filter-out lint,$*),run) $* $(setup_compiler))

# ---- The initramfs -----------------------------------------------------------
# BusyBox is Debian's, or by BUSYBOX= a static one at hand.
busybox := $(if $(BUSYBOX),$(abspath $(BUSYBOX)),$(O)/busybox)
ifeq ($(BUSYBOX),)
$(busybox): $(top)/tools/fetch-busybox
	@mkdir -p $(O)
	$(call quiet,FETCH,$@)
	$(Q)$< $@
endif

# A program of ours, for a kernel's keyrings; it needs no library.
addkey := $(O)/addkey
$(addkey): $(top)/tools/addkey.c $(O)/flags
	$(call quiet,CC,$@)
	$(Q)$(KCC) $(common_cflags) $(warnings) -Werror -c $< -o $@.o
	$(Q)$(LD) -m elf_i386 -static -z noexecstack -s $@.o -o $@

# It is packed anew each time, as M= and ROOTFS= may have changed, but written
# only when its bytes change.
$(O)/initramfs.cpio: modules $(busybox) $(addkey) FORCE
	$(if $(SIGN),,@echo "  The private key is gone (make forget-key): modules are not signed")
	$(Q)$(top)/tools/mkinitramfs --release $(RELEASE) --modules $(O)/modules \
		--busybox $(call quote,$(busybox)) --program $(addkey) \
		$(if $(M),--updates $(module_obj)) --base $(top)/boot/initramfs \
		$(if $(SIGN),--sign $(call quote,$(SIGN)) --signed $(O)/signed \
			$(if $(SIGN_INITRAMFS),--sign-archive)) \
		$(if $(ROOTFS),--overlay $(call quote,$(abspath $(ROOTFS)))) -o $@

# Kernel and initramfs, with a course's modules where M= names some.
.PHONY: image
ifeq ($(M),)
all: $(O)/initramfs.cpio
image: $(O)/mortise.elf $(O)/System.map $(O)/initramfs.cpio
else
image:
	+$(Q)$(MAKE) -f $(top)/Makefile M= MO= O=$(O) modules
	+$(Q)$(MAKE) -f $(top)/Makefile O=$(O) $(O)/initramfs.cpio
endif

# ---- The ISO -------------------------------------------------------------------
iso_root := $(O)/iso

.PHONY: iso-image
iso-image: image
	$(Q)rm -rf $(iso_root) && mkdir -p $(iso_root)/boot/grub
	$(Q)cp $(O)/mortise.elf $(O)/initramfs.cpio $(iso_root)/boot/
	$(Q)APPEND=$(call quote,$(APPEND)) $(top)/boot/grub/menu \
		> $(iso_root)/boot/grub/grub.cfg
	$(call quiet,ISO,$(O)/mortise.iso)
	$(Q)$(top)/boot/grub/mkiso $(iso_root) $(O)/mortise.iso

# ---- For users -----------------------------------------------------------------
qemu_env = $(if $(GDB),GDB=$(GDB)) QEMU=$(QEMU) ACCEL=$(ACCEL) MEM=$(MEM) O=$(call quote,$(O)) \
	APPEND=$(call quote,$(APPEND)) QEMUFLAGS=$(call quote,$(QEMUFLAGS))

.PHONY: run run-vga iso run-iso debug
run run-vga: setup-run
	+$(Q)$(MAKE) -f $(top)/Makefile image
	$(Q)$(qemu_env) $(top)/tools/qemu $(if $(filter run-vga,$@),screen,serial)

iso: setup-iso
	+$(Q)$(MAKE) -f $(top)/Makefile iso-image

run-iso: setup-iso
	+$(Q)$(MAKE) -f $(top)/Makefile iso-image
	$(Q)$(qemu_env) $(top)/tools/qemu iso

# The course's modules first: theirs are those that the boot prefers.
debug: setup-debug
	+$(Q)$(MAKE) -f $(top)/Makefile image
	$(Q)$(qemu_env) MODULES=$(if $(M),$(module_obj):)$(O)/modules \
		$(top)/tools/gdb/debug $(GDBFLAGS)
