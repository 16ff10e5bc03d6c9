# SPDX-License-Identifier: MIT
# Tests, by tests/run. The Makefile includes it.
#
#   make test                all suites: sets up and builds what they need
#   make test-guest          the suites in QEMU, both compilers
#   make test SUITES="..."   some of them: tests/run --list names them

run_tests = $(Q)CROSS_COMPILE=$(CROSS_COMPILE) QEMU=$(QEMU) \
	$(top)/tests/run --out $(O)

.PHONY: test test-guest
test: setup-test
	+$(Q)$(MAKE) -f $(top)/Makefile all
	$(run_tests) $(SUITES)
test-guest: setup-test
	+$(Q)$(MAKE) -f $(top)/Makefile all
	$(run_tests) guest guest-clang
