/* SPDX-License-Identifier: MIT */
/*
 * Events that the kernel counts for a module. The one kind there is, is the
 * processor's breakpoint: linux/hw_breakpoint.h.
 *
 * Context: process, may sleep.
 * Linux: none; include/linux/perf_event.h
 */
#ifndef _LINUX_PERF_EVENT_H
#define _LINUX_PERF_EVENT_H

#include <asm/ptrace.h>
#include <linux/list.h>
#include <linux/percpu-defs.h>
#include <linux/types.h>

enum perf_type_id {
	PERF_TYPE_HARDWARE,
	PERF_TYPE_SOFTWARE,
	PERF_TYPE_TRACEPOINT,
	PERF_TYPE_HW_CACHE,
	PERF_TYPE_RAW,
	PERF_TYPE_BREAKPOINT,
};

enum perf_event_state {
	PERF_EVENT_STATE_ERROR = -2,
	PERF_EVENT_STATE_OFF,
	PERF_EVENT_STATE_INACTIVE,
	PERF_EVENT_STATE_ACTIVE,
};

/* What is asked for. */
struct perf_event_attr {
	u32 type; /* PERF_TYPE_BREAKPOINT */
	u32 size; /* of this structure */
	u64 sample_period;
	u64 disabled : 1, /* off, until perf_event_enable() */
		pinned : 1;
	u32 bp_type; /* HW_BREAKPOINT_ */
	u64 bp_addr;
	u64 bp_len; /* HW_BREAKPOINT_LEN_ */
};

struct perf_event;
struct task_struct;

struct perf_sample_data {
	u64 addr; /* which was hit */
	u64 period;
};

/*
 * Runs where the event has happened: as in an NMI, it may not sleep, and meets
 * no breakpoint itself.
 */
typedef void (*perf_overflow_handler_t)(struct perf_event *event,
					struct perf_sample_data *data,
					struct pt_regs *regs);

/* A breakpoint as the processor is told of it. */
struct arch_hw_breakpoint {
	unsigned long address;
	u8 len, type; /* as in DR7 */
};

struct hw_perf_event {
	struct arch_hw_breakpoint info;
};

struct perf_event {
	enum perf_event_state state;
	struct perf_event_attr attr;
	struct hw_perf_event hw;
	perf_overflow_handler_t overflow_handler;
	void *overflow_handler_context;
};

/*
 * An event as @attr has it, for perf_event_release_kernel(); @cpu is 0, or -1
 * with a @task, which is not to be had: -EOPNOTSUPP. Other ERR_PTRs: -ENOENT
 * (no such type), -EINVAL (a breakpoint that the processor can't have),
 * -ENOSPC (its four are taken), -ENOMEM.
 */
struct perf_event *perf_event_create_kernel_counter(
	struct perf_event_attr *attr, int cpu, struct task_struct *task,
	perf_overflow_handler_t overflow_handler, void *context);
/* Ends it. 0. */
int perf_event_release_kernel(struct perf_event *event);
/* Switches it on and off. */
void perf_event_enable(struct perf_event *event);
void perf_event_disable(struct perf_event *event);

#endif
