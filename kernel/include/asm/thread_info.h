/* SPDX-License-Identifier: MIT */
/* Another name of <linux/thread_info.h>. */
#ifndef _ASM_THREAD_INFO_H
#define _ASM_THREAD_INFO_H

#include <linux/thread_info.h>

#endif
