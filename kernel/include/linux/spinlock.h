/* SPDX-License-Identifier: MIT */
/*
 * Spin locks: what must not sleep while it keeps others out. On one processor
 * whose kernel code is not preempted nobody ever spins: the lock is the preempt
 * count and, where an interrupt takes it too, the interrupt flag (_irq,
 * _irqsave) or the soft interrupts' (_bh). raw_ ones are the same.
 *
 * A debug build (make DEBUG=1) tells of a lock that is taken twice, that is
 * released by someone who does not hold it, or was never initialised; in the
 * texts of Linux's CONFIG_DEBUG_SPINLOCK.
 * Context: any but an NMI; the plain and the _bh forms where no interrupt
 * takes the same lock.
 * Linux: Documentation/locking/spinlocks.rst
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <asm/barrier.h>
#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>
#include <linux/typecheck.h>
#include <linux/types.h>

#ifdef CONFIG_DEBUG_LOCKS
/* The same, with a look at who holds it and from where. Context: any. */
void raw_spin_lock(raw_spinlock_t *lock);
int raw_spin_trylock(raw_spinlock_t *lock);
void raw_spin_unlock(raw_spinlock_t *lock);
#else
static __always_inline void raw_spin_lock(raw_spinlock_t *lock)
{
	preempt_disable();
	lock->locked = 1;
	barrier();
}

/* 1 when it was free and is now held, else 0. */
static __always_inline int raw_spin_trylock(raw_spinlock_t *lock)
{
	if (READ_ONCE(lock->locked))
		return 0;
	raw_spin_lock(lock);
	return 1;
}

static __always_inline void raw_spin_unlock(raw_spinlock_t *lock)
{
	barrier();
	lock->locked = 0;
	preempt_enable();
}
#endif

#define raw_spin_lock_init(lock) \
	((void)(*(lock) = __RAW_SPIN_LOCK_UNLOCKED(lock)))
#define raw_spin_is_locked(lock) (READ_ONCE((lock)->locked) != 0)
#define raw_spin_is_contended(lock) ((void)(lock), 0)
#define raw_spin_lock_nested(lock, subclass) raw_spin_lock(lock)

/*
 * The forms of a lock's operation @op, on soft interrupts, interrupts, and
 * interrupts as they were.
 */
#define __lock_bh(op, lock)         \
	do {                        \
		local_bh_disable(); \
		op(lock);           \
	} while (0)
#define __unlock_bh(op, lock)      \
	do {                       \
		op(lock);          \
		local_bh_enable(); \
	} while (0)
#define __lock_irq(op, lock)         \
	do {                         \
		local_irq_disable(); \
		op(lock);            \
	} while (0)
#define __unlock_irq(op, lock)      \
	do {                        \
		op(lock);           \
		local_irq_enable(); \
	} while (0)
#define __lock_irqsave(op, lock, flags)          \
	do {                                     \
		typecheck(unsigned long, flags); \
		local_irq_save(flags);           \
		op(lock);                        \
	} while (0)
#define __unlock_irqrestore(op, lock, flags)     \
	do {                                     \
		typecheck(unsigned long, flags); \
		op(lock);                        \
		local_irq_restore(flags);        \
	} while (0)
/* 1 when @op(@lock) did it; else @undo comes after @first. */
#define __trylock(op, lock, first, undo) \
	({                               \
		first;                   \
		op(lock) ? 1 : ({        \
			undo;            \
			0;               \
		});                      \
	})

#define raw_spin_lock_bh(lock) __lock_bh(raw_spin_lock, lock)
#define raw_spin_unlock_bh(lock) __unlock_bh(raw_spin_unlock, lock)
#define raw_spin_lock_irq(lock) __lock_irq(raw_spin_lock, lock)
#define raw_spin_unlock_irq(lock) __unlock_irq(raw_spin_unlock, lock)
#define raw_spin_lock_irqsave(lock, flags) \
	__lock_irqsave(raw_spin_lock, lock, flags)
#define raw_spin_lock_irqsave_nested(lock, flags, subclass) \
	raw_spin_lock_irqsave(lock, flags)
#define raw_spin_unlock_irqrestore(lock, flags) \
	__unlock_irqrestore(raw_spin_unlock, lock, flags)
#define raw_spin_trylock_bh(lock) \
	__trylock(raw_spin_trylock, lock, local_bh_disable(), local_bh_enable())
#define raw_spin_trylock_irq(lock)                             \
	__trylock(raw_spin_trylock, lock, local_irq_disable(), \
		  local_irq_enable())
#define raw_spin_trylock_irqsave(lock, flags)                    \
	__trylock(raw_spin_trylock, lock, local_irq_save(flags), \
		  local_irq_restore(flags))

static __always_inline raw_spinlock_t *spinlock_check(spinlock_t *lock)
{
	return &lock->rlock;
}

#define spin_lock_init(lock) ((void)(*(lock) = __SPIN_LOCK_UNLOCKED(lock)))

static __always_inline void spin_lock(spinlock_t *lock)
{
	raw_spin_lock(&lock->rlock);
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
	raw_spin_unlock(&lock->rlock);
}

static __always_inline int spin_trylock(spinlock_t *lock)
{
	return raw_spin_trylock(&lock->rlock);
}

static __always_inline int spin_is_locked(spinlock_t *lock)
{
	return raw_spin_is_locked(&lock->rlock);
}

static __always_inline void spin_lock_bh(spinlock_t *lock)
{
	__lock_bh(spin_lock, lock);
}

static __always_inline void spin_unlock_bh(spinlock_t *lock)
{
	__unlock_bh(spin_unlock, lock);
}

static __always_inline void spin_lock_irq(spinlock_t *lock)
{
	__lock_irq(spin_lock, lock);
}

static __always_inline void spin_unlock_irq(spinlock_t *lock)
{
	__unlock_irq(spin_unlock, lock);
}

#define spin_lock_irqsave(lock, flags) __lock_irqsave(spin_lock, lock, flags)
#define spin_lock_irqsave_nested(lock, flags, subclass) \
	spin_lock_irqsave(lock, flags)

static __always_inline void spin_unlock_irqrestore(spinlock_t *lock,
						   unsigned long flags)
{
	__unlock_irqrestore(spin_unlock, lock, flags);
}

static __always_inline int spin_trylock_bh(spinlock_t *lock)
{
	return __trylock(spin_trylock, lock, local_bh_disable(),
			 local_bh_enable());
}

static __always_inline int spin_trylock_irq(spinlock_t *lock)
{
	return __trylock(spin_trylock, lock, local_irq_disable(),
			 local_irq_enable());
}

#define spin_trylock_irqsave(lock, flags)                    \
	__trylock(spin_trylock, lock, local_irq_save(flags), \
		  local_irq_restore(flags))

#define spin_lock_nested(lock, subclass) spin_lock(lock)
#define spin_lock_bh_nested(lock, subclass) spin_lock_bh(lock)
#define spin_lock_nest_lock(lock, nest_lock) spin_lock(lock)
#define spin_is_contended(lock) raw_spin_is_contended(&(lock)->rlock)
#define spin_needbreak(lock) ((void)(lock), 0)
#define assert_spin_locked(lock) BUG_ON(!spin_is_locked(lock))
#define assert_raw_spin_locked(lock) BUG_ON(!raw_spin_is_locked(lock))

/*
 * Counts @atomic down; whether it is 0 then, and only so @lock is held. The
 * second saves the interrupt flag.
 */
int _atomic_dec_and_lock(atomic_t *atomic, spinlock_t *lock);
#define atomic_dec_and_lock(atomic, lock) _atomic_dec_and_lock(atomic, lock)
int _atomic_dec_and_lock_irqsave(atomic_t *atomic, spinlock_t *lock,
				 unsigned long *flags);
#define atomic_dec_and_lock_irqsave(atomic, lock, flags) \
	_atomic_dec_and_lock_irqsave(atomic, lock, &(flags))

/* The same with a raw lock. */
int _atomic_dec_and_raw_lock(atomic_t *atomic, raw_spinlock_t *lock);
#define atomic_dec_and_raw_lock(atomic, lock) \
	_atomic_dec_and_raw_lock(atomic, lock)
int _atomic_dec_and_raw_lock_irqsave(atomic_t *atomic, raw_spinlock_t *lock,
				     unsigned long *flags);
#define atomic_dec_and_raw_lock_irqsave(atomic, lock, flags) \
	_atomic_dec_and_raw_lock_irqsave(atomic, lock, &(flags))

#include <linux/rwlock.h>

/* guard(spinlock)(&lock) and its like. */
DEFINE_LOCK_GUARD_1(raw_spinlock, raw_spinlock_t, raw_spin_lock(_T->lock),
		    raw_spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1_COND(raw_spinlock, _try, raw_spin_trylock(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_nested, raw_spinlock_t,
		    raw_spin_lock(_T->lock), raw_spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_bh, raw_spinlock_t, raw_spin_lock_bh(_T->lock),
		    raw_spin_unlock_bh(_T->lock))
DEFINE_LOCK_GUARD_1_COND(raw_spinlock_bh, _try, raw_spin_trylock_bh(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irq, raw_spinlock_t,
		    raw_spin_lock_irq(_T->lock), raw_spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1_COND(raw_spinlock_irq, _try, raw_spin_trylock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)
DEFINE_LOCK_GUARD_1_COND(raw_spinlock_irqsave, _try,
			 raw_spin_trylock_irqsave(_T->lock, _T->flags))
DEFINE_LOCK_GUARD_1(spinlock, spinlock_t, spin_lock(_T->lock),
		    spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1_COND(spinlock, _try, spin_trylock(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irq, spinlock_t, spin_lock_irq(_T->lock),
		    spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1_COND(spinlock_irq, _try, spin_trylock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_bh, spinlock_t, spin_lock_bh(_T->lock),
		    spin_unlock_bh(_T->lock))
DEFINE_LOCK_GUARD_1_COND(spinlock_bh, _try, spin_trylock_bh(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t,
		    spin_lock_irqsave(_T->lock, _T->flags),
		    spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)
DEFINE_LOCK_GUARD_1_COND(spinlock_irqsave, _try,
			 spin_trylock_irqsave(_T->lock, _T->flags))
DEFINE_LOCK_GUARD_1(read_lock, rwlock_t, read_lock(_T->lock),
		    read_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(read_lock_irq, rwlock_t, read_lock_irq(_T->lock),
		    read_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(read_lock_irqsave, rwlock_t,
		    read_lock_irqsave(_T->lock, _T->flags),
		    read_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)
DEFINE_LOCK_GUARD_1(write_lock, rwlock_t, write_lock(_T->lock),
		    write_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(write_lock_irq, rwlock_t, write_lock_irq(_T->lock),
		    write_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(write_lock_irqsave, rwlock_t,
		    write_lock_irqsave(_T->lock, _T->flags),
		    write_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)

#endif
