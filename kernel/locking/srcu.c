/* SPDX-License-Identifier: MIT */
/*
 * Read-copy-update whose readers may sleep: readers are counted by the period
 * in which they began. Who waits begins a new one, and waits until nobody of
 * the old one is left.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/srcu.h>

int init_srcu_struct(struct srcu_struct *ssp)
{
	*ssp = (struct srcu_struct)__SRCU_STRUCT_INIT(*ssp);
	return 0;
}
EXPORT_SYMBOL_GPL(init_srcu_struct);

void cleanup_srcu_struct(struct srcu_struct *ssp)
{
	flush_work(&ssp->work);
	WARN_ON(atomic_read(&ssp->readers[0]) || atomic_read(&ssp->readers[1]));
}
EXPORT_SYMBOL_GPL(cleanup_srcu_struct);

int __srcu_read_lock(struct srcu_struct *ssp)
{
	int idx = READ_ONCE(ssp->idx);

	atomic_inc(&ssp->readers[idx]);
	return idx;
}
EXPORT_SYMBOL_GPL(__srcu_read_lock);

void __srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	if (atomic_dec_and_test(&ssp->readers[idx]))
		wake_up(&ssp->wait);
}
EXPORT_SYMBOL_GPL(__srcu_read_unlock);

void synchronize_srcu(struct srcu_struct *ssp)
{
	int old;

	RCU_LOCKDEP_WARN(debug_locks && lockdep_is_held(ssp),
			 "Illegal synchronize_srcu() in same-type SRCU read-side critical section");
	guard(mutex)(&ssp->gp);
	old = ssp->idx;
	WRITE_ONCE(ssp->idx, !old);
	wait_event(ssp->wait, !atomic_read(&ssp->readers[old]));
}
EXPORT_SYMBOL_GPL(synchronize_srcu);

void call_srcu(struct srcu_struct *ssp, struct rcu_head *head,
	       rcu_callback_t func)
{
	head->func = func;
	head->next = READ_ONCE(ssp->callbacks);
	while (!try_cmpxchg(&ssp->callbacks, &head->next, head))
		;
	schedule_work(&ssp->work);
}
EXPORT_SYMBOL_GPL(call_srcu);

/* In the order of the calls, which the list has the other way round. */
static struct rcu_head *take_callbacks(struct srcu_struct *ssp)
{
	struct rcu_head *head = xchg(&ssp->callbacks, NULL), *first = NULL;

	while (head) {
		struct rcu_head *next = head->next;

		head->next = first;
		first = head;
		head = next;
	}
	return first;
}

void srcu_run_callbacks(struct work_struct *work)
{
	struct srcu_struct *ssp = container_of(work, struct srcu_struct, work);
	struct rcu_head *head = take_callbacks(ssp), *next;

	if (head)
		synchronize_srcu(ssp);
	for (; head; head = next) {
		next = head->next;
		local_bh_disable();
		head->func(head);
		local_bh_enable();
	}
}
EXPORT_SYMBOL_GPL(srcu_run_callbacks);

void srcu_barrier(struct srcu_struct *ssp)
{
	flush_work(&ssp->work);
}
EXPORT_SYMBOL_GPL(srcu_barrier);
