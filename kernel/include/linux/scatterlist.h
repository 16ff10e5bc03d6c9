/* SPDX-License-Identifier: MIT */
/*
 * Lists of pieces of memory that are used as one: an array of entries, each a
 * part of one or more pages, the last of them marked; an array may go on in
 * another one (a chain). Memory is named by its pages: what vmalloc() returned,
 * or lies on a stack or in a module's data, can't be in a list by its address.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_SCATTERLIST_H
#define _LINUX_SCATTERLIST_H

#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/types.h>

struct scatterlist {
	unsigned long page_link; /* a page or an array, and SG_CHAIN, SG_END */
	unsigned int offset;	 /* from the page's begin; may pass its end */
	unsigned int length;	 /* in bytes */
	dma_addr_t dma_address;	 /* for devices that this kernel has not */
};

struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents; /* in use */
	unsigned int orig_nents;
};

#define SG_CHAIN 0x01ul
#define SG_END 0x02ul
#define SG_PAGE_LINK_MASK (SG_CHAIN | SG_END)

static inline bool sg_is_chain(struct scatterlist *sg)
{
	return sg->page_link & SG_CHAIN;
}

static inline bool sg_is_last(struct scatterlist *sg)
{
	return sg->page_link & SG_END;
}

/* The array that the entry @sg, a chain's, leads to. */
static inline struct scatterlist *sg_chain_ptr(struct scatterlist *sg)
{
	return (struct scatterlist *)(sg->page_link & ~SG_PAGE_LINK_MASK);
}

static inline void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	sg->page_link = (sg->page_link & SG_PAGE_LINK_MASK) |
			(unsigned long)page;
}

static inline void sg_set_page(struct scatterlist *sg, struct page *page,
			       unsigned int len, unsigned int offset)
{
	sg_assign_page(sg, page);
	sg->offset = offset;
	sg->length = len;
}

/* The first page of an entry that is no chain's. */
static inline struct page *sg_page(struct scatterlist *sg)
{
	return (struct page *)(sg->page_link & ~SG_PAGE_LINK_MASK);
}

/* @buf: from kmalloc() or of whole pages, and in use as long as the entry is. */
static inline void sg_set_buf(struct scatterlist *sg, const void *buf,
			      unsigned int buflen)
{
	BUG_ON(!virt_addr_valid(buf));
	sg_set_page(sg, virt_to_page(buf), buflen, offset_in_page(buf));
}

static inline dma_addr_t sg_phys(struct scatterlist *sg)
{
	return page_to_phys(sg_page(sg)) + sg->offset;
}

/* Where the entry's memory is, contiguous over all its pages. */
static inline void *sg_virt(struct scatterlist *sg)
{
	return (char *)page_address(sg_page(sg)) + sg->offset;
}

static inline void sg_mark_end(struct scatterlist *sg)
{
	sg->page_link = (sg->page_link | SG_END) & ~SG_CHAIN;
}

static inline void sg_unmark_end(struct scatterlist *sg)
{
	sg->page_link &= ~SG_END;
}

static inline void sg_init_marker(struct scatterlist *sgl, unsigned int nents)
{
	sg_mark_end(&sgl[nents - 1]);
}

/* The last of @prv's entries, which it loses, leads on to @sgl. */
static inline void sg_chain(struct scatterlist *prv, unsigned int prv_nents,
			    struct scatterlist *sgl)
{
	prv[prv_nents - 1] =
		(struct scatterlist){ .page_link = (unsigned long)sgl |
						   SG_CHAIN };
}

/* Empties @nents (> 0) entries and marks the last one. */
void sg_init_table(struct scatterlist *sgl, unsigned int nents);
/* A list of one entry: sg_init_table() and sg_set_buf(). */
void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen);

/* The entry behind @sg, chains followed; NULL behind the last. */
struct scatterlist *sg_next(struct scatterlist *sg);
/* The last of @nents entries. */
struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents);
/* How many entries there are up to the one marked as last. */
int sg_nents(struct scatterlist *sg);
/* How many of them hold @len bytes; -EINVAL: all together do not. */
int sg_nents_for_len(struct scatterlist *sg, u64 len);

#define for_each_sg(sglist, sg, nr, __i) \
	for (__i = 0, sg = (sglist); __i < (nr); __i++, sg = sg_next(sg))
#define for_each_sgtable_sg(sgt, sg, i) \
	for_each_sg((sgt)->sgl, sg, (sgt)->orig_nents, i)

/*
 * Allocates @nents empty entries, for sg_free_table(). 0, -ENOMEM, -EINVAL
 * where @nents is 0.
 * Context: process, may sleep, as @gfp_mask says.
 */
int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp_mask);
/*
 * The same for @size bytes from @offset of @pages on, pages that follow each
 * other in memory in one entry, of @max_segment bytes at most. -EINVAL where
 * that is not a page's.
 */
int sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages,
				      unsigned int n_pages, unsigned int offset,
				      unsigned long size,
				      unsigned int max_segment, gfp_t gfp_mask);
static inline int sg_alloc_table_from_pages(struct sg_table *sgt,
					    struct page **pages,
					    unsigned int n_pages,
					    unsigned int offset,
					    unsigned long size, gfp_t gfp_mask)
{
	return sg_alloc_table_from_pages_segment(sgt, pages, n_pages, offset,
						 size, UINT_MAX, gfp_mask);
}
void sg_free_table(struct sg_table *table);

/*
 * A list with pages for @length bytes, in blocks of 2^@order, or NULL; how many
 * entries it has in @nent_p, where one wants to know. One entry more than those
 * is there to be chained, if @chainable. For sgl_free_order(), sgl_free().
 */
struct scatterlist *sgl_alloc_order(unsigned long long length,
				    unsigned int order, bool chainable,
				    gfp_t gfp, unsigned int *nent_p);
struct scatterlist *sgl_alloc(unsigned long long length, gfp_t gfp,
			      unsigned int *nent_p);
void sgl_free_n_order(struct scatterlist *sgl, int nents, int order);
void sgl_free_order(struct scatterlist *sgl, int order);
void sgl_free(struct scatterlist *sgl);

/*
 * Copies between @buf and a list, from byte @skip of the list on, up to the end
 * of either: how many bytes. @to_buffer: out of the list.
 */
size_t sg_copy_buffer(struct scatterlist *sgl, unsigned int nents, void *buf,
		      size_t buflen, off_t skip, bool to_buffer);
size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			   const void *buf, size_t buflen);
size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf,
			 size_t buflen);
size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			    const void *buf, size_t buflen, off_t skip);
size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents,
			  void *buf, size_t buflen, off_t skip);
/* The same with zeros. */
size_t sg_zero_buffer(struct scatterlist *sgl, unsigned int nents,
		      size_t buflen, off_t skip);

/* What for_each_sg_page() is at. */
struct sg_page_iter {
	struct scatterlist *sg;
	unsigned int sg_pgoffset; /* the page in the entry */
	unsigned int __nents;
	int __pg_advance;
};

static inline struct page *sg_page_iter_page(struct sg_page_iter *piter)
{
	return nth_page(sg_page(piter->sg), piter->sg_pgoffset);
}

/* Page by page, from page @pgoffset of the list on. */
void __sg_page_iter_start(struct sg_page_iter *piter,
			  struct scatterlist *sglist, unsigned int nents,
			  unsigned long pgoffset);
bool __sg_page_iter_next(struct sg_page_iter *piter);
#define for_each_sg_page(sglist, piter, nents, pgoffset)           \
	for (__sg_page_iter_start(piter, sglist, nents, pgoffset); \
	     __sg_page_iter_next(piter);)
#define for_each_sgtable_page(sgt, piter, pgoffset) \
	for_each_sg_page((sgt)->sgl, piter, (sgt)->orig_nents, pgoffset)

#define SG_MITER_ATOMIC 1  /* whoever goes through it may not sleep */
#define SG_MITER_TO_SG 2   /* to write to it */
#define SG_MITER_FROM_SG 4 /* to read it */

/* What a walk over a list is at: a part of one page. */
struct sg_mapping_iter {
	struct page *page;
	void *addr;	 /* that part */
	size_t length;	 /* of it */
	size_t consumed; /* of it; the caller may say less, and goes on there */
	struct sg_page_iter piter;
	size_t __offset; /* in the entry, of that part */
	unsigned int __flags;
};

/*
 * A walk: start, next as long as it is true, stop. skip goes on by @offset
 * bytes, false where that is behind the end.
 */
void sg_miter_start(struct sg_mapping_iter *miter, struct scatterlist *sgl,
		    unsigned int nents, unsigned int flags);
bool sg_miter_skip(struct sg_mapping_iter *miter, off_t offset);
bool sg_miter_next(struct sg_mapping_iter *miter);
void sg_miter_stop(struct sg_mapping_iter *miter);

#endif
