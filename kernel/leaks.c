/* SPDX-License-Identifier: MIT */
/*
 * What a module leaves behind, by the sources' word: said in the log, and
 * judged as module.leaks= has it. It knows no family of the API, holds no
 * record of its own, and allocates nothing.
 */
#include <asm/page.h>
#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "mm/arena.h"
#include "module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

#define GROUPS_MAX 16

static enum leaks_mode {
	LEAKS_OFF,
	LEAKS_REPORT,
	LEAKS_REFUSE,
	LEAKS_RECLAIM,
} mode = LEAKS_REPORT;

static const char *const mode_names[] = {
	[LEAKS_OFF] = "off",
	[LEAKS_REPORT] = "report",
	[LEAKS_REFUSE] = "refuse",
	[LEAKS_RECLAIM] = "reclaim",
};

/* Leaks that differ in nothing but what object it is: one line of the log. */
struct group {
	struct leak first;
	unsigned int count;
	size_t size;
};

/* What the sources found, for the log or to be taken back. */
struct look {
	struct leak_scan scan; /* what they know of it */
	const struct module *mod;
	bool reclaimable; /* it looks only for what can be taken back */
	unsigned int count, dangers;
	struct group groups[GROUPS_MAX];
	unsigned int group_count;
	unsigned int ungrouped;

	/* While they are taken back: some of them. */
	struct leak *batch; /* or NULL */
	unsigned int batch_count, batch_max;
};

unsigned long leaks_recorded = ARENA_START;

static int set_mode(const char *val, const struct kernel_param *kp)
{
	int wanted = sysfs_match_string(mode_names, val);

	if (wanted < 0)
		return wanted;
	mode = wanted;
	leaks_recorded = mode == LEAKS_OFF ? ULONG_MAX : ARENA_START;
	return 0;
}

static int get_mode(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%s\n", mode_names[mode]);
}

static const struct kernel_param_ops mode_ops = {
	.set = set_mode,
	.get = get_mode,
};
module_param_cb(leaks, &mode_ops, NULL, 0644);

static bool same_name(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool belongs(const struct group *g, const struct leak *leak)
{
	return g->first.caller == leak->caller &&
	       g->first.target == leak->target &&
	       same_name(g->first.kind, leak->kind) &&
	       same_name(g->first.name, leak->name) &&
	       same_name(g->first.danger, leak->danger);
}

static void add_to_group(struct look *look, const struct leak *leak)
{
	struct group *g = look->groups;

	while (g < look->groups + look->group_count && !belongs(g, leak))
		g++;
	if (g == look->groups + GROUPS_MAX) {
		look->ungrouped++;
		return;
	}
	if (g == look->groups + look->group_count) {
		look->group_count++;
		*g = (struct group){ .first = *leak };
	}
	g->count++;
	g->size += leak->size;
}

void leak_found(struct leak_scan *scan, const struct leak *leak)
{
	struct look *look = container_of(scan, struct look, scan);

	if (look->reclaimable && !leak->reclaim)
		return;
	if (look->batch) {
		if (look->batch_count < look->batch_max)
			look->batch[look->batch_count++] = *leak;
		return;
	}
	look->count++;
	look->dangers += leak->danger != NULL;
	add_to_group(look, leak);
}

/* --- The log. */

/* Appends @before and the name of @address, where it is one. */
static size_t put_address(char *buf, size_t size, const char *before,
			  unsigned long address)
{
	unsigned long offset;
	const char *module;
	const char *name =
		address ? kallsyms_lookup(address, NULL, &offset, &module) :
			  NULL;

	if (name)
		return scnprintf(buf, size, "%s%s+0x%lx", before, name, offset);
	return address ? scnprintf(buf, size, "%s0x%lx", before, address) : 0;
}

/* "leaked 2 kmalloc-64 at hello_init+0x2a (128 bytes)" */
static void tell_leak(const struct look *look, const char *what,
		      const struct group *g)
{
	const struct leak *leak = &g->first;
	char line[256];
	size_t n = scnprintf(line, sizeof(line), "%s", what);

	if (g->count > 1)
		n += scnprintf(line + n, sizeof(line) - n, " %u", g->count);
	n += scnprintf(line + n, sizeof(line) - n, " %s", leak->kind);
	if (leak->name)
		n += scnprintf(line + n, sizeof(line) - n, " %s", leak->name);
	n += put_address(line + n, sizeof(line) - n, " at ", leak->caller);
	if (g->size)
		scnprintf(line + n, sizeof(line) - n, " (%zu bytes)", g->size);
	printk(KERN_WARNING "%s: %s\n", look->mod->name, line);
}

/* What leads into the module, and, on a further line, to where in it. */
static void tell_danger(const struct look *look, const char *verdict,
			const struct group *g)
{
	const struct leak *leak = &g->first;
	const char *name = look->mod->name;
	char line[256];
	size_t n;

	printk(KERN_ERR "%s: %s%s%s, %s: %s\n", name, leak->kind,
	       leak->name ? " " : "", leak->name ? leak->name : "",
	       leak->danger, verdict);
	n = put_address(line, sizeof(line), " leads to ", leak->target);
	n += put_address(line + n, sizeof(line) - n, " set up at ",
			 leak->caller);
	if (g->count > 1)
		n += scnprintf(line + n, sizeof(line) - n, " %u times",
			       g->count);
	if (n)
		printk(KERN_ERR "%s:  %s\n", name, line);
}

static void tell(const struct look *look, const char *what, const char *verdict)
{
	for (u32 i = 0; i < look->group_count; i++)
		if (look->groups[i].first.danger && verdict)
			tell_danger(look, verdict, &look->groups[i]);
		else
			tell_leak(look, what, &look->groups[i]);
	if (look->ungrouped)
		printk(KERN_WARNING "%s: %s %u more\n", look->mod->name, what,
		       look->ungrouped);
}

/* --- The sources. */

extern const struct leak_source __start_leak_sources[], __stop_leak_sources[];

static struct leak_scan scan_of(const struct module *mod)
{
	const void *init = mod->holds.init;

	return (struct leak_scan){
		.core = (unsigned long)mod->holds.core,
		.core_size = arena_size(mod->holds.core),
		.init = (unsigned long)(init ? init : mod->was_init.base),
		.init_size = init ? arena_size(init) : mod->was_init.size,
	};
}

static void look_at(struct look *look, const struct module *mod,
		    bool reclaimable)
{
	const struct leak_source *source = __start_leak_sources;

	look->scan = scan_of(mod);
	look->mod = mod;
	look->reclaimable = reclaimable;
	look->count = look->dangers = 0;
	look->group_count = look->ungrouped = 0;
	look->batch = NULL;
	for (; source < __stop_leak_sources; source++)
		source->scan(&look->scan);
}

/* A source that finds again what was taken back must not be asked for ever. */
static void reclaim_from(struct look *look, const struct leak_source *source)
{
	unsigned int rounds = look->count / source->batch + 1;
	struct leak batch[LEAK_BATCH_MAX];

	look->batch = batch;
	look->batch_max = source->batch;
	do {
		look->batch_count = 0;
		source->scan(&look->scan);
		for (u32 i = 0; i < look->batch_count; i++)
			batch[i].reclaim(batch[i].object);
	} while (look->batch_count == look->batch_max && --rounds);
	look->batch = NULL;
}

static void reclaim(struct look *look)
{
	const struct leak_source *source = __start_leak_sources;

	for (; source < __stop_leak_sources; source++)
		reclaim_from(look, source);
}

bool leaks_let_go(struct module *mod, const char *verdict)
{
	struct look look;

	if (mode == LEAKS_OFF)
		return true;
	if (mode == LEAKS_RECLAIM) {
		look_at(&look, mod, true);
		tell(&look, "reclaimed", NULL);
		reclaim(&look);
	}
	look_at(&look, mod, false);
	tell(&look, "leaked", verdict);
	mod->holds.left = look.count;
	return !look.dangers && (mode != LEAKS_REFUSE || !look.count);
}
