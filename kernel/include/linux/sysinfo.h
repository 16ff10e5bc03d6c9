/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mm.h>. */
#ifndef _LINUX_SYSINFO_H
#define _LINUX_SYSINFO_H

#include <linux/mm.h>

#endif
