/* SPDX-License-Identifier: MIT */
/* Kernel threads. */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

/*
 * A thread that will run @threadfn(@data) once it is woken. Returns it, or
 * ERR_PTR(-ENOMEM). @threadfn returns when kthread_should_stop(), or when it
 * is done; then kthread_stop() must not be called unless it is still held.
 */
struct task_struct *kthread_create(int (*threadfn)(void *data), void *data,
				   const char *namefmt, ...) __printf(3, 4);
#define kthread_run(threadfn, data, namefmt, ...)                        \
	({                                                               \
		struct task_struct *__k = kthread_create(threadfn, data, \
							 namefmt,        \
							 ##__VA_ARGS__); \
		if (!IS_ERR(__k))                                        \
			wake_up_process(__k);                            \
		__k;                                                     \
	})
/* Asks @task to stop, waits until it has, and returns what it returned. */
int kthread_stop(struct task_struct *task);
bool kthread_should_stop(void);

static inline struct task_struct *get_task_struct(struct task_struct *task)
{
	task->usage++;
	return task;
}
void put_task_struct(struct task_struct *task);

#endif
