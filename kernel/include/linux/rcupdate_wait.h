/* SPDX-License-Identifier: MIT */
/* Another name of <linux/rcupdate.h>. */
#ifndef _LINUX_RCUPDATE_WAIT_H
#define _LINUX_RCUPDATE_WAIT_H

#include <linux/rcupdate.h>

#endif
