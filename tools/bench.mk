# SPDX-License-Identifier: MIT
# What the loader costs, in guest instructions. The Makefile includes it.
#
#   make bench     a table, and the same in $(O)/bench.json: docs/costs.md

bench_out := $(O)/bench

.PHONY: bench bench-modules
bench: setup-run
	+$(Q)$(MAKE) -f $(top)/Makefile M= MO= O=$(O) bench-modules
	$(Q)$(top)/tests/bench/run.py --out $(O) --qemu $(QEMU) \
		--json $(O)/bench.json --log $(O)/bench.log

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
