/* SPDX-License-Identifier: MIT */
/*
 * Modules on demand: the kernel asks user space's modprobe for a name or an
 * alias, as Linux does, and runs programs for that. It knows nothing of files
 * of modules: those are modprobe's.
 */
#include <linux/binfmts.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "module.h"

#define MODPROBES_MAX 50
#define MODPROBES_TIMEOUT 5 /* seconds */

/* --- Programs for the kernel */

/* A program that is run: the caller's, and its own until it has begun. */
struct helper {
	int users;
	const char *path;
	char **argv, **envp;
	int err; /* of its start */
	struct completion begun, exited;
};

static void put_helper(struct helper *h)
{
	if (!--h->users)
		kfree(h);
}

/* The program's task, before it is the program. */
static int run_helper(void *arg)
{
	struct helper *h = arg;
	int err = kernel_execve(h->path, (const char *const *)h->argv,
				(const char *const *)h->envp);

	h->err = err;
	complete(&h->begun);
	put_helper(h);
	return err;
}

static int wait_for(struct completion *x, int wait)
{
	if (wait & UMH_KILLABLE)
		return wait_event_killable(x->wait, x->done);
	wait_for_completion(x);
	return 0;
}

/* Precondition: @task runs @h, and was not woken. Waits as @wait says. */
static int start_helper(struct helper *h, struct task_struct *task, int wait)
{
	int err = 0;

	get_task_struct(task);
	if (wait & UMH_WAIT_PROC)
		task->exited = &h->exited;
	wake_up_process(task);
	if (wait & (UMH_WAIT_EXEC | UMH_WAIT_PROC)) {
		err = wait_for(&h->begun, wait);
		if (!err)
			err = h->err;
	}
	if (!err && (wait & UMH_WAIT_PROC)) {
		err = wait_for(&h->exited, wait);
		if (!err)
			err = task->exit_code;
	}
	task->exited = NULL;
	put_task_struct(task);
	return err;
}

int call_usermodehelper(const char *path, char **argv, char **envp, int wait)
{
	struct helper *h = kzalloc(sizeof(*h), GFP_KERNEL);
	struct task_struct *task;
	int err;

	if (!h)
		return -ENOMEM;
	h->path = path;
	h->argv = argv;
	h->envp = envp;
	init_completion(&h->begun);
	init_completion(&h->exited);
	task = user_mode_thread(run_helper, h, "kworker/u2:0");
	if (IS_ERR(task)) {
		kfree(h);
		return PTR_ERR(task);
	}
	h->users = 2;
	err = start_helper(h, task, wait);
	put_helper(h);
	return err;
}
EXPORT_SYMBOL(call_usermodehelper);

/* --- modprobe */

char modprobe_path[KMOD_PATH_LEN] = "/sbin/modprobe";

static unsigned int modprobes;
static DECLARE_WAIT_QUEUE_HEAD(modprobes_wq);

static int call_modprobe(const char *name, int wait)
{
	static char *envp[] = { "HOME=/", "TERM=linux",
				"PATH=/sbin:/usr/sbin:/bin:/usr/bin", NULL };
	char *argv[] = { modprobe_path, "-q", "--", (char *)name, NULL };

	return call_usermodehelper(modprobe_path, argv, envp,
				   wait | UMH_KILLABLE);
}

int __request_module(bool wait, const char *fmt, ...)
{
	char name[MODULE_NAME_LEN];
	va_list args;
	int n;

	if (!*modprobe_path)
		return -ENOENT;
	va_start(args, fmt);
	n = vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	if (n >= sizeof(name))
		return -ENAMETOOLONG;
	if (!wait_event_timeout(modprobes_wq, modprobes < MODPROBES_MAX,
				MODPROBES_TIMEOUT * HZ)) {
		pr_warn("request_module: modprobe %s cannot be processed, kmod busy with %d threads for more than %d seconds now",
			name, MODPROBES_MAX, MODPROBES_TIMEOUT);
		return -ETIME;
	}
	modprobes++;
	n = call_modprobe(name, wait ? UMH_WAIT_PROC : UMH_WAIT_EXEC);
	modprobes--;
	wake_up(&modprobes_wq);
	return n;
}
EXPORT_SYMBOL(__request_module);
