/* SPDX-License-Identifier: MIT */
/* Another name of <linux/elf.h>. */
#ifndef _UAPI_LINUX_ELF_H
#define _UAPI_LINUX_ELF_H

#include <linux/elf.h>

#endif
