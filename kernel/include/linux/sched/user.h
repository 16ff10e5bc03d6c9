/* SPDX-License-Identifier: MIT */
/* Users: credentials have their ids, and nothing else is kept of them. */
#ifndef _LINUX_SCHED_USER_H
#define _LINUX_SCHED_USER_H

#include <linux/sched.h>
#include <linux/uidgid.h>

#endif
