/* SPDX-License-Identifier: MIT */
/*
 * What a module is written against: its init and exit, its metadata, its
 * reference count, and struct module, the kernel's record of it, which lies
 * in the module's own data (section .gnu.linkonce.this_module).
 *
 * Context: any; what may allocate or wait says so.
 * Linux: Documentation/kbuild/modules.rst
 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/compiler.h>
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/notifier.h>
#include <linux/printk.h>
#include <linux/stringify.h>
#include <linux/types.h>

#define MODULE_NAME_LEN 56 /* its NUL among them */

/* One entry of __versions: the version of an import that a module counts on. */
struct modversion_info {
	unsigned long crc;
	char name[64 - sizeof(unsigned long)];
};

/*
 * Where struct module has what the loader reads before it is linked: offsets
 * and sizes in bytes, for code that knows the module only as bytes.
 */
#define MODULE_STRUCT_NAME 12
#define MODULE_STRUCT_INIT 68
#define MODULE_STRUCT_EXIT 72
#define MODULE_STRUCT_SIZE 320

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,
	MODULE_STATE_GOING,
	MODULE_STATE_UNFORMED,
};

/* The parts of a module's memory, each with protection and life of its own. */
enum mod_mem_type {
	MOD_TEXT,
	MOD_DATA,
	MOD_RODATA,
	MOD_RO_AFTER_INIT,
	MOD_INIT_TEXT,
	MOD_INIT_DATA,
	MOD_INIT_RODATA,
	MOD_MEM_NUM_TYPES,
};

struct module_memory {
	void *base; /* page aligned; NULL where there is no such part */
	unsigned int size;
};

/* A section as it was loaded: for debuggers and /sys/module/X/sections. */
struct module_section {
	const char *name;
	unsigned long address;
	unsigned int size;
};

/* `user` uses a symbol of `used`: one of its holders. */
struct module_use {
	struct list_head in_uses;  /* on the user's holds.uses */
	struct list_head in_users; /* on the used one's users */
	struct module *user;	   /* NULL while it is still being loaded */
	struct module *used;
};

struct export_node;
struct extent;
struct module_kobject;
struct exception_table_entry;
struct kunit_suite;
struct bug_entry;

/*
 * What a module holds beyond its struct module, from the load's first
 * allocation to the end of the unload. holdings_release() undoes it all.
 */
struct module_holdings {
	void *core;		/* arena: the parts that stay */
	void *init;		/* arena: the parts that go after init */
	struct extent *vacated; /* the addresses of those, when they have */
	struct list_head uses;	/* struct module_use: whom it uses */
	struct export_node *exports;
	unsigned int export_count;
	bool published; /* its exports are in the table */
	bool left;	/* something known by its addresses outlives it */
	struct module_section *sections; /* and, behind them, their names */
	unsigned int section_count;
	char *args; /* its parameters, which charp parameters point into */
};

struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];

	/* Filled in by the module's own object file, through relocations. */
	int (*init)(void);
	void (*exit)(void);

	/* From .modinfo; NULL where it says nothing. */
	const char *version;
	const char *srcversion;

	unsigned long taints; /* the TAINT_ bits that it brought */
	bool gpl_compatible;
	bool using_gplonly_symbols;
	bool crashed; /* its init or exit oopsed: it can never go */
	bool kept;    /* its code has run, but something leads into it */

	const struct kernel_param *kp;
	unsigned int num_kp;

	struct kunit_suite **kunit_suites, **kunit_init_suites;
	unsigned int num_kunit_suites, num_kunit_init_suites;

	struct module_memory mem[MOD_MEM_NUM_TYPES];
	struct module_memory was_init; /* nobody else's addresses either */

	const Elf32_Sym *symtab; /* of what is loaded; st_value the address */
	const char *strtab;
	unsigned int num_symtab;

	struct exception_table_entry *extable;
	unsigned int num_exentries;
	struct bug_entry *bug_table;
	unsigned int num_bugs;

	int refcnt;		/* 1 while it lives, and one a reference */
	struct list_head users; /* struct module_use: who uses it */
	struct module_kobject *mkobj; /* its folder in /sys, or NULL */
	struct module_holdings holds;
} __aligned(64);

#define MODULE_ALIAS(_alias) MODULE_INFO(alias, _alias)
#define MODULE_SOFTDEP(_softdep) MODULE_INFO(softdep, _softdep)
#define MODULE_WEAKDEP(_weakdep) MODULE_INFO(weakdep, _weakdep)
#define MODULE_FIRMWARE(_firmware) MODULE_INFO(firmware, _firmware)
#define MODULE_INFO(tag, info) __MODULE_INFO(tag, info)
#define MODULE_LICENSE(_license) MODULE_INFO(license, _license)
#define MODULE_AUTHOR(_author) MODULE_INFO(author, _author)
#define MODULE_DESCRIPTION(_description) MODULE_INFO(description, _description)
#define MODULE_VERSION(_version) MODULE_INFO(version, _version)
/* Asks for what is exported in namespace @ns: FOO, or "FOO". */
#define MODULE_IMPORT_NS(ns)                        \
	asm("\t.section .modinfo,\"a\",@progbits\n" \
	    "\t.ascii\t\"" __MODULE_INFO_PREFIX     \
	    "import_ns=\"\n" __ASCIZ_NAME(ns) "\t.previous\n")
/*
 * The versions of @on ("kernel", or a module's name) that this module can live
 * with, as FreeBSD's MODULE_DEPEND() states them: strings of numbers and dots,
 * from @min to @max, and the one that it was made for. docs/versions.md.
 */
#define MODULE_VERSION_RANGE(on, min, preferred, max) \
	MODULE_INFO(version_range, on ":" min "," preferred "," max)

#ifdef MODULE
/*
 * The devices that a driver is for, by struct TYPE_device_id, the last of them
 * empty: the build makes an alias of each, by which modprobe finds the module.
 */
#define MODULE_DEVICE_TABLE(type, name)                                    \
	extern typeof(name) __mod_##type##__##name##_device_table __unused \
		__attribute__((alias(__stringify(name))))
#else
#define MODULE_DEVICE_TABLE(type, name)
#endif

#ifdef MODULE
/* Names the function that a load runs last; its type is checked. */
#define module_init(initfn)                                       \
	static inline initcall_t __always_unused __inittest(void) \
	{                                                         \
		return initfn;                                    \
	}                                                         \
	int init_module(void) __copy(initfn) __attribute__((alias(#initfn)));

/* Names the function that an unload runs first. */
#define module_exit(exitfn)                                       \
	static inline exitcall_t __always_unused __exittest(void) \
	{                                                         \
		return exitfn;                                    \
	}                                                         \
	void cleanup_module(void) __copy(exitfn)                  \
		__attribute__((alias(#exitfn)));

/* The books' older form: functions of these very names. */
int init_module(void);
void cleanup_module(void);
#endif

/* 1 while the module lives plus its references, as `lsmod` counts them - 1. */
int module_refcount(struct module *mod);

/*
 * Takes a reference on @mod, so that it can't be unloaded. False where it is
 * already going; true for NULL (the kernel itself).
 */
bool try_module_get(struct module *mod);
/* The same for a caller who holds a reference already. */
void __module_get(struct module *mod);
/* Gives a reference back; NULL is allowed. */
void module_put(struct module *mod);

/* Whether only what a trusted key has signed is loaded; and: from here on. */
bool is_module_sig_enforced(void);
void set_module_sig_enforced(void);

/*
 * The end of a kernel thread that holds its own module: the reference is given
 * back, and no code of the module runs any more. Does not return.
 */
void __module_put_and_kthread_exit(struct module *mod, long code) __noreturn;
#define module_put_and_kthread_exit(code) \
	__module_put_and_kthread_exit(THIS_MODULE, code)

static inline bool module_is_live(struct module *mod)
{
	return mod->state != MODULE_STATE_GOING;
}

/* The module's name, or "kernel" for NULL. */
#define module_name(mod)                    \
	({                                  \
		struct module *__m = (mod); \
		__m ? __m->name : "kernel"; \
	})

/* The loaded module of that name, or NULL. No reference is taken. */
struct module *find_module(const char *name);

/* The module that @addr lies in, or NULL; its text only. Any context. */
struct module *__module_address(unsigned long addr);
struct module *__module_text_address(unsigned long addr);
bool is_module_text_address(unsigned long addr);

static inline bool within_module(unsigned long addr, const struct module *mod)
{
	for (int i = 0; i < MOD_MEM_NUM_TYPES; i++)
		if (addr - (unsigned long)mod->mem[i].base < mod->mem[i].size)
			return true;
	return false;
}

/*
 * The address of GPL-only export @symbol, or NULL; its module is held until
 * symbol_put(), or symbol_put_addr() with any address in it.
 */
#define symbol_get(x) ((typeof(&x))(__symbol_get(__stringify(x))))
#define symbol_put(x) __symbol_put(__stringify(x))
/* The same once more after a module that exports it was asked for. */
#define symbol_request(x) try_then_request_module(symbol_get(x), "symbol:" #x)
void *__symbol_get(const char *symbol);
void __symbol_put(const char *symbol);
void symbol_put_addr(void *addr);

/* Calls of @nb: COMING before init, LIVE after it, GOING before memory goes. */
int register_module_notifier(struct notifier_block *nb);
int unregister_module_notifier(struct notifier_block *nb);

/* Writes `Modules linked in: …` for an oops. */
void print_modules(void);

/* What Linux's brings along, and sources count on. */
#ifdef MODULE
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/completion.h>
#include <linux/jump_label.h>
#include <linux/kmod.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#endif

#endif
