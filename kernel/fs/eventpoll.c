/* SPDX-License-Identifier: MIT */
/*
 * Waiting for many files without asking each: an epoll file stays on the queues
 * of those it watches, and whoever wakes such a queue makes an item ready.
 * What is ready is asked once more before user space hears of it. epoll(7).
 *
 * Items change with ep->mutex held; the list of those that are ready changes
 * in interrupts too, so with interrupts off.
 */
#include <asm/irqflags.h>
#include <linux/anon_inodes.h>
#include <linux/eventpoll.h>
#include <linux/hash.h>
#include <linux/limits.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include "internal.h"

#define EPOLL_CTL_ADD 1
#define EPOLL_CTL_DEL 2
#define EPOLL_CTL_MOD 3

#define EPOLLEXCLUSIVE (1u << 28)
#define EPOLLWAKEUP (1u << 29)
#define EPOLLONESHOT (1u << 30)
#define EPOLLET (1u << 31)
#define FLAGS (EPOLLEXCLUSIVE | EPOLLWAKEUP | EPOLLONESHOT | EPOLLET)

#define MAX_NESTS 4 /* epoll files that watch each other in a row, less 1 */
#define MAX_EVENTS (INT_MAX / (int)sizeof(struct epoll_event))
#define BUCKET_BITS 6

struct epoll_event {
	u32 events;
	u64 data;
};

struct eventpoll {
	unsigned int users; /* its file, and who waits for the mutex meanwhile */
	struct file *file;
	struct mutex mutex;
	struct wait_queue_head wait;	  /* who waits for events */
	struct wait_queue_head poll_wait; /* who polls the epoll file itself */
	struct list_head ready;
	struct list_head buckets[1 << BUCKET_BITS]; /* items, by descriptor */
	struct nests {
		u64 walk; /* the last that has come here, and what it found */
		int depth;
	} below, above;
};

/* A descriptor that is watched. */
struct epitem {
	struct list_head in_bucket;
	struct list_head in_ready; /* empty: not ready */
	struct list_head in_file;  /* of the file's f_ep */
	struct eventpoll *ep;
	struct file *file;
	int fd;
	struct epoll_event event;
	struct list_head hooks;
};

/* An item's place on a queue that its file wakes. */
struct hook {
	struct wait_queue_entry entry;
	struct wait_queue_head *wq;
	struct epitem *item;
	struct list_head list;
};

/* What an item's file gives while it is asked to hook the item up. */
struct hook_table {
	poll_table table;
	struct epitem *item;
	int err;
};

static const struct file_operations eventpoll_fops;

static bool is_epoll(const struct file *file)
{
	return file->f_op == &eventpoll_fops;
}

static struct list_head *bucket_of(struct eventpoll *ep, int fd)
{
	return &ep->buckets[hash_32(fd, BUCKET_BITS)];
}

static struct epitem *find_item(struct eventpoll *ep, const struct file *file,
				int fd)
{
	struct epitem *item;

	list_for_each_entry(item, bucket_of(ep, fd), in_bucket)
		if (item->fd == fd && item->file == file)
			return item;
	return NULL;
}

/* --- What is ready */

static void add_to_ready(struct epitem *item)
{
	unsigned long flags;

	local_irq_save(flags);
	if (list_empty(&item->in_ready))
		list_add_tail(&item->in_ready, &item->ep->ready);
	local_irq_restore(flags);
}

static void make_ready(struct epitem *item)
{
	add_to_ready(item);
	wake_up(&item->ep->wait);
	wake_up(&item->ep->poll_wait);
}

/* A queue was woken, @key with the events if it says so: any context. */
static int item_woken(struct wait_queue_entry *entry, unsigned int mode,
		      int flags, void *key)
{
	struct epitem *item = container_of(entry, struct hook, entry)->item;
	u32 events = (u32)(unsigned long)key;

	if (!(item->event.events & ~FLAGS)) /* one shot, and it was fired */
		return 0;
	if (events && !(events & item->event.events))
		return 0;
	make_ready(item);
	return 1;
}

static __poll_t ask_item(const struct epitem *item, poll_table *table)
{
	return item->file->f_op->poll(item->file, table) & item->event.events;
}

/* --- Items */

static void hook_up(struct file *file, wait_queue_head_t *wq, poll_table *table)
{
	struct hook_table *t = container_of(table, struct hook_table, table);
	struct hook *hook = kmalloc(sizeof(*hook), GFP_KERNEL);

	if (!hook) {
		t->err = -ENOMEM;
		return;
	}
	hook->wq = wq;
	hook->item = t->item;
	init_waitqueue_func_entry(&hook->entry, item_woken);
	add_wait_queue(wq, &hook->entry);
	list_add(&hook->list, &t->item->hooks);
}

static void unhook(struct epitem *item)
{
	struct hook *hook, *next;

	list_for_each_entry_safe(hook, next, &item->hooks, list) {
		/* Where the queue has gone it has let go of its entries. */
		if (!list_empty(&hook->entry.entry))
			remove_wait_queue(hook->wq, &hook->entry);
		kfree(hook);
	}
}

static void remove_item(struct epitem *item)
{
	unsigned long flags;

	unhook(item);
	local_irq_save(flags);
	list_del(&item->in_ready);
	local_irq_restore(flags);
	list_del(&item->in_bucket);
	list_del(&item->in_file);
	kfree(item);
}

static int add_item(struct eventpoll *ep, struct file *file, int fd,
		    const struct epoll_event *event)
{
	struct hook_table t = { .table._qproc = hook_up };
	struct epitem *item = kmalloc(sizeof(*item), GFP_KERNEL);
	__poll_t events;

	if (!item)
		return -ENOMEM;
	*item = (struct epitem){
		.ep = ep, .file = file, .fd = fd, .event = *event
	};
	INIT_LIST_HEAD(&item->in_ready);
	INIT_LIST_HEAD(&item->hooks);
	list_add(&item->in_bucket, bucket_of(ep, fd));
	list_add(&item->in_file, &file->f_ep);
	t.item = item;
	t.table._key = event->events;
	events = ask_item(item, &t.table);
	if (t.err)
		remove_item(item);
	else if (events)
		make_ready(item);
	return t.err;
}

static int change_item(struct epitem *item, const struct epoll_event *event)
{
	if (item->event.events & EPOLLEXCLUSIVE)
		return -EINVAL;
	item->event = *event;
	if (ask_item(item, NULL))
		make_ready(item);
	return 0;
}

static void put_eventpoll(struct eventpoll *ep)
{
	if (!--ep->users)
		kfree(ep);
}

static struct epitem *first_item(struct file *file)
{
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): freed is off the list */
	return list_first_entry_or_null(&file->f_ep, struct epitem, in_file);
}

void eventpoll_release_file(struct file *file)
{
	struct epitem *item;

	while ((item = first_item(file))) {
		struct eventpoll *ep = item->ep;

		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): it has items */
		ep->users++;
		mutex_lock(&ep->mutex);
		if (item == first_item(file)) /* and not closed meanwhile */
			remove_item(item);
		mutex_unlock(&ep->mutex);
		put_eventpoll(ep);
	}
}

/* --- The epoll file */

/* Whether any item that is ready has something still. */
static __poll_t eventpoll_poll(struct file *file, poll_table *table)
{
	struct eventpoll *ep = file->private_data;
	struct epitem *item, *next;
	unsigned long flags;
	__poll_t events = 0;

	poll_wait(file, &ep->poll_wait, table);
	mutex_lock(&ep->mutex);
	list_for_each_entry_safe(item, next, &ep->ready, in_ready) {
		if (ask_item(item, NULL)) {
			events = EPOLLIN | EPOLLRDNORM;
			break;
		}
		local_irq_save(flags);
		list_del_init(&item->in_ready);
		local_irq_restore(flags);
	}
	mutex_unlock(&ep->mutex);
	return events;
}

static int eventpoll_close(struct inode *inode, struct file *file)
{
	struct eventpoll *ep = file->private_data;
	struct epitem *item, *next;

	for (int i = 0; i < ARRAY_SIZE(ep->buckets); i++)
		list_for_each_entry_safe(item, next, &ep->buckets[i], in_bucket)
			remove_item(item);
	put_eventpoll(ep);
	return 0;
}

static const struct file_operations eventpoll_fops = {
	.poll = eventpoll_poll,
	.release = eventpoll_close,
	.llseek = noop_llseek,
};

static int do_epoll_create(int flags)
{
	struct eventpoll *ep;
	struct file *file;
	int fd;

	if (flags & ~O_CLOEXEC)
		return -EINVAL;
	ep = kzalloc(sizeof(*ep), GFP_KERNEL);
	if (!ep)
		return -ENOMEM;
	ep->users = 1;
	mutex_init(&ep->mutex);
	init_waitqueue_head(&ep->wait);
	init_waitqueue_head(&ep->poll_wait);
	INIT_LIST_HEAD(&ep->ready);
	for (int i = 0; i < ARRAY_SIZE(ep->buckets); i++)
		INIT_LIST_HEAD(&ep->buckets[i]);
	fd = get_unused_fd_flags(flags);
	if (fd < 0)
		goto no_fd;
	file = anon_inode_getfile("[eventpoll]", &eventpoll_fops, ep, O_RDWR);
	if (IS_ERR(file))
		goto no_file;
	ep->file = file;
	fd_install(fd, file);
	return fd;

no_file:
	put_unused_fd(fd);
	fd = PTR_ERR(file);
no_fd:
	kfree(ep);
	return fd;
}

SYSCALL_DEFINE1(epoll_create1, int, flags)
{
	return do_epoll_create(flags);
}

SYSCALL_DEFINE1(epoll_create, int, size)
{
	return size > 0 ? do_epoll_create(0) : -EINVAL;
}

/* --- epoll_ctl(2) */

/*
 * How many epoll files in a row lie below and above @ep; MAX_NESTS + 1: @top is
 * below. A walk comes to each of them once, however many ways lead there.
 */
static u64 walk; /* its number; under the mutex `nesting` */

static int depth_below(struct eventpoll *ep, const struct eventpoll *top)
{
	const struct epitem *item;
	int depth = 0;

	if (ep == top)
		return MAX_NESTS + 1;
	if (ep->below.walk == walk)
		return ep->below.depth;
	for (int i = 0; i < ARRAY_SIZE(ep->buckets); i++)
		list_for_each_entry(item, &ep->buckets[i], in_bucket)
			if (is_epoll(item->file))
				depth = max(depth,
					    1 + depth_below(item->file
								    ->private_data,
							    top));
	ep->below = (struct nests){ walk, depth };
	return depth;
}

static int depth_above(struct eventpoll *ep)
{
	const struct epitem *item;
	int depth = 0;

	if (ep->above.walk == walk)
		return ep->above.depth;
	list_for_each_entry(item, &ep->file->f_ep, in_file)
		depth = max(depth, 1 + depth_above(item->ep));
	ep->above = (struct nests){ walk, depth };
	return depth;
}

static bool would_loop(struct eventpoll *ep, const struct file *file)
{
	walk++;
	return depth_above(ep) + 1 + depth_below(file->private_data, ep) >
	       MAX_NESTS;
}

static int check_flags(int op, const struct epoll_event *event,
		       const struct file *file)
{
	const u32 with_exclusive = EPOLLEXCLUSIVE | EPOLLIN | EPOLLOUT |
				   EPOLLERR | EPOLLHUP | EPOLLWAKEUP | EPOLLET;

	if (op == EPOLL_CTL_DEL || !(event->events & EPOLLEXCLUSIVE))
		return 0;
	return op == EPOLL_CTL_MOD || is_epoll(file) ||
			       event->events & ~with_exclusive ?
		       -EINVAL :
		       0;
}

static int change_items(struct eventpoll *ep, int op, struct file *file, int fd,
			struct epoll_event *event)
{
	struct epitem *item;

	guard(mutex)(&ep->mutex);
	item = find_item(ep, file, fd);
	event->events |= EPOLLERR | EPOLLHUP;
	switch (op) {
	case EPOLL_CTL_ADD:
		return item ? -EEXIST : add_item(ep, file, fd, event);
	case EPOLL_CTL_MOD:
		return item ? change_item(item, event) : -ENOENT;
	case EPOLL_CTL_DEL:
		if (item)
			remove_item(item);
		return item ? 0 : -ENOENT;
	default:
		return -EINVAL;
	}
}

/* Between the look for a loop and the link that might close it is no other. */
static int add_epoll(struct eventpoll *ep, struct file *file, int fd,
		     struct epoll_event *event)
{
	static DEFINE_MUTEX(nesting);

	guard(mutex)(&nesting);
	return would_loop(ep, file) ?
		       -ELOOP :
		       change_items(ep, EPOLL_CTL_ADD, file, fd, event);
}

SYSCALL_DEFINE4(epoll_ctl, int, epfd, int, op, int, fd,
		const struct epoll_event __user *, uevent)
{
	struct file *epfile __free(fput) = fget(epfd);
	struct file *file __free(fput) = fget(fd);
	struct epoll_event event = { 0, 0 };
	struct eventpoll *ep;
	int err;

	if (op != EPOLL_CTL_DEL &&
	    copy_from_user(&event, uevent, sizeof(event)))
		return -EFAULT;
	if (!epfile || !file)
		return -EBADF;
	if (!file->f_op->poll)
		return -EPERM;
	if (epfile == file || !is_epoll(epfile))
		return -EINVAL;
	err = check_flags(op, &event, file);
	if (err)
		return err;
	ep = epfile->private_data;
	return op == EPOLL_CTL_ADD && is_epoll(file) ?
		       add_epoll(ep, file, fd, &event) :
		       change_items(ep, op, file, fd, &event);
}

/* --- epoll_wait(2) */

/* Tells user space of one item: whether it has something; or -EFAULT. */
static int tell(struct epitem *item, struct epoll_event __user *uevent)
{
	struct epoll_event event = { ask_item(item, NULL), item->event.data };

	if (!event.events)
		return 0;
	return copy_to_user(uevent, &event, sizeof(event)) ? -EFAULT : 1;
}

static struct epitem *take_ready(struct list_head *list)
{
	struct epitem *item;
	unsigned long flags;

	local_irq_save(flags);
	item = list_first_entry_or_null(list, struct epitem, in_ready);
	if (item)
		list_del_init(&item->in_ready);
	local_irq_restore(flags);
	return item;
}

/* Puts what was not told back to the front. */
static void put_back(struct eventpoll *ep, struct list_head *list)
{
	unsigned long flags;

	local_irq_save(flags);
	list_splice(list, &ep->ready);
	local_irq_restore(flags);
}

/* How many of the items that are ready user space was told of, or -EFAULT. */
static int tell_all(struct eventpoll *ep, struct epoll_event __user *uevents,
		    int max_events)
{
	struct epitem *item;
	unsigned long flags;
	LIST_HEAD(list);
	int told = 0, one = 0;

	mutex_lock(&ep->mutex);
	local_irq_save(flags);
	list_splice_init(&ep->ready, &list);
	local_irq_restore(flags);
	while (told < max_events && (item = take_ready(&list))) {
		one = tell(item, &uevents[told]);
		/* A level is told again as long as it lasts: nothing new. */
		if (one < 0 ||
		    (one && !(item->event.events & (EPOLLET | EPOLLONESHOT))))
			add_to_ready(item);
		if (one < 0)
			break;
		if (one && item->event.events & EPOLLONESHOT)
			item->event.events &= FLAGS;
		told += one;
	}
	put_back(ep, &list);
	if (!list_empty(&ep->ready))
		wake_up(&ep->wait); /* others may be told of it, too */
	mutex_unlock(&ep->mutex);
	return told ? told : min(one, 0);
}

/* Sleeps until something may be ready: 0, -EINTR, or -ETIME at @deadline. */
static int sleep_until_ready(struct eventpoll *ep, u64 deadline)
{
	long left = deadline == NEVER ? MAX_SCHEDULE_TIMEOUT :
					ns_to_timeout(deadline);

	if (!left)
		return -ETIME;
	left = wait_event_interruptible_timeout(ep->wait,
						!list_empty(&ep->ready), left);
	return left < 0 ? -EINTR : 0;
}

static long do_epoll_wait(int epfd, struct epoll_event __user *uevents,
			  int max_events, u64 deadline)
{
	struct file *file __free(fput) = fget(epfd);
	struct eventpoll *ep;
	int told, err = 0;

	if (max_events <= 0 || max_events > MAX_EVENTS)
		return -EINVAL;
	if (!access_ok(uevents, max_events * sizeof(*uevents)))
		return -EFAULT;
	if (!file)
		return -EBADF;
	if (!is_epoll(file))
		return -EINVAL;
	ep = file->private_data;
	do {
		told = tell_all(ep, uevents, max_events);
		if (!told)
			err = sleep_until_ready(ep, deadline);
	} while (!told && !err);
	return told ? told : err == -ETIME ? 0 : err;
}

static u64 deadline_of_ms(int timeout)
{
	return timeout < 0 ? NEVER :
			     ktime_get_ns() + (u64)timeout * NSEC_PER_MSEC;
}

SYSCALL_DEFINE4(epoll_wait, int, epfd, struct epoll_event __user *, uevents,
		int, max_events, int, timeout)
{
	return do_epoll_wait(epfd, uevents, max_events,
			     deadline_of_ms(timeout));
}

SYSCALL_DEFINE6(epoll_pwait, int, epfd, struct epoll_event __user *, uevents,
		int, max_events, int, timeout, const void __user *, umask,
		size_t, size)
{
	int err = set_user_mask(umask, size);

	return err ? err :
		     do_epoll_wait(epfd, uevents, max_events,
				   deadline_of_ms(timeout));
}

SYSCALL_DEFINE6(epoll_pwait2, int, epfd, struct epoll_event __user *, uevents,
		int, max_events, const void __user *, utimeout,
		const void __user *, umask, size_t, size)
{
	struct timespec64 ts;
	u64 deadline = NEVER;
	int err;

	if (utimeout) {
		if (get_timespec64(&ts, utimeout))
			return -EFAULT;
		if (!timespec64_valid(&ts))
			return -EINVAL;
		deadline = deadline_after(&ts);
	}
	err = set_user_mask(umask, size);
	return err ? err : do_epoll_wait(epfd, uevents, max_events, deadline);
}
