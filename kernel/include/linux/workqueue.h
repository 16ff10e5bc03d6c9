/* SPDX-License-Identifier: MIT */
/*
 * Work queues: functions that are called later, in a kernel thread, where they
 * may sleep. A work item is queued once at a time and never runs twice at the
 * same time; items of one queue run side by side when they sleep, as many as
 * the queue admits.
 * Context: any.
 * Linux: Documentation/core-api/workqueue.rst
 */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/bits.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/timer.h>
#include <linux/types.h>

struct work_struct;
struct workqueue_struct;
typedef void (*work_func_t)(struct work_struct *work);

/*
 * Bit 0 of data: it is queued, or its timer runs. Above it: while it is on a
 * list, the number of this queueing; while it is idle, how often it was
 * disabled.
 */
struct work_struct {
	unsigned long data;
	struct list_head entry;
	work_func_t func;
};

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};

/* Work that is queued once all who read by RCU now have ended. */
struct rcu_work {
	struct work_struct work;
	struct rcu_head rcu;
	struct workqueue_struct *wq;
};

struct execute_work {
	struct work_struct work;
};

#define WORK_STRUCT_PENDING_BIT 0
#define WORK_STRUCT_PENDING BIT(WORK_STRUCT_PENDING_BIT)
#define WORK_CPU_UNBOUND 1 /* any processor: NR_CPUS */

/* What work_busy() answers. */
enum { WORK_BUSY_PENDING = 1 << 0, WORK_BUSY_RUNNING = 1 << 1 };

enum wq_flags {
	WQ_BH = 1 << 0, /* in a softirq, rather than in a thread */
	WQ_UNBOUND = 1 << 1,
	WQ_FREEZABLE = 1 << 2,
	WQ_MEM_RECLAIM = 1 << 3,
	WQ_HIGHPRI = 1 << 4,
	WQ_CPU_INTENSIVE = 1 << 5,
	WQ_SYSFS = 1 << 6,
	WQ_POWER_EFFICIENT = 1 << 7,
	__WQ_DESTROYING = 1 << 15,
	__WQ_DRAINING = 1 << 16,
	__WQ_ORDERED = 1 << 17,
	__WQ_LEGACY = 1 << 18,
};

enum {
	WQ_MAX_ACTIVE = 512,
	WQ_UNBOUND_MAX_ACTIVE = WQ_MAX_ACTIVE,
	WQ_DFL_ACTIVE = WQ_MAX_ACTIVE / 2,
};

/* --- Setting up items: once, before they are first queued. */

#define __WORK_INITIALIZER(n, f)                                            \
	{                                                                   \
		.data = 0, .entry = LIST_HEAD_INIT((n).entry), .func = (f), \
	}
#define __DELAYED_WORK_INITIALIZER(n, f, tflags)                        \
	{                                                               \
		.work = __WORK_INITIALIZER((n).work, (f)),              \
		.timer = __TIMER_INITIALIZER(delayed_work_timer_fn,     \
					     (tflags) | TIMER_IRQSAFE), \
	}
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) \
	struct delayed_work n = __DELAYED_WORK_INITIALIZER(n, f, 0)
#define DECLARE_DEFERRABLE_WORK(n, f) \
	struct delayed_work n =       \
		__DELAYED_WORK_INITIALIZER(n, f, TIMER_DEFERRABLE)

#define INIT_WORK(_work, _func)                  \
	do {                                     \
		(_work)->data = 0;               \
		INIT_LIST_HEAD(&(_work)->entry); \
		(_work)->func = (_func);         \
	} while (0)
#define INIT_WORK_ONSTACK(_work, _func) INIT_WORK(_work, _func)
#define __INIT_DELAYED_WORK(_work, _func, _tflags)                  \
	do {                                                        \
		INIT_WORK(&(_work)->work, (_func));                 \
		timer_setup(&(_work)->timer, delayed_work_timer_fn, \
			    (_tflags) | TIMER_IRQSAFE);             \
	} while (0)
#define INIT_DELAYED_WORK(_work, _func) __INIT_DELAYED_WORK(_work, _func, 0)
#define INIT_DELAYED_WORK_ONSTACK(_work, _func) INIT_DELAYED_WORK(_work, _func)
#define INIT_DEFERRABLE_WORK(_work, _func) \
	__INIT_DELAYED_WORK(_work, _func, TIMER_DEFERRABLE)
#define INIT_DEFERRABLE_WORK_ONSTACK(_work, _func) \
	INIT_DEFERRABLE_WORK(_work, _func)
#define INIT_RCU_WORK(_work, _func) INIT_WORK(&(_work)->work, (_func))
#define INIT_RCU_WORK_ONSTACK(_work, _func) INIT_RCU_WORK(_work, _func)
#define destroy_work_on_stack(work) ((void)(work))
#define destroy_delayed_work_on_stack(work) ((void)(work))

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

static inline struct rcu_work *to_rcu_work(struct work_struct *work)
{
	return container_of(work, struct rcu_work, work);
}

#define from_work(var, callback_work, work_fieldname) \
	container_of(callback_work, typeof(*var), work_fieldname)

/* The timer of delayed work: queues it. */
void delayed_work_timer_fn(struct timer_list *t);

/* Whether the item is queued, or its timer runs: it may run too. */
#define work_pending(work) (!!(READ_ONCE((work)->data) & WORK_STRUCT_PENDING))
#define delayed_work_pending(w) work_pending(&(w)->work)
/* WORK_BUSY_ bits. */
unsigned int work_busy(struct work_struct *work);

/* --- Queues */

/* The kernel's own, by what their work may cost; with one processor the same. */
extern struct workqueue_struct *system_wq;
extern struct workqueue_struct *system_highpri_wq;
extern struct workqueue_struct *system_long_wq;
extern struct workqueue_struct *system_unbound_wq;
extern struct workqueue_struct *system_freezable_wq;
extern struct workqueue_struct *system_power_efficient_wq;
extern struct workqueue_struct *system_freezable_power_efficient_wq;
extern struct workqueue_struct *system_bh_wq;
extern struct workqueue_struct *system_bh_highpri_wq;

/*
 * A queue of the caller's own, whose items run @max_active at a time (0: 256),
 * or NULL. destroy_workqueue() frees it.
 * Context: process, may sleep.
 */
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
					 int max_active, ...) __printf(1, 4);
/* The same, whose items run one by one in the order of their queueing. */
#define alloc_ordered_workqueue(fmt, flags, args...) \
	alloc_workqueue(fmt, WQ_UNBOUND | __WQ_ORDERED | (flags), 1, ##args)
#define create_workqueue(name) \
	alloc_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, 1, (name))
#define create_freezable_workqueue(name)                          \
	alloc_workqueue("%s",                                     \
			__WQ_LEGACY | WQ_FREEZABLE | WQ_UNBOUND | \
				WQ_MEM_RECLAIM,                   \
			1, (name))
#define create_singlethread_workqueue(name) \
	alloc_ordered_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, name)

/*
 * Waits until @wq is empty, and frees it. Delayed work whose timer runs must
 * have been cancelled before.
 * Context: process, may sleep.
 */
void destroy_workqueue(struct workqueue_struct *wq);
/* From now on @max_active items of @wq run at a time. */
void workqueue_set_max_active(struct workqueue_struct *wq, int max_active);
/* Whether items of @wq wait because max_active others run. */
bool workqueue_congested(int cpu, struct workqueue_struct *wq);
/* The work whose function the running thread is in, or NULL. */
struct work_struct *current_work(void);

/* --- Queueing: false when the item was queued already, or is disabled. */

/* At once. */
bool queue_work_on(int cpu, struct workqueue_struct *wq,
		   struct work_struct *work);
/* After @delay jiffies; 0 is at once. */
bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq,
			   struct delayed_work *dwork, unsigned long delay);
/* The same, whether it was queued or not: true when it was, and moved. */
bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq,
			 struct delayed_work *dwork, unsigned long delay);

/* The same once readers have ended; by RCU's callback. */
bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *rwork);
/* On a processor of @node, and there is but one. */
static inline bool queue_work_node(int node, struct workqueue_struct *wq,
				   struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}

static inline bool queue_work(struct workqueue_struct *wq,
			      struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}

static inline bool queue_delayed_work(struct workqueue_struct *wq,
				      struct delayed_work *dwork,
				      unsigned long delay)
{
	return queue_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}

static inline bool mod_delayed_work(struct workqueue_struct *wq,
				    struct delayed_work *dwork,
				    unsigned long delay)
{
	return mod_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}

static inline bool schedule_work_on(int cpu, struct work_struct *work)
{
	return queue_work_on(cpu, system_wq, work);
}

static inline bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

static inline bool schedule_delayed_work_on(int cpu, struct delayed_work *dwork,
					    unsigned long delay)
{
	return queue_delayed_work_on(cpu, system_wq, dwork, delay);
}

static inline bool schedule_delayed_work(struct delayed_work *dwork,
					 unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}

/* --- Waiting, and taking back */

/*
 * Waits until the last queueing of the item has run; true when it had to wait.
 * The delayed form lets it run at once.
 * Context: process, may sleep; not in the item's own function.
 */
bool flush_work(struct work_struct *work);
bool flush_delayed_work(struct delayed_work *dwork);
bool flush_rcu_work(struct rcu_work *rwork);
/*
 * Waits for all that was queued on @wq before, but not for timers; the second
 * form until it is empty: meanwhile only items of @wq itself may queue more.
 * Context: process, may sleep; not in an item of @wq.
 */
void __flush_workqueue(struct workqueue_struct *wq);
void drain_workqueue(struct workqueue_struct *wq);
#define flush_workqueue(wq) __flush_workqueue(wq)
#define flush_scheduled_work() __flush_workqueue(system_wq)

/* Takes the item off its queue: true when it was on it. It may still run. */
bool cancel_work(struct work_struct *work);
bool cancel_delayed_work(struct delayed_work *dwork);
/*
 * The same, and then waits until it does not run any more; if it queues
 * itself meanwhile, that is in vain.
 * Context: process, may sleep; not in the item's own function.
 */
bool cancel_work_sync(struct work_struct *work);
bool cancel_delayed_work_sync(struct delayed_work *dwork);
/*
 * Cancels the item and refuses to queue it until enable_work() has been called
 * as often; that returns true when it may be queued again. The _sync forms
 * wait as above.
 */
bool disable_work(struct work_struct *work);
bool disable_work_sync(struct work_struct *work);
bool enable_work(struct work_struct *work);
bool disable_delayed_work(struct delayed_work *dwork);
bool disable_delayed_work_sync(struct delayed_work *dwork);
bool enable_delayed_work(struct delayed_work *dwork);
/* Enables it and, where that lets it be queued again, queues it: whether. */
static inline bool enable_and_queue_work(struct workqueue_struct *wq,
					 struct work_struct *work)
{
	return enable_work(work) && (queue_work(wq, work), true);
}

/* --- Calling a function by a worker */

/* Calls @fn(@arg) by a worker on @cpu: what it returned. May sleep. */
long work_on_cpu(int cpu, long (*fn)(void *arg), void *arg);
#define work_on_cpu_safe(cpu, fn, arg) work_on_cpu(cpu, fn, arg)
/* Calls @fn at once where one may sleep (0), else by a worker with @ew (1). */
int execute_in_process_context(work_func_t fn, struct execute_work *ew);

/* --- The kernel's side. */

/* Makes the first workers and the system's queues. */
void workqueue_init(void);

#endif
