# SPDX-License-Identifier: MIT
# Builds the modules of a folder by its Kbuild (or Makefile): obj-m, NAME-objs
# and NAME-y, ccflags-y and the like, as Linux documents them in
# Documentation/kbuild/modules.rst. The kernel's Makefile calls it, and it
# writes to $(obj) alone, which is the folder itself unless told.
#
#   src, obj   the folder, and where its objects go
#   root       obj of the topmost folder, which has modules.order
# From the kernel's Makefile, exported: KCC LD MODULE_CFLAGS LDFLAGS_MODULE O
# top V; KBUILD_EXTRA_SYMBOLS is the user's.

.SUFFIXES:
.DELETE_ON_ERROR:
SHELL := /bin/bash
ifeq ($(V),0)
Q := @
say = @printf '  %-7s %s\n' '$(1)' '$(patsubst $(root)/%,%,$(2))'
else
Q :=
say = @:
endif

# bash would set PWD to where make is; a folder's Makefile means the caller's.
again := PWD='$(PWD)' $(MAKE) -f $(top)/tools/kbuild.mk

objtree := $(O)
srctree := $(top)
KERNELRELEASE := $(RELEASE)
ARCH := i386
export KERNELRELEASE
# What Linux's own Makefiles count on being set.
PHONY :=
obj-m :=
obj-y :=
CONFIG_MODULES := y
# For a file that computes with floating point: to add, and to take away.
CC_FLAGS_FPU := -msse -msse2 -mhard-float
CC_FLAGS_NO_FPU := -mno-sse -mno-mmx -mno-80387 -msoft-float
CONFIG_MODULE_UNLOAD := y

# Our own targets begin with __: the folder's Makefile has an `all` and a `clean`
# for who calls make there.
.PHONY: __objects
__objects:

kbuild-file := $(firstword $(wildcard $(src)/Kbuild $(src)/Makefile))
ifeq ($(kbuild-file),)
$(error $(src) has no Kbuild and no Makefile. It needs one with a line like: obj-m := hello.o)
endif
include $(kbuild-file)

# ---- What the folder asks for ------------------------------------------------
subdirs := $(patsubst %/,%,$(filter %/,$(obj-m) $(obj-y)))
modules := $(patsubst %.o,%,$(filter %.o,$(obj-m)))
parts-of = $(strip $($(1)-objs) $($(1)-y) $($(1)-m))
multi := $(foreach m,$(modules),$(if $(call parts-of,$m),$m))
single := $(filter-out $(multi),$(modules))
parts := $(sort $(foreach m,$(multi),$(call parts-of,$m)))
objects := $(addprefix $(obj)/,$(addsuffix .o,$(single)) $(parts))

ifneq ($(MAKECMDGOALS),__clean)
ifeq ($(modules)$(subdirs),)
$(error $(kbuild-file) names no module. It needs a line like: obj-m := hello.o)
endif
endif

# The module that object $(1) is a part of, as a C name.
module-of = $(subst -,_,$(notdir $(firstword \
	$(foreach m,$(multi),$(if $(filter $(1),$(call parts-of,$m)),$m)) \
	$(basename $(1)))))
base-of = $(subst -,_,$(notdir $(basename $(1))))

export subdir-ccflags-y
shared-flags = $(MODULE_CFLAGS) $(KBUILD_CFLAGS) $(CFLAGS_MODULE) \
	$(subdir-ccflags-y) $(ccflags-y) $(EXTRA_CFLAGS) $(KCFLAGS)
flags-for = $(filter-out $(CFLAGS_REMOVE_$(1)) $(ccflags-remove-y), \
	$(shared-flags)) \
	$(CFLAGS_$(1)) $(CFLAGS_$(notdir $(1))) \
	-DKBUILD_MODNAME='"$(call module-of,$(1))"' \
	-DKBUILD_BASENAME='"$(call base-of,$(1))"' \
	-DKBUILD_MODFILE='"$(call module-of,$(1))"'
dep-of = $(dir $(1)).$(notdir $(1)).d

# Objects are built anew when the flags that they all share change.
flags-text := $(KCC) $(filter-out $(ccflags-remove-y),$(shared-flags))
$(obj)/.flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags-text))' | cmp -s - $@ || \
		printf '%s\n' '$(subst ','\'',$(flags-text))' > $@

# ---- Objects -----------------------------------------------------------------
$(obj)/%.o: $(src)/%.c $(obj)/.flags $(kbuild-file)
	@mkdir -p $(@D)
	$(call say,CC [M],$@)
	$(Q)$(KCC) $(call flags-for,$*.o) -MMD -MP -MF $(call dep-of,$@) -c $< -o $@

$(obj)/%.o: $(src)/%.S $(obj)/.flags $(kbuild-file)
	@mkdir -p $(@D)
	$(call say,AS [M],$@)
	$(Q)$(KCC) $(call flags-for,$*.o) $(asflags-y) $(AFLAGS_$*.o) \
		-D__ASSEMBLY__ -MMD -MP -MF $(call dep-of,$@) -c $< -o $@

define multi-rule
$(obj)/$(1).o: $(addprefix $(obj)/,$(call parts-of,$(1))) $(kbuild-file)
	$$(call say,LD [M],$$@)
	$$(Q)$$(LD) $$(LDFLAGS_MODULE) $$(ldflags-y) $$(LDFLAGS_$(1).o) \
		-r -o $$@ $(addprefix $(obj)/,$(call parts-of,$(1)))
endef
$(foreach m,$(multi),$(eval $(call multi-rule,$m)))

-include $(foreach o,$(objects),$(call dep-of,$o))

.PHONY: $(addprefix subdir-,$(subdirs))
$(addprefix subdir-,$(subdirs)): subdir-%:
	+@$(again) src=$(src)/$* obj=$(obj)/$* \
		root=$(root) __objects

__objects: $(modules:%=$(obj)/%.o) $(addprefix subdir-,$(subdirs))
	@mkdir -p $(obj)
	@{ printf '%s\n' $(modules:%=$(obj)/%.o); \
	   cat /dev/null $(subdirs:%=$(obj)/%/modules.order); } \
		> $(obj)/modules.order

# ---- From objects to modules: modpost, and the last link ---------------------
# Run on the topmost folder, when modules.order is whole.
order = $(patsubst %.o,%,$(shell cat $(root)/modules.order 2>/dev/null))
symvers := $(addprefix -i ,$(KERNEL_SYMVERS) $(KBUILD_EXTRA_SYMBOLS))

.PHONY: __modpost
__modpost:
	$(call say,ABI,$(root)/Module.abi)
	$(Q)$(O)/tools/dwarfksyms -r $(O) $(addsuffix .o,$(order)) > $(root)/Module.abi
	$(call say,MODPOST,$(root)/Module.symvers)
	$(Q)$(O)/tools/modpost $(KERNEL_IMAGE:%=-k %) \
		$(addprefix -t ,$(KERNEL_TEXTS) $(root)/Module.abi) \
		$(symvers) $(MODPOST_FLAGS) \
		-r $(O) -o $(root)/Module.symvers $(addsuffix .o,$(order))

.PHONY: __final
ifeq ($(MAKECMDGOALS),__final)
name-of = $(subst -,_,$(notdir $(1)))
define final-rule
$(1).mod.o: $(1).mod.c $(obj)/.flags $(top)/tools/kbuild.mk
	$$(call say,CC [M],$$@)
	$$(Q)$$(KCC) $$(MODULE_CFLAGS) -DKBUILD_MODNAME='"$(call name-of,$(1))"' \
		-DKBUILD_BASENAME='"$(call name-of,$(1)).mod"' \
		-MMD -MP -MF $$(call dep-of,$$@) -c $$< -o $$@
$(1).ko: $(1).o $(1).mod.o $(top)/tools/module.lds
	$$(call say,LD [M],$$@)
	$$(Q)$$(LD) $$(LDFLAGS_MODULE) -r -T $(top)/tools/module.lds \
		-o $$@ $(1).o $(1).mod.o
endef
$(foreach m,$(order),$(eval $(call final-rule,$m)))
__final: $(order:%=%.ko)
-include $(foreach m,$(order),$(call dep-of,$m.mod.o))
endif

.PHONY: __modules
__modules:
	+@$(again) src=$(src) obj=$(obj) root=$(root) __objects
	+@$(again) src=$(src) obj=$(obj) root=$(root) __modpost
	+@$(again) src=$(src) obj=$(obj) root=$(root) __final

# modules_install: into INSTALL_MOD_PATH, as `insmod` and depmod expect it.
lib-modules := $(INSTALL_MOD_PATH)/lib/modules/$(RELEASE)
.PHONY: __install
__install:
	$(Q)for m in $(order); do \
		to=$(lib-modules)/$(INSTALL_DIR)/$${m#$(root)/}.ko; \
		printf '  %-7s %s\n' INSTALL $$to; \
		install -D -m 644 $$m.ko $$to || exit 1; \
		[[ -z "$(SIGN)" ]] || $(SIGN) $$to || exit 1; done
	$(Q)touch $(lib-modules)/modules.{order,builtin,builtin.modinfo}
	$(Q)PATH=$$PATH:/usr/sbin:/sbin depmod -b $(or $(INSTALL_MOD_PATH),/) $(RELEASE)

.PHONY: __clean
__clean:
	$(call say,CLEAN,$(obj))
	$(Q)rm -f $(addprefix $(obj)/,.flags Module.abi Module.symvers modules.order \
		$(foreach m,$(modules),$m.o $m.ko $m.mod.c $m.mod.o)) \
		$(objects) $(foreach o,$(objects) $(modules:%=$(obj)/%.mod.o), \
		$(call dep-of,$o))
	+$(Q)for d in $(subdirs); do $(again) \
		src=$(src)/$$d obj=$(obj)/$$d root=$(root) __clean; done

.PHONY: FORCE
FORCE:
