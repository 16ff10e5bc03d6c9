/* SPDX-License-Identifier: MIT */
/* Another name of <linux/signal.h>. */
#ifndef _ASM_SIGNAL_H
#define _ASM_SIGNAL_H

#include <linux/signal.h>

#endif
