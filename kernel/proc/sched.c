/* SPDX-License-Identifier: MIT */
/*
 * Tasks under a round-robin scheduler. Kernel code is not preempted: there a
 * task runs until it sleeps, yields or ends; in user mode a tick ends its turn.
 * When none can run, the processor halts until an interrupt.
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <asm/irqflags.h>
#include <linux/cpumask.h>
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/start_kernel.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "../mm/arena.h"
#include "proc.h"

struct task_struct *switch_to(struct task_struct *prev,
			      struct task_struct *next);

extern u8 boot_stack_top[];

bool __need_resched;
EXPORT_SYMBOL(__need_resched);

int __preempt_count;
EXPORT_SYMBOL(__preempt_count);

struct task_struct init_task = {
	.stack = boot_stack_top - THREAD_SIZE,
	.comm = "swapper/0",
	.tasks = LIST_HEAD_INIT(init_task.tasks),
	.run_list = LIST_HEAD_INIT(init_task.run_list),
	.real_parent = &init_task,
	.parent = &init_task,
	.children = LIST_HEAD_INIT(init_task.children),
	.sibling = LIST_HEAD_INIT(init_task.sibling),
	.group_leader = &init_task,
	.prio = DEFAULT_PRIO,
	.static_prio = DEFAULT_PRIO,
	.normal_prio = DEFAULT_PRIO,
	.cpus_ptr = cpu_possible_mask,
	.nr_cpus_allowed = 1,
	.usage = 1,
	.cred = &init_cred,
};
EXPORT_SYMBOL(init_task);
struct task_struct *current_task = &init_task;
EXPORT_SYMBOL(current_task);

/* Tasks that can run, the running one not among them. */
static LIST_HEAD(run_queue);

/* A task that has ended, until someone else's stack is in use. */
static struct task_struct *dead_task;

void sched_init(void)
{
	task_struct_init();
}

void finish_switch(void)
{
	struct task_struct *task = dead_task;

	dead_task = NULL;
	if (!task)
		return;
	arena_free(task->stack);
	task->stack = NULL;
	put_task_struct(task);
}

static void make_runnable(struct task_struct *task)
{
	if (list_empty(&task->run_list) && task != current)
		list_add_tail(&task->run_list, &run_queue);
}

int wake_up_state(struct task_struct *task, unsigned int states)
{
	unsigned long flags;
	int woken;

	local_irq_save(flags);
	woken = (task->__state & states) != 0;
	if (woken) {
		task->__state = TASK_RUNNING;
		make_runnable(task);
	}
	local_irq_restore(flags);
	return woken;
}
EXPORT_SYMBOL_GPL(wake_up_state);

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}
EXPORT_SYMBOL(wake_up_process);

/*
 * Halts until there is a task that can run; it may be the caller, whom an
 * interrupt can wake while it halts here.
 */
static struct task_struct *pick_next(void)
{
	struct task_struct *next;

	while (list_empty(&run_queue) && current->__state != TASK_RUNNING)
		asm volatile("sti\n\thlt\n\tcli" : : : "memory");
	if (list_empty(&run_queue))
		return current;
	if (current->__state == TASK_RUNNING)
		list_add_tail(&current->run_list, &run_queue);
	next = list_first_entry(&run_queue, struct task_struct, run_list);
	list_del_init(&next->run_list);
	return next;
}

/* What of the processor belongs to a user task, beside its registers. */
static void switch_user_state(struct task_struct *prev,
			      struct task_struct *next)
{
	if (prev->thread.fpu)
		fpu_save(prev->thread.fpu);
	if (!next->mm)
		return;
	switch_mm(next->mm);
	cpu_set_kernel_stack((unsigned long)next->stack + THREAD_SIZE);
	cpu_load_tls(next->thread.tls);
	if (next->thread.fpu)
		fpu_load(next->thread.fpu);
}

static void schedule_bug(int count)
{
	pr_err("BUG: scheduling while atomic: %s/%d/0x%08x\n", current->comm,
	       current->pid, count);
	print_modules();
	dump_stack();
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
}

#ifdef CONFIG_DEBUG_LOCKS
void __might_sleep(const char *file, int line)
{
	static unsigned long last;

	if ((!in_atomic() && !irqs_disabled()) ||
	    system_state == SYSTEM_BOOTING ||
	    (last && time_before(jiffies, last + HZ)))
		return;
	last = jiffies ?: 1;
	pr_err("BUG: sleeping function called from invalid context at %s:%d\n",
	       file, line);
	pr_err("in_atomic(): %d, irqs_disabled(): %d, non_block: 0, pid: %d, name: %s\n",
	       in_atomic(), irqs_disabled(), current->pid, current->comm);
	pr_err("preempt_count: %x, expected: 0\n", preempt_count());
	lock_show_held();
	pr_err("fix: sleep after the spin lock is released and interrupts are on, allocate by GFP_ATOMIC, or use a mutex\n");
	dump_stack();
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
}
EXPORT_SYMBOL(__might_sleep);
#endif

void schedule(void)
{
	struct task_struct *prev = current, *next;
	int count = preempt_count();
	unsigned long flags;

	if (unlikely(count))
		schedule_bug(count);
	local_irq_save(flags);
	preempt_count_set(0);
	if (likely(!count))
		rcu_quiescent();
	if (prev->__state == TASK_INTERRUPTIBLE && signal_pending(prev))
		prev->__state = TASK_RUNNING;
	if (prev->__state == TASK_RUNNING)
		prev->nivcsw++;
	else
		prev->nvcsw++;
	__need_resched = false;
	next = pick_next();
	if (next != prev) {
		current_task = next;
		switch_user_state(prev, next);
		kstat.context_switches++;
		switch_to(prev, next);
		finish_switch();
	}
	preempt_count_set(count);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(schedule);

/* In the timer's interrupt. */
void sched_tick(void)
{
	bool user = user_mode(get_irq_regs());

	if (user || current->__state == TASK_RUNNING) {
		if (user)
			current->utime++;
		else
			current->stime++;
		if (user)
			kstat.user++;
		else
			kstat.system++;
		itimers_tick(user);
	} else {
		kstat.idle++;
	}
	calc_load();
	if (preempt_count() == HARDIRQ_OFFSET)
		rcu_quiescent();
	__need_resched = !list_empty(&run_queue);
}

int cond_resched(void)
{
	/* Who is about to sleep goes on: this is no sleep. */
	if (!need_resched() || current->__state != TASK_RUNNING || !in_task())
		return 0;
	schedule();
	return 1;
}
EXPORT_SYMBOL(cond_resched);

void yield(void)
{
	set_current_state(TASK_RUNNING);
	schedule();
}
EXPORT_SYMBOL(yield);

void set_user_nice(struct task_struct *p, long nice)
{
	p->prio = p->static_prio = p->normal_prio =
		NICE_TO_PRIO(clamp(nice, (long)MIN_NICE, (long)MAX_NICE));
}
EXPORT_SYMBOL(set_user_nice);

/* --- Beginnings and ends */

void finish_fork(void)
{
	finish_switch();
	local_irq_enable();
	tell_child_tid();
}

void __noreturn leave_processor(void)
{
	dead_task = current;
	schedule();
	panic("a dead task ran");
}

void prepare_stack(struct task_struct *task, void (*entry)(void))
{
	unsigned long *sp = (unsigned long *)task_pt_regs(task);

	*--sp = (unsigned long)entry;
	for (int i = 0; i < 4; i++) /* ebp, ebx, esi, edi */
		*--sp = 0;
	task->sp = (unsigned long)sp;
}
