/* SPDX-License-Identifier: MIT */
/*
 * Lists of pieces of memory. All memory is mapped, so that to walk over a list
 * is to compute addresses.
 */
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, sizeof(*sgl) * nents);
	sg_init_marker(sgl, nents);
}
EXPORT_SYMBOL(sg_init_table);

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, buflen);
}
EXPORT_SYMBOL(sg_init_one);

struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (sg_is_last(sg))
		return NULL;
	sg++;
	return sg_is_chain(sg) ? sg_chain_ptr(sg) : sg;
}
EXPORT_SYMBOL(sg_next);

struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents)
{
	struct scatterlist *sg, *last = NULL;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i)
		last = sg;
	return last;
}
EXPORT_SYMBOL(sg_last);

int sg_nents(struct scatterlist *sg)
{
	int nents = 0;

	for (; sg; sg = sg_next(sg))
		nents++;
	return nents;
}
EXPORT_SYMBOL(sg_nents);

int sg_nents_for_len(struct scatterlist *sg, u64 len)
{
	u64 held = 0;
	int nents = 0;

	if (!len)
		return 0;
	for (; sg; sg = sg_next(sg)) {
		nents++;
		held += sg->length;
		if (held >= len)
			return nents;
	}
	return -EINVAL;
}
EXPORT_SYMBOL(sg_nents_for_len);

static int alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp,
		       unsigned long caller)
{
	*table = (struct sg_table){ 0 };
	if (!nents)
		return -EINVAL;
	table->sgl =
		__kmalloc_track_caller(array_size(nents, sizeof(*table->sgl)),
				       gfp, caller);
	if (!table->sgl)
		return -ENOMEM;
	sg_init_table(table->sgl, nents);
	table->nents = nents;
	table->orig_nents = nents;
	return 0;
}

int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp_mask)
{
	return alloc_table(table, nents, gfp_mask, _RET_IP_);
}
EXPORT_SYMBOL(sg_alloc_table);

void sg_free_table(struct sg_table *table)
{
	kfree(table->sgl);
	*table = (struct sg_table){ 0 };
}
EXPORT_SYMBOL(sg_free_table);

/* How many of @pages, from the first on, are one piece of @most bytes. */
static unsigned int run_of(struct page **pages, unsigned int n,
			   unsigned int most)
{
	unsigned int run = 1;

	while (run < n && run < most >> PAGE_SHIFT &&
	       page_to_pfn(pages[run]) == page_to_pfn(pages[run - 1]) + 1)
		run++;
	return run;
}

int sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages,
				      unsigned int n_pages, unsigned int offset,
				      unsigned long size,
				      unsigned int max_segment, gfp_t gfp_mask)
{
	unsigned int nents = 0, done, len;
	struct scatterlist *sg;
	int error;

	max_segment = ALIGN_DOWN(max_segment, PAGE_SIZE);
	if (!max_segment || offset >= PAGE_SIZE)
		return -EINVAL;
	for (done = 0; done < n_pages; nents++)
		done += run_of(pages + done, n_pages - done, max_segment);
	error = alloc_table(sgt, nents, gfp_mask, _RET_IP_);
	if (error)
		return error;
	for (sg = sgt->sgl, done = 0; sg; sg = sg_next(sg), offset = 0) {
		unsigned int run =
			run_of(pages + done, n_pages - done, max_segment);

		len = min(size, run * PAGE_SIZE - offset);
		sg_set_page(sg, pages[done], len, offset);
		size -= len;
		done += run;
	}
	return 0;
}
EXPORT_SYMBOL(sg_alloc_table_from_pages_segment);

void sgl_free_n_order(struct scatterlist *sgl, int nents, int order)
{
	struct scatterlist *sg = sgl;

	for (int i = 0; i < nents && sg; i++, sg = sg_next(sg))
		if (sg_page(sg))
			__free_pages(sg_page(sg), order);
	kfree(sgl);
}
EXPORT_SYMBOL(sgl_free_n_order);

void sgl_free_order(struct scatterlist *sgl, int order)
{
	sgl_free_n_order(sgl, INT_MAX, order);
}
EXPORT_SYMBOL(sgl_free_order);

void sgl_free(struct scatterlist *sgl)
{
	sgl_free_order(sgl, 0);
}
EXPORT_SYMBOL(sgl_free);

struct scatterlist *sgl_alloc_order(unsigned long long length,
				    unsigned int order, bool chainable,
				    gfp_t gfp, unsigned int *nent_p)
{
	unsigned long block = PAGE_SIZE << order;
	u64 nents = (length + block - 1) >> (PAGE_SHIFT + order);
	struct scatterlist *sgl, *sg;

	/* Not one a byte more than an array can be, nor 0 entries. */
	if (!nents || length > nents * block || nents >= INT_MAX)
		return NULL;
	sgl = __kmalloc_track_caller(array_size(nents + chainable,
						sizeof(*sgl)),
				     gfp & ~GFP_DMA, _RET_IP_);
	if (!sgl)
		return NULL;
	sg_init_table(sgl, nents + chainable);
	if (nent_p)
		*nent_p = nents;
	for (sg = sgl; length; sg++) {
		unsigned int len = min_t(u64, length, block);
		struct page *page = alloc_pages(gfp, order);

		if (!page) {
			sgl_free_order(sgl, order);
			return NULL;
		}
		sg_set_page(sg, page, len, 0);
		length -= len;
	}
	return sgl;
}
EXPORT_SYMBOL(sgl_alloc_order);

struct scatterlist *sgl_alloc(unsigned long long length, gfp_t gfp,
			      unsigned int *nent_p)
{
	return sgl_alloc_order(length, 0, false, gfp, nent_p);
}
EXPORT_SYMBOL(sgl_alloc);

void __sg_page_iter_start(struct sg_page_iter *piter,
			  struct scatterlist *sglist, unsigned int nents,
			  unsigned long pgoffset)
{
	*piter = (struct sg_page_iter){ .sg = sglist,
					.sg_pgoffset = pgoffset,
					.__nents = nents };
}
EXPORT_SYMBOL(__sg_page_iter_start);

bool __sg_page_iter_next(struct sg_page_iter *piter)
{
	/* The first page is where the walk starts, not behind it. */
	piter->sg_pgoffset += piter->__pg_advance;
	piter->__pg_advance = 1;
	for (; piter->__nents && piter->sg; piter->__nents--) {
		struct scatterlist *sg = piter->sg;
		unsigned int pages = PAGE_ALIGN(sg->offset + sg->length) >>
				     PAGE_SHIFT;

		if (piter->sg_pgoffset < pages)
			return true;
		piter->sg_pgoffset -= pages;
		piter->sg = sg_next(sg);
	}
	return false;
}
EXPORT_SYMBOL(__sg_page_iter_next);

void sg_miter_start(struct sg_mapping_iter *miter, struct scatterlist *sgl,
		    unsigned int nents, unsigned int flags)
{
	*miter = (struct sg_mapping_iter){ .__flags = flags };
	__sg_page_iter_start(&miter->piter, sgl, nents, 0);
}
EXPORT_SYMBOL(sg_miter_start);

/* How much of the entry is ahead, the first one with anything; 0: the end. */
static size_t ahead(struct sg_mapping_iter *miter)
{
	struct sg_page_iter *piter = &miter->piter;

	for (; piter->__nents && piter->sg; piter->__nents--) {
		if (miter->__offset < piter->sg->length)
			return piter->sg->length - miter->__offset;
		miter->__offset -= piter->sg->length;
		piter->sg = sg_next(piter->sg);
	}
	return 0;
}

bool sg_miter_skip(struct sg_mapping_iter *miter, off_t offset)
{
	sg_miter_stop(miter);
	while (offset) {
		size_t step = min_t(size_t, offset, ahead(miter));

		if (!step)
			return false;
		miter->__offset += step;
		offset -= step;
	}
	return true;
}
EXPORT_SYMBOL(sg_miter_skip);

bool sg_miter_next(struct sg_mapping_iter *miter)
{
	size_t left, start;

	sg_miter_stop(miter);
	left = ahead(miter);
	if (!left)
		return false;
	start = miter->piter.sg->offset + miter->__offset;
	miter->piter.sg_pgoffset = start >> PAGE_SHIFT;
	miter->page = sg_page_iter_page(&miter->piter);
	miter->addr = (char *)page_address(miter->page) + offset_in_page(start);
	miter->length = min(left, PAGE_SIZE - offset_in_page(start));
	miter->consumed = miter->length;
	return true;
}
EXPORT_SYMBOL(sg_miter_next);

void sg_miter_stop(struct sg_mapping_iter *miter)
{
	miter->__offset += miter->consumed;
	miter->page = NULL;
	miter->addr = NULL;
	miter->length = 0;
	miter->consumed = 0;
}
EXPORT_SYMBOL(sg_miter_stop);

/* What happens to @len bytes at @addr in a list: @buf is the buffer's place. */
typedef void (*sg_action)(void *addr, void *buf, size_t len);

static size_t for_bytes(struct scatterlist *sgl, unsigned int nents, void *buf,
			size_t buflen, off_t skip, sg_action action)
{
	struct sg_mapping_iter miter;
	size_t done = 0;

	sg_miter_start(&miter, sgl, nents, SG_MITER_ATOMIC);
	if (!sg_miter_skip(&miter, skip))
		return 0;
	while (done < buflen && sg_miter_next(&miter)) {
		size_t len = min(miter.length, buflen - done);

		action(miter.addr, (char *)buf + done, len);
		done += len;
	}
	sg_miter_stop(&miter);
	return done;
}

static void to_list(void *addr, void *buf, size_t len)
{
	memcpy(addr, buf, len);
}

static void from_list(void *addr, void *buf, size_t len)
{
	memcpy(buf, addr, len);
}

static void zero_list(void *addr, void *buf, size_t len)
{
	memset(addr, 0, len);
}

size_t sg_copy_buffer(struct scatterlist *sgl, unsigned int nents, void *buf,
		      size_t buflen, off_t skip, bool to_buffer)
{
	return for_bytes(sgl, nents, buf, buflen, skip,
			 to_buffer ? from_list : to_list);
}
EXPORT_SYMBOL(sg_copy_buffer);

size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			   const void *buf, size_t buflen)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, 0, false);
}
EXPORT_SYMBOL(sg_copy_from_buffer);

size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf,
			 size_t buflen)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, 0, true);
}
EXPORT_SYMBOL(sg_copy_to_buffer);

size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			    const void *buf, size_t buflen, off_t skip)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, skip, false);
}
EXPORT_SYMBOL(sg_pcopy_from_buffer);

size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents,
			  void *buf, size_t buflen, off_t skip)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, skip, true);
}
EXPORT_SYMBOL(sg_pcopy_to_buffer);

size_t sg_zero_buffer(struct scatterlist *sgl, unsigned int nents,
		      size_t buflen, off_t skip)
{
	return for_bytes(sgl, nents, NULL, buflen, skip, zero_list);
}
EXPORT_SYMBOL(sg_zero_buffer);
