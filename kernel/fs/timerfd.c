/* SPDX-License-Identifier: MIT */
/* Timers that one waits for with a descriptor. timerfd_create(2). */
#include <asm/irqflags.h>
#include <linux/anon_inodes.h>
#include <linux/capability.h>
#include <linux/interval_timer.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

#define TFD_TIMER_ABSTIME 1
#define TFD_TIMER_CANCEL_ON_SET 2

struct timerfd {
	struct interval_timer it;
	struct list_head list;
	int clock;
	u64 ticks;	 /* since the last read */
	bool cancelable; /* by setting the wall clock */
	bool canceled;	 /* and it was */
	struct wait_queue_head wait;
};

static void timerfd_ends(struct interval_timer *it, u64 times)
{
	struct timerfd *timer = container_of(it, struct timerfd, it);

	timer->ticks += times;
	wake_up(&timer->wait);
}

static LIST_HEAD(timers);

void timerfd_clock_was_set(void)
{
	struct timerfd *timer;

	list_for_each_entry(timer, &timers, list)
		if (timer->cancelable) {
			timer->canceled = true;
			wake_up(&timer->wait);
		}
}

/* What there is to read: ticks, or -ECANCELED; both end with it. 0: nothing. */
static s64 take_ticks(struct timerfd *timer)
{
	unsigned long flags;
	s64 ticks;

	local_irq_save(flags);
	ticks = timer->canceled ? -ECANCELED : (s64)timer->ticks;
	timer->ticks = 0;
	timer->canceled = false;
	local_irq_restore(flags);
	return ticks;
}

static ssize_t timerfd_read(struct file *file, char __user *buf, size_t size,
			    loff_t *pos)
{
	struct timerfd *timer = file->private_data;
	s64 ticks = 0;

	if (size < sizeof(ticks))
		return -EINVAL;
	if (file->f_flags & O_NONBLOCK)
		ticks = take_ticks(timer) ?: -EAGAIN;
	else if (wait_event_interruptible(timer->wait,
					  (ticks = take_ticks(timer))))
		return -ERESTARTSYS;
	if (ticks < 0)
		return ticks;
	return copy_to_user(buf, &ticks, sizeof(ticks)) ?
		       -EFAULT :
		       (ssize_t)sizeof(ticks);
}

static __poll_t timerfd_poll(struct file *file, poll_table *table)
{
	struct timerfd *timer = file->private_data;

	poll_wait(file, &timer->wait, table);
	return timer->ticks || timer->canceled ? EPOLLIN : 0;
}

static int timerfd_release(struct inode *inode, struct file *file)
{
	struct timerfd *timer = file->private_data;

	interval_timer_stop(&timer->it);
	list_del(&timer->list);
	kfree(timer);
	return 0;
}

static const struct file_operations timerfd_fops = {
	.read = timerfd_read,
	.poll = timerfd_poll,
	.release = timerfd_release,
	.llseek = noop_llseek,
};

static bool is_wall_clock(int clock)
{
	return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_ALARM;
}

SYSCALL_DEFINE2(timerfd_create, int, clock, int, flags)
{
	struct timerfd *timer;
	int fd;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	if (clock != CLOCK_MONOTONIC && clock != CLOCK_BOOTTIME &&
	    clock != CLOCK_BOOTTIME_ALARM && !is_wall_clock(clock))
		return -EINVAL;
	if ((clock == CLOCK_REALTIME_ALARM || clock == CLOCK_BOOTTIME_ALARM) &&
	    !capable(CAP_WAKE_ALARM))
		return -EPERM;
	timer = kzalloc(sizeof(*timer), GFP_KERNEL);
	if (!timer)
		return -ENOMEM;
	interval_timer_init(&timer->it, timerfd_ends);
	timer->clock = clock;
	init_waitqueue_head(&timer->wait);
	fd = anon_inode_getfd("[timerfd]", &timerfd_fops, timer,
			      O_RDWR | flags);
	if (fd < 0)
		kfree(timer);
	else
		list_add(&timer->list, &timers);
	return fd;
}

/* The timer of a descriptor, whose file the caller puts; or an ERR_PTR. */
static struct timerfd *timer_of(struct file *file)
{
	if (!file)
		return ERR_PTR(-EBADF);
	return file->f_op == &timerfd_fops ? file->private_data :
					     ERR_PTR(-EINVAL);
}

static long do_settime(int fd, int flags, const void __user *uvalue,
		       void __user *uold, bool time64)
{
	struct file *file __free(fput) = NULL;
	struct interval_value old;
	struct itimerspec64 its;
	struct timerfd *timer;
	int err = get_itimerspec(&its, uvalue, time64);

	if (err)
		return err;
	if (flags & ~(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET))
		return -EINVAL;
	file = fget(fd);
	timer = timer_of(file);
	if (IS_ERR(timer))
		return PTR_ERR(timer);
	old = interval_timer_get(&timer->it);
	interval_timer_stop(&timer->it);
	timer->ticks = 0;
	timer->canceled = false;
	timer->cancelable =
		is_wall_clock(timer->clock) &&
		flags == (TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET);
	interval_timer_settime(&timer->it, is_wall_clock(timer->clock),
			       flags & TFD_TIMER_ABSTIME, &its);
	return uold ? put_itimerspec(&old, uold, time64) : 0;
}

static long do_gettime(int fd, void __user *uvalue, bool time64)
{
	struct file *file __free(fput) = fget(fd);
	struct timerfd *timer = timer_of(file);
	struct interval_value value;

	if (IS_ERR(timer))
		return PTR_ERR(timer);
	value = interval_timer_get(&timer->it);
	return put_itimerspec(&value, uvalue, time64);
}

SYSCALL_DEFINE4(timerfd_settime, int, fd, int, flags, const void __user *,
		uvalue, void __user *, uold)
{
	return do_settime(fd, flags, uvalue, uold, false);
}

SYSCALL_DEFINE4(timerfd_settime64, int, fd, int, flags, const void __user *,
		uvalue, void __user *, uold)
{
	return do_settime(fd, flags, uvalue, uold, true);
}

SYSCALL_DEFINE2(timerfd_gettime, int, fd, void __user *, uvalue)
{
	return do_gettime(fd, uvalue, false);
}

SYSCALL_DEFINE2(timerfd_gettime64, int, fd, void __user *, uvalue)
{
	return do_gettime(fd, uvalue, true);
}
