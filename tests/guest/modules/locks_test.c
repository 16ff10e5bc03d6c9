/* SPDX-License-Identifier: MIT */
/* The preempt count, atomics, bits, spin locks and references: each function. */
#include <linux/atomic.h>
#include <linux/bit_spinlock.h>
#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "ktap.h"

/* --- The preempt count */

static void preempt_count_nests(void)
{
	int before = preempt_count();

	EXPECT(!in_atomic() && !in_interrupt() && in_task() && preemptible());
	preempt_disable();
	preempt_disable();
	EXPECT_EQ(preempt_count(), before + 2);
	EXPECT(in_atomic() && !in_interrupt() && in_task() && !preemptible());
	preempt_enable();
	preempt_enable();
	local_bh_disable();
	EXPECT_EQ(preempt_count(), before + SOFTIRQ_DISABLE_OFFSET);
	EXPECT(in_softirq() && in_interrupt() && !in_serving_softirq());
	EXPECT(in_task() && !in_hardirq() && !in_nmi());
	local_bh_enable();
	EXPECT_EQ(preempt_count(), before);
}

static struct {
	struct timer_list timer;
	int count;
} seen;

static void see_context(struct timer_list *timer)
{
	seen.count = preempt_count();
}

/* A timer's function is no task's; the task's own count is as it was. */
static void interrupts_are_counted(void)
{
	seen.count = 0;
	timer_setup(&seen.timer, see_context, 0);
	preempt_disable();
	mod_timer(&seen.timer, jiffies + 1);
	mdelay(50);
	EXPECT_EQ(preempt_count(), 1);
	preempt_enable();
	EXPECT(seen.count & (HARDIRQ_MASK | SOFTIRQ_MASK));
	mod_timer(&seen.timer, jiffies + 1);
	msleep(50);
	EXPECT_EQ(seen.count & PREEMPT_MASK, 0);
	EXPECT_EQ(preempt_count(), 0);
}

/* --- Atomics: the same cases for each of the three types */

#define TEST_SUMS(a, type, value)                            \
	do {                                                 \
		type v;                                      \
                                                             \
		a##_set(&v, 5);                              \
		a##_add(3, &v);                              \
		a##_sub(2, &v);                              \
		a##_inc(&v);                                 \
		a##_dec(&v);                                 \
		EXPECT_EQ(a##_read(&v), 6);                  \
		EXPECT_EQ(a##_add_return(4, &v), 10);        \
		EXPECT_EQ(a##_sub_return_relaxed(1, &v), 9); \
		EXPECT_EQ(a##_inc_return_acquire(&v), 10);   \
		EXPECT_EQ(a##_dec_return_release(&v), 9);    \
		EXPECT_EQ(a##_fetch_add(1, &v), 9);          \
		EXPECT_EQ(a##_fetch_sub_relaxed(2, &v), 10); \
		EXPECT_EQ(a##_fetch_inc_acquire(&v), 8);     \
		EXPECT_EQ(a##_fetch_dec_release(&v), 9);     \
		EXPECT_EQ(a##_read_acquire(&v), 8);          \
		a##_set_release(&v, 1);                      \
		EXPECT(!a##_inc_and_test(&v));               \
		EXPECT(!a##_dec_and_test(&v));               \
		EXPECT(a##_dec_and_test(&v));                \
		EXPECT(a##_sub_and_test(-0, &v));            \
		EXPECT(a##_add_negative(-1, &v));            \
		EXPECT(!a##_add_negative_relaxed(1, &v));    \
	} while (0)

#define TEST_BITWISE(a, type, value)                                 \
	do {                                                         \
		type v;                                              \
                                                                     \
		a##_set(&v, 0xf0);                                   \
		a##_or(0x0f, &v);                                    \
		EXPECT_EQ(a##_read(&v), 0xff);                       \
		a##_and(0x3c, &v);                                   \
		EXPECT_EQ(a##_read(&v), 0x3c);                       \
		a##_xor(0x0c, &v);                                   \
		EXPECT_EQ(a##_read(&v), 0x30);                       \
		a##_andnot(0x10, &v);                                \
		EXPECT_EQ(a##_read(&v), 0x20);                       \
		EXPECT_EQ(a##_fetch_or(1, &v), 0x20);                \
		EXPECT_EQ(a##_fetch_and_acquire(0x20, &v), 0x21);    \
		EXPECT_EQ(a##_fetch_xor_release(0x30, &v), 0x20);    \
		EXPECT_EQ(a##_fetch_andnot_relaxed(0x10, &v), 0x10); \
		EXPECT_EQ(a##_read(&v), 0);                          \
	} while (0)

#define TEST_EXCHANGES(a, type, value)                        \
	do {                                                  \
		type v;                                       \
		value old = 7;                                \
                                                              \
		a##_set(&v, 7);                               \
		EXPECT_EQ(a##_xchg(&v, 8), 7);                \
		EXPECT_EQ(a##_xchg_relaxed(&v, 9), 8);        \
		EXPECT_EQ(a##_cmpxchg(&v, 1, 2), 9);          \
		EXPECT_EQ(a##_cmpxchg_acquire(&v, 9, 2), 9);  \
		EXPECT(!a##_try_cmpxchg(&v, &old, 3));        \
		EXPECT_EQ(old, 2);                            \
		EXPECT(a##_try_cmpxchg_release(&v, &old, 3)); \
		EXPECT_EQ(a##_read(&v), 3);                   \
		EXPECT_EQ(a##_fetch_add_unless(&v, 1, 3), 3); \
		EXPECT(!a##_add_unless(&v, 1, 3));            \
		EXPECT(a##_add_unless(&v, 1, 4));             \
		EXPECT(a##_inc_not_zero(&v));                 \
		EXPECT_EQ(a##_read(&v), 5);                   \
		EXPECT_EQ(a##_dec_if_positive(&v), 4);        \
		EXPECT(a##_inc_unless_negative(&v));          \
		EXPECT(!a##_dec_unless_positive(&v));         \
		a##_set(&v, 0);                               \
		EXPECT(!a##_inc_not_zero(&v));                \
		EXPECT_EQ(a##_dec_if_positive(&v), -1);       \
		EXPECT_EQ(a##_read(&v), 0);                   \
		EXPECT(a##_dec_unless_positive(&v));          \
		EXPECT(!a##_inc_unless_negative(&v));         \
		EXPECT_EQ(a##_read(&v), -1);                  \
	} while (0)

#define FOR_ALL_TYPES(TEST)                     \
	TEST(atomic, atomic_t, int);            \
	TEST(atomic_long, atomic_long_t, long); \
	TEST(atomic64, atomic64_t, s64)

static void atomic_sums(void)
{
	FOR_ALL_TYPES(TEST_SUMS);
}

static void atomic_bitwise(void)
{
	FOR_ALL_TYPES(TEST_BITWISE);
}

static void atomic_exchanges(void)
{
	FOR_ALL_TYPES(TEST_EXCHANGES);
}

static void atomic64_has_64_bits(void)
{
	atomic64_t v = ATOMIC64_INIT(0xffffffffLL);

	EXPECT_EQ(atomic64_inc_return(&v), 0x100000000LL);
	EXPECT_EQ(atomic64_fetch_or(0x7000000000000000LL, &v), 0x100000000LL);
	EXPECT_EQ(atomic64_sub_return(1, &v), 0x70000000ffffffffLL);
	EXPECT_EQ(atomic64_cmpxchg(&v, 0xffffffffLL, 0), 0x70000000ffffffffLL);
	EXPECT_EQ(atomic64_xchg(&v, -1), 0x70000000ffffffffLL);
	EXPECT_EQ(atomic64_read(&v), -1);
	EXPECT_EQ((unsigned long)&v % 8, 0);
}

static void plain_exchanges(void)
{
	unsigned long word = 1, expected = 5;
	u64 wide = 0x100000002ull, seen = 0;
	void *pointer = NULL;
	u8 byte = 200;
	u16 half = 3;

	EXPECT_EQ(xchg(&word, 2), 1);
	EXPECT_EQ(cmpxchg(&word, 2, 3), 2);
	EXPECT_EQ(cmpxchg_relaxed(&word, 2, 4), 3);
	EXPECT(!try_cmpxchg(&word, &expected, 4));
	EXPECT_EQ(expected, 3);
	EXPECT_EQ(xadd(&word, 4), 3);
	EXPECT_EQ(cmpxchg(&byte, 200, 7), 200);
	EXPECT_EQ(xchg(&half, 9), 3);
	EXPECT(!cmpxchg(&pointer, NULL, &word));
	EXPECT(xchg(&pointer, NULL) == &word);
	EXPECT_EQ(cmpxchg64(&wide, 1, 2), 0x100000002ull);
	EXPECT_EQ(cmpxchg64(&wide, 0x100000002ull, 1ull << 40), 0x100000002ull);
	EXPECT(!try_cmpxchg64(&wide, &seen, 1));
	EXPECT_EQ(seen, 1ull << 40);
}

static struct {
	struct timer_list timer;
	atomic_t counter;
	atomic64_t wide;
	unsigned long bits[2];
	bool stop;
} raced;

/* Comes between any two instructions of the case below. */
static void race(struct timer_list *timer)
{
	atomic_inc(&raced.counter);
	atomic64_add(1LL << 32, &raced.wide);
	change_bit(40, raced.bits);
	if (!raced.stop)
		mod_timer(timer, jiffies + 1);
}

static void interrupts_do_not_tear(void)
{
	unsigned long end = jiffies + 20;
	unsigned int rounds = 0, ticks;

	timer_setup(&raced.timer, race, 0);
	raced.stop = false;
	atomic_set(&raced.counter, 0);
	atomic64_set(&raced.wide, 0);
	mod_timer(&raced.timer, jiffies + 1);
	while (time_before(jiffies, end)) {
		atomic_add(1000, &raced.counter);
		atomic64_inc(&raced.wide);
		set_bit(33, raced.bits);
		clear_bit(33, raced.bits);
		rounds++;
	}
	raced.stop = true;
	timer_delete_sync(&raced.timer);
	ticks = atomic64_read(&raced.wide) >> 32;
	EXPECT(ticks > 5);
	EXPECT_EQ(atomic_read(&raced.counter), rounds * 1000 + ticks);
	EXPECT_EQ((u32)atomic64_read(&raced.wide), rounds);
	EXPECT_EQ(raced.bits[1], ticks % 2 ? BIT(8) : 0);
}

static void barriers_store_and_load(void)
{
	int value = 1;

	mb();
	rmb();
	wmb();
	smp_mb();
	smp_store_release(&value, 2);
	EXPECT_EQ(smp_load_acquire(&value), 2);
	smp_store_mb(value, 3);
	EXPECT_EQ(smp_cond_load_acquire(&value, VAL == 3), 3);
	EXPECT_EQ(READ_ONCE(value), 3);
}

/* --- Bits */

static void bits_of_arrays(void)
{
	unsigned long map[3] = { 0 };

	set_bit(0, map);
	set_bit(33, map);
	__set_bit(95, map);
	EXPECT(test_bit(0, map) && test_bit(33, map) && test_bit(95, map));
	EXPECT(map[0] == 1 && map[1] == 2 && map[2] == BIT(31));
	EXPECT(test_and_set_bit(33, map) && !test_and_set_bit(34, map));
	EXPECT(test_and_clear_bit(34, map) && !test_and_clear_bit(34, map));
	EXPECT(!test_and_change_bit(34, map) && test_and_change_bit(34, map));
	EXPECT(!__test_and_set_bit(1, map) && __test_and_clear_bit(1, map));
	EXPECT(!__test_and_change_bit(1, map) && test_bit(1, map));
	change_bit(1, map);
	__change_bit(1, map);
	__clear_bit(1, map);
	clear_bit(33, map);
	assign_bit(64, map, true);
	__assign_bit(64, map, false);
	EXPECT(map[0] == 1 && map[1] == 0 && map[2] == BIT(31));
	EXPECT(!test_and_set_bit_lock(5, map));
	EXPECT(test_and_set_bit_lock(5, map));
	clear_bit_unlock(5, map);
	EXPECT_EQ(set_mask_bits(&map[1], 0xff, 0x12), 0);
	EXPECT_EQ(map[1], 0x12);
	EXPECT(!bit_clear_unless(&map[1], 0x2, 0x10));
	EXPECT(bit_clear_unless(&map[1], 0x2, 0x1) && map[1] == 0x10);
}

static void bit_as_a_lock(void)
{
	unsigned long word = 0;

	bit_spin_lock(3, &word);
	EXPECT(in_atomic() && bit_spin_is_locked(3, &word));
	EXPECT(!bit_spin_trylock(3, &word));
	bit_spin_unlock(3, &word);
	EXPECT(!in_atomic() && bit_spin_trylock(3, &word));
	bit_spin_unlock(3, &word);
	EXPECT_EQ(word, 0);
}

static void bits_of_words(void)
{
	volatile u32 w = 0x00f0, zero = 0, top = 0x80000000;
	volatile u64 wide = 1ull << 40;

	EXPECT_EQ(__ffs(w), 4);
	EXPECT_EQ(__fls(w), 7);
	EXPECT_EQ(ffz(~w), 4);
	EXPECT(ffs(w) == 5 && ffs(zero) == 0 && ffs(top) == 32);
	EXPECT(fls(w) == 8 && fls(zero) == 0 && fls(top) == 32);
	EXPECT(fls64(wide) == 41 && fls64(w) == 8 && __ffs64(wide) == 40);
	EXPECT(hweight8(0x1ff) == 8 && hweight16(0xf0f0) == 8);
	EXPECT(hweight32(0xffffffff) == 32 && hweight64(wide - 1) == 40);
	EXPECT_EQ(hweight_long(w), 4);
	EXPECT(fns(w, 2) == 6 && fns(w, 4) == BITS_PER_LONG);
	EXPECT(get_count_order(1) == 0 && get_count_order(9) == 4);
	EXPECT(rol32(top | 1, 1) == 3 && ror8(1, 1) == 0x80);
	EXPECT(rol64(wide, 24) == 1 && ror16(0x1234, 4) == 0x4123);
	EXPECT(sign_extend32(0xff, 7) == -1 && sign_extend64(0x7f, 7) == 127);
}

/* --- Spin locks */

static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_RWLOCK(rw);

#define LOCKED_ATOMIC(lock, unlock)        \
	do {                               \
		lock;                      \
		EXPECT_EQ(in_atomic(), 1); \
		unlock;                    \
		EXPECT(!in_atomic());      \
		EXPECT(!irqs_disabled());  \
	} while (0)

static void spin_locks_in_all_forms(void)
{
	unsigned long flags;

	LOCKED_ATOMIC(spin_lock(&spin), spin_unlock(&spin));
	LOCKED_ATOMIC(spin_lock_bh(&spin), spin_unlock_bh(&spin));
	LOCKED_ATOMIC(spin_lock_irq(&spin), spin_unlock_irq(&spin));
	LOCKED_ATOMIC(spin_lock_irqsave(&spin, flags),
		      spin_unlock_irqrestore(&spin, flags));
	LOCKED_ATOMIC(raw_spin_lock(&raw), raw_spin_unlock(&raw));
	LOCKED_ATOMIC(raw_spin_lock_irqsave(&raw, flags),
		      raw_spin_unlock_irqrestore(&raw, flags));
	LOCKED_ATOMIC(read_lock(&rw), read_unlock(&rw));
	LOCKED_ATOMIC(write_lock(&rw), write_unlock(&rw));
	LOCKED_ATOMIC(read_lock_bh(&rw), read_unlock_bh(&rw));
	LOCKED_ATOMIC(write_lock_irq(&rw), write_unlock_irq(&rw));
	LOCKED_ATOMIC(write_lock_irqsave(&rw, flags),
		      write_unlock_irqrestore(&rw, flags));
	LOCKED_ATOMIC(read_lock_irqsave(&rw, flags),
		      read_unlock_irqrestore(&rw, flags));
}

static void irqsave_keeps_what_was(void)
{
	unsigned long flags, inner;

	spin_lock_irqsave(&spin, flags);
	EXPECT(irqs_disabled());
	raw_spin_lock_irqsave(&raw, inner);
	raw_spin_unlock_irqrestore(&raw, inner);
	EXPECT(irqs_disabled());
	spin_unlock_irqrestore(&spin, flags);
	EXPECT(!irqs_disabled());
}

static void trylocks_tell(void)
{
	unsigned long flags;

	EXPECT(spin_trylock(&spin) && spin_is_locked(&spin));
	EXPECT(!spin_trylock(&spin));
	EXPECT(!spin_trylock_irqsave(&spin, flags) && !irqs_disabled());
	EXPECT(!spin_trylock_bh(&spin) && !in_softirq());
	assert_spin_locked(&spin);
	spin_unlock(&spin);
	EXPECT(spin_trylock_irqsave(&spin, flags) && irqs_disabled());
	spin_unlock_irqrestore(&spin, flags);
	EXPECT(spin_trylock_irq(&spin));
	spin_unlock_irq(&spin);
	EXPECT(read_trylock(&rw) && read_trylock(&rw));
	EXPECT(!write_trylock(&rw));
	read_unlock(&rw);
	read_unlock(&rw);
	EXPECT(write_trylock(&rw) && !read_trylock(&rw));
	write_unlock(&rw);
	EXPECT(!in_atomic());
}

static void locks_made_at_run_time(void)
{
	raw_spinlock_t own_raw;
	spinlock_t own;
	rwlock_t own_rw;

	spin_lock_init(&own);
	raw_spin_lock_init(&own_raw);
	rwlock_init(&own_rw);
	spin_lock(&own);
	raw_spin_lock(&own_raw);
	read_lock(&own_rw);
	lockdep_assert_held(&own);
	EXPECT_EQ(preempt_count(), 3);
	read_unlock(&own_rw);
	raw_spin_unlock(&own_raw);
	spin_unlock(&own);
}

static int leave_early(void)
{
	guard(spinlock)(&spin);
	if (in_atomic())
		return spin_is_locked(&spin);
	return -1;
}

static void guards_unlock(void)
{
	int rounds = 0;

	EXPECT_EQ(leave_early(), 1);
	EXPECT(!spin_is_locked(&spin));
	scoped_guard(spinlock_irqsave, &spin)
	{
		EXPECT(irqs_disabled() && spin_is_locked(&spin));
		scoped_guard(spinlock_try, &spin) rounds += 100;
		rounds++;
	}
	EXPECT_EQ(rounds, 1);
	scoped_guard(write_lock, &rw) EXPECT_EQ(preempt_count(), 1);
	scoped_guard(preempt) EXPECT_EQ(preempt_count(), 1);
	scoped_guard(irqsave) EXPECT(irqs_disabled());
	EXPECT(!in_atomic() && !irqs_disabled());
}

static void last_one_locks(void)
{
	atomic_t count = ATOMIC_INIT(2);
	unsigned long flags;

	EXPECT(!atomic_dec_and_lock(&count, &spin) && !spin_is_locked(&spin));
	EXPECT(atomic_dec_and_lock(&count, &spin) && spin_is_locked(&spin));
	spin_unlock(&spin);
	atomic_set(&count, 1);
	EXPECT(atomic_dec_and_lock_irqsave(&count, &spin, flags));
	spin_unlock_irqrestore(&spin, flags);
	EXPECT_EQ(atomic_read(&count), 0);
}

/* --- References */

static DEFINE_MUTEX(mutex);

static void refcounts_count(void)
{
	refcount_t r = REFCOUNT_INIT(1);
	unsigned long flags;

	refcount_inc(&r);
	refcount_add(2, &r);
	EXPECT_EQ(refcount_read(&r), 4);
	EXPECT(refcount_inc_not_zero(&r) && refcount_add_not_zero(1, &r));
	refcount_dec(&r);
	EXPECT(!refcount_dec_and_test(&r) && !refcount_sub_and_test(3, &r));
	EXPECT(!refcount_dec_not_one(&r) && refcount_dec_if_one(&r));
	EXPECT(!refcount_inc_not_zero(&r) && !refcount_dec_if_one(&r));
	refcount_set(&r, 2);
	EXPECT(!refcount_dec_and_lock(&r, &spin));
	EXPECT(refcount_dec_and_lock(&r, &spin));
	spin_unlock(&spin);
	refcount_set(&r, 1);
	EXPECT(refcount_dec_and_mutex_lock(&r, &mutex));
	mutex_unlock(&mutex);
	refcount_set(&r, 1);
	EXPECT(refcount_dec_and_lock_irqsave(&r, &spin, &flags));
	spin_unlock_irqrestore(&spin, flags);
}

static struct kref object;
static int released;

static void release(struct kref *kref)
{
	released += kref == &object;
}

static void release_and_unlock(struct kref *kref)
{
	release(kref);
	mutex_unlock(&mutex);
}

static void last_put_releases(void)
{
	released = 0;
	kref_init(&object);
	kref_get(&object);
	EXPECT_EQ(kref_read(&object), 2);
	EXPECT(kref_get_unless_zero(&object));
	EXPECT(!kref_put(&object, release) && !kref_put(&object, release));
	EXPECT(kref_put(&object, release) && released == 1);
	EXPECT(!kref_get_unless_zero(&object));
	kref_init(&object);
	EXPECT(kref_put_mutex(&object, release_and_unlock, &mutex));
	EXPECT(released == 2 && !mutex_is_locked(&mutex));
}

static const struct ktap_case cases[] = {
	KTAP_CASE(preempt_count_nests),
	KTAP_CASE(interrupts_are_counted),
	KTAP_CASE(atomic_sums),
	KTAP_CASE(atomic_bitwise),
	KTAP_CASE(atomic_exchanges),
	KTAP_CASE(atomic64_has_64_bits),
	KTAP_CASE(plain_exchanges),
	KTAP_CASE(interrupts_do_not_tear),
	KTAP_CASE(barriers_store_and_load),
	KTAP_CASE(bits_of_arrays),
	KTAP_CASE(bit_as_a_lock),
	KTAP_CASE(bits_of_words),
	KTAP_CASE(spin_locks_in_all_forms),
	KTAP_CASE(irqsave_keeps_what_was),
	KTAP_CASE(trylocks_tell),
	KTAP_CASE(locks_made_at_run_time),
	KTAP_CASE(guards_unlock),
	KTAP_CASE(last_one_locks),
	KTAP_CASE(refcounts_count),
	KTAP_CASE(last_put_releases),
};

KTAP_SUITE(locks_test, cases);
