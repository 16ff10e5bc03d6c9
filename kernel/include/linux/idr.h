/* SPDX-License-Identifier: MIT */
/*
 * Small numbers for pointers (idr), and numbers alone (ida), over an xarray. An
 * idr has no lock of its own: whoever changes it needs one. An ida has one.
 *
 * Context: any.
 * Linux: Documentation/core-api/idr.rst
 */
#ifndef _LINUX_IDR_H
#define _LINUX_IDR_H

#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/types.h>
#include <linux/xarray.h>

struct idr {
	struct xarray idr_rt;
	unsigned int idr_base;
	unsigned int idr_next;
};

/* clang-format off */
#define IDR_INIT_BASE(name, base) \
	{ .idr_rt = XARRAY_INIT((name).idr_rt, XA_FLAGS_ALLOC), .idr_base = (base) }
/* clang-format on */
#define IDR_INIT(name) IDR_INIT_BASE(name, 0)
#define DEFINE_IDR(name) struct idr name = IDR_INIT(name)

#define idr_lock(idr) xa_lock(&(idr)->idr_rt)
#define idr_unlock(idr) xa_unlock(&(idr)->idr_rt)

static inline void idr_init_base(struct idr *idr, int base)
{
	xa_init_flags(&idr->idr_rt, XA_FLAGS_ALLOC);
	idr->idr_base = base;
	idr->idr_next = 0;
}

static inline void idr_init(struct idr *idr)
{
	idr_init_base(idr, 0);
}

static inline bool idr_is_empty(const struct idr *idr)
{
	return xa_empty(&idr->idr_rt);
}

/* Where idr_alloc_cyclic() goes on. */
static inline unsigned int idr_get_cursor(const struct idr *idr)
{
	return READ_ONCE(idr->idr_next);
}

static inline void idr_set_cursor(struct idr *idr, unsigned int val)
{
	WRITE_ONCE(idr->idr_next, val);
}

/* Memory is had without waiting here: there is nothing to load before. */
static inline void idr_preload(gfp_t gfp_mask)
{
}

static inline void idr_preload_end(void)
{
}

/*
 * The first free number from @start on and below @end (0 or less: no end) for
 * @ptr, which may be NULL: it, -ENOSPC, -ENOMEM or -EINVAL. The _cyclic one
 * prefers what comes after the last that it gave.
 */
int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
/* From *@nextid up to @max: 0 and *@nextid, -ENOSPC or -ENOMEM. */
int idr_alloc_u32(struct idr *idr, void *ptr, u32 *nextid, unsigned long max,
		  gfp_t gfp);
/* The pointer of @id, or NULL; idr_remove() frees the number, too. */
void *idr_find(const struct idr *idr, unsigned long id);
void *idr_remove(struct idr *idr, unsigned long id);
/* The old pointer, or ERR_PTR(-ENOENT): the number is not in use. */
void *idr_replace(struct idr *idr, void *ptr, unsigned long id);
/* Calls @fn for each until it returns something else than 0: that. */
int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data),
		 void *data);
/* The first pointer from *@nextid on, and *@nextid its number; or NULL. */
void *idr_get_next(struct idr *idr, int *nextid);
void *idr_get_next_ul(struct idr *idr, unsigned long *nextid);
/* Forgets all; the pointers are the caller's. */
void idr_destroy(struct idr *idr);

#define idr_for_each_entry(idr, entry, id) \
	for (id = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; id += 1U)
#define idr_for_each_entry_ul(idr, entry, tmp, id)                         \
	for (tmp = 0, id = 0;                                              \
	     ((entry) = tmp <= id ? idr_get_next_ul(idr, &(id)) : NULL) != \
	     NULL;                                                         \
	     tmp = id, ++id)
#define idr_for_each_entry_continue(idr, entry, id)       \
	for ((entry) = idr_get_next((idr), &(id)); entry; \
	     ++id, (entry) = idr_get_next((idr), &(id)))

/* So many numbers share what Linux allocates at once. */
#define IDA_BITMAP_BITS 1024

struct ida {
	struct xarray xa;
};

/* clang-format off */
#define IDA_INIT(name) { .xa = XARRAY_INIT((name).xa, XA_FLAGS_ALLOC) }
/* clang-format on */
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

static inline void ida_init(struct ida *ida)
{
	xa_init_flags(&ida->xa, XA_FLAGS_ALLOC);
}

static inline bool ida_is_empty(const struct ida *ida)
{
	return xa_empty(&ida->xa);
}

/* A free number from @min to @max: it, -ENOSPC or -ENOMEM. */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp);
/* Gives it back. */
void ida_free(struct ida *ida, unsigned int id);
/* Gives all back. */
void ida_destroy(struct ida *ida);

static inline int ida_alloc(struct ida *ida, gfp_t gfp)
{
	return ida_alloc_range(ida, 0, ~0, gfp);
}

static inline int ida_alloc_min(struct ida *ida, unsigned int min, gfp_t gfp)
{
	return ida_alloc_range(ida, min, ~0, gfp);
}

static inline int ida_alloc_max(struct ida *ida, unsigned int max, gfp_t gfp)
{
	return ida_alloc_range(ida, 0, max, gfp);
}

#define ida_simple_get(ida, start, end, gfp) \
	ida_alloc_range(ida, start, (end)-1, gfp)
#define ida_simple_remove(ida, id) ida_free(ida, id)

#endif
