/* SPDX-License-Identifier: MIT */
/*
 * Static keys: conditions that hardly ever change. Here they are plain
 * variables and plain tests, as in a Linux built without CONFIG_JUMP_LABEL: the
 * code is not patched.
 *
 * Context: any.
 * Linux: Documentation/staging/static-keys.rst
 */
#ifndef _LINUX_JUMP_LABEL_H
#define _LINUX_JUMP_LABEL_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

struct static_key {
	atomic_t enabled;
};

struct static_key_true {
	struct static_key key;
};

struct static_key_false {
	struct static_key key;
};

/* clang-format off */
#define STATIC_KEY_INIT_TRUE { .enabled = ATOMIC_INIT(1) }
#define STATIC_KEY_INIT_FALSE { .enabled = ATOMIC_INIT(0) }
#define STATIC_KEY_INIT STATIC_KEY_INIT_FALSE
#define STATIC_KEY_TRUE_INIT { .key = STATIC_KEY_INIT_TRUE }
#define STATIC_KEY_FALSE_INIT { .key = STATIC_KEY_INIT_FALSE }
/* clang-format on */

/* A key that begins as true, or as false; an array of them. */
#define DEFINE_STATIC_KEY_TRUE(name) \
	struct static_key_true name = STATIC_KEY_TRUE_INIT
#define DEFINE_STATIC_KEY_TRUE_RO(name)                                 \
	struct static_key_true name __section(".data..ro_after_init") = \
		STATIC_KEY_TRUE_INIT
#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DEFINE_STATIC_KEY_FALSE(name) \
	struct static_key_false name = STATIC_KEY_FALSE_INIT
#define DEFINE_STATIC_KEY_FALSE_RO(name)                                 \
	struct static_key_false name __section(".data..ro_after_init") = \
		STATIC_KEY_FALSE_INIT
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define DEFINE_STATIC_KEY_ARRAY_TRUE(name, count)          \
	struct static_key_true name[count] = {             \
		[0 ...(count) - 1] = STATIC_KEY_TRUE_INIT, \
	}
#define DEFINE_STATIC_KEY_ARRAY_FALSE(name, count)          \
	struct static_key_false name[count] = {             \
		[0 ...(count) - 1] = STATIC_KEY_FALSE_INIT, \
	}

static __always_inline int static_key_count(const struct static_key *key)
{
	return atomic_read(&key->enabled);
}

static __always_inline bool static_key_false(const struct static_key *key)
{
	return unlikely(static_key_count(key) > 0);
}

static __always_inline bool static_key_true(const struct static_key *key)
{
	return likely(static_key_count(key) > 0);
}

/* A use more of the key, and one less: it is true while it has any. */
static inline bool static_key_slow_inc(struct static_key *key)
{
	atomic_inc(&key->enabled);
	return true;
}

static inline void static_key_slow_dec(struct static_key *key)
{
	WARN_ON(atomic_read(&key->enabled) <= 0);
	atomic_dec(&key->enabled);
}

/* Sets it, whatever it was; a key with uses of another kind is a mistake. */
static inline void static_key_enable(struct static_key *key)
{
	if (atomic_read(&key->enabled) != 0) {
		WARN_ON_ONCE(atomic_read(&key->enabled) != 1);
		return;
	}
	atomic_set(&key->enabled, 1);
}

static inline void static_key_disable(struct static_key *key)
{
	if (atomic_read(&key->enabled) != 1) {
		WARN_ON_ONCE(atomic_read(&key->enabled) != 0);
		return;
	}
	atomic_set(&key->enabled, 0);
}

#define static_key_enabled(x) (static_key_count((struct static_key *)(x)) > 0)
/* The tests: which way is the common one. */
#define static_branch_likely(x) likely(static_key_enabled(&(x)->key))
#define static_branch_unlikely(x) unlikely(static_key_enabled(&(x)->key))
#define static_branch_maybe(config, x)                  \
	(IS_ENABLED(config) ? static_branch_likely(x) : \
			      static_branch_unlikely(x))
#define static_branch_enable(x) static_key_enable(&(x)->key)
#define static_branch_disable(x) static_key_disable(&(x)->key)
#define static_branch_inc(x) static_key_slow_inc(&(x)->key)
#define static_branch_dec(x) static_key_slow_dec(&(x)->key)
#define static_branch_enable_cpuslocked(x) static_branch_enable(x)
#define static_branch_disable_cpuslocked(x) static_branch_disable(x)

#endif
