/* SPDX-License-Identifier: MIT */
/* Wait queues. */
#include <linux/export.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	guard(spinlock_irqsave)(&wq->lock);
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	__add_wait_queue(wq, entry);
}
EXPORT_SYMBOL(add_wait_queue);

void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *entry)
{
	guard(spinlock_irqsave)(&wq->lock);
	__add_wait_queue_entry_tail_exclusive(wq, entry);
}
EXPORT_SYMBOL(add_wait_queue_exclusive);

void add_wait_queue_priority(struct wait_queue_head *wq,
			     struct wait_queue_entry *entry)
{
	guard(spinlock_irqsave)(&wq->lock);
	entry->flags |= WQ_FLAG_EXCLUSIVE | WQ_FLAG_PRIORITY;
	__add_wait_queue(wq, entry);
}
EXPORT_SYMBOL_GPL(add_wait_queue_priority);

void remove_wait_queue(struct wait_queue_head *wq,
		       struct wait_queue_entry *entry)
{
	guard(spinlock_irqsave)(&wq->lock);
	__remove_wait_queue(wq, entry);
}
EXPORT_SYMBOL(remove_wait_queue);

static int wake_entries(struct wait_queue_head *wq, unsigned int mode, int nr,
			void *key)
{
	struct wait_queue_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &wq->head, entry) {
		unsigned int flags = entry->flags; /* it may be gone then */
		int woken = entry->func(entry, mode, 0, key);

		if (woken < 0)
			break;
		if (woken && (flags & WQ_FLAG_EXCLUSIVE) && !--nr)
			break;
	}
	return nr;
}

int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	guard(spinlock_irqsave)(&wq->lock);
	return wake_entries(wq, mode, nr, key);
}
EXPORT_SYMBOL(__wake_up);

void __wake_up_locked(struct wait_queue_head *wq, unsigned int mode, int nr)
{
	wake_entries(wq, mode, nr, NULL);
}
EXPORT_SYMBOL_GPL(__wake_up_locked);

void __wake_up_locked_key(struct wait_queue_head *wq, unsigned int mode,
			  void *key)
{
	wake_entries(wq, mode, 1, key);
}
EXPORT_SYMBOL_GPL(__wake_up_locked_key);

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			  int flags, void *key)
{
	return wake_up_state(entry->private, mode);
}
EXPORT_SYMBOL(default_wake_function);

int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			     int flags, void *key)
{
	int woken = default_wake_function(entry, mode, flags, key);

	if (woken)
		list_del_init(&entry->entry);
	return woken;
}
EXPORT_SYMBOL(autoremove_wake_function);

void init_wait_entry(struct wait_queue_entry *entry, int flags)
{
	init_wait(entry);
	entry->flags = flags;
}
EXPORT_SYMBOL(init_wait_entry);

/* Puts @entry on the queue, if it is not there, by its flags; sets the state. */
static bool queue_entry(struct wait_queue_head *wq,
			struct wait_queue_entry *entry, int state)
{
	bool was_empty = list_empty(&wq->head);

	if (!list_empty(&entry->entry))
		was_empty = false;
	else if (entry->flags & WQ_FLAG_EXCLUSIVE)
		__add_wait_queue_entry_tail(wq, entry);
	else
		__add_wait_queue(wq, entry);
	set_current_state(state);
	return was_empty;
}

void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry,
		     int state)
{
	guard(spinlock_irqsave)(&wq->lock);
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	queue_entry(wq, entry, state);
}
EXPORT_SYMBOL(prepare_to_wait);

bool prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *entry, int state)
{
	guard(spinlock_irqsave)(&wq->lock);
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	return queue_entry(wq, entry, state);
}
EXPORT_SYMBOL(prepare_to_wait_exclusive);

long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *entry, int state)
{
	guard(spinlock_irqsave)(&wq->lock);
	if (signal_pending_state(state, current)) {
		/* A wake-up of one must not end with a task that goes. */
		list_del_init(&entry->entry);
		return -ERESTARTSYS;
	}
	queue_entry(wq, entry, state);
	return 0;
}
EXPORT_SYMBOL(prepare_to_wait_event);

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	__set_current_state(TASK_RUNNING);
	if (list_empty(&entry->entry))
		return;
	guard(spinlock_irqsave)(&wq->lock);
	list_del_init(&entry->entry);
}
EXPORT_SYMBOL(finish_wait);

static int wait_locked(struct wait_queue_head *wq,
		       struct wait_queue_entry *entry, bool irqs_off)
{
	if (list_empty(&entry->entry))
		__add_wait_queue_entry_tail(wq, entry);
	set_current_state(TASK_INTERRUPTIBLE);
	if (signal_pending(current))
		return -ERESTARTSYS;
	if (irqs_off) {
		spin_unlock_irq(&wq->lock);
		schedule();
		spin_lock_irq(&wq->lock);
	} else {
		spin_unlock(&wq->lock);
		schedule();
		spin_lock(&wq->lock);
	}
	return 0;
}

int do_wait_intr(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	return wait_locked(wq, entry, false);
}
EXPORT_SYMBOL(do_wait_intr);

int do_wait_intr_irq(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	return wait_locked(wq, entry, true);
}
EXPORT_SYMBOL(do_wait_intr_irq);

long wait_woken(struct wait_queue_entry *entry, unsigned int mode, long timeout)
{
	set_current_state(mode);
	if (!(READ_ONCE(entry->flags) & WQ_FLAG_WOKEN))
		timeout = schedule_timeout(timeout);
	__set_current_state(TASK_RUNNING);
	entry->flags &= ~WQ_FLAG_WOKEN;
	return timeout;
}
EXPORT_SYMBOL(wait_woken);

int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			int flags, void *key)
{
	entry->flags |= WQ_FLAG_WOKEN;
	return default_wake_function(entry, mode, flags, key);
}
EXPORT_SYMBOL(woken_wake_function);
