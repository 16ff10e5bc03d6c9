/* SPDX-License-Identifier: MIT */
/*
 * A reserve of elements, so that some can be had when there is no memory: the
 * pool holds as many as it was made for, and hands them out only then.
 *
 * Context: process, may sleep.
 * Linux: Documentation/core-api/mm-api.rst
 */
#ifndef _LINUX_MEMPOOL_H
#define _LINUX_MEMPOOL_H

#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

/* An element for the pool, or NULL; and what takes it back. */
typedef void *(mempool_alloc_t)(gfp_t gfp, void *pool_data);
typedef void(mempool_free_t)(void *element, void *pool_data);

typedef struct mempool_s {
	spinlock_t lock;
	int min_nr;  /* how many it shall hold */
	int curr_nr; /* how many it holds */
	void **elements;
	void *pool_data;
	mempool_alloc_t *alloc;
	mempool_free_t *free;
	wait_queue_head_t wait; /* for what comes back */
} mempool_t;

/* Fills @pool, zeroed, with @min_nr elements. 0, -ENOMEM. */
int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn,
		 mempool_free_t *free_fn, void *pool_data);
/* Frees what it holds. Precondition: all elements have come back. */
void mempool_exit(mempool_t *pool);
/* The same for a pool of its own, or NULL; and for mempool_create()'s. */
mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn,
			  mempool_free_t *free_fn, void *pool_data);
#define mempool_create_node(min_nr, alloc_fn, free_fn, data, gfp, node) \
	mempool_create(min_nr, alloc_fn, free_fn, data)
void mempool_destroy(mempool_t *pool);
/* Holds @new_min_nr from here on. 0, -ENOMEM: fewer than that were there. */
int mempool_resize(mempool_t *pool, int new_min_nr);

/*
 * An element: of @alloc, or of what the pool holds; NULL only where @gfp does
 * not allow to wait for one to come back. Context: any, as @gfp says.
 */
void *mempool_alloc(mempool_t *pool, gfp_t gfp);
/* The same of what the pool holds; it does not wait. Context: any. */
void *mempool_alloc_preallocated(mempool_t *pool);
/* Takes it back; NULL is allowed. Context: any. */
void mempool_free(void *element, mempool_t *pool);

static inline bool mempool_initialized(mempool_t *pool)
{
	return pool->elements != NULL;
}

static inline bool mempool_is_saturated(mempool_t *pool)
{
	return READ_ONCE(pool->curr_nr) >= pool->min_nr;
}

/* Elements from a cache (pool_data), of a size, or of 2^order pages. */
void *mempool_alloc_slab(gfp_t gfp, void *pool_data);
void mempool_free_slab(void *element, void *pool_data);
void *mempool_kmalloc(gfp_t gfp, void *pool_data);
void mempool_kfree(void *element, void *pool_data);
void *mempool_alloc_pages(gfp_t gfp, void *pool_data);
void mempool_free_pages(void *element, void *pool_data);

#define mempool_init_slab_pool(pool, min_nr, cache) \
	mempool_init(pool, min_nr, mempool_alloc_slab, mempool_free_slab, cache)
#define mempool_create_slab_pool(min_nr, cache) \
	mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab, cache)
#define mempool_init_kmalloc_pool(pool, min_nr, size)              \
	mempool_init(pool, min_nr, mempool_kmalloc, mempool_kfree, \
		     (void *)(unsigned long)(size))
#define mempool_create_kmalloc_pool(min_nr, size)              \
	mempool_create(min_nr, mempool_kmalloc, mempool_kfree, \
		       (void *)(unsigned long)(size))
#define mempool_init_page_pool(pool, min_nr, order)                         \
	mempool_init(pool, min_nr, mempool_alloc_pages, mempool_free_pages, \
		     (void *)(unsigned long)(order))
#define mempool_create_page_pool(min_nr, order)                         \
	mempool_create(min_nr, mempool_alloc_pages, mempool_free_pages, \
		       (void *)(unsigned long)(order))

#endif
