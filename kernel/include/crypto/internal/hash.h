/* SPDX-License-Identifier: MIT */
/* The name under which Linux's books include <crypto/hash.h>. */
#include <crypto/hash.h>
