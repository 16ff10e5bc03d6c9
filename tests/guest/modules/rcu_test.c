/* SPDX-License-Identifier: MIT */
/* RCU, sequence locks, what each processor has: each function. */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/smp.h>
#include <linux/srcu.h>
#include <linux/timer.h>

#include "ktap.h"

/* --- RCU */

static int called, called_in;

struct thing {
	struct rcu_head rcu;
	struct list_head list;
	struct hlist_node node;
	int value;
};

static void note_call(struct rcu_head *head)
{
	struct thing *t = container_of(head, struct thing, rcu);

	called = called * 10 + t->value;
	called_in = preempt_count();
}

/* No callback runs while a reader does, however many ticks come. */
static void callbacks_wait_for_readers(void)
{
	static struct thing a = { .value = 1 }, b = { .value = 2 };

	called = 0;
	rcu_read_lock();
	EXPECT(in_atomic() && rcu_read_lock_held());
	call_rcu(&a.rcu, note_call);
	call_rcu(&b.rcu, note_call);
	mdelay(50);
	EXPECT_EQ(called, 0);
	rcu_read_unlock();
	msleep(30);
	EXPECT_EQ(called, 12);
	EXPECT(called_in & SOFTIRQ_MASK);
}

/* A tick that interrupts no reader ends the wait, without a sleep. */
static void callbacks_come_without_a_sleep(void)
{
	static struct thing a = { .value = 7 };

	called = 0;
	call_rcu(&a.rcu, note_call);
	EXPECT_EQ(called, 0);
	mdelay(50);
	EXPECT_EQ(called, 7);
}

static void barrier_waits_for_callbacks(void)
{
	static struct thing a = { .value = 3 };

	called = 0;
	call_rcu(&a.rcu, note_call);
	rcu_barrier();
	EXPECT_EQ(called, 3);
	synchronize_rcu();
}

static struct thing __rcu *shared;
static DEFINE_SPINLOCK(lock);

static void pointers_are_replaced(void)
{
	struct thing *first = kzalloc(sizeof(*first), GFP_KERNEL);
	struct thing *second = kzalloc(sizeof(*second), GFP_KERNEL);
	struct thing *old;

	RCU_INIT_POINTER(shared, NULL);
	rcu_assign_pointer(shared, first);
	EXPECT(rcu_access_pointer(shared) == first);
	scoped_guard(rcu) EXPECT(rcu_dereference(shared) == first);
	spin_lock(&lock);
	old = rcu_replace_pointer(shared, second, lockdep_is_held(&lock));
	EXPECT(rcu_dereference_protected(shared, lockdep_is_held(&lock)) ==
	       second);
	spin_unlock(&lock);
	EXPECT(old == first);
	kfree_rcu(old, rcu);
	kfree_rcu_mightsleep(second);
	RCU_INIT_POINTER(shared, NULL);
	rcu_barrier();
}

/* What kvmalloc() gave goes back to where it came from. */
static void large_memory_is_freed_after_readers(void)
{
	struct large {
		struct rcu_head rcu;
		u8 bytes[64 * PAGE_SIZE];
	} *later = vzalloc(sizeof(*later)), *now = vzalloc(sizeof(*now));

	if (!EXPECT(later && now))
		return;
	kvfree_rcu(later, rcu);
	kvfree_rcu_mightsleep(now);
	rcu_barrier();
}

static int sum_list(struct list_head *list)
{
	struct thing *t;
	int sum = 0;

	guard(rcu)();
	list_for_each_entry_rcu(t, list, list) sum = sum * 10 + t->value;
	return sum;
}

static void lists_for_readers(void)
{
	struct thing a = { .value = 1 }, b = { .value = 2 }, c = { .value = 3 };
	LIST_HEAD(list);
	LIST_HEAD(other);

	EXPECT(!list_first_or_null_rcu(&list, struct thing, list));
	list_add_rcu(&b.list, &list);
	list_add_rcu(&a.list, &list);
	list_add_tail_rcu(&c.list, &list);
	EXPECT_EQ(sum_list(&list), 123);
	EXPECT(list_first_or_null_rcu(&list, struct thing, list) == &a);
	EXPECT(list_next_or_null_rcu(&list, &a.list, struct thing, list) == &b);
	list_del_rcu(&b.list);
	EXPECT_EQ(sum_list(&list), 13);
	/* Who stood on it goes on. */
	EXPECT(b.list.next == &c.list);
	list_replace_rcu(&c.list, &b.list);
	EXPECT_EQ(sum_list(&list), 12);
	list_splice_init_rcu(&list, &other, synchronize_rcu);
	EXPECT(list_empty(&list) && sum_list(&other) == 12);
}

static int sum_hlist(struct hlist_head *head)
{
	struct thing *t;
	int sum = 0;

	guard(rcu)();
	hlist_for_each_entry_rcu(t, head, node) sum = sum * 10 + t->value;
	return sum;
}

static void hash_lists_for_readers(void)
{
	struct thing a = { .value = 1 }, b = { .value = 2 }, c = { .value = 3 };
	HLIST_HEAD(head);

	hlist_add_head_rcu(&b.node, &head);
	hlist_add_before_rcu(&a.node, &b.node);
	hlist_add_behind_rcu(&c.node, &b.node);
	EXPECT_EQ(sum_hlist(&head), 123);
	hlist_del_rcu(&b.node);
	hlist_del_init_rcu(&c.node);
	EXPECT(hlist_unhashed(&c.node) && sum_hlist(&head) == 1);
	hlist_add_tail_rcu(&c.node, &head);
	hlist_replace_rcu(&a.node, &b.node);
	EXPECT_EQ(sum_hlist(&head), 23);
}

DEFINE_STATIC_SRCU(domain);
static bool reading;

static int read_and_sleep(void *data)
{
	int idx = srcu_read_lock(&domain);

	reading = true;
	msleep(50);
	reading = false;
	srcu_read_unlock(&domain, idx);
	return 0;
}

static void readers_that_sleep(void)
{
	static struct thing a = { .value = 5 };

	called = 0;
	kthread_run(read_and_sleep, NULL, "rcu_test");
	while (!reading)
		yield();
	call_srcu(&domain, &a.rcu, note_call);
	EXPECT_EQ(called, 0);
	synchronize_srcu(&domain);
	EXPECT(!reading);
	srcu_barrier(&domain);
	EXPECT_EQ(called, 5);
	scoped_guard(srcu, &domain) EXPECT(srcu_read_lock_held(&domain));
	cleanup_srcu_struct(&domain);
}

/* --- Sequence locks */

static DEFINE_SEQLOCK(seqlock);
static seqcount_t counter = SEQCNT_ZERO(counter);
static struct timer_list writer;

static void write_now(struct timer_list *timer)
{
	write_seqlock(&seqlock);
	called++;
	write_sequnlock(&seqlock);
}

static void readers_see_writers(void)
{
	unsigned int seq, rounds = 0;

	called = 0;
	timer_setup(&writer, write_now, 0);
	mod_timer(&writer, jiffies + 1);
	do {
		seq = read_seqbegin(&seqlock);
		if (!rounds++)
			mdelay(50);
	} while (read_seqretry(&seqlock, seq));
	EXPECT(rounds == 2 && called == 1);
	timer_delete_sync(&writer);
}

static void sequence_locks_in_all_forms(void)
{
	unsigned int begin = read_seqcount_begin(&counter);
	unsigned long flags;
	int seq = 0;

	EXPECT(!read_seqcount_retry(&counter, begin));
	write_seqcount_begin(&counter);
	EXPECT(in_atomic() && read_seqcount_retry(&counter, begin));
	write_seqcount_end(&counter);
	EXPECT_EQ(raw_read_seqcount(&counter), begin + 2);
	write_seqlock_irqsave(&seqlock, flags);
	EXPECT(irqs_disabled());
	write_sequnlock_irqrestore(&seqlock, flags);
	write_seqlock_bh(&seqlock);
	write_sequnlock_bh(&seqlock);
	read_seqlock_excl(&seqlock);
	read_sequnlock_excl(&seqlock);
	read_seqbegin_or_lock(&seqlock, &seq);
	EXPECT(!need_seqretry(&seqlock, seq));
	done_seqretry(&seqlock, seq);
	seq = 1;
	read_seqbegin_or_lock(&seqlock, &seq);
	EXPECT(in_atomic() && !need_seqretry(&seqlock, seq));
	done_seqretry(&seqlock, seq);
	EXPECT(!in_atomic());
}

/* --- What each processor has */

static DEFINE_PER_CPU(int, count);
static DEFINE_PER_CPU(u64, wide);

static void per_cpu_variables(void)
{
	int expected = 6;

	this_cpu_write(count, 4);
	this_cpu_add(count, 2);
	this_cpu_inc(count);
	this_cpu_dec(count);
	EXPECT_EQ(this_cpu_read(count), 6);
	EXPECT_EQ(this_cpu_add_return(count, 4), 10);
	EXPECT_EQ(this_cpu_xchg(count, 6), 10);
	EXPECT_EQ(this_cpu_cmpxchg(count, 1, 2), 6);
	EXPECT(this_cpu_try_cmpxchg(count, &expected, 7));
	EXPECT(!this_cpu_try_cmpxchg(count, &expected, 8) && expected == 7);
	__this_cpu_inc(count);
	EXPECT_EQ(per_cpu(count, 0), 8);
	this_cpu_add(wide, 1ull << 40);
	EXPECT_EQ(__this_cpu_read(wide), 1ull << 40);
	get_cpu_var(count)++;
	EXPECT(in_atomic());
	put_cpu_var(count);
	EXPECT_EQ(*this_cpu_ptr(&count), 9);
	EXPECT(!in_atomic() && !irqs_disabled());
}

static void per_cpu_memory(void)
{
	u64 *p = alloc_percpu(u64);
	char *aligned = __alloc_percpu(10, 64);

	if (!EXPECT(p && aligned))
		return;
	EXPECT(*per_cpu_ptr(p, 0) == 0 && (unsigned long)aligned % 64 == 0);
	/* cppcheck-suppress constStatement ; the value of ({ }) is used */
	*get_cpu_ptr(p) = 3;
	put_cpu_ptr(p);
	EXPECT_EQ(*this_cpu_ptr(p), 3);
	free_percpu(p);
	free_percpu(aligned);
	free_percpu(NULL);
}

static void add_one(void *info)
{
	*(int *)info += irqs_disabled();
}

static void one_processor(void)
{
	cpumask_var_t mask;
	int cpu, seen = 0, calls = 0;

	for_each_online_cpu(cpu) seen++;
	for_each_possible_cpu(cpu) seen++;
	EXPECT(seen == 2 && num_online_cpus() == 1 && nr_cpu_ids == 1);
	EXPECT_EQ(get_cpu(), 0);
	EXPECT(in_atomic() && smp_processor_id() == 0);
	put_cpu();
	on_each_cpu(add_one, &calls, 1);
	EXPECT_EQ(smp_call_function_single(0, add_one, &calls, 1), 0);
	EXPECT_EQ(smp_call_function_single(1, add_one, &calls, 1), -ENXIO);
	smp_call_function(add_one, &calls, 1);
	EXPECT_EQ(calls, 2);
	if (!EXPECT(zalloc_cpumask_var(&mask, GFP_KERNEL)))
		return;
	EXPECT(cpumask_empty(mask) && cpumask_first(mask) >= nr_cpu_ids);
	cpumask_set_cpu(0, mask);
	EXPECT(cpumask_test_cpu(0, mask) && cpumask_weight(mask) == 1);
	EXPECT(cpumask_equal(mask, cpu_online_mask));
	cpumask_clear_cpu(0, mask);
	EXPECT(cpumask_equal(mask, cpu_none_mask));
	free_cpumask_var(mask);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(callbacks_wait_for_readers),
	KTAP_CASE(callbacks_come_without_a_sleep),
	KTAP_CASE(barrier_waits_for_callbacks),
	KTAP_CASE(pointers_are_replaced),
	KTAP_CASE(large_memory_is_freed_after_readers),
	KTAP_CASE(lists_for_readers),
	KTAP_CASE(hash_lists_for_readers),
	KTAP_CASE(readers_that_sleep),
	KTAP_CASE(readers_see_writers),
	KTAP_CASE(sequence_locks_in_all_forms),
	KTAP_CASE(per_cpu_variables),
	KTAP_CASE(per_cpu_memory),
	KTAP_CASE(one_processor),
};

KTAP_SUITE(rcu_test, cases);
