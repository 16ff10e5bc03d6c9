/* SPDX-License-Identifier: MIT */
/* Thread-local storage: set_thread_area(2)'s segments, three a task. */
#ifndef _LINUX_TLS_H
#define _LINUX_TLS_H

#include <linux/types.h>

struct task_struct;

/*
 * Sets a segment of @task from the struct user_desc at user address @address,
 * whose entry_number -1 asks for a free one and is then told which. 0,
 * -EFAULT, -EINVAL, -ESRCH (none is free).
 */
int set_thread_area(struct task_struct *task, u32 address);

#endif
