/* SPDX-License-Identifier: MIT */
/* module.verbose=1: every step of a load, in the log. It only looks. */
#include <linux/kernel.h>
#include <linux/moduleparam.h>

#include "module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

bool module_verbose;
module_param_named(verbose, module_verbose, bool, 0644);

static const char *const part_names[] = {
	[MOD_TEXT] = "text",
	[MOD_DATA] = "data",
	[MOD_RODATA] = "rodata",
	[MOD_RO_AFTER_INIT] = "ro_after_init",
	[MOD_INIT_TEXT] = "init text",
	[MOD_INIT_DATA] = "init data",
	[MOD_INIT_RODATA] = "init rodata",
};

static void verbose_stage(struct load *l, const char *stage)
{
	printk(KERN_INFO "%s: stage %s\n", l->name, stage);
}

static void verbose_section(struct load *l, u32 index)
{
	const struct section *s = &l->sections[index];

	printk(KERN_INFO "%s:   [%2u] %-17s 0x%06x -> 0x%08x %6u %s\n", l->name,
	       index, s->name, s->hdr.sh_offset, s->address, s->hdr.sh_size,
	       part_names[s->mem]);
}

static void verbose_symbol(struct load *l, u32 index, const struct export *from)
{
	printk(KERN_INFO "%s:   %-28s 0x%08x from %s%s\n", l->name,
	       symbol_name(l, index), from->value, export_owner(from),
	       from->gpl_only ? " (GPL)" : "");
}

static const char *type_name(u32 type)
{
	switch (type) {
	case R_386_32:
		return "R_386_32";
	case R_386_PC32:
		return "R_386_PC32";
	default:
		return "R_386_PLT32";
	}
}

/* A symbol without a name stands for its section. */
static const char *target_name(const struct load *l, u32 symbol)
{
	u32 section = l->symbols[symbol].st_shndx;

	if (*symbol_name(l, symbol) || section >= l->section_count)
		return symbol_name(l, symbol);
	return l->sections[section].name;
}

/* Two lines: where and what, then the sum and the bytes that it changes. */
static void verbose_relocation(struct load *l, u32 section,
			       const Elf32_Rel *rel, u32 s, u32 a, u32 p,
			       u32 before, u32 after)
{
	printk(KERN_INFO "%s:   %s+0x%x %s %s\n", l->name,
	       l->sections[section].name, rel->r_offset,
	       type_name(ELF32_R_TYPE(rel->r_info)),
	       target_name(l, ELF32_R_SYM(rel->r_info)));
	printk(KERN_INFO "%s:     S=%08x A=%08x P=%08x %*ph -> %*ph\n", l->name,
	       s, a, p, 4, &before, 4, &after);
}

const struct load_watch verbose_watch = {
	.stage = verbose_stage,
	.section = verbose_section,
	.symbol = verbose_symbol,
	.relocation = verbose_relocation,
};
