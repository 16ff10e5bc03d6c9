/* SPDX-License-Identifier: MIT */
/*
 * Spin locks: what is not done in line. In a debug build that is all of it:
 * here each is checked, and misuse is told in Linux's words. Then it goes on
 * as if the lock had been free: a machine that stops teaches nothing.
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "debug.h"

int _atomic_dec_and_raw_lock(atomic_t *atomic, raw_spinlock_t *lock)
{
	if (atomic_add_unless(atomic, -1, 1))
		return 0;
	raw_spin_lock(lock);
	if (atomic_dec_and_test(atomic))
		return 1;
	raw_spin_unlock(lock);
	return 0;
}
EXPORT_SYMBOL(_atomic_dec_and_raw_lock);

int _atomic_dec_and_raw_lock_irqsave(atomic_t *atomic, raw_spinlock_t *lock,
				     unsigned long *flags)
{
	if (atomic_add_unless(atomic, -1, 1))
		return 0;
	raw_spin_lock_irqsave(lock, *flags);
	if (atomic_dec_and_test(atomic))
		return 1;
	raw_spin_unlock_irqrestore(lock, *flags);
	return 0;
}
EXPORT_SYMBOL(_atomic_dec_and_raw_lock_irqsave);

int _atomic_dec_and_lock(atomic_t *atomic, spinlock_t *lock)
{
	return _atomic_dec_and_raw_lock(atomic, &lock->rlock);
}
EXPORT_SYMBOL(_atomic_dec_and_lock);

int _atomic_dec_and_lock_irqsave(atomic_t *atomic, spinlock_t *lock,
				 unsigned long *flags)
{
	return _atomic_dec_and_raw_lock_irqsave(atomic, &lock->rlock, flags);
}
EXPORT_SYMBOL(_atomic_dec_and_lock_irqsave);

#ifdef CONFIG_DEBUG_LOCKS
static void lock_bug(const char *kind, const struct lockdep_map *map,
		     const char *text, const char *fix, unsigned long ip)
{
	const struct task_struct *owner =
		map->magic == LOCK_MAGIC ? map->owner : NULL;

	pr_emerg("BUG: %s %s on CPU#0, %s/%d\n", kind, text, current->comm,
		 current->pid);
	pr_emerg(" lock: %px (%s), .magic: %08x, .owner: %s/%d, .owner_cpu: %d\n",
		 map, map->magic == LOCK_MAGIC ? map->name : "?", map->magic,
		 owner ? owner->comm : "<none>", owner ? owner->pid : -1,
		 owner ? 0 : -1);
	pr_emerg(" at: %pS\n", (void *)ip);
	if (owner)
		lock_show_holder(map);
	pr_emerg(" fix: %s\n", fix);
	dump_stack();
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
}

static const char *const take_fix[] = {
	"don't take it again in what is called with it held",
	"where an interrupt takes it too, all others take it by spin_lock_irqsave()",
};

static bool initialised(const char *kind, struct lockdep_map *map,
			unsigned long ip)
{
	if (map->magic == LOCK_MAGIC)
		return true;
	lock_bug(kind, map, "bad magic",
		 "initialise it first: DEFINE_SPINLOCK(), spin_lock_init() or the like",
		 ip);
	*map = (struct lockdep_map)DEP_MAP("?");
	return false;
}

/*
 * Whether the lock can be taken. If it is @taken that is told: by whom, and what
 * was wrong with it; as often as that its releases don't count.
 */
static bool may_take(const char *kind, struct lockdep_map *map, bool taken,
		     unsigned long ip)
{
	if (!initialised(kind, map, ip) || !taken)
		return true;
	map->recursion++;
	if (map->owner && map->owner != current)
		lock_bug(kind, map, "lockup suspected",
			 "its holder sleeps: a spin lock is released before that",
			 ip);
	else
		lock_bug(kind, map, "recursion", take_fix[!!in_interrupt()],
			 ip);
	return false;
}

/* Whether it is to be released: @taken, and not told of already. */
static bool may_release(const char *kind, struct lockdep_map *map, bool taken,
			unsigned long ip)
{
	if (initialised(kind, map, ip) && map->recursion) {
		map->recursion--;
		return false;
	}
	if (!taken) {
		lock_bug(kind, map, "already unlocked",
			 "unlock once for each time that it was locked", ip);
		return false;
	}
	if (map->owner && map->owner != current)
		lock_bug(kind, map, "wrong owner",
			 "the task that took it releases it", ip);
	else
		lock_release(map, ip);
	return true;
}

void raw_spin_lock(raw_spinlock_t *lock)
{
	if (!may_take("spinlock", &lock->dep_map, lock->locked, _RET_IP_))
		return;
	preempt_disable();
	lock->locked = 1;
	lock_acquire(&lock->dep_map, false, _RET_IP_);
}
EXPORT_SYMBOL(raw_spin_lock);

int raw_spin_trylock(raw_spinlock_t *lock)
{
	if (lock->locked)
		return 0;
	initialised("spinlock", &lock->dep_map, _RET_IP_);
	preempt_disable();
	lock->locked = 1;
	lock_acquire(&lock->dep_map, false, _RET_IP_);
	return 1;
}
EXPORT_SYMBOL(raw_spin_trylock);

void raw_spin_unlock(raw_spinlock_t *lock)
{
	if (!may_release("spinlock", &lock->dep_map, lock->locked, _RET_IP_))
		return;
	lock->locked = 0;
	preempt_enable();
}
EXPORT_SYMBOL(raw_spin_unlock);

void read_lock(rwlock_t *lock)
{
	if (!may_take("rwlock", &lock->dep_map, lock->count < 0, _RET_IP_))
		return;
	preempt_disable();
	lock->count++;
	lock_acquire(&lock->dep_map, true, _RET_IP_);
}
EXPORT_SYMBOL(read_lock);

int read_trylock(rwlock_t *lock)
{
	if (lock->count < 0)
		return 0;
	read_lock(lock);
	return 1;
}
EXPORT_SYMBOL(read_trylock);

void read_unlock(rwlock_t *lock)
{
	if (!may_release("rwlock", &lock->dep_map, lock->count > 0, _RET_IP_))
		return;
	lock->count--;
	preempt_enable();
}
EXPORT_SYMBOL(read_unlock);

void write_lock(rwlock_t *lock)
{
	if (!may_take("rwlock", &lock->dep_map, lock->count, _RET_IP_))
		return;
	preempt_disable();
	lock->count = -1;
	lock_acquire(&lock->dep_map, false, _RET_IP_);
}
EXPORT_SYMBOL(write_lock);

int write_trylock(rwlock_t *lock)
{
	if (lock->count)
		return 0;
	write_lock(lock);
	return 1;
}
EXPORT_SYMBOL(write_trylock);

void write_unlock(rwlock_t *lock)
{
	if (!may_release("rwlock", &lock->dep_map, lock->count < 0, _RET_IP_))
		return;
	lock->count = 0;
	preempt_enable();
}
EXPORT_SYMBOL(write_unlock);
#endif
