/* SPDX-License-Identifier: MIT */
/* Another name of <linux/swab.h>. */
#ifndef _UAPI_LINUX_SWAB_H
#define _UAPI_LINUX_SWAB_H

#include <linux/swab.h>

#endif
