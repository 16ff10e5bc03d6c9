/* SPDX-License-Identifier: MIT */
/* Another name of <linux/signal.h>. */
#ifndef _ASM_SIGINFO_H
#define _ASM_SIGINFO_H

#include <linux/signal.h>

#endif
