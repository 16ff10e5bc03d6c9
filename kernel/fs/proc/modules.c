/* SPDX-License-Identifier: MIT */
/* The loaded modules, and all symbols: /proc/modules, /proc/kallsyms. */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/symhash.h>

#include "../../module.h"
#include "proc.h"

bool may_see_addresses(void)
{
	return kptr_restrict < 2 && capable(CAP_SYSLOG);
}

/* --- /proc/modules */

static void show_users(struct seq_file *m, const struct module *mod)
{
	const struct module_use *use;
	bool any = false;

	seq_printf(m, " %i ", module_refcount((struct module *)mod));
	list_for_each_entry(use, &mod->users, in_users) {
		if (!use->user)
			continue;
		seq_printf(m, "%s,", use->user->name);
		any = true;
	}
	if (mod->init && !mod->exit)
		seq_puts(m, "[permanent],");
	else if (!any)
		seq_putc(m, '-');
}

static int modules_show(struct seq_file *m, void *v)
{
	const struct module *mod = list_entry(v, struct module, list);
	char flags[32];

	seq_printf(m, "%s %u", mod->name, module_size(mod));
	show_users(m, mod);
	seq_printf(m, " %s 0x%08lx",
		   mod->state == MODULE_STATE_GOING  ? "Unloading" :
		   mod->state == MODULE_STATE_COMING ? "Loading" :
						       "Live",
		   *(bool *)m->private ?
			   (unsigned long)mod->mem[MOD_TEXT].base :
			   0);
	if (mod->taints) {
		module_flags(mod, flags, true);
		seq_printf(m, " %s", flags);
	}
	seq_putc(m, '\n');
	return 0;
}

static void *modules_start(struct seq_file *m, loff_t *pos)
{
	return seq_list_start(&modules, *pos);
}

static void *modules_next(struct seq_file *m, void *v, loff_t *pos)
{
	return seq_list_next(v, &modules, pos);
}

static void no_stop(struct seq_file *m, void *v)
{
}

static const struct seq_operations modules_ops = {
	.start = modules_start,
	.next = modules_next,
	.stop = no_stop,
	.show = modules_show,
};

static int modules_open(struct inode *inode, struct file *file)
{
	bool *shown = __seq_open_private(file, &modules_ops, sizeof(*shown));

	if (!shown)
		return -ENOMEM;
	*shown = may_see_addresses();
	return 0;
}

static const struct proc_ops modules_proc_ops = {
	.proc_open = modules_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release_private,
};

/* --- /proc/kallsyms */

/* Where an iteration stands: a symbol of the kernel, or of a module. */
struct kallsyms_at {
	bool shown;
	u32 index;	    /* in the kernel's table, or the module's */
	struct module *mod; /* NULL: the kernel */
};

static char module_symbol_type(const struct module *mod, const Elf32_Sym *sym)
{
	static const char types[MOD_MEM_NUM_TYPES] = {
		[MOD_TEXT] = 't',	 [MOD_DATA] = 'd',
		[MOD_RODATA] = 'r',	 [MOD_RO_AFTER_INIT] = 'd',
		[MOD_INIT_TEXT] = 't',	 [MOD_INIT_DATA] = 'd',
		[MOD_INIT_RODATA] = 'r',
	};
	const char *name = mod->strtab + sym->st_name;
	struct export e;
	char type = '?';

	for (int i = 0; i < MOD_MEM_NUM_TYPES; i++)
		if (sym->st_value - (u32)mod->mem[i].base < mod->mem[i].size)
			type = types[i];
	for (u32 i = 0; type == 'd' && i < mod->holds.section_count; i++) {
		const struct module_section *s = &mod->holds.sections[i];

		if (sym->st_value - s->address < s->size &&
		    strstarts(s->name, ".bss"))
			type = 'b';
	}
	if (export_find(name, symbol_hash(name), &e) && e.owner == mod)
		type = toupper(type);
	return type;
}

static int kallsyms_show(struct seq_file *m, void *v)
{
	const struct kallsyms_at *at = v;
	const Elf32_Sym *sym;
	unsigned long address;
	const char *name;
	char type;

	if (!at->mod) {
		if (kallsyms_entry(at->index, &address, &type, &name))
			return SEQ_SKIP;
		seq_printf(m, "%08lx %c %s\n", at->shown ? address : 0, type,
			   name);
		return 0;
	}
	sym = &at->mod->symtab[at->index];
	name = at->mod->strtab + sym->st_name;
	/* What lay in .init is gone. */
	if (!*name || !within_module(sym->st_value, at->mod))
		return SEQ_SKIP;
	seq_printf(m, "%08lx %c %s\t[%s]\n",
		   at->shown ? (unsigned long)sym->st_value : 0,
		   module_symbol_type(at->mod, sym), name, at->mod->name);
	return 0;
}

/* Finds position @pos: modules may have come and gone since the last time. */
static void *kallsyms_find(struct kallsyms_at *at, loff_t pos)
{
	u32 count = kallsyms_symbols();

	at->mod = NULL;
	at->index = pos;
	if (pos < count)
		return at;
	pos -= count;
	list_for_each_entry(at->mod, &modules, list) {
		if (pos < at->mod->num_symtab) {
			at->index = pos;
			return at;
		}
		pos -= at->mod->num_symtab;
	}
	return NULL;
}

static void *kallsyms_start(struct seq_file *m, loff_t *pos)
{
	return kallsyms_find(m->private, *pos);
}

static void *kallsyms_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct kallsyms_at *at = v;

	++*pos;
	if (++at->index < (at->mod ? at->mod->num_symtab : kallsyms_symbols()))
		return at;
	return kallsyms_find(at, *pos);
}

static const struct seq_operations kallsyms_ops = {
	.start = kallsyms_start,
	.next = kallsyms_next,
	.stop = no_stop,
	.show = kallsyms_show,
};

static int kallsyms_open(struct inode *inode, struct file *file)
{
	struct kallsyms_at *at =
		__seq_open_private(file, &kallsyms_ops, sizeof(*at));

	if (!at)
		return -ENOMEM;
	at->shown = may_see_addresses();
	return 0;
}

static const struct proc_ops kallsyms_proc_ops = {
	.proc_open = kallsyms_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release_private,
};

void proc_modules_init(void)
{
	proc_create("modules", 0, NULL, &modules_proc_ops);
	proc_create("kallsyms", 0, NULL, &kallsyms_proc_ops);
}
