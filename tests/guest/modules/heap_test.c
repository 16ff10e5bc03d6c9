/* SPDX-License-Identifier: MIT */
/* The heap, the frames and the arena: contents, limits, and exhaustion. */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "ktap.h"
#include "mm/fault.h"
#include "mm/frames.h"

#define MAX_BLOCK (PAGE_SIZE << MAX_ORDER)

static void sizes_and_alignments(void)
{
	for (size_t size = 1; size < 3 * PAGE_SIZE; size += 7) {
		unsigned long p = (unsigned long)kmalloc(size, GFP_KERNEL);

		if (!EXPECT(p) || !EXPECT_EQ(p % ARCH_KMALLOC_MINALIGN, 0))
			return;
		EXPECT(ksize((void *)p) >= size);
		memset((void *)p, 0xa5, size);
		kfree((void *)p);
	}
}

static void powers_of_two_are_aligned(void)
{
	for (size_t size = 8; size <= MAX_BLOCK; size *= 2) {
		void *p = kmalloc(size, GFP_KERNEL);

		if (!EXPECT(p))
			return;
		EXPECT_EQ((unsigned long)p % size, 0);
		kfree(p);
	}
}

static void neighbours_do_not_overlap(void)
{
	static u8 *p[200];

	for (u32 i = 0; i < ARRAY_SIZE(p); i++) {
		p[i] = kmalloc(8 + i * 13, GFP_KERNEL);
		if (EXPECT(p[i]))
			memset(p[i], i, 8 + i * 13);
	}
	for (u32 i = 0; i < ARRAY_SIZE(p); i++) {
		EXPECT(p[i] && !memchr_inv(p[i], i, 8 + i * 13));
		kfree(p[i]);
	}
}

static void zeroed_where_asked(void)
{
	for (size_t size = 16; size <= 64 * 1024; size *= 4) {
		u8 *p = kmalloc(size, GFP_KERNEL);

		if (!EXPECT(p))
			return;
		memset(p, 0xff, size);
		kfree(p);
		p = kzalloc(size, GFP_KERNEL);
		EXPECT(p && !memchr_inv(p, 0, size));
		kfree(p);
	}
}

static void impossible_sizes_are_null(void)
{
	volatile size_t huge = (size_t)-1, half = 0x10000;
	void *p;

	EXPECT(!kmalloc(huge, GFP_KERNEL));
	EXPECT(!kmalloc(MAX_BLOCK + 1, GFP_KERNEL));
	EXPECT(!kcalloc(half, half + 1, GFP_KERNEL));
	EXPECT(!kmalloc_array(half, half, GFP_KERNEL));
	p = kmalloc(MAX_BLOCK, GFP_KERNEL);
	EXPECT(p);
	kfree(p);
}

static void free_of_null(void)
{
	kfree(NULL);
	vfree(NULL);
	kmem_cache_destroy(NULL);
	free_pages(0, 0);
	EXPECT_EQ(ksize(NULL), 0);
}

/* Allocates by @size until there is no more; the count, and all is freed. */
static unsigned long exhaust(size_t size)
{
	void *chain = NULL, *p;
	unsigned long count = 0;

	while ((p = kmalloc(size, GFP_KERNEL))) {
		*(void **)p = chain;
		chain = p;
		count++;
	}
	while (chain) {
		p = chain;
		chain = *(void **)p;
		kfree(p);
	}
	return count;
}

static void exhaustion_is_null_and_comes_back(void)
{
	static const size_t sizes[] = { 192, 2048, 4096, 100000, 1u << 20 };

	for (u32 i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long before = frames_free_count();
		unsigned long first = exhaust(sizes[i]);

		EXPECT(first * sizes[i] > before * PAGE_SIZE / 3);
		/* A slab that was begun may have had room for some more. */
		EXPECT(first * sizes[i] <= (before + 8) * PAGE_SIZE);
		EXPECT_EQ(frames_free_count(), before);
		EXPECT_EQ(exhaust(sizes[i]), first);
	}
}

/* What was freed in pieces becomes large blocks again. */
static void freed_neighbours_merge(void)
{
	unsigned long blocks = exhaust(MAX_BLOCK);

	exhaust(2048);
	exhaust(PAGE_SIZE);
	EXPECT_EQ(exhaust(MAX_BLOCK), blocks);
}

static void pages_by_order(void)
{
	unsigned long before = frames_free_count();

	for (unsigned int order = 0; order <= MAX_ORDER; order++) {
		unsigned long p = __get_free_pages(GFP_KERNEL, order);

		if (!EXPECT(p))
			return;
		EXPECT_EQ(p % (PAGE_SIZE << order), 0);
		EXPECT_EQ(frames_free_count(), before - (1ul << order));
		free_pages(p, order);
	}
	EXPECT(!__get_free_pages(GFP_KERNEL, MAX_ORDER + 1));
	EXPECT_EQ(frames_free_count(), before);
}

static void zeroed_page(void)
{
	unsigned long p = __get_free_page(GFP_KERNEL);

	memset((void *)p, 0xff, PAGE_SIZE);
	free_page(p);
	p = get_zeroed_page(GFP_KERNEL);
	EXPECT(p && !memchr_inv((void *)p, 0, PAGE_SIZE));
	free_page(p);
}

static void krealloc_keeps_contents(void)
{
	u8 *p = krealloc(NULL, 10, GFP_KERNEL);

	if (!EXPECT(p))
		return;
	memset(p, 0x5a, 10);
	for (size_t size = 20; size < 100000; size *= 3) {
		p = krealloc(p, size, GFP_KERNEL);
		if (!EXPECT(p))
			return;
		EXPECT(!memchr_inv(p, 0x5a, 10));
	}
	p = krealloc(p, 5, GFP_KERNEL);
	EXPECT(p && !memchr_inv(p, 0x5a, 5));
	EXPECT(krealloc(p, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
}

static void failed_krealloc_keeps_the_old(void)
{
	volatile size_t huge = (size_t)-1;
	u8 *p = kmalloc(64, GFP_KERNEL);

	if (!EXPECT(p))
		return;
	memset(p, 0x11, 64);
	EXPECT(!krealloc(p, huge, GFP_KERNEL));
	EXPECT(!memchr_inv(p, 0x11, 64));
	kfree(p);
}

static unsigned int constructed;

static void construct(void *object)
{
	constructed++;
	memset(object, 0x77, 40);
}

static void cache_of_constructed_objects(void)
{
	unsigned long before = frames_free_count();
	struct kmem_cache *cache =
		kmem_cache_create("test", 40, 32, 0, construct);
	static void *objects[1000];

	if (!EXPECT(cache))
		return;
	constructed = 0;
	for (u32 i = 0; i < ARRAY_SIZE(objects); i++) {
		objects[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		if (!EXPECT(objects[i]))
			return;
		EXPECT_EQ((unsigned long)objects[i] % 32, 0);
		EXPECT(!memchr_inv(objects[i], 0x77, 40));
	}
	EXPECT(constructed >= ARRAY_SIZE(objects));
	/* Freed and taken again: still as the constructor left it. */
	kmem_cache_free(cache, objects[7]);
	objects[7] = kmem_cache_alloc(cache, GFP_KERNEL);
	EXPECT(objects[7] && !memchr_inv(objects[7], 0x77, 40));
	for (u32 i = 0; i < ARRAY_SIZE(objects); i++)
		kmem_cache_free(cache, objects[i]);
	kmem_cache_destroy(cache);
	EXPECT_EQ(frames_free_count(), before);
}

static void cache_zalloc(void)
{
	struct kmem_cache *cache = kmem_cache_create("zero", 100, 0, 0, NULL);
	u8 *p;

	if (!EXPECT(cache))
		return;
	p = kmem_cache_alloc(cache, GFP_KERNEL);
	memset(p, 0xff, 100);
	kmem_cache_free(cache, p);
	p = kmem_cache_zalloc(cache, GFP_KERNEL);
	EXPECT(p && !memchr_inv(p, 0, 100));
	kmem_cache_free(cache, p);
	kmem_cache_destroy(cache);
}

static void objects_larger_than_a_page_have_no_cache(void)
{
	unsigned long before = frames_free_count();

	EXPECT(!kmem_cache_create("large", PAGE_SIZE + 1, 0, 0, NULL));
	EXPECT_EQ(frames_free_count(), before);
}

static void vmalloc_exhaustion(void)
{
	unsigned long before = frames_free_count(), first = 0;

	for (int round = 0; round < 2; round++) {
		void *chain = NULL, *p;
		unsigned long count = 0;

		while ((p = vmalloc(1u << 20))) {
			*(void **)p = chain;
			chain = p;
			count++;
		}
		while (chain) {
			p = chain;
			chain = *(void **)p;
			vfree(p);
		}
		EXPECT(count > 0 && count <= 240);
		EXPECT(!round || count == first);
		first = count;
		EXPECT_EQ(frames_free_count(), before);
	}
}

static void vmalloc_of_impossible_sizes(void)
{
	unsigned long before = frames_free_count();

	EXPECT(!vmalloc(0));
	EXPECT(!vmalloc(ARENA_END - ARENA_START));
	EXPECT(!vmalloc((unsigned long)-1));
	EXPECT_EQ(frames_free_count(), before);
}

static void vmalloc_addresses(void)
{
	u8 *a = vmalloc(100), *b = vzalloc(PAGE_SIZE + 1);

	if (!EXPECT(a && b))
		return;
	EXPECT_EQ((unsigned long)a % PAGE_SIZE, 0);
	EXPECT(is_vmalloc_addr(a) && is_vmalloc_addr(b));
	EXPECT(!is_vmalloc_addr(&constructed) ||
	       __module_address((unsigned long)&constructed));
	EXPECT(!memchr_inv(b, 0, PAGE_SIZE + 1));
	/* A page between them belongs to nobody. */
	EXPECT(b >= a + 2 * PAGE_SIZE || a >= b + 3 * PAGE_SIZE);
	vfree(a);
	vfree(b);
}

/* Holes of all sizes are found again, and merge. */
static void arena_holes_are_reused(void)
{
	unsigned long before = frames_free_count();
	static void *p[64];
	void *large;

	for (int round = 0; round < 3; round++) {
		for (u32 i = 0; i < ARRAY_SIZE(p); i++)
			EXPECT((p[i] = vmalloc((i % 7 + 1) * PAGE_SIZE)));
		for (u32 i = 0; i < ARRAY_SIZE(p); i += 2)
			vfree(p[i]);
		for (u32 i = 0; i < ARRAY_SIZE(p); i += 2)
			EXPECT((p[i] = vmalloc((i % 5 + 1) * PAGE_SIZE)));
		for (u32 i = 0; i < ARRAY_SIZE(p); i++)
			vfree(p[i]);
	}
	large = vmalloc(8u << 20);
	EXPECT(large || before < (9u << 20) / PAGE_SIZE);
	vfree(large);
	EXPECT_EQ(frames_free_count(), before);
}

static void the_nth_allocation_fails(void)
{
	void *slab = kmalloc(10, GFP_KERNEL); /* has room for the others */
	void *first, *second, *third;

	alloc_fail_nth = 2;
	first = kmalloc(10, GFP_KERNEL);
	second = kmalloc(10, GFP_KERNEL);
	third = kmalloc(10, GFP_KERNEL);
	EXPECT(first && !second && third);
	EXPECT_EQ(alloc_fail_nth, 0);
	alloc_fail_nth = 1;
	EXPECT(!vmalloc(10));
	alloc_fail_nth = 1;
	EXPECT(!__get_free_page(GFP_KERNEL));
	kfree(slab);
	kfree(first);
	kfree(third);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(sizes_and_alignments),
	KTAP_CASE(powers_of_two_are_aligned),
	KTAP_CASE(neighbours_do_not_overlap),
	KTAP_CASE(zeroed_where_asked),
	KTAP_CASE(impossible_sizes_are_null),
	KTAP_CASE(free_of_null),
	KTAP_CASE(exhaustion_is_null_and_comes_back),
	KTAP_CASE(freed_neighbours_merge),
	KTAP_CASE(pages_by_order),
	KTAP_CASE(zeroed_page),
	KTAP_CASE(krealloc_keeps_contents),
	KTAP_CASE(failed_krealloc_keeps_the_old),
	KTAP_CASE(cache_of_constructed_objects),
	KTAP_CASE(cache_zalloc),
	KTAP_CASE(objects_larger_than_a_page_have_no_cache),
	KTAP_CASE(vmalloc_exhaustion),
	KTAP_CASE(vmalloc_of_impossible_sizes),
	KTAP_CASE(vmalloc_addresses),
	KTAP_CASE(arena_holes_are_reused),
	KTAP_CASE(the_nth_allocation_fails),
};

KTAP_SUITE(heap_test, cases);
