/* SPDX-License-Identifier: MIT */
/*
 * Tasks under a round-robin scheduler. Kernel code is not preempted: there a
 * task runs until it sleeps, yields or ends; in user mode a tick ends its turn.
 * When none can run, the processor halts until an interrupt.
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <asm/irqflags.h>
#include <linux/completion.h>
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "../mm/arena.h"
#include "proc.h"

struct task_struct *switch_to(struct task_struct *prev,
			      struct task_struct *next);
void thread_entry(void);
void thread_start(void) __noreturn;

extern u8 boot_stack_top[];

bool need_resched;

int __preempt_count;
EXPORT_SYMBOL(__preempt_count);

struct task_struct init_task = {
	.stack = boot_stack_top - THREAD_SIZE,
	.comm = "swapper/0",
	.tasks = LIST_HEAD_INIT(init_task.tasks),
	.run_list = LIST_HEAD_INIT(init_task.run_list),
	.usage = 1,
	.cred = &init_cred,
};
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

static void bury(void)
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
	return wake_up_state(task, TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE);
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

void schedule(void)
{
	struct task_struct *prev = current, *next;
	int count = preempt_count();
	unsigned long flags;

	if (unlikely(count))
		schedule_bug(count);
	local_irq_save(flags);
	preempt_count_set(0);
	if (prev->__state == TASK_INTERRUPTIBLE && signal_pending(prev))
		prev->__state = TASK_RUNNING;
	if (prev->__state == TASK_RUNNING)
		prev->nivcsw++;
	else
		prev->nvcsw++;
	need_resched = false;
	next = pick_next();
	if (next != prev) {
		current_task = next;
		switch_user_state(prev, next);
		kstat.context_switches++;
		switch_to(prev, next);
		bury();
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
	need_resched = !list_empty(&run_queue);
}

void yield(void)
{
	set_current_state(TASK_RUNNING);
	schedule();
}
EXPORT_SYMBOL(yield);

struct sleeper {
	struct timer_list timer;
	struct task_struct *task;
};

static void wake_sleeper(struct timer_list *timer)
{
	struct sleeper *s = from_timer(s, timer, timer);

	wake_up_process(s->task);
}

long schedule_timeout(long timeout)
{
	struct sleeper s = { .task = current };
	unsigned long end = jiffies + timeout;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout <= 0) {
		current->__state = TASK_RUNNING;
		return 0;
	}
	timer_setup(&s.timer, wake_sleeper, 0);
	mod_timer(&s.timer, end);
	schedule();
	timer_delete_sync(&s.timer);
	timeout = end - jiffies;
	return timeout < 0 ? 0 : timeout;
}
EXPORT_SYMBOL(schedule_timeout);

long schedule_timeout_interruptible(long timeout)
{
	set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_interruptible);

long schedule_timeout_uninterruptible(long timeout)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}
EXPORT_SYMBOL(schedule_timeout_uninterruptible);

void msleep(unsigned int msecs)
{
	long left = msecs_to_jiffies(msecs) + 1;

	while (left)
		left = schedule_timeout_uninterruptible(left);
}
EXPORT_SYMBOL(msleep);

unsigned long msleep_interruptible(unsigned int msecs)
{
	long left = msecs_to_jiffies(msecs) + 1;

	while (left && !signal_pending(current))
		left = schedule_timeout_interruptible(left);
	return jiffies_to_msecs(left);
}
EXPORT_SYMBOL(msleep_interruptible);

void usleep_range(unsigned long min, unsigned long max)
{
	msleep(DIV_ROUND_UP(min, 1000));
}
EXPORT_SYMBOL(usleep_range);

/* --- Kernel threads */

void thread_start(void)
{
	long code;

	bury();
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

void finish_fork(void)
{
	bury();
	local_irq_enable();
	tell_child_tid();
}

void __noreturn leave_processor(void)
{
	dead_task = current;
	schedule();
	panic("a dead task ran");
}

void kthread_exit(long code)
{
	local_irq_disable();
	current->exit_code = code;
	current->__state = TASK_DEAD;
	list_del_init(&current->tasks);
	if (current->exited)
		complete(current->exited);
	leave_processor();
}
EXPORT_SYMBOL(kthread_exit);

void prepare_stack(struct task_struct *task, void (*entry)(void))
{
	unsigned long *sp = (unsigned long *)task_pt_regs(task);

	*--sp = (unsigned long)entry;
	for (int i = 0; i < 4; i++) /* ebp, ebx, esi, edi */
		*--sp = 0;
	task->sp = (unsigned long)sp;
}

struct task_struct *kthread_create(int (*threadfn)(void *data), void *data,
				   const char *namefmt, ...)
{
	struct task_struct *task = alloc_task();
	va_list args;

	if (!task)
		return ERR_PTR(-ENOMEM);
	va_start(args, namefmt);
	vsnprintf(task->comm, sizeof(task->comm), namefmt, args);
	va_end(args);
	task->threadfn = threadfn;
	task->data = data;
	task->cred = get_cred(&init_cred);
	prepare_stack(task, thread_entry);
	enlist_task(task);
	return task;
}
EXPORT_SYMBOL(kthread_create);

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
	free_task(task);
	return ERR_PTR(err);
}

bool kthread_should_stop(void)
{
	return current->should_stop;
}
EXPORT_SYMBOL(kthread_should_stop);

int kthread_stop(struct task_struct *task)
{
	DECLARE_COMPLETION_ONSTACK(exited);
	int code;

	get_task_struct(task);
	task->should_stop = true;
	if (!(task->__state & TASK_DEAD)) {
		task->exited = &exited;
		wake_up_process(task);
		wait_for_completion(&exited);
	}
	code = task->exit_code;
	put_task_struct(task);
	return code;
}
EXPORT_SYMBOL(kthread_stop);

/* --- Waiting */

void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *wait,
		     int state)
{
	unsigned long flags;

	local_irq_save(flags);
	if (list_empty(&wait->entry))
		list_add_tail(&wait->entry, &wq->head);
	set_current_state(state);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(prepare_to_wait);

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *wait)
{
	unsigned long flags;

	local_irq_save(flags);
	set_current_state(TASK_RUNNING);
	if (!list_empty(&wait->entry))
		list_del_init(&wait->entry);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(finish_wait);

void __wake_up(struct wait_queue_head *wq)
{
	struct wait_queue_entry *w, *next;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry_safe(w, next, &wq->head, entry) {
		list_del_init(&w->entry);
		wake_up_process(w->task);
	}
	local_irq_restore(flags);
}
EXPORT_SYMBOL(__wake_up);

void complete(struct completion *x)
{
	x->done++;
	wake_up(&x->wait);
}
EXPORT_SYMBOL(complete);

void complete_all(struct completion *x)
{
	x->done = UINT_MAX / 2;
	wake_up_all(&x->wait);
}
EXPORT_SYMBOL(complete_all);

bool completion_done(struct completion *x)
{
	return x->done;
}
EXPORT_SYMBOL(completion_done);

unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout)
{
	long left = wait_event_timeout(x->wait, x->done, timeout);

	if (left && x->done < UINT_MAX / 2)
		x->done--;
	return left;
}
EXPORT_SYMBOL(wait_for_completion_timeout);

void wait_for_completion(struct completion *x)
{
	wait_for_completion_timeout(x, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(wait_for_completion);

int wait_for_completion_interruptible(struct completion *x)
{
	int err = wait_event_interruptible(x->wait, x->done);

	if (!err && x->done < UINT_MAX / 2)
		x->done--;
	return err;
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

int mutex_trylock(struct mutex *lock)
{
	if (lock->owner)
		return 0;
	lock->owner = current;
	return 1;
}
EXPORT_SYMBOL(mutex_trylock);

void mutex_lock(struct mutex *lock)
{
	wait_event(lock->wait, mutex_trylock(lock));
}
EXPORT_SYMBOL(mutex_lock);

int mutex_lock_interruptible(struct mutex *lock)
{
	return wait_event_interruptible(lock->wait, mutex_trylock(lock)) ?
		       -EINTR :
		       0;
}
EXPORT_SYMBOL(mutex_lock_interruptible);

void mutex_unlock(struct mutex *lock)
{
	lock->owner = NULL;
	wake_up(&lock->wait);
}
EXPORT_SYMBOL(mutex_unlock);

bool mutex_is_locked(struct mutex *lock)
{
	return lock->owner;
}
EXPORT_SYMBOL(mutex_is_locked);
