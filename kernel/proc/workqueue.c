/* SPDX-License-Identifier: MIT */
/*
 * Work queues. All queues share one pool of threads, the workers. A worker
 * takes the oldest item whose queue admits one more, and before it calls the
 * item's function it sees to it that another worker is idle: so an item that
 * sleeps keeps nobody waiting. Items of WQ_BH queues run in a soft interrupt
 * instead. Interrupts queue work too: all lists change with interrupts off.
 */
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/leaks.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#define MOST_IDLE 2    /* workers that stay when there is nothing to do */
#define ID_STEP 2      /* bit 0 of work->data is no part of the number */
#define DISABLE_STEP 2 /* nor of how often it is disabled */
#define WQ_NAME_LEN 32

struct workqueue_struct {
	struct list_head list;	  /* all queues */
	struct list_head pending; /* items that have not begun, by age */
	unsigned int flags;	  /* WQ_ */
	int max_active, active;	  /* items that may run, and that do */
	unsigned long caller;	  /* who made it */
	char name[WQ_NAME_LEN];
};

struct worker {
	struct task_struct *task; /* NULL: the one in soft interrupts */
	struct list_head list;	  /* all workers */
	struct list_head idle;	  /* empty: it is at work, or about to be */
	/* What it is at; the item itself may have been freed meanwhile. */
	struct work_struct *work;
	work_func_t func;
	struct workqueue_struct *wq;
	unsigned long id;
};

static LIST_HEAD(workqueues);
static LIST_HEAD(workers);
static LIST_HEAD(idle_workers);
static unsigned int nr_idle;
static unsigned long last_id;
/* Who waits for the end of an item. */
static DECLARE_WAIT_QUEUE_HEAD(item_done);

struct workqueue_struct *system_wq;
EXPORT_SYMBOL(system_wq);
struct workqueue_struct *system_highpri_wq;
EXPORT_SYMBOL_GPL(system_highpri_wq);
struct workqueue_struct *system_long_wq;
EXPORT_SYMBOL_GPL(system_long_wq);
struct workqueue_struct *system_unbound_wq;
EXPORT_SYMBOL_GPL(system_unbound_wq);
struct workqueue_struct *system_freezable_wq;
EXPORT_SYMBOL_GPL(system_freezable_wq);
struct workqueue_struct *system_power_efficient_wq;
EXPORT_SYMBOL_GPL(system_power_efficient_wq);
struct workqueue_struct *system_freezable_power_efficient_wq;
EXPORT_SYMBOL_GPL(system_freezable_power_efficient_wq);
struct workqueue_struct *system_bh_wq;
EXPORT_SYMBOL_GPL(system_bh_wq);
struct workqueue_struct *system_bh_highpri_wq;
EXPORT_SYMBOL_GPL(system_bh_highpri_wq);

/* --- Workers */

static unsigned long id_of(const struct work_struct *work)
{
	return work->data & ~WORK_STRUCT_PENDING;
}

/* Whether number @a was given before @b, or is @b. */
static bool id_up_to(unsigned long a, unsigned long b)
{
	return (long)(a - b) <= 0;
}

static struct work_struct *first_item(const struct workqueue_struct *wq)
{
	return list_first_entry_or_null(&wq->pending, struct work_struct,
					entry);
}

/* The queue whose first item is to run next, or NULL. */
static struct workqueue_struct *next_queue(unsigned int bh)
{
	struct workqueue_struct *wq, *next = NULL;

	list_for_each_entry(wq, &workqueues, list) {
		if (list_empty(&wq->pending) || wq->active >= wq->max_active ||
		    (wq->flags & WQ_BH) != bh)
			continue;
		if (!next ||
		    id_up_to(id_of(first_item(wq)), id_of(first_item(next))))
			next = wq;
	}
	return next;
}

static void begin_item(struct worker *w, struct workqueue_struct *wq)
{
	struct work_struct *work = first_item(wq);

	w->work = work;
	w->func = work->func;
	w->wq = wq;
	w->id = id_of(work);
	wq->active++;
	list_del_init(&work->entry);
	work->data = 0;
}

static void end_item(struct worker *w)
{
	w->wq->active--;
	w->work = NULL;
	w->wq = NULL;
	w->id = 0;
	if (waitqueue_active(&item_done))
		wake_up(&item_done);
}

static void call_item(struct worker *w)
{
	int count = preempt_count();

	w->func(w->work);
	if (likely(preempt_count() == count))
		return;
	pr_err("BUG: workqueue leaked atomic, lock or RCU: %s[%d]\n",
	       current->comm, current->pid);
	pr_err("     preempt=0x%08x workfn=%ps\n", preempt_count(), w->func);
	dump_stack();
	preempt_count_set(count);
}

/* Lets the running worker sleep until it is woken; false: it is to end. */
static bool rest(struct worker *w)
{
	if (nr_idle >= MOST_IDLE) {
		list_del(&w->list);
		return false;
	}
	list_add(&w->idle, &idle_workers);
	nr_idle++;
	set_current_state(TASK_IDLE);
	schedule();
	return true;
}

static int create_worker(void);
static void wake_worker(const struct workqueue_struct *wq);

/*
 * Before an item, which may sleep: there is someone else for the next one. If
 * memory has run out, it waits for this one.
 */
static void let_others_work(void)
{
	const struct workqueue_struct *wq;
	unsigned long flags;

	if (!nr_idle)
		create_worker();
	local_irq_save(flags);
	wq = next_queue(0);
	if (wq)
		wake_worker(wq);
	local_irq_restore(flags);
}

static int worker_thread(void *data)
{
	struct worker *w = data;
	struct workqueue_struct *wq;

	local_irq_disable();
	for (;;) {
		wq = next_queue(0);
		if (!wq) {
			if (!rest(w))
				break;
			continue;
		}
		begin_item(w, wq);
		local_irq_enable();
		let_others_work();
		call_item(w);
		local_irq_disable();
		end_item(w);
	}
	local_irq_enable();
	kfree(w);
	return 0;
}

/* The lowest number that no worker has. */
static unsigned int worker_number(void)
{
	const struct worker *w;
	unsigned int n = 0;
	char name[TASK_COMM_LEN];

again:
	snprintf(name, sizeof(name), "kworker/0:%u", n);
	list_for_each_entry(w, &workers, list)
		if (w->task && !strcmp(w->task->comm, name)) {
			n++;
			goto again;
		}
	return n;
}

/* 0 or -ENOMEM. */
static int create_worker(void)
{
	struct worker *w = kzalloc(sizeof(*w), GFP_KERNEL);
	struct task_struct *task;
	unsigned long flags;

	if (!w)
		return -ENOMEM;
	INIT_LIST_HEAD(&w->idle);
	task = kthread_create(worker_thread, w, "kworker/0:%u",
			      worker_number());
	if (IS_ERR(task)) {
		kfree(w);
		return -ENOMEM;
	}
	w->task = task;
	local_irq_save(flags);
	list_add_tail(&w->list, &workers);
	list_add(&w->idle, &idle_workers);
	nr_idle++;
	local_irq_restore(flags);
	return 0;
}

static struct worker bh_worker = { .idle = LIST_HEAD_INIT(bh_worker.idle) };

static void run_bh_items(struct tasklet_struct *t)
{
	struct workqueue_struct *wq;

	local_irq_disable();
	while ((wq = next_queue(WQ_BH))) {
		begin_item(&bh_worker, wq);
		local_irq_enable();
		call_item(&bh_worker);
		local_irq_disable();
		end_item(&bh_worker);
	}
	local_irq_enable();
}

static DECLARE_TASKLET(bh_tasklet, run_bh_items);

/* A queue has an item more, or room for one. */
static void wake_worker(const struct workqueue_struct *wq)
{
	struct worker *w;

	if (wq->flags & WQ_BH) {
		tasklet_schedule(&bh_tasklet);
		return;
	}
	w = list_first_entry_or_null(&idle_workers, struct worker, idle);
	if (!w)
		return;
	list_del_init(&w->idle);
	nr_idle--;
	wake_up_state(w->task, TASK_NORMAL);
}

/* The worker that runs here, or NULL. */
static struct worker *current_worker(void)
{
	if (in_serving_softirq())
		return bh_worker.work ? &bh_worker : NULL;
	if (!in_task() || current->threadfn != worker_thread)
		return NULL;
	return kthread_data(current);
}

struct work_struct *current_work(void)
{
	const struct worker *w = current_worker();

	return w ? w->work : NULL;
}
EXPORT_SYMBOL(current_work);

/* Who runs @work, or NULL. An item that was freed and made anew is another. */
static struct worker *worker_of(const struct work_struct *work)
{
	struct worker *w;

	list_for_each_entry(w, &workers, list)
		if (w->work == work && w->func == work->func)
			return w;
	return NULL;
}

/* --- Queueing */

/* Whether @work was idle, and may be queued: then it is pending. */
static bool make_pending(struct work_struct *work)
{
	if (work->data) /* pending, or disabled */
		return false;
	work->data = WORK_STRUCT_PENDING;
	return true;
}

/* Puts @work, which is pending, on @wq's list. Interrupts are off. */
static void __queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	const struct worker *w = current_worker();

	if (unlikely(wq->flags & (__WQ_DESTROYING | __WQ_DRAINING)) &&
	    WARN_ONCE(!w || w->wq != wq,
		      "workqueue: cannot queue %ps on wq %s\n", work->func,
		      wq->name)) {
		work->data = 0;
		return;
	}
	last_id += ID_STEP;
	work->data = last_id | WORK_STRUCT_PENDING;
	list_add_tail(&work->entry, &wq->pending);
	wake_worker(wq);
}

bool queue_work_on(int cpu, struct workqueue_struct *wq,
		   struct work_struct *work)
{
	unsigned long flags;
	bool queued;

	local_irq_save(flags);
	queued = make_pending(work);
	if (queued)
		__queue_work(wq, work);
	local_irq_restore(flags);
	return queued;
}
EXPORT_SYMBOL(queue_work_on);

void delayed_work_timer_fn(struct timer_list *t)
{
	struct delayed_work *dwork = from_timer(dwork, t, timer);
	unsigned long flags;

	local_irq_save(flags);
	__queue_work(dwork->wq, &dwork->work);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(delayed_work_timer_fn);

static void __queue_delayed_work(struct workqueue_struct *wq,
				 struct delayed_work *dwork,
				 unsigned long delay)
{
	WARN_ON_ONCE(dwork->timer.function != delayed_work_timer_fn);
	dwork->wq = wq;
	if (!delay)
		__queue_work(wq, &dwork->work);
	else
		mod_timer(&dwork->timer, jiffies + delay);
}

bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq,
			   struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	bool queued;

	local_irq_save(flags);
	queued = make_pending(&dwork->work);
	if (queued)
		__queue_delayed_work(wq, dwork, delay);
	local_irq_restore(flags);
	return queued;
}
EXPORT_SYMBOL(queue_delayed_work_on);

/* Takes a pending item off its queue or its timer (@dwork, or NULL). */
static bool grab(struct work_struct *work, struct delayed_work *dwork)
{
	if (!work_pending(work))
		return false;
	if (!dwork || !timer_delete(&dwork->timer))
		list_del_init(&work->entry);
	work->data = 0;
	return true;
}

bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq,
			 struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	bool pending;

	local_irq_save(flags);
	pending = grab(&dwork->work, dwork);
	if (make_pending(&dwork->work))
		__queue_delayed_work(wq, dwork, delay);
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL_GPL(mod_delayed_work_on);

/* --- Waiting */

/* Whether an item of @wq (NULL: any) with a number up to @id is not done. */
static bool is_busy(const struct workqueue_struct *only, unsigned long id)
{
	const struct workqueue_struct *wq;
	const struct worker *w;

	list_for_each_entry(w, &workers, list)
		if (w->work &&
		    (only ? w->wq == only && id_up_to(w->id, id) : w->id == id))
			return true;
	list_for_each_entry(wq, &workqueues, list) {
		const struct work_struct *work;

		if (only && wq != only)
			continue;
		list_for_each_entry(work, &wq->pending, entry)
			if (only ? id_up_to(id_of(work), id) :
				   id_of(work) == id)
				return true;
	}
	return false;
}

/* Waiting for oneself would have no end. */
static bool waits_for_itself(const struct work_struct *work)
{
	const struct worker *w = current_worker();

	return WARN(w && w->work == work,
		    "workqueue: %ps waits for its own end\n", work->func);
}

bool flush_work(struct work_struct *work)
{
	const struct worker *w;
	unsigned long flags, id;

	if (WARN_ON(!work->func) || waits_for_itself(work))
		return false;
	might_sleep();
	local_irq_save(flags);
	w = worker_of(work);
	id = work_pending(work) ? id_of(work) : w ? w->id : 0;
	local_irq_restore(flags);
	if (!id)
		return false;
	wait_event(item_done, !is_busy(NULL, id));
	return true;
}
EXPORT_SYMBOL_GPL(flush_work);

bool flush_delayed_work(struct delayed_work *dwork)
{
	unsigned long flags;

	local_irq_save(flags);
	if (timer_delete(&dwork->timer))
		__queue_work(dwork->wq, &dwork->work);
	local_irq_restore(flags);
	return flush_work(&dwork->work);
}
EXPORT_SYMBOL(flush_delayed_work);

void __flush_workqueue(struct workqueue_struct *wq)
{
	const struct worker *w = current_worker();
	unsigned long id = last_id;

	if (WARN(w && w->wq == wq,
		 "workqueue: %ps waits for its own queue %s\n", w->func,
		 wq->name))
		return;
	might_sleep();
	wait_event(item_done, !is_busy(wq, id));
}
EXPORT_SYMBOL(__flush_workqueue);

void drain_workqueue(struct workqueue_struct *wq)
{
	wq->flags |= __WQ_DRAINING;
	do
		__flush_workqueue(wq);
	while (!list_empty(&wq->pending) || wq->active);
	wq->flags &= ~__WQ_DRAINING;
}
EXPORT_SYMBOL_GPL(drain_workqueue);

/* --- After readers */

static void queue_after_readers(struct rcu_head *rcu)
{
	struct rcu_work *rwork = container_of(rcu, struct rcu_work, rcu);
	unsigned long flags;

	local_irq_save(flags);
	__queue_work(rwork->wq, &rwork->work);
	local_irq_restore(flags);
}

bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *rwork)
{
	unsigned long flags;
	bool queued;

	local_irq_save(flags);
	queued = make_pending(&rwork->work);
	if (queued) {
		rwork->wq = wq;
		call_rcu(&rwork->rcu, queue_after_readers);
	}
	local_irq_restore(flags);
	return queued;
}
EXPORT_SYMBOL(queue_rcu_work);

bool flush_rcu_work(struct rcu_work *rwork)
{
	if (!work_pending(&rwork->work))
		return flush_work(&rwork->work);
	rcu_barrier();
	flush_work(&rwork->work);
	return true;
}
EXPORT_SYMBOL(flush_rcu_work);

/* --- Calling by a worker */

struct call {
	struct work_struct work;
	long (*fn)(void *arg);
	void *arg;
	long ret;
};

static void make_call(struct work_struct *work)
{
	struct call *c = container_of(work, struct call, work);

	c->ret = c->fn(c->arg);
}

long work_on_cpu(int cpu, long (*fn)(void *arg), void *arg)
{
	struct call c = { .fn = fn, .arg = arg };

	INIT_WORK_ONSTACK(&c.work, make_call);
	schedule_work_on(cpu, &c.work);
	flush_work(&c.work);
	return c.ret;
}
EXPORT_SYMBOL_GPL(work_on_cpu);

int execute_in_process_context(work_func_t fn, struct execute_work *ew)
{
	if (!in_interrupt()) {
		fn(&ew->work);
		return 0;
	}
	INIT_WORK(&ew->work, fn);
	schedule_work(&ew->work);
	return 1;
}
EXPORT_SYMBOL_GPL(execute_in_process_context);

/* --- Taking back */

static bool cancel(struct work_struct *work, struct delayed_work *dwork)
{
	unsigned long flags;
	bool pending;

	local_irq_save(flags);
	pending = grab(work, dwork);
	local_irq_restore(flags);
	return pending;
}

static bool disable(struct work_struct *work, struct delayed_work *dwork)
{
	unsigned long flags;
	bool pending;

	local_irq_save(flags);
	pending = grab(work, dwork);
	work->data += DISABLE_STEP;
	local_irq_restore(flags);
	return pending;
}

static bool enable(struct work_struct *work)
{
	unsigned long flags;
	bool enabled = false;

	local_irq_save(flags);
	if (!WARN_ON_ONCE(work_pending(work) || !work->data)) {
		work->data -= DISABLE_STEP;
		enabled = !work->data;
	}
	local_irq_restore(flags);
	return enabled;
}

static bool disable_sync(struct work_struct *work, struct delayed_work *dwork)
{
	bool pending = disable(work, dwork);

	if (work->func && !waits_for_itself(work)) {
		might_sleep();
		wait_event(item_done, !worker_of(work));
	}
	return pending;
}

static bool cancel_sync(struct work_struct *work, struct delayed_work *dwork)
{
	bool pending = disable_sync(work, dwork);

	enable(work);
	return pending;
}

bool cancel_work(struct work_struct *work)
{
	return cancel(work, NULL);
}
EXPORT_SYMBOL(cancel_work);

bool cancel_work_sync(struct work_struct *work)
{
	return cancel_sync(work, NULL);
}
EXPORT_SYMBOL_GPL(cancel_work_sync);

bool cancel_delayed_work(struct delayed_work *dwork)
{
	return cancel(&dwork->work, dwork);
}
EXPORT_SYMBOL(cancel_delayed_work);

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	return cancel_sync(&dwork->work, dwork);
}
EXPORT_SYMBOL(cancel_delayed_work_sync);

bool disable_work(struct work_struct *work)
{
	return disable(work, NULL);
}
EXPORT_SYMBOL_GPL(disable_work);

bool disable_work_sync(struct work_struct *work)
{
	return disable_sync(work, NULL);
}
EXPORT_SYMBOL_GPL(disable_work_sync);

bool enable_work(struct work_struct *work)
{
	return enable(work);
}
EXPORT_SYMBOL_GPL(enable_work);

bool disable_delayed_work(struct delayed_work *dwork)
{
	return disable(&dwork->work, dwork);
}
EXPORT_SYMBOL_GPL(disable_delayed_work);

bool disable_delayed_work_sync(struct delayed_work *dwork)
{
	return disable_sync(&dwork->work, dwork);
}
EXPORT_SYMBOL_GPL(disable_delayed_work_sync);

bool enable_delayed_work(struct delayed_work *dwork)
{
	return enable(&dwork->work);
}
EXPORT_SYMBOL_GPL(enable_delayed_work);

unsigned int work_busy(struct work_struct *work)
{
	unsigned int busy = work_pending(work) ? WORK_BUSY_PENDING : 0;

	return busy | (worker_of(work) ? WORK_BUSY_RUNNING : 0);
}
EXPORT_SYMBOL_GPL(work_busy);

/* --- Queues */

static int admitted(int max_active, const char *name)
{
	if (!max_active)
		return WQ_DFL_ACTIVE;
	if (max_active < 1 || max_active > WQ_MAX_ACTIVE)
		pr_warn("workqueue: max_active %d requested for %s is out of range, clamping between %d and %d\n",
			max_active, name, 1, WQ_MAX_ACTIVE);
	return clamp(max_active, 1, WQ_MAX_ACTIVE);
}

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
					 int max_active, ...)
{
	struct workqueue_struct *wq = kzalloc(sizeof(*wq), GFP_KERNEL);
	unsigned long irqflags;
	va_list args;

	if (!wq)
		return NULL;
	va_start(args, max_active);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	wq->flags = flags;
	wq->caller = _RET_IP_;
	wq->max_active = admitted(max_active, wq->name);
	INIT_LIST_HEAD(&wq->pending);
	local_irq_save(irqflags);
	list_add_tail(&wq->list, &workqueues);
	local_irq_restore(irqflags);
	return wq;
}
EXPORT_SYMBOL_GPL(alloc_workqueue);

void destroy_workqueue(struct workqueue_struct *wq)
{
	unsigned long flags;

	wq->flags |= __WQ_DESTROYING;
	drain_workqueue(wq);
	local_irq_save(flags);
	list_del(&wq->list);
	local_irq_restore(flags);
	kfree(wq);
}
EXPORT_SYMBOL_GPL(destroy_workqueue);

void workqueue_set_max_active(struct workqueue_struct *wq, int max_active)
{
	unsigned long flags;

	if (WARN_ON(wq->flags & (__WQ_ORDERED | WQ_BH)))
		return;
	local_irq_save(flags);
	wq->max_active = admitted(max_active, wq->name);
	wake_worker(wq);
	local_irq_restore(flags);
}
EXPORT_SYMBOL_GPL(workqueue_set_max_active);

bool workqueue_congested(int cpu, struct workqueue_struct *wq)
{
	return !list_empty(&wq->pending) && wq->active >= wq->max_active;
}
EXPORT_SYMBOL_GPL(workqueue_congested);

/* --- What a module leaves */

static void reclaim_item(const void *work)
{
	cancel_work((struct work_struct *)work);
}

static void reclaim_queue(const void *wq)
{
	destroy_workqueue((struct workqueue_struct *)wq);
}

static void scan_items(struct leak_scan *scan,
		       const struct workqueue_struct *wq)
{
	const struct work_struct *work;

	list_for_each_entry(work, &wq->pending, entry)
		if (leak_in(scan, work->func) || leak_in(scan, work))
			leak_found(scan,
				   &(struct leak){
					   .kind = "work still queued on",
					   .name = wq->name,
					   .object = work,
					   .target = (unsigned long)work->func,
					   .danger =
						   leak_in(scan, work->func) ?
							   "its function is in this module" :
							   "its structure is in this module",
					   .reclaim = reclaim_item,
				   });
}

static void scan_workers(struct leak_scan *scan)
{
	const struct worker *w;

	list_for_each_entry(w, &workers, list)
		if (w->wq && leak_in(scan, w->func))
			leak_found(scan,
				   &(struct leak){
					   .kind = "work still running on",
					   .name = w->wq->name,
					   .object = w,
					   .target = (unsigned long)w->func,
					   .danger =
						   "its function is in this module",
				   });
}

static void scan_workqueues(struct leak_scan *scan)
{
	const struct workqueue_struct *wq;
	unsigned long flags;

	local_irq_save(flags);
	scan_workers(scan);
	list_for_each_entry(wq, &workqueues, list)
		scan_items(scan, wq);
	list_for_each_entry(wq, &workqueues, list)
		if (leak_in(scan, wq->caller))
			leak_found(scan, &(struct leak){
						 .kind = "workqueue",
						 .name = wq->name,
						 .object = wq,
						 .caller = wq->caller,
						 .reclaim = reclaim_queue,
					 });
	local_irq_restore(flags);
}
LEAK_SOURCE(workqueues, scan_workqueues);

void workqueue_init(void)
{
	system_wq = alloc_workqueue("events", 0, 0);
	system_highpri_wq = alloc_workqueue("events_highpri", WQ_HIGHPRI, 0);
	system_long_wq = alloc_workqueue("events_long", 0, 0);
	system_unbound_wq =
		alloc_workqueue("events_unbound", WQ_UNBOUND, WQ_MAX_ACTIVE);
	system_freezable_wq =
		alloc_workqueue("events_freezable", WQ_FREEZABLE, 0);
	system_power_efficient_wq = alloc_workqueue("events_power_efficient",
						    WQ_POWER_EFFICIENT, 0);
	system_freezable_power_efficient_wq =
		alloc_workqueue("events_freezable_pwr_efficient",
				WQ_FREEZABLE | WQ_POWER_EFFICIENT, 0);
	system_bh_wq = alloc_workqueue("events_bh", WQ_BH, 0);
	system_bh_highpri_wq =
		alloc_workqueue("events_bh_highpri", WQ_BH | WQ_HIGHPRI, 0);
	list_add_tail(&bh_worker.list, &workers);
	for (int i = 0; i < MOST_IDLE; i++)
		if (create_worker())
			panic("workqueue: no memory");
}
