/* SPDX-License-Identifier: MIT */
/*
 * The arena: page-aligned memory of scattered frames, for modules, kernel
 * stacks and vmalloc, at addresses of its own, each followed by a guard page.
 */
#ifndef _MM_ARENA_H
#define _MM_ARENA_H

#include <linux/types.h>

void heap_init(void);
void arena_init(void);

/*
 * @bytes (at least 1), writable, not executable, not zeroed. @owner, a string
 * that stays, tells what it is for, and @caller the address that asked for it.
 * NULL: no frames, or no addresses.
 */
void *arena_alloc(size_t bytes, const char *owner, unsigned long caller);
/* The same at a multiple of @align bytes, a power of two. */
void *arena_alloc_aligned(size_t bytes, size_t align, const char *owner,
			  unsigned long caller);
/* A module has asked for @p, and is to free it (docs/leaks.md). */
void arena_note_asked(const void *p);
/* It is no more the module's to free. */
void arena_forget_asked(const void *p);
/* Frees what arena_alloc() returned; NULL is allowed. */
void arena_free(const void *p);
/* Its bytes, whole pages; 0 where @p is none. */
size_t arena_size(const void *p);
/*
 * Gives its frames back and keeps its addresses, so that they are nobody
 * else's, until arena_release(). NULL is allowed, for both.
 */
struct extent *arena_vacate(const void *p);
void arena_release(struct extent *e);
/* Maps the pages of [@start, @start + @bytes) as PROT_ bits say. */
void arena_protect(const void *start, size_t bytes, unsigned int prot);

/*
 * Maps @count frames from @frame on, which stay whose they are, at addresses of
 * the arena; NULL: no memory. arena_unmap() takes that back: false, not such.
 */
void *arena_map(u32 frame, u32 count, u64 prot, const char *owner,
		unsigned long caller);
bool arena_unmap(const void *p);

/* An allocation; its guard page, which follows, is not among the pages. */
struct arena_region {
	unsigned long start;
	u32 pages;
	const char *owner;
	unsigned long caller;
};
/* The allocations in order of address; false when @index is behind the last. */
bool arena_region(u32 index, struct arena_region *region);
/* Pages mapped for all owners together, guard pages not counted. */
unsigned long arena_pages(void);

#endif
