/* SPDX-License-Identifier: MIT */
/*
 * The stacks of tasks that sleep: the addresses that they return to, by the
 * chain of frame pointers. It believes no frame that does not lie above the
 * last one on the same stack.
 */
#include <linux/leaks.h>
#include <linux/sched.h>

#include "proc.h"

#define SWITCH_FRAME_BP 3 /* where switch_to() saves the frame pointer */

unsigned long next_return(const struct task_struct *task, unsigned long *frame)
{
	unsigned long low = (unsigned long)task->stack, last = *frame;
	const unsigned long *p;

	*frame = last ? *(const unsigned long *)last :
			((const unsigned long *)task->sp)[SWITCH_FRAME_BP];
	if (*frame <= last || *frame < low || *frame & 3 ||
	    *frame > low + THREAD_SIZE - 2 * sizeof(*p))
		return 0;
	p = (const unsigned long *)*frame;
	return p[1];
}

static unsigned long return_into(const struct leak_scan *scan,
				 const struct task_struct *task)
{
	unsigned long frame = 0, address;

	if (task == current || !task->stack || task->__state & TASK_DEAD)
		return 0;
	while ((address = next_return(task, &frame)))
		if (leak_in(scan, address))
			return address;
	return 0;
}

static void scan_stacks(struct leak_scan *scan)
{
	const struct task_struct *t;
	unsigned long address;

	for_each_task(t) {
		address = return_into(scan, t);
		if (address)
			leak_found(scan,
				   &(struct leak){
					   .kind = "task",
					   .name = t->comm,
					   .object = t,
					   .target = address,
					   .danger =
						   "it returns into this module" });
	}
}
LEAK_SOURCE(stacks, scan_stacks);
