/* SPDX-License-Identifier: MIT */
/* Another name of <linux/rcupdate.h>. */
#ifndef _LINUX_RCUTREE_H
#define _LINUX_RCUTREE_H

#include <linux/rcupdate.h>

#endif
