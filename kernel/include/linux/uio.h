/* SPDX-License-Identifier: MIT */
/*
 * Segments of memory that a read fills or a write takes, in user space or in
 * the kernel: readv(2), writev(2).
 *
 * Context: process, may sleep
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <linux/compiler.h>
#include <linux/types.h>

#define UIO_FASTIOV 8
#define UIO_MAXIOV 1024

struct iovec {
	void __user *iov_base;
	size_t iov_len;
};

struct kvec {
	void *iov_base;
	size_t iov_len;
};

struct iov_iter {
	const struct iovec *iov; /* the segment that is next */
	unsigned long nr_segs;
	size_t iov_offset; /* in that segment */
	size_t count;	   /* bytes in all of them, from there on */
	bool user;	   /* user memory, or the kernel's */
	struct iovec one;  /* the segment, when there is just one */
};

/* Which way bytes go: from the segments, or into them. */
#define ITER_SOURCE 1
#define ITER_DEST 0

void iov_iter_ubuf(struct iov_iter *i, unsigned int direction, void __user *buf,
		   size_t count);
void iov_iter_kvec(struct iov_iter *i, unsigned int direction,
		   const struct kvec *vec, unsigned long nr_segs, size_t count);

static inline size_t iov_iter_count(const struct iov_iter *i)
{
	return i->count;
}

/*
 * Copy up to @bytes, and move on by what was copied: fewer at the end of the
 * segments, or at an address that the user may not use.
 */
size_t copy_to_iter(const void *from, size_t bytes, struct iov_iter *i);
size_t copy_from_iter(void *to, size_t bytes, struct iov_iter *i);
size_t iov_iter_zero(size_t bytes, struct iov_iter *i);
/* Moves on without a copy. */
void iov_iter_advance(struct iov_iter *i, size_t bytes);
/* Gives up all but the first @count bytes. */
static inline void iov_iter_truncate(struct iov_iter *i, u64 count)
{
	if (i->count > count)
		i->count = count;
}

static inline bool copy_to_iter_full(const void *from, size_t bytes,
				     struct iov_iter *i)
{
	return copy_to_iter(from, bytes, i) == bytes;
}
static inline bool copy_from_iter_full(void *to, size_t bytes,
				       struct iov_iter *i)
{
	return copy_from_iter(to, bytes, i) == bytes;
}

#endif
