/* SPDX-License-Identifier: MIT */
/*
 * Where the running code is: in an interrupt, a soft interrupt, or a task.
 * Context: any.
 * Linux: Documentation/core-api/irq/concepts.rst
 */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/preempt.h>

/* Waits until no handler of line @irq runs any more, its thread included. */
void synchronize_irq(unsigned int irq);
/* The same without the thread: true when there is none that runs. */
bool synchronize_hardirq(unsigned int irq);

#endif
