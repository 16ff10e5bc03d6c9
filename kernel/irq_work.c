/* SPDX-License-Identifier: MIT */
/*
 * Work for interrupts. This processor can't send itself one, so where they are
 * on it is as if one had come; else the timer's next runs what is queued.
 */
#include <asm/processor.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/irqflags.h>
#include <linux/leaks.h>
#include <linux/preempt.h>

static LIST_HEAD(queued);

void irq_work_run(void)
{
	LIST_HEAD(works);

	list_splice_init(&queued, &works);
	while (!list_empty(&works)) {
		struct irq_work *work =
			list_first_entry(&works, struct irq_work, entry);

		list_del_init(&work->entry);
		work->flags &= ~IRQ_WORK_PENDING;
		work->func(work);
		if (!irq_work_is_pending(work))
			work->flags &= ~IRQ_WORK_BUSY;
	}
}

/* As if an interrupt had come: interrupts are off, and were on. */
static void be_interrupted(void)
{
	preempt_count_add(HARDIRQ_OFFSET);
	irq_work_run();
	preempt_count_sub(HARDIRQ_OFFSET);
	if (local_softirq_pending() && !in_interrupt())
		do_softirq();
}

bool irq_work_queue(struct irq_work *work)
{
	unsigned long flags;
	bool fresh;

	local_irq_save(flags);
	fresh = !irq_work_is_pending(work);
	if (fresh) {
		work->flags |= IRQ_WORK_PENDING | IRQ_WORK_BUSY;
		list_add_tail(&work->entry, &queued);
		if (!irqs_disabled_flags(flags) &&
		    !(work->flags & IRQ_WORK_LAZY))
			be_interrupted();
	}
	local_irq_restore(flags);
	return fresh;
}
EXPORT_SYMBOL_GPL(irq_work_queue);

bool irq_work_queue_on(struct irq_work *work, int cpu)
{
	return irq_work_queue(work);
}
EXPORT_SYMBOL_GPL(irq_work_queue_on);

void irq_work_sync(struct irq_work *work)
{
	while (irq_work_is_busy(work))
		cpu_relax();
}
EXPORT_SYMBOL_GPL(irq_work_sync);

static void reclaim_work(const void *object)
{
	irq_work_sync((struct irq_work *)object);
}

static void scan_works(struct leak_scan *scan)
{
	const struct irq_work *work;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry(work, &queued, entry)
		if (leak_in(scan, work->func))
			leak_found(scan,
				   &(struct leak){
					   .kind = "irq_work still queued",
					   .object = work,
					   .target = (unsigned long)work->func,
					   .danger =
						   "its function is in this module",
					   .reclaim = reclaim_work });
	local_irq_restore(flags);
}
LEAK_SOURCE(irq_works, scan_works);
