/* SPDX-License-Identifier: MIT */
/* Sizes in pages, all that the loader's core asks of memory. */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <asm/page.h>
#include <linux/align.h>

#define PAGE_ALIGN(x) ALIGN(x, PAGE_SIZE)

#endif
