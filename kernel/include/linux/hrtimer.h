/* SPDX-License-Identifier: MIT */
/*
 * Timers that count in nanoseconds: the interval timer is programmed for the
 * next that is due. Its function is called in the timer's interrupt, or in a
 * soft interrupt where the mode says so; it may not sleep.
 * Context: any.
 * Linux: Documentation/timers/hrtimers.rst
 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/container_of.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/timer.h>

struct task_struct;

/* How the time that a timer is started with is meant, and where it runs. */
enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0x00,
	HRTIMER_MODE_REL = 0x01,
	HRTIMER_MODE_PINNED = 0x02,
	HRTIMER_MODE_SOFT = 0x04, /* in a soft interrupt */
	HRTIMER_MODE_HARD = 0x08,
	HRTIMER_MODE_ABS_PINNED = HRTIMER_MODE_ABS | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_REL_PINNED = HRTIMER_MODE_REL | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_ABS_SOFT = HRTIMER_MODE_ABS | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_SOFT = HRTIMER_MODE_REL | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_PINNED_SOFT = HRTIMER_MODE_ABS_PINNED |
				       HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_PINNED_SOFT = HRTIMER_MODE_REL_PINNED |
				       HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_HARD = HRTIMER_MODE_ABS | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_HARD = HRTIMER_MODE_REL | HRTIMER_MODE_HARD,
	HRTIMER_MODE_ABS_PINNED_HARD = HRTIMER_MODE_ABS_PINNED |
				       HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_PINNED_HARD = HRTIMER_MODE_REL_PINNED |
				       HRTIMER_MODE_HARD,
};

/* What its function answers: whether it is armed again, for its expiry. */
enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };

/* A clock, and the timers that are armed by it, by expiry. */
struct hrtimer_clock_base {
	clockid_t clockid;
	ktime_t (*get_time)(void);
	struct list_head armed;
};

struct hrtimer {
	struct list_head node; /* empty while it is not armed */
	ktime_t expires;       /* at the latest */
	ktime_t _softexpires;  /* and at the earliest */
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	struct hrtimer_clock_base *base;
	u8 is_soft;
};

#define LOW_RES_NSEC TICK_NSEC
#define HIGH_RES_NSEC 1
/* What expiries are rounded to, in ns. */
extern unsigned int hrtimer_resolution;

/* Prepares @timer, which must not be armed; ->function is the caller's. */
void hrtimer_init(struct hrtimer *timer, clockid_t which_clock,
		  enum hrtimer_mode mode);
#define hrtimer_init_on_stack(timer, clock, mode) \
	hrtimer_init(timer, clock, mode)
#define destroy_hrtimer_on_stack(timer) ((void)(timer))

/* Arms @timer for @tim, or up to @range_ns later, armed or not. */
void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns,
			    const enum hrtimer_mode mode);

static inline void hrtimer_start(struct hrtimer *timer, ktime_t tim,
				 const enum hrtimer_mode mode)
{
	hrtimer_start_range_ns(timer, tim, 0, mode);
}

/* Disarms @timer: 1 if it was armed, 0; -1 while its function runs. */
int hrtimer_try_to_cancel(struct hrtimer *timer);
/* The same; its function does not run any more. Not from the function. */
int hrtimer_cancel(struct hrtimer *timer);

/* Whether it is armed, or its function runs. */
bool hrtimer_active(const struct hrtimer *timer);
/* Whether its function runs. */
int hrtimer_callback_running(struct hrtimer *timer);
/* Whether it is armed. */
static inline bool hrtimer_is_queued(struct hrtimer *timer)
{
	return !list_empty(&timer->node);
}

/* What its clock shows; what is left until it is due. */
static inline ktime_t hrtimer_cb_get_time(const struct hrtimer *timer)
{
	return timer->base->get_time();
}
static inline ktime_t hrtimer_get_expires(const struct hrtimer *timer)
{
	return timer->expires;
}
static inline s64 hrtimer_get_expires_ns(const struct hrtimer *timer)
{
	return timer->expires;
}
static inline ktime_t hrtimer_get_softexpires(const struct hrtimer *timer)
{
	return timer->_softexpires;
}
static inline s64 hrtimer_get_softexpires_ns(const struct hrtimer *timer)
{
	return timer->_softexpires;
}
static inline ktime_t hrtimer_expires_remaining(const struct hrtimer *timer)
{
	return timer->expires - hrtimer_cb_get_time(timer);
}
static inline ktime_t hrtimer_get_remaining(const struct hrtimer *timer)
{
	return hrtimer_expires_remaining(timer);
}

/* Of a timer that is not armed. */
static inline void hrtimer_set_expires(struct hrtimer *timer, ktime_t time)
{
	timer->expires = timer->_softexpires = time;
}
static inline void hrtimer_set_expires_range_ns(struct hrtimer *timer,
						ktime_t time, u64 delta)
{
	timer->_softexpires = time;
	timer->expires = ktime_add_safe(time, delta);
}
static inline void hrtimer_set_expires_range(struct hrtimer *timer,
					     ktime_t time, ktime_t delta)
{
	hrtimer_set_expires_range_ns(timer, time, delta);
}
static inline void hrtimer_add_expires(struct hrtimer *timer, ktime_t time)
{
	timer->expires = ktime_add_safe(timer->expires, time);
	timer->_softexpires = ktime_add_safe(timer->_softexpires, time);
}
static inline void hrtimer_add_expires_ns(struct hrtimer *timer, u64 ns)
{
	hrtimer_add_expires(timer, ns);
}

static inline void hrtimer_start_expires(struct hrtimer *timer,
					 enum hrtimer_mode mode)
{
	hrtimer_start_range_ns(timer, timer->_softexpires,
			       timer->expires - timer->_softexpires, mode);
}

static inline void hrtimer_restart(struct hrtimer *timer)
{
	hrtimer_start_expires(timer, HRTIMER_MODE_ABS);
}

/*
 * Moves the expiry of @timer, which is not armed, by as many times @interval
 * (ns) as it takes to lie behind @now: how many; 0 where it lies there already.
 */
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);

static inline u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	return hrtimer_forward(timer, hrtimer_cb_get_time(timer), interval);
}

/* A timer that wakes a task, and is marked by ->task being NULL then. */
struct hrtimer_sleeper {
	struct hrtimer timer;
	struct task_struct *task;
};

/* A timer that wakes the running task, and setting it by its expiry. */
void hrtimer_init_sleeper(struct hrtimer_sleeper *sl, clockid_t clock_id,
			  enum hrtimer_mode mode);
#define hrtimer_init_sleeper_on_stack(sl, clock, mode) \
	hrtimer_init_sleeper(sl, clock, mode)
void hrtimer_sleeper_start_expires(struct hrtimer_sleeper *sl,
				   enum hrtimer_mode mode);

/*
 * Sleeps, in the state that the caller has set, until *@expires, or up to
 * @delta ns later; NULL: without end. 0 when the time has come, -EINTR when
 * someone else woke the task.
 * Context: process, may sleep.
 */
int schedule_hrtimeout_range_clock(ktime_t *expires, u64 delta,
				   const enum hrtimer_mode mode,
				   clockid_t clock_id);
int schedule_hrtimeout_range(ktime_t *expires, u64 delta,
			     const enum hrtimer_mode mode);
int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode);

/* --- The kernel's side. */

/* They work from here on. */
void hrtimers_init(void);
/* In the timer's interrupt: calls those that are due. */
void hrtimers_run(void);
/* The moment since the boot when the next is due, in ns; U64_MAX: none is. */
u64 hrtimers_next(void);
/* How many are armed. */
extern unsigned int hrtimers_armed;
/* The wall clock shows another time. */
void hrtimers_clock_was_set(void);

#endif
