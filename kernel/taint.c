/* SPDX-License-Identifier: MIT */
/*
 * Taint: what has happened to this kernel that a reader of its oopses should
 * know. Bits are only ever set. The letters and their order are Linux's.
 */
#include <linux/debug_locks.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "module.h"

static const struct taint_flag {
	char set, clear;
	bool module; /* shown for the module that brought it */
	const char *name;
} taint_flags[TAINT_FLAGS_COUNT] = {
	[TAINT_PROPRIETARY_MODULE] = { 'P', 'G', true, "PROPRIETARY_MODULE" },
	[TAINT_FORCED_MODULE] = { 'F', ' ', true, "FORCED_MODULE" },
	[TAINT_CPU_OUT_OF_SPEC] = { 'S', ' ', false, "CPU_OUT_OF_SPEC" },
	[TAINT_FORCED_RMMOD] = { 'R', ' ', false, "FORCED_RMMOD" },
	[TAINT_MACHINE_CHECK] = { 'M', ' ', false, "MACHINE_CHECK" },
	[TAINT_BAD_PAGE] = { 'B', ' ', false, "BAD_PAGE" },
	[TAINT_USER] = { 'U', ' ', false, "USER" },
	[TAINT_DIE] = { 'D', ' ', false, "DIE" },
	[TAINT_OVERRIDDEN_ACPI_TABLE] = { 'A', ' ', false,
					  "OVERRIDDEN_ACPI_TABLE" },
	[TAINT_WARN] = { 'W', ' ', false, "WARN" },
	[TAINT_CRAP] = { 'C', ' ', true, "CRAP" },
	[TAINT_FIRMWARE_WORKAROUND] = { 'I', ' ', false,
					"FIRMWARE_WORKAROUND" },
	[TAINT_OOT_MODULE] = { 'O', ' ', true, "OOT_MODULE" },
	[TAINT_UNSIGNED_MODULE] = { 'E', ' ', true, "UNSIGNED_MODULE" },
	[TAINT_SOFTLOCKUP] = { 'L', ' ', false, "SOFTLOCKUP" },
	[TAINT_LIVEPATCH] = { 'K', ' ', true, "LIVEPATCH" },
	[TAINT_AUX] = { 'X', ' ', true, "AUX" },
	[TAINT_RANDSTRUCT] = { 'T', ' ', true, "RANDSTRUCT" },
	[TAINT_TEST] = { 'N', ' ', true, "TEST" },
};

static unsigned long tainted_mask;

/* Tainted modules that have gone, for print_modules(). */
struct unloaded_taint {
	struct list_head list;
	char name[MODULE_NAME_LEN];
	unsigned long taints;
	unsigned long count;
};
static LIST_HEAD(unloaded_taints);
static char last_unloaded[MODULE_NAME_LEN + 16];

int debug_locks_off(void)
{
	static bool on = true;
	bool was_on = on;

	on = false;
	return was_on;
}
EXPORT_SYMBOL_GPL(debug_locks_off);

void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok)
{
	if (lockdep_ok == LOCKDEP_NOW_UNRELIABLE && debug_locks_off())
		pr_warn("Disabling lock debugging due to kernel taint\n");
	tainted_mask |= 1ul << flag;
}
EXPORT_SYMBOL(add_taint);

int test_taint(unsigned int flag)
{
	return tainted_mask >> flag & 1;
}
EXPORT_SYMBOL(test_taint);

unsigned long get_taint(void)
{
	return tainted_mask;
}

const char *print_tainted(void)
{
	static char buf[sizeof("Tainted: ") + TAINT_FLAGS_COUNT];
	char *p = buf + sprintf(buf, "Tainted: ");

	if (!tainted_mask)
		return "Not tainted";
	for (u32 i = 0; i < TAINT_FLAGS_COUNT; i++)
		*p++ = test_taint(i) ? taint_flags[i].set :
				       taint_flags[i].clear;
	*p = '\0';
	return buf;
}

const char *print_tainted_verbose(void)
{
	static char buf[400];
	size_t n = scnprintf(buf, sizeof(buf), "Tainted: ");
	const char *separator = "";

	if (!tainted_mask)
		return "Not tainted";
	for (u32 i = 0; i < TAINT_FLAGS_COUNT; i++) {
		if (!test_taint(i))
			continue;
		n += scnprintf(buf + n, sizeof(buf) - n, "%s[%c]=%s", separator,
			       taint_flags[i].set, taint_flags[i].name);
		separator = ", ";
	}
	return buf;
}

size_t module_taint_letters(unsigned long taints, char *buf)
{
	size_t n = 0;

	for (u32 i = 0; i < TAINT_FLAGS_COUNT; i++)
		if (taint_flags[i].module && (taints >> i & 1))
			buf[n++] = taint_flags[i].set;
	buf[n] = '\0';
	return n;
}

void module_flags(const struct module *mod, char *buf, bool show_state)
{
	size_t n = 1;

	buf[0] = '(';
	n += module_taint_letters(mod->taints, buf + n);
	if (show_state && mod->state == MODULE_STATE_GOING)
		buf[n++] = '-';
	if (show_state && mod->state == MODULE_STATE_COMING)
		buf[n++] = '+';
	if (n > 1)
		buf[n++] = ')';
	else
		n = 0;
	buf[n] = '\0';
}

static struct unloaded_taint *find_unloaded(const char *name,
					    unsigned long taints)
{
	struct unloaded_taint *u;

	list_for_each_entry(u, &unloaded_taints, list)
		if (u->taints == taints && !strcmp(u->name, name))
			return u;
	return NULL;
}

void note_unloaded(const char *name, unsigned long taints)
{
	struct unloaded_taint *u = find_unloaded(name, taints);
	char letters[TAINT_FLAGS_COUNT + 1];

	module_taint_letters(taints, letters);
	snprintf(last_unloaded, sizeof(last_unloaded), "%s%s%s%s", name,
		 *letters ? "(" : "", letters, *letters ? ")" : "");
	if (!*letters)
		return;
	if (!u)
		u = kzalloc(sizeof(*u), GFP_KERNEL);
	if (!u)
		return;
	if (!u->count++) {
		strscpy(u->name, name, sizeof(u->name));
		u->taints = taints;
		list_add_tail(&u->list, &unloaded_taints);
	}
}

static void print_unloaded(void)
{
	struct unloaded_taint *u;
	char letters[TAINT_FLAGS_COUNT + 1];

	if (!list_empty(&unloaded_taints)) {
		pr_cont("\n");
		printk(KERN_DEFAULT "Unloaded tainted modules:");
		list_for_each_entry(u, &unloaded_taints, list) {
			module_taint_letters(u->taints, letters);
			pr_cont(" %s(%s):%lu", u->name, letters, u->count);
		}
	}
	if (*last_unloaded)
		pr_cont(" [last unloaded: %s]", last_unloaded);
	pr_cont("\n");
}

void print_modules(void)
{
	char flags[TAINT_FLAGS_COUNT + 4];
	struct module *mod;

	printk(KERN_DEFAULT "Modules linked in:");
	list_for_each_entry(mod, &modules, list) {
		module_flags(mod, flags, true);
		pr_cont(" %s%s", mod->name, flags);
	}
	print_unloaded();
}
