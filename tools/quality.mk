# SPDX-License-Identifier: MIT
# Style and static analysis: what a reader should not have to look for. The
# Makefile includes it.
#
#   make lint      all of it, and changes nothing: the style of C, clang-tidy,
#                  cppcheck, shellcheck, Python. CI runs it.
#   make format    brings all C to the style
#
# .clang-format, .clang-tidy and tools/cppcheck.suppress say what is asked.

lint_find = $(shell cd $(top) && find kernel modules tests tools \
	-name '$(1)' ! -name '*.mod.c' | sort)
lint_c = $(call lint_find,*.[ch])
# Programs of this machine; all else is code of the kernel's kind.
lint_host = $(filter-out tools/addkey.c, \
	$(filter tools/% tests/host/%,$(filter %.c,$(lint_c))))
# Those that stand alone.
lint_tools := tools/abidiff.c tools/devtable.c tools/dwarfksyms.c \
	tools/mismatch.c \
	tools/mksyms.c tools/modpost.c
lint_core = $(filter-out $(lint_tools) \
	tests/host/objects/%,$(lint_host))
lint_kernel = $(filter kernel/%,$(filter %.c,$(lint_c)))
# Programs for the guest, with the C library of i386.
lint_user = $(filter tests/user/% tests/bench/user.c,$(filter %.c,$(lint_c)))
lint_modules = $(filter-out $(lint_kernel) $(lint_host) $(lint_user), \
	$(filter %.c,$(lint_c)))
# Scripts are known by their first line.
lint_scripts = $(shell cd $(top) && grep -rlI --exclude-dir=__pycache__ \
	-m1 '^\#!.*$(1)' boot tests tools .ci | sort)
lint_python = $(sort $(call lint_find,*.py) $(call lint_scripts,python3))

lint_say = @printf '  %-7s %s\n' LINT '$(1)'
lint_jobs := $(shell nproc)

# clang's words for what the kernel is compiled with by gcc.
lint_target := --target=i686-linux-gnu -mstack-alignment=4 \
	-Wno-gnu-variable-sized-type-not-at-end -Wno-initializer-overrides
lint_kernel_flags = $(filter-out -Werror -mpreferred-stack-boundary=2, \
	$(KERNEL_CFLAGS) $(bearssl_headers)) $(lint_target)
lint_module_flags = $(filter-out -Werror% -mpreferred-stack-boundary=2, \
	$(MODULE_CFLAGS)) $(lint_target) -I $(top)/kernel \
	-DKBUILD_MODNAME='"module"'

# tidy(name,files,flags): a run has few files, so that all processors have
# work. What is counted of suppressed warnings nobody wants to know.
define tidy
$(call lint_say,clang-tidy: $(1))
$(Q)mkdir -p "$(O)/lint/$(1)"
$(Q)printf '%s\n' $(3) > "$(O)/lint/$(1)/compile_flags.txt"
$(Q)cd $(top) && set -o pipefail && printf '%s\n' $(2) | \
	xargs -P $(lint_jobs) -n 4 clang-tidy --quiet -p "$(O)/lint/$(1)" \
	2>&1 | { grep -v ' generated\.$$' || true; }
endef

.PHONY: lint lint-all lint-api lint-format lint-tidy lint-cppcheck lint-shell lint-python
lint: setup-lint
	+$(Q)$(MAKE) -f $(top)/Makefile lint-all
lint-all: lint-api lint-format lint-shell lint-python lint-cppcheck lint-tidy

# docs/api.md is what the headers say.
lint-api: $(O)/Module.symvers
	$(call lint_say,apidoc: docs/api.md)
	$(Q)$(top)/tools/apidoc --symvers $< --check -o $(top)/docs/api.md

lint-format:
	$(call lint_say,clang-format: the style of C)
	$(Q)cd $(top) && clang-format --dry-run -Werror $(lint_c)

lint-shell:
	$(call lint_say,shellcheck: shell scripts)
	$(Q)cd $(top) && shellcheck $(call lint_scripts,bash)

lint-python:
	$(call lint_say,pyflakes: Python)
	$(Q)cd $(top) && $$(command -v pyflakes3 || echo pyflakes) $(lint_python)

# cppcheck has nothing to say of what it can't follow, so each part is given
# its own headers.
cppcheck = $(Q)cd $(top) && cppcheck --quiet --std=c11 --error-exitcode=1 \
	--enable=warning,performance,portability --inline-suppr \
	--suppressions-list=tools/cppcheck.suppress -j $(lint_jobs) \
	--template='{file}:{line}: {severity}: {message} [{id}]'
lint-cppcheck: $(host_links)
	$(call lint_say,cppcheck: the kernel)
	$(cppcheck) --platform=unix32 -D__KERNEL__ -I kernel/include -I kernel \
		$(lint_kernel)
	$(call lint_say,cppcheck: modules)
	$(cppcheck) --platform=unix32 -D__KERNEL__ -DMODULE -I kernel/include \
		$(lint_modules)
	$(call lint_say,cppcheck: programs of the host)
	$(cppcheck) --platform=unix64 -I tools/host/include \
		-I $(host_out)/include -I tools/host -I kernel $(lint_core)
	$(cppcheck) --platform=unix64 $(lint_tools)
	$(call lint_say,cppcheck: programs of the guest)
	$(cppcheck) --platform=unix32 $(lint_user)

lint-tidy: $(host_links) $(bearssl_src)/inc/bearssl.h
	$(call tidy,the kernel,$(lint_kernel),$(lint_kernel_flags))
	$(call tidy,modules,$(lint_modules),$(lint_module_flags))
	$(call tidy,the core on the host,$(lint_core),$(host_cflags))
	$(call tidy,tools,$(lint_tools),-std=gnu11 -D_GNU_SOURCE \
		-iquote $(top)/kernel/include/linux)

.PHONY: format
format: setup-lint
	$(Q)cd $(top) && clang-format -i $(lint_c)
