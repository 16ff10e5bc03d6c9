/* SPDX-License-Identifier: MIT */
/*
 * Leaves behind what leave= says, one thing for each of these words; with
 * fail=1 its init fails after that. Its exit takes nothing back.
 */
#include <linux/bitmap.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/idr.h>
#include <linux/jiffies.h>
#include <linux/kmemleak.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

static char *leave = "";
module_param(leave, charp, 0444);
static bool fail;
module_param(fail, bool, 0444);

static struct timer_list timer;

static void tick(struct timer_list *unused)
{
	pr_info("leaver: tick\n");
}

/* Once, a second from now. */
static noinline void leave_timer(void)
{
	timer_setup(&timer, tick, 0);
	mod_timer(&timer, jiffies + HZ);
}

static noinline int leave_kmalloc(void)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_three(void)
{
	int count = 3;

	OPTIMIZER_HIDE_VAR(count); /* one place asks three times */
	while (count--)
		if (!kzalloc(200, GFP_KERNEL))
			return -ENOMEM;
	return 0;
}

static noinline int leave_hundred(void)
{
	for (int i = 0; i < 100; i++)
		if (!kmalloc(1500, GFP_KERNEL))
			return -ENOMEM;
	return 0;
}

static noinline int leave_large(void)
{
	return kcalloc(10, 1000, GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_resized(void)
{
	char *p = krealloc(NULL, 30, GFP_KERNEL);

	return p && krealloc(p, 300, GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_text(void)
{
	return kstrdup("words", GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_print(void)
{
	return kasprintf(GFP_KERNEL, "%d words", 12) ? 0 : -ENOMEM;
}

static noinline int leave_copy(void)
{
	return kmemdup(leave, 4, GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_bits(void)
{
	return bitmap_zalloc(100, GFP_KERNEL) ? 0 : -ENOMEM;
}

static noinline int leave_percpu(void)
{
	return alloc_percpu(u64) ? 0 : -ENOMEM;
}

static noinline int leave_pool(void)
{
	return mempool_create_kmalloc_pool(1, 100) ? 0 : -ENOMEM;
}

static DEFINE_IDR(numbers);

static noinline int leave_number(void)
{
	int id = idr_alloc(&numbers, &numbers, 0, 0, GFP_KERNEL);

	return id < 0 ? id : 0;
}

static noinline int leave_cache(void)
{
	struct kmem_cache *cache =
		kmem_cache_create("leaver_things", 40, 0, 0, NULL);

	return cache && kmem_cache_alloc(cache, GFP_KERNEL) ? 0 : -ENOMEM;
}

/* Nobody's business. */
static noinline int leave_gifts(void)
{
	void *small = kmalloc(64, GFP_KERNEL),
	     *large = kmalloc(9000, GFP_KERNEL);
	void *scattered = vmalloc(100);

	kmemleak_not_leak(small);
	kmemleak_ignore(large);
	kmemleak_not_leak(scattered);
	kmemleak_not_leak(NULL);
	return small && large && scattered ? 0 : -ENOMEM;
}

static noinline int leave_vmalloc(void)
{
	return vmalloc(5000) ? 0 : -ENOMEM;
}

static noinline int leave_pages(void)
{
	return __get_free_pages(GFP_KERNEL, 1) ? 0 : -ENOMEM;
}

static noinline int leave_page(void)
{
	return alloc_page(GFP_KERNEL) ? 0 : -ENOMEM;
}

/* Freed while it must not be: it is lost. */
static noinline int leave_reserved(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	SetPageReserved(page);
	pr_info("leaver: reserved %d\n", PageReserved(page));
	__free_page(page);
	ClearPageReserved(page);
	return PageReserved(page);
}

/* What was freed is not left, whoever has it now. */
static noinline int leave_nothing(void)
{
	void *p = kmalloc(64, GFP_KERNEL), *v = vmalloc(100);
	struct page *page = alloc_page(GFP_KERNEL);

	kfree(p);
	vfree(v);
	if (page)
		__free_page(page);
	return p && v && page ? 0 : -ENOMEM;
}

static noinline int nap(void *unused)
{
	msleep(500);
	pr_info("leaver: woke\n");
	return 0;
}

static noinline int leave_thread(void)
{
	struct task_struct *task = kthread_run(nap, NULL, "napper");

	return IS_ERR(task) ? PTR_ERR(task) : 0;
}

static const struct {
	const char *name;
	int (*leave)(void);
} ways[] = {
	{ "kmalloc", leave_kmalloc }, { "three", leave_three },
	{ "hundred", leave_hundred }, { "large", leave_large },
	{ "resized", leave_resized }, { "text", leave_text },
	{ "print", leave_print },     { "copy", leave_copy },
	{ "cache", leave_cache },     { "vmalloc", leave_vmalloc },
	{ "pages", leave_pages },     { "onepage", leave_page },
	{ "nothing", leave_nothing }, { "gifts", leave_gifts },
	{ "thread", leave_thread },   { "bits", leave_bits },
	{ "percpu", leave_percpu },   { "pool", leave_pool },
	{ "number", leave_number },   { "reserved", leave_reserved },
};

static noinline void __init only_at_first(void)
{
	pr_info("leaver: first\n");
}

static void (*later)(void);

static int __init leaver_init(void)
{
	int err = 0;

	for (int i = 0; i < ARRAY_SIZE(ways) && !err; i++)
		if (strstr(leave, ways[i].name))
			err = ways[i].leave();
	if (strstr(leave, "init") && !kmalloc(16, GFP_KERNEL))
		err = -ENOMEM;
	if (strstr(leave, "timer"))
		leave_timer();
	if (strstr(leave, "call"))
		later = only_at_first;
	return fail ? -EIO : err;
}

static void __exit leaver_exit(void)
{
	pr_info("leaver: exit\n");
	if (later)
		later();
}

module_init(leaver_init);
module_exit(leaver_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Leaves things behind");
