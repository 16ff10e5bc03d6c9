# SPDX-License-Identifier: MIT
# The same modules and the same script on Mortise and on Debian's Linux. The
# Makefile includes it.
#
#   make compare M=dir SCRIPT=file   side by side, with what differs marked:
#                                    docs/compare.md
#   make compare-demos               the demos that have a script for it

.PHONY: compare compare-demos
compare: setup-run
ifeq ($(M),)
	@echo 'compare: which folder of modules? make compare M=dir [SCRIPT=file]' >&2
	@exit 2
else
	+$(Q)$(MAKE) -f $(top)/Makefile M= MO= O=$(O) all
	$(Q)$(compare_run) --module $(call quote,$(module_src)) \
		$(if $(SCRIPT),--script $(call quote,$(abspath $(SCRIPT))))
endif

compare-demos: setup-run
	+$(Q)$(MAKE) -f $(top)/Makefile all
	$(Q)$(compare_run) --demos

compare_run = CROSS_COMPILE=$(CROSS_COMPILE) QEMU=$(QEMU) \
	$(top)/tests/compare/run --out $(call quote,$(O))
