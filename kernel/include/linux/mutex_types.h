/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mutex.h>. */
#ifndef _LINUX_MUTEX_TYPES_H
#define _LINUX_MUTEX_TYPES_H

#include <linux/mutex.h>

#endif
