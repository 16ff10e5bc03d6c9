/* SPDX-License-Identifier: MIT */
/*
 * Two devices with all file operations that tests/user/devices.c tries out:
 * /dev/devtest, a pipe of 64 bytes with memory to map; /dev/devtest-iter, a
 * page that is read and written by iov_iter.
 */
#include <linux/fs.h>
#include <linux/ioctl.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/wait.h>

#define DEVTEST_SET _IOW('t', 1, int)
#define DEVTEST_GET _IOR('t', 2, int)
#define DEVTEST_DOUBLE _IOWR('t', 3, int)
#define DEVTEST_RETURN _IO('t', 4)
#define DEVTEST_COUNTS _IOR('t', 5, struct counts)
#define DEVTEST_NAME _IOW('t', 6, char[16])

struct counts {
	int opens, releases, flushes, fasyncs, faults, closes;
};

#define SIZE 64

static u8 ring[SIZE];
static unsigned int head, tail; /* written, read */
static DECLARE_WAIT_QUEUE_HEAD(readers);
static DECLARE_WAIT_QUEUE_HEAD(writers);
static struct fasync_struct *async;
static struct counts counts;
static int value;
static void *area; /* two pages: to be remapped, and to be faulted in */

static int dt_open(struct inode *inode, struct file *file)
{
	counts.opens++;
	return nonseekable_open(inode, file);
}

static int dt_release(struct inode *inode, struct file *file)
{
	counts.releases++;
	return 0;
}

static int dt_flush(struct file *file, fl_owner_t id)
{
	counts.flushes++;
	return 0;
}

static int dt_fasync(int fd, struct file *file, int on)
{
	counts.fasyncs++;
	return fasync_helper(fd, file, on, &async);
}

static ssize_t dt_read(struct file *file, char __user *buf, size_t size,
		       loff_t *pos)
{
	size_t n;

	if (head == tail && (file->f_flags & O_NONBLOCK))
		return -EAGAIN;
	if (wait_event_interruptible(readers, head != tail))
		return -ERESTARTSYS;
	n = min3(size, (size_t)(head - tail), (size_t)(SIZE - tail % SIZE));
	if (copy_to_user(buf, ring + tail % SIZE, n))
		return -EFAULT;
	tail += n;
	wake_up_interruptible(&writers);
	kill_fasync(&async, SIGIO, POLL_OUT);
	return n;
}

static ssize_t dt_write(struct file *file, const char __user *buf, size_t size,
			loff_t *pos)
{
	size_t n;

	if (head - tail == SIZE && (file->f_flags & O_NONBLOCK))
		return -EAGAIN;
	if (wait_event_interruptible(writers, head - tail < SIZE))
		return -ERESTARTSYS;
	n = min3(size, (size_t)(SIZE - (head - tail)),
		 (size_t)(SIZE - head % SIZE));
	if (copy_from_user(ring + head % SIZE, buf, n))
		return -EFAULT;
	head += n;
	wake_up_interruptible(&readers);
	kill_fasync(&async, SIGIO, POLL_IN);
	return n;
}

static __poll_t dt_poll(struct file *file, poll_table *table)
{
	__poll_t events = 0;

	poll_wait(file, &readers, table);
	poll_wait(file, &writers, table);
	if (head != tail)
		events |= EPOLLIN | EPOLLRDNORM;
	if (head - tail < SIZE)
		events |= EPOLLOUT | EPOLLWRNORM;
	return events;
}

static long dt_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int __user *p = (int __user *)arg;
	char name[16];
	int number;

	if (_IOC_TYPE(cmd) != 't' || _IOC_NR(cmd) > 6)
		return -ENOTTY;
	switch (cmd) {
	case DEVTEST_SET:
		return get_user(value, p);
	case DEVTEST_GET:
		return put_user(value, p);
	case DEVTEST_DOUBLE:
		if (get_user(number, p))
			return -EFAULT;
		return put_user(number * 2, p);
	case DEVTEST_RETURN:
		return (long)arg;
	case DEVTEST_COUNTS:
		return copy_to_user(p, &counts, sizeof(counts)) ? -EFAULT : 0;
	case DEVTEST_NAME:
		return strncpy_from_user(name, (char __user *)arg,
					 sizeof(name));
	default:
		return -ENOTTY;
	}
}

static vm_fault_t dt_fault(struct vm_fault *vmf)
{
	if (vmf->pgoff != 1)
		return VM_FAULT_SIGBUS;
	counts.faults++;
	vmf->page = virt_to_page(area + PAGE_SIZE);
	get_page(vmf->page);
	return 0;
}

static void dt_close(struct vm_area_struct *vma)
{
	counts.closes++;
}

static const struct vm_operations_struct dt_vm_ops = {
	.fault = dt_fault,
	.close = dt_close,
};

/* The first page is mapped at once, the second when it is touched. */
static int dt_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	if (vma->vm_pgoff == 0) {
		if (size > PAGE_SIZE)
			return -EINVAL;
		return remap_pfn_range(vma, vma->vm_start,
				       virt_to_phys(area) >> PAGE_SHIFT, size,
				       vma->vm_page_prot);
	}
	if (vma->vm_pgoff >= 16) {
		vma->vm_pgoff -= 16; /* as if it began there */
		return vm_iomap_memory(vma, virt_to_phys(area), 2 * PAGE_SIZE);
	}
	vma->vm_ops = &dt_vm_ops;
	vm_flags_set(vma, VM_DONTEXPAND);
	return 0;
}

static const struct file_operations devtest_fops = {
	.owner = THIS_MODULE,
	.open = dt_open,
	.release = dt_release,
	.flush = dt_flush,
	.fasync = dt_fasync,
	.read = dt_read,
	.write = dt_write,
	.poll = dt_poll,
	.unlocked_ioctl = dt_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.mmap = dt_mmap,
};

static struct miscdevice devtest = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "devtest",
	.mode = 0666,
	.fops = &devtest_fops,
};

static ssize_t iter_read(struct kiocb *iocb, struct iov_iter *to)
{
	size_t left = iocb->ki_pos < PAGE_SIZE ? PAGE_SIZE - iocb->ki_pos : 0;
	size_t n = min(iov_iter_count(to), left);

	n = copy_to_iter(area + iocb->ki_pos, n, to);
	iocb->ki_pos += n;
	return n;
}

static ssize_t iter_write(struct kiocb *iocb, struct iov_iter *from)
{
	size_t left = iocb->ki_pos < PAGE_SIZE ? PAGE_SIZE - iocb->ki_pos : 0;
	size_t n = min(iov_iter_count(from), left);

	if (!n)
		return -ENOSPC;
	n = copy_from_iter(area + iocb->ki_pos, n, from);
	iocb->ki_pos += n;
	return n ? n : -EFAULT;
}

static const struct file_operations iter_fops = {
	.owner = THIS_MODULE,
	.read_iter = iter_read,
	.write_iter = iter_write,
	.llseek = default_llseek,
};

static struct miscdevice iter = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "devtest-iter",
	.nodename = "devtest-dir/iter",
	.mode = 0666,
	.fops = &iter_fops,
};

/* Its open() returns what no open() may. */
static int odd_open(struct inode *inode, struct file *file)
{
	return 5;
}

/* What is not there is neither -ENOSPC. */
static ssize_t odd_write(struct file *file, const char __user *buf, size_t size,
			 loff_t *pos)
{
	return size ? size : -ENOSPC;
}

static const struct file_operations odd_fops = {
	.owner = THIS_MODULE,
	.write = odd_write,
};

static const struct file_operations odd_open_fops = {
	.owner = THIS_MODULE,
	.open = odd_open,
};

static struct miscdevice odd[] = {
	{ .minor = MISC_DYNAMIC_MINOR,
	  .name = "devtest-odd",
	  .fops = &odd_fops },
	{ .minor = MISC_DYNAMIC_MINOR,
	  .name = "devtest-odd-open",
	  .fops = &odd_open_fops },
};

static int __init devtest_init(void)
{
	int err;

	area = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO, 1);
	if (!area)
		return -ENOMEM;
	err = misc_register(&devtest);
	if (err)
		goto free;
	err = misc_register(&iter);
	if (err)
		goto deregister;
	err = misc_register(&odd[0]);
	if (err)
		goto deregister_iter;
	err = misc_register(&odd[1]);
	if (!err)
		return 0;
	misc_deregister(&odd[0]);
deregister_iter:
	misc_deregister(&iter);
deregister:
	misc_deregister(&devtest);
free:
	free_pages((unsigned long)area, 1);
	return err;
}

static void __exit devtest_exit(void)
{
	for (int i = 0; i < ARRAY_SIZE(odd); i++)
		misc_deregister(&odd[i]);
	misc_deregister(&iter);
	misc_deregister(&devtest);
	free_pages((unsigned long)area, 1);
}

module_init(devtest_init);
module_exit(devtest_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Devices for tests/user/devices.c");
