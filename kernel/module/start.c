/* SPDX-License-Identifier: MIT */
/*
 * Stage start: bring it to life. The checked and sealed image becomes a
 * struct module on the list; notifiers hear of it, its parameters are set,
 * its constructors and its init run, and .init* is freed. From the moment it
 * is on the list, whatever fails ends in module_retire(), as an unload does.
 */
#include <asm/cpu.h>
#include <linux/async.h>
#include <linux/dynamic_debug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/lockdep.h>
#include <linux/leaks.h>
#include <linux/mman.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "../mm/arena.h"
#include "../module.h"

BLOCKING_NOTIFIER_HEAD(module_notify_list);

int register_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&module_notify_list, nb);
}
EXPORT_SYMBOL(register_module_notifier);

int unregister_module_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&module_notify_list, nb);
}
EXPORT_SYMBOL(unregister_module_notifier);

static void reclaim_notifier(const void *nb)
{
	unregister_module_notifier((struct notifier_block *)nb);
}

static void scan_notifiers(struct leak_scan *scan)
{
	notifier_leaks(scan, module_notify_list.head, "module notifier",
		       reclaim_notifier);
}
LEAK_SOURCE(module_notifiers, scan_notifiers);

noinline void module_debug_loaded(struct module *mod)
{
	asm volatile("" : : "r"(mod));
}

noinline void module_debug_unloaded(struct module *mod)
{
	asm volatile("" : : "r"(mod));
}

/* The section called @name; *@count is how many records of @size it has. */
static void *records(const struct load *l, const char *name, u32 size,
		     unsigned int *count)
{
	const struct section *s = &l->sections[find_section(l, name)];

	*count = s->copy ? s->hdr.sh_size / size : 0;
	return *count ? s->copy : NULL;
}

/* Sections and their names, for debuggers and /sys. */
static int keep_sections(struct load *l)
{
	struct module_holdings *h = &l->holds;
	u32 names = 0;
	char *name;

	for (u32 i = 1; i < l->section_count; i++) {
		if (!l->sections[i].copy)
			continue;
		h->section_count++;
		names += strnlen(l->sections[i].name, SYMBOL_NAME_MAX) + 1;
	}
	h->sections = kmalloc(h->section_count * sizeof(*h->sections) + names,
			      GFP_KERNEL);
	if (!h->sections)
		return -ENOMEM;
	name = (char *)(h->sections + h->section_count);
	for (u32 i = 1, n = 0; i < l->section_count; i++) {
		const struct section *s = &l->sections[i];

		if (!s->copy)
			continue;
		h->sections[n].name = name;
		h->sections[n].address = s->address;
		h->sections[n++].size = s->hdr.sh_size;
		strscpy(name, s->name, SYMBOL_NAME_MAX + 1);
		name += strlen(name) + 1;
	}
	return 0;
}

/* What can fail for want of memory, before anything is public. */
static int prepare(struct load *l)
{
	u32 version = l->version ? strlen(l->version) + 1 : 0;
	u32 srcversion = l->srcversion ? strlen(l->srcversion) + 1 : 0;
	u32 args = strlen(l->args) + 1;
	char *text = kmalloc(args + version + srcversion, GFP_KERNEL);

	l->holds.args = text;
	if (!text || keep_sections(l) || exports_reserve(l->holds.export_count))
		return refuse(l, -ENOMEM, "start.memory",
			      "no room for sections, arguments and exports");
	memcpy(text, l->args, args);
	if (version)
		l->version = memcpy(text + args, l->version, version);
	if (srcversion)
		l->srcversion = memcpy(text + args + version, l->srcversion,
				       srcversion);
	return 0;
}

/* Of what the file has in struct module, only init, exit and name count. */
static void fill_in(struct module *mod, const struct load *l)
{
	const struct load_memory *rodata = &l->mem[MOD_RODATA];

	memset(mod, 0, sizeof(*mod));
	strscpy(mod->name, l->name, sizeof(mod->name));
	mod->init = (void *)l->init;
	mod->exit = (void *)l->exit;
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		mod->mem[i].base = l->mem[i].copy;
		mod->mem[i].size = l->mem[i].size;
	}
	mod->state = MODULE_STATE_COMING;
	mod->version = l->version;
	mod->srcversion = l->srcversion;
	mod->taints = l->taints;
	mod->gpl_compatible = l->gpl_compatible;
	mod->using_gplonly_symbols = l->using_gplonly_symbols;
	mod->kp = records(l, "__param", sizeof(*mod->kp), &mod->num_kp);
	mod->kunit_suites = records(l, ".kunit_test_suites", sizeof(void *),
				    &mod->num_kunit_suites);
	mod->kunit_init_suites = records(l, ".kunit_init_test_suites",
					 sizeof(void *),
					 &mod->num_kunit_init_suites);
	mod->extable = records(l, "__ex_table", EXTABLE_ENTRY_SIZE,
			       &mod->num_exentries);
	mod->bug_table =
		records(l, "__bug_table", BUG_ENTRY_SIZE, &mod->num_bugs);
	mod->symtab = (void *)(rodata->copy + l->kallsyms_offset);
	mod->strtab = (void *)(rodata->copy + l->kallsyms_strings);
	mod->num_symtab = l->kallsyms_count;
	mod->refcnt = 2; /* it lives, and its init holds it */
	INIT_LIST_HEAD(&mod->users);
}

/* The commit: cannot fail, does not sleep. What @l held is the module's. */
static struct module *enlist(struct load *l)
{
	struct module *mod = (void *)l->sections[l->this_module].copy;
	struct module_use *use;

	fill_in(mod, l);
	mod->holds = l->holds;
	INIT_LIST_HEAD(&mod->holds.uses);
	list_splice_init(&l->holds.uses, &mod->holds.uses);
	memset(&l->holds, 0, sizeof(l->holds));
	INIT_LIST_HEAD(&l->holds.uses);
	list_for_each_entry(use, &mod->holds.uses, in_uses)
		use->user = mod;
	list_add(&mod->list, &modules);
	list_del_init(&l->list);
	exports_publish(mod);
	return mod;
}

static int ignore_unknown(char *param, char *val, const char *doing, void *arg)
{
	if (!dynamic_debug_parameter(arg, param, val))
		pr_warn("%s: unknown parameter '%s' ignored\n", doing, param);
	return 0;
}

static int set_parameters(struct load *l)
{
	struct module *mod = l->mod;
	char *after = parse_args(mod->name, mod->holds.args, mod->kp,
				 mod->num_kp, -32768, 32767, mod,
				 ignore_unknown);

	if (IS_ERR(after))
		return refuse(l, PTR_ERR(after), "start.parameter",
			      "one of \"%s\" was not taken", l->args);
	if (after)
		pr_warn("%s: parameters '%s' after `--' ignored\n", mod->name,
			after);
	return 0;
}

static void warn_of_license(const struct load *l)
{
	if ((l->taints >> TAINT_PROPRIETARY_MODULE & 1) && !l->gpl_compatible &&
	    !test_taint(TAINT_PROPRIETARY_MODULE))
		load_warn((struct load *)l,
			  "%s: module license '%s' taints kernel.", l->name,
			  l->license);
}

/* Tells what taints the kernel, in Linux's order, and taints it. */
static void bring_taints(const struct load *l, const struct module *mod)
{
	static const struct {
		unsigned int flag;
		const char *text;
	} lines[] = {
		{ TAINT_OOT_MODULE,
		  "loading out-of-tree module taints kernel." },
		{ TAINT_CRAP,
		  "module is from the staging directory, the quality is unknown, you have been warned." },
		{ TAINT_PROPRIETARY_MODULE, NULL },
		{ TAINT_TEST, "loading test module taints kernel." },
		{ TAINT_UNSIGNED_MODULE,
		  "module verification failed: signature and/or required key missing - tainting kernel" },
	};

	for (u32 i = 0; i < ARRAY_SIZE(lines); i++) {
		unsigned int flag = lines[i].flag;

		if (!(mod->taints >> flag & 1))
			continue;
		if (flag == TAINT_PROPRIETARY_MODULE)
			warn_of_license(l);
		else if (flag == TAINT_CRAP || !test_taint(flag))
			pr_warn("%s: %s\n", mod->name, lines[i].text);
		add_taint(flag, flag == TAINT_PROPRIETARY_MODULE ?
					LOCKDEP_NOW_UNRELIABLE :
					LOCKDEP_STILL_OK);
	}
	for (u32 flag = 0; flag < TAINT_FLAGS_COUNT; flag++)
		if (mod->taints >> flag & 1)
			add_taint(flag, LOCKDEP_STILL_OK);
}

static void run_constructors(struct load *l, const char *name)
{
	unsigned int count;
	ctor_fn_t *ctors = records(l, name, sizeof(*ctors), &count);

	for (unsigned int i = 0; i < count; i++)
		ctors[i]();
}

static int call_init(struct module *mod)
{
	struct atomic_state before = atomic_state_now();
	int ret;

	if (!mod->init)
		return 0;
	ret = mod->init();
	atomic_state_check(&before, "initcall", mod->init);
	async_synchronize_full();
	return ret;
}

/* Everything that runs code which may belong to a module. */
static int run_init(void *arg)
{
	struct load *l = arg;
	struct module *mod = l->mod;
	int err = notifier_to_errno(
		blocking_notifier_call_chain_robust(&module_notify_list,
						    MODULE_STATE_COMING,
						    MODULE_STATE_GOING, mod));

	if (err)
		return refuse(l, err, "start.veto", "a notifier returned %d",
			      err);
	err = set_parameters(l);
	if (!err && module_sysfs_add(mod))
		err = refuse(l, -ENOMEM, "start.memory",
			     "no room for its folder in /sys/module");
	if (!err) {
		bring_taints(l, mod);
		run_constructors(l, ".init_array");
		run_constructors(l, ".ctors");
		err = call_init(mod);
		if (err < 0)
			refuse(l, err, "start.init", "init returned %d", err);
	}
	if (err < 0) {
		mod->state = MODULE_STATE_GOING;
		blocking_notifier_call_chain(&module_notify_list,
					     MODULE_STATE_GOING, mod);
	}
	return err;
}

static void free_init_parts(struct module *mod)
{
	const struct module_memory *ro = &mod->mem[MOD_RO_AFTER_INIT];

	if (ro->size)
		module_protect((unsigned long)ro->base, ro->size, PROT_READ);
	memset(&mod->mem[MOD_INIT_TEXT], 0, 3 * sizeof(mod->mem[0]));
	mod->was_init.base = mod->holds.init;
	mod->was_init.size = arena_size(mod->holds.init);
	mod->holds.vacated = arena_vacate(mod->holds.init);
	mod->holds.init = NULL;
}

static void go_live(struct module *mod, int ret)
{
	if (ret > 0) {
		pr_warn("do_init_module: '%s'->init suspiciously returned %d, it should follow 0/-E convention\n"
			"do_init_module: loading module anyway...\n",
			mod->name, ret);
		dump_stack();
	}
	mod->state = MODULE_STATE_LIVE;
	blocking_notifier_call_chain(&module_notify_list, MODULE_STATE_LIVE,
				     mod);
	module_put(mod);
	free_init_parts(mod);
}

int start_module(struct load *l)
{
	int ret, err = prepare(l);

	if (err)
		return err;
	l->mod = enlist(l);
	module_debug_loaded(l->mod);
	if (call_guarded(run_init, l, &ret)) {
		module_crashed(l->mod);
		return refuse(l, -EFAULT, "start.oops",
			      "its start ended in an oops");
	}
	if (ret < 0) {
		l->mod->state = MODULE_STATE_GOING;
		module_put(l->mod);
		if (leaks_let_go(l->mod, "the module stays"))
			module_retire(l->mod);
		else
			module_keep(l->mod);
		return ret;
	}
	go_live(l->mod, ret);
	return 0;
}
