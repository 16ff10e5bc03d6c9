/* SPDX-License-Identifier: MIT */
/*
 * Reading and writing open files: the system calls, and the segments of memory
 * (struct iov_iter) in which file systems see them.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

#define POSIX_FADV_NOREUSE 5 /* the last of fadvise(2)'s */

/* --- Segments. */

void iov_iter_ubuf(struct iov_iter *i, unsigned int direction, void __user *buf,
		   size_t count)
{
	i->one.iov_base = buf;
	i->one.iov_len = count;
	i->iov = &i->one;
	i->nr_segs = 1;
	i->iov_offset = 0;
	i->count = count;
	i->user = true;
}

void iov_iter_kvec(struct iov_iter *i, unsigned int direction,
		   const struct kvec *vec, unsigned long nr_segs, size_t count)
{
	i->iov = (const struct iovec *)vec;
	i->nr_segs = nr_segs;
	i->iov_offset = 0;
	i->count = count;
	i->user = false;
}

enum how { COPY_TO, COPY_FROM, ZERO, SKIP };

/* One piece in one segment: how many bytes could not be done. */
static size_t piece(struct iov_iter *i, size_t n, void *memory, enum how how)
{
	void *p = i->iov->iov_base + i->iov_offset;

	switch (how) {
	case COPY_TO:
		if (i->user)
			return copy_to_user(p, memory, n);
		memcpy(p, memory, n);
		return 0;
	case COPY_FROM:
		if (i->user)
			return copy_from_user(memory, p, n);
		memcpy(memory, p, n);
		return 0;
	case ZERO:
		if (i->user)
			return clear_user(p, n);
		memset(p, 0, n);
		return 0;
	case SKIP:
		break;
	}
	return 0;
}

static size_t advance(struct iov_iter *i, size_t bytes, void *memory,
		      enum how how)
{
	size_t done = 0;

	bytes = min(bytes, i->count);
	while (done < bytes) {
		size_t n = min(bytes - done, i->iov->iov_len - i->iov_offset);
		size_t left = n ? piece(i, n, memory + done, how) : 0;

		done += n - left;
		i->count -= n - left;
		i->iov_offset += n - left;
		if (left)
			break;
		if (i->iov_offset == i->iov->iov_len && i->count) {
			i->iov++;
			i->nr_segs--;
			i->iov_offset = 0;
		}
	}
	return done;
}

size_t copy_to_iter(const void *from, size_t bytes, struct iov_iter *i)
{
	return advance(i, bytes, (void *)from, COPY_TO);
}
EXPORT_SYMBOL(copy_to_iter);

size_t copy_from_iter(void *to, size_t bytes, struct iov_iter *i)
{
	return advance(i, bytes, to, COPY_FROM);
}
EXPORT_SYMBOL(copy_from_iter);

size_t iov_iter_zero(size_t bytes, struct iov_iter *i)
{
	return advance(i, bytes, NULL, ZERO);
}
EXPORT_SYMBOL(iov_iter_zero);

void iov_iter_advance(struct iov_iter *i, size_t bytes)
{
	advance(i, bytes, NULL, SKIP);
}
EXPORT_SYMBOL(iov_iter_advance);

/* --- One file, one transfer. */

/* Whether a transfer of @count bytes at @pos (NULL: none) is one at all. */
static int verify_area(const loff_t *pos, size_t count)
{
	loff_t end;

	if ((ssize_t)count < 0 ||
	    (pos && (*pos < 0 || __builtin_add_overflow(*pos, count, &end))))
		return -EINVAL;
	return 0;
}

/* What read and write refuse alike; *@count becomes what one call may move. */
static int check_transfer(const void __user *buf, size_t *count,
			  const loff_t *pos)
{
	int err;

	if (!access_ok(buf, *count))
		return -EFAULT;
	err = verify_area(pos, *count);
	*count = min_t(size_t, *count, MAX_RW_COUNT);
	return err;
}

static bool can_read(const struct file *file)
{
	return file->f_op->read || file->f_op->read_iter;
}

static bool can_write(const struct file *file)
{
	return file->f_op->write || file->f_op->write_iter;
}

static int iocb_flags(const struct file *file)
{
	return (file->f_flags & O_APPEND ? IOCB_APPEND : 0) |
	       (file->f_flags & O_NONBLOCK ? IOCB_NOWAIT : 0);
}

/* By ->read_iter() or ->write_iter(). */
static ssize_t transfer_iter(struct file *file, struct iov_iter *i, loff_t *pos,
			     bool write)
{
	struct kiocb iocb = {
		.ki_filp = file,
		.ki_pos = pos ? *pos : 0,
		.ki_flags = iocb_flags(file),
	};
	ssize_t n = write ? file->f_op->write_iter(&iocb, i) :
			    file->f_op->read_iter(&iocb, i);

	if (n > 0 && pos)
		*pos = iocb.ki_pos;
	return n;
}

ssize_t vfs_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct iov_iter i;
	int err;

	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	if (!can_read(file))
		return -EINVAL;
	err = check_transfer(buf, &count, pos);
	if (err)
		return err;
	if (file->f_op->read)
		return file->f_op->read(file, buf, count, pos);
	iov_iter_ubuf(&i, ITER_DEST, buf, count);
	return transfer_iter(file, &i, pos, false);
}

ssize_t vfs_write(struct file *file, const char __user *buf, size_t count,
		  loff_t *pos)
{
	struct iov_iter i;
	int err;

	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (!can_write(file))
		return -EINVAL;
	err = check_transfer(buf, &count, pos);
	if (err)
		return err;
	if (file->f_op->write)
		return file->f_op->write(file, buf, count, pos);
	iov_iter_ubuf(&i, ITER_SOURCE, (char __user *)buf, count);
	return transfer_iter(file, &i, pos, true);
}

ssize_t kernel_read(struct file *file, void *buf, size_t count, loff_t *pos)
{
	struct kvec vec = { buf, min_t(size_t, count, MAX_RW_COUNT) };
	struct iov_iter i;

	if (!(file->f_mode & FMODE_READ) || !file->f_op->read_iter)
		return -EINVAL;
	iov_iter_kvec(&i, 0, &vec, 1, vec.iov_len);
	return transfer_iter(file, &i, pos, false);
}
EXPORT_SYMBOL(kernel_read);

ssize_t kernel_write(struct file *file, const void *buf, size_t count,
		     loff_t *pos)
{
	struct kvec vec = { (void *)buf, min_t(size_t, count, MAX_RW_COUNT) };
	struct iov_iter i;

	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (!file->f_op->write_iter)
		return -EINVAL;
	iov_iter_kvec(&i, 1, &vec, 1, vec.iov_len);
	return transfer_iter(file, &i, pos, true);
}
EXPORT_SYMBOL(kernel_write);

int generic_write_checks(struct kiocb *iocb, struct iov_iter *from)
{
	struct file *file = iocb->ki_filp;
	struct inode *inode = file->f_inode;
	loff_t limit = inode->i_sb->s_maxbytes;
	unsigned long most = rlimit(RLIMIT_FSIZE);

	if (!iov_iter_count(from))
		return 0;
	if (iocb->ki_flags & IOCB_APPEND)
		iocb->ki_pos = inode->i_size;
	if (most != RLIM_INFINITY && iocb->ki_pos >= most) {
		send_sig(SIGXFSZ, current, 0);
		return -EFBIG;
	}
	if (most != RLIM_INFINITY)
		limit = min_t(loff_t, limit, most);
	if (!(file->f_flags & O_LARGEFILE))
		limit = min_t(loff_t, limit, MAX_NON_LFS);
	if (iocb->ki_pos >= limit)
		return -EFBIG;
	iov_iter_truncate(from, limit - iocb->ki_pos);
	return iov_iter_count(from);
}

/* --- read(2), write(2). */

/* Where read and write go on; NULL: the file has no position. */
static loff_t *position(struct file *file)
{
	return file->f_mode & FMODE_STREAM ? NULL : &file->f_pos;
}

SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count)
{
	struct file *file __free(fput) = fget(fd);

	return file ? vfs_read(file, buf, count, position(file)) : -EBADF;
}

SYSCALL_DEFINE3(write, unsigned int, fd, const char __user *, buf, size_t,
		count)
{
	struct file *file __free(fput) = fget(fd);

	return file ? vfs_write(file, buf, count, position(file)) : -EBADF;
}

static loff_t make_pos(u32 low, u32 high)
{
	return (loff_t)((u64)high << 32 | low);
}

/* Whether @file (NULL: there is none) takes transfers at positions. */
static int check_pos(const struct file *file, loff_t pos, fmode_t mode)
{
	if (pos < 0)
		return -EINVAL;
	if (!file)
		return -EBADF;
	return file->f_mode & mode ? 0 : -ESPIPE;
}

SYSCALL_DEFINE5(pread64, unsigned int, fd, char __user *, buf, size_t, count,
		u32, low, u32, high)
{
	struct file *file __free(fput) = fget(fd);
	loff_t pos = make_pos(low, high);
	int err = check_pos(file, pos, FMODE_PREAD);

	return err ? err : vfs_read(file, buf, count, &pos);
}

SYSCALL_DEFINE5(pwrite64, unsigned int, fd, const char __user *, buf, size_t,
		count, u32, low, u32, high)
{
	struct file *file __free(fput) = fget(fd);
	loff_t pos = make_pos(low, high);
	int err = check_pos(file, pos, FMODE_PWRITE);

	return err ? err : vfs_write(file, buf, count, &pos);
}

/* --- readv(2), writev(2). */

/*
 * Copies @nr segments from @vec to *@iov, on the stack (@fast) or for kfree().
 * Their bytes together, cut to MAX_RW_COUNT, or a negative errno.
 */
static ssize_t import_iovec(const struct iovec __user *vec, unsigned long nr,
			    struct iovec *fast, struct iovec **iov)
{
	ssize_t total = 0;

	*iov = fast;
	if (nr > UIO_MAXIOV)
		return -EINVAL;
	if (nr > UIO_FASTIOV)
		*iov = kmalloc_array(nr, sizeof(**iov), GFP_KERNEL);
	if (!*iov)
		return -ENOMEM;
	if (copy_from_user(*iov, vec, nr * sizeof(**iov)))
		return -EFAULT;
	for (unsigned long i = 0; i < nr; i++) {
		struct iovec *v = &(*iov)[i];

		if ((ssize_t)v->iov_len < 0)
			return -EINVAL;
		if (!access_ok(v->iov_base, v->iov_len))
			return -EFAULT;
		v->iov_len = min_t(size_t, v->iov_len, MAX_RW_COUNT - total);
		total += v->iov_len;
	}
	return total;
}

/* Segment by segment, for files that know but ->read() and ->write(). */
static ssize_t loop_segments(struct file *file, const struct iovec *iov,
			     unsigned long nr, loff_t *pos, bool write)
{
	ssize_t total = 0, n;

	for (; nr--; iov++) {
		if (!iov->iov_len)
			continue;
		n = write ? file->f_op->write(file, iov->iov_base, iov->iov_len,
					      pos) :
			    file->f_op->read(file, iov->iov_base, iov->iov_len,
					     pos);
		if (n < 0)
			return total ? total : n;
		total += n;
		if (n != iov->iov_len)
			break;
	}
	return total;
}

static ssize_t transfer_vec(struct file *file, const struct iovec __user *vec,
			    unsigned long nr, loff_t *pos, bool write)
{
	struct iovec fast[UIO_FASTIOV], *iov;
	struct iov_iter i = { .user = true };
	ssize_t n;

	if (!(file->f_mode & (write ? FMODE_WRITE : FMODE_READ)))
		return -EBADF;
	if (!(write ? can_write(file) : can_read(file)))
		return -EINVAL;
	n = import_iovec(vec, nr, fast, &iov);
	if (n > 0 && verify_area(pos, n))
		n = -EINVAL;
	if (n <= 0)
		goto out;
	i.iov = iov;
	i.nr_segs = nr;
	i.count = n;
	if (write ? !!file->f_op->write_iter : !!file->f_op->read_iter)
		n = transfer_iter(file, &i, pos, write);
	else
		n = loop_segments(file, iov, nr, pos, write);
out:
	if (iov != fast)
		kfree(iov);
	return n;
}

static long do_vec(unsigned int fd, const struct iovec __user *vec,
		   unsigned long nr, bool write)
{
	struct file *file __free(fput) = fget(fd);

	return file ? transfer_vec(file, vec, nr, position(file), write) :
		      -EBADF;
}

static long do_pvec(unsigned int fd, const struct iovec __user *vec,
		    unsigned long nr, loff_t pos, bool write)
{
	struct file *file __free(fput) = fget(fd);
	int err = check_pos(file, pos, write ? FMODE_PWRITE : FMODE_PREAD);

	return err ? err : transfer_vec(file, vec, nr, &pos, write);
}

SYSCALL_DEFINE3(readv, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr)
{
	return do_vec(fd, vec, nr, false);
}

SYSCALL_DEFINE3(writev, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr)
{
	return do_vec(fd, vec, nr, true);
}

SYSCALL_DEFINE5(preadv, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr, u32, low, u32, high)
{
	return do_pvec(fd, vec, nr, make_pos(low, high), false);
}

SYSCALL_DEFINE5(pwritev, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr, u32, low, u32, high)
{
	return do_pvec(fd, vec, nr, make_pos(low, high), true);
}

/* preadv2(2), pwritev2(2): no flag of theirs is of use here. */
static long do_pvec2(unsigned int fd, const struct iovec __user *vec,
		     unsigned long nr, loff_t pos, int flags, bool write)
{
	if (flags)
		return -EOPNOTSUPP;
	return pos == -1 ? do_vec(fd, vec, nr, write) :
			   do_pvec(fd, vec, nr, pos, write);
}

SYSCALL_DEFINE6(preadv2, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr, u32, low, u32, high, int, flags)
{
	return do_pvec2(fd, vec, nr, make_pos(low, high), flags, false);
}

SYSCALL_DEFINE6(pwritev2, unsigned int, fd, const struct iovec __user *, vec,
		unsigned long, nr, u32, low, u32, high, int, flags)
{
	return do_pvec2(fd, vec, nr, make_pos(low, high), flags, true);
}

/* --- lseek(2). */

loff_t vfs_llseek(struct file *file, loff_t offset, int whence)
{
	if (!(file->f_mode & FMODE_LSEEK))
		return -ESPIPE;
	return file->f_op->llseek(file, offset, whence);
}
EXPORT_SYMBOL(vfs_llseek);

static loff_t seek(struct file *file, loff_t offset, unsigned int whence)
{
	if (!file)
		return -EBADF;
	return whence <= SEEK_HOLE ? vfs_llseek(file, offset, whence) : -EINVAL;
}

SYSCALL_DEFINE3(lseek, unsigned int, fd, long, offset, unsigned int, whence)
{
	struct file *file __free(fput) = fget(fd);
	loff_t pos = seek(file, offset, whence);

	return pos == (long)pos ? pos : -EOVERFLOW;
}

SYSCALL_DEFINE5(llseek, unsigned int, fd, u32, high, u32, low, loff_t __user *,
		result, unsigned int, whence)
{
	struct file *file __free(fput) = fget(fd);
	loff_t pos = seek(file, make_pos(low, high), whence);

	return pos < 0 ? pos : put_user(pos, result);
}

/* --- sendfile(2), copy_file_range(2). */

/* Moves up to a page from @in to @out through @page; bytes or -errno. */
static ssize_t move_some(struct file *in, loff_t *in_pos, struct file *out,
			 loff_t *out_pos, void *page, size_t count)
{
	ssize_t n =
		kernel_read(in, page, min_t(size_t, count, PAGE_SIZE), in_pos);
	ssize_t done = 0, m;

	while (done < n) {
		m = kernel_write(out, page + done, n - done, out_pos);
		if (m <= 0) {
			/* What was read and not written is not passed. */
			if (in_pos)
				*in_pos -= n - done;
			return done ? done : m;
		}
		done += m;
	}
	return n;
}

static ssize_t move_all(struct file *in, loff_t *in_pos, struct file *out,
			loff_t *out_pos, size_t count)
{
	void *page = (void *)__get_free_page(GFP_KERNEL);
	ssize_t total = 0, n = 0;

	if (!page)
		return -ENOMEM;
	count = min_t(size_t, count, MAX_RW_COUNT);
	while (total < count) {
		n = move_some(in, in_pos, out, out_pos, page, count - total);
		if (n <= 0)
			break;
		total += n;
		if (signal_pending(current))
			break;
		cond_resched();
	}
	free_page((unsigned long)page);
	return total ? total : n;
}

/* @pos NULL: from where @in is, which then moves on. */
static ssize_t send_file(struct file *in, struct file *out, loff_t *pos,
			 size_t count)
{
	loff_t *in_pos = pos ? pos : position(in);
	int err = verify_area(in_pos, count);

	if (!(in->f_mode & FMODE_READ) || !(out->f_mode & FMODE_WRITE))
		return -EBADF;
	if (pos && !(in->f_mode & FMODE_PREAD))
		return -ESPIPE;
	if (!in->f_op->read_iter || !out->f_op->write_iter ||
	    out->f_flags & O_APPEND)
		return -EINVAL;
	return err ? err : move_all(in, in_pos, out, position(out), count);
}

static ssize_t do_sendfile(int out_fd, int in_fd, loff_t *pos, size_t count)
{
	struct file *in __free(fput) = fget(in_fd);
	struct file *out __free(fput) = fget(out_fd);

	return in && out ? send_file(in, out, pos, count) : -EBADF;
}

SYSCALL_DEFINE4(sendfile, int, out_fd, int, in_fd, s32 __user *, offset, size_t,
		count)
{
	loff_t pos;
	ssize_t n;
	s32 off;

	if (!offset)
		return do_sendfile(out_fd, in_fd, NULL, count);
	if (get_user(off, offset))
		return -EFAULT;
	pos = off;
	n = do_sendfile(out_fd, in_fd, &pos, count);
	return put_user((s32)pos, offset) ? -EFAULT : n;
}

SYSCALL_DEFINE4(sendfile64, int, out_fd, int, in_fd, loff_t __user *, offset,
		size_t, count)
{
	loff_t pos;
	ssize_t n;

	if (!offset)
		return do_sendfile(out_fd, in_fd, NULL, count);
	if (get_user(pos, offset))
		return -EFAULT;
	n = do_sendfile(out_fd, in_fd, &pos, count);
	return put_user(pos, offset) ? -EFAULT : n;
}

static ssize_t copy_range(struct file *in, loff_t *in_pos, struct file *out,
			  loff_t *out_pos, size_t count)
{
	int err = verify_area(in_pos, count);

	if (!err)
		err = verify_area(out_pos, count);
	if (!(in->f_mode & FMODE_READ) || !(out->f_mode & FMODE_WRITE) ||
	    out->f_flags & O_APPEND)
		return -EBADF;
	if (S_ISDIR(in->f_inode->i_mode) || S_ISDIR(out->f_inode->i_mode))
		return -EISDIR;
	if (!S_ISREG(in->f_inode->i_mode) || !S_ISREG(out->f_inode->i_mode) ||
	    !in->f_op->read_iter || !out->f_op->write_iter)
		return -EINVAL;
	if (in->f_inode == out->f_inode && *in_pos < *out_pos + count &&
	    *out_pos < *in_pos + count)
		return -EINVAL;
	return err ? err : move_all(in, in_pos, out, out_pos, count);
}

SYSCALL_DEFINE6(copy_file_range, int, in_fd, loff_t __user *, in_offset, int,
		out_fd, loff_t __user *, out_offset, size_t, count,
		unsigned int, flags)
{
	struct file *in __free(fput) = fget(in_fd);
	struct file *out __free(fput) = fget(out_fd);
	loff_t in_pos, out_pos;
	ssize_t n;

	if (flags)
		return -EINVAL;
	if (!in || !out)
		return -EBADF;
	if ((in_offset && get_user(in_pos, in_offset)) ||
	    (out_offset && get_user(out_pos, out_offset)))
		return -EFAULT;
	n = copy_range(in, in_offset ? &in_pos : &in->f_pos, out,
		       out_offset ? &out_pos : &out->f_pos, count);
	if (n > 0 && ((in_offset && put_user(in_pos, in_offset)) ||
		      (out_offset && put_user(out_pos, out_offset))))
		return -EFAULT;
	return n;
}

/* --- fsync(2) and advice: all is in memory already. */

static long do_fsync(unsigned int fd, int datasync)
{
	struct file *file __free(fput) = fget(fd);

	if (!file)
		return -EBADF;
	if (!file->f_op->fsync)
		return -EINVAL;
	return file->f_op->fsync(file, 0, LLONG_MAX, datasync);
}

SYSCALL_DEFINE1(fsync, unsigned int, fd)
{
	return do_fsync(fd, 0);
}

SYSCALL_DEFINE1(fdatasync, unsigned int, fd)
{
	return do_fsync(fd, 1);
}

SYSCALL_DEFINE0(sync)
{
	return 0;
}

SYSCALL_DEFINE1(syncfs, unsigned int, fd)
{
	struct file *file __free(fput) = fget(fd);

	return file ? 0 : -EBADF;
}

static long do_fadvise(unsigned int fd, loff_t len, int advice)
{
	struct file *file __free(fput) = fget(fd);

	if (!file)
		return -EBADF;
	if (S_ISFIFO(file->f_inode->i_mode))
		return -ESPIPE;
	return len < 0 || advice < 0 || advice > POSIX_FADV_NOREUSE ? -EINVAL :
								      0;
}

SYSCALL_DEFINE5(fadvise64, unsigned int, fd, u32, low, u32, high, size_t, len,
		int, advice)
{
	return do_fadvise(fd, len, advice);
}

SYSCALL_DEFINE6(fadvise64_64, unsigned int, fd, u32, low, u32, high, u32,
		len_low, u32, len_high, int, advice)
{
	return do_fadvise(fd, make_pos(len_low, len_high), advice);
}

SYSCALL_DEFINE4(readahead, unsigned int, fd, u32, low, u32, high, size_t, count)
{
	struct file *file __free(fput) = fget(fd);

	if (!file || !(file->f_mode & FMODE_READ))
		return -EBADF;
	return S_ISREG(file->f_inode->i_mode) ? 0 : -EINVAL;
}
