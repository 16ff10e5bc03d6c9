/* SPDX-License-Identifier: MIT */
/* Another name of <linux/signal.h>. */
#ifndef _ASM_GENERIC_SIGINFO_H
#define _ASM_GENERIC_SIGINFO_H

#include <linux/signal.h>

#endif
