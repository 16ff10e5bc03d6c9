/* SPDX-License-Identifier: MIT */
/*
 * What running code holds: the locks of each task in a debug build, and what
 * an init, a system call or a thread has left behind when it returns. Texts
 * are those of Linux's lockdep where it has them; what to do is on a line more.
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "debug.h"

#ifdef CONFIG_DEBUG_LOCKS
static void show_headline(const char *text)
{
	pr_warn("============================================\n");
	pr_warn("WARNING: %s\n", text);
	pr_warn("--------------------------------------------\n");
}

static void show_end(const char *fix)
{
	pr_warn("fix: %s\n", fix);
	dump_stack();
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
}

void lock_show_holder(const struct lockdep_map *map)
{
	if (map->owner)
		pr_warn("it is held by %s/%d, which took it at: %pS\n",
			map->owner->comm, map->owner->pid, (void *)map->ip);
	else
		pr_warn("nobody holds it for writing\n");
}

static void show_held_locks(int from)
{
	int count = current->lockdep_depth - from;

	pr_warn("%d lock%s held by %s/%d:\n", count, count == 1 ? "" : "s",
		current->comm, current->pid);
	for (int i = current->lockdep_depth; i-- > from;) {
		const struct held_lock *held = &current->held_locks[i];

		pr_warn(" #%d: %px (%s){%s}, at: %pS\n", i, held->map,
			held->map->name, held->read ? "read" : "write",
			(void *)held->ip);
	}
}

void lock_show_held(void)
{
	show_held_locks(0);
}

static struct held_lock *find_held(const struct lockdep_map *map)
{
	for (int i = current->lockdep_depth; i--;)
		if (current->held_locks[i].map == map)
			return &current->held_locks[i];
	return NULL;
}

bool lock_is_held(const struct lockdep_map *map)
{
	return find_held(map);
}
EXPORT_SYMBOL_GPL(lock_is_held);

bool lock_is_held_for_writing(const struct lockdep_map *map)
{
	const struct held_lock *held = find_held(map);

	return held && !held->read;
}
EXPORT_SYMBOL_GPL(lock_is_held_for_writing);

/* One that can't be recorded is told once; from then on it is unknown. */
void lock_acquire(struct lockdep_map *map, bool read, unsigned long ip)
{
	if (!read) {
		map->owner = current;
		map->ip = ip;
	}
	if (current->lockdep_depth == MAX_LOCK_DEPTH) {
		WARN_ONCE(1, "BUG: MAX_LOCK_DEPTH too low!\n");
		return;
	}
	current->held_locks[current->lockdep_depth++] =
		(struct held_lock){ map, ip, read };
}
EXPORT_SYMBOL_GPL(lock_acquire);

static void bad_unlock(const struct lockdep_map *map, unsigned long ip)
{
	show_headline("bad unlock balance detected!");
	pr_warn("%s/%d is trying to release lock (%s) at:\n", current->comm,
		current->pid, map->name);
	pr_warn("%pS\n", (void *)ip);
	if (current->lockdep_depth)
		pr_warn("but it holds other locks only:\n");
	else
		pr_warn("but there are no more locks to release!\n");
	show_held_locks(0);
	lock_show_holder(map);
	show_end(
		"release a lock once for each time that it was taken, and by the task that took it");
}

static void drop_record(struct held_lock *held)
{
	const struct held_lock *last =
		&current->held_locks[--current->lockdep_depth];

	for (; held < last; held++)
		*held = held[1];
}

void lock_release(struct lockdep_map *map, unsigned long ip)
{
	struct held_lock *held = find_held(map);

	if (!held) {
		if (current->lockdep_depth < MAX_LOCK_DEPTH)
			bad_unlock(map, ip);
		return;
	}
	if (!held->read)
		map->owner = NULL;
	drop_record(held);
}
EXPORT_SYMBOL_GPL(lock_release);

void lock_contended(struct lockdep_map *map, unsigned long ip)
{
	const struct held_lock *held = find_held(map);

	if (!held)
		return;
	show_headline("possible recursive locking detected");
	pr_warn("%s/%d is trying to acquire lock:\n", current->comm,
		current->pid);
	pr_warn("%px (%s), at: %pS\n", map, map->name, (void *)ip);
	pr_warn("but task is already holding lock:\n");
	pr_warn("%px (%s), at: %pS\n", map, map->name, (void *)held->ip);
	pr_warn(" *** DEADLOCK ***\n");
	show_end(
		"split the inner function in one that takes the lock and one that expects it held");
}
EXPORT_SYMBOL_GPL(lock_contended);

void debug_check_no_locks_freed(const void *from, unsigned long size)
{
	for (int i = current->lockdep_depth; i--;) {
		struct held_lock *held = &current->held_locks[i];

		if ((unsigned long)held->map - (unsigned long)from >= size)
			continue;
		show_headline("held lock freed!");
		pr_warn("%s/%d is freeing memory %px-%px, with a lock still held there!\n",
			current->comm, current->pid, from, from + size - 1);
		show_held_locks(i);
		show_end("unlock before the memory is freed");
		drop_record(held);
	}
}
EXPORT_SYMBOL_GPL(debug_check_no_locks_freed);

void lockdep_rcu_suspicious(const char *file, int line, const char *text)
{
	show_headline("suspicious RCU usage");
	pr_warn("%s:%d %s!\n", file, line, text);
	show_held_locks(0);
	show_end(
		"readers are between rcu_read_lock() and rcu_read_unlock(); writers name their lock by rcu_dereference_protected()");
}
EXPORT_SYMBOL_GPL(lockdep_rcu_suspicious);

static int locks_held(void)
{
	return current->lockdep_depth;
}

static void forget_locks(int before)
{
	current->lockdep_depth = before;
}

static void check_locks(int before, const char *what, const void *function)
{
	char text[160];

	if (current->lockdep_depth <= before)
		return;
	snprintf(text, sizeof(text), "%s %pS returned with lock held!", what,
		 function);
	show_headline(function ? text :
				 "lock held when returning to user space!");
	show_held_locks(before);
	show_end(
		"unlock on every way out of the function, or take it by guard()");
	forget_locks(before);
}
#else
static int locks_held(void)
{
	return 0;
}

static void forget_locks(int before)
{
}

static void check_locks(int before, const char *what, const void *function)
{
}
#endif

const struct atomic_state nothing_held;

struct atomic_state atomic_state_now(void)
{
	return (struct atomic_state){
		.preempt_count = preempt_count(),
		.locks = locks_held(),
		.irqs_disabled = irqs_disabled(),
	};
}

void atomic_state_restore(const struct atomic_state *before)
{
	forget_locks(before->locks);
	preempt_count_set(before->preempt_count);
	if (before->irqs_disabled)
		local_irq_disable();
	else
		local_irq_enable();
}

void atomic_state_check(const struct atomic_state *before, const char *what,
			const void *function)
{
	bool unbalanced = preempt_count() != before->preempt_count;
	bool disabled = irqs_disabled() && !before->irqs_disabled;

	check_locks(before->locks, what, function);
	if (!unbalanced && !disabled)
		return;
	atomic_state_restore(before);
	WARN(1, "%s %pS returned with %s%s\n", what, function,
	     unbalanced ? "preemption imbalance " : "",
	     disabled ? "disabled interrupts " : "");
}
