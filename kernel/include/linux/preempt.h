/* SPDX-License-Identifier: MIT */
/*
 * The preempt count: what keeps the running code from sleeping, in Linux's
 * layout. Bits 0 to 7 count preempt_disable() and spin locks; 8 to 15 soft
 * interrupts (bit 8: one is served; above: they are disabled); 16 to 19
 * interrupts; 20 to 23 NMIs.
 *
 * Kernel code is not preempted, so nothing waits for the count to become 0;
 * but it is kept in every build, so that in_atomic() tells the truth and a
 * sleep where it is not 0 is told: "BUG: scheduling while atomic".
 * An interrupt leaves the count as it found it; each task has its own.
 * Context: any.
 * Linux: Documentation/locking/preempt-locking.rst
 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define PREEMPT_BITS 8
#define SOFTIRQ_BITS 8
#define HARDIRQ_BITS 4
#define NMI_BITS 4

#define PREEMPT_SHIFT 0
#define SOFTIRQ_SHIFT (PREEMPT_SHIFT + PREEMPT_BITS)
#define HARDIRQ_SHIFT (SOFTIRQ_SHIFT + SOFTIRQ_BITS)
#define NMI_SHIFT (HARDIRQ_SHIFT + HARDIRQ_BITS)

#define __IRQ_MASK(bits) ((1ul << (bits)) - 1)
#define PREEMPT_MASK (__IRQ_MASK(PREEMPT_BITS) << PREEMPT_SHIFT)
#define SOFTIRQ_MASK (__IRQ_MASK(SOFTIRQ_BITS) << SOFTIRQ_SHIFT)
#define HARDIRQ_MASK (__IRQ_MASK(HARDIRQ_BITS) << HARDIRQ_SHIFT)
#define NMI_MASK (__IRQ_MASK(NMI_BITS) << NMI_SHIFT)

#define PREEMPT_OFFSET (1ul << PREEMPT_SHIFT)
#define SOFTIRQ_OFFSET (1ul << SOFTIRQ_SHIFT)
#define HARDIRQ_OFFSET (1ul << HARDIRQ_SHIFT)
#define NMI_OFFSET (1ul << NMI_SHIFT)
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)

/* What preempt_count() reads. */
extern int __preempt_count;

#define preempt_count() READ_ONCE(__preempt_count)
#define preempt_count_set(count) WRITE_ONCE(__preempt_count, count)

/* One instruction each, and a barrier to the compiler. */
static __always_inline void preempt_count_add(int value)
{
	asm volatile("addl %1, %0"
		     : "+m"(__preempt_count)
		     : "ri"(value)
		     : "memory", "cc");
}

static __always_inline void preempt_count_sub(int value)
{
	asm volatile("subl %1, %0"
		     : "+m"(__preempt_count)
		     : "ri"(value)
		     : "memory", "cc");
}

#define preempt_count_inc() preempt_count_add(1)
#define preempt_count_dec() preempt_count_sub(1)

/* Between these the caller may not sleep; they nest. */
#define preempt_disable() preempt_count_inc()
#define preempt_enable() preempt_count_dec()
#define preempt_disable_notrace() preempt_disable()
#define preempt_enable_notrace() preempt_enable()
#define preempt_enable_no_resched() preempt_enable()
#define preemptible() (preempt_count() == 0 && !irqs_disabled())

#define nmi_count() (preempt_count() & NMI_MASK)
#define hardirq_count() (preempt_count() & HARDIRQ_MASK)
#define softirq_count() (preempt_count() & SOFTIRQ_MASK)
#define irq_count() (preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_MASK))

/* Whether the caller is in an NMI, in an interrupt, in a soft interrupt. */
#define in_nmi() (nmi_count())
#define in_hardirq() (hardirq_count())
#define in_serving_softirq() (softirq_count() & SOFTIRQ_OFFSET)
/* Whether the caller is a task's code (it may have disabled much). */
#define in_task() \
	(!(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET)))
/* Linux's old names, which also count tasks that disabled soft interrupts. */
#define in_irq() (hardirq_count())
#define in_softirq() (softirq_count())
#define in_interrupt() (irq_count())
/* Whether the caller may not sleep, but for the interrupt flag. */
#define in_atomic() (preempt_count() != 0)

/* One processor: nobody is moved to another. They don't keep from sleeping. */
#define migrate_disable() ((void)0)
#define migrate_enable() ((void)0)

DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())
DEFINE_LOCK_GUARD_0(preempt_notrace, preempt_disable(), preempt_enable())
DEFINE_LOCK_GUARD_0(migrate, migrate_disable(), migrate_enable())

#endif
