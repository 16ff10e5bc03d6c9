/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines: those of the PC's two 8259A controllers, 0 to 15.
 * Context: any.
 * Linux: Documentation/core-api/genericirq.rst
 */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H

#include <linux/irqreturn.h>
#include <linux/types.h>

#define NR_IRQS 16
#define NR_IRQS_LEGACY 16

enum {
	IRQ_TYPE_NONE = 0x00000000,
	IRQ_TYPE_EDGE_RISING = 0x00000001,
	IRQ_TYPE_EDGE_FALLING = 0x00000002,
	IRQ_TYPE_EDGE_BOTH = (IRQ_TYPE_EDGE_FALLING | IRQ_TYPE_EDGE_RISING),
	IRQ_TYPE_LEVEL_HIGH = 0x00000004,
	IRQ_TYPE_LEVEL_LOW = 0x00000008,
};

/* Whether someone has requested line @irq. */
bool irq_has_action(unsigned int irq);

#endif
