/* SPDX-License-Identifier: MIT */
/*
 * Functions that run beside their caller: all that have not ended are in one
 * list, by their cookies, so the first that is waited for tells how far it is.
 */
#include <linux/async.h>
#include <linux/export.h>
#include <linux/irqflags.h>
#include <linux/leaks.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct async_entry {
	struct list_head list;
	struct work_struct work;
	async_cookie_t cookie;
	async_func_t func;
	void *data;
	const struct async_domain *domain;
};

struct async_domain async_dfl_domain = { .registered = true };
EXPORT_SYMBOL_GPL(async_dfl_domain);

static LIST_HEAD(entries); /* changes with interrupts off */
static async_cookie_t last_cookie;
static DECLARE_WAIT_QUEUE_HEAD(one_ended);

static void run_entry(struct work_struct *work)
{
	struct async_entry *e = container_of(work, struct async_entry, work);

	e->func(e->data, e->cookie);
	local_irq_disable();
	list_del(&e->list);
	local_irq_enable();
	kfree(e);
	wake_up_all(&one_ended);
}

async_cookie_t async_schedule_node_domain(async_func_t func, void *data,
					  int node, struct async_domain *domain)
{
	struct async_entry *e = kzalloc(sizeof(*e), GFP_ATOMIC);
	async_cookie_t cookie;
	unsigned long flags;

	local_irq_save(flags);
	cookie = ++last_cookie;
	if (e) {
		*e = (struct async_entry){ .cookie = cookie,
					   .func = func,
					   .data = data,
					   .domain = domain };
		INIT_WORK(&e->work, run_entry);
		list_add_tail(&e->list, &entries);
		queue_work(system_unbound_wq, &e->work);
	}
	local_irq_restore(flags);
	if (!e)
		func(data, cookie);
	return cookie;
}
EXPORT_SYMBOL_GPL(async_schedule_node_domain);

async_cookie_t async_schedule_node(async_func_t func, void *data, int node)
{
	return async_schedule_node_domain(func, data, node, &async_dfl_domain);
}
EXPORT_SYMBOL_GPL(async_schedule_node);

/* Whether all of @domain (NULL: of registered ones) below @cookie have ended. */
static bool have_ended(async_cookie_t cookie, const struct async_domain *domain)
{
	const struct async_entry *e;
	bool ended = true;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry(e, &entries, list) {
		if (domain ? e->domain != domain : !e->domain->registered)
			continue;
		ended = e->cookie >= cookie;
		break;
	}
	local_irq_restore(flags);
	return ended;
}

void async_synchronize_cookie_domain(async_cookie_t cookie,
				     struct async_domain *domain)
{
	wait_event(one_ended, have_ended(cookie, domain));
}
EXPORT_SYMBOL_GPL(async_synchronize_cookie_domain);

void async_synchronize_cookie(async_cookie_t cookie)
{
	async_synchronize_cookie_domain(cookie, &async_dfl_domain);
}
EXPORT_SYMBOL_GPL(async_synchronize_cookie);

void async_synchronize_full_domain(struct async_domain *domain)
{
	async_synchronize_cookie_domain(U64_MAX, domain);
}
EXPORT_SYMBOL_GPL(async_synchronize_full_domain);

void async_synchronize_full(void)
{
	async_synchronize_full_domain(NULL);
}
EXPORT_SYMBOL_GPL(async_synchronize_full);

bool current_is_async(void)
{
	const struct work_struct *work = current_work();

	return work && work->func == run_entry;
}
EXPORT_SYMBOL_GPL(current_is_async);

static void scan_entries(struct leak_scan *scan)
{
	const struct async_entry *e;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry(e, &entries, list)
		if (leak_in(scan, e->func))
			leak_found(scan,
				   &(struct leak){
					   .kind = "asynchronous call",
					   .object = e,
					   .target = (unsigned long)e->func,
					   .danger =
						   "its function is in this module: its exit should call async_synchronize_full()",
				   });
	local_irq_restore(flags);
}
LEAK_SOURCE(async, scan_entries);
