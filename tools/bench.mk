# SPDX-License-Identifier: MIT
# What the loader and user space cost, in guest instructions. The Makefile
# includes it.
#
#   make bench              tables, and the same in $(O)/bench.json and
#                           $(O)/bench-user.json: docs/costs.md
#   make bench PEER=linux   with Debian's Linux measured anew beside it

bench_out := $(O)/bench

bench_peer := $(if $(filter linux,$(PEER)),$(bench_out)/vmlinuz)

.PHONY: bench bench-modules
bench: setup-bench
	+$(Q)$(MAKE) -f $(top)/Makefile M= MO= O=$(O) $(O)/initramfs.cpio \
		$(bench_out)/user $(bench_peer) bench-modules
	$(Q)status=0; \
	$(top)/tests/bench/run.py --out $(O) --qemu $(QEMU) \
		--json $(O)/bench.json --log $(O)/bench.log || status=$$?; \
	echo; \
	$(top)/tests/bench/user.py --out $(O) --qemu $(QEMU) \
		$(addprefix --peer ,$(bench_peer)) \
		--json $(O)/bench-user.json || status=$$?; \
	exit $$status

$(bench_out)/user: $(top)/tests/bench/user.c
	@mkdir -p $(@D)
	$(call quiet,CC,$@)
	$(Q)$(CROSS_COMPILE)gcc -std=gnu11 -O2 -static -Wall -Wextra -Werror \
		-Wno-sign-compare $< -o $@

$(bench_out)/vmlinuz: $(top)/tools/fetch-linux
	@mkdir -p $(@D)
	$(call quiet,FETCH,$@)
	$(Q)$< kernel $@

bench-modules: modules
	$(Q)$(top)/tests/bench/workloads.py sources $(bench_out)/sources
	$(Q)$(top)/tests/bench/workloads.py files $(bench_out)/files \
		$(O)/modules/hello.ko
	$(Q)$(top)/tests/bench/workloads.py sign $(bench_out)/files \
		$(sign_key) $(sign_cert)
	+$(Q)$(MAKE) -f $(top)/Makefile O=$(O) M=$(top)/tests/bench/modules \
		MO=$(bench_out)/guest
	+$(Q)$(MAKE) -f $(top)/Makefile O=$(O) M=$(bench_out)/sources \
		MO=$(bench_out)/compiled
