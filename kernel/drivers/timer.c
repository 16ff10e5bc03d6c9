/* SPDX-License-Identifier: MIT */
/*
 * Time: the 8254 interval timer ticks HZ times a second; the time stamp
 * counter, measured against it once, tells nanoseconds; and the timers that
 * wait for a tick, in order of when they are due.
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <asm/processor.h>
#include <asm/tsc.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/math64.h>
#include <linux/sched.h>
#include <linux/timer.h>

#define PIT_HZ 1193182
#define PIT_CHANNEL0 0x40
#define PIT_CHANNEL2 0x42
#define PIT_COMMAND 0x43
#define SPEAKER_PORT 0x61
#define CALIBRATION_MS 10

volatile unsigned long jiffies = (unsigned long)-300 * HZ;
EXPORT_SYMBOL(jiffies);

u64 boot_tsc; /* written by boot/entry.S */
EXPORT_SYMBOL_GPL(boot_tsc);

static u64 ticks;
static u64 tsc_start;
u32 tsc_khz;
static LIST_HEAD(timers);

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

u64 ktime_get_ns(void)
{
	if (!tsc_khz)
		return 0;
	return mul_u64_u32_div(rdtsc() - tsc_start, 1000000, tsc_khz);
}
EXPORT_SYMBOL_GPL(ktime_get_ns);

u64 get_jiffies_64(void)
{
	return ticks;
}
EXPORT_SYMBOL(get_jiffies_64);

static void run_timers(void)
{
	while (!list_empty(&timers)) {
		struct timer_list *t =
			list_first_entry(&timers, struct timer_list, entry);

		if (time_before(jiffies, t->expires))
			break;
		timer_delete(t);
		t->function(t);
	}
}

static void tick(void *arg)
{
	jiffies++;
	ticks++;
	run_timers();
	sched_tick(); /* whom a timer has woken runs soon */
}

static void insert(struct timer_list *timer)
{
	struct timer_list *t;

	list_for_each_entry(t, &timers, entry)
		if (time_before(timer->expires, t->expires))
			break;
	list_add_tail(&timer->entry, &t->entry);
}

int timer_delete(struct timer_list *timer)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_pending(timer);
	if (pending) {
		list_del(&timer->entry);
		timer->entry.next = NULL;
	}
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(timer_delete);

/* On one processor the function can't be running elsewhere. */
int timer_delete_sync(struct timer_list *timer)
{
	return timer_delete(timer);
}
EXPORT_SYMBOL(timer_delete_sync);

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	unsigned long flags;
	int pending;

	local_irq_save(flags);
	pending = timer_delete(timer);
	timer->expires = expires;
	insert(timer);
	local_irq_restore(flags);
	return pending;
}
EXPORT_SYMBOL(mod_timer);

void add_timer(struct timer_list *timer)
{
	mod_timer(timer, timer->expires);
}
EXPORT_SYMBOL(add_timer);

static void reclaim_timer(const void *timer)
{
	timer_delete((struct timer_list *)timer);
}

static void scan_timers(struct leak_scan *scan)
{
	struct timer_list *t;
	unsigned long flags;

	local_irq_save(flags);
	list_for_each_entry(t, &timers, entry)
		if (leak_in(scan, t->function) || leak_in(scan, t))
			leak_found(scan,
				   &(struct leak){
					   .kind = "timer still armed",
					   .object = t,
					   .target = (unsigned long)t->function,
					   .danger =
						   leak_in(scan, t->function) ?
							   "its function is in this module" :
							   "its structure is in this module",
					   .reclaim = reclaim_timer,
				   });
	local_irq_restore(flags);
}
LEAK_SOURCE(timers, scan_timers);

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
	u32 divisor = (PIT_HZ + HZ / 2) / HZ;

	tsc_start = rdtsc();
	measure_tsc();
	outb(0x34, PIT_COMMAND); /* channel 0, rate generator */
	outb((u8)divisor, PIT_CHANNEL0);
	outb(divisor >> 8, PIT_CHANNEL0);
	irq_attach(0, tick, NULL);
	local_irq_enable();
}
