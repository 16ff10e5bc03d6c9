/* SPDX-License-Identifier: MIT */
/* The host's own. */
#include <stdarg.h>
