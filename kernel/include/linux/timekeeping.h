/* SPDX-License-Identifier: MIT */
/*
 * What time it is: since the boot (the monotonic clock; the machine is never
 * suspended, so the boot time clock and the raw one show the same), and on the
 * wall (the realtime clock, which one may set, and TAI, whose offset is 0).
 * Context: any.
 * Linux: Documentation/core-api/timekeeping.rst
 */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/errno.h>
#include <linux/time64.h>
#include <linux/types.h>

/* Nanoseconds since the boot. */
u64 ktime_get_ns(void);
ktime_t ktime_get(void);
ktime_t ktime_get_raw(void);
void ktime_get_ts64(struct timespec64 *ts);
void ktime_get_raw_ts64(struct timespec64 *ts);
/* Whole seconds since the boot. */
time64_t ktime_get_seconds(void);

/* Nanoseconds since 1970, the same in two parts, and its seconds. */
ktime_t ktime_get_real(void);
u64 ktime_get_real_ns(void);
void ktime_get_real_ts64(struct timespec64 *ts);
time64_t ktime_get_real_seconds(void);
/* At the last tick: what is asked of them can wait no longer. */
void ktime_get_coarse_ts64(struct timespec64 *ts);
void ktime_get_coarse_real_ts64(struct timespec64 *ts);
u64 ktime_get_coarse_ns(void);
u64 ktime_get_coarse_real_ns(void);

static inline ktime_t ktime_get_boottime(void)
{
	return ktime_get();
}

static inline ktime_t ktime_get_clocktai(void)
{
	return ktime_get_real();
}

static inline u64 ktime_get_raw_ns(void)
{
	return ktime_get_ns();
}

static inline u64 ktime_get_boottime_ns(void)
{
	return ktime_get_ns();
}

static inline u64 ktime_get_clocktai_ns(void)
{
	return ktime_get_real_ns();
}

static inline void ktime_get_boottime_ts64(struct timespec64 *ts)
{
	ktime_get_ts64(ts);
}

static inline void ktime_get_clocktai_ts64(struct timespec64 *ts)
{
	ktime_get_real_ts64(ts);
}

static inline time64_t ktime_get_boottime_seconds(void)
{
	return ktime_get_seconds();
}

static inline time64_t ktime_get_clocktai_seconds(void)
{
	return ktime_get_real_seconds();
}

static inline ktime_t ktime_get_coarse(void)
{
	return ktime_get_coarse_ns();
}

static inline ktime_t ktime_get_coarse_real(void)
{
	return ktime_get_coarse_real_ns();
}

static inline u64 ktime_get_coarse_boottime_ns(void)
{
	return ktime_get_coarse_ns();
}

static inline ktime_t ktime_get_coarse_boottime(void)
{
	return ktime_get_coarse_ns();
}

static inline void ktime_get_coarse_boottime_ts64(struct timespec64 *ts)
{
	ktime_get_coarse_ts64(ts);
}

static inline u64 ktime_get_coarse_clocktai_ns(void)
{
	return ktime_get_coarse_real_ns();
}

static inline ktime_t ktime_get_coarse_clocktai(void)
{
	return ktime_get_coarse_real_ns();
}

static inline void ktime_get_coarse_clocktai_ts64(struct timespec64 *ts)
{
	ktime_get_coarse_real_ts64(ts);
}

/* From an NMI too: here that is no other clock. */
u64 ktime_get_mono_fast_ns(void);
u64 ktime_get_raw_fast_ns(void);
u64 ktime_get_boot_fast_ns(void);
u64 ktime_get_real_fast_ns(void);
static inline u64 ktime_get_tai_fast_ns(void)
{
	return ktime_get_real_fast_ns();
}

/* What the clocks' readings are multiples of, in ns. */
static inline u32 ktime_get_resolution_ns(void)
{
	return 1;
}

/* A moment of the monotonic clock on the wall. */
ktime_t ktime_mono_to_real(ktime_t mono);
/* A moment of the monotonic clock on another, and what that one shows now. */
enum tk_offsets { TK_OFFS_REAL, TK_OFFS_BOOT, TK_OFFS_TAI, TK_OFFS_MAX };

static inline ktime_t ktime_mono_to_any(ktime_t tmono, enum tk_offsets offs)
{
	return offs == TK_OFFS_BOOT ? tmono : ktime_mono_to_real(tmono);
}

static inline ktime_t ktime_get_with_offset(enum tk_offsets offs)
{
	return ktime_mono_to_any(ktime_get(), offs);
}

static inline ktime_t ktime_get_coarse_with_offset(enum tk_offsets offs)
{
	return ktime_mono_to_any(ktime_get_coarse(), offs);
}

/* When the kernel began to run, on the wall. */
void getboottime64(struct timespec64 *ts);

/*
 * Sets the wall clock: 0, or -EINVAL for what is before the boot or out of its
 * range. Who waits for a moment on the wall looks at it anew.
 */
int do_settimeofday64(const struct timespec64 *ts);

/* --- The kernel's side. */

/* Reads the wall clock from the CMOS: before anyone asks for the time. */
void timekeeping_init(void);
/* Nanoseconds from the boot to the last tick. */
u64 tick_ns(void);
/* Those who sleep until an hour of the wall clock wait here for its setting. */
extern struct wait_queue_head clock_was_set;

/* The moment @ts (a valid one) from now, in ns since the boot. */
u64 deadline_after(const struct timespec64 *ts);
/*
 * The jiffies to sleep until @end, in ns since the boot: the sleep may end a
 * tick early, so the caller looks at the clock and sleeps again.
 */
long ns_to_timeout(u64 end);

#endif
