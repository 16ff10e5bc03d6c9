/* SPDX-License-Identifier: MIT */
/* More of the library: what Linux's own self-tests lean on. */
#include <asm/cpufeature.h>
#include <asm/fpu/api.h>
#include <linux/crc32.h>
#include <linux/interval_tree.h>
#include <linux/min_heap.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/percpu_counter.h>
#include <linux/radix-tree.h>
#include <linux/reciprocal_div.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/stringhash.h>
#include <linux/vmalloc.h>

#include "ktap.h"

struct entry {
	int key;
	char name;
};

static bool entry_less(const void *lhs, const void *rhs, void *args)
{
	const struct entry *l = lhs, *r = rhs;

	return args ? l->key > r->key : l->key < r->key;
}

static void entry_swap(void *lhs, void *rhs, void *args)
{
	swap(*(struct entry *)lhs, *(struct entry *)rhs);
}

static const struct min_heap_callbacks entries = { entry_less, entry_swap };

static void heaps(void)
{
	static const struct entry in[] = {
		{ 5, 'e' }, { 2, 'b' }, { 9, 'i' }, { 1, 'a' }, { 7, 'g' }
	};
	MIN_HEAP_PREALLOCATED(struct entry, entry_heap, 5) heap;
	char out[6] = "";

	min_heap_init(&heap, NULL, 5);
	EXPECT(!min_heap_peek(&heap));
	for (int i = 0; i < 5; i++)
		EXPECT(min_heap_push(&heap, &in[i], &entries, NULL));
	EXPECT(min_heap_full(&heap) && min_heap_peek(&heap)->name == 'a');
	min_heap_pop_push(&heap, (&(struct entry){ 6, 'f' }), &entries, NULL);
	EXPECT(min_heap_del(&heap, 0, &entries, NULL));
	EXPECT_EQ(heap.nr, 4);
	for (int i = 0; i < 4; i++) {
		out[i] = min_heap_peek(&heap)->name;
		min_heap_pop(&heap, &entries, NULL);
	}
	EXPECT(!strcmp(out, "efgi"));

	/* The largest first, by the callback's argument. */
	memcpy(heap.data, in, sizeof(in));
	heap.nr = 5;
	min_heapify_all(&heap, &entries, out);
	EXPECT_EQ(min_heap_peek(&heap)->key, 9);
	EXPECT(min_heap_del(&heap, 4, &entries, out));
	EXPECT_EQ(heap.nr, 4);
}

static void intervals(void)
{
	static struct interval_tree_node n[40];
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct interval_tree_node *node;
	unsigned int found, wanted;

	/* [0, 3], [10, 16], [20, 29] ...: ever longer, until they overlap. */
	for (int i = 0; i < 40; i++) {
		n[i].start = i * 10;
		n[i].last = n[i].start + 3 * (i + 1);
		interval_tree_insert(&n[i], &root);
	}
	for (unsigned long at = 0; at < 600; at += 7) {
		unsigned long before = 0;

		found = wanted = 0;
		for (int i = 0; i < 40; i++)
			wanted += n[i].start <= at + 2 && n[i].last >= at;
		for (node = interval_tree_iter_first(&root, at, at + 2); node;
		     node = interval_tree_iter_next(node, at, at + 2)) {
			EXPECT(node->start >= before && node->last >= at);
			before = node->start;
			found++;
		}
		EXPECT_EQ(found, wanted);
	}
	interval_tree_remove(&n[1], &root);
	EXPECT(!interval_tree_iter_first(&root, 10, 12));
	for (int i = 0; i < 40; i++)
		if (i != 1)
			interval_tree_remove(&n[i], &root);
	EXPECT(!interval_tree_iter_first(&root, 0, ULONG_MAX));
}

static void pointers(void)
{
	char *ab[] = { "a", "b", NULL }, *c[] = { "c", NULL };
	char **all = memcat_p(ab, c);

	if (!EXPECT(all))
		return;
	EXPECT(all[0] == ab[0] && all[1] == ab[1] && all[2] == c[0] && !all[3]);
	kfree(all);
}

static void combined_crcs(void)
{
	const u8 *text = "The whole is more than its parts.";
	size_t len = strlen(text);

	for (size_t i = 0; i <= len; i++) {
		u32 first = crc32_le(~0, text, i);
		u32 first_c = __crc32c_le(~0, text, i);

		EXPECT_EQ(crc32_le_combine(first,
					   crc32_le(0, text + i, len - i),
					   len - i),
			  crc32_le(~0, text, len));
		EXPECT_EQ(__crc32c_le_combine(first_c,
					      __crc32c_le(0, text + i, len - i),
					      len - i),
			  __crc32c_le(~0, text, len));
	}
}

static void aligned_memory(void)
{
	unsigned long caller = (unsigned long)aligned_memory;
	u8 *p[12], *odd = vmalloc(1);

	for (int i = 0; i < 12; i++) {
		p[i] = __vmalloc_node(3 * PAGE_SIZE, PAGE_SIZE << i, GFP_KERNEL,
				      NUMA_NO_NODE, (void *)caller);
		if (EXPECT(p[i])) {
			EXPECT(IS_ALIGNED((unsigned long)p[i], PAGE_SIZE << i));
			p[i][3 * PAGE_SIZE - 1] = i;
		}
	}
	for (int i = 0; i < 12; i++)
		vfree(p[i]);
	vfree(odd);
	EXPECT(!__vmalloc_node(1, 3 * PAGE_SIZE, GFP_KERNEL, 0, NULL));
	EXPECT(!__vmalloc_node(1, 1ul << 31, GFP_KERNEL, 0, NULL));
}

static void mapped_pages(void)
{
	struct page *pages[3] = { NULL };
	u8 *p;

	EXPECT_EQ(alloc_pages_bulk_array(GFP_KERNEL, 3, pages), 3);
	p = vm_map_ram(pages, 3, NUMA_NO_NODE);
	if (EXPECT(p)) {
		p[2 * PAGE_SIZE + 5] = 77;
		EXPECT_EQ(((u8 *)page_address(pages[2]))[5], 77);
		vm_unmap_ram(p, 3);
	}
	for (int i = 0; i < 3; i++)
		__free_page(pages[i]);
}

static void floating_point(void)
{
	u16 users, ours = 0x0c7f, now;

	asm volatile("fnstcw %0" : "=m"(users));
	EXPECT(irq_fpu_usable());
	kernel_fpu_begin();
	EXPECT(!irq_fpu_usable());
	asm volatile("fnstcw %0" : "=m"(now));
	EXPECT_EQ(now, 0x037f);
	asm volatile("fldcw %0" : : "m"(ours));
	kernel_fpu_end();
	asm volatile("fnstcw %0" : "=m"(now));
	EXPECT_EQ(now, users);
}

static void features(void)
{
	EXPECT(boot_cpu_has(X86_FEATURE_FPU) && boot_cpu_has(X86_FEATURE_CX8));
	EXPECT(boot_cpu_has(X86_FEATURE_PAE) && boot_cpu_has(X86_FEATURE_TSC));
}

static void comparisons(void)
{
	u8 small = 200;
	int negative = -1;
	size_t size = 10;

	EXPECT_EQ(min(small, negative), -1);
	EXPECT_EQ(max(size, 3), 10);
	EXPECT_EQ(umin(size, 20), 10);
	EXPECT_EQ(clamp(negative, 0, 5), 0);
}

/* The key and the message of the paper's appendix A. */
static void siphashes(void)
{
	siphash_key_t key;
	u8 text[15];

	for (u8 i = 0; i < 16; i++)
		((u8 *)&key)[i] = i;
	for (u8 i = 0; i < 15; i++)
		text[i] = i;
	EXPECT_EQ(siphash(text, 15, &key), 0xa129ca6149be45e5ull);
	EXPECT_EQ(siphash_1u64(0x0706050403020100ull, &key),
		  siphash(text, 8, &key));
	EXPECT_EQ(siphash_3u32(0x03020100, 0x07060504, 0x0b0a0908, &key),
		  siphash(text, 12, &key));
	EXPECT(!siphash_key_is_zero(&key));
}

static void name_hashes(void)
{
	u64 hashlen = hashlen_string(&entries, "mortise");

	EXPECT_EQ(hashlen_len(hashlen), 7);
	EXPECT_EQ(hashlen_hash(hashlen),
		  full_name_hash(&entries, "mortise and tenon", 7));
	EXPECT(full_name_hash(NULL, "ab", 2) != full_name_hash(NULL, "ba", 2));
	EXPECT_EQ(end_name_hash(partial_name_hash('a', init_name_hash(NULL))),
		  full_name_hash(NULL, "a", 1));
}

static void divisions(void)
{
	static const u32 by[] = { 1,	2,	    3,		7,	   10,
				  1000, 0x7fffffff, 0x80000000, 0xffffffff };
	static const u32 of[] = { 0,	      1,	  6,
				  9,	      10,	  12345678,
				  0x7fffffff, 0x80000001, 0xffffffff };

	for (size_t i = 0; i < ARRAY_SIZE(by); i++) {
		struct reciprocal_value r = reciprocal_value(by[i]);

		for (size_t j = 0; j < ARRAY_SIZE(of); j++)
			EXPECT_EQ(reciprocal_divide(of[j], r), of[j] / by[i]);
	}
}

static void percpu_counters(void)
{
	struct percpu_counter counter;

	EXPECT_EQ(percpu_counter_init(&counter, 5, GFP_KERNEL), 0);
	percpu_counter_add(&counter, 1LL << 40);
	percpu_counter_sub(&counter, 6);
	percpu_counter_inc(&counter);
	EXPECT_EQ(percpu_counter_sum(&counter), 1LL << 40);
	EXPECT_EQ(percpu_counter_compare(&counter, 7), 1);
	percpu_counter_set(&counter, -3);
	EXPECT_EQ(percpu_counter_read(&counter), -3);
	EXPECT_EQ(percpu_counter_read_positive(&counter), 0);
	percpu_counter_destroy(&counter);
}

static void radix_trees(void)
{
	static RADIX_TREE(tree, GFP_KERNEL);
	static int item[5];
	struct radix_tree_iter iter;
	unsigned long sum = 0;
	void **slot, *found[4];

	for (int i = 0; i < 5; i++)
		EXPECT_EQ(radix_tree_insert(&tree, i * 1000, &item[i]), 0);
	EXPECT_EQ(radix_tree_insert(&tree, 2000, &item[0]), -EEXIST);
	EXPECT(radix_tree_lookup(&tree, 3000) == &item[3]);
	EXPECT(!radix_tree_lookup(&tree, 3001));
	EXPECT_EQ(radix_tree_gang_lookup(&tree, found, 1, 4), 4);
	EXPECT(found[0] == &item[1] && found[3] == &item[4]);
	EXPECT(!radix_tree_tagged(&tree, 1));
	EXPECT(radix_tree_tag_set(&tree, 1000, 1) == &item[1]);
	EXPECT(radix_tree_tag_get(&tree, 1000, 1) &&
	       !radix_tree_tag_get(&tree, 2000, 1));
	EXPECT_EQ(radix_tree_gang_lookup_tag(&tree, found, 0, 4, 1), 1);
	EXPECT(!radix_tree_delete_item(&tree, 1000, &item[2]));
	EXPECT(radix_tree_delete(&tree, 1000) == &item[1]);
	radix_tree_for_each_slot(slot, &tree, &iter, 0) {
		EXPECT(radix_tree_deref_slot(slot) == &item[iter.index / 1000]);
		sum += iter.index;
		radix_tree_iter_delete(&tree, &iter, slot);
	}
	EXPECT_EQ(sum, 9000);
	EXPECT(radix_tree_empty(&tree));
}

/* clang-format off */
static const struct ktap_case cases[] = {
	KTAP_CASE(heaps),
	KTAP_CASE(intervals),
	KTAP_CASE(pointers),
	KTAP_CASE(combined_crcs),
	KTAP_CASE(aligned_memory),
	KTAP_CASE(mapped_pages),
	KTAP_CASE(floating_point),
	KTAP_CASE(features),
	KTAP_CASE(comparisons),
	KTAP_CASE(siphashes),
	KTAP_CASE(name_hashes),
	KTAP_CASE(divisions),
	KTAP_CASE(percpu_counters),
	KTAP_CASE(radix_trees),
};
/* clang-format on */

KTAP_SUITE(library_test, cases);
