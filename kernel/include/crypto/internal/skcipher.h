/* SPDX-License-Identifier: MIT */
/* The name under which Linux's books include <crypto/skcipher.h>. */
#include <crypto/skcipher.h>
