/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a bit to be cleared, or for something about a variable, without
 * a queue of one's own: by its address a wait queue is chosen, which others
 * may share.
 * Context: process, may sleep; what wakes others: any.
 * Linux: Documentation/driver-api/basics.rst
 */
#ifndef _LINUX_WAIT_BIT_H
#define _LINUX_WAIT_BIT_H

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/wait.h>

/* What is waited for: bit @bit_nr of *@flags; -1: something about it. */
struct wait_bit_key {
	void *flags;
	int bit_nr;
	unsigned long timeout; /* the jiffy at which a wait ends */
};

struct wait_bit_queue_entry {
	struct wait_bit_key key;
	struct wait_queue_entry wq_entry;
};

/* One sleep in @mode: 0, or the error that ends the wait. */
typedef int wait_bit_action_f(struct wait_bit_key *key, int mode);
int bit_wait(struct wait_bit_key *key, int mode);
int bit_wait_io(struct wait_bit_key *key, int mode);
int bit_wait_timeout(struct wait_bit_key *key, int mode);
int bit_wait_io_timeout(struct wait_bit_key *key, int mode);

/* clang-format off */
#define __WAIT_BIT_KEY_INITIALIZER(word, bit) { .flags = word, .bit_nr = bit }
/* clang-format on */
#define DEFINE_WAIT_BIT(name, word, bit) \
	struct wait_bit_queue_entry name = {                           \
		.key = __WAIT_BIT_KEY_INITIALIZER(word, bit),          \
		.wq_entry = {                                          \
			.private = current,                            \
			.func = wake_bit_function,                     \
			.entry = LIST_HEAD_INIT((name).wq_entry.entry),\
		},                                                     \
	}
/* Wakes an entry whose key is *@key, once the bit is clear. Context: any. */
int wake_bit_function(struct wait_queue_entry *entry, unsigned int mode,
		      int flags, void *key);

/* The queue for that bit of *@word; for a variable. Context: any. */
struct wait_queue_head *bit_waitqueue(void *word, int bit);
struct wait_queue_head *__var_waitqueue(void *p);

/* The waits themselves, on a queue of choice. */
int __wait_on_bit(struct wait_queue_head *wq,
		  struct wait_bit_queue_entry *entry, wait_bit_action_f *action,
		  unsigned int mode);
int __wait_on_bit_lock(struct wait_queue_head *wq,
		       struct wait_bit_queue_entry *entry,
		       wait_bit_action_f *action, unsigned int mode);
int out_of_line_wait_on_bit(void *word, int bit, wait_bit_action_f *action,
			    unsigned int mode);
int out_of_line_wait_on_bit_timeout(void *word, int bit,
				    wait_bit_action_f *action,
				    unsigned int mode, unsigned long timeout);
int out_of_line_wait_on_bit_lock(void *word, int bit, wait_bit_action_f *action,
				 unsigned int mode);

/*
 * Sleeps in @mode until the bit is clear: 0, or -EINTR when a signal that ends
 * such a sleep came first; -EAGAIN after @timeout jiffies; or what @action
 * returned.
 */
static inline int wait_on_bit_action(unsigned long *word, int bit,
				     wait_bit_action_f *action,
				     unsigned int mode)
{
	might_sleep();
	if (!test_bit_acquire(bit, word))
		return 0;
	return out_of_line_wait_on_bit(word, bit, action, mode);
}

static inline int wait_on_bit(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_action(word, bit, bit_wait, mode);
}

static inline int wait_on_bit_io(unsigned long *word, int bit,
				 unsigned int mode)
{
	return wait_on_bit_action(word, bit, bit_wait_io, mode);
}

static inline int wait_on_bit_timeout(unsigned long *word, int bit,
				      unsigned int mode, unsigned long timeout)
{
	might_sleep();
	if (!test_bit_acquire(bit, word))
		return 0;
	return out_of_line_wait_on_bit_timeout(word, bit, bit_wait_timeout,
					       mode, timeout);
}

/* The same until it could be set: it is a lock. */
static inline int wait_on_bit_lock_action(unsigned long *word, int bit,
					  wait_bit_action_f *action,
					  unsigned int mode)
{
	might_sleep();
	if (!test_and_set_bit(bit, word))
		return 0;
	return out_of_line_wait_on_bit_lock(word, bit, action, mode);
}

static inline int wait_on_bit_lock(unsigned long *word, int bit,
				   unsigned int mode)
{
	return wait_on_bit_lock_action(word, bit, bit_wait, mode);
}

static inline int wait_on_bit_lock_io(unsigned long *word, int bit,
				      unsigned int mode)
{
	return wait_on_bit_lock_action(word, bit, bit_wait_io, mode);
}

/* Wakes who waits for the bit, which has been cleared; on a queue of choice. */
void wake_up_bit(void *word, int bit);
void __wake_up_bit(struct wait_queue_head *wq, void *word, int bit);

/* Clears the bit, as an unlock, and wakes who waits for it. Context: any. */
static inline void clear_and_wake_up_bit(int bit, void *word)
{
	clear_bit_unlock(bit, word);
	smp_mb__after_atomic();
	wake_up_bit(word, bit);
}

/* The same; whether it was set. Context: any. */
static inline bool test_and_clear_wake_up_bit(int bit, unsigned long *word)
{
	if (!test_and_clear_bit(bit, word))
		return false;
	wake_up_bit(word, bit);
	return true;
}

/* Wakes who waits for something about *@var, which has changed. */
void wake_up_var(void *var);
void init_wait_var_entry(struct wait_bit_queue_entry *entry, void *var,
			 int flags);

/* Counts @var down and, where it is 0 then, wakes who waits. Context: any. */
static inline bool atomic_dec_and_wake_up(atomic_t *var)
{
	if (!atomic_dec_and_test(var))
		return false;
	wake_up_var(var);
	return true;
}

/* Writes @val to *@var, behind all else, and wakes who waits for it. */
#define store_release_wake_up(var, val)      \
	do {                                 \
		smp_store_release(var, val); \
		smp_mb();                    \
		wake_up_var(var);            \
	} while (0)

/*
 * As wait_event() and its like: until @condition holds, which is about @var
 * and looked at when wake_up_var() was called.
 */
#define ___wait_var_event(var, condition, state, exclusive, ret, cmd)     \
	({                                                                \
		struct wait_queue_head *__wq_head = __var_waitqueue(var); \
		struct wait_bit_queue_entry __wbq_entry;                  \
                                                                          \
		init_wait_var_entry(&__wbq_entry, var,                    \
				    exclusive ? WQ_FLAG_EXCLUSIVE : 0);   \
		___wait_loop(__wq_head, &__wbq_entry.wq_entry, condition, \
			     state, ret, cmd);                            \
	})
#define wait_var_event(var, condition)                                      \
	do {                                                                \
		might_sleep();                                              \
		if (!(condition))                                           \
			(void)___wait_var_event(var, condition,             \
						TASK_UNINTERRUPTIBLE, 0, 0, \
						schedule());                \
	} while (0)
#define __wait_var_error(var, condition, state)                                \
	({                                                                     \
		int __err = 0;                                                 \
                                                                               \
		might_sleep();                                                 \
		if (!(condition))                                              \
			__err = ___wait_var_event(var, condition, state, 0, 0, \
						  schedule());                 \
		__err;                                                         \
	})
#define wait_var_event_killable(var, condition) \
	__wait_var_error(var, condition, TASK_KILLABLE)
#define wait_var_event_interruptible(var, condition) \
	__wait_var_error(var, condition, TASK_INTERRUPTIBLE)
#define wait_var_event_timeout(var, condition, timeout)                      \
	({                                                                   \
		long __ret = timeout;                                        \
                                                                             \
		might_sleep();                                               \
		if (!___wait_cond_timeout(condition))                        \
			__ret = ___wait_var_event(var,                       \
						  ___wait_cond_timeout(      \
							  condition),        \
						  TASK_UNINTERRUPTIBLE, 0,   \
						  timeout, __sleep_for_ret); \
		__ret;                                                       \
	})

#endif
