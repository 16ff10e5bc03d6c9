/* SPDX-License-Identifier: MIT */
/* Breakpoints of the processor, work in interrupts, lines of a trace. */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/hw_breakpoint.h>
#include <linux/irq_work.h>
#include <linux/irqflags.h>
#include <linux/perf_event.h>
#include <linux/preempt.h>

#include "ktap.h"

/* --- Breakpoints */

static u32 watched[2];
static volatile unsigned int hits;
static u64 hit_addr;
static void *hit_context;
static bool hit_in_interrupt;

static void hit(struct perf_event *bp, struct perf_sample_data *data,
		struct pt_regs *regs)
{
	hits = hits + 1;
	hit_addr = data->addr;
	hit_context = bp->overflow_handler_context;
	hit_in_interrupt = in_interrupt() && irqs_disabled();
	WRITE_ONCE(watched[0], watched[0]); /* its own accesses don't count */
}

static struct perf_event_attr attr_of(const volatile void *addr, u64 length,
				      u32 type)
{
	struct perf_event_attr attr;

	hw_breakpoint_init(&attr);
	attr.bp_addr = (unsigned long)addr;
	attr.bp_len = length;
	attr.bp_type = type;
	return attr;
}

static void breakpoint_on_writes(void)
{
	struct perf_event_attr attr =
		attr_of(watched, HW_BREAKPOINT_LEN_4, HW_BREAKPOINT_W);
	struct perf_event *__percpu *bp =
		register_wide_hw_breakpoint(&attr, hit, watched);

	if (!EXPECT(!IS_ERR(bp)))
		return;
	hits = 0;
	WRITE_ONCE(watched[0], 1);
	EXPECT_EQ(hits, 1);
	EXPECT(hit_addr == (unsigned long)watched && hit_context == watched);
	EXPECT(hit_in_interrupt);
	EXPECT_EQ(READ_ONCE(watched[0]), 1);
	WRITE_ONCE(watched[1], 1);
	EXPECT_EQ(hits, 1);
	unregister_wide_hw_breakpoint(bp);
	WRITE_ONCE(watched[0], 2);
	EXPECT_EQ(hits, 1);
}

static void breakpoint_on_any_access(void)
{
	struct perf_event_attr attr = attr_of((u8 *)watched + 1,
					      HW_BREAKPOINT_LEN_1,
					      HW_BREAKPOINT_RW);
	struct perf_event *bp;

	attr.disabled = 1;
	bp = perf_event_create_kernel_counter(&attr, 0, NULL, hit, NULL);
	if (!EXPECT(!IS_ERR(bp)))
		return;
	hits = 0;
	(void)READ_ONCE(watched[0]);
	EXPECT_EQ(hits, 0);
	perf_event_enable(bp);
	(void)READ_ONCE(watched[0]);
	EXPECT_EQ(hits, 1);
	perf_event_disable(bp);
	(void)READ_ONCE(watched[0]);
	EXPECT_EQ(hits, 1);
	EXPECT_EQ(hw_breakpoint_addr(bp), (unsigned long)watched + 1);
	EXPECT_EQ(hw_breakpoint_len(bp), 1);
	EXPECT_EQ(hw_breakpoint_type(bp), HW_BREAKPOINT_RW);
	unregister_hw_breakpoint(bp);
}

static noinline int executed(int n)
{
	barrier();
	return n + 1;
}

static void breakpoint_on_an_instruction(void)
{
	struct perf_event_attr attr =
		attr_of(executed, sizeof(long), HW_BREAKPOINT_X);
	struct perf_event *__percpu *bp =
		register_wide_hw_breakpoint(&attr, hit, NULL);

	if (!EXPECT(!IS_ERR(bp)))
		return;
	hits = 0;
	EXPECT_EQ(executed(1), 2);
	EXPECT_EQ(executed(2), 3);
	EXPECT_EQ(hits, 2);
	unregister_wide_hw_breakpoint(bp);
}

static long asked(const volatile void *addr, u64 length, u32 type)
{
	struct perf_event_attr attr = attr_of(addr, length, type);
	struct perf_event *__percpu *bp =
		register_wide_hw_breakpoint(&attr, hit, NULL);

	if (IS_ERR(bp))
		return PTR_ERR(bp);
	unregister_wide_hw_breakpoint(bp);
	return 0;
}

static void breakpoints_that_are_refused(void)
{
	struct perf_event_attr attr = attr_of(watched, 4, HW_BREAKPOINT_W);
	struct perf_event *bp[HBP_NUM];

	EXPECT_EQ(asked(watched, 4, HW_BREAKPOINT_W), 0);
	EXPECT_EQ(asked(watched, 3, HW_BREAKPOINT_W), -EINVAL);
	EXPECT_EQ(asked(watched, 8, HW_BREAKPOINT_W), -EINVAL);
	EXPECT_EQ(asked(watched, 0x104, HW_BREAKPOINT_W), -EINVAL);
	EXPECT_EQ(asked((u8 *)watched + 2, 4, HW_BREAKPOINT_W), -EINVAL);
	EXPECT_EQ(asked(watched, 4, HW_BREAKPOINT_R), -EINVAL);
	EXPECT_EQ(asked(executed, 1, HW_BREAKPOINT_X), -EINVAL);
	for (int i = 0; i < HBP_NUM; i++) {
		bp[i] = perf_event_create_kernel_counter(&attr, 0, NULL, hit,
							 NULL);
		EXPECT(!IS_ERR(bp[i]));
	}
	EXPECT_EQ(asked(watched, 4, HW_BREAKPOINT_W), -ENOSPC);
	for (int i = 0; i < HBP_NUM; i++)
		unregister_hw_breakpoint(bp[i]);
	attr.type = PERF_TYPE_SOFTWARE;
	EXPECT_EQ(PTR_ERR(perf_event_create_kernel_counter(&attr, 0, NULL, hit,
							   NULL)),
		  -ENOENT);
}

/* --- Work in interrupts */

static volatile unsigned int runs;
static bool ran_in_interrupt;

static void count_run(struct irq_work *work)
{
	runs = runs + 1;
	ran_in_interrupt = in_hardirq() && irqs_disabled();
}

static DEFINE_IRQ_WORK(counted, count_run);

static void irq_work_runs_in_an_interrupt(void)
{
	runs = 0;
	EXPECT(irq_work_queue(&counted));
	irq_work_sync(&counted);
	EXPECT_EQ(runs, 1);
	EXPECT(ran_in_interrupt && !irqs_disabled());
}

static void irq_work_waits_for_interrupts(void)
{
	unsigned long flags;

	runs = 0;
	local_irq_save(flags);
	EXPECT(irq_work_queue(&counted));
	EXPECT(!irq_work_queue(&counted)); /* it is there already */
	EXPECT(irq_work_is_pending(&counted) && irq_work_is_busy(&counted));
	EXPECT_EQ(runs, 0);
	local_irq_restore(flags);
	irq_work_sync(&counted);
	EXPECT_EQ(runs, 1);
	EXPECT(ran_in_interrupt && !irq_work_is_busy(&counted));
}

static void lazy_irq_work_comes_with_a_tick(void)
{
	struct irq_work lazy = IRQ_WORK_INIT_LAZY(count_run);

	runs = 0;
	EXPECT(irq_work_queue(&lazy));
	irq_work_sync(&lazy);
	EXPECT_EQ(runs, 1);
}

/* --- Lines of a trace: what the files show is the shell's to see */

static void trace_is_switched_off_and_on(void)
{
	EXPECT(tracing_is_on());
	tracing_off();
	EXPECT(!tracing_is_on());
	EXPECT_EQ(trace_puts("not to be seen\n"), 0);
	tracing_on();
	EXPECT_EQ(trace_puts("100%d seen\n"), 11);
	trace_printk("%s and %d\n", "words", 42);
	trace_printk("without an end");
	trace_dump_stack(0);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(breakpoint_on_writes),
	KTAP_CASE(breakpoint_on_any_access),
	KTAP_CASE(breakpoint_on_an_instruction),
	KTAP_CASE(breakpoints_that_are_refused),
	KTAP_CASE(irq_work_runs_in_an_interrupt),
	KTAP_CASE(irq_work_waits_for_interrupts),
	KTAP_CASE(lazy_irq_work_comes_with_a_tick),
	KTAP_CASE(trace_is_switched_off_and_on),
};

KTAP_SUITE(debug_test, cases);
