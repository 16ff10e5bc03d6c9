/* SPDX-License-Identifier: MIT */
/*
 * Pipes and FIFOs: a ring of bytes in pages that come with the first write
 * and go with the last read. pipe(7), fifo(7).
 */
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/tty.h>

#include "../mm/frames.h"
#include "internal.h"

#define PIPE_BUF 4096
#define PIPE_DEF_PAGES 16
#define PIPE_MAX_SIZE (1u << 20) /* without CAP_SYS_RESOURCE */

/* The ring: bytes tail to head, counted since the begin of the pipe. */
struct pipe_inode_info {
	u32 head, tail;
	u32 size;     /* bytes; a power of two of pages */
	void **pages; /* size / PAGE_SIZE; NULL where none is needed */
	unsigned int readers, writers, files;
	unsigned int r_counter, w_counter; /* openings, for fifo(7)'s waits */
	struct wait_queue_head rd_wait, wr_wait;
};

static u32 used(const struct pipe_inode_info *pipe)
{
	return pipe->head - pipe->tail;
}

static u32 room(const struct pipe_inode_info *pipe)
{
	return pipe->size - used(pipe);
}

static void **page_at(const struct pipe_inode_info *pipe, u32 pos)
{
	return &pipe->pages[(pos & (pipe->size - 1)) >> PAGE_SHIFT];
}

static struct pipe_inode_info *alloc_pipe(void)
{
	struct pipe_inode_info *pipe = kzalloc(sizeof(*pipe), GFP_KERNEL);

	if (!pipe)
		return NULL;
	pipe->size = PIPE_DEF_PAGES * PAGE_SIZE;
	pipe->pages = kcalloc(PIPE_DEF_PAGES, sizeof(void *), GFP_KERNEL);
	if (!pipe->pages) {
		kfree(pipe);
		return NULL;
	}
	init_waitqueue_head(&pipe->rd_wait);
	init_waitqueue_head(&pipe->wr_wait);
	return pipe;
}

static void free_pipe(struct pipe_inode_info *pipe)
{
	for (u32 i = 0; i < pipe->size >> PAGE_SHIFT; i++)
		if (pipe->pages[i])
			free_page((unsigned long)pipe->pages[i]);
	kfree(pipe->pages);
	kfree(pipe);
}

static void put_pipe(struct inode *inode, struct pipe_inode_info *pipe)
{
	if (--pipe->files)
		return;
	inode->i_pipe = NULL;
	free_pipe(pipe);
}

/* --- Reading. */

/* What is there, into @to: bytes, or -EFAULT. */
static ssize_t drain(struct pipe_inode_info *pipe, struct iov_iter *to)
{
	ssize_t done = 0;

	while (used(pipe) && iov_iter_count(to)) {
		void **page = page_at(pipe, pipe->tail);
		u32 at = pipe->tail & ~PAGE_MASK;
		u32 n = min3(used(pipe), (u32)PAGE_SIZE - at,
			     (u32)iov_iter_count(to));
		u32 copied = copy_to_iter(*page + at, n, to);

		if (!copied)
			return done ? done : -EFAULT;
		pipe->tail += copied;
		done += copied;
		/* A page without data goes; the head may have come round to it. */
		if (!used(pipe) ||
		    (!(pipe->tail & ~PAGE_MASK) && room(pipe) >= PAGE_SIZE)) {
			free_page((unsigned long)*page);
			*page = NULL;
		}
		if (copied < n)
			return done ? done : -EFAULT;
	}
	return done;
}

static ssize_t pipe_read(struct kiocb *iocb, struct iov_iter *to)
{
	struct pipe_inode_info *pipe = iocb->ki_filp->private_data;
	ssize_t n;
	int err;

	if (!iov_iter_count(to))
		return 0;
	while (!used(pipe)) {
		if (!pipe->writers)
			return 0;
		if (iocb->ki_filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		err = wait_event_interruptible(pipe->rd_wait,
					       used(pipe) || !pipe->writers);
		if (err)
			return err;
	}
	n = drain(pipe, to);
	if (n > 0) {
		wake_up_interruptible(&pipe->wr_wait);
		file_accessed(iocb->ki_filp);
	}
	return n;
}

/* --- Writing. */

/* As much as there is room for: bytes, -EFAULT or -ENOMEM. */
static ssize_t fill(struct pipe_inode_info *pipe, struct iov_iter *from)
{
	ssize_t done = 0;

	while (room(pipe) && iov_iter_count(from)) {
		void **page = page_at(pipe, pipe->head);
		u32 at = pipe->head & ~PAGE_MASK;
		u32 n = min3(room(pipe), (u32)PAGE_SIZE - at,
			     (u32)iov_iter_count(from));
		u32 copied;

		if (!*page)
			*page = (void *)__get_free_page(GFP_KERNEL);
		if (!*page)
			return done ? done : -ENOMEM;
		copied = copy_from_iter(*page + at, n, from);
		pipe->head += copied;
		done += copied;
		if (copied < n)
			return done ? done : -EFAULT;
	}
	return done;
}

static int broken_pipe(void)
{
	send_sig(SIGPIPE, current, 0);
	return -EPIPE;
}

/* Up to PIPE_BUF bytes go as one, or not at all. */
static bool may_write(const struct pipe_inode_info *pipe, size_t count)
{
	return room(pipe) >= (count <= PIPE_BUF ? count : 1);
}

static ssize_t pipe_write(struct kiocb *iocb, struct iov_iter *from)
{
	struct pipe_inode_info *pipe = iocb->ki_filp->private_data;
	size_t count = iov_iter_count(from);
	ssize_t done = 0, n = 0;

	if (count && !pipe->readers)
		return broken_pipe();
	while (iov_iter_count(from)) {
		if (!pipe->readers) {
			n = broken_pipe();
			break;
		}
		if (may_write(pipe, count)) {
			n = fill(pipe, from);
			if (n < 0)
				break;
			done += n;
			wake_up_interruptible(&pipe->rd_wait);
			continue;
		}
		n = -EAGAIN;
		if (iocb->ki_filp->f_flags & O_NONBLOCK)
			break;
		n = wait_event_interruptible(pipe->wr_wait,
					     may_write(pipe, count) ||
						     !pipe->readers);
		if (n)
			break;
	}
	if (done)
		file_update_time(iocb->ki_filp);
	return done ? done : n;
}

/* --- The rest of the operations. */

static __poll_t pipe_poll(struct file *file, poll_table *table)
{
	struct pipe_inode_info *pipe = file->private_data;
	__poll_t mask = 0;

	if (file->f_mode & FMODE_READ) {
		poll_wait(file, &pipe->rd_wait, table);
		if (used(pipe))
			mask |= EPOLLIN | EPOLLRDNORM;
		if (!pipe->writers && file->f_pos != pipe->w_counter)
			mask |= EPOLLHUP;
	}
	if (file->f_mode & FMODE_WRITE) {
		poll_wait(file, &pipe->wr_wait, table);
		if (room(pipe) >= PIPE_BUF)
			mask |= EPOLLOUT | EPOLLWRNORM;
		if (!pipe->readers)
			mask |= EPOLLERR;
	}
	return mask;
}

static long pipe_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pipe_inode_info *pipe = file->private_data;

	if (cmd != FIONREAD)
		return -ENOIOCTLCMD;
	return put_user((int)used(pipe), (int __user *)arg);
}

static int pipe_release(struct inode *inode, struct file *file)
{
	struct pipe_inode_info *pipe = file->private_data;

	if (file->f_mode & FMODE_READ)
		pipe->readers--;
	if (file->f_mode & FMODE_WRITE)
		pipe->writers--;
	wake_up_interruptible(&pipe->rd_wait);
	wake_up_interruptible(&pipe->wr_wait);
	put_pipe(inode, pipe);
	return 0;
}

/* Sleeps until the other end has been opened since @seen. 0 or -errno. */
static int wait_for_partner(struct wait_queue_head *wait,
			    const unsigned int *counter)
{
	unsigned int seen = *counter;

	return wait_event_interruptible(*wait, *counter != seen);
}

/* One of pipe(2), opened again by /proc/PID/fd: it waits for nobody. */
static bool is_nameless(const struct file *file)
{
	return file->f_inode->i_sb->s_magic == PIPEFS_MAGIC;
}

static int open_reader(struct file *file, struct pipe_inode_info *pipe)
{
	pipe->r_counter++;
	if (!pipe->readers++)
		wake_up_interruptible(&pipe->wr_wait);
	if (pipe->writers || is_nameless(file))
		return 0;
	if (file->f_flags & O_NONBLOCK) {
		/* POLLHUP only once there has been a writer. */
		file->f_pos = pipe->w_counter;
		return 0;
	}
	return wait_for_partner(&pipe->rd_wait, &pipe->w_counter);
}

static int open_writer(struct file *file, struct pipe_inode_info *pipe)
{
	if (file->f_flags & O_NONBLOCK && !pipe->readers && !is_nameless(file))
		return -ENXIO;
	pipe->w_counter++;
	if (!pipe->writers++)
		wake_up_interruptible(&pipe->rd_wait);
	return pipe->readers || is_nameless(file) ?
		       0 :
		       wait_for_partner(&pipe->wr_wait, &pipe->r_counter);
}

/* By @file's mode; on failure what it has counted is taken back. */
static int open_end(struct file *file, struct pipe_inode_info *pipe)
{
	unsigned int readers = pipe->readers, writers = pipe->writers;
	int err;

	switch (file->f_mode & (FMODE_READ | FMODE_WRITE)) {
	case FMODE_READ:
		err = open_reader(file, pipe);
		if (err) {
			pipe->readers--;
			wake_up_interruptible(&pipe->wr_wait);
		}
		return err;
	case FMODE_WRITE:
		err = open_writer(file, pipe);
		if (err && err != -ENXIO) {
			pipe->writers--;
			wake_up_interruptible(&pipe->rd_wait);
		}
		return err;
	case FMODE_READ | FMODE_WRITE:
		pipe->r_counter++;
		pipe->w_counter++;
		pipe->readers++;
		pipe->writers++;
		if (!readers)
			wake_up_interruptible(&pipe->wr_wait);
		if (!writers)
			wake_up_interruptible(&pipe->rd_wait);
		return 0;
	}
	return -EINVAL;
}

static int fifo_open(struct inode *inode, struct file *file)
{
	int err;

	if (!inode->i_pipe) {
		inode->i_pipe = alloc_pipe();
		if (!inode->i_pipe)
			return -ENOMEM;
	}
	inode->i_pipe->files++;
	file->private_data = inode->i_pipe;
	file->f_pos = 0;
	stream_open(inode, file);
	err = open_end(file, inode->i_pipe);
	if (err)
		put_pipe(inode, inode->i_pipe);
	return err;
}

const struct file_operations pipefifo_fops = {
	.open = fifo_open,
	.read_iter = pipe_read,
	.write_iter = pipe_write,
	.poll = pipe_poll,
	.unlocked_ioctl = pipe_ioctl,
	.release = pipe_release,
};

/* --- The size. */

static long resize(struct pipe_inode_info *pipe, unsigned long bytes)
{
	u32 size = PAGE_SIZE;
	void **pages;

	if (bytes > 1ul << 31)
		return -EINVAL;
	while (size < bytes)
		size *= 2;
	if (size > PIPE_MAX_SIZE && size > pipe->size &&
	    !capable(CAP_SYS_RESOURCE))
		return -EPERM;
	/* The pages in use, whole ones, must find their places again. */
	if (pipe->head - (pipe->tail & PAGE_MASK) > size)
		return -EBUSY;
	pages = kcalloc(size >> PAGE_SHIFT, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (u32 pos = pipe->tail & PAGE_MASK; used(pipe) && pos < pipe->head;
	     pos += PAGE_SIZE)
		pages[(pos & (size - 1)) >> PAGE_SHIFT] = *page_at(pipe, pos);
	kfree(pipe->pages);
	pipe->pages = pages;
	pipe->size = size;
	wake_up_interruptible(&pipe->wr_wait);
	return size;
}

long pipe_fcntl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pipe_inode_info *pipe = file->private_data;

	if (file->f_op != &pipefifo_fops)
		return -EBADF;
	return cmd == F_SETPIPE_SZ ? resize(pipe, arg) : (long)pipe->size;
}

/* --- pipe(2). */

static struct vfsmount *pipe_mount;

static int pipefs_fill_super(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr none[] = { { "", NULL, 0 } };

	return simple_fill_super(sb, PIPEFS_MAGIC, none);
}

static struct dentry *pipefs_mount(struct file_system_type *type, int flags,
				   const char *dev_name, void *data)
{
	return mount_nodev(type, flags, data, pipefs_fill_super);
}

static struct file_system_type pipe_fs_type = {
	.name = "pipefs",
	.mount = pipefs_mount,
	.kill_sb = kill_anon_super,
};

void pipe_init(void)
{
	register_filesystem(&pipe_fs_type);
	pipe_mount = kern_mount(&pipe_fs_type);
}

static struct inode *pipe_inode(void)
{
	struct inode *inode = new_inode(pipe_mount->mnt_sb);

	if (!inode)
		return NULL;
	inode->i_ino = get_next_ino();
	inode_init_owner(&nop_mnt_idmap, inode, NULL,
			 S_IFIFO | S_IRUSR | S_IWUSR);
	simple_inode_init_ts(inode);
	return inode;
}

/* Both ends: the writer is there before the reader asks for it. */
static int make_pipe(struct file **ends, int flags)
{
	struct inode *inode = pipe_inode();
	struct pipe_inode_info *pipe = inode ? alloc_pipe() : NULL;

	if (!pipe) {
		iput(inode);
		return -ENFILE;
	}
	inode->i_pipe = pipe;
	pipe->readers = pipe->files = 1;
	ihold(inode);
	ends[1] = alloc_file_pseudo(inode, pipe_mount, "pipe", O_WRONLY | flags,
				    &pipefifo_fops);
	pipe->readers = 0;
	ihold(inode);
	ends[0] = IS_ERR(ends[1]) ?
			  ERR_CAST(ends[1]) :
			  alloc_file_pseudo(inode, pipe_mount, "pipe",
					    O_RDONLY | flags, &pipefifo_fops);
	if (IS_ERR(ends[1]))
		iput(inode);
	else if (IS_ERR(ends[0]))
		fput(ends[1]);
	put_pipe(inode, pipe);
	iput(inode);
	return PTR_ERR_OR_ZERO(ends[0]);
}

static long do_pipe2(int __user *fds, int flags)
{
	struct file *ends[2];
	int fd[2], err;

	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	err = make_pipe(ends, flags & O_NONBLOCK);
	if (err)
		return err;
	err = fd[0] = get_unused_fd_flags(flags);
	if (err < 0)
		goto no_read_fd;
	err = fd[1] = get_unused_fd_flags(flags);
	if (err < 0)
		goto no_write_fd;
	err = -EFAULT;
	if (copy_to_user(fds, fd, sizeof(fd)))
		goto no_user;
	fd_install(fd[0], ends[0]);
	fd_install(fd[1], ends[1]);
	return 0;

no_user:
	put_unused_fd(fd[1]);
no_write_fd:
	put_unused_fd(fd[0]);
no_read_fd:
	fput(ends[0]);
	fput(ends[1]);
	return err;
}

SYSCALL_DEFINE2(pipe2, int __user *, fds, int, flags)
{
	return do_pipe2(fds, flags);
}

SYSCALL_DEFINE1(pipe, int __user *, fds)
{
	return do_pipe2(fds, 0);
}
