/* SPDX-License-Identifier: MIT */
/*
 * The addresses of pages. All memory is mapped all the time here, so that a
 * mapping is there before it is asked for, and stays.
 *
 * Context: any.
 * Linux: Documentation/mm/highmem.rst
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/mm.h>
#include <linux/string.h>

/* Where @page is, until kunmap(). */
#define kmap(page) page_address(page)
#define kunmap(page) ((void)(page))
#define kmap_local_page(page) page_address(page)
#define kunmap_local(address) ((void)(address))
#define kmap_atomic(page) page_address(page)
#define kunmap_atomic(address) ((void)(address))

static inline void clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

static inline void copy_page(void *to, void *from)
{
	memcpy(to, from, PAGE_SIZE);
}

static inline void clear_highpage(struct page *page)
{
	clear_page(page_address(page));
}

static inline void copy_highpage(struct page *to, struct page *from)
{
	copy_page(page_address(to), page_address(from));
}

/* Bytes of a page, from @offset on. */
static inline void memcpy_from_page(char *to, struct page *page, size_t offset,
				    size_t len)
{
	memcpy(to, (char *)page_address(page) + offset, len);
}

static inline void memcpy_to_page(struct page *page, size_t offset,
				  const char *from, size_t len)
{
	memcpy((char *)page_address(page) + offset, from, len);
}

static inline void memset_page(struct page *page, size_t offset, int value,
			       size_t len)
{
	memset((char *)page_address(page) + offset, value, len);
}

static inline void memzero_page(struct page *page, size_t offset, size_t len)
{
	memset_page(page, offset, 0, len);
}
#define zero_user(page, start, size) memzero_page(page, start, size)

#endif
