/* SPDX-License-Identifier: MIT */
/*
 * What a module leaves behind. Each family of the API searches its own table
 * for what a module that goes still has there; no second record is kept.
 *
 * Context: any; a source is called with interrupts on, and does not sleep.
 * Linux: none; docs/leaks.md
 */
#ifndef _LINUX_LEAKS_H
#define _LINUX_LEAKS_H

#include <linux/compiler.h>
#include <linux/types.h>

struct module;

/* A look at one module: where it lies, and where its init has lain. */
struct leak_scan {
	unsigned long core, core_size, init, init_size;
};

/* One thing that a module has left, as its source tells of it. */
struct leak {
	const char *kind;     /* "kmalloc-64", "timer still armed" */
	const char *name;     /* which of its kind, or NULL: a path, a number */
	const void *object;   /* what @reclaim is given */
	size_t size;	      /* bytes of memory that it is, or 0 */
	unsigned long caller; /* the address that asked for it, or 0 */
	unsigned long target; /* the module's address that it leads to, or 0 */
	/* Why going on would crash ("its function is in this module"), or NULL. */
	const char *danger;
	/* Takes it back, and may sleep; NULL where nothing can. */
	void (*reclaim)(const void *object);
};

struct leak_source {
	void (*scan)(struct leak_scan *scan);
	unsigned int batch; /* how many are taken back before it looks again */
};

#define LEAK_BATCH_MAX 32

/*
 * Has @fn(scan) called for each module that goes: it calls leak_found() for
 * all that the module has in the family's table. LEAK_SOURCE_MEMORY is for
 * memory, which what the others find may lie in: it is searched last.
 */
#define LEAK_SOURCE(name, fn) __LEAK_SOURCE(name, fn, 1, "leak_sources")
#define LEAK_SOURCE_MEMORY(name, fn) \
	__LEAK_SOURCE(name, fn, LEAK_BATCH_MAX, "leak_sources_memory")
#define __LEAK_SOURCE(name, fn, batch, where)                                  \
	static const struct leak_source __leak_source_##name __used __section( \
		where) = { fn, batch }

/*
 * Allocators record who asked where this says so: for a module (its code lies
 * in the arena), unless module.leaks=off.
 */
extern unsigned long leaks_recorded; /* this address and those above it */
static inline bool leaks_record(unsigned long caller)
{
	return unlikely(caller >= leaks_recorded);
}

/* Whether @address (of anything) lies in the module that is looked at. */
#define leak_in(scan, address) __leak_in(scan, (unsigned long)(address))
static inline bool __leak_in(const struct leak_scan *scan,
			     unsigned long address)
{
	return address - scan->core < scan->core_size ||
	       address - scan->init < scan->init_size;
}
/* Notes @leak, which is copied; its strings stay until the scan has ended. */
void leak_found(struct leak_scan *scan, const struct leak *leak);

/*
 * Looks what @mod, whose exit has run or whose init has failed, has left; the
 * log tells of it, and as module.leaks= has it, it is taken back. False: the
 * module should stay, since something leads into it (the log adds @verdict), or
 * since nothing may be left.
 *
 * Context: process, may sleep.
 */
bool leaks_let_go(struct module *mod, const char *verdict);

#endif
