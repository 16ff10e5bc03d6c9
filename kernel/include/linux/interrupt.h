/* SPDX-License-Identifier: MIT */
/*
 * Interrupts: handlers of a device's line, threads that go on for them, soft
 * interrupts, and tasklets. A handler runs with interrupts off; a soft
 * interrupt and a tasklet right behind it, with interrupts on. None may sleep.
 * Context: process, may sleep.
 * Linux: Documentation/core-api/genericirq.rst
 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <asm/irqflags.h>
#include <linux/atomic.h>
#include <linux/bottom_half.h>
#include <linux/container_of.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/hardirq.h>
#include <linux/irqreturn.h>
#include <linux/types.h>

/* --- Lines */

#define IRQF_TRIGGER_NONE 0x00000000
#define IRQF_TRIGGER_RISING 0x00000001
#define IRQF_TRIGGER_FALLING 0x00000002
#define IRQF_TRIGGER_HIGH 0x00000004
#define IRQF_TRIGGER_LOW 0x00000008
#define IRQF_TRIGGER_MASK                                             \
	(IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW | IRQF_TRIGGER_RISING | \
	 IRQF_TRIGGER_FALLING)
#define IRQF_TRIGGER_PROBE 0x00000010
#define IRQF_SHARED 0x00000080	     /* others may request the line too */
#define IRQF_PROBE_SHARED 0x00000100 /* a refusal is no news */
#define __IRQF_TIMER 0x00000200
#define IRQF_PERCPU 0x00000400
#define IRQF_NOBALANCING 0x00000800
#define IRQF_IRQPOLL 0x00001000
#define IRQF_ONESHOT 0x00002000 /* masked until the thread is done */
#define IRQF_NO_SUSPEND 0x00004000
#define IRQF_FORCE_RESUME 0x00008000
#define IRQF_NO_THREAD 0x00010000
#define IRQF_EARLY_RESUME 0x00020000
#define IRQF_COND_SUSPEND 0x00040000
#define IRQF_NO_AUTOEN 0x00080000 /* off until enable_irq() */
#define IRQF_NO_DEBUG 0x00100000
#define IRQF_TIMER (__IRQF_TIMER | IRQF_NO_SUSPEND | IRQF_NO_THREAD)

#define IRQ_NOTCONNECTED (1U << 31)

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

/*
 * Calls @handler(@irq, @dev_id) at each interrupt of line @irq, 0 to 15. Where
 * it answers IRQ_WAKE_THREAD, a thread "irq/N-NAME" calls @thread_fn, which may
 * sleep. @handler may be NULL if IRQF_ONESHOT is given: then each interrupt
 * wakes the thread. @dev_id tells those apart who share a line.
 * Returns 0, -EINVAL for such a line or such arguments, -EBUSY when another
 * has the line and not both gave IRQF_SHARED, -ENOMEM.
 */
int request_threaded_irq(unsigned int irq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *dev_id);

static inline int __must_check request_irq(unsigned int irq,
					   irq_handler_t handler,
					   unsigned long flags,
					   const char *name, void *dev_id)
{
	return request_threaded_irq(irq, handler, NULL, flags, name, dev_id);
}

/* The same for any line: 0 is IRQC_IS_HARDIRQ, 1 would be a nested thread. */
#define IRQC_IS_HARDIRQ 0
#define IRQC_IS_NESTED 1
static inline int __must_check request_any_context_irq(unsigned int irq,
						       irq_handler_t handler,
						       unsigned long flags,
						       const char *name,
						       void *dev_id)
{
	return request_irq(irq, handler, flags, name, dev_id);
}

/*
 * Takes the handler with @dev_id off line @irq, waits until neither it nor its
 * thread runs, and returns the name that it had; NULL, with a warning, when
 * there is no such.
 */
const void *free_irq(unsigned int irq, void *dev_id);

/* As their namesakes, until the driver lets go of @dev; NULL: its name. */
struct device;
int __must_check devm_request_threaded_irq(struct device *dev, unsigned int irq,
					   irq_handler_t handler,
					   irq_handler_t thread_fn,
					   unsigned long flags,
					   const char *name, void *dev_id);
static inline int __must_check devm_request_irq(struct device *dev,
						unsigned int irq,
						irq_handler_t handler,
						unsigned long flags,
						const char *name, void *dev_id)
{
	return devm_request_threaded_irq(dev, irq, handler, NULL, flags, name,
					 dev_id);
}
void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id);

/*
 * Which line a device has: between these it is made to interrupt. A bit for
 * each line that nobody has and that is quiet; then the line of those that has
 * fired, 0: none, or the negative number of the first of several.
 */
unsigned long probe_irq_on(void);
int probe_irq_off(unsigned long mask);

static inline int __must_check devm_request_any_context_irq(
	struct device *dev, unsigned int irq, irq_handler_t handler,
	unsigned long irqflags, const char *devname, void *dev_id)
{
	return devm_request_irq(dev, irq, handler, irqflags, devname, dev_id);
}

/*
 * Masks line @irq; enable_irq() undoes it, as often as it was called. The
 * first form waits until no handler runs any more.
 * Context: any, but for waiting for threads.
 */
void disable_irq(unsigned int irq);
void disable_irq_nosync(unsigned int irq);
bool disable_hardirq(unsigned int irq);
void enable_irq(unsigned int irq);
/* Wakes the thread of the handler with @dev_id. Context: any. */
void irq_wake_thread(unsigned int irq, void *dev_id);

/* This machine does not sleep, so no line can wake it: -ENXIO. */
static inline int irq_set_irq_wake(unsigned int irq, unsigned int on)
{
	return -ENXIO;
}

static inline int enable_irq_wake(unsigned int irq)
{
	return irq_set_irq_wake(irq, 1);
}

static inline int disable_irq_wake(unsigned int irq)
{
	return irq_set_irq_wake(irq, 0);
}

/* On which processors line @irq comes: there is one, so -EINVAL, as on Linux. */
static inline int irq_set_affinity(unsigned int irq, const struct cpumask *m)
{
	return -EINVAL;
}

static inline int irq_set_affinity_and_hint(unsigned int irq,
					    const struct cpumask *m)
{
	return -EINVAL;
}

static inline int irq_set_affinity_hint(unsigned int irq,
					const struct cpumask *m)
{
	return -EINVAL;
}

static inline int irq_update_affinity_hint(unsigned int irq,
					   const struct cpumask *m)
{
	return -EINVAL;
}

static inline int irq_force_affinity(unsigned int irq, const struct cpumask *m)
{
	return 0;
}

static inline int irq_can_set_affinity(unsigned int irq)
{
	return 0;
}

/* --- Soft interrupts: what they are for is fixed when the kernel is built. */

enum {
	HI_SOFTIRQ = 0,
	TIMER_SOFTIRQ,
	NET_TX_SOFTIRQ,
	NET_RX_SOFTIRQ,
	BLOCK_SOFTIRQ,
	IRQ_POLL_SOFTIRQ,
	TASKLET_SOFTIRQ,
	SCHED_SOFTIRQ,
	HRTIMER_SOFTIRQ,
	RCU_SOFTIRQ,
	NR_SOFTIRQS
};

extern const char *const softirq_to_name[NR_SOFTIRQS];

/* --- Tasklets: a function that a soft interrupt calls once. */

struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state; /* bit 0: it waits to run */
	atomic_t count;	     /* 0: it may run */
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
	unsigned long data;
};

enum { TASKLET_STATE_SCHED };

#define __TASKLET(name, n, ...) \
	struct tasklet_struct name = { .count = ATOMIC_INIT(n), __VA_ARGS__ }
#define DECLARE_TASKLET(name, _callback) \
	__TASKLET(name, 0, .callback = _callback, .use_callback = true)
#define DECLARE_TASKLET_DISABLED(name, _callback) \
	__TASKLET(name, 1, .callback = _callback, .use_callback = true)
/* With the older form of function. */
#define DECLARE_TASKLET_OLD(name, _func) __TASKLET(name, 0, .func = _func)
#define DECLARE_TASKLET_DISABLED_OLD(name, _func) \
	__TASKLET(name, 1, .func = _func)
#define from_tasklet(var, callback_tasklet, tasklet_fieldname) \
	container_of(callback_tasklet, typeof(*var), tasklet_fieldname)

/* Prepares @t, which must not be scheduled. Context: any. */
void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t));
void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data),
		  unsigned long data);
/*
 * Lets @t run once, soon, if it is not waiting already; the second form runs
 * before timers and other tasklets. Context: any.
 */
void tasklet_schedule(struct tasklet_struct *t);
void tasklet_hi_schedule(struct tasklet_struct *t);
/* Keeps @t from running until tasklet_enable() was called as often. */
void tasklet_disable(struct tasklet_struct *t);
#define tasklet_disable_nosync(t) tasklet_disable(t)
#define tasklet_disable_in_atomic(t) tasklet_disable(t)
/* Context: any. */
void tasklet_enable(struct tasklet_struct *t);
/* Lets @t run if it waits, and not again, even if it schedules itself. */
void tasklet_kill(struct tasklet_struct *t);
/* Waits until @t does not run: on one processor nobody sees it running. */
static inline void tasklet_unlock_wait(struct tasklet_struct *t)
{
}

/* --- The kernel's side. */

struct seq_file;
/* What /proc/interrupts shows. */
void irq_show(struct seq_file *m);

/* Sets what soft interrupt @nr does. */
void open_softirq(int nr, void (*action)(void));
/* Lets it run soon. Context: any, with interrupts off. */
void raise_softirq_irqoff(unsigned int nr);
/* Behind an interrupt, or what forbade them: runs those that wait. */
void do_softirq(void);
extern unsigned int __softirq_pending; /* a bit each */
#define local_softirq_pending() READ_ONCE(__softirq_pending)

#endif
