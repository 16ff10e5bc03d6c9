/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mm.h>. */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/mm.h>

#endif
