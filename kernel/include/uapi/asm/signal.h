/* SPDX-License-Identifier: MIT */
/* Another name of <linux/signal.h>. */
#ifndef _UAPI_ASM_SIGNAL_H
#define _UAPI_ASM_SIGNAL_H

#include <linux/signal.h>

#endif
