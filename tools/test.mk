# SPDX-License-Identifier: MIT
# Tests, by tests/run. The Makefile includes it.
#
#   make test                all suites: sets up and builds what they need
#   make test-guest          the suites in QEMU, both compilers
#   make test SUITES="..."   some of them: tests/run --list names them

# ---- Programs that test user space: static, with the C library of i386 ------
user_tests := $(patsubst $(top)/%.c,$(O)/%,$(wildcard $(top)/tests/user/*.c))
# They pass bad pointers and sizes on purpose.
user_cflags := -std=gnu11 -O1 -g -static -Wall -Wextra -Werror \
	-Wno-unused-parameter -Wno-unused-result -Wno-sign-compare \
	-Wno-nonnull -Wno-stringop-overflow -Wno-stringop-overread

$(O)/tests/user/%: $(top)/tests/user/%.c $(top)/tests/user/test.h
	@mkdir -p $(@D)
	$(call quiet,CC,$@)
	$(Q)$(CROSS_COMPILE)gcc $(user_cflags) $< -o $@ -pthread -lutil

.PHONY: user-tests
user-tests: $(user_tests)

# ---- Suites -----------------------------------------------------------------
run_tests = $(Q)CROSS_COMPILE=$(CROSS_COMPILE) QEMU=$(QEMU) \
	$(top)/tests/run --out $(O)

.PHONY: test test-guest
test: setup-test
	+$(Q)$(MAKE) -f $(top)/Makefile all
	$(run_tests) $(SUITES)
test-guest: setup-test
	+$(Q)$(MAKE) -f $(top)/Makefile all
	$(run_tests) guest guest-clang
