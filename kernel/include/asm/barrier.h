/* SPDX-License-Identifier: MIT */
/*
 * Memory barriers. On one processor the smp_ ones only keep the compiler from
 * moving accesses; mb(), rmb() and wmb() also order what a device sees.
 * Context: any.
 * Linux: Documentation/memory-barriers.txt
 */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <asm/processor.h>
#include <linux/compiler.h>

/* A locked instruction orders all accesses, on processors without SSE2 too. */
#define mb() asm volatile("lock; addl $0, -4(%%esp)" : : : "memory", "cc")
#define rmb() mb()
#define wmb() asm volatile("lock; addl $0, -4(%%esp)" : : : "memory", "cc")
#define dma_mb() barrier()
#define dma_rmb() barrier()
#define dma_wmb() barrier()

#define smp_mb() barrier()
#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_mb__after_spinlock() barrier()
#define smp_mb__after_unlock_lock() barrier()
#define smp_acquire__after_ctrl_dep() barrier()
#define virt_mb() barrier()
#define virt_rmb() barrier()
#define virt_wmb() barrier()

/* Writes @value to @var, and only then does what follows. */
#define smp_store_mb(var, value)        \
	do {                            \
		WRITE_ONCE(var, value); \
		barrier();              \
	} while (0)

/* Writes @v to *@p after all that comes before. */
#define smp_store_release(p, v)    \
	do {                       \
		barrier();         \
		WRITE_ONCE(*p, v); \
	} while (0)

/* Reads *@p before all that follows. */
#define smp_load_acquire(p)                          \
	({                                           \
		typeof(*p) __loaded = READ_ONCE(*p); \
		barrier();                           \
		__loaded;                            \
	})

/*
 * Reads *@ptr until @cond_expr holds, in which it is VAL: on one processor an
 * interrupt has to make it so.
 */
#define smp_cond_load_relaxed(ptr, cond_expr)    \
	({                                       \
		typeof(*(ptr)) VAL;              \
		for (;;) {                       \
			VAL = READ_ONCE(*(ptr)); \
			if (cond_expr)           \
				break;           \
			cpu_relax();             \
		}                                \
		VAL;                             \
	})
#define smp_cond_load_acquire(ptr, cond_expr) \
	smp_cond_load_relaxed(ptr, cond_expr)

#endif
