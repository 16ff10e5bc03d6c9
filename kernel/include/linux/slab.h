/* SPDX-License-Identifier: MIT */
/*
 * The heap: memory by size, caches of equal objects, and memory that may be
 * the heap's or vmalloc()'s. An allocation fails with NULL (unless its comment
 * says otherwise) and never waits, whatever its flags. Sizes are bytes; what
 * is returned is aligned to 8 bytes at least, and to its size where that is a
 * power of two. What a module asks for is recorded with the address that
 * asked, and what it has not freed when it goes is told (docs/leaks.md).
 *
 * Context: any but NMI.
 * Linux: Documentation/core-api/memory-allocation.rst
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/instruction_pointer.h>
#include <linux/overflow.h>
#include <linux/random.h>
#include <linux/types.h>

#define KMALLOC_SHIFT_HIGH 11
#define KMALLOC_SHIFT_MAX 22
#define KMALLOC_MAX_SIZE (1ul << KMALLOC_SHIFT_MAX)
#define KMALLOC_MAX_CACHE_SIZE (1ul << KMALLOC_SHIFT_HIGH)
#define KMALLOC_MAX_ORDER (KMALLOC_SHIFT_MAX - PAGE_SHIFT)
#define KMALLOC_MIN_SIZE 8
#define ARCH_KMALLOC_MINALIGN 8
#define ARCH_SLAB_MINALIGN 8

/* What an allocation of no bytes is: not NULL, and not to be followed. */
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

/*
 * @size bytes for the caller to kfree(), or NULL; ZERO_SIZE_PTR for none.
 * __GFP_ZERO: all 0. At most KMALLOC_MAX_SIZE.
 */
void *kmalloc(size_t size, gfp_t gfp) __malloc;
/* The same for a function that allocates for its caller, whose it shall be. */
void *__kmalloc_track_caller(size_t size, gfp_t gfp,
			     unsigned long caller) __malloc;
#define kmalloc_track_caller(size, gfp) \
	__kmalloc_track_caller(size, gfp, _RET_IP_)
#define kmalloc_node_track_caller(size, gfp, node) \
	kmalloc_track_caller(size, gfp)
/*
 * Gives @p (NULL: nothing yet) another size; what fits of its bytes stays.
 * NULL: as it was, @p must still be freed. @size 0 frees it: ZERO_SIZE_PTR.
 * krealloc_array() also fails where @n * @size overflows.
 */
void *krealloc(const void *p, size_t size, gfp_t gfp) __must_check;
void *krealloc_array(void *p, size_t n, size_t size, gfp_t gfp) __must_check;
/* Frees what the functions here returned; NULL is allowed. */
void kfree(const void *p);
DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
/* The same, after writing zeros over it. */
void kfree_sensitive(const void *p);
DEFINE_FREE(kfree_sensitive, void *, if (_T) kfree_sensitive(_T))
/* The bytes that lie there, at least those asked for; 0 for NULL. */
size_t ksize(const void *p);
/* The bytes that an allocation of @size would have. */
size_t kmalloc_size_roundup(size_t size);

static inline __malloc void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

/* Arrays; NULL also where @n * @size overflows. */
static inline __malloc void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : kmalloc(bytes, gfp);
}

static inline __malloc void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc_array(n, size, gfp | __GFP_ZERO);
}

/* One node of memory is all there is. */
#define kmalloc_node(size, gfp, node) kmalloc(size, gfp)
#define kzalloc_node(size, gfp, node) kzalloc(size, gfp)
#define kmalloc_array_node(n, size, gfp, node) kmalloc_array(n, size, gfp)
#define kcalloc_node(n, size, gfp, node) kcalloc(n, size, gfp)

/* --- The heap's memory, or vmalloc()'s where the heap has none so large. */

/* As kmalloc(), for kvfree(). Context: process. */
void *kvmalloc(size_t size, gfp_t gfp) __malloc;
/* As krealloc() of such memory: the bytes that stay are min(old, @size). */
void *kvrealloc(const void *p, size_t size, gfp_t gfp) __must_check;
void kvfree(const void *p);
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))
/* The same, after writing zeros over the @size bytes of it. */
void kvfree_sensitive(const void *p, size_t size);

static inline __malloc void *kvzalloc(size_t size, gfp_t gfp)
{
	return kvmalloc(size, gfp | __GFP_ZERO);
}

static inline __malloc void *kvmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
						     kvmalloc(bytes, gfp);
}

static inline __malloc void *kvcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kvmalloc_array(n, size, gfp | __GFP_ZERO);
}

#define kvmalloc_node(size, gfp, node) kvmalloc(size, gfp)
#define kvzalloc_node(size, gfp, node) kvzalloc(size, gfp)
#define kvmalloc_array_node(n, size, gfp, node) kvmalloc_array(n, size, gfp)
#define kvcalloc_node(n, size, gfp, node) kvcalloc(n, size, gfp)

/* --- Caches of equal objects. */

/*
 * Flags of a cache. SLAB_HWCACHE_ALIGN aligns objects to 64 bytes, SLAB_PANIC
 * has the kernel panic where there is no memory for the cache; the others are
 * taken and change nothing: what they ask for holds for all caches here
 * (a debug build checks each), or for none.
 */
#define SLAB_CONSISTENCY_CHECKS 0x00000100u
#define SLAB_RED_ZONE 0x00000400u
#define SLAB_POISON 0x00000800u
#define SLAB_KMALLOC 0x00001000u
#define SLAB_HWCACHE_ALIGN 0x00002000u
#define SLAB_CACHE_DMA 0x00004000u
#define SLAB_CACHE_DMA32 0x00008000u
#define SLAB_STORE_USER 0x00010000u
#define SLAB_RECLAIM_ACCOUNT 0x00020000u
#define SLAB_TEMPORARY SLAB_RECLAIM_ACCOUNT
#define SLAB_PANIC 0x00040000u
#define SLAB_TYPESAFE_BY_RCU 0x00080000u
#define SLAB_TRACE 0x00200000u
#define SLAB_NOLEAKTRACE 0x00800000u
#define SLAB_NO_MERGE 0x01000000u
#define SLAB_ACCOUNT 0x04000000u
#define SLAB_NO_USER_FLAGS 0x10000000u

struct kmem_cache;

/* What kmem_cache_create() takes beside name, size and flags. */
struct kmem_cache_args {
	unsigned int align;
	unsigned int useroffset, usersize; /* what may be copied to users */
	unsigned int freeptr_offset;
	bool use_freeptr_offset;
	void (*ctor)(void *object);
};

/*
 * A cache of objects of @size bytes (at most a page) at multiples of
 * @args->align (0: 8), each run through @args->ctor (or NULL) once, when its
 * page is filled. @args NULL: all 0. NULL: no memory, or no such size.
 * Context: process.
 */
struct kmem_cache *__kmem_cache_create_args(const char *name, unsigned int size,
					    struct kmem_cache_args *args,
					    slab_flags_t flags);

static inline struct kmem_cache *__kmem_cache_create(const char *name,
						     unsigned int size,
						     unsigned int align,
						     slab_flags_t flags,
						     void (*ctor)(void *))
{
	struct kmem_cache_args args = { .align = align, .ctor = ctor };

	return __kmem_cache_create_args(name, size, &args, flags);
}

static inline struct kmem_cache *__kmem_cache_create_default(const char *name,
							     unsigned int size,
							     void *none,
							     slab_flags_t flags)
{
	return __kmem_cache_create_args(name, size, NULL, flags);
}

/*
 * As Linux 6.12 has it, in both forms: (name, size, align, flags, ctor), and
 * (name, size, args or NULL, flags).
 */
#define kmem_cache_create(name, size, args, ...) \
	_Generic((args),                                        \
		 struct kmem_cache_args *                       \
		 : __kmem_cache_create_args, void *             \
		 : __kmem_cache_create_default, default         \
		 : __kmem_cache_create)(name, size, args, __VA_ARGS__)
#define kmem_cache_create_usercopy(name, size, align, flags, offset, usersize, \
				   ctor)                                       \
	__kmem_cache_create(name, size, align, flags, ctor)
#define KMEM_CACHE(type, flags)                         \
	__kmem_cache_create(#type, sizeof(struct type), \
			    __alignof__(struct type), (flags), NULL)
#define KMEM_CACHE_USERCOPY(type, flags, field) KMEM_CACHE(type, flags)

/* Precondition: every object was freed; else it says so and leaks. */
void kmem_cache_destroy(struct kmem_cache *cache);
/* An object, or NULL; for kmem_cache_free() with the same cache. */
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp) __malloc;
void kmem_cache_free(struct kmem_cache *cache, void *object);
static inline __malloc void *kmem_cache_zalloc(struct kmem_cache *cache,
					       gfp_t gfp)
{
	return kmem_cache_alloc(cache, gfp | __GFP_ZERO);
}
#define kmem_cache_alloc_node(cache, gfp, node) kmem_cache_alloc(cache, gfp)
/* @count of them: @count, or 0 where one could not be had. */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t count,
			  void **objects);
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t count,
			  void **objects);
static inline void kfree_bulk(size_t count, void **objects)
{
	kmem_cache_free_bulk(NULL, count, objects);
}
/* The size that its objects were asked to have. */
unsigned int kmem_cache_size(struct kmem_cache *cache);
/* An empty slab goes back at once, so there is nothing to give back: 0. */
static inline int kmem_cache_shrink(struct kmem_cache *cache)
{
	return 0;
}

#endif
