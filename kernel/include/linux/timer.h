/* SPDX-License-Identifier: MIT */
/* Timers: a function that is called at a jiffy, in interrupt context. */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/list.h>

struct timer_list {
	struct list_head entry;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	unsigned int flags;
};

#define DEFINE_TIMER(name, fn) struct timer_list name = { .function = fn }
#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)

static inline void timer_setup(struct timer_list *timer,
			       void (*function)(struct timer_list *timer),
			       unsigned int flags)
{
	timer->entry.next = NULL;
	timer->function = function;
	timer->flags = flags;
}

static inline int timer_pending(const struct timer_list *timer)
{
	return timer->entry.next != NULL;
}

/* Arms @timer for jiffy @expires; 1 if it was armed already. Any context. */
int mod_timer(struct timer_list *timer, unsigned long expires);
void add_timer(struct timer_list *timer);
/* Disarms @timer; 1 if it was armed. After it the function does not run. */
int timer_delete(struct timer_list *timer);
int timer_delete_sync(struct timer_list *timer);
#define del_timer(timer) timer_delete(timer)
#define del_timer_sync(timer) timer_delete_sync(timer)

/* --- The kernel's side. */

/* Starts the interval timer and measures the time stamp counter. */
void timer_init(void);
/* Nanoseconds since the boot. */
u64 ktime_get_ns(void);

#endif
