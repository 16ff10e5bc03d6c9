/* SPDX-License-Identifier: MIT */
/*
 * Numbers of ioctl(2): a letter or number of the driver, one of the command,
 * and how many bytes are read from the driver or written to it.
 *
 * Context: any
 * Linux: Documentation/userspace-api/ioctl/ioctl-number.rst
 */
#ifndef _LINUX_IOCTL_H
#define _LINUX_IOCTL_H

#include <asm/ioctl.h>

#endif
