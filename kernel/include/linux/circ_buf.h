/* SPDX-License-Identifier: MIT */
/*
 * The arithmetic of rings whose size is a power of two: head is where the
 * producer writes, tail where the consumer reads; one slot stays free.
 *
 * Context: any.
 * Linux: Documentation/core-api/circular-buffers.rst
 */
#ifndef _LINUX_CIRC_BUF_H
#define _LINUX_CIRC_BUF_H

struct circ_buf {
	char *buf;
	int head;
	int tail;
};

/* What is in the ring; what may be added. */
#define CIRC_CNT(head, tail, size) (((head) - (tail)) & ((size)-1))
#define CIRC_SPACE(head, tail, size) CIRC_CNT((tail), ((head) + 1), (size))
/* The same, only up to the end of the buffer. */
#define CIRC_CNT_TO_END(head, tail, size)            \
	({                                           \
		int end = (size) - (tail);           \
		int n = ((head) + end) & ((size)-1); \
		n < end ? n : end;                   \
	})
#define CIRC_SPACE_TO_END(head, tail, size)          \
	({                                           \
		int end = (size)-1 - (head);         \
		int n = (end + (tail)) & ((size)-1); \
		n <= end ? n : end + 1;              \
	})

#endif
