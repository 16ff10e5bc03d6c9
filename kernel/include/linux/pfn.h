/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mm.h>. */
#ifndef _LINUX_PFN_H
#define _LINUX_PFN_H

#include <linux/mm.h>

#endif
