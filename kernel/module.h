/* SPDX-License-Identifier: MIT */
/*
 * The loader's own structures: struct load, which owns everything that a load
 * holds until it succeeds, and the functions that the stages call.
 *
 * The stages check, identify, layout, link, relocate and the checks of seal
 * are the core. They know the module by 32-bit target addresses, which are
 * plain integers here, and by the bytes of its private copy, so they compile
 * on any host, where tools/host/ answers for the functions under "Ground".
 */
#ifndef _MODULE_H
#define _MODULE_H

#include <linux/elf.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/types.h>

/* finit_module(2): the flags of a load. */
#define MODULE_INIT_IGNORE_MODVERSIONS 1
#define MODULE_INIT_IGNORE_VERMAGIC 2
#define MODULE_INIT_COMPRESSED_FILE 4

/* The largest alignment that a section may ask for, in bytes. */
#define MODULE_ALIGN_MAX (1u << 20)
/* The largest memory that a module may take, in bytes. */
#define MODULE_SIZE_MAX (64u << 20)
/* The same in a dry run of another kernel's module: seven parts, 32 bits. */
#define MODULE_SIZE_FOREIGN (256u << 20)
/*
 * The longest name of a symbol that is looked up, in characters, and the most
 * that is kept of a section's: names in a file may overlap, so that they add
 * up to any size.
 */
#define SYMBOL_NAME_MAX 1023

/* In a file nothing needs to be aligned. */
typedef Elf32_Sym elf_sym __aligned(1);
typedef Elf32_Rel elf_rel __aligned(1);
typedef u32 target_word __aligned(1);

/* A section: its header, and where the module's memory has it. */
struct section {
	Elf32_Shdr hdr;
	const char *name;
	u8 *copy;	       /* its bytes in the private copy, or NULL */
	u32 address;	       /* where it will live; 0 where it will not */
	enum mod_mem_type mem; /* MOD_MEM_NUM_TYPES where it will not */
};

/* One part of the module's memory. */
struct load_memory {
	u32 address; /* page aligned */
	u32 size;    /* in bytes; 0 where the module has no such part */
	u8 *copy;    /* the private copy: in the kernel, the memory itself */
};

/* A symbol found among the exports. (`export` is a word of C++.) */
/* clang-format off */
struct export {
	u32 value;
	const char *name;
	const char *namespace; /* "" for none */
	u32 crc;	       /* its version; 0: it has none */
	bool gpl_only;
	struct module *owner; /* NULL: the kernel */
};
/* clang-format on */

/* One export of a module, on its chain in the table of exports. */
struct export_node {
	struct export_node *next;
	u32 hash; /* symbol_hash() of its name */
	struct export e;
};

/* struct kernel_param and what it names as bytes: offsets and sizes. */
#define PARAM_STRUCT_OPS 8
#define PARAM_STRUCT_PERM 12
#define PARAM_STRUCT_ARG 16
#define PARAM_STRUCT_SIZE 20
#define PARAM_OPS_SIZE 16
#define PARAM_ARRAY_NUM 8
#define PARAM_ARRAY_OPS 12
#define PARAM_ARRAY_ELEM 16
#define PARAM_ARRAY_SIZE 20

/* struct modversion_info as bytes: its CRC, and its name from there on. */
#define MODVERSION_SIZE 64
#define MODVERSION_NAME 4

/* What a parameter's operations take its value for. */
enum param_kind {
	PARAM_NONE,    /* those are no operations */
	PARAM_OWN,     /* the module's or another one's: nobody can tell */
	PARAM_VALUE,   /* a variable */
	PARAM_POINTER, /* a variable that they free when the module goes */
	PARAM_STRING,  /* struct kparam_string */
	PARAM_ARRAY,   /* struct kparam_array */
};

/* The value of symbols in sections that are not loaded; others may have it. */
#define VALUE_NONE 0xffffffffu

#define FOUND_MAX 320 /* bytes of the sentence that says what was found */

/* What a module's __versions says of one import; also a bucket of the index. */
struct version {
	const char *name;
	u32 crc;
	u32 hash; /* symbol_hash() of the name */
	u32 head; /* the first entry in this bucket + 1; 0: none */
	u32 next; /* the entry behind this one in its bucket + 1 */
};

/* How much a module's release may differ from the kernel's: module.abi=. */
enum module_abi {
	MODULE_ABI_LINUX,  /* at will, if it has versions: they decide */
	MODULE_ABI_STRICT, /* not at all */
	MODULE_ABI_BRANCH, /* within a branch, if it has versions */
};

/* Why a load was refused: the first rule that fired with the last errno. */
struct refusal {
	int err; /* a negative errno; 0: not refused */
	const char *rule;
	char found[FOUND_MAX];
};

struct load;
struct signature;

/* Called as things happen, for a log or a plan; any member may be NULL. */
struct load_watch {
	void (*stage)(struct load *l, const char *stage);
	void (*section)(struct load *l, u32 index);
	void (*symbol)(struct load *l, u32 index, const struct export *from);
	void (*relocation)(struct load *l, u32 section, const Elf32_Rel *rel,
			   u32 s, u32 a, u32 p, u32 before, u32 after);
};

/*
 * A load in progress. Whatever is allocated on its behalf is written here at
 * once; load_release() is the one place that undoes it.
 */
struct load {
	/* The request. The file is never written to. */
	const u8 *file;
	u32 size; /* bytes in @file; once admitted, without its signature */
	const char *args; /* NULL: still in user space, at @user_args */
	const char __user *user_args;
	char *args_copy;    /* of those, for load_release() */
	unsigned int flags; /* MODULE_INIT_ */
	bool foreign;	    /* a dry run of another kernel's module */
	const struct load_watch *watch; /* or NULL */
	void *watch_arg;

	/* check */
	Elf32_Ehdr ehdr;
	struct section *sections;
	u32 section_count;
	u32 symtab, strtab, modinfo, this_module, versions; /* 0: none */
	u32 version_crcs, version_names; /* the extended form of versions */
	const elf_sym *symbols;
	u32 symbol_count;
	const char *strings;
	const char *info; /* .modinfo's strings */
	u32 info_size;

	/* identify */
	char name[MODULE_NAME_LEN]; /* until then, the file's */
	const char *license;	    /* in .modinfo, as the next two */
	const char *version;
	const char *srcversion;
	bool gpl_compatible;
	unsigned long taints; /* TAINT_ bits that the module would bring */

	/* layout */
	struct load_memory mem[MOD_MEM_NUM_TYPES];
	u32 kallsyms_offset;  /* of the symbols kept, in MOD_RODATA */
	u32 kallsyms_count;   /* how many */
	u32 kallsyms_strings; /* offset of their names, in MOD_RODATA */

	/* link: what it was built against, by name */
	struct version *version_index; /* a power of two of them, or NULL */
	u32 version_buckets;
	bool missed_version; /* one import had none, and that was said */
	/* each symbol's final value; VALUE_NONE where nothing is loaded */
	u32 *values;
	bool using_gplonly_symbols;
	u32 hints; /* symbols that were missing, and told what is near */

	/* seal */
	u32 init, exit; /* addresses; 0: none */

	/* start */
	struct module *mod; /* on the list of modules; NULL before that */

	struct module_holdings holds;
	struct list_head list; /* on the list of loads in progress */
	struct refusal refusal;
};

/* --- The stages, in order; 0 or a negative errno, refused and explained. */

int admit_request(struct load *l);
int admit_signature(struct load *l);
int check_file(struct load *l);
int identify_name(struct load *l);
int admit_name(struct load *l);
int link_layout(struct load *l);
int identify_module(struct load *l);
int layout_module(struct load *l);
int admit_duplicate(struct load *l);
int link_symbols(struct load *l);
int relocate_sections(struct load *l);
int admit_arguments(struct load *l);
int seal_check(struct load *l);
int seal_memory(struct load *l);
int start_module(struct load *l);

/* --- What stages share. */

/*
 * Refuses the load: logs the rule's name, what it expected, @found (a
 * sentence: what, and where in the file) and what to do, and records it in
 * @l. @rule has an entry in kernel/refuse.c. Returns @err, a negative errno.
 */
int refuse(struct load *l, int err, const char *rule, const char *found, ...)
	__printf(4, 5);

/* One more part of the explanation of a refusal, behind a word for it. */
void refuse_more(const struct load *l, const char *label, const char *fmt, ...)
	__printf(3, 4);
/* The same of signature @s of a file that has @size bytes with it. */
void refuse_signature_more(const struct load *l, const struct signature *s,
			   u32 size);

/* Logs Linux's own line at KERN_ERR; what is not printable is escaped. */
void load_err(struct load *l, const char *fmt, ...) __printf(2, 3);
void load_warn(struct load *l, const char *fmt, ...) __printf(2, 3);

/*
 * Lets @l in despite @reason where module.force_load=1 allows that: 0, and it
 * brings taint F; else -ENOEXEC, and it is to be refused.
 */
int load_force(struct load *l, const char *reason);

/* What rule @rule expects and how to mend it, or NULL: no such rule. */
const char *rule_expects(const char *rule);
const char *rule_fix(const char *rule);
/* The rules in order of their names: NULL at @index past the last. */
const char *rule_name(unsigned int index);
/* "ENOEXEC" for -8 (or 8), for every errno that a load returns. */
const char *errno_name(int err);

/* The first section called @name that is to be loaded, or 0. */
u32 find_section(const struct load *l, const char *name);
/* Walks over all sections but the first, which is none. */
#define for_each_section(l, s)                      \
	for (struct section *s = (l)->sections + 1; \
	     s < (l)->sections + (l)->section_count; s++)
static inline u32 section_index(const struct load *l, const struct section *s)
{
	return s - l->sections;
}
/* Takes the steps (each like a stage) in turn, up to the first that refuses. */
#define LOAD_STEPS(l, ...) \
	load_steps(l, (int (*const[])(struct load *)){ __VA_ARGS__, NULL })
static inline int load_steps(struct load *l, int (*const *step)(struct load *l))
{
	int err = 0;

	while (!err && *step)
		err = (*step++)(l);
	return err;
}
/* The bytes of a section that has some in the file. */
static inline const void *section_bytes(const struct load *l, u32 index)
{
	return l->file + l->sections[index].hdr.sh_offset;
}
static inline const char *symbol_name(const struct load *l, u32 index)
{
	return l->strings + l->symbols[index].st_name;
}
/* The index of the section that @sym lies in, or 0. */
static inline u32 section_of(const struct load *l, const elf_sym *sym)
{
	u32 index = sym->st_shndx;

	return index < min(l->section_count, (u32)SHN_LORESERVE) ? index : 0;
}
/* Whether symbol @index stays with the module, for oopses and kallsyms. */
static inline bool keeps_symbol(const struct load *l, u32 index)
{
	u32 section = section_of(l, &l->symbols[index]);

	return section && l->sections[section].mem != MOD_MEM_NUM_TYPES;
}
/* The text behind `tag=` in .modinfo: the first, or the one after @prev. */
const char *modinfo(const struct load *l, const char *tag, const char *prev);

/*
 * The byte of the private copy at target address @address when @bytes from
 * there lie in one part of the module's memory, else NULL.
 */
u8 *load_bytes(const struct load *l, u32 address, u32 bytes);
/*
 * The NUL-terminated string at @address in the copy, or NULL: also when it
 * has more than SYMBOL_NAME_MAX characters.
 */
const char *load_string(const struct load *l, u32 address);
/* Whether @address lies in the module's MOD_TEXT (or also MOD_INIT_TEXT). */
bool load_in_text(const struct load *l, u32 address, bool or_init);

static inline u32 read_word(const u8 *p)
{
	return *(const target_word *)p;
}

/* --- Ground: the kernel answers here, tools/host/ on a host. */

/* Policy: module.force_load= and module.abi=. */
extern bool module_force_load;
extern enum module_abi module_abi;

/* Gives back what @l holds, in any state. */
void load_release(struct load *l);
/*
 * Looks up @name, whose symbol_hash() is @hash, among all exports. True:
 * @out is filled in. Constant expected time.
 */
bool export_find(const char *name, u32 hash, struct export *out);
/* Writes which exports are nearest to @name, as a sentence, or "". */
void export_hint(const char *name, char *buf, size_t size);
/* Appends which module that is not loaded would export @symbol, or "". */
void provider_hint(const char *symbol, char *buf, size_t size);
/* "vmlinux", or the name of the module that exports it. */
const char *export_owner(const struct export *e);
/*
 * Notes that @l uses @owner, and holds it (NULL: nothing to hold). 0,
 * -ENOENT (going), -ENOMEM; -EAGAIN when an owner that was still loading is
 * so no more: look the symbol up again; -EBUSY when it was so for 30 s, or a
 * signal came.
 */
int load_use(struct load *l, struct module *owner);
/*
 * Allocates @bytes of module memory as target addresses: *@address, page
 * aligned, its private copy at *@copy, zeroed by nobody. Returns the
 * allocation's handle for holdings, or NULL.
 */
void *module_alloc(size_t bytes, u32 *address, u8 **copy);
/* Maps whole pages as @prot says: PROT_READ, PROT_WRITE, PROT_EXEC. */
void module_protect(u32 address, u32 bytes, unsigned int prot);
/* Whether code or data at @address is the kernel's or another module's. */
bool address_is_foreign_text(u32 address);
bool address_is_foreign(u32 address);
/* What struct kernel_param_ops the kernel or another module has at @ops. */
enum param_kind foreign_param_ops(u32 address);

/* --- The kernel's side only. */

/*
 * Walks the stages over @l. Returns 0, or the negative errno of the stage
 * that refused; then nothing is held any more.
 */
int load_run(struct load *l);
/*
 * Loads the module in @file, @size bytes that stay the caller's and are not
 * changed, with the parameters @args. @label names the file in messages until
 * the module has told its name. Returns 0 or a negative errno.
 */
int load_module(const void *file, size_t size, const char *label,
		const char *args, unsigned int flags);
/* The same with parameters that are still in user space. */
int load_user_module(const void *file, size_t size, const char *label,
		     const char __user *args, unsigned int flags);
/*
 * Unloads module @name. @flags: O_NONBLOCK, O_TRUNC (force). Returns 0,
 * -ENOENT, -EWOULDBLOCK (in use), -EBUSY (not live, or no exit), -EPERM.
 */
int unload_module(const char *name, unsigned int flags);
/* Loads @name (a path with '/', or a name with its dependencies first). */
int load_by_name(const char *name, const char *args);
/* What the boot loads, and, without user space, the table and the end. */
void boot_modules(void);
/* From here on the policy of signatures, as the command line has it, only rises. */
void signatures_init(void);
/* What the boot loads by itself has been loaded. */
void admit_booted(void);
extern bool boot_loads_done;

void holdings_release(struct module_holdings *h);
/* Takes @mod off everything and frees it: the common end of all lives. */
void module_retire(struct module *mod);
/* Keeps names for its addresses (kernel/unloaded.c) for when it has gone. */
void unloaded_note(const struct module *mod);
/*
 * Writes `tick+0x12 in [clock], unloaded 3.2 s ago` where @address - @back was
 * in such a module, else `0xaddress`, to KSYM_SYMBOL_LEN bytes: the length.
 */
int unloaded_print(char *buffer, unsigned long address, int back);
/* Whether a symbol's @name is none that a reader would know. */
bool is_label(const char *name);
/* Leaves it on the list, GOING, until an unload finds that it can go. */
void module_keep(struct module *mod);
/* /sys/module: the kernel's own parts; @mod's folder, 0 or -ENOMEM. */
void module_folders_init(void);
int module_sysfs_add(struct module *mod);
/* That folder's kobject, or NULL. */
struct kobject *module_kobject(const struct module *mod);
/* Waits until nobody reads or writes there. NULL mkobj: nothing to do. */
void module_sysfs_remove(struct module *mod);
/* Writes "OE", at most TAINT_FLAGS_COUNT + 1 bytes: the length. */
size_t module_taint_letters(unsigned long taints, char *buf);
/* Bytes of memory that the module has now. */
unsigned int module_size(const struct module *mod);
/* Writes "(OE+)" for an oops or /proc: taints, and whether it comes or goes. */
void module_flags(const struct module *mod, char *buf, bool show_state);
/* Refuses for a module without a load: as refuse(), with its name. */
int refuse_unload(const char *name, int err, const char *rule,
		  const char *found, ...) __printf(4, 5);
/* @mod crashed: it stays for ever, and a user task that ran it is killed. */
void module_crashed(struct module *mod);
void modules_wake(void);
/*
 * Waits for a change of modules or loads after which @done: more than 0, or 0
 * after @timeout jiffies, or -ERESTARTSYS.
 */
long modules_wait(bool (*done)(void *arg), void *arg, unsigned long timeout);
struct load *find_load(const char *name);

extern struct list_head modules;
extern struct list_head loads;
extern struct blocking_notifier_head module_notify_list;
extern int modules_disabled;
extern bool module_verbose;
extern const struct load_watch verbose_watch;

int exports_reserve(u32 count);
void exports_publish(struct module *mod);
void exports_withdraw(struct export_node *nodes, u32 count);

/* The stages and what the last load spent in each, in TSC ticks. */
u32 stage_cost(unsigned int index, const char **name);

/* Hooks of `make debug`: a breakpoint here sees every module come and go. */
void module_debug_loaded(struct module *mod);
void module_debug_unloaded(struct module *mod);

#endif
