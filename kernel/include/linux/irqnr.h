/* SPDX-License-Identifier: MIT */
/* Another name of <linux/irq.h>. */
#ifndef _LINUX_IRQNR_H
#define _LINUX_IRQNR_H

#include <linux/irq.h>

#endif
