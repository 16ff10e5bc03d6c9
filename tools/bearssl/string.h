/* SPDX-License-Identifier: MIT */
/* The kernel's strings; BearSSL has functions of its own called MIN and MAX. */
#include <linux/string.h>

#undef MIN
#undef MAX
