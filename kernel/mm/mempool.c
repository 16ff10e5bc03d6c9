/* SPDX-License-Identifier: MIT */
/*
 * Pools with a reserve. What an allocation fails to give comes from the
 * reserve; what is freed fills that up first, and wakes who waits for it.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/mempool.h>
#include <linux/string.h>

static void *take(mempool_t *pool)
{
	unsigned long flags;
	void *element = NULL;

	spin_lock_irqsave(&pool->lock, flags);
	if (pool->curr_nr)
		element = pool->elements[--pool->curr_nr];
	spin_unlock_irqrestore(&pool->lock, flags);
	return element;
}

/* False: it holds enough. */
static bool give(mempool_t *pool, void *element)
{
	unsigned long flags;
	bool taken;

	spin_lock_irqsave(&pool->lock, flags);
	taken = pool->curr_nr < pool->min_nr;
	if (taken)
		pool->elements[pool->curr_nr++] = element;
	spin_unlock_irqrestore(&pool->lock, flags);
	return taken;
}

static int fill(mempool_t *pool)
{
	while (pool->curr_nr < pool->min_nr) {
		void *element = pool->alloc(GFP_KERNEL, pool->pool_data);

		if (!element)
			return -ENOMEM;
		if (!give(pool, element))
			pool->free(element, pool->pool_data);
	}
	return 0;
}

void mempool_exit(mempool_t *pool)
{
	void *element;

	while ((element = take(pool)))
		pool->free(element, pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}
EXPORT_SYMBOL(mempool_exit);

int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn,
		 mempool_free_t *free_fn, void *pool_data)
{
	spin_lock_init(&pool->lock);
	init_waitqueue_head(&pool->wait);
	pool->min_nr = min_nr;
	pool->curr_nr = 0;
	pool->alloc = alloc_fn;
	pool->free = free_fn;
	pool->pool_data = pool_data;
	/* One at least, so that it is not ZERO_SIZE_PTR. */
	pool->elements =
		kmalloc_array(max(min_nr, 1), sizeof(void *), GFP_KERNEL);
	if (!pool->elements)
		return -ENOMEM;
	if (fill(pool)) {
		mempool_exit(pool);
		return -ENOMEM;
	}
	return 0;
}
EXPORT_SYMBOL(mempool_init);

mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn,
			  mempool_free_t *free_fn, void *pool_data)
{
	mempool_t *pool =
		kmalloc_track_caller(sizeof(*pool), GFP_KERNEL | __GFP_ZERO);

	if (pool && mempool_init(pool, min_nr, alloc_fn, free_fn, pool_data)) {
		kfree(pool);
		return NULL;
	}
	return pool;
}
EXPORT_SYMBOL(mempool_create);

void mempool_destroy(mempool_t *pool)
{
	if (!pool)
		return;
	mempool_exit(pool);
	kfree(pool);
}
EXPORT_SYMBOL(mempool_destroy);

int mempool_resize(mempool_t *pool, int new_min_nr)
{
	void **elements =
		kmalloc_array(max(new_min_nr, 1), sizeof(void *), GFP_KERNEL);
	unsigned long flags;
	void **old;

	if (!elements)
		return -ENOMEM;
	while (pool->curr_nr > new_min_nr) {
		void *element = take(pool);

		if (element)
			pool->free(element, pool->pool_data);
	}
	spin_lock_irqsave(&pool->lock, flags);
	old = pool->elements;
	memcpy(elements, old, pool->curr_nr * sizeof(void *));
	pool->elements = elements;
	pool->min_nr = new_min_nr;
	spin_unlock_irqrestore(&pool->lock, flags);
	kfree(old);
	return fill(pool);
}
EXPORT_SYMBOL(mempool_resize);

void *mempool_alloc_preallocated(mempool_t *pool)
{
	return take(pool);
}
EXPORT_SYMBOL(mempool_alloc_preallocated);

void *mempool_alloc(mempool_t *pool, gfp_t gfp)
{
	void *element = pool->alloc(gfp, pool->pool_data);

	if (!element)
		element = take(pool);
	if (!element && gfpflags_allow_blocking(gfp))
		wait_event(pool->wait,
			   (element = take(pool)) ||
				   (element =
					    pool->alloc(gfp, pool->pool_data)));
	return element;
}
EXPORT_SYMBOL(mempool_alloc);

void mempool_free(void *element, mempool_t *pool)
{
	if (!element)
		return;
	if (!give(pool, element))
		pool->free(element, pool->pool_data);
	wake_up(&pool->wait);
}
EXPORT_SYMBOL(mempool_free);

void *mempool_alloc_slab(gfp_t gfp, void *pool_data)
{
	return kmem_cache_alloc(pool_data, gfp);
}
EXPORT_SYMBOL(mempool_alloc_slab);

void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free(pool_data, element);
}
EXPORT_SYMBOL(mempool_free_slab);

void *mempool_kmalloc(gfp_t gfp, void *pool_data)
{
	return kmalloc((size_t)pool_data, gfp);
}
EXPORT_SYMBOL(mempool_kmalloc);

void mempool_kfree(void *element, void *pool_data)
{
	kfree(element);
}
EXPORT_SYMBOL(mempool_kfree);

void *mempool_alloc_pages(gfp_t gfp, void *pool_data)
{
	return alloc_pages(gfp, (unsigned long)pool_data);
}
EXPORT_SYMBOL(mempool_alloc_pages);

void mempool_free_pages(void *element, void *pool_data)
{
	__free_pages(element, (unsigned long)pool_data);
}
EXPORT_SYMBOL(mempool_free_pages);
