/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mm.h>. */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>

#endif
