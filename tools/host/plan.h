/* SPDX-License-Identifier: MIT */
/* A plan: what a dry run has found out about one file, and how to print it. */
#ifndef _HOST_PLAN_H
#define _HOST_PLAN_H

#include "dryrun.h"

struct plan_symbol {
	u32 index; /* in the symbol table */
	struct export from;
};

struct plan_relocation {
	u32 section; /* the one that is changed */
	Elf32_Rel rel;
	u32 s, a, p, before, after;
};

/* Zeroed at first; the arrays are used again from file to file. */
struct plan {
	const char *file;
	const struct load *load; /* after its dry run, before its release */
	int err;		 /* 0: loadable */
	const char *stage;	 /* that refused */
	bool verbose;		 /* relocations are wanted */
	bool quiet;		 /* nothing but the verdict is */

	struct plan_symbol *symbols; /* those that somebody answers */
	size_t symbol_count, symbol_room;
	struct plan_relocation *relocations;
	size_t relocation_count, relocation_room;
	bool out_of_memory; /* some of them could not be kept */
};

/* The plan that `watch_arg` of a load points to is filled in by these. */
extern const struct load_watch plan_watch, plan_watch_verbose;

/* "text", for /sys and people; @type below MOD_MEM_NUM_TYPES. */
const char *plan_region(enum mod_mem_type type);
/* The regions in the order of their addresses: @i below their number. */
enum mod_mem_type plan_region_at(u32 i);
/* "R_386_32" or another that the loader applies. */
const char *plan_type(u32 type);
/* "PO", or "none". */
const char *plan_taints(unsigned long taints);
/* The name of a symbol; a section's for what stands for one. */
const char *plan_symbol_name(const struct load *l, u32 index);
/* Bytes from the lowest address of a region to the highest; *@address. */
u32 plan_image(const struct load *l, u32 *address);
/*
 * Who answers undefined symbol @index, or NULL: nobody, as a weak one needs.
 * *@next is 0 at first; calls go up in @index.
 */
const struct export *plan_provider(const struct plan *p, u32 index,
				   size_t *next);

void plan_print_text(const struct plan *p);
void plan_print_json(const struct plan *p);
/* For a file that cannot be read. */
void plan_print_unreadable(const char *file, const char *why);

/* Writes the regions of @l to @path. NULL, or why it cannot be written. */
const char *plan_dump(const struct load *l, const char *path);

void plan_free(struct plan *p);

#endif
