/* SPDX-License-Identifier: MIT */
/*
 * Rings of elements or of records. What is moved is in place before the counter
 * that makes it visible moves: so a reader and a writer need no lock.
 */
#include <asm/barrier.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kfifo.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size,
		 size_t esize)
{
	size /= esize;
	if (size)
		size = rounddown_pow_of_two(size);
	*fifo = (struct __kfifo){ .esize = esize, .data = buffer };
	if (size < 2)
		return -EINVAL;
	fifo->mask = size - 1;
	return 0;
}
EXPORT_SYMBOL(__kfifo_init);

int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize,
		  gfp_t gfp_mask)
{
	*fifo = (struct __kfifo){ .esize = esize };
	if (size < 2 || size > 1u << 31)
		return -EINVAL;
	size = roundup_pow_of_two(size);
	fifo->data = __kmalloc_track_caller(array_size(size, esize), gfp_mask,
					    _RET_IP_);
	if (!fifo->data)
		return -ENOMEM;
	fifo->mask = size - 1;
	return 0;
}
EXPORT_SYMBOL(__kfifo_alloc);

void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	*fifo = (struct __kfifo){ 0 };
}
EXPORT_SYMBOL(__kfifo_free);

static unsigned int used(const struct __kfifo *fifo)
{
	return READ_ONCE(fifo->in) - READ_ONCE(fifo->out);
}

static unsigned int unused(const struct __kfifo *fifo)
{
	return fifo->mask + 1 - used(fifo);
}

/* How far it is from element @at to the end of the ring, at most @n. */
static unsigned int in_a_row(const struct __kfifo *fifo, unsigned int at,
			     unsigned int n)
{
	return min(n, fifo->mask + 1 - (at & fifo->mask));
}

static void *element(const struct __kfifo *fifo, unsigned int at)
{
	return (u8 *)fifo->data + (at & fifo->mask) * fifo->esize;
}

static void copy_in(struct __kfifo *fifo, const void *src, unsigned int n,
		    unsigned int at)
{
	unsigned int row = in_a_row(fifo, at, n);

	memcpy(element(fifo, at), src, row * fifo->esize);
	memcpy(fifo->data, src + row * fifo->esize, (n - row) * fifo->esize);
}

static void copy_out(struct __kfifo *fifo, void *dst, unsigned int n,
		     unsigned int at)
{
	unsigned int row = in_a_row(fifo, at, n);

	memcpy(dst, element(fifo, at), row * fifo->esize);
	memcpy(dst + row * fifo->esize, fifo->data, (n - row) * fifo->esize);
}

/* --- Records: their length in little endian, and their bytes */

static unsigned int longest(size_t recsize)
{
	return recsize == 1 ? 0xff : 0xffff;
}

static unsigned int record_length(struct __kfifo *fifo, size_t recsize)
{
	u8 bytes[2] = { 0 };

	copy_out(fifo, bytes, recsize, fifo->out);
	return bytes[0] | bytes[1] << 8;
}

static void put_length(struct __kfifo *fifo, size_t recsize, unsigned int n)
{
	u8 bytes[2] = { n, n >> 8 };

	copy_in(fifo, bytes, recsize, fifo->in);
}

unsigned int __kfifo_avail(struct __kfifo *fifo, size_t recsize)
{
	unsigned int room = unused(fifo);

	if (!recsize)
		return room;
	return room <= recsize ?
		       0 :
		       min_t(unsigned int, room - recsize, longest(recsize));
}
EXPORT_SYMBOL(__kfifo_avail);

unsigned int __kfifo_peek_len(struct __kfifo *fifo, size_t recsize)
{
	if (!recsize)
		return used(fifo) * fifo->esize;
	return used(fifo) ? record_length(fifo, recsize) : 0;
}
EXPORT_SYMBOL(__kfifo_peek_len);

/* How many elements the next one to be read is, with its length. */
static unsigned int step(struct __kfifo *fifo, size_t recsize)
{
	return recsize ? recsize + record_length(fifo, recsize) : 1;
}

void __kfifo_skip(struct __kfifo *fifo, size_t recsize)
{
	if (used(fifo))
		fifo->out += step(fifo, recsize);
}
EXPORT_SYMBOL(__kfifo_skip);

/* --- Moving */

unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int n,
			size_t recsize)
{
	if (recsize && (n > longest(recsize) || n + recsize > unused(fifo)))
		return 0;
	n = min(n, unused(fifo));
	if (recsize)
		put_length(fifo, recsize, n);
	copy_in(fifo, buf, n, fifo->in + recsize);
	smp_wmb();
	fifo->in += n + recsize;
	return n;
}
EXPORT_SYMBOL(__kfifo_in);

unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *buf, unsigned int n,
			      size_t recsize)
{
	if (!used(fifo))
		return 0;
	smp_rmb();
	n = min(n, recsize ? record_length(fifo, recsize) : used(fifo));
	copy_out(fifo, buf, n, fifo->out + recsize);
	return n;
}
EXPORT_SYMBOL(__kfifo_out_peek);

unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int n,
			 size_t recsize)
{
	bool any = used(fifo);

	n = __kfifo_out_peek(fifo, buf, n, recsize);
	smp_wmb();
	if (any)
		fifo->out += recsize ? step(fifo, recsize) : n;
	return n;
}
EXPORT_SYMBOL(__kfifo_out);

unsigned int __kfifo_out_linear(struct __kfifo *fifo, unsigned int *tail,
				unsigned int n)
{
	*tail = fifo->out & fifo->mask;
	return in_a_row(fifo, fifo->out, min(n, used(fifo)));
}
EXPORT_SYMBOL(__kfifo_out_linear);

/* --- User memory: only whole elements that were copied are counted */

int __kfifo_from_user(struct __kfifo *fifo, const void __user *from,
		      unsigned long len, unsigned int *copied, size_t recsize)
{
	unsigned int n = min_t(unsigned long, len / fifo->esize,
			       __kfifo_avail(fifo, recsize));
	unsigned int at = fifo->in + recsize, row = in_a_row(fifo, at, n);
	unsigned long bytes = n * fifo->esize, first = row * fifo->esize, left;

	*copied = 0;
	if (recsize && n < min_t(unsigned long, len, longest(recsize)))
		return 0;
	left = copy_from_user(element(fifo, at), from, first);
	left = left ? left + bytes - first :
		      copy_from_user(fifo->data, from + first, bytes - first);
	if (recsize && left)
		return -EFAULT;
	n -= DIV_ROUND_UP(left, fifo->esize);
	if (recsize)
		put_length(fifo, recsize, n);
	smp_wmb();
	fifo->in += n + recsize;
	*copied = n * fifo->esize;
	return left ? -EFAULT : 0;
}
EXPORT_SYMBOL(__kfifo_from_user);

int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long len,
		    unsigned int *copied, size_t recsize)
{
	unsigned int n, at = fifo->out + recsize, row;
	unsigned long bytes, first, left;

	*copied = 0;
	if (!used(fifo))
		return 0;
	smp_rmb();
	n = min_t(unsigned long, len / fifo->esize,
		  recsize ? record_length(fifo, recsize) : used(fifo));
	row = in_a_row(fifo, at, n);
	bytes = n * fifo->esize;
	first = row * fifo->esize;
	left = copy_to_user(to, element(fifo, at), first);
	left = left ? left + bytes - first :
		      copy_to_user(to + first, fifo->data, bytes - first);
	if (recsize && left)
		return -EFAULT;
	n -= DIV_ROUND_UP(left, fifo->esize);
	smp_wmb();
	fifo->out += recsize ? step(fifo, recsize) : n;
	*copied = n * fifo->esize;
	return left ? -EFAULT : 0;
}
EXPORT_SYMBOL(__kfifo_to_user);
