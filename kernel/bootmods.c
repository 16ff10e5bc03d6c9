/* SPDX-License-Identifier: MIT */
/*
 * What the kernel loads by itself at boot: `modules=a,b(x=1)` on its command
 * line, or without user space, whose business it is, the list in /etc/modules;
 * dependencies first, as depmod's modules.dep has them. Without user space the
 * boot ends here: a table of the modules, their unloading in order, power off.
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/utsrelease.h>

#include "fs/initramfs.h"
#include "module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

#define MODULES_FOLDER "lib/modules/" UTS_RELEASE "/"
#define WORD_MAX 512

static char *boot_list;
core_param(modules, boot_list, charp, 0);

/* How long they are left to run before the end, in milliseconds. */
static uint linger;
core_param(linger, linger, uint, 0);

/* The line of @file that @match says yes to: its start, or NULL. */
static const char *find_line(const struct initramfs_file *file,
			     bool (*match)(const char *line, u32 length,
					   const char *name),
			     const char *name, u32 *length)
{
	const char *p = (const char *)file->data, *end = p + file->size;

	for (; p < end; p += *length + 1) {
		const char *newline = memchr(p, '\n', end - p);

		*length = (newline ? newline : end) - p;
		if (match(p, *length, name))
			return p;
	}
	return NULL;
}

/* "kernel/a/b-c.ko: ..." is the line of module b_c. */
static bool is_line_of_module(const char *line, u32 length, const char *name)
{
	const char *colon = memchr(line, ':', length);
	const char *base = line;
	size_t n = strlen(name);

	if (!colon)
		return false;
	for (const char *p = line; p < colon; p++)
		if (*p == '/')
			base = p + 1;
	return colon - base == n + 3 && parameqn(base, name, n) &&
	       !memcmp(base + n, ".ko", 3);
}

/* "alias symbol:name module" */
static bool is_line_of_symbol(const char *line, u32 length, const char *name)
{
	static const char head[] = "alias symbol:";
	size_t n = strlen(name), h = sizeof(head) - 1;

	return length > h + n && !memcmp(line, head, h) &&
	       !memcmp(line + h, name, n) && line[h + n] == ' ';
}

/* Adds to a message which module on disk would export @symbol. */
void provider_hint(const char *symbol, char *buf, size_t size)
{
	const struct initramfs_file *list =
		initramfs_find(MODULES_FOLDER "modules.symbols");
	const char *line = NULL;
	u32 length, head = strlen("alias symbol: ") + strlen(symbol);

	buf[0] = '\0';
	if (list)
		line = find_line(list, is_line_of_symbol, symbol, &length);
	if (line)
		scnprintf(buf, size, "; module %.*s exports it",
			  (int)(length - head), line + head);
}

static int load_file(const struct initramfs_file *file, const char *args)
{
	return load_module(file->data, file->size, file->path, args, 0);
}

/* Loads MODULES_FOLDER + the path of @length bytes at @path. */
static int load_path(const char *path, u32 length, const char *args)
{
	char full[WORD_MAX];
	const struct initramfs_file *file;

	snprintf(full, sizeof(full), "%s%.*s",
		 *path == '/' ? "" : MODULES_FOLDER, (int)length, path);
	file = initramfs_find(full);
	if (!file) {
		pr_err("modules: %s is not in the initramfs\n", full);
		return -ENOENT;
	}
	return load_file(file, args);
}

/* Whether the module in the file of @length bytes at @path is loaded. */
static bool is_loaded(const char *path, u32 length)
{
	const char *base = path + length;
	struct module *mod;

	while (base > path && base[-1] != '/')
		base--;
	length -= base - path;
	list_for_each_entry(mod, &modules, list)
		if (strlen(mod->name) + 3 == length &&
		    parameqn(base, mod->name, length - 3))
			return true;
	return false;
}

/* The last of the dependencies behind the colon comes first. */
static int load_dependencies(const char *line, u32 colon, u32 length)
{
	while (length > colon) {
		u32 end = length;

		while (length > colon && line[length - 1] != ' ')
			length--;
		if (end > length && !is_loaded(line + length, end - length)) {
			int err = load_path(line + length, end - length, "");

			if (err)
				return err;
		}
		if (length > colon)
			length--;
	}
	return 0;
}

int load_by_name(const char *name, const char *args)
{
	const struct initramfs_file *list =
		initramfs_find(MODULES_FOLDER "modules.dep");
	const char *line = NULL;
	u32 length, colon;
	int err;

	if (strchr(name, '/'))
		return load_path(name, strlen(name), args);
	if (list)
		line = find_line(list, is_line_of_module, name, &length);
	if (!line) {
		pr_err("modules: %s is not in " MODULES_FOLDER "modules.dep\n",
		       name);
		return -ENOENT;
	}
	colon = (const char *)memchr(line, ':', length) - line;
	err = load_dependencies(line, colon + 1, length);
	return err ? err : load_path(line, colon, args);
}
EXPORT_SYMBOL_NS_GPL(load_by_name, MORTISE_INTERNAL);

static void load_word(const char *name, const char *args)
{
	int err = find_module(name) ? 0 : load_by_name(name, args);

	if (err)
		pr_err("modules: %s: not loaded: %d (%s)\n", name, err,
		       errno_name(err));
}

/* a,b(x=1 y=2),c */
static void load_list(const char *p)
{
	char name[WORD_MAX], args[WORD_MAX];

	while (*p) {
		size_t n = strcspn(p, ",(");

		snprintf(name, sizeof(name), "%.*s", (int)n, p);
		p += n;
		args[0] = '\0';
		if (*p == '(') {
			n = strcspn(++p, ")");
			snprintf(args, sizeof(args), "%.*s", (int)n, p);
			p += n + (p[n] == ')');
		}
		p += *p == ',';
		if (*name)
			load_word(name, args);
	}
}

/* A line a module: its name, then its parameters; # begins a comment. */
static void load_list_file(const struct initramfs_file *file)
{
	const char *p = (const char *)file->data, *end = p + file->size;

	while (p < end) {
		const char *newline = memchr(p, '\n', end - p);
		char line[WORD_MAX], *name, *args;

		snprintf(line, sizeof(line), "%.*s",
			 (int)((newline ? newline : end) - p), p);
		p = newline ? newline + 1 : end;
		name = strim(line);
		if (!*name || *name == '#')
			continue;
		args = name + strcspn(name, " \t");
		if (*args)
			*args++ = '\0';
		load_word(name, skip_spaces(args));
	}
}

/* "a,b," of those that use @mod, or "-". */
static void list_users(const struct module *mod, char *buf, size_t size)
{
	const struct module_use *use;
	size_t n = 0;

	buf[0] = '\0';
	list_for_each_entry(use, &mod->users, in_users)
		n += scnprintf(buf + n, size - n, "%s%s", n ? "," : "",
			       use->user ? use->user->name : "?");
}

static void show_table(void)
{
	const struct module *mod;
	char flags[32], users[128];

	printk(KERN_INFO "%-24s %8s %4s  %-6s %s\n", "Module", "Size", "Used",
	       "Taint", "by");
	list_for_each_entry(mod, &modules, list) {
		module_flags(mod, flags, true);
		list_users(mod, users, sizeof(users));
		printk(KERN_INFO "%-24s %8u %4d  %-6s %s\n", mod->name,
		       module_size(mod), mod->refcnt - 1, *flags ? flags : "-",
		       users);
	}
	if (list_empty(&modules))
		printk(KERN_INFO "(none)\n");
}

/* One that nobody uses and that may go, or NULL. */
static struct module *removable(void)
{
	struct module *mod;

	if (modules_disabled)
		return NULL;
	list_for_each_entry(mod, &modules, list)
		if (list_empty(&mod->users) && mod->refcnt == 1 &&
		    mod->state == MODULE_STATE_LIVE && !mod->crashed &&
		    (mod->exit || !mod->init))
			return mod;
	return NULL;
}

static void unload_all(void)
{
	struct module *mod;
	char name[MODULE_NAME_LEN];

	while ((mod = removable())) {
		strscpy(name, mod->name, sizeof(name));
		printk(KERN_INFO "modules: unloading %s\n", name);
		unload_module(name, O_NONBLOCK);
	}
	list_for_each_entry(mod, &modules, list)
		printk(KERN_INFO "modules: %s stays: %s\n", mod->name,
		       modules_disabled ? "kernel.modules_disabled is 1" :
		       mod->crashed	? "it crashed" :
		       mod->init && !mod->exit ? "it has no exit" :
						 "it is in use");
}

void boot_modules(void)
{
	const struct initramfs_file *file = initramfs_find("etc/modules");

	if (boot_list)
		load_list(boot_list);
	if (have_init()) {
		boot_loads_done = true; /* what follows is user space's */
		return;
	}
	if (!boot_list && file)
		load_list_file(file);
	admit_booted();
	msleep(linger);
	show_table();
	unload_all();
	printk(KERN_INFO "No user space: the boot ends here.\n");
	machine_power_off();
}
