/* SPDX-License-Identifier: MIT */
/*
 * Functions that run beside the caller, in threads of a work queue. Each has a
 * cookie; who needs the order waits for all with lower ones.
 * Context: process, may sleep.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_ASYNC_H
#define _LINUX_ASYNC_H

#include <linux/numa.h>
#include <linux/types.h>

struct device;

typedef u64 async_cookie_t;
typedef void (*async_func_t)(void *data, async_cookie_t cookie);

/* Those that are waited for together; of registered ones, by all too. */
struct async_domain {
	bool registered;
};

#define ASYNC_DOMAIN(_name) struct async_domain _name = { .registered = true }
#define ASYNC_DOMAIN_EXCLUSIVE(_name) \
	struct async_domain _name = { .registered = false }
/* Where those without a domain of their own go. */
extern struct async_domain async_dfl_domain;

/*
 * Has @func(@data, cookie) called; returns the cookie. Where memory has run out
 * the call is over when this returns. Context: any.
 */
async_cookie_t async_schedule_node_domain(async_func_t func, void *data,
					  int node,
					  struct async_domain *domain);
async_cookie_t async_schedule_node(async_func_t func, void *data, int node);

static inline async_cookie_t async_schedule_domain(async_func_t func,
						   void *data,
						   struct async_domain *domain)
{
	return async_schedule_node_domain(func, data, NUMA_NO_NODE, domain);
}

static inline async_cookie_t async_schedule(async_func_t func, void *data)
{
	return async_schedule_node(func, data, NUMA_NO_NODE);
}

static inline async_cookie_t async_schedule_dev(async_func_t func,
						struct device *dev)
{
	return async_schedule(func, dev);
}

static inline async_cookie_t async_schedule_dev_domain(
	async_func_t func, struct device *dev, struct async_domain *domain)
{
	return async_schedule_domain(func, dev, domain);
}

/* Waits for all (of @domain), or for those with cookies below @cookie. */
void async_synchronize_full(void);
void async_synchronize_full_domain(struct async_domain *domain);
void async_synchronize_cookie(async_cookie_t cookie);
void async_synchronize_cookie_domain(async_cookie_t cookie,
				     struct async_domain *domain);
/* Whether the caller is one of them. Context: any. */
bool current_is_async(void);

#endif
