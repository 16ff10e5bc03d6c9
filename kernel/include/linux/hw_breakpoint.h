/* SPDX-License-Identifier: MIT */
/*
 * Breakpoints of the processor: a function of a module's runs where an address
 * is written, read or executed. i386 has four of them, in registers of its own.
 *
 * Context: process, may sleep.
 * Linux: none; samples/hw_breakpoint
 */
#ifndef _LINUX_HW_BREAKPOINT_H
#define _LINUX_HW_BREAKPOINT_H

#include <linux/perf_event.h>
#include <linux/string.h>

enum {
	HW_BREAKPOINT_LEN_1 = 1,
	HW_BREAKPOINT_LEN_2 = 2,
	HW_BREAKPOINT_LEN_3 = 3,
	HW_BREAKPOINT_LEN_4 = 4,
	HW_BREAKPOINT_LEN_5 = 5,
	HW_BREAKPOINT_LEN_6 = 6,
	HW_BREAKPOINT_LEN_7 = 7,
	HW_BREAKPOINT_LEN_8 = 8,
};

enum {
	HW_BREAKPOINT_EMPTY = 0,
	HW_BREAKPOINT_R = 1,
	HW_BREAKPOINT_W = 2,
	HW_BREAKPOINT_RW = HW_BREAKPOINT_R | HW_BREAKPOINT_W,
	HW_BREAKPOINT_X = 4,
	HW_BREAKPOINT_INVALID = HW_BREAKPOINT_RW | HW_BREAKPOINT_X,
};

#define HBP_NUM 4 /* that the processor has */

/* An @attr of a breakpoint; bp_addr, bp_len and bp_type are the caller's. */
static inline void hw_breakpoint_init(struct perf_event_attr *attr)
{
	memset(attr, 0, sizeof(*attr));
	attr->type = PERF_TYPE_BREAKPOINT;
	attr->size = sizeof(*attr);
	attr->pinned = 1;
	attr->sample_period = 1;
}

static inline unsigned long hw_breakpoint_addr(struct perf_event *bp)
{
	return bp->attr.bp_addr;
}

static inline int hw_breakpoint_type(struct perf_event *bp)
{
	return bp->attr.bp_type;
}

static inline unsigned long hw_breakpoint_len(struct perf_event *bp)
{
	return bp->attr.bp_len;
}

static inline struct arch_hw_breakpoint *counter_arch_bp(struct perf_event *bp)
{
	return &bp->hw.info;
}

/*
 * A breakpoint on each processor, for all tasks; @triggered runs behind the
 * instruction that accesses bp_addr, or before the one that lies there
 * (HW_BREAKPOINT_X, whose length is sizeof(long)). The caller ends it. ERR_PTR:
 * -EINVAL (a length other than 1, 2 and 4; not at a multiple of it; only reads,
 * which the processor has not; an instruction where no probe may lie), -ENOSPC
 * (all four are taken), -ENOMEM.
 */
struct perf_event *__percpu *register_wide_hw_breakpoint(
	struct perf_event_attr *attr, perf_overflow_handler_t triggered,
	void *context);
void unregister_wide_hw_breakpoint(struct perf_event *__percpu *cpu_events);
/* Ends one that perf_event_create_kernel_counter() has made; or NULL. */
void unregister_hw_breakpoint(struct perf_event *bp);

/* --- The kernel's side. */

/* A debug exception in the kernel: whether it was a breakpoint's. */
bool hw_breakpoint_handler(struct pt_regs *regs);

#endif
