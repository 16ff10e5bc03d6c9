/* SPDX-License-Identifier: MIT */
/* Random bytes: getrandom(2), /dev/urandom, AT_RANDOM. */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>

/* Fills @buf with @bytes that nobody can guess. Any context. */
void get_random_bytes(void *buf, size_t bytes);
u32 get_random_u32(void);

#endif
