/* SPDX-License-Identifier: MIT */
/*
 * A bit of a word as a spin lock, where there is no room for more.
 *
 * Context: any but an NMI, as for spin locks.
 * Linux: Documentation/locking/spinlocks.rst
 */
#ifndef _LINUX_BIT_SPINLOCK_H
#define _LINUX_BIT_SPINLOCK_H

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/preempt.h>

/* 1 when the bit was clear and is now held, else 0. */
static inline int bit_spin_trylock(int bitnum, unsigned long *addr)
{
	preempt_disable();
	if (!test_and_set_bit_lock(bitnum, addr))
		return 1;
	preempt_enable();
	return 0;
}

/* Nobody else can hold it on one processor, unless it sleeps: a bug. */
static inline void bit_spin_lock(int bitnum, unsigned long *addr)
{
	preempt_disable();
	WARN_ON(test_and_set_bit_lock(bitnum, addr));
}

static inline void bit_spin_unlock(int bitnum, unsigned long *addr)
{
	clear_bit_unlock(bitnum, addr);
	preempt_enable();
}

#define __bit_spin_unlock(bitnum, addr) bit_spin_unlock(bitnum, addr)

static inline int bit_spin_is_locked(int bitnum, unsigned long *addr)
{
	return test_bit(bitnum, addr);
}

#endif
