/* SPDX-License-Identifier: MIT */
/*
 * The loader's table of contents: the stages of a load in their order, the
 * one walk over them, the one undo, and the list of modules. What a stage
 * does is in its file under module/.
 */
#include <asm/sections.h>
#include <asm/tsc.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/instruction_pointer.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

#include "module.h"
#include "mm/arena.h"

/* Up to seal_memory a load touches nothing but its own private copy. */
static const struct stage {
	const char *name;
	int (*run)(struct load *l);
} stages[] = {
	/* clang-format off */
	{ "admit", admit_request },
	{ "admit", admit_signature },
	{ "check", check_file },
	{ "identify", identify_name },
	{ "admit", admit_name },
	{ "identify", link_layout },
	{ "identify", identify_module },
	{ "layout", layout_module },
	{ "admit", admit_duplicate },
	{ "link", link_symbols },
	{ "relocate", relocate_sections },
	{ "admit", admit_arguments },
	{ "seal", seal_check },
	{ "seal", seal_memory },
	{ "start", start_module },
	/* clang-format on */
};

/* All modules from COMING to GOING, the youngest first. */
LIST_HEAD(modules);
/* All loads in progress whose names are known. */
LIST_HEAD(loads);

static DECLARE_WAIT_QUEUE_HEAD(modules_wq);

/* TSC ticks that the last load spent in each stage. */
static u32 stage_ticks[ARRAY_SIZE(stages)];

static_assert(sizeof(struct module) == MODULE_STRUCT_SIZE);
static_assert(offsetof(struct module, name) == MODULE_STRUCT_NAME);
static_assert(offsetof(struct module, init) == MODULE_STRUCT_INIT);
static_assert(offsetof(struct module, exit) == MODULE_STRUCT_EXIT);
static_assert(sizeof(struct kernel_param) == PARAM_STRUCT_SIZE);
static_assert(offsetof(struct kernel_param, ops) == PARAM_STRUCT_OPS);
static_assert(offsetof(struct kernel_param, perm) == PARAM_STRUCT_PERM);
static_assert(offsetof(struct kernel_param, arg) == PARAM_STRUCT_ARG);
static_assert(sizeof(struct kernel_param_ops) == PARAM_OPS_SIZE);
static_assert(offsetof(struct kparam_array, num) == PARAM_ARRAY_NUM);
static_assert(offsetof(struct kparam_array, ops) == PARAM_ARRAY_OPS);
static_assert(offsetof(struct kparam_array, elem) == PARAM_ARRAY_ELEM);
static_assert(sizeof(struct kparam_array) == PARAM_ARRAY_SIZE);
static_assert(sizeof(struct kparam_string) == 8);
static_assert(sizeof(struct modversion_info) == MODVERSION_SIZE);
static_assert(offsetof(struct modversion_info, name) == MODVERSION_NAME);

int load_run(struct load *l)
{
	int err = 0;

	INIT_LIST_HEAD(&l->holds.uses);
	INIT_LIST_HEAD(&l->list);
	for (u32 i = 0; i < ARRAY_SIZE(stages) && !err; i++) {
		u32 before = (u32)rdtsc();

		if (l->watch && l->watch->stage)
			l->watch->stage(l, stages[i].name);
		err = stages[i].run(l);
		stage_ticks[i] = (u32)rdtsc() - before;
	}
	load_release(l);
	return err;
}

void load_release(struct load *l)
{
	list_del_init(&l->list);
	kfree(l->values);
	kfree(l->version_index);
	kfree(l->sections);
	kfree(l->args_copy);
	holdings_release(&l->holds);
	l->values = NULL;
	l->version_index = NULL;
	l->sections = NULL;
	l->args_copy = NULL;
	modules_wake();
}

/* Addresses that something is known by are nobody else's for ever. */
static void release_memory(struct module_holdings *h)
{
	struct extent *core = arena_vacate(h->core);
	struct extent *init = h->init ? arena_vacate(h->init) : h->vacated;

	if (h->left)
		return;
	arena_release(init);
	arena_release(core);
}

/* Safe on what is all zeros but for its list, and on what was released. */
void holdings_release(struct module_holdings *h)
{
	struct module_use *use, *next;

	if (h->published)
		exports_withdraw(h->exports, h->export_count);
	list_for_each_entry_safe(use, next, &h->uses, in_uses) {
		list_del(&use->in_uses);
		list_del(&use->in_users);
		module_put(use->used);
		kfree(use);
	}
	kfree(h->exports);
	kfree(h->sections);
	kfree(h->args);
	release_memory(h);
	memset(h, 0, sizeof(*h));
	INIT_LIST_HEAD(&h->uses);
}

u32 stage_cost(unsigned int index, const char **name)
{
	if (index >= ARRAY_SIZE(stages))
		return 0;
	*name = stages[index].name;
	return stage_ticks[index];
}
EXPORT_SYMBOL_NS_GPL(stage_cost, MORTISE_INTERNAL);

static int do_load(const void *file, size_t size, const char *label,
		   const char *args, const char __user *user_args,
		   unsigned int flags)
{
	struct load *l = kzalloc(sizeof(*l), GFP_KERNEL);
	int err;

	if (!l)
		return -ENOMEM;
	l->file = file;
	l->size = size;
	l->args = args;
	l->user_args = user_args;
	l->flags = flags;
	l->watch = module_verbose ? &verbose_watch : NULL;
	strscpy(l->name, kbasename(label), sizeof(l->name));
	err = load_run(l);
	kfree(l);
	return err;
}

int load_module(const void *file, size_t size, const char *label,
		const char *args, unsigned int flags)
{
	return do_load(file, size, label, args, NULL, flags);
}
EXPORT_SYMBOL_NS_GPL(load_module, MORTISE_INTERNAL);

int load_user_module(const void *file, size_t size, const char *label,
		     const char __user *args, unsigned int flags)
{
	return do_load(file, size, label, NULL, args, flags);
}

void modules_wake(void)
{
	wake_up_all(&modules_wq);
}

long modules_wait(bool (*done)(void *arg), void *arg, unsigned long timeout)
{
	return wait_event_interruptible_timeout(modules_wq, done(arg), timeout);
}

/* Linux lets the task die in the oops; here it gives back what it holds. */
void module_crashed(struct module *mod)
{
	mod->crashed = true;
	if (current->mm)
		force_sig(SIGKILL);
}

struct load *find_load(const char *name)
{
	struct load *l;

	list_for_each_entry(l, &loads, list)
		if (!strcmp(l->name, name))
			return l;
	return NULL;
}

struct module *find_module(const char *name)
{
	struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (!strcmp(mod->name, name))
			return mod;
	return NULL;
}
EXPORT_SYMBOL_GPL(find_module);

unsigned int module_size(const struct module *mod)
{
	unsigned int bytes = 0;

	for (int i = 0; i < MOD_MEM_NUM_TYPES; i++)
		bytes += mod->mem[i].size;
	return bytes;
}

int module_refcount(struct module *mod)
{
	return mod->refcnt - 1;
}
EXPORT_SYMBOL(module_refcount);

void __module_get(struct module *mod)
{
	unsigned long flags;

	if (!mod)
		return;
	local_irq_save(flags);
	mod->refcnt++;
	local_irq_restore(flags);
}
EXPORT_SYMBOL(__module_get);

bool try_module_get(struct module *mod)
{
	if (!mod)
		return true;
	if (!module_is_live(mod) || !mod->refcnt)
		return false;
	__module_get(mod);
	return true;
}
EXPORT_SYMBOL(try_module_get);

void module_put(struct module *mod)
{
	unsigned long flags;

	if (!mod)
		return;
	local_irq_save(flags);
	WARN_ON(mod->refcnt <= 0);
	mod->refcnt--;
	local_irq_restore(flags);
}
EXPORT_SYMBOL(module_put);

void __module_put_and_kthread_exit(struct module *mod, long code)
{
	module_put(mod);
	kthread_exit(code);
}
EXPORT_SYMBOL(__module_put_and_kthread_exit);

struct module *__module_address(unsigned long addr)
{
	struct module *mod;

	list_for_each_entry(mod, &modules, list)
		if (within_module(addr, mod))
			return mod;
	return NULL;
}
EXPORT_SYMBOL_GPL(__module_address);

struct module *__module_text_address(unsigned long addr)
{
	static const enum mod_mem_type text[] = { MOD_TEXT, MOD_INIT_TEXT };
	struct module *mod = __module_address(addr);

	for (int i = 0; mod && i < 2; i++) {
		const struct module_memory *m = &mod->mem[text[i]];

		if (addr - (unsigned long)m->base < m->size)
			return mod;
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(__module_text_address);

bool is_module_text_address(unsigned long addr)
{
	return __module_text_address(addr) != NULL;
}

/* --- The ground that the core stages stand on. */

void *module_alloc(size_t bytes, u32 *address, u8 **copy)
{
	void *p = arena_alloc(bytes, "module", _RET_IP_);

	*address = (u32)p;
	*copy = p;
	return p;
}

void module_protect(u32 address, u32 bytes, unsigned int prot)
{
	arena_protect((void *)address, bytes, prot);
}

bool address_is_foreign_text(u32 address)
{
	return (address >= (u32)_text && address < (u32)_etext) ||
	       __module_text_address(address);
}

bool address_is_foreign(u32 address)
{
	return (address >= (u32)_text && address < (u32)_end) ||
	       __module_address(address);
}

static bool leads_to_code(const struct kernel_param_ops *ops)
{
	const u32 functions[] = { (u32)ops->set, (u32)ops->get,
				  (u32)ops->free };

	for (u32 i = 0; i < ARRAY_SIZE(functions); i++)
		if (functions[i] && !address_is_foreign_text(functions[i]))
			return false;
	return true;
}

/* The kernel's own are known by name; another module's must lead to code. */
enum param_kind foreign_param_ops(u32 address)
{
	const struct kernel_param_ops *ops = (const void *)address;
	unsigned long offset;
	const char *owner, *name;

	if (ops == &param_array_ops)
		return PARAM_ARRAY;
	if (ops == &param_ops_string)
		return PARAM_STRING;
	if (__module_address(address))
		return __module_address(address + PARAM_OPS_SIZE - 1) &&
				       leads_to_code(ops) ?
			       PARAM_OWN :
			       PARAM_NONE;
	name = kallsyms_lookup(address, NULL, &offset, &owner);
	if (!name || offset || strncmp(name, "param_ops_", 10))
		return PARAM_NONE;
	return ops->free ? PARAM_POINTER : PARAM_VALUE;
}
