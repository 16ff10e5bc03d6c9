/* SPDX-License-Identifier: MIT */
/*
 * Interrupts off and on: local_irq_save(flags) remembers how it was for
 * local_irq_restore(flags); local_irq_disable() and local_irq_enable() don't.
 * Context: any.
 * Linux: Documentation/kernel-hacking/hacking.rst
 */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <asm/irqflags.h>
#include <linux/cleanup.h>

#define raw_local_irq_disable() local_irq_disable()
#define raw_local_irq_enable() local_irq_enable()
#define raw_local_irq_save(flags) local_irq_save(flags)
#define raw_local_irq_restore(flags) local_irq_restore(flags)
#define raw_local_save_flags(flags) local_save_flags(flags)
#define raw_irqs_disabled() irqs_disabled()

DEFINE_LOCK_GUARD_0(irq, local_irq_disable(), local_irq_enable())
DEFINE_LOCK_GUARD_0(irqsave, local_irq_save(_T->flags),
		    local_irq_restore(_T->flags), unsigned long flags)

#endif
