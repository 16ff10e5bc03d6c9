/* SPDX-License-Identifier: MIT */
/* Waiting in a line: first come, first served. */
#include <linux/errno.h>
#include <linux/sched/signal.h>

#include "waiter.h"

int wait_in_line(struct list_head *line, struct waiter *w, unsigned int state,
		 long timeout)
{
	list_add_tail(&w->entry, line);
	while (!READ_ONCE(w->granted)) {
		bool interrupted = signal_pending_state(state, current);

		if (interrupted || !timeout) {
			list_del(&w->entry);
			return interrupted ? -EINTR : -ETIME;
		}
		set_current_state(state);
		timeout = schedule_timeout(timeout);
	}
	return 0;
}

struct task_struct *grant_first(struct list_head *line)
{
	struct waiter *w = first_waiter(line);
	struct task_struct *task = w->task;

	list_del(&w->entry);
	w->granted = true;
	wake_up_process(task);
	return task;
}
