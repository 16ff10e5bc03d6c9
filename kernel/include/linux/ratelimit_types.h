/* SPDX-License-Identifier: MIT */
/*
 * How often something may be done: the state of <linux/ratelimit.h>.
 *
 * Context: any.
 * Linux: Documentation/core-api/printk-basics.rst
 */
#ifndef _LINUX_RATELIMIT_TYPES_H
#define _LINUX_RATELIMIT_TYPES_H

#include <linux/bits.h>
#include <linux/jiffies.h>
#include <linux/types.h>

#define DEFAULT_RATELIMIT_INTERVAL (5 * HZ)
#define DEFAULT_RATELIMIT_BURST 10
/* Say what was left out in ratelimit_state_exit(), not in between. */
#define RATELIMIT_MSG_ON_RELEASE BIT(0)

/* @burst times in @interval ticks, counted from @begin. */
struct ratelimit_state {
	int interval;
	int burst;
	int printed;
	int missed;
	unsigned int flags;
	unsigned long begin; /* 0: not yet */
};

/* clang-format off */
#define RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, flags_init) \
	{ .interval = interval_init, .burst = burst_init, .flags = flags_init }
#define RATELIMIT_STATE_INIT(name, interval_init, burst_init) \
	RATELIMIT_STATE_INIT_FLAGS(name, interval_init, burst_init, 0)
#define RATELIMIT_STATE_INIT_DISABLED \
	RATELIMIT_STATE_INIT(ratelimit_state, 0, DEFAULT_RATELIMIT_BURST)
/* clang-format on */
#define DEFINE_RATELIMIT_STATE(name, interval_init, burst_init) \
	struct ratelimit_state name =                           \
		RATELIMIT_STATE_INIT(name, interval_init, burst_init)

/*
 * Whether it may be done now, and counts it. What was left out is told, with
 * the function's name, when the next interval begins.
 */
int ___ratelimit(struct ratelimit_state *rs, const char *func);
#define __ratelimit(state) ___ratelimit(state, __func__)

#endif
