/* SPDX-License-Identifier: MIT */
/*
 * Timers: a function that a soft interrupt calls at a jiffy, with interrupts
 * on; it may not sleep. hrtimer.h has those that count in nanoseconds.
 * Context: any.
 * Linux: Documentation/timers/index.rst
 */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/container_of.h>
#include <linux/ktime.h>
#include <linux/list.h>

struct timer_list {
	struct list_head entry; /* next is NULL while it is not armed */
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
};

/* Hints to machines that save power, and to lockdep: they change nothing. */
#define TIMER_CPUMASK 0x0003FFFF
#define TIMER_MIGRATING 0x00040000
#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000

/* clang-format off */
#define __TIMER_INITIALIZER(_function, _flags) \
	{ .function = (_function), .flags = (_flags) }
/* clang-format on */
#define DEFINE_TIMER(_name, _function) \
	struct timer_list _name = __TIMER_INITIALIZER(_function, 0)
#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)

/* Prepares @timer, which must not be armed. */
static inline void timer_setup(struct timer_list *timer,
			       void (*function)(struct timer_list *timer),
			       unsigned int flags)
{
	timer->entry.next = NULL;
	timer->function = function;
	timer->flags = flags;
}
#define timer_setup_on_stack(timer, function, flags) \
	timer_setup(timer, function, flags)
#define destroy_timer_on_stack(timer) ((void)(timer))

/* Whether @timer is armed: while its function runs it is not any more. */
static inline int timer_pending(const struct timer_list *timer)
{
	return timer->entry.next != NULL;
}

/*
 * Arms @timer for jiffy @expires, or moves it there; one that lies in the past
 * is the next. The second form only moves it, the third only to an earlier
 * jiffy. 1 if it was armed, else 0; one that was shut down stays so.
 */
int mod_timer(struct timer_list *timer, unsigned long expires);
int mod_timer_pending(struct timer_list *timer, unsigned long expires);
int timer_reduce(struct timer_list *timer, unsigned long expires);
/* Arms @timer, which is not armed, for its ->expires; on whichever processor. */
void add_timer(struct timer_list *timer);
void add_timer_local(struct timer_list *timer);
void add_timer_global(struct timer_list *timer);
void add_timer_on(struct timer_list *timer, int cpu);

/* Disarms @timer; 1 if it was armed. */
int timer_delete(struct timer_list *timer);
/* The same, or -1 while its function runs: that is, from the function. */
int try_to_del_timer_sync(struct timer_list *timer);
/* The same; its function does not run any more. Not from the function. */
int timer_delete_sync(struct timer_list *timer);
/* The same, and whoever arms it from now on does so in vain. */
int timer_shutdown(struct timer_list *timer);
int timer_shutdown_sync(struct timer_list *timer);
#define del_timer(timer) timer_delete(timer)
#define del_timer_sync(timer) timer_delete_sync(timer)

/* --- The kernel's side. */

/* A tick, in its interrupt: jiffies has just been counted. */
void timers_tick(void);

#endif
