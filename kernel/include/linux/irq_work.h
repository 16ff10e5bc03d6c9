/* SPDX-License-Identifier: MIT */
/*
 * Functions that run in an interrupt as soon as there may be one: for code
 * that must not do a thing where it is (a probe's handler, an NMI).
 *
 * Context: any.
 * Linux: none; include/linux/irq_work.h
 */
#ifndef _LINUX_IRQ_WORK_H
#define _LINUX_IRQ_WORK_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/types.h>

#define IRQ_WORK_PENDING 1u  /* queued, not begun */
#define IRQ_WORK_BUSY 2u     /* queued, not ended */
#define IRQ_WORK_LAZY 4u     /* the next tick is soon enough */
#define IRQ_WORK_HARD_IRQ 8u /* in an interrupt, which all are here */

struct irq_work {
	struct list_head entry;
	u32 flags; /* IRQ_WORK_ */
	void (*func)(struct irq_work *work);
};

#define __IRQ_WORK_INIT(fn, how)             \
	{                                    \
		.flags = (how), .func = (fn) \
	}
#define IRQ_WORK_INIT(fn) __IRQ_WORK_INIT(fn, 0)
#define IRQ_WORK_INIT_LAZY(fn) __IRQ_WORK_INIT(fn, IRQ_WORK_LAZY)
#define IRQ_WORK_INIT_HARD(fn) __IRQ_WORK_INIT(fn, IRQ_WORK_HARD_IRQ)
#define DEFINE_IRQ_WORK(name, fn) struct irq_work name = IRQ_WORK_INIT(fn)

static inline void init_irq_work(struct irq_work *work,
				 void (*func)(struct irq_work *))
{
	*work = (struct irq_work)IRQ_WORK_INIT(func);
}

static inline bool irq_work_is_pending(struct irq_work *work)
{
	return READ_ONCE(work->flags) & IRQ_WORK_PENDING;
}

static inline bool irq_work_is_busy(struct irq_work *work)
{
	return READ_ONCE(work->flags) & IRQ_WORK_BUSY;
}

static inline bool irq_work_is_hard(struct irq_work *work)
{
	return work->flags & IRQ_WORK_HARD_IRQ;
}

/*
 * Has @work run: at once where interrupts are on, else at the next tick. Its
 * function may queue it again. False: it is queued already.
 */
bool irq_work_queue(struct irq_work *work);
/* The same on processor @cpu, which is the only one. */
bool irq_work_queue_on(struct irq_work *work, int cpu);
/* Waits until it does not run and is not queued. Context: interrupts on. */
void irq_work_sync(struct irq_work *work);

/* --- The kernel's side. */

/* Runs what is queued: of a tick's. */
void irq_work_run(void);

#endif
