/* SPDX-License-Identifier: MIT */
/*
 * Sequence counters: a reader takes a copy, and again when a writer came
 * between; so readers never keep a writer waiting. Writers keep each other
 * out: by the lock in a seqlock_t, by a lock of their own for a seqcount_t.
 * A reader in an interrupt that has interrupted a writer would wait for ever:
 * such writers switch interrupts off.
 *
 * Context: any.
 * Linux: Documentation/locking/seqlock.rst
 */
#ifndef _LINUX_SEQLOCK_H
#define _LINUX_SEQLOCK_H

#include <asm/barrier.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/seqlock_types.h>
#include <linux/spinlock.h>

/* clang-format off */
#define SEQCNT_ZERO(name) { .sequence = 0 }
#define __SEQCNT_LOCK_ZERO(name) { .seqcount = SEQCNT_ZERO(name) }
#define SEQCNT_RAW_SPINLOCK_ZERO(name, lock) __SEQCNT_LOCK_ZERO(name)
#define SEQCNT_SPINLOCK_ZERO(name, lock) __SEQCNT_LOCK_ZERO(name)
#define SEQCNT_RWLOCK_ZERO(name, lock) __SEQCNT_LOCK_ZERO(name)
#define SEQCNT_MUTEX_ZERO(name, lock) __SEQCNT_LOCK_ZERO(name)
#define SEQCNT_LATCH_ZERO(name) __SEQCNT_LOCK_ZERO(name)
#define __SEQLOCK_UNLOCKED(lockname)                            \
	{ .seqcount = SEQCNT_SPINLOCK_ZERO(lockname, NULL),     \
	  .lock = __SPIN_LOCK_UNLOCKED(lockname) }
/* clang-format on */
#define DEFINE_SEQLOCK(sl) seqlock_t sl = __SEQLOCK_UNLOCKED(sl)

#define seqcount_init(s) ((void)((s)->sequence = 0))
#define seqcount_raw_spinlock_init(s, lock) seqcount_init(&(s)->seqcount)
#define seqcount_spinlock_init(s, lock) seqcount_init(&(s)->seqcount)
#define seqcount_rwlock_init(s, lock) seqcount_init(&(s)->seqcount)
#define seqcount_mutex_init(s, lock) seqcount_init(&(s)->seqcount)
#define seqcount_latch_init(s) seqcount_init(&(s)->seqcount)
#define seqlock_init(sl)                                 \
	do {                                             \
		spin_lock_init(&(sl)->lock);             \
		seqcount_init(&(sl)->seqcount.seqcount); \
	} while (0)

/* The counter in any of the types. */
#define seqprop_ptr(s)                                                 \
	((seqcount_t *)_Generic(*(s), seqcount_t                       \
				: (void *)(s), seqcount_raw_spinlock_t \
				: (void *)(s), seqcount_spinlock_t     \
				: (void *)(s), seqcount_rwlock_t       \
				: (void *)(s), seqcount_mutex_t        \
				: (void *)(s), seqcount_latch_t        \
				: (void *)(s)))

/* --- Readers of a counter: do { seq = begin; copy; } while (retry(seq)); */

static inline unsigned int __seq_begin(const seqcount_t *s)
{
	unsigned int seq;

	while ((seq = READ_ONCE(s->sequence)) & 1)
		cpu_relax();
	barrier();
	return seq;
}

static inline int __seq_retry(const seqcount_t *s, unsigned int start)
{
	barrier();
	return READ_ONCE(s->sequence) != start;
}

/* The raw_ one does not wait for a writer: the retry sees it. */
#define read_seqcount_begin(s) __seq_begin(seqprop_ptr(s))
#define __read_seqcount_begin(s) read_seqcount_begin(s)
#define raw_read_seqcount_begin(s) read_seqcount_begin(s)
#define raw_read_seqcount(s) READ_ONCE(seqprop_ptr(s)->sequence)
#define raw_seqcount_begin(s) (raw_read_seqcount(s) & ~1u)
#define read_seqcount_retry(s, start) __seq_retry(seqprop_ptr(s), start)
#define __read_seqcount_retry(s, start) read_seqcount_retry(s, start)

/* --- Writers of a counter, which hold a lock of theirs */

static inline void __seq_step(seqcount_t *s)
{
	barrier();
	WRITE_ONCE(s->sequence, s->sequence + 1);
	barrier();
}

#define raw_write_seqcount_begin(s) __seq_step(seqprop_ptr(s))
#define raw_write_seqcount_end(s) __seq_step(seqprop_ptr(s))
#define write_seqcount_begin(s)              \
	do {                                 \
		preempt_disable();           \
		raw_write_seqcount_begin(s); \
	} while (0)
#define write_seqcount_end(s)              \
	do {                               \
		raw_write_seqcount_end(s); \
		preempt_enable();          \
	} while (0)
#define write_seqcount_begin_nested(s, subclass) write_seqcount_begin(s)
#define raw_write_seqcount_barrier(s)       \
	do {                                \
		__seq_step(seqprop_ptr(s)); \
		__seq_step(seqprop_ptr(s)); \
	} while (0)
/* Makes all who read now read again. */
#define write_seqcount_invalidate(s) ((void)(seqprop_ptr(s)->sequence += 2))

/* Two copies, of which readers take the one that the counter's bit 0 names. */
#define raw_write_seqcount_latch(s) __seq_step(&(s)->seqcount)
#define raw_read_seqcount_latch(s) READ_ONCE((s)->seqcount.sequence)
#define read_seqcount_latch(s) raw_read_seqcount_latch(s)
#define raw_read_seqcount_latch_retry(s, start) \
	__seq_retry(&(s)->seqcount, start)
#define read_seqcount_latch_retry(s, start) \
	raw_read_seqcount_latch_retry(s, start)

/* --- Locks with a counter */

static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	return __seq_begin(&sl->seqcount.seqcount);
}

static inline unsigned int read_seqretry(const seqlock_t *sl,
					 unsigned int start)
{
	return __seq_retry(&sl->seqcount.seqcount, start);
}

static inline void __write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	__seq_step(&sl->seqcount.seqcount);
}

static inline void __write_sequnlock(seqlock_t *sl)
{
	__seq_step(&sl->seqcount.seqcount);
	spin_unlock(&sl->lock);
}

/* A writer, in the forms of spin locks. */
#define write_seqlock(sl) __write_seqlock(sl)
#define write_sequnlock(sl) __write_sequnlock(sl)
#define write_seqlock_bh(sl) __lock_bh(__write_seqlock, sl)
#define write_sequnlock_bh(sl) __unlock_bh(__write_sequnlock, sl)
#define write_seqlock_irq(sl) __lock_irq(__write_seqlock, sl)
#define write_sequnlock_irq(sl) __unlock_irq(__write_sequnlock, sl)
#define write_seqlock_irqsave(sl, flags) \
	__lock_irqsave(__write_seqlock, sl, flags)
#define write_sequnlock_irqrestore(sl, flags) \
	__unlock_irqrestore(__write_sequnlock, sl, flags)

/* A reader that keeps writers out. */
#define read_seqlock_excl(sl) spin_lock(&(sl)->lock)
#define read_sequnlock_excl(sl) spin_unlock(&(sl)->lock)
#define read_seqlock_excl_bh(sl) spin_lock_bh(&(sl)->lock)
#define read_sequnlock_excl_bh(sl) spin_unlock_bh(&(sl)->lock)
#define read_seqlock_excl_irq(sl) spin_lock_irq(&(sl)->lock)
#define read_sequnlock_excl_irq(sl) spin_unlock_irq(&(sl)->lock)
#define read_seqlock_excl_irqsave(sl, flags) \
	spin_lock_irqsave(&(sl)->lock, flags)
#define read_sequnlock_excl_irqrestore(sl, flags) \
	spin_unlock_irqrestore(&(sl)->lock, flags)

/*
 * A reader that keeps writers out at its second try: *@seq is 0 at the first,
 * and 1 at that one.
 */
static inline void read_seqbegin_or_lock(seqlock_t *lock, int *seq)
{
	if (*seq & 1)
		read_seqlock_excl(lock);
	else
		*seq = read_seqbegin(lock);
}

static inline int need_seqretry(seqlock_t *lock, int seq)
{
	return !(seq & 1) && read_seqretry(lock, seq);
}

static inline void done_seqretry(seqlock_t *lock, int seq)
{
	if (seq & 1)
		read_sequnlock_excl(lock);
}

#endif
