/* SPDX-License-Identifier: MIT */
/*
 * The exported symbols, and who uses whose. The kernel's own are in a hash
 * table that tools/mksyms makes at build time; those of modules are in one
 * table that grows with them. Both are looked up in constant expected time.
 * It knows nothing of licences or versions: the stage link judges.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/leaks.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/symhash.h>

#include "lib/distance.h"
#include "module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

extern const struct kernel_symbol __start___ksymtab[], __stop___ksymtab[];
extern const struct kernel_symbol __start___ksymtab_gpl[];
extern const struct kernel_symbol __stop___ksymtab_gpl[];

/* Made by tools/mksyms: indexes count over __ksymtab, then __ksymtab_gpl. */
extern const u32 export_count, export_bucket_count;
extern const u32 export_buckets[], export_chains[], export_hashes[];
extern const u32 export_crcs[];

/* The exports of modules: chains in a power of two of buckets. */
static struct export_node **table;
static u32 table_buckets, table_count;

/* Linux exports this no more: modules could reach what is not for them. */
static bool export_kallsyms;
module_param(export_kallsyms, bool, 0444);

static bool is_withheld(const struct export *e)
{
	return !export_kallsyms && e->value == (u32)kallsyms_lookup_name;
}

static const void *offset_to_ptr(const int *offset)
{
	return (const char *)offset + *offset;
}

static void kernel_export(u32 index, struct export *out)
{
	u32 plain = __stop___ksymtab - __start___ksymtab;
	const struct kernel_symbol *sym =
		index < plain ? &__start___ksymtab[index] :
				&__start___ksymtab_gpl[index - plain];

	out->value = (unsigned long)offset_to_ptr(&sym->value_offset);
	out->name = offset_to_ptr(&sym->name_offset);
	out->namespace = offset_to_ptr(&sym->namespace_offset);
	out->crc = export_crcs[index];
	out->gpl_only = index >= plain;
	out->owner = NULL;
}

static bool find_kernel_export(const char *name, u32 hash, struct export *out)
{
	u32 i = export_buckets[hash & (export_bucket_count - 1)];

	for (; i; i = export_chains[i - 1]) {
		if (export_hashes[i - 1] != hash)
			continue;
		kernel_export(i - 1, out);
		if (!strcmp(out->name, name))
			return !is_withheld(out);
	}
	return false;
}

bool export_find(const char *name, u32 hash, struct export *out)
{
	const struct export_node *node;

	if (find_kernel_export(name, hash, out))
		return true;
	if (!table)
		return false;
	node = table[hash & (table_buckets - 1)];
	for (; node; node = node->next) {
		if (node->hash != hash || strcmp(node->e.name, name))
			continue;
		*out = node->e;
		return true;
	}
	return false;
}
EXPORT_SYMBOL_NS_GPL(export_find, MORTISE_INTERNAL);

/* --- Symbols that are held by name. */

/* Of a module, which it keeps in: the kernel's own need no record. */
struct held_symbol {
	struct list_head list;
	struct module *owner;
	unsigned long caller;	     /* who holds it, and in which module: */
	const struct module *holder; /* code in .init goes before the module */
	char name[];
};

static LIST_HEAD(held_symbols);

/* Holds @owner for @caller. */
static bool hold_symbol(const char *symbol, struct module *owner,
			unsigned long caller)
{
	size_t bytes = strlen(symbol) + 1;
	struct held_symbol *held = kmalloc(sizeof(*held) + bytes, GFP_KERNEL);

	if (!held || owner->state != MODULE_STATE_LIVE ||
	    !try_module_get(owner)) {
		kfree(held);
		return false;
	}
	memcpy(held->name, symbol, bytes);
	held->owner = owner;
	held->caller = caller;
	held->holder = __module_text_address(caller);
	list_add(&held->list, &held_symbols);
	return true;
}

static void drop_symbol(const void *object)
{
	struct held_symbol *held = (struct held_symbol *)object;

	list_del(&held->list);
	module_put(held->owner);
	kfree(held);
}

/* One of @owner's (and @symbol, unless NULL) that is held: best by @caller. */
static struct held_symbol *find_held(const char *symbol,
				     const struct module *owner,
				     unsigned long caller)
{
	const struct module *holder = __module_text_address(caller);
	struct held_symbol *held, *found = NULL;

	list_for_each_entry(held, &held_symbols, list) {
		if (held->owner != owner ||
		    (symbol && strcmp(held->name, symbol)))
			continue;
		found = held;
		if (held->holder == holder)
			break;
	}
	return found;
}

static void scan_held(struct leak_scan *scan)
{
	const struct held_symbol *held;

	list_for_each_entry(held, &held_symbols, list)
		if (held->holder && leak_in(scan, held->holder))
			leak_found(scan, &(struct leak){
						 .kind = "symbol held",
						 .name = held->name,
						 .object = held,
						 .caller = held->caller,
						 .reclaim = drop_symbol,
					 });
}
LEAK_SOURCE(held_symbols, scan_held);

void *__symbol_get(const char *symbol)
{
	struct export e;

	if (!export_find(symbol, symbol_hash(symbol), &e))
		return NULL;
	if (!e.gpl_only) {
		pr_warn("failing symbol_get of non-GPLONLY symbol %s.\n",
			symbol);
		return NULL;
	}
	if (e.owner && !hold_symbol(symbol, e.owner, _RET_IP_))
		return NULL;
	return (void *)e.value;
}
EXPORT_SYMBOL_GPL(__symbol_get);

void __symbol_put(const char *symbol)
{
	struct held_symbol *held;
	struct export e;

	if (WARN_ON(!export_find(symbol, symbol_hash(symbol), &e)) || !e.owner)
		return;
	held = find_held(symbol, e.owner, _RET_IP_);
	if (!WARN_ON(!held))
		drop_symbol(held);
}
EXPORT_SYMBOL(__symbol_put);

void symbol_put_addr(void *addr)
{
	struct module *mod = __module_text_address((unsigned long)addr);
	struct held_symbol *held;

	if (!mod) /* the kernel's own: nothing was held */
		return;
	held = find_held(NULL, mod, _RET_IP_);
	if (!WARN_ON(!held))
		drop_symbol(held);
}
EXPORT_SYMBOL_GPL(symbol_put_addr);

const char *export_owner(const struct export *e)
{
	return e->owner ? e->owner->name : "vmlinux";
}

/*
 * Makes room for @count exports more, so that exports_publish() cannot fail.
 * Returns 0 or -ENOMEM.
 */
int exports_reserve(u32 count)
{
	struct export_node **larger, *node, *next;
	u32 buckets = table_buckets ? table_buckets : 64;

	while (buckets < table_count + count)
		buckets *= 2;
	if (!count || buckets == table_buckets)
		return 0;
	larger = kcalloc(buckets, sizeof(*larger), GFP_KERNEL);
	if (!larger)
		return -ENOMEM;
	for (u32 i = 0; i < table_buckets; i++)
		for (node = table[i]; node; node = next) {
			next = node->next;
			node->next = larger[node->hash & (buckets - 1)];
			larger[node->hash & (buckets - 1)] = node;
		}
	kfree(table);
	table = larger;
	table_buckets = buckets;
	return 0;
}

void exports_publish(struct module *mod)
{
	struct module_holdings *h = &mod->holds;

	for (u32 i = 0; i < h->export_count; i++) {
		struct export_node *node = &h->exports[i];
		u32 bucket = node->hash & (table_buckets - 1);

		node->e.owner = mod;
		node->next = table[bucket];
		table[bucket] = node;
	}
	table_count += h->export_count;
	h->published = true;
}

/* Takes @count nodes out again; an empty table is given back. */
void exports_withdraw(struct export_node *nodes, u32 count)
{
	for (u32 i = 0; i < count; i++) {
		struct export_node **p =
			&table[nodes[i].hash & (table_buckets - 1)];

		while (*p != &nodes[i])
			p = &(*p)->next;
		*p = nodes[i].next;
	}
	table_count -= count;
	if (table_count)
		return;
	kfree(table);
	table = NULL;
	table_buckets = 0;
}

/* Where its init failed, @arg is off the list, and its memory is gone. */
static bool has_started(void *arg)
{
	const struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (mod == arg)
			return mod->state != MODULE_STATE_COMING ||
			       mod->crashed;
	return true;
}

int load_use(struct load *l, struct module *owner)
{
	struct module_use *use;

	if (!owner)
		return 0;
	list_for_each_entry(use, &l->holds.uses, in_uses)
		if (use->used == owner)
			return 0;
	if (!has_started(owner))
		return modules_wait(has_started, owner, 30 * HZ) > 0 ? -EAGAIN :
								       -EBUSY;
	if (owner->state != MODULE_STATE_LIVE)
		return -ENOENT;
	use = kzalloc(sizeof(*use), GFP_KERNEL);
	if (!use)
		return -ENOMEM;
	__module_get(owner);
	use->used = owner;
	list_add(&use->in_uses, &l->holds.uses);
	list_add(&use->in_users, &owner->users);
	return 0;
}

#define NEAREST 3 /* names in a hint */

struct nearest {
	const char *name;
	u32 distance;
};

static void keep_nearest(struct nearest *best, const char *name, u32 distance)
{
	for (u32 i = 0; i < NEAREST; i++) {
		if (distance >= best[i].distance)
			continue;
		memmove(&best[i + 1], &best[i],
			(NEAREST - 1 - i) * sizeof(*best));
		best[i].name = name;
		best[i].distance = distance;
		return;
	}
}

void export_hint(const char *name, char *buf, size_t size)
{
	u32 most = edit_limit(name);
	struct nearest best[NEAREST];
	size_t n = 0;

	for (u32 i = 0; i < NEAREST; i++)
		best[i] = (struct nearest){ NULL, most + 1 };
	for (u32 i = 0; i < export_count; i++) {
		struct export e;

		kernel_export(i, &e);
		if (is_withheld(&e) && !strcmp(name, e.name)) {
			strscpy(buf, " without module.export_kallsyms=1", size);
			return;
		}
		keep_nearest(best, e.name, edit_distance(name, e.name, most));
	}
	for (u32 i = 0; i < table_buckets; i++)
		for (struct export_node *p = table[i]; p; p = p->next)
			keep_nearest(best, p->e.name,
				     edit_distance(name, p->e.name, most));
	buf[0] = '\0';
	for (u32 i = 0; i < NEAREST && best[i].name; i++)
		n += scnprintf(buf + n, size - n, "%s%s",
			       i ? ", " : "; the nearest: ", best[i].name);
	provider_hint(name, buf + n, size - n);
}
