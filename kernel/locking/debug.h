/* SPDX-License-Identifier: MIT */
/* What the files of kernel/locking/ share in a debug build. */
#ifndef _LOCKING_DEBUG_H
#define _LOCKING_DEBUG_H

#include <linux/lockdep_types.h>

/* Tells who holds it. */
void lock_show_holder(const struct lockdep_map *map);

#endif
