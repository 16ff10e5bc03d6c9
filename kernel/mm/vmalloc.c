/* SPDX-License-Identifier: MIT */
/*
 * Memory of the arena for everyone: vmalloc(), and kvmalloc(), which takes it
 * only where the heap has none so large.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "arena.h"

static void *allocate_aligned(unsigned long size, unsigned long align,
			      gfp_t gfp, unsigned long caller)
{
	void *p = arena_alloc_aligned(size, align, "vmalloc", caller);

	if (p && leaks_record(caller))
		arena_note_asked(p);
	return p && gfp & __GFP_ZERO ? memset(p, 0, size) : p;
}

static void *allocate(unsigned long size, gfp_t gfp, unsigned long caller)
{
	return allocate_aligned(size, PAGE_SIZE, gfp, caller);
}

void *vmalloc(unsigned long size)
{
	return allocate(size, GFP_KERNEL, _RET_IP_);
}
EXPORT_SYMBOL(vmalloc);

void *vzalloc(unsigned long size)
{
	return allocate(size, GFP_KERNEL | __GFP_ZERO, _RET_IP_);
}
EXPORT_SYMBOL(vzalloc);

void *__vmalloc(unsigned long size, gfp_t gfp)
{
	return allocate(size, gfp, _RET_IP_);
}
EXPORT_SYMBOL(__vmalloc);

void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp,
		     int node, const void *caller)
{
	if (align > PAGE_SIZE && align & (align - 1))
		return NULL;
	return allocate_aligned(size, max(align, PAGE_SIZE), gfp,
				(unsigned long)caller);
}
EXPORT_SYMBOL_GPL(__vmalloc_node);

void *vrealloc(const void *p, size_t size, gfp_t gfp)
{
	size_t old = arena_size(p);
	void *other;

	if (!size) {
		vfree(p);
		return NULL;
	}
	if (size <= old) {
		if (gfp & __GFP_ZERO)
			memset((u8 *)p + size, 0, old - size);
		return (void *)p;
	}
	other = allocate(size, gfp, _RET_IP_);
	if (!other)
		return NULL;
	memcpy(other, p, old);
	vfree(p);
	return other;
}
EXPORT_SYMBOL(vrealloc);

/* The heap has nothing larger, and less the larger it is. */
static void *allocate_either(size_t size, gfp_t gfp, unsigned long caller)
{
	void *p = __kmalloc_track_caller(size, gfp, caller);

	return p || size <= PAGE_SIZE ? p : allocate(size, gfp, caller);
}

void *kvmalloc(size_t size, gfp_t gfp)
{
	return allocate_either(size, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kvmalloc);

void kvfree(const void *p)
{
	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);
}
EXPORT_SYMBOL(kvfree);

void kvfree_sensitive(const void *p, size_t size)
{
	if (!ZERO_OR_NULL_PTR(p))
		memzero_explicit((void *)p, size);
	kvfree(p);
}
EXPORT_SYMBOL(kvfree_sensitive);

void *kvrealloc(const void *p, size_t size, gfp_t gfp)
{
	size_t old = is_vmalloc_addr(p) ? arena_size(p) : ksize(p);
	void *other;

	if (!size) {
		kvfree(p);
		return ZERO_SIZE_PTR;
	}
	if (size <= old && is_vmalloc_addr(p))
		return (void *)p;
	other = allocate_either(size, gfp, _RET_IP_);
	if (!other)
		return NULL;
	memcpy(other, p, min(old, size));
	kvfree(p);
	return other;
}
EXPORT_SYMBOL(kvrealloc);
