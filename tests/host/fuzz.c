/* SPDX-License-Identifier: MIT */
/*
 * The fuzzer's target. Beside what the sanitizers see, it asserts what a load
 * promises: an errno with a rule that exists, and for a loadable file that
 * everything lies where the plan says.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <stdlib.h>

#include "fuzz.h"
#include "plan.h"

/* Larger memory would only be slower to zero. */
#define FUZZ_MEMORY_MAX (4u << 20)

#define promise(condition)                                                   \
	do {                                                                 \
		if (!(condition)) {                                          \
			fprintf(stderr, "broken promise: %s\n", #condition); \
			abort();                                             \
		}                                                            \
	} while (0)

static void check_promises(const struct load *l, int err)
{
	if (err) {
		promise(err == -ENOEXEC || err == -EINVAL || err == -ENOENT ||
			err == -EPERM || err == -ENOMEM);
		promise(rule_expects(l->refusal.rule) && *l->refusal.found);
		return;
	}
	promise(!l->refusal.err);
	for (u32 i = 1; i < l->section_count; i++) {
		const struct section *s = &l->sections[i];
		const struct load_memory *m = &l->mem[s->mem];

		if (s->mem == MOD_MEM_NUM_TYPES || !s->copy)
			continue;
		promise(s->address >= m->address);
		promise(s->address - m->address <= m->size);
		promise(s->hdr.sh_size <= m->size - (s->address - m->address));
		promise(!s->hdr.sh_addralign ||
			!(s->address % s->hdr.sh_addralign));
		promise(s->copy - m->copy == s->address - m->address);
	}
}

static void run(const uint8_t *data, size_t size, bool foreign, bool answers)
{
	static struct plan p = { .file = "fuzz", .verbose = true };
	const struct dry_run d = { .base = 0xf0000000,
				   .answers_all = answers,
				   .answer = 0xc0123456 };
	struct load l = { .file = data,
			  .size = size,
			  .args = "",
			  .name = "fuzz",
			  .foreign = foreign,
			  .watch = &plan_watch_verbose,
			  .watch_arg = &p };

	log_clear();
	p.load = &l;
	p.symbol_count = p.relocation_count = 0;
	p.err = dry_run(&l, &d, &p.stage);
	check_promises(&l, p.err);
	if (p.relocation_count < 4096) {
		plan_print_text(&p);
		plan_print_json(&p);
	}
	load_release(&l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *nowhere;

	if (!nowhere) {
		nowhere = fopen("/dev/null", "w");
		promise(nowhere);
		stdout = nowhere;
		module_alloc_max = FUZZ_MEMORY_MAX;
	}
	run(data, size, false, true);
	run(data, size, true, false);
	return 0;
}
