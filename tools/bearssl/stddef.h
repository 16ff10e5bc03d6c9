/* SPDX-License-Identifier: MIT */
/* The kernel's own types, for BearSSL. */
#include <linux/types.h>
#include <linux/stddef.h>
