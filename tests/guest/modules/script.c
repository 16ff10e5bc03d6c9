/* SPDX-License-Identifier: MIT */
/*
 * Does what the file tests/script in the initramfs says, a command a line,
 * and tells the log of each what came of it:
 *
 *   case NAME            the lines from here on belong to the test NAME
 *   load NAME [ARGS]     as modules= does: dependencies first
 *   insmod PATH [ARGS]   that very file
 *   force PATH [ARGS]    it, as insmod -f does: whatever its versions are
 *   flips PATH STEP      hello, with a bit of each STEP-th byte flipped
 *   mutants PATH N       N changed copies of it, always the same ones
 *   unload NAME [force]
 *   get NAME, put NAME   a reference
 *   find SYMBOL          who exports it
 *   frames               how many are free
 *   fail N               the N-th allocation from now fails
 *   sleep MS
 *   disable              kernel.modules_disabled=1
 *
 * It stays within the loader's public calls, so what it sees is what a user
 * would see.
 *
 * It needs a boot of its own.
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/symhash.h>

#include "fs/initramfs.h"
#include "mm/fault.h"
#include "mm/frames.h"
#include "module.h"

#define LINE_MAX 2048

static void do_load(char *name, char *args)
{
	pr_alert("script: load %s = %d\n", name, load_by_name(name, args));
}

static int load_file(const char *path, const char *args, u32 flags)
{
	const struct initramfs_file *file = initramfs_find(path);

	return file ? load_module(file->data, file->size, path, args, flags) :
		      -ENOENT;
}

static void do_insmod(char *path, char *args)
{
	pr_alert("script: insmod %s = %d\n", path, load_file(path, args, 0));
}

static void do_force(char *path, char *args)
{
	pr_alert("script: force %s = %d\n", path,
		 load_file(path, args,
			   MODULE_INIT_IGNORE_MODVERSIONS |
				   MODULE_INIT_IGNORE_VERMAGIC));
}

/* What came of changed copies; those that came in are unloaded again. */
static struct {
	u32 refused, loaded;
	u32 first, last; /* the bytes changed of those that came in */
} tries;

static void try_copy(const u8 *copy, u32 size, const char *path, u32 at)
{
	if (load_module(copy, size, path, "", 0)) {
		tries.refused++;
		return;
	}
	unload_module("hello", O_NONBLOCK);
	if (!tries.loaded++)
		tries.first = at;
	tries.last = at;
}

static u8 *copy_of(const char *path, u32 *size)
{
	const struct initramfs_file *file = initramfs_find(path);
	u8 *copy = file ? kmalloc(file->size, GFP_KERNEL) : NULL;

	memset(&tries, 0, sizeof(tries));
	*size = file ? file->size : 0;
	return copy ? memcpy(copy, file->data, file->size) : NULL;
}

static void tell_tries(const char *what, const char *path)
{
	pr_alert("script: %s %s = %u refused, %u loaded, %u to %u\n", what,
		 path, tries.refused, tries.loaded, tries.first, tries.last);
}

static void do_flips(char *path, char *step)
{
	u32 size, by = simple_strtoul(step, NULL, 10);
	u8 *copy = copy_of(path, &size);

	for (u32 i = 0; i < size && copy; i += by) {
		copy[i] ^= 1 << i % 8;
		try_copy(copy, size, path, i);
		copy[i] ^= 1 << i % 8;
	}
	kfree(copy);
	tell_tries("flips", path);
}

/* Marsaglia's xorshift. */
static u32 random_below(u32 limit)
{
	static u32 state = 2463534242;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % limit;
}

/* Some bytes changed, one part copied over another, or the end cut off. */
static u32 mutate(u8 *data, u32 size)
{
	u32 from = random_below(size), to = random_below(size);

	switch (random_below(4)) {
	case 0:
		return size - random_below(size);
	case 1:
		memmove(data + to, data + from,
			min(random_below(64), size - max(from, to)));
		return size;
	default:
		for (u32 n = 1 + random_below(8); n; n--)
			data[random_below(size)] = random_below(256);
		return size;
	}
}

static void do_mutants(char *path, char *count)
{
	u32 size;
	u8 *copy = copy_of(path, &size);
	const struct initramfs_file *file = initramfs_find(path);
	u32 left = simple_strtoul(count, NULL, 10), now;

	while (left && copy) {
		memcpy(copy, file->data, size);
		now = mutate(copy, size);
		if (now == size && !memcmp(copy, file->data, size))
			continue; /* it is the same */
		try_copy(copy, now, path, left--);
	}
	kfree(copy);
	tell_tries("mutants", path);
}

static void do_unload(char *name, char *how)
{
	unsigned int flags = O_NONBLOCK;

	if (!strcmp(how, "force"))
		flags |= O_TRUNC;
	pr_alert("script: unload %s = %d\n", name, unload_module(name, flags));
}

static void do_get(char *name, char *unused)
{
	struct module *mod = find_module(name);

	pr_alert("script: get %s = %d\n", name, mod && try_module_get(mod));
}

static void do_put(char *name, char *unused)
{
	struct module *mod = find_module(name);

	module_put(mod);
	pr_alert("script: put %s = %d\n", name,
		 mod ? module_refcount(mod) : -ENOENT);
}

static void do_find(char *symbol, char *unused)
{
	struct export e;
	bool found = export_find(symbol, symbol_hash(symbol), &e);

	pr_alert("script: find %s = %s%s\n", symbol,
		 !found	 ? "nobody" :
		 e.owner ? e.owner->name :
			   "kernel",
		 found && e.gpl_only ? " (GPL)" : "");
}

static void do_frames(char *unused, char *unused2)
{
	pr_alert("script: frames = %lu\n", frames_free_count());
}

static void do_fail(char *count, char *unused)
{
	alloc_fail_nth = simple_strtoul(count, NULL, 10);
}

static void do_sleep(char *ms, char *unused)
{
	msleep(simple_strtoul(ms, NULL, 10));
}

static void do_disable(char *unused, char *unused2)
{
	modules_disabled = 1;
}

static void do_case(char *name, char *unused)
{
	pr_alert("script: case %s\n", name);
}

static const struct command {
	const char *name;
	void (*run)(char *first, char *rest);
} commands[] = {
	{ "case", do_case },	   { "load", do_load },
	{ "insmod", do_insmod },   { "unload", do_unload },
	{ "force", do_force },	   { "flips", do_flips },
	{ "mutants", do_mutants }, { "get", do_get },
	{ "put", do_put },	   { "find", do_find },
	{ "frames", do_frames },   { "fail", do_fail },
	{ "sleep", do_sleep },	   { "disable", do_disable },
};

/* Cuts the first word off @text; what follows it is returned. */
static char *cut_word(char *text)
{
	char *rest = text + strcspn(text, " ");

	if (*rest)
		*rest++ = '\0';
	return rest;
}

static void run_line(char *line)
{
	char *first = cut_word(line), *rest = cut_word(first);

	for (u32 i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, line)) {
			commands[i].run(first, rest);
			return;
		}
	pr_alert("script: no command %s\n", line);
}

static int __init script_init(void)
{
	const struct initramfs_file *file = initramfs_find("tests/script");
	static char line[LINE_MAX];
	const char *p, *end;

	if (!file)
		return -ENOENT;
	p = (const char *)file->data;
	for (end = p + file->size; p < end;) {
		const char *newline = memchr(p, '\n', end - p);

		if (!newline || newline - p >= LINE_MAX)
			return -EINVAL;
		memcpy(line, p, newline - p);
		line[newline - p] = '\0';
		run_line(line);
		p = newline + 1;
	}
	pr_alert("script: end\n");
	return 0;
}

static void __exit script_exit(void)
{
}

module_init(script_init);
module_exit(script_exit);

MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(MORTISE_INTERNAL);
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Loads and unloads as a boot's script says");
