/* SPDX-License-Identifier: MIT */
/* Small numbers for pointers, and numbers alone, over an xarray. */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/kernel.h>

int idr_alloc_u32(struct idr *idr, void *ptr, u32 *nextid, unsigned long max,
		  gfp_t gfp)
{
	u32 base = idr->idr_base, id = *nextid;
	int err;

	id = id < base ? 0 : id - base;
	if (max < base)
		return -ENOSPC;
	err = __xa_alloc(&idr->idr_rt, &id, ptr, XA_LIMIT(id, max - base), gfp);
	if (!err)
		*nextid = id + base;
	return err == -EBUSY ? -ENOSPC : err;
}
EXPORT_SYMBOL_GPL(idr_alloc_u32);

int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = start;
	int err;

	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	err = idr_alloc_u32(idr, ptr, &id, end > 0 ? end - 1 : INT_MAX, gfp);
	return err ? err : (int)id;
}
EXPORT_SYMBOL_GPL(idr_alloc);

int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = max_t(u32, idr->idr_next, start);
	int max = end > 0 ? end - 1 : INT_MAX;
	int err = idr_alloc_u32(idr, ptr, &id, max, gfp);

	if (err == -ENOSPC && id > (u32)start) {
		id = start;
		err = idr_alloc_u32(idr, ptr, &id, max, gfp);
	}
	if (err)
		return err;
	idr->idr_next = id + 1;
	return id;
}
EXPORT_SYMBOL(idr_alloc_cyclic);

void *idr_find(const struct idr *idr, unsigned long id)
{
	return xa_load((struct xarray *)&idr->idr_rt, id - idr->idr_base);
}
EXPORT_SYMBOL_GPL(idr_find);

void *idr_remove(struct idr *idr, unsigned long id)
{
	return __xa_erase(&idr->idr_rt, id - idr->idr_base);
}
EXPORT_SYMBOL_GPL(idr_remove);

void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	struct xarray *xa = &idr->idr_rt;

	id -= idr->idr_base;
	/* Of a number that is in use nothing changes but its pointer. */
	if (!xa_in_use(xa, id))
		return ERR_PTR(-ENOENT);
	return __xa_store(xa, id, ptr, GFP_NOWAIT);
}
EXPORT_SYMBOL(idr_replace);

void *idr_get_next_ul(struct idr *idr, unsigned long *nextid)
{
	unsigned long id = *nextid;
	void *entry;

	id = id < idr->idr_base ? 0 : id - idr->idr_base;
	entry = xa_find(&idr->idr_rt, &id, ULONG_MAX, XA_PRESENT);
	if (entry)
		*nextid = id + idr->idr_base;
	return entry;
}
EXPORT_SYMBOL(idr_get_next_ul);

void *idr_get_next(struct idr *idr, int *nextid)
{
	unsigned long id = *nextid;
	void *entry = idr_get_next_ul(idr, &id);

	if (WARN_ON_ONCE(id > INT_MAX))
		return NULL;
	*nextid = id;
	return entry;
}
EXPORT_SYMBOL(idr_get_next);

int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data),
		 void *data)
{
	unsigned long index;
	void *entry;

	xa_for_each((struct xarray *)&idr->idr_rt, index, entry) {
		int ret = fn(index + idr->idr_base, entry, data);

		if (ret)
			return ret;
	}
	return 0;
}
EXPORT_SYMBOL(idr_for_each);

void idr_destroy(struct idr *idr)
{
	xa_destroy(&idr->idr_rt);
}
EXPORT_SYMBOL(idr_destroy);

int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp)
{
	unsigned long flags;
	u32 id;
	int err;

	if ((int)min < 0)
		return -ENOSPC;
	if ((int)max < 0)
		max = INT_MAX;
	xa_lock_irqsave(&ida->xa, flags);
	err = __xa_alloc(&ida->xa, &id, NULL, XA_LIMIT(min, max), gfp);
	xa_unlock_irqrestore(&ida->xa, flags);
	return !err ? (int)id : err == -EBUSY ? -ENOSPC : err;
}
EXPORT_SYMBOL(ida_alloc_range);

void ida_free(struct ida *ida, unsigned int id)
{
	unsigned long flags;
	bool in_use;

	if ((int)id < 0)
		return;
	xa_lock_irqsave(&ida->xa, flags);
	in_use = xa_in_use(&ida->xa, id);
	__xa_erase(&ida->xa, id);
	xa_unlock_irqrestore(&ida->xa, flags);
	WARN(!in_use, "ida_free called for id=%d which is not allocated.\n",
	     id);
}
EXPORT_SYMBOL(ida_free);

void ida_destroy(struct ida *ida)
{
	xa_destroy(&ida->xa);
}
EXPORT_SYMBOL(ida_destroy);
