/* SPDX-License-Identifier: MIT */
/* The preempt count, locks, atomics and what tasks wait on: each function. */
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/preempt.h>
#include <linux/timer.h>

#include "ktap.h"

static void preempt_count_nests(void)
{
	int before = preempt_count();

	EXPECT(!in_atomic() && !in_interrupt() && in_task());
	preempt_disable();
	preempt_disable();
	EXPECT_EQ(preempt_count(), before + 2);
	EXPECT(in_atomic() && !in_interrupt() && in_task());
	preempt_enable();
	preempt_enable();
	local_bh_disable();
	EXPECT_EQ(preempt_count(), before + SOFTIRQ_DISABLE_OFFSET);
	EXPECT(in_softirq() && in_interrupt() && !in_serving_softirq());
	EXPECT(in_task() && !in_hardirq() && !in_nmi());
	local_bh_enable();
	EXPECT_EQ(preempt_count(), before);
}

static struct {
	struct timer_list timer;
	int count;
} seen;

static void see_context(struct timer_list *timer)
{
	seen.count = preempt_count();
}

/* A timer's function is no task's; the task's own count is as it was. */
static void interrupts_are_counted(void)
{
	seen.count = 0;
	timer_setup(&seen.timer, see_context, 0);
	preempt_disable();
	mod_timer(&seen.timer, jiffies + 1);
	mdelay(50);
	EXPECT_EQ(preempt_count(), 1);
	preempt_enable();
	EXPECT(seen.count & (HARDIRQ_MASK | SOFTIRQ_MASK));
	mod_timer(&seen.timer, jiffies + 1);
	msleep(50);
	EXPECT_EQ(seen.count & PREEMPT_MASK, 0);
	EXPECT_EQ(preempt_count(), 0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(preempt_count_nests),
	KTAP_CASE(interrupts_are_counted),
};

KTAP_SUITE(locks_test, cases);
