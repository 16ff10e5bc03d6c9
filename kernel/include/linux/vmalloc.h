/* SPDX-License-Identifier: MIT */
/* Memory whose pages need not be contiguous; a guard page follows it. */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/types.h>

/* @size bytes, page aligned, for the caller to vfree(), or NULL. */
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
/* The same, for remap_vmalloc_range(). */
#define vmalloc_user vzalloc
void vfree(const void *p);
bool is_vmalloc_addr(const void *p);

#endif
