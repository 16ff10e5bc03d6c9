/* SPDX-License-Identifier: MIT */
/*
 * Workers of kernel threads: a list of works and the thread that does them.
 * Unlike a work queue each has a thread of its own, which does one work at a
 * time, in the order of their queueing.
 */
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/leaks.h>
#include <linux/slab.h>
#include <linux/stdarg.h>

void __kthread_init_worker(struct kthread_worker *worker, const char *name,
			   struct lock_class_key *key)
{
	*worker = (struct kthread_worker){
		.work_list = LIST_HEAD_INIT(worker->work_list),
		.delayed_work_list = LIST_HEAD_INIT(worker->delayed_work_list),
	};
	raw_spin_lock_init(&worker->lock);
	lockdep_init_map(&worker->lock.dep_map, name, key, 0);
}
EXPORT_SYMBOL_GPL(__kthread_init_worker);

/* The next work, which begins; NULL: there is none. The last one has ended. */
static struct kthread_work *next_work(struct kthread_worker *worker)
{
	struct kthread_work *work;

	guard(raw_spinlock_irq)(&worker->lock);
	work = list_first_entry_or_null(&worker->work_list, struct kthread_work,
					node);
	if (work)
		list_del_init(&work->node);
	worker->current_work = work;
	return work;
}

int kthread_worker_fn(void *worker_ptr)
{
	struct kthread_worker *worker = worker_ptr;
	struct kthread_work *work;

	WARN_ON(worker->task && worker->task != current);
	worker->task = current;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		work = next_work(worker);
		if (!work) {
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		work->func(work);
		cond_resched();
	}
	__set_current_state(TASK_RUNNING);
	guard(raw_spinlock_irq)(&worker->lock);
	worker->task = NULL;
	return 0;
}
EXPORT_SYMBOL_GPL(kthread_worker_fn);

/* --- Making one */

static struct kthread_worker *create(unsigned int flags, const char *namefmt,
				     va_list args, unsigned long caller)
{
	struct kthread_worker *worker = kmalloc(sizeof(*worker), GFP_KERNEL);
	struct task_struct *task;
	char name[TASK_COMM_LEN];

	if (!worker)
		return ERR_PTR(-ENOMEM);
	kthread_init_worker(worker);
	vsnprintf(name, sizeof(name), namefmt, args);
	task = kthread_create(kthread_worker_fn, worker, "%s", name);
	if (IS_ERR(task)) {
		kfree(worker);
		return ERR_CAST(task);
	}
	worker->flags = flags;
	worker->task = task;
	worker->caller = caller;
	wake_up_process(task);
	return worker;
}

struct kthread_worker *kthread_create_worker(unsigned int flags,
					     const char namefmt[], ...)
{
	struct kthread_worker *worker;
	va_list args;

	va_start(args, namefmt);
	worker = create(flags, namefmt, args, _RET_IP_);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker);

struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags,
						    const char namefmt[], ...)
{
	struct kthread_worker *worker;
	va_list args;

	WARN_ON(cpu);
	va_start(args, namefmt);
	worker = create(flags, namefmt, args, _RET_IP_);
	va_end(args);
	return worker;
}
EXPORT_SYMBOL(kthread_create_worker_on_cpu);

void kthread_destroy_worker(struct kthread_worker *worker)
{
	struct task_struct *task = worker->task;

	if (WARN_ON(!task))
		return;
	kthread_flush_worker(worker);
	kthread_stop(task);
	WARN_ON(!list_empty(&worker->delayed_work_list));
	WARN_ON(!list_empty(&worker->work_list));
	kfree(worker);
}
EXPORT_SYMBOL(kthread_destroy_worker);

/* --- Queueing: the lock is held. */

static bool is_refused(const struct kthread_work *work)
{
	return !list_empty(&work->node) || work->canceling;
}

/* Queues it before @pos. */
static void insert(struct kthread_worker *worker, struct kthread_work *work,
		   struct list_head *pos)
{
	WARN_ON_ONCE(work->worker && work->worker != worker);
	work->worker = worker;
	list_add_tail(&work->node, pos);
	if (!worker->current_work && worker->task)
		wake_up_process(worker->task);
}

bool kthread_queue_work(struct kthread_worker *worker,
			struct kthread_work *work)
{
	guard(raw_spinlock_irqsave)(&worker->lock);
	if (is_refused(work))
		return false;
	insert(worker, work, &worker->work_list);
	return true;
}
EXPORT_SYMBOL_GPL(kthread_queue_work);

void kthread_delayed_work_timer_fn(struct timer_list *t)
{
	struct kthread_delayed_work *dwork = from_timer(dwork, t, timer);
	struct kthread_work *work = &dwork->work;
	struct kthread_worker *worker = work->worker;

	if (WARN_ON_ONCE(!worker))
		return;
	guard(raw_spinlock_irqsave)(&worker->lock);
	list_del_init(&work->node);
	if (!work->canceling)
		insert(worker, work, &worker->work_list);
}
EXPORT_SYMBOL(kthread_delayed_work_timer_fn);

static void insert_delayed(struct kthread_worker *worker,
			   struct kthread_delayed_work *dwork,
			   unsigned long delay)
{
	struct kthread_work *work = &dwork->work;

	WARN_ON_ONCE(dwork->timer.function != kthread_delayed_work_timer_fn);
	if (!delay) {
		insert(worker, work, &worker->work_list);
		return;
	}
	WARN_ON_ONCE(work->worker && work->worker != worker);
	work->worker = worker;
	list_add(&work->node, &worker->delayed_work_list);
	mod_timer(&dwork->timer, jiffies + delay);
}

bool kthread_queue_delayed_work(struct kthread_worker *worker,
				struct kthread_delayed_work *dwork,
				unsigned long delay)
{
	guard(raw_spinlock_irqsave)(&worker->lock);
	if (is_refused(&dwork->work))
		return false;
	insert_delayed(worker, dwork, delay);
	return true;
}
EXPORT_SYMBOL_GPL(kthread_queue_delayed_work);

/* Takes it off its list; @timer, or NULL, is what may have put it there. */
static bool take_off(struct kthread_work *work, struct timer_list *timer)
{
	bool queued = !list_empty(&work->node);

	if (timer)
		timer_delete(timer);
	list_del_init(&work->node);
	return queued;
}

bool kthread_mod_delayed_work(struct kthread_worker *worker,
			      struct kthread_delayed_work *dwork,
			      unsigned long delay)
{
	bool queued = false;

	guard(raw_spinlock_irqsave)(&worker->lock);
	if (dwork->work.worker) {
		WARN_ON_ONCE(dwork->work.worker != worker);
		/* Who cancels it is the one whose word counts. */
		if (dwork->work.canceling)
			return true;
		queued = take_off(&dwork->work, &dwork->timer);
	}
	insert_delayed(worker, dwork, delay);
	return queued;
}
EXPORT_SYMBOL_GPL(kthread_mod_delayed_work);

/* --- Waiting: by a work that is done next after the one in question. */

struct flush {
	struct kthread_work work;
	struct completion done;
};

static void reach_flush(struct kthread_work *work)
{
	complete(&container_of(work, struct flush, work)->done);
}

static void init_flush(struct flush *f)
{
	kthread_init_work(&f->work, reach_flush);
	init_completion(&f->done);
}

/* Whether there is something to wait for: then @f is queued behind it. */
static bool queue_flush(struct kthread_worker *worker,
			struct kthread_work *work, struct flush *f)
{
	guard(raw_spinlock_irqsave)(&worker->lock);
	if (!list_empty(&work->node))
		insert(worker, &f->work, work->node.next);
	else if (worker->current_work == work)
		insert(worker, &f->work, worker->work_list.next);
	else
		return false;
	return true;
}

void kthread_flush_work(struct kthread_work *work)
{
	struct flush f;

	init_flush(&f);
	might_sleep();
	if (work->worker && queue_flush(work->worker, work, &f))
		wait_for_completion(&f.done);
}
EXPORT_SYMBOL_GPL(kthread_flush_work);

void kthread_flush_worker(struct kthread_worker *worker)
{
	struct flush f;

	init_flush(&f);
	kthread_queue_work(worker, &f.work);
	wait_for_completion(&f.done);
}
EXPORT_SYMBOL_GPL(kthread_flush_worker);

static bool cancel_sync(struct kthread_work *work, struct timer_list *timer)
{
	struct kthread_worker *worker = work->worker;
	unsigned long flags;
	bool queued;

	if (!worker)
		return false;
	raw_spin_lock_irqsave(&worker->lock, flags);
	queued = take_off(work, timer);
	if (worker->current_work == work) {
		work->canceling++;
		raw_spin_unlock_irqrestore(&worker->lock, flags);
		kthread_flush_work(work);
		raw_spin_lock_irqsave(&worker->lock, flags);
		work->canceling--;
	}
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return queued;
}

bool kthread_cancel_work_sync(struct kthread_work *work)
{
	return cancel_sync(work, NULL);
}
EXPORT_SYMBOL_GPL(kthread_cancel_work_sync);

bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork)
{
	return cancel_sync(&dwork->work, &dwork->timer);
}
EXPORT_SYMBOL_GPL(kthread_cancel_delayed_work_sync);

/* --- What a module leaves */

/* The function, in the module, of a work that @worker has; or 0. */
static unsigned long work_of_module(struct leak_scan *scan,
				    const struct kthread_worker *worker)
{
	const struct kthread_work *work = worker->current_work;

	if (work && leak_in(scan, work->func))
		return (unsigned long)work->func;
	list_for_each_entry(work, &worker->work_list, node)
		if (leak_in(scan, work->func))
			return (unsigned long)work->func;
	list_for_each_entry(work, &worker->delayed_work_list, node)
		if (leak_in(scan, work->func))
			return (unsigned long)work->func;
	return 0;
}

static void reclaim_worker(const void *worker)
{
	kthread_destroy_worker((struct kthread_worker *)worker);
}

static void scan_worker(struct leak_scan *scan, const struct task_struct *task)
{
	const struct kthread_worker *worker = task->data;
	unsigned long func = work_of_module(scan, worker);
	bool inside = leak_in(scan, worker);

	if (!func && !inside && !leak_in(scan, worker->caller))
		return;
	leak_found(scan,
		   &(struct leak){
			   .kind = "worker thread",
			   .name = task->comm,
			   .object = worker,
			   .caller = worker->caller,
			   .target = func,
			   .danger = func   ? "it has work whose function "
					      "is in this module" :
				     inside ? "its structure is in "
					      "this module" :
					      NULL,
			   .reclaim = worker->caller ? reclaim_worker : NULL,
		   });
}

static void scan_workers(struct leak_scan *scan)
{
	const struct task_struct *task;
	unsigned long flags;

	local_irq_save(flags);
	for_each_task(task)
		if (task->threadfn == kthread_worker_fn)
			scan_worker(scan, task);
	local_irq_restore(flags);
}
LEAK_SOURCE(kthread_workers, scan_workers);
