/* SPDX-License-Identifier: MIT */
/* Another name of <linux/eventpoll.h>. */
#ifndef _UAPI_LINUX_EVENTPOLL_H
#define _UAPI_LINUX_EVENTPOLL_H

#include <linux/eventpoll.h>

#endif
