/* SPDX-License-Identifier: MIT */
/* A counter that one waits for with a descriptor. eventfd(2). */
#include <linux/anon_inodes.h>
#include <linux/limits.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/uaccess.h>

#define EFD_SEMAPHORE 1
#define COUNT_MAX (U64_MAX - 1)

struct eventfd {
	u64 count;
	bool semaphore; /* a read takes 1, not all */
	struct wait_queue_head wait;
};

static ssize_t eventfd_read(struct file *file, char __user *buf, size_t size,
			    loff_t *pos)
{
	struct eventfd *event = file->private_data;
	u64 value;

	if (size < sizeof(value))
		return -EINVAL;
	if (!event->count && file->f_flags & O_NONBLOCK)
		return -EAGAIN;
	if (wait_event_interruptible(event->wait, event->count))
		return -ERESTARTSYS;
	value = event->semaphore ? 1 : event->count;
	event->count -= value;
	wake_up(&event->wait);
	return copy_to_user(buf, &value, sizeof(value)) ?
		       -EFAULT :
		       (ssize_t)sizeof(value);
}

static ssize_t eventfd_write(struct file *file, const char __user *buf,
			     size_t size, loff_t *pos)
{
	struct eventfd *event = file->private_data;
	u64 value;

	if (size < sizeof(value))
		return -EINVAL;
	if (copy_from_user(&value, buf, sizeof(value)))
		return -EFAULT;
	if (value == U64_MAX)
		return -EINVAL;
	if (value > COUNT_MAX - event->count && file->f_flags & O_NONBLOCK)
		return -EAGAIN;
	if (wait_event_interruptible(event->wait,
				     value <= COUNT_MAX - event->count))
		return -ERESTARTSYS;
	event->count += value;
	wake_up(&event->wait);
	return sizeof(value);
}

static __poll_t eventfd_poll(struct file *file, poll_table *table)
{
	struct eventfd *event = file->private_data;

	poll_wait(file, &event->wait, table);
	return (event->count ? EPOLLIN : 0) |
	       (event->count < COUNT_MAX ? EPOLLOUT : 0);
}

static int eventfd_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations eventfd_fops = {
	.read = eventfd_read,
	.write = eventfd_write,
	.poll = eventfd_poll,
	.release = eventfd_release,
	.llseek = noop_llseek,
};

static int do_eventfd(unsigned int count, int flags)
{
	struct eventfd *event;
	int fd;

	if (flags & ~(EFD_SEMAPHORE | O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	event = kmalloc(sizeof(*event), GFP_KERNEL);
	if (!event)
		return -ENOMEM;
	event->count = count;
	event->semaphore = flags & EFD_SEMAPHORE;
	init_waitqueue_head(&event->wait);
	fd = anon_inode_getfd("[eventfd]", &eventfd_fops, event,
			      O_RDWR | (flags & (O_CLOEXEC | O_NONBLOCK)));
	if (fd < 0)
		kfree(event);
	return fd;
}

SYSCALL_DEFINE2(eventfd2, unsigned int, count, int, flags)
{
	return do_eventfd(count, flags);
}

SYSCALL_DEFINE1(eventfd, unsigned int, count)
{
	return do_eventfd(count, 0);
}
