/* SPDX-License-Identifier: MIT */
/*
 * Advisory locks: records by fcntl(2), which belong to a process (its table of
 * descriptors) or, as OFD locks, to an open file; and whole files by flock(2).
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

/* One lock: bytes @start to @end, both of them in it. */
struct file_lock {
	struct list_head list;
	bool is_flock; /* flock's and fcntl's don't see each other */
	short type;    /* F_RDLCK, F_WRLCK, F_UNLCK */
	void *owner;
	pid_t pid;
	loff_t start, end;
};

/* Who sleeps for a lock, and for whose. */
struct waiter {
	struct list_head list;
	void *owner, *blocker;
};
static LIST_HEAD(waiters);

/* struct flock and flock64 of user space. */
struct flock {
	s16 l_type, l_whence;
	s32 l_start, l_len, l_pid;
};

struct flock64 {
	s16 l_type, l_whence;
	s64 l_start, l_len;
	s32 l_pid;
} __packed;

static struct kmem_cache *filelock_cache;

void locks_init(void)
{
	filelock_cache = KMEM_CACHE(file_lock, SLAB_PANIC);
}

static void free_lock(struct file_lock *l)
{
	if (l)
		kmem_cache_free(filelock_cache, l);
}

/* --- The locks of one inode. */

/* The first lock of someone else that @want cannot go beside. */
static struct file_lock *find_conflict(struct inode *inode,
				       const struct file_lock *want)
{
	struct file_lock *l;

	list_for_each_entry(l, &inode->i_locks, list)
		if (l->is_flock == want->is_flock && l->owner != want->owner &&
		    l->start <= want->end && l->end >= want->start &&
		    (l->type == F_WRLCK || want->type == F_WRLCK))
			return l;
	return NULL;
}

static bool same_owner(const struct file_lock *a, const struct file_lock *b)
{
	return a->is_flock == b->is_flock && a->owner == b->owner;
}

static void drop_lock(struct file_lock *l)
{
	list_del(&l->list);
	free_lock(l);
}

/* Takes the range of @l away from its owner's locks; @spare for a split. */
static void cut_range(struct inode *inode, const struct file_lock *l,
		      struct file_lock **spare)
{
	struct file_lock *old, *next;

	list_for_each_entry_safe(old, next, &inode->i_locks, list) {
		if (!same_owner(old, l) || old->start > l->end ||
		    old->end < l->start)
			continue;
		if (old->start < l->start && old->end > l->end) {
			**spare = *old;
			(*spare)->start = l->end + 1;
			list_add(&(*spare)->list, &old->list);
			*spare = NULL;
			old->end = l->start - 1;
		} else if (old->start < l->start) {
			old->end = l->start - 1;
		} else if (old->end > l->end) {
			old->start = l->end + 1;
		} else {
			drop_lock(old);
		}
	}
}

/* Adds @l, as one with its owner's equal locks beside it. */
static void merge_lock(struct inode *inode, struct file_lock *l)
{
	struct file_lock *old, *next;

	list_for_each_entry_safe(old, next, &inode->i_locks, list) {
		if (!same_owner(old, l) || old->type != l->type)
			continue;
		if (old->end != LLONG_MAX && old->end + 1 == l->start)
			l->start = old->start;
		else if (l->end != LLONG_MAX && l->end + 1 == old->start)
			l->end = old->end;
		else
			continue;
		drop_lock(old);
	}
	list_add_tail(&l->list, &inode->i_locks);
}

/* Makes @want so: nothing conflicts with it. 0 or -ENOLCK. */
static int apply(struct inode *inode, const struct file_lock *want)
{
	struct file_lock *lock = kmem_cache_alloc(filelock_cache, GFP_KERNEL);
	struct file_lock *spare = kmem_cache_alloc(filelock_cache, GFP_KERNEL);
	int err = 0;

	if (!lock || !spare) {
		err = -ENOLCK;
		goto out;
	}
	cut_range(inode, want, &spare);
	if (want->type != F_UNLCK) {
		*lock = *want;
		merge_lock(inode, lock);
		lock = NULL;
	}
	wake_up_all(&inode->i_lock_wait);
out:
	free_lock(lock);
	free_lock(spare);
	return err;
}

/* Whether @owner, if it waits for @blocker, waits for itself. */
static bool would_deadlock(const void *owner, const void *blocker)
{
	const struct waiter *w;
	int steps = 10;

again:
	if (owner == blocker)
		return true;
	list_for_each_entry(w, &waiters, list)
		if (w->owner == blocker && steps--) {
			blocker = w->blocker;
			goto again;
		}
	return false;
}

static int wait_for_lock(struct inode *inode, const struct file_lock *want,
			 bool detect)
{
	struct file_lock *other;
	struct waiter w = { .owner = want->owner };
	int err = 0;

	while (!err && (other = find_conflict(inode, want))) {
		if (detect && would_deadlock(want->owner, other->owner))
			return -EDEADLK;
		w.blocker = other->owner;
		if (detect)
			list_add(&w.list, &waiters);
		err = wait_event_interruptible(inode->i_lock_wait,
					       find_conflict(inode, want) !=
						       other);
		if (detect)
			list_del(&w.list);
	}
	return err;
}

/* Takes, changes or drops a lock. 0, -EAGAIN, -EDEADLK, -ENOLCK, a signal. */
static int set_lock(struct inode *inode, const struct file_lock *want,
		    bool wait, bool detect)
{
	int err = 0;

	if (want->type != F_UNLCK && find_conflict(inode, want))
		err = wait ? wait_for_lock(inode, want, detect) : -EAGAIN;
	return err ? err : apply(inode, want);
}

/* --- Closing. */

static void drop_all(struct inode *inode, const void *owner)
{
	struct file_lock *l, *next;

	list_for_each_entry_safe(l, next, &inode->i_locks, list)
		if (l->owner == owner)
			drop_lock(l);
	wake_up_all(&inode->i_lock_wait);
}

void locks_remove_posix(struct file *file, void *owner)
{
	if (!list_empty(&file->f_inode->i_locks))
		drop_all(file->f_inode, owner);
}

void locks_remove_file(struct file *file)
{
	if (!list_empty(&file->f_inode->i_locks))
		drop_all(file->f_inode, file);
}

/* --- fcntl(2). */

/* A lock of user space, told from where @file is. 0, -EINVAL, -EOVERFLOW. */
static int to_lock(struct file *file, const struct flock64 *fl,
		   struct file_lock *lock)
{
	loff_t start = fl->l_start, base = 0;

	if (fl->l_whence == SEEK_CUR)
		base = file->f_pos;
	else if (fl->l_whence == SEEK_END)
		base = file->f_inode->i_size;
	else if (fl->l_whence != SEEK_SET)
		return -EINVAL;
	if (__builtin_add_overflow(start, base, &start))
		return -EOVERFLOW;
	lock->end = LLONG_MAX;
	if (fl->l_len > 0 &&
	    __builtin_add_overflow(start, fl->l_len - 1, &lock->end))
		return -EOVERFLOW;
	if (fl->l_len < 0) {
		lock->end = start - 1;
		start += fl->l_len;
	}
	if (start < 0)
		return -EINVAL;
	lock->start = start;
	lock->type = fl->l_type;
	return 0;
}

static void from_lock(const struct file_lock *lock, struct flock64 *fl)
{
	fl->l_type = lock->type;
	fl->l_whence = SEEK_SET;
	fl->l_start = lock->start;
	fl->l_len = lock->end == LLONG_MAX ? 0 : lock->end - lock->start + 1;
	fl->l_pid = lock->pid;
}

static int get_flock(struct flock64 *fl, const void __user *arg, bool small)
{
	struct flock f;

	if (!small)
		return copy_from_user(fl, arg, sizeof(*fl)) ? -EFAULT : 0;
	if (copy_from_user(&f, arg, sizeof(f)))
		return -EFAULT;
	*fl = (struct flock64){ f.l_type, f.l_whence, f.l_start, f.l_len,
				f.l_pid };
	return 0;
}

static int put_flock(const struct flock64 *fl, void __user *arg, bool small)
{
	struct flock f = { fl->l_type, fl->l_whence, fl->l_start, fl->l_len,
			   fl->l_pid };

	if (!small)
		return copy_to_user(arg, fl, sizeof(*fl)) ? -EFAULT : 0;
	if (f.l_start != fl->l_start || f.l_len != fl->l_len)
		return -EOVERFLOW;
	return copy_to_user(arg, &f, sizeof(f)) ? -EFAULT : 0;
}

static int get_lock(struct file *file, struct file_lock *lock,
		    struct flock64 *fl)
{
	const struct file_lock *other;

	if (lock->type != F_RDLCK && lock->type != F_WRLCK)
		return -EINVAL;
	other = find_conflict(file->f_inode, lock);
	if (other)
		from_lock(other, fl);
	else
		fl->l_type = F_UNLCK;
	return 0;
}

static int change_lock(struct file *file, const struct file_lock *lock,
		       bool wait, bool ofd)
{
	switch (lock->type) {
	case F_RDLCK:
		if (!(file->f_mode & FMODE_READ))
			return -EBADF;
		break;
	case F_WRLCK:
		if (!(file->f_mode & FMODE_WRITE))
			return -EBADF;
		break;
	case F_UNLCK:
		break;
	default:
		return -EINVAL;
	}
	return set_lock(file->f_inode, lock, wait, !ofd);
}

static bool is_open_as(unsigned int fd, const struct file *file)
{
	struct file *now __free(fput) = fget(fd);

	return now == file;
}

long lock_fcntl(unsigned int fd, struct file *file, unsigned int cmd,
		unsigned long arg)
{
	bool small = cmd == F_GETLK || cmd == F_SETLK || cmd == F_SETLKW;
	bool ofd = cmd >= F_OFD_GETLK && cmd <= F_OFD_SETLKW;
	bool get = cmd == F_GETLK || cmd == F_GETLK64 || cmd == F_OFD_GETLK;
	bool wait = cmd == F_SETLKW || cmd == F_SETLKW64 || cmd == F_OFD_SETLKW;
	struct file_lock lock = {
		.owner = ofd ? (void *)file : current->files,
		.pid = ofd ? -1 : current->tgid,
	};
	struct flock64 fl;
	int err;

	if (!small && !ofd && cmd != F_GETLK64 && cmd != F_SETLK64 &&
	    cmd != F_SETLKW64)
		return -EINVAL;
	err = get_flock(&fl, (void __user *)arg, small);
	if (!err && ofd && fl.l_pid)
		err = -EINVAL;
	if (!err)
		err = to_lock(file, &fl, &lock);
	if (err)
		return err;
	if (get) {
		err = get_lock(file, &lock, &fl);
		return err ? err : put_flock(&fl, (void __user *)arg, small);
	}
	err = change_lock(file, &lock, wait, ofd);
	/* Closed while this slept: nobody else would drop the lock. */
	if (!err && wait && !ofd && !is_open_as(fd, file))
		locks_remove_posix(file, lock.owner);
	return err;
}

/* --- flock(2). */

static int do_flock(struct file *file, unsigned int cmd)
{
	static const short types[] = {
		[LOCK_SH] = F_RDLCK, [LOCK_EX] = F_WRLCK, [LOCK_UN] = F_UNLCK
	};
	unsigned int op = cmd & ~LOCK_NB;
	struct file_lock lock = {
		.is_flock = true,
		.owner = file,
		.pid = current->tgid,
		.end = LLONG_MAX,
	};
	struct file_lock none = lock;
	int err;

	if (op != LOCK_SH && op != LOCK_EX && op != LOCK_UN)
		return -EINVAL;
	if (op != LOCK_UN && !(file->f_mode & (FMODE_READ | FMODE_WRITE)))
		return -EBADF;
	lock.type = types[op];
	none.type = F_UNLCK;
	/* A change of kind is a new lock: others may come first. */
	err = find_conflict(file->f_inode, &lock) && op != LOCK_UN ?
		      apply(file->f_inode, &none) :
		      0;
	return err ? err :
		     set_lock(file->f_inode, &lock, !(cmd & LOCK_NB), false);
}

SYSCALL_DEFINE2(flock, unsigned int, fd, unsigned int, cmd)
{
	struct file *file __free(fput) = fget(fd);

	return file ? do_flock(file, cmd) : -EBADF;
}
