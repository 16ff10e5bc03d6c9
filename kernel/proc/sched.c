/* SPDX-License-Identifier: MIT */
/*
 * Tasks: kernel threads under a round-robin scheduler. Kernel code is not
 * preempted: a task runs until it sleeps, yields or ends; when none can run,
 * the processor halts until an interrupt.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "../mm/arena.h"

struct task_struct *switch_to(struct task_struct *prev,
			      struct task_struct *next);
void thread_entry(void);
void thread_start(void) __noreturn;

extern u8 boot_stack_top[];

struct task_struct init_task = {
	.stack = boot_stack_top - THREAD_SIZE,
	.comm = "swapper/0",
	.tasks = LIST_HEAD_INIT(init_task.tasks),
	.run_list = LIST_HEAD_INIT(init_task.run_list),
	.usage = 1,
};
struct task_struct *current_task = &init_task;
EXPORT_SYMBOL(current_task);

/* Tasks that can run, the running one not among them. */
static LIST_HEAD(run_queue);
static pid_t last_pid;

/* A thread that has ended, until someone else's stack is in use. */
static struct task_struct *dead_task;

void sched_init(void)
{
	init_task.pid = init_task.tgid = 0;
}

void put_task_struct(struct task_struct *task)
{
	if (--task->usage)
		return;
	arena_free(task->stack);
	kfree(task);
}
EXPORT_SYMBOL_GPL(put_task_struct);

static void bury(void)
{
	struct task_struct *task = dead_task;

	dead_task = NULL;
	if (task)
		put_task_struct(task);
}

static void make_runnable(struct task_struct *task)
{
	if (list_empty(&task->run_list) && task != current)
		list_add_tail(&task->run_list, &run_queue);
}

int wake_up_process(struct task_struct *task)
{
	unsigned long flags;
	int woken;

	local_irq_save(flags);
	woken = task->__state != TASK_RUNNING && task->__state != TASK_DEAD;
	if (woken) {
		task->__state = TASK_RUNNING;
		make_runnable(task);
	}
	local_irq_restore(flags);
	return woken;
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

void schedule(void)
{
	struct task_struct *prev = current, *next;
	unsigned long flags;

	local_irq_save(flags);
	next = pick_next();
	if (next != prev) {
		current_task = next;
		switch_to(prev, next);
		bury();
	}
	local_irq_restore(flags);
}
EXPORT_SYMBOL(schedule);

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
	msleep(msecs);
	return 0;
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
	bury();
	local_irq_enable();
	/* One who was stopped before it ran never runs. */
	kthread_exit(current->should_stop ? -EINTR :
					    current->threadfn(current->data));
}

void kthread_exit(long code)
{
	local_irq_disable();
	current->exit_code = code;
	current->__state = TASK_DEAD;
	list_del_init(&current->tasks);
	if (current->exited)
		complete(current->exited);
	dead_task = current;
	schedule();
	panic("a dead task ran");
}
EXPORT_SYMBOL(kthread_exit);

static void prepare_stack(struct task_struct *task)
{
	unsigned long *sp = task->stack + THREAD_SIZE;

	*--sp = 0;
	*--sp = (unsigned long)thread_entry;
	for (int i = 0; i < 4; i++) /* ebp, ebx, esi, edi */
		*--sp = 0;
	task->sp = (unsigned long)sp;
}

struct task_struct *kthread_create(int (*threadfn)(void *data), void *data,
				   const char *namefmt, ...)
{
	struct task_struct *task = kzalloc(sizeof(*task), GFP_KERNEL);
	va_list args;

	if (!task)
		return ERR_PTR(-ENOMEM);
	task->stack = arena_alloc(THREAD_SIZE, "stack");
	if (!task->stack) {
		kfree(task);
		return ERR_PTR(-ENOMEM);
	}
	va_start(args, namefmt);
	vsnprintf(task->comm, sizeof(task->comm), namefmt, args);
	va_end(args);
	task->threadfn = threadfn;
	task->data = data;
	task->pid = task->tgid = ++last_pid;
	task->__state = TASK_UNINTERRUPTIBLE;
	task->usage = 1;
	INIT_LIST_HEAD(&task->run_list);
	list_add_tail(&task->tasks, &init_task.tasks);
	prepare_stack(task);
	return task;
}
EXPORT_SYMBOL(kthread_create);

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
	if (task->__state != TASK_DEAD) {
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
	wait_for_completion(x);
	return 0;
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
	mutex_lock(lock);
	return 0;
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
