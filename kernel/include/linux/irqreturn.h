/* SPDX-License-Identifier: MIT */
/*
 * What an interrupt handler answers.
 * Context: any.
 * Linux: Documentation/core-api/genericirq.rst
 */
#ifndef _LINUX_IRQRETURN_H
#define _LINUX_IRQRETURN_H

enum irqreturn {
	IRQ_NONE = 0,	     /* it was not this device */
	IRQ_HANDLED = 1,     /* it was */
	IRQ_WAKE_THREAD = 2, /* it was, and the thread is to go on */
};

typedef enum irqreturn irqreturn_t;
#define IRQ_RETVAL(x) ((x) ? IRQ_HANDLED : IRQ_NONE)

#endif
