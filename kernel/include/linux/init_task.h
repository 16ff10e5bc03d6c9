/* SPDX-License-Identifier: MIT */
/* The first task, where a walk over all others begins: init_task. */
#ifndef _LINUX_INIT_TASK_H
#define _LINUX_INIT_TASK_H

#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#endif
