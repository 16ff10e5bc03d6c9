/* SPDX-License-Identifier: MIT */
/* The kernel's own strings and memory, for BearSSL. */
#include <linux/string.h>
