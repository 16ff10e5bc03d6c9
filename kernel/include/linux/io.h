/* SPDX-License-Identifier: MIT */
/* Ports, and physical addresses of the direct map. */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <asm/io.h>
#include <asm/page.h>

#endif
