/* SPDX-License-Identifier: MIT */
/* Another name of <linux/signal.h>. */
#ifndef _ASM_GENERIC_SIGNAL_H
#define _ASM_GENERIC_SIGNAL_H

#include <linux/signal.h>

#endif
