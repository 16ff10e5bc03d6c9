/* SPDX-License-Identifier: MIT */
/*
 * Stage seal: close it. First, what the kernel will follow inside the module
 * is checked while it is still only bytes: init and exit, exports,
 * parameters, constructors. Then the memory is mapped as its parts demand:
 * text read and execute, rodata read, the rest read and write, and nothing
 * both writable and executable. After this no load is refused for what is in
 * its file, and the kernel may follow pointers into the module.
 */
#include <linux/errno.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/symhash.h>

#include "../module.h"

u8 *load_bytes(const struct load *l, u32 address, u32 bytes)
{
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *m = &l->mem[i];
		u32 offset = address - m->address;

		if (m->size && offset < m->size && bytes <= m->size - offset)
			return m->copy + offset;
	}
	return NULL;
}

const char *load_string(const struct load *l, u32 address)
{
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		const struct load_memory *m = &l->mem[i];
		u32 offset = address - m->address;

		if (m->size && offset < m->size)
			return memchr(m->copy + offset, 0,
				      min(m->size - offset,
					  SYMBOL_NAME_MAX + 1u)) ?
				       (const char *)m->copy + offset :
				       NULL;
	}
	return NULL;
}

static bool in_part(const struct load_memory *m, u32 address)
{
	return m->size && address - m->address < m->size;
}

bool load_in_text(const struct load *l, u32 address, bool or_init)
{
	return in_part(&l->mem[MOD_TEXT], address) ||
	       (or_init && in_part(&l->mem[MOD_INIT_TEXT], address));
}

/* Code that a pointer in the module may name. */
static bool is_code(const struct load *l, u32 address)
{
	return load_in_text(l, address, true) ||
	       address_is_foreign_text(address);
}

/* Precondition: this_module has the size of struct module. */
static int check_entry_points(struct load *l)
{
	const u8 *image = l->sections[l->this_module].copy;

	l->init = read_word(image + MODULE_STRUCT_INIT);
	l->exit = read_word(image + MODULE_STRUCT_EXIT);
	if (l->init && !load_in_text(l, l->init, true))
		return refuse(l, -ENOEXEC, "seal.init",
			      "init is at 0x%08x", l->init);
	if (l->exit && !load_in_text(l, l->exit, false))
		return refuse(l, -ENOEXEC, "seal.exit",
			      "exit is at 0x%08x", l->exit);
	return 0;
}

/* Finds section @name; *@count is how many @size-byte records it has. */
static int find_records(struct load *l, const char *name, u32 size,
			const struct section **found, u32 *count)
{
	u32 index = find_section(l, name);
	const struct section *s = &l->sections[index];

	*found = s;
	*count = 0;
	if (!index || !s->copy)
		return 0;
	if (s->hdr.sh_size % size)
		return refuse(l, -ENOEXEC, "seal.record_size",
			      "section %u (%s): 0x%x bytes, %u a record", index,
			      name, s->hdr.sh_size, size);
	*count = s->hdr.sh_size / size;
	return 0;
}

/* The string that a self-relative field at @field names, or NULL. */
static const char *relative_string(const struct load *l,
				   const struct section *s, u32 offset)
{
	return load_string(l, s->address + offset + read_word(s->copy + offset));
}

/* Adds the exports of section @name to l->holds.exports. */
static int read_exports(struct load *l, const char *name, bool gpl_only)
{
	const u32 size = sizeof(struct kernel_symbol);
	const struct section *s;
	u32 count;
	int err = find_records(l, name, size, &s, &count);

	for (u32 i = 0; i < count && !err; i++) {
		struct export_node *node =
			&l->holds.exports[l->holds.export_count];
		u32 at = i * size;

		node->e.value = s->address + at + read_word(s->copy + at);
		node->e.name = relative_string(l, s, at + 4);
		node->e.namespace = relative_string(l, s, at + 8);
		node->e.gpl_only = gpl_only;
		if (!node->e.name || !node->e.namespace)
			return refuse(l, -ENOEXEC, "seal.export_name",
				      "%s+0x%x: a name lies elsewhere", name,
				      at);
		node->hash = symbol_hash(node->e.name);
		l->holds.export_count++;
	}
	return err;
}

/* Each name once in this module: @buckets is a power of two. */
static int check_exported_once(struct load *l, u32 buckets)
{
	struct export_node **table = kcalloc(buckets, sizeof(*table), GFP_KERNEL);
	int err = 0;

	if (!table)
		return refuse(l, -ENOMEM, "seal.memory",
			      "no room to compare %u exports",
			      l->holds.export_count);
	for (u32 i = 0; i < l->holds.export_count && !err; i++) {
		struct export_node *node = &l->holds.exports[i], *other;
		struct export_node **head = &table[node->hash & (buckets - 1)];

		for (other = *head; other; other = other->next)
			if (other->hash == node->hash &&
			    !strcmp(other->e.name, node->e.name))
				break;
		if (other)
			err = refuse(l, -ENOEXEC, "seal.export_twice",
				     "%s is exported twice", node->e.name);
		node->next = *head;
		*head = node;
	}
	kfree(table);
	return err;
}

static int check_exported_elsewhere(struct load *l)
{
	for (u32 i = 0; i < l->holds.export_count; i++) {
		const struct export_node *node = &l->holds.exports[i];
		struct export other;

		if (!export_find(node->e.name, node->hash, &other))
			continue;
		load_err(l, "%s: exports duplicate symbol %s (owned by %s)",
			 l->name, node->e.name,
			 other.owner ? export_owner(&other) : "kernel");
		return refuse(l, -ENOEXEC, "seal.export_duplicate",
			      "%s is exported by %s already", node->e.name,
			      export_owner(&other));
	}
	return 0;
}

static int check_exports(struct load *l)
{
	u32 plain = find_section(l, "__ksymtab");
	u32 gpl = find_section(l, "__ksymtab_gpl");
	u32 bytes = (plain ? l->sections[plain].hdr.sh_size : 0) +
		    (gpl ? l->sections[gpl].hdr.sh_size : 0);
	u32 most = bytes / sizeof(struct kernel_symbol), buckets = 1;
	int err;

	if (!most)
		return 0;
	l->holds.exports = kcalloc(most, sizeof(*l->holds.exports), GFP_KERNEL);
	if (!l->holds.exports)
		return refuse(l, -ENOMEM, "seal.memory",
			      "no room for the records of %u exports", most);
	err = read_exports(l, "__ksymtab", false);
	if (!err)
		err = read_exports(l, "__ksymtab_gpl", true);
	while (buckets < most)
		buckets *= 2;
	if (!err)
		err = check_exported_once(l, buckets);
	if (!err)
		err = check_exported_elsewhere(l);
	return err;
}

static int check_parameters(struct load *l)
{
	const struct section *s;
	u32 count;
	int err = find_records(l, "__param", PARAM_STRUCT_SIZE, &s, &count);

	for (u32 i = 0; i < count && !err; i++) {
		const u8 *p = s->copy + i * PARAM_STRUCT_SIZE;
		u32 ops = read_word(p + PARAM_STRUCT_OPS);
		const u8 *own = load_bytes(l, ops, PARAM_OPS_SIZE);

		if (!load_string(l, read_word(p)))
			return refuse(l, -ENOEXEC, "seal.parameter_name",
				      "parameter %u: its name is at 0x%08x", i,
				      read_word(p));
		if (!own && !address_is_foreign(ops))
			return refuse(l, -ENOEXEC, "seal.parameter_ops",
				      "parameter %s: its operations are at 0x%08x",
				      load_string(l, read_word(p)), ops);
		for (u32 f = 4; own && f < PARAM_OPS_SIZE; f += 4)
			if (read_word(own + f) && !is_code(l, read_word(own + f)))
				return refuse(l, -ENOEXEC,
					      "seal.parameter_ops",
					      "parameter %s: function %u is at 0x%08x",
					      load_string(l, read_word(p)),
					      f / 4, read_word(own + f));
	}
	return err;
}

static int check_constructors(struct load *l, const char *name)
{
	const struct section *s;
	u32 count;
	int err = find_records(l, name, 4, &s, &count);

	for (u32 i = 0; i < count && !err; i++)
		if (!load_in_text(l, read_word(s->copy + 4 * i), true))
			err = refuse(l, -ENOEXEC, "seal.constructor",
				     "%s: number %u is at 0x%08x", name, i,
				     read_word(s->copy + 4 * i));
	return err;
}

/* Keeps the symbols of what is loaded, by address, and their names. */
static void keep_symbols(struct load *l)
{
	const struct load_memory *m = &l->mem[MOD_RODATA];
	const struct section *strings = &l->sections[l->strtab];
	Elf32_Sym *out = (Elf32_Sym *)(m->copy + l->kallsyms_offset);

	for (u32 i = 1; i < l->symbol_count; i++) {
		u32 section = l->symbols[i].st_shndx;

		if (section == SHN_UNDEF || section >= l->section_count ||
		    !l->sections[section].copy)
			continue;
		*out = l->symbols[i];
		out++->st_value = l->values[i];
	}
	memcpy(m->copy + l->kallsyms_strings, l->strings, strings->hdr.sh_size);
}

/* What the kernel will follow, by records whose layout is this kernel's. */
static int check_records(struct load *l)
{
	int err = check_entry_points(l);

	if (!err)
		err = check_exports(l);
	if (!err)
		err = check_parameters(l);
	if (!err)
		err = check_constructors(l, ".init_array");
	if (!err)
		err = check_constructors(l, ".ctors");
	return err;
}

int seal_check(struct load *l)
{
	int err = l->foreign ? 0 : check_records(l);

	if (!err)
		keep_symbols(l);
	return err;
}

int seal_memory(struct load *l)
{
	static const unsigned int prot[MOD_MEM_NUM_TYPES] = {
		[MOD_TEXT] = PROT_READ | PROT_EXEC,
		[MOD_RODATA] = PROT_READ,
		[MOD_RO_AFTER_INIT] = PROT_READ | PROT_WRITE,
		[MOD_DATA] = PROT_READ | PROT_WRITE,
		[MOD_INIT_TEXT] = PROT_READ | PROT_EXEC,
		[MOD_INIT_RODATA] = PROT_READ,
		[MOD_INIT_DATA] = PROT_READ | PROT_WRITE,
	};

	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++) {
		int err = 0;

		if (l->mem[i].size)
			err = module_protect(l->mem[i].address, l->mem[i].size,
					     prot[i]);
		if (err)
			return refuse(l, err, "seal.protect",
				      "0x%x bytes at 0x%08x", l->mem[i].size,
				      l->mem[i].address);
	}
	return 0;
}
