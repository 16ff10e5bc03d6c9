/* SPDX-License-Identifier: MIT */
/*
 * The heap. Any context but an NMI; an allocation fails with NULL, and never
 * waits. Sizes are bytes; what is returned is aligned to 8 bytes at least,
 * and to its size where that is a power of two.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/types.h>

#define KMALLOC_MAX_SIZE (4ul << 20)
#define ARCH_KMALLOC_MINALIGN 8

/* @size bytes for the caller to kfree(), or NULL. */
void *kmalloc(size_t size, gfp_t gfp) __malloc;
void *krealloc(const void *p, size_t size, gfp_t gfp) __must_check;
/* Frees what the functions here returned; NULL is allowed. */
void kfree(const void *p);
DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
/* The same, after writing zeros over it. */
void kfree_sensitive(const void *p);
/* The bytes that may be used, at least those asked for. */
size_t ksize(const void *p);

static inline void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return kmalloc(bytes, gfp);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc_array(n, size, gfp | __GFP_ZERO);
}

#define SLAB_HWCACHE_ALIGN 0x2000u
#define SLAB_PANIC 0x40000u
#define SLAB_POISON 0x800u
#define SLAB_RED_ZONE 0x400u

struct kmem_cache;

/*
 * A cache of objects of @size bytes at multiples of @align (0: 8), each run
 * through @ctor (or NULL) once, when its page is filled. NULL: no memory.
 */
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, unsigned int flags,
				     void (*ctor)(void *));
/* Precondition: every object was freed; else it says so and leaks. */
void kmem_cache_destroy(struct kmem_cache *cache);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp) __malloc;
void kmem_cache_free(struct kmem_cache *cache, void *object);
static inline void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	return kmem_cache_alloc(cache, gfp | __GFP_ZERO);
}
#define KMEM_CACHE(type, flags)                       \
	kmem_cache_create(#type, sizeof(struct type), \
			  __alignof__(struct type), (flags), NULL)

#endif
