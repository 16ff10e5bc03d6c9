/* SPDX-License-Identifier: MIT */
/* The processor's cache lines, and where data lies in them. */
#ifndef _LINUX_CACHE_H
#define _LINUX_CACHE_H

#include <linux/compiler.h>

#define L1_CACHE_SHIFT 6
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)
#define SMP_CACHE_BYTES L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x) ALIGN(x, L1_CACHE_BYTES)
#define cache_line_size() L1_CACHE_BYTES

#ifndef __read_mostly
#define __read_mostly
#endif
#ifndef ____cacheline_aligned
#define ____cacheline_aligned __aligned(SMP_CACHE_BYTES)
#endif
#ifndef ____cacheline_aligned_in_smp
#define ____cacheline_aligned_in_smp
#endif
#ifndef __cacheline_aligned
#define __cacheline_aligned __aligned(SMP_CACHE_BYTES)
#endif

#endif
