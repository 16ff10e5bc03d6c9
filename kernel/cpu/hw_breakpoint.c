/* SPDX-License-Identifier: MIT */
/*
 * The processor's breakpoints: DR0 to DR3 are addresses, DR7 says which of
 * them count and for what, DR6 which has been hit. Intel SDM volume 3,
 * chapter 18.2. They belong to modules; user programs have none.
 */
#include <asm/page.h>
#include <asm/processor-flags.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hw_breakpoint.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/leaks.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/slab.h>

#define TYPE_EXECUTE 0
#define TYPE_WRITE 1
#define TYPE_READ_WRITE 3
#define DR6_RESERVED 0xffff0ff0ul
#define DR6_TRAPS 0xful
#define DR7_RESERVED 0x400ul
#define DR7_GLOBAL(n) (2ul << (n)*2)
#define DR7_KIND(n, info) \
	(((info)->type | ((info)->len - 1ul) << 2) << (16 + (n)*4))

#define WRITE_DR(n, value) \
	asm volatile("mov %0, %%db" #n : : "r"((unsigned long)(value)))

static struct perf_event *slots[HBP_NUM];

static void __kprobes write_address(int slot, unsigned long address)
{
	switch (slot) {
	case 0:
		WRITE_DR(0, address);
		break;
	case 1:
		WRITE_DR(1, address);
		break;
	case 2:
		WRITE_DR(2, address);
		break;
	case 3:
		WRITE_DR(3, address);
		break;
	}
}

/* All that are on, as the processor is to have them. */
static void __kprobes load_slots(void)
{
	unsigned long dr7 = DR7_RESERVED;

	for (int i = 0; i < HBP_NUM; i++) {
		const struct perf_event *bp = slots[i];

		if (!bp || bp->state != PERF_EVENT_STATE_ACTIVE)
			continue;
		write_address(i, bp->hw.info.address);
		dr7 |= DR7_GLOBAL(i) | DR7_KIND(i, &bp->hw.info);
	}
	WRITE_DR(7, dr7);
}

bool __kprobes hw_breakpoint_handler(struct pt_regs *regs)
{
	unsigned long dr6;
	bool hit = false;

	asm volatile("mov %%db6, %0" : "=r"(dr6));
	if (!(dr6 & DR6_TRAPS))
		return false;
	WRITE_DR(6, DR6_RESERVED);
	WRITE_DR(7, DR7_RESERVED); /* none of a handler's own accesses */
	preempt_count_add(HARDIRQ_OFFSET);
	for (int i = 0; i < HBP_NUM; i++) {
		struct perf_event *bp = slots[i];
		struct perf_sample_data data = { .period = 1 };

		if (!(dr6 & 1ul << i) || !bp ||
		    bp->state != PERF_EVENT_STATE_ACTIVE)
			continue;
		hit = true;
		data.addr = bp->hw.info.address;
		bp->overflow_handler(bp, &data, regs);
		if (bp->hw.info.type == TYPE_EXECUTE)
			regs->flags |= X86_EFLAGS_RF; /* it runs now */
	}
	preempt_count_sub(HARDIRQ_OFFSET);
	load_slots();
	return hit;
}

/* --- Making and ending them */

static int parse(struct perf_event *bp)
{
	const struct perf_event_attr *attr = &bp->attr;
	struct arch_hw_breakpoint *info = &bp->hw.info;

	info->address = attr->bp_addr;
	info->len = attr->bp_len;
	switch (attr->bp_type) {
	case HW_BREAKPOINT_W:
		info->type = TYPE_WRITE;
		break;
	case HW_BREAKPOINT_RW:
		info->type = TYPE_READ_WRITE;
		break;
	case HW_BREAKPOINT_X:
		if (attr->bp_len != sizeof(long) ||
		    within_kprobe_blacklist(attr->bp_addr))
			return -EINVAL;
		info->type = TYPE_EXECUTE;
		info->len = 1;
		return 0;
	default:
		return -EINVAL;
	}
	if (info->len != attr->bp_len ||
	    (info->len != 1 && info->len != 2 && info->len != 4) ||
	    info->address & (info->len - 1))
		return -EINVAL;
	return 0;
}

static int take_slot(struct perf_event *bp)
{
	for (int i = 0; i < HBP_NUM; i++) {
		if (slots[i])
			continue;
		slots[i] = bp;
		load_slots();
		return 0;
	}
	return -ENOSPC;
}

struct perf_event *perf_event_create_kernel_counter(
	struct perf_event_attr *attr, int cpu, struct task_struct *task,
	perf_overflow_handler_t overflow_handler, void *context)
{
	struct perf_event *bp;
	int err;

	if (attr->type != PERF_TYPE_BREAKPOINT)
		return ERR_PTR(-ENOENT);
	if (task)
		return ERR_PTR(-EOPNOTSUPP);
	if (cpu || !overflow_handler)
		return ERR_PTR(-EINVAL);
	bp = kzalloc(sizeof(*bp), GFP_KERNEL);
	if (!bp)
		return ERR_PTR(-ENOMEM);
	bp->attr = *attr;
	bp->overflow_handler = overflow_handler;
	bp->overflow_handler_context = context;
	bp->state = attr->disabled ? PERF_EVENT_STATE_OFF :
				     PERF_EVENT_STATE_ACTIVE;
	err = parse(bp) ?: take_slot(bp);
	if (!err)
		return bp;
	kfree(bp);
	return ERR_PTR(err);
}
EXPORT_SYMBOL_GPL(perf_event_create_kernel_counter);

int perf_event_release_kernel(struct perf_event *event)
{
	for (int i = 0; i < HBP_NUM; i++)
		if (slots[i] == event)
			slots[i] = NULL;
	load_slots();
	kfree(event);
	return 0;
}
EXPORT_SYMBOL_GPL(perf_event_release_kernel);

void perf_event_enable(struct perf_event *event)
{
	event->state = PERF_EVENT_STATE_ACTIVE;
	load_slots();
}
EXPORT_SYMBOL_GPL(perf_event_enable);

void perf_event_disable(struct perf_event *event)
{
	event->state = PERF_EVENT_STATE_OFF;
	load_slots();
}
EXPORT_SYMBOL_GPL(perf_event_disable);

void unregister_hw_breakpoint(struct perf_event *bp)
{
	if (bp)
		perf_event_release_kernel(bp);
}
EXPORT_SYMBOL_GPL(unregister_hw_breakpoint);

struct perf_event *__percpu *register_wide_hw_breakpoint(
	struct perf_event_attr *attr, perf_overflow_handler_t triggered,
	void *context)
{
	struct perf_event *__percpu *cpu_events =
		alloc_percpu(struct perf_event *);
	struct perf_event *bp;

	if (!cpu_events)
		return ERR_PTR(-ENOMEM);
	bp = perf_event_create_kernel_counter(attr, 0, NULL, triggered,
					      context);
	*per_cpu_ptr(cpu_events, 0) = bp;
	if (!IS_ERR(bp))
		return cpu_events;
	free_percpu(cpu_events);
	return ERR_CAST(bp);
}
EXPORT_SYMBOL_GPL(register_wide_hw_breakpoint);

void unregister_wide_hw_breakpoint(struct perf_event *__percpu *cpu_events)
{
	unregister_hw_breakpoint(*per_cpu_ptr(cpu_events, 0));
	free_percpu(cpu_events);
}
EXPORT_SYMBOL_GPL(unregister_wide_hw_breakpoint);

/* --- What modules leave */

static void reclaim_event(const void *event)
{
	perf_event_release_kernel((struct perf_event *)event);
}

static void scan_slots(struct leak_scan *scan)
{
	for (int i = 0; i < HBP_NUM; i++)
		if (slots[i] && leak_in(scan, slots[i]->overflow_handler))
			leak_found(scan,
				   &(struct leak){
					   .kind = "hardware breakpoint",
					   .object = slots[i],
					   .target = (unsigned long)slots[i]
							     ->overflow_handler,
					   .danger =
						   "its handler is in this module",
					   .reclaim = reclaim_event });
}
LEAK_SOURCE(hw_breakpoints, scan_slots);
