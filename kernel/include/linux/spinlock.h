/* SPDX-License-Identifier: MIT */
/*
 * Spin locks on one processor whose kernel code is not preempted: only
 * interrupts can come between, so a lock is the interrupt flag, or nothing.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <asm/irqflags.h>
#include <linux/compiler.h>

typedef struct {
	unsigned int locked;
} spinlock_t;

#define DEFINE_SPINLOCK(name) spinlock_t name = { 0 }
/* clang-format off */
#define __SPIN_LOCK_UNLOCKED(name) { 0 }
/* clang-format on */
#define spin_lock_init(lock) ((lock)->locked = 0)

static inline void spin_lock(spinlock_t *lock)
{
	lock->locked = 1;
	barrier();
}

static inline void spin_unlock(spinlock_t *lock)
{
	barrier();
	lock->locked = 0;
}

static inline int spin_trylock(spinlock_t *lock)
{
	if (lock->locked)
		return 0;
	spin_lock(lock);
	return 1;
}

static inline int spin_is_locked(spinlock_t *lock)
{
	return lock->locked;
}

#define spin_lock_irq(lock)          \
	do {                         \
		local_irq_disable(); \
		spin_lock(lock);     \
	} while (0)
#define spin_unlock_irq(lock)       \
	do {                        \
		spin_unlock(lock);  \
		local_irq_enable(); \
	} while (0)
#define spin_lock_irqsave(lock, flags) \
	do {                           \
		local_irq_save(flags); \
		spin_lock(lock);       \
	} while (0)
#define spin_unlock_irqrestore(lock, flags) \
	do {                                \
		spin_unlock(lock);          \
		local_irq_restore(flags);   \
	} while (0)
#define spin_lock_bh(lock) spin_lock(lock)
#define spin_unlock_bh(lock) spin_unlock(lock)

#endif
