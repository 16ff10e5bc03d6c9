/* SPDX-License-Identifier: MIT */
/* The host's own. */
#include <stddef.h>
