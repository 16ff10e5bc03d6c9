/* SPDX-License-Identifier: MIT */
/*
 * The hardware of time: the time stamp counter, measured once against the 8254
 * interval timer, tells nanoseconds; the interval timer ticks HZ times a second
 * by itself. Only while an hrtimer is due between two ticks is it programmed
 * anew each time, for the next of both. Intel 8254 data sheet.
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/i8253.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/start_kernel.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>

#include "drivers.h"

#define IRQ 0
#define PIT_HZ 1193182
#define PIT_CHANNEL0 0x40
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND 0x43
#define CHANNEL0_RATE 0x34     /* mode 2: again and again */
#define CHANNEL0_ONE_SHOT 0x30 /* mode 0: once */
#define SPEAKER_PORT 0x61
#define CALIBRATION_MS 10
#define FEWEST_COUNTS 15 /* what is programmed must not be over too soon */

/* Channel 0 is programmed with interrupts off, which is all that it takes. */
DEFINE_RAW_SPINLOCK(i8253_lock);
EXPORT_SYMBOL(i8253_lock);

u64 jiffies_64 = INITIAL_JIFFIES;
EXPORT_SYMBOL(jiffies_64);
/* Its lower half. */
extern volatile unsigned long jiffies __attribute__((alias("jiffies_64")));
EXPORT_SYMBOL(jiffies);

u64 boot_tsc; /* written by boot/entry.S */
EXPORT_SYMBOL_GPL(boot_tsc);

static u64 tsc_start;
u32 tsc_khz;

static u64 tick_tsc;  /* when the last tick came */
static bool one_shot; /* the interval timer is programmed anew each time */
/* While it is, the next tick, in ns since the boot. */
static u64 next_tick;
/* What the ticks are behind since it was last: the next time makes up for it. */
static u64 lag;

/* --- Nanoseconds */

/* Counts down @ms milliseconds on channel 2, which raises no interrupt. */
static void pit_wait(u32 ms)
{
	u32 count = PIT_HZ / 1000 * ms;

	outb((inb(SPEAKER_PORT) & ~2) | 1, SPEAKER_PORT);
	outb(0xb0, PIT_COMMAND);
	outb((u8)count, PIT_CHANNEL2);
	outb(count >> 8, PIT_CHANNEL2);
	while (!(inb(SPEAKER_PORT) & 0x20))
		;
}

static void measure_tsc(void)
{
	u64 begin = rdtsc();

	pit_wait(CALIBRATION_MS);
	tsc_khz = div_u64(rdtsc() - begin, CALIBRATION_MS);
	pr_info("tsc: Detected %u.%03u MHz processor\n", tsc_khz / 1000,
		tsc_khz % 1000);
}

static u64 tsc_to_ns(u64 tsc)
{
	if (!tsc_khz)
		return 0;
	return mul_u64_u32_div(tsc - tsc_start, 1000000, tsc_khz);
}

u64 ktime_get_ns(void)
{
	return tsc_to_ns(rdtsc());
}
EXPORT_SYMBOL_GPL(ktime_get_ns);

u64 tick_ns(void)
{
	unsigned long flags;
	u64 tsc;

	local_irq_save(flags);
	tsc = tick_tsc;
	local_irq_restore(flags);
	return tsc_to_ns(tsc);
}

u64 get_jiffies_64(void)
{
	unsigned long flags;
	u64 now;

	local_irq_save(flags);
	now = jiffies_64;
	local_irq_restore(flags);
	return now;
}
EXPORT_SYMBOL(get_jiffies_64);

/* --- Ticks, and what is due between them */

static void tick(void)
{
	jiffies_64++;
	tick_tsc = rdtsc();
	timers_tick();
	irq_work_run();
	sched_tick();
}

static void program(u8 command, u32 count)
{
	outb(command, PIT_COMMAND);
	outb((u8)count, PIT_CHANNEL0);
	outb(count >> 8, PIT_CHANNEL0);
}

static void program_ticks(void)
{
	program(CHANNEL0_RATE, (PIT_HZ + HZ / 2) / HZ);
}

/* The next interrupt comes at @when, in ns since the boot, and not before. */
static void program_once(u64 when)
{
	u64 now = ktime_get_ns();
	u32 counts = when > now ? div_u64((when - now) * PIT_HZ, NSEC_PER_SEC) :
				  0;

	program(CHANNEL0_ONE_SHOT, max(counts + 1, (u32)FEWEST_COUNTS));
}

void clock_event_reprogram(void)
{
	u64 due = hrtimers_armed ? hrtimers_next() : U64_MAX;

	if (!one_shot) {
		next_tick = tick_ns() + TICK_NSEC - lag;
		if (due >= next_tick)
			return;
		one_shot = true;
		lag = 0;
	}
	program_once(min(due, next_tick));
}

/*
 * An interrupt while the interval timer is programmed for each. Behind a tick
 * with nothing due before the next, it ticks by itself again.
 */
static void one_shot_interrupt(void)
{
	u64 now = ktime_get_ns();
	bool ticked = now >= next_tick;

	for (; now >= next_tick; next_tick += TICK_NSEC)
		tick();
	hrtimers_run();
	if (ticked && (!hrtimers_armed || hrtimers_next() >= next_tick)) {
		one_shot = false;
		program_ticks();
		tick_tsc = rdtsc();
		lag = tick_ns() + TICK_NSEC - next_tick;
	} else {
		clock_event_reprogram();
	}
}

static irqreturn_t timer_interrupt(int irq, void *dev_id)
{
	if (one_shot) {
		one_shot_interrupt();
		return IRQ_HANDLED;
	}
	tick();
	if (hrtimers_armed) {
		hrtimers_run();
		clock_event_reprogram();
	}
	return IRQ_HANDLED;
}

/* --- Delays */

void ndelay(unsigned long nsecs)
{
	u64 end = ktime_get_ns() + nsecs;

	while (ktime_get_ns() < end)
		cpu_relax();
}
EXPORT_SYMBOL(ndelay);

void udelay(unsigned long usecs)
{
	for (; usecs > 1000000; usecs -= 1000000)
		ndelay(1000000000);
	ndelay(usecs * 1000);
}
EXPORT_SYMBOL(udelay);

void mdelay(unsigned long msecs)
{
	for (; msecs; msecs--)
		ndelay(1000000);
}
EXPORT_SYMBOL(mdelay);

void timer_init(void)
{
	tsc_start = rdtsc();
	measure_tsc();
	timers_init();
	hrtimers_init();
	tick_tsc = rdtsc();
	program_ticks();
	if (request_irq(IRQ, timer_interrupt, IRQF_TIMER, "timer", NULL))
		panic("timer: no memory for its interrupt");
	local_irq_enable();
}
