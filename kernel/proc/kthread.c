/* SPDX-License-Identifier: MIT */
/*
 * Kernel threads: tasks without user memory, which run a function until it
 * returns or until they are asked to stop. Parking and stopping are requests:
 * the thread itself looks at them and obeys.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/leaks.h>
#include <linux/lockdep.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "proc.h"

void thread_entry(void);
void thread_start(void) __noreturn;

void thread_start(void)
{
	long code;

	finish_switch();
	local_irq_enable();
	/* One who was stopped before it ran never runs. */
	code = current->should_stop ? -EINTR : current->threadfn(current->data);
	if (current->mm && !code) {
		cpu_set_kernel_stack((unsigned long)current->stack +
				     THREAD_SIZE);
		enter_user(current_pt_regs());
	}
	if (current->signal)
		do_exit((code & 0xff) << 8);
	kthread_exit(code);
}

void kthread_exit(long code)
{
	atomic_state_check(&nothing_held, "kernel thread", current->threadfn);
	local_irq_disable();
	current->exit_code = code;
	current->__state = TASK_DEAD;
	list_del_init(&current->tasks);
	list_del_init(&current->sibling);
	unhash_pid(current);
	if (current->parked)
		complete(current->parked);
	if (current->exited)
		complete(current->exited);
	leave_processor();
}
EXPORT_SYMBOL(kthread_exit);

void kthread_complete_and_exit(struct completion *done, long code)
{
	if (done)
		complete(done);
	kthread_exit(code);
}
EXPORT_SYMBOL(kthread_complete_and_exit);

/* --- Making one */

static struct task_struct *create(int (*threadfn)(void *data), void *data,
				  const char *namefmt, va_list args)
{
	struct task_struct *task = alloc_task();

	if (!task)
		return ERR_PTR(-ENOMEM);
	vsnprintf(task->comm, sizeof(task->comm), namefmt, args);
	task->flags = PF_KTHREAD;
	task->blocked.mask = ~0ull; /* until allow_signal() */
	task->threadfn = threadfn;
	task->data = data;
	task->cred = get_cred(&init_cred);
	prepare_stack(task, thread_entry);
	enlist_task(task);
	return task;
}

struct task_struct *kthread_create_on_node(int (*threadfn)(void *data),
					   void *data, int node,
					   const char namefmt[], ...)
{
	struct task_struct *task;
	va_list args;

	va_start(args, namefmt);
	task = create(threadfn, data, namefmt, args);
	va_end(args);
	return task;
}
EXPORT_SYMBOL(kthread_create_on_node);

/* @namefmt has one conversion, %u, for the processor's number. */
struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data),
					  void *data, unsigned int cpu,
					  const char *namefmt)
{
	struct task_struct *task;

	task = kthread_create_on_node(threadfn, data, NUMA_NO_NODE, namefmt,
				      cpu);
	if (!IS_ERR(task))
		kthread_bind(task, cpu);
	return task;
}
EXPORT_SYMBOL(kthread_create_on_cpu);

struct task_struct *user_mode_thread(int (*fn)(void *arg), void *arg,
				     const char *name)
{
	struct task_struct *task = kthread_create(fn, arg, "%s", name);
	int err;

	if (IS_ERR(task))
		return task;
	err = make_process(task);
	if (!err)
		return task;
	list_del(&task->tasks);
	list_del(&task->sibling);
	unhash_pid(task);
	free_task(task);
	return ERR_PTR(err);
}

void kthread_bind(struct task_struct *task, unsigned int cpu)
{
	WARN_ON(cpu || !(task->__state & TASK_UNINTERRUPTIBLE));
}
EXPORT_SYMBOL(kthread_bind);

void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask)
{
	kthread_bind(task, cpumask_first(mask));
}
EXPORT_SYMBOL_GPL(kthread_bind_mask);

/* --- Stopping */

bool kthread_should_stop(void)
{
	return current->should_stop;
}
EXPORT_SYMBOL(kthread_should_stop);

bool kthread_should_stop_or_park(void)
{
	return current->should_stop || current->should_park;
}
EXPORT_SYMBOL_GPL(kthread_should_stop_or_park);

bool kthread_freezable_should_stop(bool *was_frozen)
{
	might_sleep();
	if (was_frozen)
		*was_frozen = false;
	return kthread_should_stop();
}
EXPORT_SYMBOL_GPL(kthread_freezable_should_stop);

int kthread_stop(struct task_struct *task)
{
	DECLARE_COMPLETION_ONSTACK(exited);
	int code;

	get_task_struct(task);
	task->should_stop = true;
	kthread_unpark(task);
	if (!(task->__state & TASK_DEAD)) {
		task->exited = &exited;
		task->sigpending = true; /* ends interruptible sleeps */
		wake_up_process(task);
		wait_for_completion(&exited);
	}
	code = task->exit_code;
	put_task_struct(task);
	return code;
}
EXPORT_SYMBOL(kthread_stop);

int kthread_stop_put(struct task_struct *task)
{
	int code = kthread_stop(task);

	put_task_struct(task);
	return code;
}
EXPORT_SYMBOL(kthread_stop_put);

/* --- Parking */

bool kthread_should_park(void)
{
	return current->should_park;
}
EXPORT_SYMBOL_GPL(kthread_should_park);

void kthread_parkme(void)
{
	while (current->should_park) {
		set_current_state(TASK_PARKED);
		if (current->parked)
			complete(current->parked);
		current->parked = NULL;
		schedule();
	}
	set_current_state(TASK_RUNNING);
}
EXPORT_SYMBOL_GPL(kthread_parkme);

int kthread_park(struct task_struct *task)
{
	DECLARE_COMPLETION_ONSTACK(parked);

	if (task->__state & TASK_DEAD)
		return -ENOSYS;
	if (WARN_ON_ONCE(task->should_park))
		return -EBUSY;
	task->should_park = true;
	if (task == current)
		return 0;
	get_task_struct(task);
	task->parked = &parked;
	wake_up_process(task);
	wait_for_completion(&parked);
	task->parked = NULL;
	put_task_struct(task);
	return 0;
}
EXPORT_SYMBOL_GPL(kthread_park);

void kthread_unpark(struct task_struct *task)
{
	if (!task->should_park)
		return;
	task->should_park = false;
	wake_up_state(task, TASK_PARKED);
}
EXPORT_SYMBOL_GPL(kthread_unpark);

/* --- Asking */

void *kthread_data(struct task_struct *task)
{
	return task->data;
}
EXPORT_SYMBOL_GPL(kthread_data);

void *kthread_func(struct task_struct *task)
{
	return task->threadfn;
}
EXPORT_SYMBOL_GPL(kthread_func);

/* --- What a module leaves */

static void scan_threads(struct leak_scan *scan)
{
	const struct task_struct *t;

	for_each_task(t)
		if (t->flags & PF_KTHREAD && leak_in(scan, t->threadfn))
			leak_found(scan,
				   &(struct leak){
					   .kind = "kernel thread",
					   .name = t->comm,
					   .object = t,
					   .target = (unsigned long)t->threadfn,
					   .danger =
						   "its function is in this module",
				   });
}
LEAK_SOURCE(kthreads, scan_threads);
