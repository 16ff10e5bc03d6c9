/* SPDX-License-Identifier: MIT */
/* The type of reference counts: linux/refcount.h has what it is for. */
#ifndef _LINUX_REFCOUNT_TYPES_H
#define _LINUX_REFCOUNT_TYPES_H

#include <linux/types.h>

typedef struct refcount_struct {
	atomic_t refs;
} refcount_t;

#endif
