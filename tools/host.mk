# SPDX-License-Identifier: MIT
# The loader's core as programs for the host: modplan, its unit tests, its
# comparison with GNU ld, and its fuzzer. The Makefile includes it.
#
#   make modplan                 $(O)/tools/modplan, the dry run
#   make test-host               all tests of the core on the host, as TAP
#   make fuzz FUZZ_SECONDS=60    the fuzzer, from a corpus of built modules

HOST_CLANG ?= clang
FUZZ_SECONDS ?= 60

host_out := $(O)/host
host_core := $(addprefix kernel/module/,check.c identify.c layout.c link.c \
		relocate.c seal.c) kernel/refuse.c kernel/lib/distance.c \
		kernel/lib/version_range.c \
		tools/host/ground.c tools/host/symvers.c tools/host/file.c
host_plan := tools/modplan.c tools/host/plan.c tools/host/json.c

# The kernel's headers that a host takes as they are; tools/host/include has
# the others.
host_headers := $(addprefix linux/,align const container_of dynamic_debug elf \
		errno export gfp gfp_types init kern_levels kmod list minmax \
		mm_types mman module moduleparam notifier numa once_lite panic \
		poison printk stringify symhash umh utsrelease va_format \
		vermagic) asm/page
host_links := $(patsubst %,$(host_out)/include/%.h,$(host_headers))

$(host_links): $(host_out)/include/%.h: $(top)/kernel/include/%.h
	@mkdir -p $(@D)
	@ln -sf $< $@

host_cflags := -std=gnu11 -g $(warnings) -Werror -D_GNU_SOURCE \
	-I $(top)/tools/host/include -I $(host_out)/include \
	-I $(top)/tools/host -I $(top)/kernel
host_sanitize := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

# A flavour is a compiler and its flags: the same sources in each.
host_cc_fast := $(HOSTCC)
host_flags_fast := -O2
host_cc_san := $(HOSTCC)
host_flags_san := -O1 $(host_sanitize)
host_cc_fuzz := $(HOST_CLANG)
host_flags_fuzz := -O1 $(host_sanitize) -fsanitize=fuzzer-no-link

host_objects = $(patsubst %.c,$(host_out)/$(1)/%.o,$(2))

define host_flavour
$(host_out)/$(1)/%.o: $(top)/%.c $(top)/tools/host.mk | $(host_links)
	@mkdir -p $$(@D)
	$$(call quiet,HOSTCC,$$@)
	$$(Q)$$(host_cc_$(1)) $$(host_cflags) $$(host_flags_$(1)) -MMD -MP -c $$< -o $$@
-include $(patsubst %.o,%.d,$(call host_objects,$(1),$(host_core) $(host_plan)))
endef
$(foreach f,fast san fuzz,$(eval $(call host_flavour,$f)))

$(O)/tools/modplan: $(call host_objects,fast,$(host_core) $(host_plan))
	@mkdir -p $(@D)
	$(call quiet,HOSTLD,$@)
	$(Q)$(host_cc_fast) $(host_flags_fast) $^ -o $@

.PHONY: modplan
modplan: $(O)/tools/modplan

# ---- Signatures ------------------------------------------------------------
# The kernel's own code, over BearSSL for the host.
host_crypto := $(addprefix kernel/crypto/,der.c keyring.c pkcs7.c rsa.c signature.c \
		verify.c x509.c)
host_bearssl := $(bearssl_files:%=$(host_out)/bearssl/%.o)
bearssl_on_host = -isystem $(bearssl_src)/inc -isystem $(bearssl_src)/src \
	-DBR_amd64=0 -DBR_USE_UNIX_TIME=0 -DBR_USE_URANDOM=0
bearssl_callers = $(call host_objects,$(1),kernel/crypto/rsa.c \
	kernel/crypto/verify.c)
$(foreach f,fast san fuzz,$(eval $(call bearssl_callers,$f): \
	$(bearssl_src)/inc/bearssl.h))
$(foreach f,fast san fuzz,$(eval $(call bearssl_callers,$f): \
	private host_cflags += $$(bearssl_on_host)))

$(host_bearssl): $(host_out)/bearssl/%.o: $(bearssl_src)/inc/bearssl.h \
		$(O)/libbearssl/flags
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) -O2 -w $(bearssl_on_host) -c $(bearssl_src)/src/$*.c -o $@
$(host_out)/libbearssl.a: $(host_bearssl)
	$(call quiet,AR,$@)
	$(Q)rm -f $@ && ar rcsD $@ $^

# ---- Tests -----------------------------------------------------------------
# What every program here needs beside its own file.
host_lib := $(host_core) $(filter-out tools/modplan.c,$(host_plan))
host_fuzz := tests/host/fuzz.c tests/host/mutate.c

define host_program
-include $(patsubst %.o,%.d,$(call host_objects,$(2),$(3)))
$(host_out)/$(1): $(call host_objects,$(2),$(host_lib) $(3))
	$$(call quiet,HOSTLD,$$@)
	$$(Q)$$(host_cc_$(2)) $$(host_flags_$(2)) $$^ $(4) -o $$@
endef
$(eval $(call host_program,test_core,san,tests/host/test_core.c \
	tests/host/object.c,-lcmocka))
$(eval $(call host_program,replay,san,tests/host/replay.c $(host_fuzz)))
$(eval $(call host_program,fuzzer,fuzz,tests/host/fuzz_driver.c \
	$(host_fuzz),-fsanitize=fuzzer))
$(eval $(call host_program,insncheck,san,tests/host/insncheck.c \
	kernel/lib/insn.c))
$(eval $(call host_program,signcheck,san,tests/host/signcheck.c $(host_crypto),\
	$(host_out)/libbearssl.a))
$(eval $(call host_program,fuzz_signature,fuzz,tests/host/fuzz_signature.c \
	$(host_crypto),$(host_out)/libbearssl.a -fsanitize=fuzzer))
$(eval $(call host_program,fuzz_x509,fuzz,tests/host/fuzz_x509.c \
	$(host_crypto),$(host_out)/libbearssl.a -fsanitize=fuzzer))
$(host_out)/signcheck $(host_out)/fuzz_signature $(host_out)/fuzz_x509: \
	$(host_out)/libbearssl.a

# Messages and certificates, good ones and bad ones.
$(host_out)/signature-seeds: $(top)/tests/host/test_signatures.py \
		$(top)/tests/host/forge.py
	$(Q)$< --out $(host_out)/signatures --seeds $@

# The fuzzer begins with objects that are broken in known ways, and with good
# ones of both compilers: small, and made anew rather than kept.
$(host_out)/seeds: $(host_out)/test_core $(wildcard $(top)/tests/host/objects/*)
	$(Q)rm -rf $@ && mkdir -p $@
	$(Q)$(host_out)/test_core --seeds $@
	$(Q)for source in $(top)/tests/host/objects/*.c; do \
		for cc in "$(CROSS_COMPILE)gcc" \
			  "$(HOST_CLANG) --target=i686-linux-gnu"; do \
			$$cc -m32 -Os -ffreestanding -fno-pic -fno-common \
				-fno-asynchronous-unwind-tables -c $$source -o \
				$@/$$(basename $${cc%% *})-$$(basename $$source .c).o; \
		done; \
	done

.PHONY: test-host
test-host: modplan abidiff $(O)/tools/dwarfksyms $(O)/mortise.elf \
		$(host_out)/insncheck $(host_out)/signcheck $(host_out)/test_core $(host_out)/replay $(host_out)/seeds
	$(Q)O=$(O) CROSS_COMPILE=$(CROSS_COMPILE) CLANG=$(HOST_CLANG) \
		$(top)/tests/host/run

# What it finds is in $(host_out)/findings; `replay FILE` runs it again.
.PHONY: fuzz
fuzz: $(host_out)/fuzzer $(host_out)/seeds $(host_out)/fuzz_signature \
		$(host_out)/fuzz_x509 $(host_out)/signature-seeds
	$(Q)mkdir -p $(host_out)/corpus $(host_out)/findings
	@echo "fuzzing for $(FUZZ_SECONDS) s"
	$(Q)$(host_out)/fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
		-max_len=65536 -verbosity=0 -print_final_stats=1 \
		-artifact_prefix=$(host_out)/findings/ \
		$(host_out)/corpus $(host_out)/seeds
	$(Q)for target in signature x509; do \
		mkdir -p $(host_out)/corpus-$$target; \
		$(host_out)/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) \
			-timeout=10 -max_len=8192 -verbosity=0 \
			-print_final_stats=1 \
			-artifact_prefix=$(host_out)/findings/ \
			$(host_out)/corpus-$$target \
			$(host_out)/signature-seeds/$$target || exit 1; done
