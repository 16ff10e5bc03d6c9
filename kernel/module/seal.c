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

/* The part of the module's memory that has @address, or MOD_MEM_NUM_TYPES. */
static enum mod_mem_type part_at(const struct load *l, u32 address)
{
	u32 i = 0;

	while (i < MOD_MEM_NUM_TYPES &&
	       address - l->mem[i].address >= l->mem[i].size)
		i++;
	return i;
}

u8 *load_bytes(const struct load *l, u32 address, u32 bytes)
{
	const struct load_memory *m = &l->mem[part_at(l, address)];

	if (m == &l->mem[MOD_MEM_NUM_TYPES] ||
	    bytes > m->size - (address - m->address))
		return NULL;
	return m->copy + (address - m->address);
}

const char *load_string(const struct load *l, u32 address)
{
	const struct load_memory *m = &l->mem[part_at(l, address)];
	const char *s = (const char *)load_bytes(l, address, 1);
	u32 most;

	if (!s)
		return NULL;
	most = min(m->size - (address - m->address), SYMBOL_NAME_MAX + 1u);
	return memchr(s, 0, most) ? s : NULL;
}

/* Whether @bytes from @address on stay with the module when init is over. */
static bool stays(const struct load *l, u32 address, u32 bytes)
{
	return part_at(l, address) < MOD_INIT_TEXT &&
	       load_bytes(l, address, bytes);
}

/* As load_string(), for what is read as long as the module lives. */
static const char *lasting_string(const struct load *l, u32 address)
{
	return stays(l, address, 1) ? load_string(l, address) : NULL;
}

bool load_in_text(const struct load *l, u32 address, bool or_init)
{
	enum mod_mem_type part = part_at(l, address);

	return part == MOD_TEXT || (or_init && part == MOD_INIT_TEXT);
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
		return refuse(l, -ENOEXEC, "seal.init", "init is at 0x%08x",
			      l->init);
	if (l->exit && !load_in_text(l, l->exit, false))
		return refuse(l, -ENOEXEC, "seal.exit", "exit is at 0x%08x",
			      l->exit);
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
	return lasting_string(l, s->address + offset +
					 read_word(s->copy + offset));
}

/* Precondition: @node was read from @name+@at. */
static int check_export(struct load *l, const struct export_node *node,
			const char *name, u32 at)
{
	const struct export *e = &node->e;

	if (!e->name || !*e->name || !e->namespace)
		return refuse(l, -ENOEXEC, "seal.export_name",
			      "%s+0x%x: a name lies elsewhere, or is empty",
			      name, at);
	/* A label may stand right behind the last byte. */
	if (!load_bytes(l, e->value, 0) && !load_bytes(l, e->value - 1, 1))
		return refuse(l, -ENOEXEC, "seal.export_value",
			      "%s+0x%x: %s is at 0x%08x", name, at, e->name,
			      e->value);
	return 0;
}

/* *@crcs: the versions of @count exports, in their order; NULL: forced. */
static int find_versions(struct load *l, const char *name, u32 count,
			 const u8 **crcs)
{
	u32 index = find_section(l, name);
	u32 bytes = l->sections[index].hdr.sh_size;

	*crcs = index ? section_bytes(l, index) : NULL;
	if (bytes == count * sizeof(u32))
		return 0;
	if (!index && !load_force(l, "no versions for exported symbols"))
		return 0;
	return refuse(l, -ENOEXEC, "seal.export_version",
		      "%s has 0x%x bytes, for %u exports", name, bytes, count);
}

/* Adds the exports of section @name to l->holds.exports. */
static int read_exports(struct load *l, const char *name, const char *versions,
			bool gpl_only)
{
	const u32 size = sizeof(struct kernel_symbol);
	const struct section *s;
	const u8 *crcs = NULL;
	u32 count;
	int err = find_records(l, name, size, &s, &count);

	if (!err)
		err = find_versions(l, versions, count, &crcs);
	for (u32 i = 0; i < count && !err; i++) {
		struct export_node *node =
			&l->holds.exports[l->holds.export_count];
		u32 at = i * size;

		node->e.value = s->address + at + read_word(s->copy + at);
		node->e.name = relative_string(l, s, at + 4);
		node->e.namespace = relative_string(l, s, at + 8);
		node->e.gpl_only = gpl_only;
		node->e.crc = crcs ? read_word(crcs + i * sizeof(u32)) : 0;
		err = check_export(l, node, name, at);
		if (err)
			return err;
		node->hash = symbol_hash(node->e.name);
		l->holds.export_count++;
	}
	return err;
}

/* Each name once in this module: @buckets is a power of two. */
static int check_exported_once(struct load *l, u32 buckets)
{
	struct export_node **table =
		kcalloc(buckets, sizeof(*table), GFP_KERNEL);
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
	err = read_exports(l, "__ksymtab", "__kcrctab", false);
	if (!err)
		err = read_exports(l, "__ksymtab_gpl", "__kcrctab_gpl", true);
	while (buckets < most)
		buckets *= 2;
	if (!err)
		err = check_exported_once(l, buckets);
	if (!err)
		err = check_exported_elsewhere(l);
	return err;
}

/* Operations of parameter @name: *@kind is what they do with its value. */
static int check_parameter_ops(struct load *l, const char *name, u32 ops,
			       enum param_kind *kind)
{
	const u8 *own = stays(l, ops, PARAM_OPS_SIZE) ?
				load_bytes(l, ops, PARAM_OPS_SIZE) :
				NULL;

	*kind = own ? PARAM_OWN : foreign_param_ops(ops);
	if (*kind == PARAM_NONE)
		return refuse(l, -ENOEXEC, "seal.parameter_ops",
			      "parameter %s: its operations are at 0x%08x",
			      name, ops);
	for (u32 f = 4; own && f < PARAM_OPS_SIZE; f += 4)
		if (read_word(own + f) && !is_code(l, read_word(own + f)))
			return refuse(l, -ENOEXEC, "seal.parameter_ops",
				      "parameter %s: function %u is at 0x%08x",
				      name, f / 4, read_word(own + f));
	return 0;
}

/* Whether a parameter may write there; @lasting: after init, too. */
static bool is_variable(const struct load *l, u32 address, u32 bytes,
			bool lasting)
{
	switch (part_at(l, address)) {
	case MOD_DATA:
	case MOD_RO_AFTER_INIT:
		return load_bytes(l, address, bytes);
	case MOD_INIT_DATA:
		return !lasting && load_bytes(l, address, bytes);
	default:
		return address_is_foreign(address);
	}
}

/* Precondition: struct kparam_array or kparam_string lies at @arg. */
static int check_parameter_parts(struct load *l, const char *name, u32 arg,
				 bool array)
{
	const u8 *p = load_bytes(l, arg, array ? PARAM_ARRAY_SIZE : 8);
	u64 bytes = array ? (u64)read_word(p) * read_word(p + 4) : read_word(p);
	u32 at = read_word(p + (array ? PARAM_ARRAY_ELEM : 4));
	u32 num = array ? read_word(p + PARAM_ARRAY_NUM) : 0;
	enum param_kind kind;
	int err;

	if (bytes > MODULE_SIZE_MAX || !bytes ||
	    !is_variable(l, at, bytes, true))
		return refuse(l, -ENOEXEC, "seal.parameter_value",
			      "parameter %s: 0x%llx bytes at 0x%08x", name,
			      bytes, at);
	if (num && !is_variable(l, num, 4, true))
		return refuse(l, -ENOEXEC, "seal.parameter_value",
			      "parameter %s: its count is at 0x%08x", name,
			      num);
	if (!array)
		return 0;
	err = check_parameter_ops(l, name, read_word(p + PARAM_ARRAY_OPS),
				  &kind);
	if (!err && (kind == PARAM_ARRAY || kind == PARAM_STRING))
		err = refuse(l, -ENOEXEC, "seal.parameter_ops",
			     "parameter %s: an array of arrays", name);
	return err;
}

/* @p: the bytes of a struct kernel_param. */
static int check_parameter_value(struct load *l, const char *name, const u8 *p,
				 enum param_kind kind)
{
	u32 arg = read_word(p + PARAM_STRUCT_ARG);
	bool lasting = kind != PARAM_VALUE || p[PARAM_STRUCT_PERM] ||
		       p[PARAM_STRUCT_PERM + 1];
	bool found;

	if (kind == PARAM_OWN)
		return 0;
	if (kind == PARAM_ARRAY || kind == PARAM_STRING)
		found = stays(l, arg,
			      kind == PARAM_ARRAY ? PARAM_ARRAY_SIZE : 8);
	else
		found = is_variable(l, arg, 1, lasting);
	if (!found)
		return refuse(l, -ENOEXEC, "seal.parameter_value",
			      "parameter %s: its value is at 0x%08x", name,
			      arg);
	if (kind == PARAM_ARRAY || kind == PARAM_STRING)
		return check_parameter_parts(l, name, arg, kind == PARAM_ARRAY);
	return 0;
}

static int check_parameters(struct load *l)
{
	const struct section *s;
	u32 count;
	int err = find_records(l, "__param", PARAM_STRUCT_SIZE, &s, &count);

	for (u32 i = 0; i < count && !err; i++) {
		const u8 *p = s->copy + i * PARAM_STRUCT_SIZE;
		const char *name = lasting_string(l, read_word(p));
		enum param_kind kind;

		if (!name)
			return refuse(l, -ENOEXEC, "seal.parameter_name",
				      "parameter %u: its name is at 0x%08x", i,
				      read_word(p));
		err = check_parameter_ops(l, name,
					  read_word(p + PARAM_STRUCT_OPS),
					  &kind);
		if (!err)
			err = check_parameter_value(l, name, p, kind);
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
		if (!keeps_symbol(l, i))
			continue;
		*out = l->symbols[i];
		out++->st_value = l->values[i];
	}
	memcpy(m->copy + l->kallsyms_strings, l->strings, strings->hdr.sh_size);
}

static int check_init_arrays(struct load *l)
{
	int err = check_constructors(l, ".init_array");

	return err ? err : check_constructors(l, ".ctors");
}

int seal_check(struct load *l)
{
	/* What the kernel will follow, by records of its own layout. */
	int err = l->foreign ? 0 :
			       LOAD_STEPS(l, check_entry_points, check_exports,
					  check_parameters, check_init_arrays);

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

	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++)
		if (l->mem[i].size)
			module_protect(l->mem[i].address, l->mem[i].size,
				       prot[i]);
	return 0;
}
