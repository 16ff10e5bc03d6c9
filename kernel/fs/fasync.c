/* SPDX-License-Identifier: MIT */
/*
 * Who gets a signal when a file may be read or written: F_SETOWN names him,
 * FASYNC asks for it, and the driver's list of such files is kept here.
 * fcntl(2), signal(7).
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "internal.h"

enum owner_type { OWNER_THREAD, OWNER_PROCESS, OWNER_GROUP };

/* The owner of a file, and by whose rights he is signalled. */
struct fown_struct {
	pid_t pid; /* 0: nobody */
	enum owner_type type;
	int signum; /* 0: SIGIO, which tells nothing more */
	kuid_t uid, euid;
};

/* fcntl(2)'s. */
struct f_owner_ex {
	int type; /* as the enum above */
	pid_t pid;
};

static struct fown_struct *owner_of(struct file *file)
{
	if (!file->f_owner)
		file->f_owner = kzalloc(sizeof(*file->f_owner), GFP_KERNEL);
	return file->f_owner;
}

void fown_free(struct file *file)
{
	kfree(file->f_owner);
}

/* --- fcntl(2) */

static bool exists(pid_t pid, enum owner_type type)
{
	struct task_struct *t;

	if (type != OWNER_GROUP)
		return find_task_by_vpid(pid);
	for_each_task(t)
		if (t->signal && t->signal->pgrp == pid)
			return true;
	return false;
}

static int set_owner(struct file *file, pid_t pid, enum owner_type type)
{
	struct fown_struct *owner = owner_of(file);

	if (!owner)
		return -ENOMEM;
	if (pid && !exists(pid, type))
		return -ESRCH;
	owner->pid = pid;
	owner->type = type;
	owner->uid = current_uid();
	owner->euid = current_euid();
	return 0;
}

static int set_owner_ex(struct file *file, const void __user *arg)
{
	struct f_owner_ex ex;

	if (copy_from_user(&ex, arg, sizeof(ex)))
		return -EFAULT;
	if (ex.type < OWNER_THREAD || ex.type > OWNER_GROUP || ex.pid < 0)
		return -EINVAL;
	return set_owner(file, ex.pid, ex.type);
}

static int get_owner_ex(const struct file *file, void __user *arg)
{
	const struct fown_struct *owner = file->f_owner;
	struct f_owner_ex ex = {
		.type = owner ? (int)owner->type : OWNER_THREAD,
		.pid = owner ? owner->pid : 0,
	};

	return copy_to_user(arg, &ex, sizeof(ex)) ? -EFAULT : 0;
}

static int set_signal(struct file *file, int sig)
{
	if (sig < 0 || sig > _NSIG)
		return -EINVAL;
	if (!owner_of(file))
		return -ENOMEM;
	file->f_owner->signum = sig;
	return 0;
}

long owner_fcntl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const struct fown_struct *owner = file->f_owner;
	int who = arg;

	switch (cmd) {
	case F_SETOWN:
		if (who == INT_MIN)
			return -EINVAL;
		return set_owner(file, who < 0 ? -who : who,
				 who < 0 ? OWNER_GROUP : OWNER_PROCESS);
	case F_GETOWN:
		if (!owner)
			return 0;
		return owner->type == OWNER_GROUP ? -owner->pid : owner->pid;
	case F_SETOWN_EX:
		return set_owner_ex(file, (const void __user *)arg);
	case F_GETOWN_EX:
		return get_owner_ex(file, (void __user *)arg);
	case F_SETSIG:
		return set_signal(file, arg);
	default: /* F_GETSIG */
		return owner ? owner->signum : 0;
	}
}

int set_fasync(int fd, struct file *file, bool on)
{
	int err = 0;

	if (!(file->f_flags & FASYNC) == !on)
		return 0;
	if (!file->f_op->fasync)
		return -ENOTTY;
	err = file->f_op->fasync(fd, file, on);
	return err < 0 ? err : 0;
}

/* --- The lists of drivers */

static struct fasync_struct **find(struct fasync_struct **list,
				   const struct file *file)
{
	while (*list && (*list)->fa_file != file)
		list = &(*list)->fa_next;
	return list;
}

static int add(int fd, struct file *file, struct fasync_struct **list)
{
	struct fasync_struct *new = *find(list, file);
	unsigned long flags;

	if (new) {
		new->fa_fd = fd;
		return 0;
	}
	new = kmalloc(sizeof(*new), GFP_KERNEL);
	if (!new)
		return -ENOMEM;
	new->fa_file = file;
	new->fa_fd = fd;
	local_irq_save(flags);
	new->fa_next = *list;
	*list = new;
	local_irq_restore(flags);
	file->f_flags |= FASYNC;
	return 1;
}

static int take_off(struct file *file, struct fasync_struct **list)
{
	struct fasync_struct **at = find(list, file), *old = *at;
	unsigned long flags;

	file->f_flags &= ~FASYNC;
	if (!old)
		return 0;
	local_irq_save(flags);
	*at = old->fa_next;
	local_irq_restore(flags);
	kfree(old);
	return 1;
}

int fasync_helper(int fd, struct file *file, int on,
		  struct fasync_struct **list)
{
	return on ? add(fd, file, list) : take_off(file, list);
}
EXPORT_SYMBOL(fasync_helper);

/* --- Signals */

/* As what poll(2) would tell for each si_code, from POLL_IN on. */
static const long bands[] = {
	EPOLLIN | EPOLLRDNORM,	EPOLLOUT | EPOLLWRNORM | EPOLLWRBAND,
	EPOLLIN | EPOLLRDNORM,	EPOLLERR,
	EPOLLPRI | EPOLLRDBAND, EPOLLHUP | EPOLLERR,
};

static bool may_signal(const struct fown_struct *owner,
		       const struct task_struct *t)
{
	const struct cred *its = t->cred;

	return !owner->euid.val || uid_eq(owner->euid, its->suid) ||
	       uid_eq(owner->euid, its->uid) || uid_eq(owner->uid, its->suid) ||
	       uid_eq(owner->uid, its->uid);
}

static void signal_task(const struct fown_struct *owner, struct task_struct *t,
			int fd, int reason)
{
	kernel_siginfo_t info = {
		.si_signo = owner->signum,
		.si_code = reason,
		.poll = { bands[reason - POLL_IN], fd },
	};
	int err = -EINVAL;

	if (!may_signal(owner, t))
		return;
	if (owner->signum)
		err = owner->type == OWNER_THREAD ?
			      send_sig_info(owner->signum, &info, t) :
			      group_send_sig_info(owner->signum, &info, t);
	if (!err)
		return;
	if (owner->type == OWNER_THREAD)
		send_sig_info(SIGIO, NULL, t);
	else
		group_send_sig_info(SIGIO, NULL, t);
}

static void send_sigio(const struct fown_struct *owner, int fd, int reason)
{
	struct task_struct *t;

	if (!owner->pid)
		return;
	if (owner->type != OWNER_GROUP) {
		t = find_task_by_vpid(owner->pid);
		if (t)
			signal_task(owner, t, fd, reason);
		return;
	}
	for_each_task(t)
		if (t->signal && t->signal->leader == t &&
		    t->signal->pgrp == owner->pid)
			signal_task(owner, t, fd, reason);
}

void kill_fasync(struct fasync_struct **list, int sig, int band)
{
	struct fasync_struct *fa;
	unsigned long flags;

	if (WARN_ON(band < POLL_IN || band > POLL_HUP))
		return;
	local_irq_save(flags);
	for (fa = *list; fa; fa = fa->fa_next)
		if (fa->fa_file->f_owner)
			send_sigio(fa->fa_file->f_owner, fa->fa_fd, band);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(kill_fasync);
