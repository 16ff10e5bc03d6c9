/* SPDX-License-Identifier: MIT */
/* Another name of <linux/major.h>. */
#ifndef _UAPI_LINUX_MAJOR_H
#define _UAPI_LINUX_MAJOR_H

#include <linux/major.h>

#endif
