# SPDX-License-Identifier: MIT
# Mortise: `make run` boots it, `make test` proves it, `make help` lists the rest.
# This file is the authority on compilers and flags.

V ?= 0
ifeq ($(V),0)
Q := @
quiet = @printf '  %-7s %s\n' '$(1)' '$(patsubst $(O)/%,%,$(2))'
else
Q :=
quiet = @:
endif
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
.DELETE_ON_ERROR:
.SUFFIXES:

top := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
RELEASE := 6.12.0-mortise
O ?= $(top)/build
override O := $(abspath $(O))

# ---- Tools -----------------------------------------------------------------
CROSS_COMPILE ?= i686-linux-gnu-
ifeq ($(origin CC),default)
CC := gcc
endif
HOSTCC ?= gcc
ifneq ($(findstring clang,$(notdir $(CC))),)
KCC := $(CC) --target=i686-linux-gnu
LD := ld.lld
compiler_flags := -mstack-alignment=4 -Wno-gnu-variable-sized-type-not-at-end \
	-Wno-address-of-packed-member -Wno-initializer-overrides
else
KCC := $(CROSS_COMPILE)gcc
LD := $(CROSS_COMPILE)ld
compiler_flags := -mpreferred-stack-boundary=2
endif
NM := $(CROSS_COMPILE)nm
OBJCOPY := $(CROSS_COMPILE)objcopy
AR := $(CROSS_COMPILE)ar

# ---- Flags -----------------------------------------------------------------
# What kernel and modules share: the i386 kernel ABI of Linux (regparm 3, no
# floating point), and code that does not depend on where it was built.
common_cflags := -std=gnu11 -nostdinc -I $(top)/kernel/include -D__KERNEL__ \
	-ffreestanding -m32 -march=i686 -mregparm=3 -O2 \
	-mno-sse -mno-mmx -mno-80387 -msoft-float -fcf-protection=none \
	-funsigned-char -fno-pic -fno-pie -fno-common -fno-strict-aliasing -fwrapv \
	-fno-delete-null-pointer-checks -fno-omit-frame-pointer \
	-fno-optimize-sibling-calls -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fno-unwind-tables \
	-ffile-prefix-map=$(top)/= -ffile-prefix-map=$(abspath $(O))/= \
	-g -gdwarf-4 $(compiler_flags)
warnings := -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare \
	-Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef
ifdef DEBUG
common_cflags += -DCONFIG_DEBUG_SLAB -DCONFIG_DEBUG_LOCKS
endif
# Signatures: enforced from the start; SHA-1 good enough.
ifdef SIG_FORCE
common_cflags += -DCONFIG_MODULE_SIG_FORCE=1
endif
ifdef SHA1
common_cflags += -DCONFIG_MODULE_SIG_SHA1=1
endif
KERNEL_CFLAGS := $(common_cflags) $(warnings) -Werror -I $(top)/kernel \
	-DKBUILD_MODNAME='"kernel"'
MODULE_CFLAGS := $(common_cflags) -include linux/kconfig.h -Wall -Wundef -Wstrict-prototypes \
	-Werror=implicit-function-declaration -Werror=implicit-int \
	-Werror=return-type -Wno-format-security -Wno-pointer-sign -Wno-array-bounds -DMODULE
LDFLAGS_MODULE := -m elf_i386 -z noexecstack
HOST_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g $(warnings) -Werror
LDFLAGS_KERNEL := -m elf_i386 -nostdlib -static --build-id=none \
	-z max-page-size=0x1000 -z noexecstack

.PHONY: all
all: $(O)/mortise.elf $(O)/System.map

# Everything depends on the flags: when they change, all is built anew.
$(O)/flags: FORCE
	@mkdir -p $(O)
	@printf '%s\n' '$(subst ','\'',$(KCC) $(KERNEL_CFLAGS) $(LD))' | \
		cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(KCC) $(KERNEL_CFLAGS) $(LD))' > $@
.PHONY: FORCE

# ---- The kernel ------------------------------------------------------------
kernel_sources := $(sort $(shell cd $(top) && find boot kernel -name '*.[cS]'))
kernel_objects := $(patsubst %,$(O)/%.o,$(basename $(kernel_sources)))

$(O)/%.o: $(top)/%.c $(O)/flags
	@mkdir -p $(@D)
	$(call quiet,CC,$@)
	$(Q)$(KCC) $(KERNEL_CFLAGS) -MMD -MP -c $< -o $@

$(O)/%.o: $(top)/%.S $(O)/flags
	@mkdir -p $(@D)
	$(call quiet,AS,$@)
	$(Q)$(KCC) $(KERNEL_CFLAGS) -D__ASSEMBLY__ -MMD -MP -c $< -o $@

-include $(kernel_objects:.o=.d)

# Two links: the first tells the addresses for the tables of symbols, which lie
# behind all that they name.
$(O)/ksyms0.S: $(O)/tools/mksyms
	$(Q)$< --empty > $@

$(O)/mortise0.elf: $(O)/ksyms0.o $(kernel_objects) $(O)/libbearssl.a $(top)/linker.ld
	$(call quiet,LD,$@)
	$(Q)$(LD) $(LDFLAGS_KERNEL) -T $(top)/linker.ld $(kernel_objects) $(O)/libbearssl.a $(O)/ksyms0.o -o $@

# The versions of its exports: the texts of their types, and CRCs of those.
$(O)/mortise.abi: $(O)/mortise0.elf $(O)/tools/dwarfksyms
	$(call quiet,ABI,$@)
	$(Q)$(O)/tools/dwarfksyms -n vmlinux $< > $@

$(O)/ksyms.S: $(O)/mortise0.elf $(O)/mortise.abi $(O)/tools/mksyms
	$(call quiet,KSYMS,$@)
	$(Q)$(O)/tools/mksyms $< $(O)/mortise.abi > $@

$(O)/ksyms%.o: $(O)/ksyms%.S
	$(Q)$(KCC) $(KERNEL_CFLAGS) -c $< -o $@
$(O)/ksyms.o: $(O)/ksyms.S
	$(Q)$(KCC) $(KERNEL_CFLAGS) -c $< -o $@

$(O)/mortise.elf: $(O)/ksyms.o $(kernel_objects) $(O)/libbearssl.a $(top)/linker.ld $(O)/tools/mksyms
	$(call quiet,LD,$@)
	$(Q)$(LD) $(LDFLAGS_KERNEL) -T $(top)/linker.ld $(kernel_objects) $(O)/libbearssl.a $(O)/ksyms.o -o $@
	$(Q)$(O)/tools/mksyms $@ $(O)/mortise.abi | cmp - $(O)/ksyms.S

$(O)/System.map: $(O)/mortise.elf
	$(call quiet,NM,$@)
	$(Q)$(NM) -n $< > $@

$(O)/tools/%: $(top)/tools/%.c
	@mkdir -p $(@D)
	$(call quiet,HOSTCC,$@)
	$(Q)$(HOSTCC) $(HOST_CFLAGS) -MMD -MP -iquote $(top)/kernel/include/linux $(filter %.c,$^) -o $@ $(host_libs)

.PHONY: abidiff
abidiff: $(O)/tools/abidiff
$(O)/tools/dwarfksyms: host_libs := -ldw
$(O)/tools/modpost: $(top)/tools/mismatch.c $(top)/tools/devtable.c \
	$(top)/tools/modpost.h

-include $(wildcard $(O)/tools/*.d)

# ---- Modules: our own, and by M= a folder of anyone's ------------------------
export KCC LD MODULE_CFLAGS LDFLAGS_MODULE RELEASE O top V SIGN
kbuild = +$(Q)PWD='$(PWD)' $(MAKE) -f $(top)/tools/kbuild.mk top=$(top)

.PHONY: modules
ifeq ($(M),)
all: modules
modules: $(O)/Module.symvers
$(O)/Module.symvers: $(O)/mortise.elf $(O)/mortise.abi $(O)/tools/modpost \
		$(O)/tools/dwarfksyms $(O)/tools/abidiff FORCE
	$(kbuild) src=$(top)/modules obj=$(O)/modules root=$(O)/modules \
		KERNEL_IMAGE=$(O)/mortise.elf KERNEL_TEXTS=$(O)/mortise.abi \
		MODPOST_FLAGS=-m __modules
	@cat $(O)/mortise.abi $(O)/modules/Module.abi > $(O)/Module.abi
	@cmp -s $(O)/modules/Module.symvers $@ || cp $(O)/modules/Module.symvers $@

# Every export has its entry in docs/api.md: a comment in its header.
api_headers := $(shell find $(top)/kernel/include -name '*.h')
# So that -C may name this folder, as it may name Linux's build.
all: $(O)/Makefile
$(O)/Makefile: $(top)/Makefile $(top)/tools/build.mk.in
	$(call quiet,GEN,$@)
	$(Q)sed 's|@TOP@|$(top)|; s|@O@|$(O)|; s|@CC@|$(CC)|' \
		$(top)/tools/build.mk.in >$@

all: $(O)/api
$(O)/api: $(O)/Module.symvers $(api_headers) $(top)/tools/apidoc
	$(Q)$(top)/tools/apidoc --symvers $< && touch $@
.PHONY: docs
docs: $(O)/Module.symvers
	$(Q)$(top)/tools/apidoc --symvers $< -o $(top)/docs/api.md

.PHONY: clean
clean:
	$(Q)rm -rf $(O)
else
module_src := $(abspath $(M))
.DEFAULT_GOAL := modules
# MO= puts what is built elsewhere than beside the sources, as Linux has it.
MO ?= $(M)
module_obj := $(abspath $(MO))
modules: $(O)/Module.symvers
	$(kbuild) src=$(module_src) obj=$(module_obj) root=$(module_obj) \
		KERNEL_SYMVERS=$(or $(KERNEL_SYMVERS),$(O)/Module.symvers) \
		__modules

.PHONY: modules_install clean
modules_install:
	$(kbuild) src=$(module_src) obj=$(module_obj) root=$(module_obj) \
		INSTALL_DIR=$(or $(INSTALL_MOD_DIR),updates) __install
clean:
	$(kbuild) src=$(module_src) obj=$(module_obj) root=$(module_obj) __clean
$(O)/Module.symvers:
	+$(Q)$(MAKE) -f $(top)/Makefile M= O=$(O) all
endif

.PHONY: help
help:
	@cat $(top)/tools/help.txt

include $(top)/tools/bearssl.mk
include $(top)/tools/host.mk
include $(top)/tools/sign.mk
include $(top)/tools/bench.mk
include $(top)/tools/compare.mk
include $(top)/tools/image.mk
include $(top)/tools/quality.mk
include $(top)/tools/test.mk
