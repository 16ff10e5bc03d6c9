/* SPDX-License-Identifier: MIT */
/*
 * Kernel threads: a function that runs as a task of its own, beside all others.
 * Context: process, may sleep.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/numa.h>
#include <linux/sched.h>
#include <linux/sched/task.h>

struct completion;

/*
 * A thread, not yet woken, that runs @threadfn(@data) from when it is. Its name
 * is by @namefmt, at most 15 characters. Returns it, or ERR_PTR(-ENOMEM).
 * @threadfn returns when kthread_should_stop(), or when it is done: then
 * kthread_stop() may be called only by who has called get_task_struct().
 */
struct task_struct *kthread_create_on_node(int (*threadfn)(void *data),
					   void *data, int node,
					   const char namefmt[], ...)
	__printf(4, 5);
#define kthread_create(threadfn, data, namefmt, arg...) \
	kthread_create_on_node(threadfn, data, NUMA_NO_NODE, namefmt, ##arg)
/* The same, bound to @cpu, of which there is 0. */
struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data),
					  void *data, unsigned int cpu,
					  const char *namefmt);

/* Makes a thread and wakes it. */
#define kthread_run(threadfn, data, namefmt, ...)                        \
	({                                                               \
		struct task_struct *__k = kthread_create(threadfn, data, \
							 namefmt,        \
							 ##__VA_ARGS__); \
		if (!IS_ERR(__k))                                        \
			wake_up_process(__k);                            \
		__k;                                                     \
	})
static inline struct task_struct *kthread_run_on_cpu(
	int (*threadfn)(void *data), void *data, unsigned int cpu,
	const char *namefmt)
{
	struct task_struct *task =
		kthread_create_on_cpu(threadfn, data, cpu, namefmt);

	if (!IS_ERR(task))
		wake_up_process(task);
	return task;
}

/* Binds @task, which has not been woken yet, to @cpu: 0, the only one. */
void kthread_bind(struct task_struct *task, unsigned int cpu);

/*
 * Asks @task to stop, wakes it, waits until it has ended, and returns what its
 * function returned; -EINTR if it had never been woken. Its interruptible
 * sleeps end as if a signal had come. The second form puts @task too.
 */
int kthread_stop(struct task_struct *task);
int kthread_stop_put(struct task_struct *task);
/* Whether the running thread is to return. Context: any, in the thread. */
bool kthread_should_stop(void);

/*
 * Lets @task sleep in kthread_parkme() until kthread_unpark(), and waits until
 * it does. Returns 0, -ENOSYS when it has ended, -EBUSY when it is to park
 * already.
 */
int kthread_park(struct task_struct *task);
/* Context: any. */
void kthread_unpark(struct task_struct *task);
/* Whether the running thread is to call kthread_parkme(), and that. */
bool kthread_should_park(void);
void kthread_parkme(void);

/* The end of the running thread; @code is for who stops it. */
void kthread_exit(long code) __noreturn;
/* The same, completing @done first: its waiter may unload the module. */
void kthread_complete_and_exit(struct completion *done, long code) __noreturn;

/* What @task was made with. Context: any. */
void *kthread_data(struct task_struct *task);
void *kthread_func(struct task_struct *task);

#endif
