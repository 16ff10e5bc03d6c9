/* SPDX-License-Identifier: MIT */
/* The name of <linux/unaligned.h> before Linux 6.12. */
#include <linux/unaligned.h>
