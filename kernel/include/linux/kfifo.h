/* SPDX-License-Identifier: MIT */
/*
 * Rings of elements of one type, or of records: each a length of one or two
 * bytes, and as many bytes. One reader and one writer need no lock. The macros
 * take a pointer to a fifo of any of the kinds.
 *
 * Context: any.
 * Linux: Documentation/core-api/kfifo.rst
 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/array_size.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>

/* @in and @out only grow; modulo @mask + 1 elements they are positions. */
struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;
	unsigned int esize;
	void *data;
};

/*
 * The ring, and what the macros know of it: the type of its elements, what a
 * value for it may point to, and how long the length of a record is.
 */
#define __KFIFO_COMMON(type, recsize, valuetype) \
	union {                                  \
		struct __kfifo kfifo;            \
		type *element;                   \
		valuetype *value;                \
		const valuetype *const_value;    \
		char (*record)[recsize];         \
	}
#define __KFIFO_STATIC(type, size, recsize, valuetype)                         \
	{                                                                      \
		__KFIFO_COMMON(type, recsize, valuetype);                      \
		type buf[((size) < 2 || ((size) & ((size)-1))) ? -1 : (size)]; \
	}
#define __KFIFO_DYNAMIC(type, recsize, valuetype)         \
	{                                                 \
		__KFIFO_COMMON(type, recsize, valuetype); \
		type buf[0];                              \
	}

#define STRUCT_KFIFO(type, size) struct __KFIFO_STATIC(type, size, 0, type)
#define STRUCT_KFIFO_PTR(type) struct __KFIFO_DYNAMIC(type, 0, type)
#define STRUCT_KFIFO_REC_1(size) \
	struct __KFIFO_STATIC(unsigned char, size, 1, void)
#define STRUCT_KFIFO_REC_2(size) \
	struct __KFIFO_STATIC(unsigned char, size, 2, void)

/* Of bytes, with memory of its own; of records. */
struct kfifo __KFIFO_DYNAMIC(unsigned char, 0, void);
struct kfifo_rec_ptr_1 __KFIFO_DYNAMIC(unsigned char, 1, void);
struct kfifo_rec_ptr_2 __KFIFO_DYNAMIC(unsigned char, 2, void);

/* A fifo of @size (a power of two) elements, or one for kfifo_alloc(). */
#define DECLARE_KFIFO(fifo, type, size) STRUCT_KFIFO(type, size) fifo
#define DECLARE_KFIFO_PTR(fifo, type) STRUCT_KFIFO_PTR(type) fifo
#define DEFINE_KFIFO(fifo, type, size)            \
	DECLARE_KFIFO(fifo, type, size) = {       \
		.kfifo = { .mask = (size)-1,      \
			   .esize = sizeof(type), \
			   .data = (fifo).buf },  \
	}
/* Whether its memory is elsewhere. */
#define __is_kfifo_ptr(fifo) (sizeof(*(fifo)) == sizeof(struct __kfifo))
#define INIT_KFIFO(fifo)                                                   \
	(void)({                                                           \
		typeof(&(fifo)) __tmp = &(fifo);                           \
		bool __is_ptr = __is_kfifo_ptr(__tmp);                     \
		__tmp->kfifo = (struct __kfifo){                           \
			.mask = __is_ptr ? 0 : ARRAY_SIZE(__tmp->buf) - 1, \
			.esize = sizeof(*__tmp->buf),                      \
			.data = __is_ptr ? NULL : __tmp->buf,              \
		};                                                         \
	})

#define kfifo_initialized(fifo) ((fifo)->kfifo.mask)
#define kfifo_esize(fifo) ((fifo)->kfifo.esize)
#define kfifo_recsize(fifo) (sizeof(*(fifo)->record))
#define kfifo_size(fifo) ((fifo)->kfifo.mask + 1)
#define kfifo_reset(fifo) (void)((fifo)->kfifo.in = (fifo)->kfifo.out = 0)
/* Only for the reader. */
#define kfifo_reset_out(fifo) (void)((fifo)->kfifo.out = (fifo)->kfifo.in)
#define kfifo_len(fifo) ((fifo)->kfifo.in - (fifo)->kfifo.out)
#define kfifo_is_empty(fifo) ((fifo)->kfifo.in == (fifo)->kfifo.out)
#define kfifo_is_empty_spinlocked(fifo, lock)          \
	({                                             \
		unsigned long __flags;                 \
		bool __ret;                            \
		spin_lock_irqsave(lock, __flags);      \
		__ret = kfifo_is_empty(fifo);          \
		spin_unlock_irqrestore(lock, __flags); \
		__ret;                                 \
	})
#define kfifo_is_full(fifo) (kfifo_len(fifo) > (fifo)->kfifo.mask)
/* Free elements; of records: the longest that can be put. */
#define kfifo_avail(fifo) __kfifo_avail(&(fifo)->kfifo, kfifo_recsize(fifo))

/*
 * Memory for @size elements (rounded up to a power of two), for kfifo_free():
 * 0, -ENOMEM, or -EINVAL: less than 2. kfifo_init() takes the caller's @size
 * bytes, rounded down.
 */
#define kfifo_alloc(fifo, size, gfp_mask) \
	__kfifo_alloc(&(fifo)->kfifo, size, sizeof(*(fifo)->element), gfp_mask)
#define kfifo_free(fifo) __kfifo_free(&(fifo)->kfifo)
#define kfifo_init(fifo, buffer, size) \
	__kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(*(fifo)->element))

/* Adds @val: 1, or 0: it is full. */
#define kfifo_put(fifo, val)                                         \
	({                                                           \
		typeof(fifo) __tmp = (fifo);                         \
		typeof(*__tmp->buf) __val = (val);                   \
		__kfifo_in(&__tmp->kfifo, &__val,                    \
			   kfifo_recsize(__tmp) ? sizeof(__val) : 1, \
			   kfifo_recsize(__tmp)) != 0;               \
	})
/* Takes one, looks at it, drops it: 1, or 0: it is empty. */
#define kfifo_get(fifo, val)                                           \
	({                                                             \
		typeof(fifo) __tmp = (fifo);                           \
		typeof(__tmp->value) __val = (val);                    \
		__kfifo_out(&__tmp->kfifo, __val,                      \
			    kfifo_recsize(__tmp) ? sizeof(*__val) : 1, \
			    kfifo_recsize(__tmp)) != 0;                \
	})
#define kfifo_peek(fifo, val)                                               \
	({                                                                  \
		typeof(fifo) __tmp = (fifo);                                \
		typeof(__tmp->value) __val = (val);                         \
		__kfifo_out_peek(&__tmp->kfifo, __val,                      \
				 kfifo_recsize(__tmp) ? sizeof(*__val) : 1, \
				 kfifo_recsize(__tmp)) != 0;                \
	})
#define kfifo_skip(fifo) __kfifo_skip(&(fifo)->kfifo, kfifo_recsize(fifo))
#define kfifo_skip_count(fifo, count) (void)((fifo)->kfifo.out += (count))
/* The bytes of the next record, or of all elements. */
#define kfifo_peek_len(fifo) \
	__kfifo_peek_len(&(fifo)->kfifo, kfifo_recsize(fifo))

/*
 * @n elements, or a record of @n bytes: how many were moved. A record that has
 * no room is not put; one that is too long for @buf is cut.
 */
#define kfifo_in(fifo, buf, n)                                               \
	({                                                                   \
		typeof(fifo) __fifo = (fifo);                                \
		typeof(__fifo->const_value) __buf = (buf);                   \
		__kfifo_in(&__fifo->kfifo, __buf, n, kfifo_recsize(__fifo)); \
	})
#define kfifo_out(fifo, buf, n)                                               \
	({                                                                    \
		typeof(fifo) __fifo = (fifo);                                 \
		typeof(__fifo->value) __buf = (buf);                          \
		__kfifo_out(&__fifo->kfifo, __buf, n, kfifo_recsize(__fifo)); \
	})
#define kfifo_out_peek(fifo, buf, n)                       \
	({                                                 \
		typeof(fifo) __fifo = (fifo);              \
		typeof(__fifo->value) __buf = (buf);       \
		__kfifo_out_peek(&__fifo->kfifo, __buf, n, \
				 kfifo_recsize(__fifo));   \
	})
/* Where up to @n elements lie in a row: *@tail, and how many. */
#define kfifo_out_linear(fifo, tail, n) \
	__kfifo_out_linear(&(fifo)->kfifo, tail, n)
#define kfifo_out_linear_ptr(fifo, ptr, n)                                   \
	({                                                                   \
		typeof(fifo) __fifo = (fifo);                                \
		unsigned int __tail, __n;                                    \
		__n = kfifo_out_linear(__fifo, &__tail, n);                  \
		*(ptr) = (typeof(__fifo->value))__fifo->kfifo.data + __tail; \
		__n;                                                         \
	})

/* The same under @lock, with interrupts off, or as they are. */
#define __kfifo_locked(call, lock)                     \
	({                                             \
		unsigned long __flags;                 \
		unsigned int __moved;                  \
		spin_lock_irqsave(lock, __flags);      \
		__moved = call;                        \
		spin_unlock_irqrestore(lock, __flags); \
		__moved;                               \
	})
#define kfifo_in_spinlocked(fifo, buf, n, lock) \
	__kfifo_locked(kfifo_in(fifo, buf, n), lock)
#define kfifo_out_spinlocked(fifo, buf, n, lock) \
	__kfifo_locked(kfifo_out(fifo, buf, n), lock)
#define kfifo_in_locked(fifo, buf, n, lock) \
	kfifo_in_spinlocked(fifo, buf, n, lock)
#define kfifo_out_locked(fifo, buf, n, lock) \
	kfifo_out_spinlocked(fifo, buf, n, lock)
#define kfifo_in_spinlocked_noirqsave(fifo, buf, n, lock) \
	({                                                \
		unsigned int __moved;                     \
		spin_lock(lock);                          \
		__moved = kfifo_in(fifo, buf, n);         \
		spin_unlock(lock);                        \
		__moved;                                  \
	})
#define kfifo_out_spinlocked_noirqsave(fifo, buf, n, lock) \
	({                                                 \
		unsigned int __moved;                      \
		spin_lock(lock);                           \
		__moved = kfifo_out(fifo, buf, n);         \
		spin_unlock(lock);                         \
		__moved;                                   \
	})

/*
 * From and to user memory, @len bytes at most: 0 and *@copied bytes, or
 * -EFAULT. Only whole elements are moved.
 * Context: process, may sleep.
 */
#define kfifo_from_user(fifo, from, len, copied)             \
	__kfifo_from_user(&(fifo)->kfifo, from, len, copied, \
			  kfifo_recsize(fifo))
#define kfifo_to_user(fifo, to, len, copied) \
	__kfifo_to_user(&(fifo)->kfifo, to, len, copied, kfifo_recsize(fifo))

/* --- The functions behind the macros, which say what they do. */
int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize,
		  gfp_t gfp_mask);
void __kfifo_free(struct __kfifo *fifo);
int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size,
		 size_t esize);
unsigned int __kfifo_avail(struct __kfifo *fifo, size_t recsize);
unsigned int __kfifo_peek_len(struct __kfifo *fifo, size_t recsize);
void __kfifo_skip(struct __kfifo *fifo, size_t recsize);
unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int n,
			size_t recsize);
unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int n,
			 size_t recsize);
unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *buf, unsigned int n,
			      size_t recsize);
unsigned int __kfifo_out_linear(struct __kfifo *fifo, unsigned int *tail,
				unsigned int n);
int __kfifo_from_user(struct __kfifo *fifo, const void __user *from,
		      unsigned long len, unsigned int *copied, size_t recsize);
int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long len,
		    unsigned int *copied, size_t recsize);

#endif
