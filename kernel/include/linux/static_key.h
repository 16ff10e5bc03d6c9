/* SPDX-License-Identifier: MIT */
/* Another name of <linux/jump_label.h>. */
#ifndef _LINUX_STATIC_KEY_H
#define _LINUX_STATIC_KEY_H

#include <linux/jump_label.h>

#endif
