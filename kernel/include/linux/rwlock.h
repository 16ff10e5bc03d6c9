/* SPDX-License-Identifier: MIT */
/*
 * Spin locks that many readers, or one writer, may hold.
 * Context: any but an NMI, as for spin locks.
 * Linux: Documentation/locking/spinlocks.rst
 */
#ifndef _LINUX_RWLOCK_H
#define _LINUX_RWLOCK_H

#include <linux/spinlock.h>

#ifdef CONFIG_DEBUG_LOCKS
/* The same, with a look at who holds it and from where. Context: any. */
void read_lock(rwlock_t *lock);
int read_trylock(rwlock_t *lock);
void read_unlock(rwlock_t *lock);
void write_lock(rwlock_t *lock);
int write_trylock(rwlock_t *lock);
void write_unlock(rwlock_t *lock);
#else
static __always_inline void read_lock(rwlock_t *lock)
{
	preempt_disable();
	lock->count++;
	barrier();
}

/* 1 when no writer has it and it is now held, else 0. */
static __always_inline int read_trylock(rwlock_t *lock)
{
	if (READ_ONCE(lock->count) < 0)
		return 0;
	read_lock(lock);
	return 1;
}

static __always_inline void read_unlock(rwlock_t *lock)
{
	barrier();
	lock->count--;
	preempt_enable();
}

static __always_inline void write_lock(rwlock_t *lock)
{
	preempt_disable();
	lock->count = -1;
	barrier();
}

/* 1 when nobody has it and it is now held, else 0. */
static __always_inline int write_trylock(rwlock_t *lock)
{
	if (READ_ONCE(lock->count))
		return 0;
	write_lock(lock);
	return 1;
}

static __always_inline void write_unlock(rwlock_t *lock)
{
	barrier();
	lock->count = 0;
	preempt_enable();
}
#endif

#define rwlock_init(lock) ((void)(*(lock) = __RW_LOCK_UNLOCKED(lock)))
#define rwlock_is_contended(lock) ((void)(lock), 0)

#define read_lock_bh(lock) __lock_bh(read_lock, lock)
#define read_unlock_bh(lock) __unlock_bh(read_unlock, lock)
#define read_lock_irq(lock) __lock_irq(read_lock, lock)
#define read_unlock_irq(lock) __unlock_irq(read_unlock, lock)
#define read_lock_irqsave(lock, flags) __lock_irqsave(read_lock, lock, flags)
#define read_unlock_irqrestore(lock, flags) \
	__unlock_irqrestore(read_unlock, lock, flags)
#define write_lock_nested(lock, subclass) write_lock(lock)
#define write_lock_bh(lock) __lock_bh(write_lock, lock)
#define write_unlock_bh(lock) __unlock_bh(write_unlock, lock)
#define write_lock_irq(lock) __lock_irq(write_lock, lock)
#define write_unlock_irq(lock) __unlock_irq(write_unlock, lock)
#define write_lock_irqsave(lock, flags) __lock_irqsave(write_lock, lock, flags)
#define write_unlock_irqrestore(lock, flags) \
	__unlock_irqrestore(write_unlock, lock, flags)
#define write_trylock_irqsave(lock, flags)                    \
	__trylock(write_trylock, lock, local_irq_save(flags), \
		  local_irq_restore(flags))

#endif
