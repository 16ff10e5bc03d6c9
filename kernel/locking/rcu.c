/* SPDX-License-Identifier: MIT */
/*
 * Read-copy-update on one processor. Callbacks wait in one list until the
 * processor is seen outside of any reader's part, and then in another for the
 * soft interrupt that runs them, in the order of the calls.
 */
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

struct callbacks {
	struct rcu_head *first, **end;
};

/* clang-format off */
#define NO_CALLBACKS(name) { NULL, &(name).first }
/* clang-format on */
static struct callbacks waiting = NO_CALLBACKS(waiting);
static struct callbacks done = NO_CALLBACKS(done);

struct lockdep_map rcu_lock_map = DEP_MAP("rcu_read_lock");
EXPORT_SYMBOL_GPL(rcu_lock_map);

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	unsigned long flags;

	head->func = func;
	head->next = NULL;
	local_irq_save(flags);
	*waiting.end = head;
	waiting.end = &head->next;
	local_irq_restore(flags);
}
EXPORT_SYMBOL_GPL(call_rcu);

/* How often the processor was seen outside of readers; from 1 on. */
static unsigned long periods = 1;

unsigned long get_state_synchronize_rcu(void)
{
	return READ_ONCE(periods);
}
EXPORT_SYMBOL_GPL(get_state_synchronize_rcu);

bool poll_state_synchronize_rcu(unsigned long oldstate)
{
	return !oldstate || (long)(READ_ONCE(periods) - oldstate) > 0;
}
EXPORT_SYMBOL_GPL(poll_state_synchronize_rcu);

void rcu_quiescent(void)
{
	periods++;
	if (likely(!waiting.first))
		return;
	*done.end = waiting.first;
	done.end = waiting.end;
	waiting = (struct callbacks)NO_CALLBACKS(waiting);
	raise_softirq_irqoff(RCU_SOFTIRQ);
}

/*
 * kfree_rcu() has no function of its own: in its place is how far the rcu_head
 * lies behind the begin of the object.
 */
#define MAX_OFFSET 4096

static void invoke(struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	if (offset < MAX_OFFSET)
		kvfree((u8 *)head - offset);
	else
		head->func(head);
}

static void run_callbacks(void)
{
	struct rcu_head *head, *next;

	local_irq_disable();
	head = done.first;
	done = (struct callbacks)NO_CALLBACKS(done);
	local_irq_enable();
	for (; head; head = next) {
		next = head->next;
		invoke(head);
	}
}

void kvfree_call_rcu(struct rcu_head *head, void *ptr)
{
	if (head) {
		call_rcu(head, (rcu_callback_t)((u8 *)head - (u8 *)ptr));
		return;
	}
	synchronize_rcu();
	kvfree(ptr);
}
EXPORT_SYMBOL_GPL(kvfree_call_rcu);

/* Who may sleep is no reader, and no other task can be amid its part. */
void synchronize_rcu(void)
{
	unsigned long flags;

	RCU_LOCKDEP_WARN(lock_is_held(&rcu_lock_map),
			 "Illegal synchronize_rcu() in RCU read-side critical section");
	might_sleep();
	local_irq_save(flags);
	rcu_quiescent();
	local_irq_restore(flags);
}
EXPORT_SYMBOL_GPL(synchronize_rcu);

struct barrier {
	struct rcu_head head;
	struct completion reached;
};

static void reach_barrier(struct rcu_head *head)
{
	complete(&container_of(head, struct barrier, head)->reached);
}

void rcu_barrier(void)
{
	struct barrier b;

	init_completion(&b.reached);
	call_rcu(&b.head, reach_barrier);
	wait_for_completion(&b.reached);
}
EXPORT_SYMBOL_GPL(rcu_barrier);

static void scan_list(struct leak_scan *scan, const struct rcu_head *head)
{
	for (; head; head = head->next)
		if (leak_in(scan, head->func) || leak_in(scan, head))
			leak_found(scan,
				   &(struct leak){
					   .kind = "RCU callback pending",
					   .object = head,
					   .target = (unsigned long)head->func,
					   .danger =
						   leak_in(scan, head->func) ?
							   "its function is in this module: its exit should call rcu_barrier()" :
							   "its structure is in this module",
				   });
}

static void scan_callbacks(struct leak_scan *scan)
{
	unsigned long flags;

	local_irq_save(flags);
	scan_list(scan, waiting.first);
	scan_list(scan, done.first);
	local_irq_restore(flags);
}
LEAK_SOURCE(rcu, scan_callbacks);

void rcu_init(void)
{
	open_softirq(RCU_SOFTIRQ, run_callbacks);
}
