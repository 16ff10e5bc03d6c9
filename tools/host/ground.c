/* SPDX-License-Identifier: MIT */
/*
 * The ground that the loader's core stands on, as a host answers: memory from
 * the C library at target addresses that are only numbers, exports from a
 * Module.symvers, a log in memory. Nothing here judges a module.
 */
#include <asm/page.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <stdarg.h>
#include <stdlib.h>

#include "dryrun.h"
#include "lib/distance.h"

static const struct stage {
	const char *name;
	int (*run)(struct load *l);
} stages[] = {
	{ "check", check_file },	   { "identify", identify_name },
	{ "identify", link_layout },	   { "identify", identify_module },
	{ "layout", layout_module },	   { "link", link_symbols },
	{ "relocate", relocate_sections }, { "seal", seal_check },
	{ "seal", seal_memory },
};

/* Of the dry run under way. */
static struct {
	const struct load *load;
	u32 base, next; /* the module's memory; where more of it goes */
	bool answers_all;
	u32 answer;
	bool linking; /* else it matters what really is exported */
} ground;

/* Who provides what --undefined answers. */
static struct module nobody = { .name = "--undefined" };

bool module_force_load;
enum module_abi module_abi;

unsigned int alloc_fail_nth;
size_t module_alloc_max = SIZE_MAX;

static struct {
	char *text;
	size_t length, room;
} messages;

int dry_run(struct load *l, const struct dry_run *d, const char **stage)
{
	int err = 0;

	INIT_LIST_HEAD(&l->holds.uses);
	INIT_LIST_HEAD(&l->list);
	ground.load = l;
	ground.base = ground.next = d->base;
	ground.answers_all = d->answers_all;
	ground.answer = d->answer;
	for (u32 i = 0; i < ARRAY_SIZE(stages) && !err; i++) {
		*stage = stages[i].name;
		ground.linking = stages[i].run == link_symbols;
		if (l->watch && l->watch->stage)
			l->watch->stage(l, *stage);
		err = stages[i].run(l);
	}
	return err;
}

void load_release(struct load *l)
{
	kfree(l->values);
	kfree(l->version_index);
	kfree(l->sections);
	kfree(l->holds.exports);
	kfree(l->holds.core);
	kfree(l->holds.init);
	memset(&l->holds, 0, sizeof(l->holds));
	l->values = NULL;
	l->version_index = NULL;
	l->sections = NULL;
}

/* ---- Memory */

static bool alloc_fails(void)
{
	return alloc_fail_nth && !--alloc_fail_nth;
}

void *kmalloc(size_t size, gfp_t gfp)
{
	return alloc_fails() ? NULL : malloc(size);
}

void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return alloc_fails() ? NULL : calloc(n, size);
}

void kfree(const void *p)
{
	free((void *)p);
}

/* One behind the other from the base; none beyond the last 32-bit page. */
void *module_alloc(size_t bytes, u32 *address, u8 **copy)
{
	size_t whole = ALIGN(bytes, PAGE_SIZE);

	if (alloc_fails() || whole > module_alloc_max ||
	    whole > 0xfffff000u - ground.next)
		return NULL;
	*copy = aligned_alloc(PAGE_SIZE, whole);
	if (!*copy)
		return NULL;
	*address = ground.next;
	ground.next += whole;
	return *copy;
}

/* There is nothing mapped whose protection could change. */
void module_protect(u32 address, u32 bytes, unsigned int prot)
{
}

/* All that is known: it lies in the kernel's half, and not in this module. */
bool address_is_foreign(u32 address)
{
	if (address - ground.base < ground.next - ground.base)
		return false;
	return address >= PAGE_OFFSET ||
	       (ground.answers_all && address == ground.answer);
}

bool address_is_foreign_text(u32 address)
{
	return address_is_foreign(address);
}

/* The kernel's own operations are known by the names of their exports. */
enum param_kind foreign_param_ops(u32 address)
{
	static const char prefix[] = "param_ops_";
	struct export e;

	if (!symvers_at(address, &e))
		return ground.answers_all && address == ground.answer ?
			       PARAM_OWN :
			       PARAM_NONE;
	if (e.owner)
		return PARAM_OWN;
	if (!strcmp(e.name, "param_array_ops"))
		return PARAM_ARRAY;
	if (!strcmp(e.name, "param_ops_string"))
		return PARAM_STRING;
	if (!strcmp(e.name, "param_ops_charp"))
		return PARAM_POINTER;
	return strncmp(e.name, prefix, strlen(prefix)) ? PARAM_NONE :
							 PARAM_VALUE;
}

/* ---- Symbols */

bool export_find(const char *name, u32 hash, struct export *out)
{
	if (symvers_find(name, hash, ground.load->name, out))
		return true;
	if (!ground.answers_all || !ground.linking)
		return false;
	*out = (struct export){ .value = ground.answer,
				.name = name,
				.namespace = "",
				.owner = &nobody };
	return true;
}

const char *export_owner(const struct export *e)
{
	return e->owner ? e->owner->name : "vmlinux";
}

/* No other module is loaded. */
struct module *find_module(const char *name)
{
	return NULL;
}

int load_use(struct load *l, struct module *owner)
{
	return 0;
}

#define NEAREST 3 /* names in a hint */

struct hint {
	const char *wanted;
	u32 most;
	const char *names[NEAREST + 1]; /* the last is room to move into */
	u32 distances[NEAREST + 1];
};

static void keep_nearest(const char *name, void *arg)
{
	struct hint *h = arg;
	u32 d = edit_distance(h->wanted, name, h->most), i;

	if (d > h->most)
		return;
	for (i = NEAREST; i; i--) {
		if (h->names[i - 1] && h->distances[i - 1] <= d)
			break;
		h->names[i] = h->names[i - 1];
		h->distances[i] = h->distances[i - 1];
	}
	h->names[i] = name;
	h->distances[i] = d;
}

void export_hint(const char *name, char *buf, size_t size)
{
	struct hint h = { .wanted = name, .most = edit_limit(name) };
	size_t n = 0;

	buf[0] = '\0';
	symvers_each(keep_nearest, &h);
	for (u32 i = 0; i < NEAREST && h.names[i] && n < size; i++)
		n += snprintf(buf + n, size - n, "%s%s",
			      i ? ", " : "; the nearest: ", h.names[i]);
}

/* ---- The log */

int _printk(const char *fmt, ...)
{
	char line[1024];
	const char *text = line;
	size_t length, room = messages.room ? messages.room : 4096;
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	if (text[0] == KERN_SOH_ASCII && text[1])
		text += 2;
	length = strlen(text);
	while (room - messages.length <= length)
		room *= 2;
	if (room != messages.room) {
		char *larger = realloc(messages.text, room);

		if (!larger)
			return 0;
		messages.text = larger;
		messages.room = room;
	}
	memcpy(messages.text + messages.length, text, length + 1);
	messages.length += length;
	return length;
}

const char *log_text(void)
{
	return messages.length ? messages.text : "";
}

void log_clear(void)
{
	messages.length = 0;
}

void log_free(void)
{
	free(messages.text);
	memset(&messages, 0, sizeof(messages));
}
