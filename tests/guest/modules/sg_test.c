/* SPDX-License-Identifier: MIT */
/* Lists of pieces of memory: linux/scatterlist.h. */
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "ktap.h"

static char *pages; /* two that follow each other */
static char text[32];

static void tables(void)
{
	struct scatterlist first[3], second[2], *sg;
	unsigned int i, sum = 0;

	sg_init_table(first, 3);
	sg_init_table(second, 2);
	EXPECT(!sg_page(first) && !first[1].length && sg_is_last(&first[2]));
	EXPECT(!sg_is_last(first) && !sg_next(&first[2]));
	EXPECT_EQ(sg_nents(first), 3);
	sg_set_buf(&first[0], pages, 10);
	sg_set_buf(&first[1], pages + 100, 20);
	sg_set_buf(&second[0], pages + PAGE_SIZE, 30);
	sg_set_page(&second[1], virt_to_page(pages), 40, 7);
	sg_chain(first, 3, second);
	EXPECT(sg_is_chain(&first[2]) && sg_next(&first[1]) == second);
	EXPECT_EQ(sg_nents(first), 4);
	EXPECT(sg_last(first, 4) == &second[1]);
	for_each_sg(first, sg, 4, i)
		sum += sg->length * (i + 1);
	EXPECT_EQ(sum, 10 + 40 + 90 + 160);
	EXPECT(sg_virt(&first[1]) == pages + 100);
	EXPECT(sg_virt(&second[1]) == pages + 7);
	EXPECT_EQ(sg_phys(&second[0]), virt_to_phys(pages) + PAGE_SIZE);
	EXPECT_EQ(sg_nents_for_len(first, 0), 0);
	EXPECT_EQ(sg_nents_for_len(first, 30), 2);
	EXPECT_EQ(sg_nents_for_len(first, 31), 3);
	EXPECT_EQ(sg_nents_for_len(first, 101), -EINVAL);
	sg_mark_end(&first[1]);
	EXPECT_EQ(sg_nents(first), 2);
	sg_unmark_end(&first[1]);
	EXPECT_EQ(sg_nents(first), 4);
}

static void copies(void)
{
	struct scatterlist list[3];

	memset(pages, '.', 2 * PAGE_SIZE);
	sg_init_table(list, 3);
	sg_set_buf(&list[0], pages + PAGE_SIZE - 2, 4);
	sg_set_buf(&list[1], pages + 20, 0);
	sg_set_buf(&list[2], pages + 10, 3);
	EXPECT_EQ(sg_copy_from_buffer(list, 3, "abcdefghij", 10), 7);
	EXPECT(!memcmp(pages + PAGE_SIZE - 3, ".abcd.", 6));
	EXPECT(!memcmp(pages + 9, ".efg.", 5));
	EXPECT_EQ(sg_copy_to_buffer(list, 3, text, 6), 6);
	EXPECT(!memcmp(text, "abcdef", 7));
	EXPECT_EQ(sg_copy_to_buffer(list, 1, text, sizeof(text)), 4);
	EXPECT_EQ(sg_pcopy_to_buffer(list, 3, text, sizeof(text), 3), 4);
	EXPECT(!memcmp(text, "defgef", 6));
	EXPECT_EQ(sg_pcopy_from_buffer(list, 3, "XY", 2, 5), 2);
	EXPECT(!memcmp(pages + 9, ".eXY.", 5));
	EXPECT_EQ(sg_pcopy_to_buffer(list, 3, text, 1, 7), 0);
	EXPECT_EQ(sg_pcopy_to_buffer(list, 3, text, 1, 8), 0);
	EXPECT_EQ(sg_zero_buffer(list, 3, 3, 2), 3);
	EXPECT(!memcmp(pages + 9, ".\0XY.", 5));
	EXPECT(!memcmp(pages + PAGE_SIZE - 2, "ab\0\0.", 5));
}

static void walks(void)
{
	struct sg_mapping_iter miter;
	struct sg_page_iter piter;
	struct scatterlist list[2];
	unsigned int n = 0;

	sg_init_table(list, 2);
	sg_set_buf(&list[0], pages + PAGE_SIZE - 2, 4);
	sg_set_buf(&list[1], pages + 10, 3);
	sg_miter_start(&miter, list, 2, SG_MITER_FROM_SG);
	EXPECT(sg_miter_next(&miter) && miter.length == 2);
	EXPECT(miter.addr == pages + PAGE_SIZE - 2);
	miter.consumed = 1;
	EXPECT(sg_miter_next(&miter) && miter.length == 1);
	EXPECT(sg_miter_next(&miter) && miter.addr == pages + PAGE_SIZE);
	EXPECT(miter.page == virt_to_page(pages + PAGE_SIZE));
	EXPECT(sg_miter_next(&miter) && miter.addr == pages + 10);
	EXPECT(!sg_miter_next(&miter));
	sg_miter_stop(&miter);
	sg_miter_start(&miter, list, 2, SG_MITER_FROM_SG);
	EXPECT(sg_miter_skip(&miter, 5) && sg_miter_next(&miter));
	EXPECT(miter.addr == pages + 11 && !sg_miter_skip(&miter, 3));
	sg_miter_stop(&miter);
	for_each_sg_page(list, &piter, 2, 0)
		n = n * 10 + (sg_page_iter_page(&piter) - virt_to_page(pages));
	EXPECT_EQ(n, 10); /* pages 0, 1 and again 0 */
	for_each_sg_page(list, &piter, 2, 1)
		n++;
	EXPECT_EQ(n, 12);
}

static void allocated(void)
{
	struct page *run[3];
	struct scatterlist *sgl;
	struct sg_table table;
	unsigned int n = 0;

	EXPECT_EQ(sg_alloc_table(&table, 0, GFP_KERNEL), -EINVAL);
	EXPECT_EQ(sg_alloc_table(&table, 500, GFP_KERNEL), 0);
	EXPECT(table.nents == 500 && table.orig_nents == 500);
	EXPECT_EQ(sg_nents(table.sgl), 500);
	sg_free_table(&table);
	EXPECT(!table.sgl && !table.nents);

	run[0] = run[2] = virt_to_page(pages);
	run[1] = run[0] + 1;
	EXPECT_EQ(sg_alloc_table_from_pages(&table, run, 3, 100, 9000,
					    GFP_KERNEL),
		  0);
	EXPECT_EQ(table.nents, 2);
	EXPECT(table.sgl[0].offset == 100 && table.sgl[0].length == 8092);
	EXPECT(table.sgl[1].offset == 0 && table.sgl[1].length == 908);
	sg_free_table(&table);
	EXPECT_EQ(sg_alloc_table_from_pages_segment(&table, run, 3, 0, 9000,
						    PAGE_SIZE, GFP_KERNEL),
		  0);
	EXPECT_EQ(table.nents, 3);
	sg_free_table(&table);
	EXPECT_EQ(sg_alloc_table_from_pages_segment(&table, run, 3, 0, 9000,
						    100, GFP_KERNEL),
		  -EINVAL);

	EXPECT(!sgl_alloc(0, GFP_KERNEL, NULL) &&
	       !sgl_alloc(~0ull, GFP_KERNEL, NULL));
	sgl = sgl_alloc(2 * PAGE_SIZE + 1, GFP_KERNEL, &n);
	if (EXPECT(sgl)) {
		EXPECT(n == 3 && sg_nents(sgl) == 3 && sgl[2].length == 1);
		sgl_free(sgl);
	}
}

static const struct ktap_case cases[] = {
	KTAP_CASE(tables),
	KTAP_CASE(copies),
	KTAP_CASE(walks),
	KTAP_CASE(allocated),
};

static int __init sg_test_init(void)
{
	int error;

	pages = (char *)__get_free_pages(GFP_KERNEL, 1);
	if (!pages)
		return -ENOMEM;
	error = ktap_run("sg_test", cases, ARRAY_SIZE(cases));
	free_pages((unsigned long)pages, 1);
	return error;
}
module_init(sg_test_init);

static void __exit sg_test_exit(void)
{
}
module_exit(sg_test_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_IMPORT_NS(MORTISE_INTERNAL);
MODULE_DESCRIPTION("Test suite sg_test");
