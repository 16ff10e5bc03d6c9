/* SPDX-License-Identifier: MIT */
/* Another name of <linux/utsrelease.h>. */
#ifndef _GENERATED_UTSRELEASE_H
#define _GENERATED_UTSRELEASE_H

#include <linux/utsrelease.h>

#endif
