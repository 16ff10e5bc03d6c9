/* SPDX-License-Identifier: MIT */
/*
 * Kernel threads: a function that runs as a task of its own, beside all others.
 * Context: process, may sleep.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/list.h>
#include <linux/numa.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct completion;
struct cpumask;

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
void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask);

/*
 * Asks @task to stop, wakes it, waits until it has ended, and returns what its
 * function returned; -EINTR if it had never been woken. Its interruptible
 * sleeps end as if a signal had come. The second form puts @task too.
 */
int kthread_stop(struct task_struct *task);
int kthread_stop_put(struct task_struct *task);
/* Whether the running thread is to return. Context: any, in the thread. */
bool kthread_should_stop(void);
bool kthread_should_stop_or_park(void);
/* The same; *@was_frozen is false, since this machine never suspends. */
bool kthread_freezable_should_stop(bool *was_frozen);

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

/* --- A thread that does what is queued for it, one work after the other. */

struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);

enum { KTW_FREEZABLE = 1 << 0 };

struct kthread_worker {
	unsigned int flags; /* KTW_ */
	raw_spinlock_t lock;
	struct list_head work_list;
	struct list_head delayed_work_list;
	struct task_struct *task; /* that runs it, or NULL */
	struct kthread_work *current_work;
	unsigned long caller; /* who called kthread_create_worker(), or 0 */
};

struct kthread_work {
	struct list_head node; /* empty: it is not queued */
	kthread_work_func_t func;
	struct kthread_worker *worker; /* who had it last */
	int canceling;		       /* so many wait for its end */
};

struct kthread_delayed_work {
	struct kthread_work work;
	struct timer_list timer;
};

/* clang-format off */
#define KTHREAD_WORK_INIT(work, fn) \
	{ .node = LIST_HEAD_INIT((work).node), .func = (fn) }
#define KTHREAD_DELAYED_WORK_INIT(dwork, fn)                              \
	{ .work = KTHREAD_WORK_INIT((dwork).work, (fn)),                  \
	  .timer = __TIMER_INITIALIZER(kthread_delayed_work_timer_fn,     \
				       TIMER_IRQSAFE) }
/* clang-format on */
#define DEFINE_KTHREAD_WORK(work, fn) \
	struct kthread_work work = KTHREAD_WORK_INIT(work, fn)
#define DEFINE_KTHREAD_DELAYED_WORK(dwork, fn) \
	struct kthread_delayed_work dwork = KTHREAD_DELAYED_WORK_INIT(dwork, fn)

#define kthread_init_work(work, fn) \
	((void)(*(work) = (struct kthread_work)KTHREAD_WORK_INIT(*(work), fn)))
#define kthread_init_delayed_work(dwork, fn)                                \
	do {                                                                \
		kthread_init_work(&(dwork)->work, fn);                      \
		timer_setup(&(dwork)->timer, kthread_delayed_work_timer_fn, \
			    TIMER_IRQSAFE);                                 \
	} while (0)
/* The timer of delayed work: queues it. Context: any. */
void kthread_delayed_work_timer_fn(struct timer_list *t);

/* Makes @worker one without a thread. Context: any. */
void __kthread_init_worker(struct kthread_worker *worker, const char *name,
			   struct lock_class_key *key);
#define kthread_init_worker(worker)                                    \
	do {                                                           \
		static struct lock_class_key __key;                    \
                                                                       \
		__kthread_init_worker((worker), "(" #worker ")->lock", \
				      &__key);                         \
	} while (0)
/* What a thread for a worker of the caller's own runs, with it as data. */
int kthread_worker_fn(void *worker_ptr);

/*
 * A worker with a thread that has been woken, or ERR_PTR(-ENOMEM). The second
 * form binds it to @cpu, 0. kthread_destroy_worker() does what is queued, but
 * not what a timer has yet to queue, ends the thread and frees the worker.
 */
struct kthread_worker *kthread_create_worker(unsigned int flags,
					     const char namefmt[], ...)
	__printf(2, 3);
struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags,
						    const char namefmt[], ...)
	__printf(3, 4);
void kthread_destroy_worker(struct kthread_worker *worker);

/*
 * Queues the work, at once or in @delay jiffies; false when it was queued
 * already, or is being cancelled. The third form moves its time where it was:
 * it is whether it waited. Context: any.
 */
bool kthread_queue_work(struct kthread_worker *worker,
			struct kthread_work *work);
bool kthread_queue_delayed_work(struct kthread_worker *worker,
				struct kthread_delayed_work *dwork,
				unsigned long delay);
bool kthread_mod_delayed_work(struct kthread_worker *worker,
			      struct kthread_delayed_work *dwork,
			      unsigned long delay);
/* Waits until the work, or all that is queued now, is done. */
void kthread_flush_work(struct kthread_work *work);
void kthread_flush_worker(struct kthread_worker *worker);
/* Takes the work off, and waits until it does not run: whether it was queued. */
bool kthread_cancel_work_sync(struct kthread_work *work);
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork);

#endif
