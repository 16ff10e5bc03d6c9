/* SPDX-License-Identifier: MIT */
/* Another name of <linux/poll.h>. */
#ifndef _ASM_GENERIC_POLL_H
#define _ASM_GENERIC_POLL_H

#include <linux/poll.h>

#endif
