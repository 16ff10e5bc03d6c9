/* SPDX-License-Identifier: MIT */
/* Signals that one reads from a descriptor. signalfd(2). */
#include <linux/anon_inodes.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

/* As user space has it: 128 bytes. */
struct signalfd_siginfo {
	u32 ssi_signo;
	s32 ssi_errno, ssi_code;
	u32 ssi_pid, ssi_uid;
	s32 ssi_fd;
	u32 ssi_tid, ssi_band, ssi_overrun, ssi_trapno;
	s32 ssi_status, ssi_int;
	u64 ssi_ptr, ssi_utime, ssi_stime, ssi_addr;
	u16 ssi_addr_lsb, pad2;
	s32 ssi_syscall;
	u64 ssi_call_addr;
	u32 ssi_arch;
	u8 pad[28];
};

/* What a descriptor reads, as the set that it does not. */
struct signalfd {
	sigset_t others;
};

static bool is_child_info(const kernel_siginfo_t *info)
{
	return info->si_signo == SIGCHLD && info->si_code >= CLD_EXITED &&
	       info->si_code <= CLD_CONTINUED;
}

static void fill_in(struct signalfd_siginfo *ssi, const kernel_siginfo_t *info)
{
	memset(ssi, 0, sizeof(*ssi));
	ssi->ssi_signo = info->si_signo;
	ssi->ssi_errno = info->si_errno;
	ssi->ssi_code = info->si_code;
	if (info->si_code == SI_TIMER) {
		ssi->ssi_tid = info->timer.tid;
		ssi->ssi_overrun = info->timer.overrun;
		ssi->ssi_int = info->timer.sigval.sival_int;
		ssi->ssi_ptr = info->timer.sigval.sival_ptr;
		return;
	}
	ssi->ssi_pid = info->kill.pid;
	ssi->ssi_uid = info->kill.uid;
	if (is_child_info(info)) {
		ssi->ssi_status = info->child.status;
		ssi->ssi_utime = info->child.utime;
		ssi->ssi_stime = info->child.stime;
	} else if (info->si_code < 0) {
		ssi->ssi_int = info->rt.sigval.sival_int;
		ssi->ssi_ptr = info->rt.sigval.sival_ptr;
	}
}

/* The next signal for it: its number, or 0, -EAGAIN, -ERESTARTSYS. */
static int next_signal(const struct signalfd *sfd, kernel_siginfo_t *info,
		       bool wait)
{
	int sig = dequeue_signal(&sfd->others, info);

	if (sig || !wait)
		return sig ?: -EAGAIN;
	if (wait_event_interruptible(current->sighand->signalfd_wait,
				     (sig = dequeue_signal(&sfd->others, info))))
		return -ERESTARTSYS;
	return sig;
}

static ssize_t signalfd_read(struct file *file, char __user *buf, size_t size,
			     loff_t *pos)
{
	const struct signalfd *sfd = file->private_data;
	bool wait = !(file->f_flags & O_NONBLOCK);
	struct signalfd_siginfo ssi;
	kernel_siginfo_t info;
	size_t done = 0;
	int sig;

	if (size < sizeof(ssi))
		return -EINVAL;
	for (; done + sizeof(ssi) <= size; done += sizeof(ssi)) {
		sig = next_signal(sfd, &info, wait && !done);
		if (sig < 0)
			return done ? (ssize_t)done : sig;
		fill_in(&ssi, &info);
		if (copy_to_user(buf + done, &ssi, sizeof(ssi)))
			return done ? (ssize_t)done : -EFAULT;
	}
	return done;
}

static __poll_t signalfd_poll(struct file *file, poll_table *table)
{
	const struct signalfd *sfd = file->private_data;
	u64 pending = current->pending.signal.mask |
		      current->signal->shared_pending.signal.mask;

	poll_wait(file, &current->sighand->signalfd_wait, table);
	return pending & ~sfd->others.mask ? EPOLLIN : 0;
}

static int signalfd_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations signalfd_fops = {
	.read = signalfd_read,
	.poll = signalfd_poll,
	.release = signalfd_release,
	.llseek = noop_llseek,
};

static int new_signalfd(u64 others, int flags)
{
	struct signalfd *sfd = kmalloc(sizeof(*sfd), GFP_KERNEL);
	int fd;

	if (!sfd)
		return -ENOMEM;
	sfd->others.mask = others;
	fd = anon_inode_getfd("[signalfd]", &signalfd_fops, sfd,
			      O_RDWR | flags);
	if (fd < 0)
		kfree(sfd);
	return fd;
}

static int change_signalfd(int fd, u64 others)
{
	struct file *file __free(fput) = fget(fd);
	struct signalfd *sfd;

	if (!file)
		return -EBADF;
	if (file->f_op != &signalfd_fops)
		return -EINVAL;
	sfd = file->private_data;
	sfd->others.mask = others;
	wake_up(&current->sighand->signalfd_wait);
	return fd;
}

static int do_signalfd(int fd, const sigset_t __user *umask, size_t size,
		       int flags)
{
	sigset_t mask;
	u64 others;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK) || size != sizeof(mask))
		return -EINVAL;
	if (copy_from_user(&mask, umask, sizeof(mask)))
		return -EFAULT;
	others = ~mask.mask | SIG_KERNEL_ONLY;
	return fd == -1 ? new_signalfd(others, flags) :
			  change_signalfd(fd, others);
}

SYSCALL_DEFINE4(signalfd4, int, fd, const sigset_t __user *, umask, size_t,
		size, int, flags)
{
	return do_signalfd(fd, umask, size, flags);
}

SYSCALL_DEFINE3(signalfd, int, fd, const sigset_t __user *, umask, size_t, size)
{
	return do_signalfd(fd, umask, size, 0);
}
