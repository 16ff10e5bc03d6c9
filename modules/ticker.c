/* SPDX-License-Identifier: MIT */
/*
 * A timer that fires again and again until exit stops it. Without the
 * del_timer_sync() it would go on in memory that is no longer the module's.
 *
 * Try: modules=ticker(period=100) linger=1000, and what happens when the
 * line in exit is taken out.
 */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/timer.h>

static unsigned int period = 250;
module_param(period, uint, 0444);
MODULE_PARM_DESC(period, "Milliseconds between two ticks");

static struct timer_list ticker;
static unsigned int ticks;

static void tick(struct timer_list *timer)
{
	pr_info("ticker: tick %u\n", ++ticks);
	mod_timer(timer, jiffies + msecs_to_jiffies(period));
}

static int __init ticker_init(void)
{
	timer_setup(&ticker, tick, 0);
	mod_timer(&ticker, jiffies + msecs_to_jiffies(period));
	return 0;
}

static void __exit ticker_exit(void)
{
	del_timer_sync(&ticker);
	pr_info("ticker: stopped after %u ticks\n", ticks);
}

module_init(ticker_init);
module_exit(ticker_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A timer that exit must stop");
