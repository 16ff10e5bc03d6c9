/* SPDX-License-Identifier: MIT */
/* Another name of <linux/random.h>. */
#ifndef _UAPI_LINUX_RANDOM_H
#define _UAPI_LINUX_RANDOM_H

#include <linux/random.h>

#endif
