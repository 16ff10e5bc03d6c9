/* SPDX-License-Identifier: MIT */
/* The kernel's own types, for BearSSL. */
#include <linux/types.h>
