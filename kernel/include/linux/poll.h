/* SPDX-License-Identifier: MIT */
/*
 * poll(2) from a driver's side: ->poll() tells which events there are, and
 * names with poll_wait() the queue that it wakes when there may be more.
 */
#ifndef _LINUX_POLL_H
#define _LINUX_POLL_H

#include <linux/fs.h>
#include <linux/wait.h>

#define POLLIN 0x0001
#define POLLPRI 0x0002
#define POLLOUT 0x0004
#define POLLERR 0x0008
#define POLLHUP 0x0010
#define POLLNVAL 0x0020
#define POLLRDNORM 0x0040
#define POLLRDBAND 0x0080
#define POLLWRNORM 0x0100
#define POLLWRBAND 0x0200
#define EPOLLIN POLLIN
#define EPOLLPRI POLLPRI
#define EPOLLOUT POLLOUT
#define EPOLLERR POLLERR
#define EPOLLNVAL POLLNVAL
#define EPOLLHUP POLLHUP
#define EPOLLRDNORM POLLRDNORM
#define EPOLLRDBAND POLLRDBAND
#define EPOLLWRNORM POLLWRNORM
#define EPOLLWRBAND POLLWRBAND
#define DEFAULT_POLLMASK (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM)

/* What ->poll() is handed: what to do with each queue, for which events. */
typedef struct poll_table_struct {
	void (*_qproc)(struct file *file, wait_queue_head_t *wq,
		       struct poll_table_struct *table);
	__poll_t _key;
} poll_table;

/* Wakes the poller when @wq is woken; @table is NULL where it will not sleep. */
static inline void poll_wait(struct file *file, wait_queue_head_t *wq,
			     poll_table *table)
{
	if (table && table->_qproc && wq)
		table->_qproc(file, wq, table);
}

static inline bool poll_does_not_wait(const poll_table *table)
{
	return !table || !table->_qproc;
}

static inline __poll_t poll_requested_events(const poll_table *table)
{
	return table ? table->_key : ~(__poll_t)0;
}

#endif
