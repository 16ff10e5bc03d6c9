/* SPDX-License-Identifier: MIT */
/*
 * Waiting for bits and variables: a table of wait queues, one of which is
 * chosen by the address; entries tell by their key whether they are meant.
 */
#include <linux/export.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/sched/signal.h>
#include <linux/start_kernel.h>
#include <linux/wait_bit.h>

#define TABLE_BITS 6
#define A_VARIABLE (-1)

static struct wait_queue_head table[1 << TABLE_BITS];

void __init wait_bit_init(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		init_waitqueue_head(&table[i]);
}

struct wait_queue_head *bit_waitqueue(void *word, int bit)
{
	return &table[hash_long((unsigned long)word * 8 + bit, TABLE_BITS)];
}
EXPORT_SYMBOL(bit_waitqueue);

struct wait_queue_head *__var_waitqueue(void *p)
{
	return &table[hash_ptr(p, TABLE_BITS)];
}
EXPORT_SYMBOL(__var_waitqueue);

static bool is_meant(const struct wait_queue_entry *entry,
		     const struct wait_bit_key *key)
{
	const struct wait_bit_key *own =
		&container_of(entry, struct wait_bit_queue_entry, wq_entry)->key;

	return own->flags == key->flags && own->bit_nr == key->bit_nr;
}

int wake_bit_function(struct wait_queue_entry *entry, unsigned int mode,
		      int flags, void *key)
{
	const struct wait_bit_key *k = key;

	if (!is_meant(entry, k) || test_bit(k->bit_nr, k->flags))
		return 0;
	return autoremove_wake_function(entry, mode, flags, key);
}
EXPORT_SYMBOL(wake_bit_function);

static int wake_var_function(struct wait_queue_entry *entry, unsigned int mode,
			     int flags, void *key)
{
	if (!is_meant(entry, key))
		return 0;
	return autoremove_wake_function(entry, mode, flags, key);
}

void init_wait_var_entry(struct wait_bit_queue_entry *entry, void *var,
			 int flags)
{
	*entry = (struct wait_bit_queue_entry){
		.key = __WAIT_BIT_KEY_INITIALIZER(var, A_VARIABLE),
	};
	init_wait_func(&entry->wq_entry, wake_var_function);
	entry->wq_entry.flags = flags;
}
EXPORT_SYMBOL(init_wait_var_entry);

/* --- Waking */

void __wake_up_bit(struct wait_queue_head *wq, void *word, int bit)
{
	struct wait_bit_key key = __WAIT_BIT_KEY_INITIALIZER(word, bit);

	if (waitqueue_active(wq))
		__wake_up(wq, TASK_NORMAL, 1, &key);
}
EXPORT_SYMBOL(__wake_up_bit);

void wake_up_bit(void *word, int bit)
{
	__wake_up_bit(bit_waitqueue(word, bit), word, bit);
}
EXPORT_SYMBOL(wake_up_bit);

void wake_up_var(void *var)
{
	__wake_up_bit(__var_waitqueue(var), var, A_VARIABLE);
}
EXPORT_SYMBOL(wake_up_var);

/* --- Waiting */

static int after_sleep(int mode)
{
	return signal_pending_state(mode, current) ? -EINTR : 0;
}

int bit_wait(struct wait_bit_key *key, int mode)
{
	schedule();
	return after_sleep(mode);
}
EXPORT_SYMBOL(bit_wait);

int bit_wait_io(struct wait_bit_key *key, int mode)
{
	io_schedule();
	return after_sleep(mode);
}
EXPORT_SYMBOL(bit_wait_io);

int bit_wait_timeout(struct wait_bit_key *key, int mode)
{
	unsigned long now = READ_ONCE(jiffies);

	if (time_after_eq(now, key->timeout))
		return -EAGAIN;
	schedule_timeout(key->timeout - now);
	return after_sleep(mode);
}
EXPORT_SYMBOL_GPL(bit_wait_timeout);

int bit_wait_io_timeout(struct wait_bit_key *key, int mode)
{
	return bit_wait_timeout(key, mode);
}
EXPORT_SYMBOL_GPL(bit_wait_io_timeout);

int __wait_on_bit(struct wait_queue_head *wq,
		  struct wait_bit_queue_entry *entry, wait_bit_action_f *action,
		  unsigned int mode)
{
	struct wait_bit_key *key = &entry->key;
	int err = 0;

	do {
		prepare_to_wait(wq, &entry->wq_entry, mode);
		if (test_bit(key->bit_nr, key->flags))
			err = action(key, mode);
	} while (test_bit_acquire(key->bit_nr, key->flags) && !err);
	finish_wait(wq, &entry->wq_entry);
	return err;
}
EXPORT_SYMBOL(__wait_on_bit);

/* One whom a wake-up was spent on takes the bit, even where a signal came. */
int __wait_on_bit_lock(struct wait_queue_head *wq,
		       struct wait_bit_queue_entry *entry,
		       wait_bit_action_f *action, unsigned int mode)
{
	struct wait_bit_key *key = &entry->key;
	bool taken;
	int err = 0;

	do {
		prepare_to_wait_exclusive(wq, &entry->wq_entry, mode);
		if (test_bit(key->bit_nr, key->flags))
			err = action(key, mode);
		taken = !test_and_set_bit(key->bit_nr, key->flags);
	} while (!taken && !err);
	finish_wait(wq, &entry->wq_entry);
	return taken ? 0 : err;
}
EXPORT_SYMBOL(__wait_on_bit_lock);

int out_of_line_wait_on_bit(void *word, int bit, wait_bit_action_f *action,
			    unsigned int mode)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	return __wait_on_bit(bit_waitqueue(word, bit), &entry, action, mode);
}
EXPORT_SYMBOL(out_of_line_wait_on_bit);

int out_of_line_wait_on_bit_timeout(void *word, int bit,
				    wait_bit_action_f *action,
				    unsigned int mode, unsigned long timeout)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	entry.key.timeout = jiffies + timeout;
	return __wait_on_bit(bit_waitqueue(word, bit), &entry, action, mode);
}
EXPORT_SYMBOL_GPL(out_of_line_wait_on_bit_timeout);

int out_of_line_wait_on_bit_lock(void *word, int bit, wait_bit_action_f *action,
				 unsigned int mode)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	return __wait_on_bit_lock(bit_waitqueue(word, bit), &entry, action,
				  mode);
}
EXPORT_SYMBOL(out_of_line_wait_on_bit_lock);
