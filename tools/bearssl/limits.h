/* SPDX-License-Identifier: MIT */
/* The kernel's own limits, for BearSSL. */
#include <linux/limits.h>
