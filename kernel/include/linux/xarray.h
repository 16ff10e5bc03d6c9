/* SPDX-License-Identifier: MIT */
/*
 * Arrays of pointers with any index, sparse, that allocate free indices and
 * mark entries. An entry is a pointer to something aligned to 4 bytes, or a
 * value (xa_mk_value); NULL is no entry. What changes the array takes its lock;
 * the functions with two underscores leave that to the caller.
 *
 * Context: any; those that take the lock: as the lock's kind says.
 * Linux: Documentation/core-api/xarray.rst
 */
#ifndef _LINUX_XARRAY_H
#define _LINUX_XARRAY_H

#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/spinlock.h>
#include <linux/types.h>

typedef unsigned int xa_mark_t;
#define XA_MARK_0 0u
#define XA_MARK_1 1u
#define XA_MARK_2 2u
#define XA_MARK_MAX XA_MARK_2
#define XA_PRESENT 8u /* a filter: all entries */
#define XA_FREE_MARK XA_MARK_0

#define XA_FLAGS_LOCK_IRQ 1u
#define XA_FLAGS_LOCK_BH 2u
#define XA_FLAGS_TRACK_FREE 4u
#define XA_FLAGS_ZERO_BUSY 8u /* index 0 is never allocated */
#define XA_FLAGS_ACCOUNT 0u
#define XA_FLAGS_ALLOC XA_FLAGS_TRACK_FREE
#define XA_FLAGS_ALLOC1 (XA_FLAGS_TRACK_FREE | XA_FLAGS_ZERO_BUSY)

struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	void *xa_head; /* the uppermost node */
};

#define XARRAY_INIT(name, flags)                               \
	{                                                      \
		.xa_lock = __SPIN_LOCK_UNLOCKED(name.xa_lock), \
		.xa_flags = (flags), .xa_head = NULL,          \
	}
#define DEFINE_XARRAY_FLAGS(name, flags) \
	struct xarray name = XARRAY_INIT(name, flags)
#define DEFINE_XARRAY(name) DEFINE_XARRAY_FLAGS(name, 0)
#define DEFINE_XARRAY_ALLOC(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC)
#define DEFINE_XARRAY_ALLOC1(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC1)

static inline void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	spin_lock_init(&xa->xa_lock);
	xa->xa_flags = flags;
	xa->xa_head = NULL;
}

static inline void xa_init(struct xarray *xa)
{
	xa_init_flags(xa, 0);
}

/* --- Entries */

/* A number up to LONG_MAX as an entry, and back. */
static inline void *xa_mk_value(unsigned long v)
{
	WARN_ON((long)v < 0);
	return (void *)(v << 1 | 1);
}

static inline unsigned long xa_to_value(const void *entry)
{
	return (unsigned long)entry >> 1;
}

static inline bool xa_is_value(const void *entry)
{
	return (unsigned long)entry & 1;
}

/* A pointer with a tag of 0, 1 or 3. */
static inline void *xa_tag_pointer(void *p, unsigned long tag)
{
	return (void *)((unsigned long)p | tag);
}

static inline void *xa_untag_pointer(void *entry)
{
	return (void *)((unsigned long)entry & ~3ul);
}

static inline unsigned int xa_pointer_tag(void *entry)
{
	return (unsigned long)entry & 3;
}

static inline void *xa_mk_internal(unsigned long v)
{
	return (void *)(v << 2 | 2);
}

static inline bool xa_is_internal(const void *entry)
{
	return ((unsigned long)entry & 3) == 2;
}

/* An index that is taken, without an entry: it reads as NULL. */
#define XA_ZERO_ENTRY xa_mk_internal(257)
static inline bool xa_is_zero(const void *entry)
{
	return entry == XA_ZERO_ENTRY;
}

/* Whether what a function returned is an error; which: 0 or negative. */
static inline bool xa_is_err(const void *entry)
{
	return xa_is_internal(entry) && entry >= xa_mk_internal(-MAX_ERRNO);
}

static inline int xa_err(void *entry)
{
	return xa_is_err(entry) ? (long)entry >> 2 : 0;
}

/* --- Locks */

#define xa_trylock(xa) spin_trylock(&(xa)->xa_lock)
#define xa_lock(xa) spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa) spin_unlock(&(xa)->xa_lock)
#define xa_lock_bh(xa) spin_lock_bh(&(xa)->xa_lock)
#define xa_unlock_bh(xa) spin_unlock_bh(&(xa)->xa_lock)
#define xa_lock_irq(xa) spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa) spin_unlock_irq(&(xa)->xa_lock)
#define xa_lock_irqsave(xa, flags) spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags) \
	spin_unlock_irqrestore(&(xa)->xa_lock, flags)

/* --- Single entries */

static inline bool xa_empty(const struct xarray *xa)
{
	return xa->xa_head == NULL;
}

/* The entry at @index, or NULL. */
void *xa_load(struct xarray *xa, unsigned long index);
/*
 * Puts @entry there: the old one, or an error for xa_err(): -EINVAL (no entry
 * can be that), -ENOMEM.
 */
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
		 gfp_t gfp);
/* Takes it out: the old one. */
void *xa_erase(struct xarray *xa, unsigned long index);
void *__xa_erase(struct xarray *xa, unsigned long index);
/* Puts it there where @old is: what was there, or an error. */
void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry,
		 gfp_t gfp);
void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp);
/* Puts it where nothing is: 0, -EBUSY, -ENOMEM or -EINVAL. */
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
int __xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);

/* Takes an index for later: 0 or -ENOMEM; gives it back if still unused. */
static inline int xa_reserve(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	return xa_err(xa_cmpxchg(xa, index, NULL, XA_ZERO_ENTRY, gfp));
}

static inline void xa_release(struct xarray *xa, unsigned long index)
{
	xa_cmpxchg(xa, index, XA_ZERO_ENTRY, NULL, 0);
}

/* Whether it has an entry or is reserved. Mortise's own. */
bool xa_in_use(struct xarray *xa, unsigned long index);
/* Forgets all entries; what they point to is the caller's. */
void xa_destroy(struct xarray *xa);

/* --- Free indices: XA_FLAGS_ALLOC */

struct xa_limit {
	u32 max;
	u32 min;
};
/* clang-format off */
#define XA_LIMIT(_min, _max) ((struct xa_limit){ .min = _min, .max = _max })
/* clang-format on */
#define xa_limit_32b XA_LIMIT(0, UINT_MAX)
#define xa_limit_31b XA_LIMIT(0, INT_MAX)
#define xa_limit_16b XA_LIMIT(0, USHRT_MAX)

/*
 * Puts @entry at the first free index within @limit: 0 and *@id, -EBUSY (there
 * is none) or -ENOMEM. xa_alloc_cyclic() goes on behind the last one it gave,
 * *@next: 1 where it has begun anew.
 */
int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp);
int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp);
int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp);
int __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		      struct xa_limit limit, u32 *next, gfp_t gfp);

/* The same with soft interrupts, or interrupts, off. */
#define __XA_LOCKED(name, type, xa, call, suffix) \
	({                                        \
		type __result;                    \
		xa_lock##suffix(xa);              \
		__result = call;                  \
		xa_unlock##suffix(xa);            \
		__result;                         \
	})
#define xa_store_bh(xa, index, entry, gfp) \
	__XA_LOCKED(store, void *, xa, __xa_store(xa, index, entry, gfp), _bh)
#define xa_store_irq(xa, index, entry, gfp) \
	__XA_LOCKED(store, void *, xa, __xa_store(xa, index, entry, gfp), _irq)
#define xa_erase_bh(xa, index) \
	__XA_LOCKED(erase, void *, xa, __xa_erase(xa, index), _bh)
#define xa_erase_irq(xa, index) \
	__XA_LOCKED(erase, void *, xa, __xa_erase(xa, index), _irq)
#define xa_insert_bh(xa, index, entry, gfp) \
	__XA_LOCKED(insert, int, xa, __xa_insert(xa, index, entry, gfp), _bh)
#define xa_insert_irq(xa, index, entry, gfp) \
	__XA_LOCKED(insert, int, xa, __xa_insert(xa, index, entry, gfp), _irq)
#define xa_alloc_bh(xa, id, entry, limit, gfp) \
	__XA_LOCKED(alloc, int, xa, __xa_alloc(xa, id, entry, limit, gfp), _bh)
#define xa_alloc_irq(xa, id, entry, limit, gfp) \
	__XA_LOCKED(alloc, int, xa, __xa_alloc(xa, id, entry, limit, gfp), _irq)

/* --- Marks */

/* Marks of entries; one that goes loses its marks. */
bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
/* Whether any entry has it. */
bool xa_marked(const struct xarray *xa, xa_mark_t mark);

/* --- Walks */

/*
 * The first entry from *@index to @max with the mark @filter (XA_PRESENT: any),
 * and *@index where it is; or NULL. xa_find_after() begins behind *@index.
 */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      xa_mark_t filter);
void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max,
		    xa_mark_t filter);
/* Copies up to @n such entries to @dst: how many. */
unsigned int xa_extract(struct xarray *xa, void **dst, unsigned long start,
			unsigned long max, unsigned int n, xa_mark_t filter);

/* Each entry in turn; it may be changed or erased meanwhile. */
#define xa_for_each_range(xa, index, entry, start, last)                   \
	for (index = start, entry = xa_find(xa, &index, last, XA_PRESENT); \
	     entry; entry = xa_find_after(xa, &index, last, XA_PRESENT))
#define xa_for_each_start(xa, index, entry, start) \
	xa_for_each_range(xa, index, entry, start, ULONG_MAX)
#define xa_for_each(xa, index, entry) xa_for_each_start(xa, index, entry, 0)
#define xa_for_each_marked(xa, index, entry, filter)                           \
	for (index = 0, entry = xa_find(xa, &index, ULONG_MAX, filter); entry; \
	     entry = xa_find_after(xa, &index, ULONG_MAX, filter))

#endif
