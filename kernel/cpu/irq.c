/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines and who handles them: each line has a list of actions, all
 * of which are asked when it fires. Handlers run with interrupts off; behind
 * the outermost of them run soft interrupts. It knows the controller by pic.c.
 */
#include <asm/cpu.h>
#include <asm/irqflags.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/kthread.h>
#include <linux/instruction_pointer.h>
#include <linux/leaks.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "cpu.h"

#define CASCADE 2
/* Of so many interrupts so many that nobody wanted: the line is switched off. */
#define WATCHED 100000
#define TOO_MANY_UNHANDLED 99900

struct irqaction {
	struct irqaction *next;
	irq_handler_t handler, thread_fn;
	void *dev_id;
	const char *name;
	unsigned int irq, flags;
	struct task_struct *thread; /* of a threaded action */
	bool wanted, running;	    /* what the thread is to do, and does */
	bool masks;		    /* it holds the line masked: IRQF_ONESHOT */
	unsigned long caller;	    /* who requested it */
};

struct line {
	struct irqaction *action;
	unsigned int depth; /* how often it was disabled, or is held masked */
	unsigned int count, unhandled; /* of the last WATCHED */
};

static irqreturn_t no_action(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static struct irqaction cascade = { .handler = no_action, .name = "cascade" };
static struct line lines[NR_IRQS] = { [CASCADE].action = &cascade };
static unsigned long probed; /* a bit a line that probe_irq_on() waits for */
/* Who waits for a thread to be done. */
static DECLARE_WAIT_QUEUE_HEAD(thread_done);

/* --- An interrupt */

/* What the innermost interrupt has interrupted. */
static struct pt_regs *irq_regs;

struct pt_regs *get_irq_regs(void)
{
	return irq_regs;
}

/* Masks and unmasks nest: interrupts are off. */
static void mask(unsigned int irq)
{
	if (!lines[irq].depth++)
		pic_mask(irq);
}

static void unmask(unsigned int irq)
{
	if (!--lines[irq].depth)
		pic_unmask(irq);
}

static void wake_thread(struct irqaction *a)
{
	if (!a->thread) {
		pr_warn("IRQ %u device %s returned IRQ_WAKE_THREAD but no thread function available.\n",
			a->irq, a->name);
		return;
	}
	a->wanted = true;
	if (a->flags & IRQF_ONESHOT && !a->masks) {
		a->masks = true;
		mask(a->irq);
	}
	wake_up_process(a->thread);
}

static void watch(struct line *line, unsigned int irq, bool handled)
{
	line->unhandled += !handled;
	if (++line->count < WATCHED)
		return;
	if (line->unhandled > TOO_MANY_UNHANDLED) {
		pr_err("irq %u: nobody cared\n", irq);
		for (const struct irqaction *a = line->action; a; a = a->next)
			pr_err("[<%p>] %ps\n", a->handler, a->handler);
		pr_emerg("Disabling IRQ #%u\n", irq);
		mask(irq);
	}
	line->count = line->unhandled = 0;
}

static void call_actions(struct line *line, unsigned int irq)
{
	bool handled = false;

	for (struct irqaction *a = line->action; a; a = a->next) {
		irqreturn_t ret = a->handler(irq, a->dev_id);

		if (WARN_ONCE(!irqs_disabled(),
			      "irq %u handler %pS enabled interrupts\n", irq,
			      a->handler))
			local_irq_disable();
		if (ret == IRQ_WAKE_THREAD)
			wake_thread(a);
		handled |= ret != IRQ_NONE;
	}
	watch(line, irq, handled);
}

void irq_handle(struct pt_regs *regs, unsigned int irq)
{
	struct pt_regs *outer = irq_regs;

	if (!pic_acknowledge(irq))
		return;
	irq_regs = regs;
	kstat.irqs[irq]++;
	preempt_count_add(HARDIRQ_OFFSET);
	if (unlikely(probed & BIT(irq))) {
		probed &= ~BIT(irq);
		pic_mask(irq);
	}
	call_actions(&lines[irq], irq);
	preempt_count_sub(HARDIRQ_OFFSET);
	irq_regs = outer;
	if (local_softirq_pending() && !in_interrupt())
		do_softirq();
}

/* --- Threads of actions */

static void thread_ended_round(struct irqaction *a)
{
	local_irq_disable();
	a->running = false;
	if (a->masks && !a->wanted) {
		a->masks = false;
		unmask(a->irq);
	}
	local_irq_enable();
	wake_up(&thread_done);
}

static int irq_thread(void *data)
{
	struct irqaction *a = data;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!a->wanted) {
			if (kthread_should_stop())
				break;
			schedule();
			continue;
		}
		set_current_state(TASK_RUNNING);
		a->running = true;
		a->wanted = false;
		a->thread_fn(a->irq, a->dev_id);
		thread_ended_round(a);
	}
	set_current_state(TASK_RUNNING);
	return 0;
}

static irqreturn_t wake_only(int irq, void *dev_id)
{
	return IRQ_WAKE_THREAD;
}

/* 0, -ENOMEM. */
static int start_thread(struct irqaction *a)
{
	struct task_struct *t;

	if (!a->thread_fn)
		return 0;
	t = kthread_create(irq_thread, a, "irq/%u-%s", a->irq, a->name);
	if (IS_ERR(t))
		return PTR_ERR(t);
	a->thread = get_task_struct(t);
	wake_up_process(t);
	return 0;
}

static void stop_thread(struct irqaction *a)
{
	if (a->thread)
		kthread_stop_put(a->thread);
}

/* --- Requesting and giving back */

/* Whether @a may join those who have the line. */
static bool may_share(const struct irqaction *a, const struct irqaction *old)
{
	if (!old)
		return true;
	if (a->flags & old->flags & IRQF_SHARED &&
	    !((a->flags ^ old->flags) & IRQF_ONESHOT))
		return true;
	if (!(a->flags & IRQF_PROBE_SHARED))
		pr_err("genirq: Flags mismatch irq %u. %08x (%s) vs. %08x (%s)\n",
		       a->irq, a->flags, a->name, old->flags, old->name);
	return false;
}

static void add_action(struct irqaction *a)
{
	struct line *line = &lines[a->irq];
	struct irqaction **p = &line->action;
	unsigned long flags;

	local_irq_save(flags);
	probed &= ~BIT(a->irq);
	while (*p)
		p = &(*p)->next;
	*p = a;
	if (p == &line->action) {
		line->count = line->unhandled = 0;
		line->depth = !!(a->flags & IRQF_NO_AUTOEN);
		if (!line->depth)
			pic_unmask(a->irq);
	}
	local_irq_restore(flags);
}

static bool is_sound(unsigned int irq, irq_handler_t handler,
		     irq_handler_t thread_fn, unsigned long flags,
		     const void *dev_id)
{
	if (irq >= NR_IRQS || (flags & IRQF_SHARED && !dev_id) ||
	    (flags & IRQF_SHARED && flags & IRQF_NO_AUTOEN))
		return false;
	if (!handler && thread_fn && !(flags & IRQF_ONESHOT)) {
		pr_err("genirq: Threaded irq requested with handler=NULL and !ONESHOT for irq %u\n",
		       irq);
		return false;
	}
	return handler || thread_fn;
}

int request_threaded_irq(unsigned int irq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *dev_id)
{
	struct irqaction *a;
	int err;

	if (irq == IRQ_NOTCONNECTED)
		return -ENOTCONN;
	if (!is_sound(irq, handler, thread_fn, flags, dev_id))
		return -EINVAL;
	a = kzalloc(sizeof(*a), GFP_KERNEL);
	if (!a)
		return -ENOMEM;
	*a = (struct irqaction){ .handler = handler ?: wake_only,
				 .thread_fn = thread_fn,
				 .dev_id = dev_id,
				 .name = name ?: "",
				 .irq = irq,
				 .flags = flags,
				 .caller = _RET_IP_ };
	err = may_share(a, lines[irq].action) ? start_thread(a) : -EBUSY;
	if (err)
		kfree(a);
	else
		add_action(a);
	return err;
}
EXPORT_SYMBOL(request_threaded_irq);

static struct irqaction *remove_action(unsigned int irq, const void *dev_id)
{
	struct irqaction **p = &lines[irq].action, *a;
	unsigned long flags;

	local_irq_save(flags);
	while (*p && (*p == &cascade || (*p)->dev_id != dev_id))
		p = &(*p)->next;
	a = *p;
	if (a)
		*p = a->next;
	if (a && a->masks)
		unmask(irq);
	if (a && !lines[irq].action)
		pic_mask(irq);
	local_irq_restore(flags);
	return a;
}

const void *free_irq(unsigned int irq, void *dev_id)
{
	struct irqaction *a;
	const char *name;

	if (irq >= NR_IRQS)
		return NULL;
	if (WARN(in_interrupt(), "Trying to free IRQ %u from IRQ context!\n",
		 irq))
		return NULL;
	a = remove_action(irq, dev_id);
	if (WARN(!a, "Trying to free already-free IRQ %u\n", irq))
		return NULL;
	stop_thread(a);
	name = a->name;
	kfree(a);
	return name;
}
EXPORT_SYMBOL(free_irq);

/* --- Probing for a device's line */

static DEFINE_MUTEX(probing);

/* What fires by itself meanwhile is no device's answer. */
#define QUIET_MS 100

unsigned long probe_irq_on(void)
{
	unsigned long flags;

	mutex_lock(&probing);
	local_irq_save(flags);
	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		if (!lines[irq].action) {
			probed |= BIT(irq);
			pic_unmask(irq);
		}
	local_irq_restore(flags);
	msleep(QUIET_MS);
	return probed;
}
EXPORT_SYMBOL(probe_irq_on);

int probe_irq_off(unsigned long mask)
{
	unsigned long flags, fired, quiet;

	local_irq_save(flags);
	quiet = probed;
	probed = 0;
	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		if ((quiet & BIT(irq)) && !lines[irq].action)
			pic_mask(irq);
	local_irq_restore(flags);
	mutex_unlock(&probing);
	fired = mask & ~quiet;
	if (!fired)
		return 0;
	return hweight_long(fired) > 1 ? -(int)__ffs(fired) : __ffs(fired);
}
EXPORT_SYMBOL(probe_irq_off);

bool irq_has_action(unsigned int irq)
{
	return irq < NR_IRQS && lines[irq].action;
}
EXPORT_SYMBOL_GPL(irq_has_action);

/* --- Switching lines off and on */

static bool thread_runs(unsigned int irq)
{
	for (const struct irqaction *a = lines[irq].action; a; a = a->next)
		if (a->running || a->wanted)
			return true;
	return false;
}

/* On one processor no handler can be running where this is called. */
bool synchronize_hardirq(unsigned int irq)
{
	return irq >= NR_IRQS || !thread_runs(irq);
}
EXPORT_SYMBOL(synchronize_hardirq);

void synchronize_irq(unsigned int irq)
{
	if (irq < NR_IRQS && !in_interrupt())
		wait_event(thread_done, !thread_runs(irq));
}
EXPORT_SYMBOL(synchronize_irq);

void disable_irq_nosync(unsigned int irq)
{
	unsigned long flags;

	if (irq >= NR_IRQS)
		return;
	local_irq_save(flags);
	mask(irq);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(disable_irq_nosync);

void disable_irq(unsigned int irq)
{
	disable_irq_nosync(irq);
	synchronize_irq(irq);
}
EXPORT_SYMBOL(disable_irq);

bool disable_hardirq(unsigned int irq)
{
	disable_irq_nosync(irq);
	return synchronize_hardirq(irq);
}
EXPORT_SYMBOL_GPL(disable_hardirq);

void enable_irq(unsigned int irq)
{
	unsigned long flags;

	if (irq >= NR_IRQS)
		return;
	local_irq_save(flags);
	if (!WARN(!lines[irq].depth || !lines[irq].action,
		  "Unbalanced enable for IRQ %u\n", irq))
		unmask(irq);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(enable_irq);

void irq_wake_thread(unsigned int irq, void *dev_id)
{
	unsigned long flags;

	if (irq >= NR_IRQS)
		return;
	local_irq_save(flags);
	for (struct irqaction *a = lines[irq].action; a; a = a->next)
		if (a->dev_id == dev_id && a->thread)
			wake_thread(a);
	local_irq_restore(flags);
}
EXPORT_SYMBOL_GPL(irq_wake_thread);

/* --- /proc/interrupts */

void irq_show(struct seq_file *m)
{
	seq_puts(m, "           CPU0       \n");
	for (unsigned int i = 0; i < NR_IRQS; i++) {
		const struct irqaction *a = lines[i].action;

		if (!a && !kstat.irqs[i])
			continue;
		seq_printf(m, "%3u: %10llu    XT-PIC    ", i, kstat.irqs[i]);
		for (const char *separator = " "; a; a = a->next) {
			seq_printf(m, "%s %s", separator, a->name);
			separator = ",";
		}
		seq_putc(m, '\n');
	}
}

/* --- What a module leaves */

static void reclaim_action(const void *object)
{
	const struct irqaction *a = object;

	free_irq(a->irq, a->dev_id);
}

static void scan_action(struct leak_scan *scan, const struct irqaction *a)
{
	bool handler = leak_in(scan, a->handler);

	if (!handler && !leak_in(scan, a->thread_fn))
		return;
	leak_found(scan,
		   &(struct leak){
			   .kind = "interrupt handler",
			   .name = a->name,
			   .object = a,
			   .caller = a->caller,
			   .target = handler ? (unsigned long)a->handler :
					       (unsigned long)a->thread_fn,
			   .danger = "its function is in this module",
			   .reclaim = reclaim_action,
		   });
}

static void scan_lines(struct leak_scan *scan)
{
	for (unsigned int i = 0; i < NR_IRQS; i++)
		for (const struct irqaction *a = lines[i].action; a;
		     a = a->next)
			scan_action(scan, a);
}
LEAK_SOURCE(irqs, scan_lines);
