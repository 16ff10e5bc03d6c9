/* SPDX-License-Identifier: MIT */
/* Another name of <linux/mm.h>. */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/mm.h>

#endif
