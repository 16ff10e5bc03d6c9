/* SPDX-License-Identifier: MIT */
/* The memory family of the API as modules use it: results, and misuse. */
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "ktap.h"
#include "mm/fault.h"
#include "mm/frames.h"

struct thing {
	u64 number;
	char text[20];
};

static bool is_zero(const void *p, size_t size)
{
	return !memchr_inv(p, 0, size);
}

static void sizes_and_alignment(void)
{
	for (size_t size = 1; size <= KMALLOC_MAX_CACHE_SIZE * 4; size *= 2) {
		char *p = kmalloc(size, GFP_KERNEL);

		if (!EXPECT(p))
			return;
		EXPECT(IS_ALIGNED((unsigned long)p, size));
		EXPECT(ksize(p) >= size);
		EXPECT(ksize(p) == kmalloc_size_roundup(size));
		memset(p, 0xff, size);
		kfree(p);
		p = kzalloc(size, GFP_ATOMIC);
		EXPECT(p && is_zero(p, size));
		kfree_sensitive(p);
	}
	EXPECT(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
}

static void no_bytes(void)
{
	void *p = kmalloc(0, GFP_KERNEL);

	EXPECT(p == ZERO_SIZE_PTR);
	EXPECT(ZERO_OR_NULL_PTR(p) && ZERO_OR_NULL_PTR(NULL));
	EXPECT_EQ(ksize(p), 0);
	EXPECT_EQ(ksize(NULL), 0);
	kfree(p);
	kfree(NULL);
	kfree_sensitive(NULL);
	EXPECT(kcalloc(0, 8, GFP_KERNEL) == ZERO_SIZE_PTR);
}

static void arrays(void)
{
	volatile size_t many = SIZE_MAX / 2;
	u32 *p = kcalloc(10, sizeof(*p), GFP_KERNEL);

	EXPECT(p && is_zero(p, 40));
	EXPECT(!kmalloc_array(many, 3, GFP_KERNEL));
	EXPECT(!kcalloc(many, 3, GFP_KERNEL));
	EXPECT(!kvmalloc_array(many, 3, GFP_KERNEL));
	EXPECT(!kvcalloc(many, 3, GFP_KERNEL));
	EXPECT(!krealloc_array(p, many, 3, GFP_KERNEL));
	p[9] = 9;
	p = krealloc_array(p, 1000, sizeof(*p), GFP_KERNEL);
	EXPECT(p && p[9] == 9);
	kfree(p);
	p = kmalloc_array_node(4, 4, GFP_KERNEL, NUMA_NO_NODE);
	EXPECT(p);
	kfree(p);
}

static void resizing(void)
{
	char *p = krealloc(NULL, 10, GFP_KERNEL), *q;

	if (!EXPECT(p))
		return;
	strcpy(p, "something");
	q = krealloc(p, 5000, GFP_KERNEL | __GFP_ZERO);
	EXPECT(q && !strcmp(q, "something") && is_zero(q + 4096, 904));
	q = krealloc(q, 4, GFP_KERNEL);
	EXPECT(q && !memcmp(q, "some", 4));
	EXPECT(krealloc(q, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
}

static void either(void)
{
	char *p = kvmalloc(100, GFP_KERNEL), *q;

	EXPECT(p && !is_vmalloc_addr(p));
	kvfree(p);
	p = kvzalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL);
	EXPECT(p && is_vmalloc_addr(p) && is_zero(p, KMALLOC_MAX_SIZE + 1));
	kvfree_sensitive(p, KMALLOC_MAX_SIZE + 1);
	kvfree(NULL);
	p = kvmalloc(3000, GFP_KERNEL);
	if (!EXPECT(p))
		return;
	memset(p, 7, 3000);
	q = kvrealloc(p, 5u << 20, GFP_KERNEL);
	EXPECT(q && is_vmalloc_addr(q) && !memchr_inv(q, 7, 3000));
	kvfree(q);
}

static unsigned int constructed;

static void construct(void *object)
{
	memset(object, 0x11, sizeof(struct thing));
	constructed++;
}

static void caches(void)
{
	struct kmem_cache_args args = { .align = 64, .ctor = construct };
	struct kmem_cache *plain = KMEM_CACHE(thing, SLAB_HWCACHE_ALIGN);
	struct kmem_cache *old = kmem_cache_create("old", 24, 0, 0, NULL);
	struct kmem_cache *made = kmem_cache_create("made",
						    sizeof(struct thing), &args,
						    SLAB_ACCOUNT);
	struct kmem_cache *none = kmem_cache_create("none", 8, NULL, 0);
	struct thing *t;

	if (!EXPECT(plain && old && made && none))
		return;
	EXPECT_EQ(kmem_cache_size(plain), sizeof(struct thing));
	t = kmem_cache_zalloc(plain, GFP_KERNEL);
	EXPECT(t && is_zero(t, sizeof(*t)));
	EXPECT(IS_ALIGNED((unsigned long)t, 64));
	kmem_cache_free(plain, t);
	t = kmem_cache_alloc(made, GFP_KERNEL);
	EXPECT(t && !memchr_inv(t, 0x11, sizeof(*t)) && constructed);
	EXPECT(IS_ALIGNED((unsigned long)t, 64));
	kmem_cache_free(made, t);
	t = kmem_cache_alloc(old, GFP_ATOMIC);
	kfree(t); /* as on Linux: it knows the cache */
	EXPECT_EQ(kmem_cache_shrink(old), 0);
	kmem_cache_destroy(plain);
	kmem_cache_destroy(old);
	kmem_cache_destroy(made);
	kmem_cache_destroy(none);
	kmem_cache_destroy(NULL);
}

static void bulk(void)
{
	struct kmem_cache *cache = KMEM_CACHE(thing, 0);
	unsigned long before = frames_free_count();
	void *objects[300];

	if (!EXPECT(cache))
		return;
	EXPECT_EQ(kmem_cache_alloc_bulk(cache, GFP_KERNEL, 300, objects), 300);
	for (int i = 1; i < 300; i++)
		EXPECT(objects[i] && objects[i] != objects[i - 1]);
	kmem_cache_free_bulk(cache, 300, objects);
	EXPECT_EQ(frames_free_count(), before);
	alloc_fail_nth = 100;
	EXPECT_EQ(kmem_cache_alloc_bulk(cache, GFP_KERNEL, 300, objects), 0);
	EXPECT_EQ(frames_free_count(), before);
	kmem_cache_destroy(cache);
}

static void scattered(void)
{
	char *p = vmalloc(10000), *q = vzalloc(10000);

	if (!EXPECT(p && q))
		return;
	EXPECT(IS_ALIGNED((unsigned long)p, PAGE_SIZE) && is_vmalloc_addr(p));
	EXPECT(is_zero(q, 10000));
	EXPECT(vmalloc_to_page(p) != vmalloc_to_page(p + PAGE_SIZE));
	memset(p, 3, 10000);
	p = vrealloc(p, 50000, GFP_KERNEL);
	EXPECT(p && !memchr_inv(p, 3, 10000));
	vfree(p);
	vfree(q);
	vfree(NULL);
	EXPECT(!vmalloc(0));
	p = __vmalloc(100, GFP_KERNEL | __GFP_ZERO);
	EXPECT(p && is_zero(p, 100));
	vfree(p);
	p = vcalloc(3, 1000);
	EXPECT(p && is_zero(p, 3000));
	vfree(p);
}

static void pages(void)
{
	unsigned long before = frames_free_count();
	unsigned long address = __get_free_pages(GFP_KERNEL, 2);
	struct page *page = alloc_pages(GFP_KERNEL, 1);
	char *zeroed = (char *)get_zeroed_page(GFP_KERNEL);
	char *exact = alloc_pages_exact(5000, GFP_KERNEL | __GFP_ZERO);

	if (!EXPECT(address && page && zeroed && exact))
		return;
	EXPECT(IS_ALIGNED(address, 4 * PAGE_SIZE));
	EXPECT(page_address(virt_to_page((void *)address)) == (void *)address);
	EXPECT_EQ(page_to_pfn(page), __pa(page_address(page)) >> PAGE_SHIFT);
	EXPECT(pfn_to_page(page_to_pfn(page)) == page);
	EXPECT(is_zero(zeroed, PAGE_SIZE) && is_zero(exact, 5000));
	EXPECT_EQ(get_order(1), 0);
	EXPECT_EQ(get_order(PAGE_SIZE + 1), 1);
	EXPECT_EQ(get_order(4 * PAGE_SIZE), 2);
	get_page(page);
	__free_pages(page, 1);
	put_page(page);
	free_pages(address, 2);
	free_page((unsigned long)zeroed);
	free_pages_exact(exact, 5000);
	free_page(0);
	EXPECT_EQ(frames_free_count(), before);
	EXPECT(!__get_free_pages(GFP_KERNEL, 11));
	EXPECT(!alloc_pages(GFP_KERNEL, 50));
}

static void pools(void)
{
	mempool_t *pool = mempool_create_kmalloc_pool(2, 100);
	struct kmem_cache *cache = KMEM_CACHE(thing, 0);
	mempool_t slabs = {};
	void *a, *b, *c;

	if (!EXPECT(pool && cache))
		return;
	alloc_fail_nth = 1;
	a = mempool_alloc(pool, GFP_KERNEL);
	EXPECT(a && !mempool_is_saturated(pool));
	b = mempool_alloc_preallocated(pool);
	EXPECT(b && !mempool_alloc_preallocated(pool));
	alloc_fail_nth = 1;
	EXPECT(!mempool_alloc(pool, GFP_ATOMIC));
	c = mempool_alloc(pool, GFP_ATOMIC);
	EXPECT(c);
	mempool_free(a, pool);
	mempool_free(b, pool);
	mempool_free(c, pool);
	mempool_free(NULL, pool);
	EXPECT(mempool_is_saturated(pool));
	EXPECT_EQ(mempool_resize(pool, 5), 0);
	EXPECT_EQ(pool->curr_nr, 5);
	EXPECT_EQ(mempool_resize(pool, 1), 0);
	EXPECT_EQ(pool->curr_nr, 1);
	mempool_destroy(pool);
	EXPECT_EQ(mempool_init_slab_pool(&slabs, 3, cache), 0);
	EXPECT(mempool_initialized(&slabs));
	mempool_exit(&slabs);
	kmem_cache_destroy(cache);
	pool = mempool_create_page_pool(1, 1);
	EXPECT(pool);
	mempool_destroy(pool);
}

static void freed_by_scope(void)
{
	unsigned long before = frames_free_count();

	{
		char *large __free(kfree) = kmalloc(100000, GFP_KERNEL);
		char *scattered __free(kvfree) = kvmalloc(8u << 20, GFP_KERNEL);

		EXPECT(large && scattered);
	}
	EXPECT_EQ(frames_free_count(), before);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(sizes_and_alignment),
	KTAP_CASE(no_bytes),
	KTAP_CASE(arrays),
	KTAP_CASE(resizing),
	KTAP_CASE(either),
	KTAP_CASE(caches),
	KTAP_CASE(bulk),
	KTAP_CASE(scattered),
	KTAP_CASE(pages),
	KTAP_CASE(pools),
	KTAP_CASE(freed_by_scope),
};

KTAP_SUITE(memory_test, cases);
