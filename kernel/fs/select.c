/* SPDX-License-Identifier: MIT */
/*
 * Waiting for files: poll(2), select(2) and their kin. A round asks each file;
 * when none has anything, the task sleeps on the queues that they have named.
 */
#include <linux/export.h>
#include <linux/fdtable.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>

#include "internal.h"

#define SELECT_IN (EPOLLRDNORM | EPOLLRDBAND | EPOLLIN | EPOLLHUP | EPOLLERR)
#define SELECT_OUT (EPOLLWRBAND | EPOLLWRNORM | EPOLLOUT | EPOLLERR)
#define SELECT_EX EPOLLPRI

#define FD_SETSIZE 1024u /* what an fd_set has room for */

#define INLINE_ENTRIES 8
#define CHUNK_ENTRIES 160

/* Places on wait queues, beyond the first few. */
struct poll_chunk {
	struct poll_chunk *next;
	unsigned int used;
	struct wait_queue_entry entries[CHUNK_ENTRIES];
};

/* The queues that a round has put the task on. */
struct poll_wqueues {
	poll_table table;
	struct wait_queue_entry entries[INLINE_ENTRIES];
	unsigned int used;
	struct poll_chunk *chunks;
	int err; /* -ENOMEM: not all of them */
};

static struct wait_queue_entry *new_entry(struct poll_wqueues *table)
{
	struct poll_chunk *chunk = table->chunks;

	if (table->used < INLINE_ENTRIES)
		return &table->entries[table->used++];
	if (!chunk || chunk->used == CHUNK_ENTRIES) {
		chunk = kmalloc(sizeof(*chunk), GFP_KERNEL);
		if (!chunk)
			return NULL;
		chunk->used = 0;
		chunk->next = table->chunks;
		table->chunks = chunk;
	}
	return &chunk->entries[chunk->used++];
}

/* The poller may not sleep yet: it sees what has happened by its entry. */
static int poll_wake(struct wait_queue_entry *entry, unsigned int mode,
		     int flags, void *key)
{
	list_del_init(&entry->entry);
	return default_wake_function(entry, mode, flags, key);
}

static void wait_on(struct file *file, wait_queue_head_t *wq, poll_table *table)
{
	struct poll_wqueues *queues =
		container_of(table, struct poll_wqueues, table);
	struct wait_queue_entry *entry = new_entry(queues);

	if (!entry) {
		queues->err = -ENOMEM;
		return;
	}
	init_waitqueue_func_entry(entry, poll_wake);
	entry->private = current;
	add_wait_queue(wq, entry);
}

/* Whether a queue has been woken, which takes its entries off it. */
static bool any_woken(const struct wait_queue_entry *entries, unsigned int n)
{
	while (n--)
		if (list_empty(&entries[n].entry))
			return true;
	return false;
}

static bool triggered(const struct poll_wqueues *table)
{
	const struct poll_chunk *chunk;

	if (any_woken(table->entries, table->used))
		return true;
	for (chunk = table->chunks; chunk; chunk = chunk->next)
		if (any_woken(chunk->entries, chunk->used))
			return true;
	return false;
}

static void unhook(struct wait_queue_entry *entries, unsigned int n)
{
	while (n--)
		list_del_init(&entries[n].entry);
}

/* Takes the task off all queues. */
static void poll_freewait(struct poll_wqueues *table)
{
	struct poll_chunk *chunk;
	unsigned long flags;

	local_irq_save(flags);
	unhook(table->entries, table->used);
	while ((chunk = table->chunks)) {
		unhook(chunk->entries, chunk->used);
		table->chunks = chunk->next;
		kfree(chunk);
	}
	table->used = 0;
	local_irq_restore(flags);
}

/*
 * Sleeps until a queue is woken: 0; -EINTR for a signal; -ETIME at the
 * deadline; -ENOMEM.
 */
static int poll_sleep(struct poll_wqueues *table, u64 deadline)
{
	unsigned long flags;
	bool sleep;

	if (table->err)
		return table->err;
	if (signal_pending(current))
		return -EINTR;
	if (deadline != NEVER && ktime_get_ns() >= deadline)
		return -ETIME;
	local_irq_save(flags);
	sleep = !triggered(table);
	if (sleep)
		set_current_state(TASK_INTERRUPTIBLE);
	local_irq_restore(flags);
	if (sleep)
		schedule_timeout(deadline == NEVER ? MAX_SCHEDULE_TIMEOUT :
						     ns_to_timeout(deadline));
	return 0;
}

/* What @file has, and, with @table, who is to wake the task. */
static __poll_t ask(struct file *file, poll_table *table)
{
	return file->f_op->poll ? file->f_op->poll(file, table) :
				  DEFAULT_POLLMASK;
}

/* --- Deadlines. */

/* The moment @ts from now; 0 for none: the call then does not sleep. */
static u64 deadline_of(const struct timespec64 *ts)
{
	return ts->tv_sec || ts->tv_nsec ? deadline_after(ts) : 0;
}

/* What is left until @deadline. */
static struct timespec64 time_left(u64 deadline)
{
	u64 now = ktime_get_ns();

	return ns_to_timespec64(deadline > now ? deadline - now : 0);
}

/* --- poll(2). */

struct pollfd {
	int fd;
	s16 events, revents;
};

static __poll_t poll_one(const struct pollfd *fd, poll_table *table)
{
	struct file *file __free(fput) = fd->fd >= 0 ? fget(fd->fd) : NULL;

	if (fd->fd < 0)
		return 0;
	if (!file)
		return EPOLLNVAL;
	return ask(file, table) & ((u16)fd->events | EPOLLERR | EPOLLHUP);
}

/* One round: how many have something. */
static int poll_round(struct pollfd *fds, unsigned int n, poll_table *table)
{
	int count = 0;

	for (; n--; fds++) {
		__poll_t mask = poll_one(fds, count ? NULL : table);

		fds->revents = mask;
		count += !!mask;
	}
	return count;
}

static int poll_loop(struct pollfd *fds, unsigned int n, u64 deadline)
{
	struct poll_wqueues queues = { .table = { wait_on, ~0u } };
	int count, err = 0;

	for (;;) {
		count = poll_round(fds, n, deadline ? &queues.table : NULL);
		if (count || err)
			break;
		err = poll_sleep(&queues, deadline);
		/* At the deadline, the last answer is as good as another. */
		if (err)
			break;
		poll_freewait(&queues);
	}
	poll_freewait(&queues);
	return count ? count : err == -ETIME ? 0 : err;
}

static int do_poll(struct pollfd __user *ufds, unsigned int n, u64 deadline)
{
	struct pollfd fast[16], *fds = fast;
	int count;

	if (n > rlimit(RLIMIT_NOFILE))
		return -EINVAL;
	if (n > ARRAY_SIZE(fast))
		fds = kmalloc_array(n, sizeof(*fds), GFP_KERNEL);
	if (!fds)
		return -ENOMEM;
	count = -EFAULT;
	if (copy_from_user(fds, ufds, n * sizeof(*fds)))
		goto out;
	count = poll_loop(fds, n, deadline);
	if (count < 0)
		goto out;
	for (unsigned int i = 0; i < n; i++)
		if (put_user(fds[i].revents, &ufds[i].revents)) {
			count = -EFAULT;
			break;
		}
out:
	if (fds != fast)
		kfree(fds);
	return count;
}

static long restart_poll(struct task_struct *task)
{
	long count = do_poll((struct pollfd *)(u32)task->restart_args[0],
			     task->restart_args[1], task->restart_args[2]);

	if (count != -EINTR)
		return count;
	task->restart = restart_poll;
	return -ERESTART_RESTARTBLOCK;
}

SYSCALL_DEFINE3(poll, struct pollfd __user *, fds, unsigned int, n, int,
		timeout)
{
	struct timespec64 ts = { timeout / 1000,
				 timeout % 1000 * NSEC_PER_MSEC };
	u64 deadline = timeout < 0 ? NEVER : deadline_of(&ts);

	current->restart_args[0] = (u32)fds;
	current->restart_args[1] = n;
	current->restart_args[2] = deadline;
	return restart_poll(current);
}

/* --- With a signal mask: ppoll(2), pselect(2). */

int set_user_mask(const void __user *umask, size_t size)
{
	sigset_t mask;

	if (!umask)
		return 0;
	if (size != sizeof(mask))
		return -EINVAL;
	if (copy_from_user(&mask, umask, sizeof(mask)))
		return -EFAULT;
	set_temporary_blocked(&mask);
	return 0;
}

/* The forms of a timeout in user space. */
struct timeout_form {
	int (*get)(struct timespec64 *ts, const void __user *uts);
	int (*put)(const struct timespec64 *ts, void __user *uts);
};

static const struct timeout_form form_old = { get_old_timespec32,
					      put_old_timespec32 };
static const struct timeout_form form_64 = { get_timespec64, put_timespec64 };

static int get_timeval(struct timespec64 *ts, const void __user *utv)
{
	s32 tv[2];

	if (copy_from_user(tv, utv, sizeof(tv)))
		return -EFAULT;
	/* select(2) takes more than a second of microseconds. */
	ts->tv_sec = tv[0] + tv[1] / USEC_PER_SEC;
	ts->tv_nsec = tv[1] % USEC_PER_SEC * NSEC_PER_USEC;
	return 0;
}

static int put_timeval(const struct timespec64 *ts, void __user *utv)
{
	s32 tv[2] = { ts->tv_sec, ts->tv_nsec / NSEC_PER_USEC };

	return copy_to_user(utv, tv, sizeof(tv)) ? -EFAULT : 0;
}

static const struct timeout_form form_timeval = { get_timeval, put_timeval };

static int get_deadline(const struct timeout_form *form,
			const void __user *timeout, u64 *deadline)
{
	struct timespec64 ts;

	*deadline = NEVER;
	if (!timeout)
		return 0;
	if (form->get(&ts, timeout))
		return -EFAULT;
	if (!timespec64_valid(&ts))
		return -EINVAL;
	*deadline = deadline_of(&ts);
	return 0;
}

/*
 * The end of a call with a timeout and perhaps a mask: tells what is left,
 * and brings the mask back unless a handler is to run first.
 */
static long finish(const struct timeout_form *form, void __user *timeout,
		   u64 deadline, bool masked, long ret)
{
	struct timespec64 left;

	if (ret == -EINTR)
		ret = -ERESTARTNOHAND;
	if (masked && ret != -ERESTARTNOHAND)
		restore_saved_sigmask();
	if (timeout) {
		left = time_left(deadline);
		/* Where it cannot be told, the call must not be made anew. */
		if (form->put(&left, timeout) && ret == -ERESTARTNOHAND)
			ret = -EINTR;
	}
	return ret;
}

static long do_ppoll(struct pollfd __user *fds, unsigned int n,
		     void __user *timeout, const void __user *mask, size_t size,
		     const struct timeout_form *form)
{
	u64 deadline;
	int err = get_deadline(form, timeout, &deadline);

	if (!err)
		err = set_user_mask(mask, size);
	if (err)
		return err;
	return finish(form, timeout, deadline, mask, do_poll(fds, n, deadline));
}

SYSCALL_DEFINE5(ppoll, struct pollfd __user *, fds, unsigned int, n,
		void __user *, timeout, const void __user *, mask, size_t, size)
{
	return do_ppoll(fds, n, timeout, mask, size, &form_old);
}

SYSCALL_DEFINE5(ppoll_time64, struct pollfd __user *, fds, unsigned int, n,
		void __user *, timeout, const void __user *, mask, size_t, size)
{
	return do_ppoll(fds, n, timeout, mask, size, &form_64);
}

/* --- select(2). */

/* Six bit maps of @words words each: what is asked, and what is found. */
struct fd_sets {
	unsigned int n, words;
	u32 *in[3], *out[3];
};

static const __poll_t set_masks[3] = { SELECT_IN, SELECT_OUT, SELECT_EX };

/* Asks descriptor @fd: how many bits it adds, or -EBADF. */
static int select_one(struct fd_sets *s, unsigned int fd, poll_table *table)
{
	unsigned int word = fd / 32;
	u32 bit = 1u << (fd % 32);
	struct file *file __free(fput) = NULL;
	__poll_t mask;
	int found = 0;

	if (!((s->in[0][word] | s->in[1][word] | s->in[2][word]) & bit))
		return 0;
	file = fget(fd);
	if (!file)
		return -EBADF;
	mask = ask(file, table);
	for (int i = 0; i < 3; i++)
		if (s->in[i][word] & bit && mask & set_masks[i]) {
			s->out[i][word] |= bit;
			found++;
		}
	return found;
}

static int select_round(struct fd_sets *s, poll_table *table)
{
	int count = 0, found;

	for (unsigned int fd = 0; fd < s->n; fd++) {
		if (!(fd % 32) && !(s->in[0][fd / 32] | s->in[1][fd / 32] |
				    s->in[2][fd / 32])) {
			fd += 31;
			continue;
		}
		found = select_one(s, fd, count ? NULL : table);
		if (found < 0)
			return found;
		count += found;
	}
	return count;
}

static int select_loop(struct fd_sets *s, u64 deadline)
{
	struct poll_wqueues queues = { .table = { wait_on, ~0u } };
	int count, err = 0;

	for (;;) {
		count = select_round(s, deadline ? &queues.table : NULL);
		if (count)
			break;
		err = poll_sleep(&queues, deadline);
		if (err)
			break;
		poll_freewait(&queues);
	}
	poll_freewait(&queues);
	return count ? count : err == -ETIME ? 0 : err;
}

static int do_select(int n, void __user *const *sets, u64 deadline)
{
	struct fd_sets s;
	u32 fast[6 * 4], *bits = fast;
	size_t bytes;
	int count;

	if (n < 0)
		return -EINVAL;
	/* Nothing is open behind the table; a user's sets may end there too. */
	s.n = min_t(unsigned int, n, max(current->files->max_fds, FD_SETSIZE));
	s.words = DIV_ROUND_UP(s.n, 32);
	bytes = s.words * sizeof(u32);
	if (6 * bytes > sizeof(fast))
		bits = kmalloc(6 * bytes, GFP_KERNEL);
	if (!bits)
		return -ENOMEM;
	memset(bits, 0, 6 * bytes);
	count = -EFAULT;
	for (int i = 0; i < 3; i++) {
		s.in[i] = bits + i * s.words;
		s.out[i] = bits + (i + 3) * s.words;
		if (sets[i] && copy_from_user(s.in[i], sets[i], bytes))
			goto out;
		/* Bits behind the last descriptor say nothing. */
		if (s.n % 32)
			s.in[i][s.words - 1] &= (1u << (s.n % 32)) - 1;
	}
	count = select_loop(&s, deadline);
	for (int i = 0; i < 3 && count >= 0; i++)
		if (sets[i] && copy_to_user(sets[i], s.out[i], bytes))
			count = -EFAULT;
out:
	if (bits != fast)
		kfree(bits);
	return count;
}

static long select_with(int n, void __user *in, void __user *out,
			void __user *ex, void __user *timeout,
			const void __user *mask, size_t size,
			const struct timeout_form *form)
{
	void __user *const sets[3] = { in, out, ex };
	u64 deadline;
	int err = get_deadline(form, timeout, &deadline);

	if (!err)
		err = set_user_mask(mask, size);
	if (err)
		return err;
	return finish(form, timeout, deadline, mask,
		      do_select(n, sets, deadline));
}

SYSCALL_DEFINE5(select, int, n, void __user *, in, void __user *, out,
		void __user *, ex, void __user *, timeout)
{
	return select_with(n, in, out, ex, timeout, NULL, 0, &form_timeval);
}

SYSCALL_DEFINE1(old_select, const u32 __user *, args)
{
	u32 a[5];

	if (copy_from_user(a, args, sizeof(a)))
		return -EFAULT;
	return select_with(a[0], (void __user *)a[1], (void __user *)a[2],
			   (void __user *)a[3], (void __user *)a[4], NULL, 0,
			   &form_timeval);
}

/* pselect6's last argument: where the mask is, and its size. */
static long do_pselect(int n, void __user *in, void __user *out,
		       void __user *ex, void __user *timeout,
		       const u32 __user *sig, const struct timeout_form *form)
{
	u32 arg[2] = { 0, 0 };

	if (sig && copy_from_user(arg, sig, sizeof(arg)))
		return -EFAULT;
	return select_with(n, in, out, ex, timeout, (void __user *)arg[0],
			   arg[1], form);
}

SYSCALL_DEFINE6(pselect6, int, n, void __user *, in, void __user *, out,
		void __user *, ex, void __user *, timeout, const u32 __user *,
		sig)
{
	return do_pselect(n, in, out, ex, timeout, sig, &form_old);
}

SYSCALL_DEFINE6(pselect6_time64, int, n, void __user *, in, void __user *, out,
		void __user *, ex, void __user *, timeout, const u32 __user *,
		sig)
{
	return do_pselect(n, in, out, ex, timeout, sig, &form_64);
}
