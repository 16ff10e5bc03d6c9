/* SPDX-License-Identifier: MIT */
/* Another name of <linux/uio.h>. */
#ifndef _UAPI_LINUX_UIO_H
#define _UAPI_LINUX_UIO_H

#include <linux/uio.h>

#endif
