/* SPDX-License-Identifier: MIT */
/*
 * What /proc/PID shows of a task's memory: its areas, and the strings that
 * its program was started with.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "task.h"

/* --- maps */

#define PATH_COLUMN 48

static const char *area_name(const struct vm_area_struct *vma)
{
	const struct mm_struct *mm = vma->vm_mm;

	if (vma->vm_start <= mm->brk && vma->vm_end >= mm->start_brk)
		return "[heap]";
	if (vma->vm_start <= mm->start_stack && vma->vm_end >= mm->start_stack)
		return "[stack]";
	return NULL;
}

static void show_path(struct seq_file *m, struct file *file)
{
	char *buf = kmalloc(PATH_MAX, GFP_KERNEL);
	const char *path = buf ? file_path(file, buf, PATH_MAX) : NULL;

	if (!IS_ERR_OR_NULL(path))
		seq_escape(m, path, "\n");
	kfree(buf);
}

static int show_area(struct seq_file *m, void *v)
{
	const struct vm_area_struct *vma = v;
	const struct inode *inode = vma->vm_file ? file_inode(vma->vm_file) :
						   NULL;
	dev_t dev = inode ? inode->i_sb->s_dev : 0;
	const char *name = inode ? NULL : area_name(vma);
	size_t start = m->count;

	seq_printf(m, "%08lx-%08lx %c%c%c%c %08llx %02x:%02x %lu ",
		   vma->vm_start, vma->vm_end,
		   vma->vm_flags & VM_READ ? 'r' : '-',
		   vma->vm_flags & VM_WRITE ? 'w' : '-',
		   vma->vm_flags & VM_EXEC ? 'x' : '-',
		   vma->vm_flags & VM_SHARED ? 's' : 'p',
		   inode ? (u64)vma->vm_pgoff << PAGE_SHIFT : 0, MAJOR(dev),
		   MINOR(dev), inode ? inode->i_ino : 0);
	if (inode || name)
		seq_printf(m, "%*s",
			   max((int)(PATH_COLUMN + 1 - (m->count - start)), 0),
			   "");
	if (inode)
		show_path(m, vma->vm_file);
	else if (name)
		seq_puts(m, name);
	seq_putc(m, '\n');
	return 0;
}

static void *maps_start(struct seq_file *m, loff_t *pos)
{
	const struct task_struct *task = proc_task(m->private);

	if (!task)
		return ERR_PTR(-ESRCH);
	return task->mm ? seq_list_start(&task->mm->mmap, *pos) : NULL;
}

static void *maps_next(struct seq_file *m, void *v, loff_t *pos)
{
	const struct vm_area_struct *vma = v;

	return seq_list_next(v, &vma->vm_mm->mmap, pos);
}

static void maps_stop(struct seq_file *m, void *v)
{
}

/* An area begins with its place on the list. */
static_assert(offsetof(struct vm_area_struct, list) == 0);

static const struct seq_operations maps_ops = {
	.start = maps_start,
	.next = maps_next,
	.stop = maps_stop,
	.show = show_area,
};

/* 0 when the running task may read the memory of the inode's. */
static int may_read_memory(const struct inode *inode)
{
	const struct task_struct *task = proc_task(inode);

	if (!task)
		return -ESRCH;
	return proc_may_access(task) ? 0 : -EACCES;
}

static int maps_open(struct inode *inode, struct file *file)
{
	int err = may_read_memory(inode);

	if (!err)
		err = seq_open(file, &maps_ops);
	if (!err)
		((struct seq_file *)file->private_data)->private = inode;
	return err;
}

const struct file_operations proc_maps_operations = {
	.open = maps_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release,
};

/* --- cmdline, environ, auxv: bytes of memory */

/* Copies from @start + *@pos to user space, up to @end. */
static ssize_t read_memory(struct task_struct *task, unsigned long start,
			   unsigned long end, char __user *buf, size_t count,
			   loff_t *pos)
{
	char *page = kmalloc(PAGE_SIZE, GFP_KERNEL);
	ssize_t done = 0;

	if (!page)
		return -ENOMEM;
	while (count && task->mm && *pos < end - start) {
		int n = min3((size_t)PAGE_SIZE, count,
			     (size_t)(end - start - *pos));

		n = access_process_vm(task, start + *pos, page, n, false);
		if (!n)
			break;
		if (copy_to_user(buf + done, page, n)) {
			done = done ? done : -EFAULT;
			break;
		}
		done += n;
		*pos += n;
		count -= n;
	}
	kfree(page);
	return done;
}

/* The strings at @start to @end of the inode's task, which may go meanwhile. */
static ssize_t read_strings(struct file *file, char __user *buf, size_t count,
			    loff_t *pos, bool environment)
{
	struct task_struct *task = proc_task(file_inode(file));
	const struct mm_struct *mm = task ? task->mm : NULL;
	ssize_t n;

	if (!task)
		return -ESRCH;
	if (!mm || *pos < 0)
		return 0;
	get_task_struct(task);
	n = environment ? read_memory(task, mm->env_start, mm->env_end, buf,
				      count, pos) :
			  read_memory(task, mm->arg_start, mm->arg_end, buf,
				      count, pos);
	put_task_struct(task);
	return n;
}

static ssize_t cmdline_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	return read_strings(file, buf, count, pos, false);
}

const struct file_operations proc_cmdline_operations = {
	.read = cmdline_read,
	.llseek = generic_file_llseek,
};

static int environ_open(struct inode *inode, struct file *file)
{
	return may_read_memory(inode);
}

static ssize_t environ_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	return read_strings(file, buf, count, pos, true);
}

const struct file_operations proc_environ_operations = {
	.open = environ_open,
	.read = environ_read,
	.llseek = generic_file_llseek,
};

static ssize_t auxv_read(struct file *file, char __user *buf, size_t count,
			 loff_t *pos)
{
	const struct task_struct *task = proc_task(file_inode(file));
	u32 auxv[ARRAY_SIZE(task->mm->saved_auxv)];
	size_t n = 0;

	if (!task)
		return -ESRCH;
	if (!task->mm)
		return 0;
	memcpy(auxv, task->mm->saved_auxv, sizeof(auxv));
	do
		n += 2;
	while (n < ARRAY_SIZE(auxv) && auxv[n - 2]);
	return simple_read_from_buffer(buf, count, pos, auxv, n * sizeof(u32));
}

const struct file_operations proc_auxv_operations = {
	.open = environ_open,
	.read = auxv_read,
	.llseek = generic_file_llseek,
};
