/* SPDX-License-Identifier: MIT */
/* Another name of <linux/irq.h>. */
#ifndef _ASM_IRQ_H
#define _ASM_IRQ_H

#include <linux/irq.h>

#endif
