/* SPDX-License-Identifier: MIT */
/*
 * futex(2): sleeping on a word of user memory, and what a task that ends leaves
 * to those who wait for it. A word is known by its address in its mm, or by its
 * place in the file where it is shared. The kernel is not preempted: reading
 * the word and queueing up are one step, if the page is there.
 */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/futex.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>

#include "proc.h"

#define BUCKETS 64

struct futex_key {
	const void *object;  /* the mm, or the inode */
	unsigned long index; /* the page, in the mm or in the file */
	u32 offset;
};

/* One who waits; off the list when woken. */
struct waiter {
	struct list_head list;
	struct futex_key key;
	u32 bitset;
	struct task_struct *task;
};

static struct list_head buckets[BUCKETS];

static struct list_head *bucket_of(const struct futex_key *key)
{
	unsigned long hash =
		(unsigned long)key->object / 32 + key->index + key->offset / 4;
	struct list_head *bucket = &buckets[(hash ^ hash >> 6) % BUCKETS];

	if (!bucket->next)
		INIT_LIST_HEAD(bucket);
	return bucket;
}

static bool is_same(const struct futex_key *a, const struct futex_key *b)
{
	return a->object == b->object && a->index == b->index &&
	       a->offset == b->offset;
}

static int get_key(u32 address, bool shared, struct futex_key *key)
{
	struct mm_struct *mm = current->mm;
	const struct vm_area_struct *vma;

	if (address & 3)
		return -EINVAL;
	if (address >= TASK_SIZE)
		return -EFAULT;
	key->offset = offset_in_page(address);
	key->object = mm;
	key->index = address >> PAGE_SHIFT;
	if (!shared)
		return 0;
	vma = find_vma(mm, address);
	if (!vma || vma->vm_start > address)
		return -EFAULT;
	if (vma->vm_file && (vma->vm_flags & VM_MAYSHARE)) {
		key->object = file_inode(vma->vm_file);
		key->index = vma->vm_pgoff +
			     ((address - vma->vm_start) >> PAGE_SHIFT);
	}
	return 0;
}

/* --- Waking */

static void wake_waiter(struct waiter *w)
{
	list_del_init(&w->list);
	wake_up_process(w->task);
}

static int wake_key(const struct futex_key *key, int count, u32 bitset)
{
	struct waiter *w, *next;
	int woken = 0;

	list_for_each_entry_safe(w, next, bucket_of(key), list) {
		if (woken >= max(count, 1))
			break;
		if (!is_same(&w->key, key) || !(w->bitset & bitset))
			continue;
		wake_waiter(w);
		woken++;
	}
	return woken;
}

static long futex_wake(u32 address, bool shared, int count, u32 bitset)
{
	struct futex_key key;
	int err = bitset ? get_key(address, shared, &key) : -EINVAL;

	return err ? err : wake_key(&key, count, bitset);
}

/* Wakes @wake waiters, and lets @requeue more wait for another word. */
static long futex_requeue(u32 from, u32 to, bool shared, int wake, int requeue,
			  const u32 *expected)
{
	struct futex_key key, new;
	struct waiter *w, *next;
	int err, done = 0;
	u32 value;

	if (wake < 0 || requeue < 0)
		return -EINVAL;
	err = get_key(from, shared, &key);
	if (!err)
		err = get_key(to, shared, &new);
	if (err)
		return err;
	if (expected && get_user(value, (u32 __user *)from))
		return -EFAULT;
	if (expected && value != *expected)
		return -EAGAIN;
	list_for_each_entry_safe(w, next, bucket_of(&key), list) {
		if (done - wake >= requeue)
			break;
		if (!is_same(&w->key, &key))
			continue;
		if (done++ < wake) {
			wake_waiter(w);
		} else {
			w->key = new;
			list_move_tail(&w->list, bucket_of(&new));
		}
	}
	return done;
}

/* What FUTEX_WAKE_OP does to the second word: its old value. 0, -errno. */
static int change_word(u32 __user *word, u32 op, u32 *old)
{
	u32 arg = (s32)(op << 8) >> 20;
	u32 value;

	if ((op >> 28) & FUTEX_OP_OPARG_SHIFT)
		arg = 1u << (arg & 31);
	if (get_user(value, word))
		return -EFAULT;
	*old = value;
	switch ((op >> 28) & 7) {
	case FUTEX_OP_SET:
		value = arg;
		break;
	case FUTEX_OP_ADD:
		value += arg;
		break;
	case FUTEX_OP_OR:
		value |= arg;
		break;
	case FUTEX_OP_ANDN:
		value &= ~arg;
		break;
	case FUTEX_OP_XOR:
		value ^= arg;
		break;
	default:
		return -ENOSYS;
	}
	return put_user(value, word);
}

/* Whether the old value is as FUTEX_WAKE_OP wants it: 1, 0, or -ENOSYS. */
static int compare_word(u32 op, s32 old)
{
	s32 arg = (s32)(op << 20) >> 20;

	switch ((op >> 24) & 15) {
	case FUTEX_OP_CMP_EQ:
		return old == arg;
	case FUTEX_OP_CMP_NE:
		return old != arg;
	case FUTEX_OP_CMP_LT:
		return old < arg;
	case FUTEX_OP_CMP_LE:
		return old <= arg;
	case FUTEX_OP_CMP_GT:
		return old > arg;
	case FUTEX_OP_CMP_GE:
		return old >= arg;
	default:
		return -ENOSYS;
	}
}

static long futex_wake_op(u32 first, u32 second, bool shared, int wake,
			  int wake2, u32 op)
{
	struct futex_key key, key2;
	int woken, matches, err;
	u32 old;

	err = get_key(first, shared, &key);
	if (!err)
		err = get_key(second, shared, &key2);
	if (!err)
		err = change_word((u32 __user *)second, op, &old);
	if (err)
		return err;
	woken = wake_key(&key, wake, FUTEX_BITSET_MATCH_ANY);
	matches = compare_word(op, old);
	if (matches < 0)
		return matches;
	if (matches)
		woken += wake_key(&key2, wake2, FUTEX_BITSET_MATCH_ANY);
	return woken;
}

/* --- Waiting */

/* What restart_syscall(2) gets of a wait. */
enum { RESTART_ADDRESS, RESTART_VALUE, RESTART_FLAGS, RESTART_END };

/* A wait, as it is made, and made again after a signal. */
struct wait_for {
	u32 address, value, bitset;
	bool shared, has_end;
	bool realtime;
	u64 end; /* nanoseconds on that clock */
};

static u64 now(const struct wait_for *f)
{
	return f->realtime ? ktime_get_real_ns() : ktime_get_ns();
}

/* Jiffies until the end, rounded up; 0: it has passed. */
static long left_of(const struct wait_for *f)
{
	u64 at = now(f), ns;

	if (!f->has_end)
		return MAX_SCHEDULE_TIMEOUT;
	if (f->end <= at)
		return 0;
	ns = min(f->end - at, (u64)LONG_MAX * (NSEC_PER_SEC / HZ) / 2);
	return div_u64(ns + NSEC_PER_SEC / HZ - 1, NSEC_PER_SEC / HZ) + 1;
}

/* -EAGAIN, -EFAULT, -EINVAL, -ETIMEDOUT, -ERESTARTSYS (a signal), or 0. */
static long wait_on_word(const struct wait_for *f)
{
	struct waiter w = { .bitset = f->bitset, .task = current };
	long left = 0;
	u32 value;
	int err;

	if (!f->bitset)
		return -EINVAL;
	err = get_key(f->address, f->shared, &w.key);
	if (err)
		return err;
	if (get_user(value, (u32 __user *)f->address))
		return -EFAULT;
	if (value != f->value)
		return -EAGAIN;
	list_add_tail(&w.list, bucket_of(&w.key));
	while (!list_empty(&w.list)) {
		set_current_state(TASK_INTERRUPTIBLE);
		left = left_of(f);
		if (!left || signal_pending(current))
			break;
		schedule_timeout(left);
	}
	__set_current_state(TASK_RUNNING);
	if (list_empty(&w.list))
		return 0;
	list_del(&w.list);
	return left ? -ERESTARTSYS : -ETIMEDOUT;
}

static long restart_wait(struct task_struct *task)
{
	struct wait_for f = {
		.address = task->restart_args[RESTART_ADDRESS],
		.value = task->restart_args[RESTART_VALUE],
		.bitset = task->restart_args[RESTART_VALUE] >> 32,
		.shared = !(task->restart_args[RESTART_FLAGS] &
			    FUTEX_PRIVATE_FLAG),
		.realtime = task->restart_args[RESTART_FLAGS] &
			    FUTEX_CLOCK_REALTIME,
		.has_end = true,
		.end = task->restart_args[RESTART_END],
	};
	long err = wait_on_word(&f);

	if (err != -ERESTARTSYS)
		return err;
	task->restart = restart_wait;
	return -ERESTART_RESTARTBLOCK;
}

static long futex_wait(const struct wait_for *f)
{
	long err = wait_on_word(f);

	if (err != -ERESTARTSYS || !f->has_end)
		return err;
	current->restart = restart_wait;
	current->restart_args[RESTART_ADDRESS] = f->address;
	current->restart_args[RESTART_VALUE] = f->value | (u64)f->bitset << 32;
	current->restart_args[RESTART_FLAGS] =
		(f->shared ? 0 : FUTEX_PRIVATE_FLAG) |
		(f->realtime ? FUTEX_CLOCK_REALTIME : 0);
	current->restart_args[RESTART_END] = f->end;
	return -ERESTART_RESTARTBLOCK;
}

/* --- The system calls */

/* The arguments beside the timeout, which comes in two sizes. */
struct futex_call {
	u32 address;
	int op;
	u32 value;
	u32 value2; /* the timeout's word, where there is no timeout */
	u32 address2;
	u32 value3;
};

static bool has_timeout(int op)
{
	op &= FUTEX_CMD_MASK;
	return op == FUTEX_WAIT || op == FUTEX_WAIT_BITSET;
}

/* @timeout NULL: none. FUTEX_WAIT's is how long, FUTEX_WAIT_BITSET's is when. */
static long start_wait(const struct futex_call *c,
		       const struct timespec64 *timeout)
{
	int op = c->op & FUTEX_CMD_MASK;
	struct wait_for f = {
		.address = c->address,
		.value = c->value,
		.bitset = op == FUTEX_WAIT ? FUTEX_BITSET_MATCH_ANY : c->value3,
		.shared = !(c->op & FUTEX_PRIVATE_FLAG),
		.has_end = timeout,
		.realtime = c->op & FUTEX_CLOCK_REALTIME,
	};

	if (timeout) {
		if (timeout->tv_sec < 0 ||
		    (unsigned long)timeout->tv_nsec >= NSEC_PER_SEC)
			return -EINVAL;
		f.end = min((u64)timeout->tv_sec,
			    LLONG_MAX / NSEC_PER_SEC / 2) *
				NSEC_PER_SEC +
			timeout->tv_nsec;
		if (op == FUTEX_WAIT) {
			f.realtime = false;
			f.end += ktime_get_ns();
		}
	}
	return futex_wait(&f);
}

static long do_futex(const struct futex_call *c,
		     const struct timespec64 *timeout)
{
	bool shared = !(c->op & FUTEX_PRIVATE_FLAG);
	int op = c->op & FUTEX_CMD_MASK;

	if ((c->op & FUTEX_CLOCK_REALTIME) && !has_timeout(op))
		return -ENOSYS;
	switch (op) {
	case FUTEX_WAIT:
	case FUTEX_WAIT_BITSET:
		return start_wait(c, timeout);
	case FUTEX_WAKE:
		return futex_wake(c->address, shared, c->value,
				  FUTEX_BITSET_MATCH_ANY);
	case FUTEX_WAKE_BITSET:
		return futex_wake(c->address, shared, c->value, c->value3);
	case FUTEX_REQUEUE:
		return futex_requeue(c->address, c->address2, shared, c->value,
				     c->value2, NULL);
	case FUTEX_CMP_REQUEUE:
		return futex_requeue(c->address, c->address2, shared, c->value,
				     c->value2, &c->value3);
	case FUTEX_WAKE_OP:
		return futex_wake_op(c->address, c->address2, shared, c->value,
				     c->value2, c->value3);
	default:
		return -ENOSYS;
	}
}

SYSCALL_DEFINE6(futex, u32, address, int, op, u32, value, u32, timeout, u32,
		address2, u32, value3)
{
	struct futex_call c = { address, op, value, timeout, address2, value3 };
	struct timespec64 ts;
	s32 pair[2];

	if (!has_timeout(op) || !timeout)
		return do_futex(&c, NULL);
	if (copy_from_user(pair, (void __user *)timeout, sizeof(pair)))
		return -EFAULT;
	ts = (struct timespec64){ pair[0], pair[1] };
	return do_futex(&c, &ts);
}

SYSCALL_DEFINE6(futex_time64, u32, address, int, op, u32, value, u32, timeout,
		u32, address2, u32, value3)
{
	struct futex_call c = { address, op, value, timeout, address2, value3 };
	struct timespec64 ts;
	s64 pair[2];

	if (!has_timeout(op) || !timeout)
		return do_futex(&c, NULL);
	if (copy_from_user(pair, (void __user *)timeout, sizeof(pair)))
		return -EFAULT;
	ts = (struct timespec64){ pair[0], (long)pair[1] };
	return do_futex(&c, &ts);
}

/* --- What a task that ends leaves */

SYSCALL_DEFINE2(set_robust_list, u32, head, u32, length)
{
	if (length != sizeof(struct robust_list_head))
		return -EINVAL;
	current->robust_list = head;
	return 0;
}

SYSCALL_DEFINE3(get_robust_list, pid_t, pid, u32 __user *, head, u32 __user *,
		length)
{
	struct task_struct *task = pid ? find_task_by_vpid(pid) : current;

	if (!task)
		return -ESRCH;
	if (task != current && !uid_eq(task->cred->uid, current_euid()) &&
	    !capable(CAP_SYS_PTRACE))
		return -EPERM;
	if (put_user((u32)sizeof(struct robust_list_head), length) ||
	    put_user(task->robust_list, head))
		return -EFAULT;
	return 0;
}

/* A lock whose owner ends is marked, and one of those who wait is woken. */
static int leave_lock(u32 address, bool pending)
{
	u32 __user *word = (u32 __user *)address;
	u32 value;

	if (address & 3 || get_user(value, word))
		return -EFAULT;
	/* It was free already, and its owner ended before it woke anyone. */
	if (pending && !value) {
		futex_wake(address, true, 1, FUTEX_BITSET_MATCH_ANY);
		return 0;
	}
	if ((value & FUTEX_TID_MASK) != current->pid)
		return 0;
	if (put_user((value & FUTEX_WAITERS) | FUTEX_OWNER_DIED, word))
		return -EFAULT;
	if (value & FUTEX_WAITERS)
		futex_wake(address, true, 1, FUTEX_BITSET_MATCH_ANY);
	return 0;
}

/* Bit 0 of an entry's address says that its lock inherits priorities. */
void exit_robust_list(struct task_struct *task)
{
	u32 head = task->robust_list, entry, next;
	struct robust_list_head list;
	int left = ROBUST_LIST_LIMIT;

	task->robust_list = 0;
	if (!head || copy_from_user(&list, (void __user *)head, sizeof(list)))
		return;
	for (entry = list.next & ~1u; entry != head && left--;
	     entry = next & ~1u) {
		/* Read before the lock may be anyone's, and freed. */
		if (get_user(next, (u32 __user *)entry))
			break;
		if (entry != (list.list_op_pending & ~1u) &&
		    leave_lock(entry + list.futex_offset, false))
			break;
	}
	if (list.list_op_pending & ~1u)
		leave_lock((list.list_op_pending & ~1u) + list.futex_offset,
			   true);
}

void clear_child_tid(struct task_struct *task)
{
	u32 address = task->clear_child_tid;

	task->clear_child_tid = 0;
	if (!address || atomic_read(&task->mm->mm_users) == 1)
		return;
	if (!put_user(0, (u32 __user *)address))
		futex_wake(address, true, 1, FUTEX_BITSET_MATCH_ANY);
}
