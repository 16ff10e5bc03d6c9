/* SPDX-License-Identifier: MIT */
/*
 * The numbers of the system calls.
 * Context: any.
 * Linux: none
 */
#ifndef _LINUX_UNISTD_H
#define _LINUX_UNISTD_H

#include <asm/unistd.h>

#endif
