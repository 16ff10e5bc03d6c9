/* SPDX-License-Identifier: MIT */
/* Loading and unloading by the loader's own calls. */
#include <linux/delay.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

#include "helper.h"

static void a_module_comes_and_goes(void)
{
	unsigned long before = frames_free_count();
	struct module *mod;

	EXPECT_EQ(load_by_name("plain", ""), 0);
	mod = find_module("plain");
	if (!EXPECT(mod))
		return;
	EXPECT_EQ(mod->state, MODULE_STATE_LIVE);
	EXPECT_EQ(module_refcount(mod), 0);
	EXPECT(__module_address((unsigned long)mod) == mod);
	EXPECT(!__module_text_address((unsigned long)mod));
	EXPECT(__module_text_address((unsigned long)mod->exit) == mod);
	EXPECT(!mod->holds.init);
	EXPECT(frames_free_count() < before);
	EXPECT_EQ(unload("plain"), 0);
	EXPECT(!find_module("plain"));
	EXPECT_EQ(frames_free_count(), before);
}

static void twice_is_eexist(void)
{
	EXPECT_EQ(load_by_name("plain", ""), 0);
	EXPECT_EQ(load_by_name("plain", ""), -EEXIST);
	EXPECT_EQ(unload("plain"), 0);
}

static void unknown_is_enoent(void)
{
	EXPECT_EQ(load_by_name("no_such_module", ""), -ENOENT);
	EXPECT_EQ(unload("no_such_module"), -ENOENT);
}

static void references_keep_it(void)
{
	struct module *mod;

	EXPECT_EQ(load_by_name("plain", ""), 0);
	mod = find_module("plain");
	EXPECT(try_module_get(mod));
	__module_get(mod);
	EXPECT_EQ(module_refcount(mod), 2);
	EXPECT_EQ(unload("plain"), -EWOULDBLOCK);
	module_put(mod);
	EXPECT_EQ(unload("plain"), -EWOULDBLOCK);
	module_put(mod);
	EXPECT_EQ(unload("plain"), 0);
	EXPECT(try_module_get(NULL));
	module_put(NULL);
}

static void holders_keep_it(void)
{
	EXPECT_EQ(load_by_name("chain_c", ""), 0);
	EXPECT_EQ(module_refcount(find_module("chain_a")), 1);
	EXPECT_EQ(module_refcount(find_module("chain_b")), 1);
	EXPECT_EQ(unload("chain_a"), -EWOULDBLOCK);
	EXPECT_EQ(unload("chain_b"), -EWOULDBLOCK);
	EXPECT_EQ(unload_module("chain_a", O_NONBLOCK | O_TRUNC), -EWOULDBLOCK);
	EXPECT_EQ(unload("chain_c"), 0);
	EXPECT_EQ(unload("chain_a"), -EWOULDBLOCK);
	EXPECT_EQ(unload("chain_b"), 0);
	EXPECT_EQ(unload("chain_a"), 0);
}

/* One reference a holder, however many symbols it uses. */
static void a_holder_counts_once(void)
{
	EXPECT_EQ(load_by_name("diamond", ""), 0);
	EXPECT_EQ(module_refcount(find_module("chain_a")), 2);
	EXPECT_EQ(module_refcount(find_module("chain_b")), 1);
	EXPECT_EQ(unload("diamond"), 0);
	EXPECT_EQ(unload("chain_b"), 0);
	EXPECT_EQ(unload("chain_a"), 0);
}

static void exports_come_and_go(void)
{
	struct export e;

	EXPECT(IS_ERR(exporter_of("chain_a")));
	EXPECT_EQ(load_by_name("chain_a", ""), 0);
	EXPECT(exporter_of("chain_a") == find_module("chain_a"));
	EXPECT(export_find("chain_a", symbol_hash("chain_a"), &e));
	EXPECT(e.gpl_only);
	EXPECT(__module_text_address(e.value) == find_module("chain_a"));
	EXPECT_EQ(unload("chain_a"), 0);
	EXPECT(IS_ERR(exporter_of("chain_a")));
	EXPECT(!exporter_of("_printk"));
	EXPECT(export_find("_printk", symbol_hash("_printk"), &e));
	EXPECT(!e.gpl_only && e.value == (unsigned long)_printk);
	EXPECT(export_find("ktime_get_ns", symbol_hash("ktime_get_ns"), &e));
	EXPECT(e.gpl_only);
}

static void a_failing_init_leaves_nothing(void)
{
	unsigned long before = frames_free_count();

	for (int i = 0; i < 200; i++)
		EXPECT_EQ(load_by_name("slow", "ms=0 result=-5"), -EIO);
	EXPECT(!find_module("slow"));
	EXPECT(IS_ERR(exporter_of("slow_answer")));
	EXPECT_EQ(frames_free_count(), before);
}

static void a_bad_parameter_leaves_nothing(void)
{
	unsigned long before = frames_free_count();

	for (int i = 0; i < 200; i++)
		EXPECT_EQ(load_by_name("types", "charp=text words=a,b int=x"),
			  -EINVAL);
	EXPECT(!find_module("types"));
	EXPECT_EQ(frames_free_count(), before);
}

static void what_is_no_module_is_enoexec(void)
{
	static const u8 garbage[64] = { 1, 2, 3 };
	unsigned long before = frames_free_count();

	EXPECT_EQ(load_module(garbage, sizeof(garbage), "garbage", "", 0),
		  -ENOEXEC);
	EXPECT_EQ(load_module(garbage, 0, "nothing", "", 0), -ENOEXEC);
	EXPECT_EQ(load_module("\177ELF", 4, "head", "", 0), -ENOEXEC);
	EXPECT_EQ(frames_free_count(), before);
}

static u32 sum_of(const struct initramfs_file *file)
{
	u32 sum = 0;

	for (u32 i = 0; i < file->size; i++)
		sum = sum * 31 + file->data[i];
	return sum;
}

static void the_file_is_not_changed(void)
{
	const struct initramfs_file *file =
		initramfs_find(TESTS_FOLDER "types.ko");
	u32 sum;

	if (!EXPECT(file))
		return;
	sum = sum_of(file);
	EXPECT_EQ(load_by_name("types", "int=5"), 0);
	EXPECT_EQ(unload("types"), 0);
	EXPECT_EQ(sum_of(file), sum);
}

static void a_file_may_lie_anywhere(void)
{
	const struct initramfs_file *file =
		initramfs_find(TESTS_FOLDER "plain.ko");
	u8 *copy = file ? vmalloc(file->size + 4) : NULL;

	if (!EXPECT(copy))
		return;
	for (int shift = 1; shift < 4; shift++) {
		memcpy(copy + shift, file->data, file->size);
		EXPECT_EQ(load_module(copy + shift, file->size, "plain.ko", "",
				      0),
			  0);
		EXPECT_EQ(unload("plain"), 0);
	}
	vfree(copy);
}

/* Whatever is cut off, the rest is refused or loads, and nothing stays. */
static void every_truncation_is_survived(void)
{
	const struct initramfs_file *file =
		initramfs_find(TESTS_FOLDER "plain.ko");
	unsigned long before = frames_free_count();

	if (!EXPECT(file))
		return;
	for (u32 size = 0; size < file->size; size += 41)
		if (!load_module(file->data, size, "cut.ko", "", 0))
			EXPECT_EQ(unload("plain"), 0);
	EXPECT_EQ(frames_free_count(), before);
}

static void stages_have_costs(void)
{
	const char *name = NULL, *last = NULL;
	unsigned int stages = 0;

	EXPECT_EQ(load_by_name("plain", ""), 0);
	while (name = NULL, stage_cost(stages, &name), name) {
		EXPECT(stage_cost(stages, &name) > 0);
		last = name;
		stages++;
	}
	EXPECT(stages >= 7);
	EXPECT(last && !strcmp(last, "start"));
	EXPECT_EQ(unload("plain"), 0);
}

static int load_slow(void *args)
{
	return load_by_name("slow", args);
}

static int unload_slow(void *unused)
{
	return unload("slow");
}

static struct task_struct *begin(int (*fn)(void *), char *args)
{
	struct task_struct *task = kthread_create(fn, args, "loader");

	get_task_struct(task);
	wake_up_process(task);
	msleep(20);
	return task;
}

static int end(struct task_struct *task)
{
	int code;

	while (task->__state != TASK_DEAD)
		msleep(10);
	code = task->exit_code;
	put_task_struct(task);
	return code;
}

static int load_slowuser(void)
{
	const struct initramfs_file *file =
		initramfs_find(TESTS_FOLDER "slowuser.ko");

	return load_module(file->data, file->size, file->path, "", 0);
}

static void who_needs_a_starting_module_waits(void)
{
	struct task_struct *task = begin(load_slow, "ms=200");

	EXPECT_EQ(find_module("slow")->state, MODULE_STATE_COMING);
	EXPECT_EQ(load_slowuser(), 0);
	EXPECT_EQ(end(task), 0);
	EXPECT_EQ(find_module("slow")->state, MODULE_STATE_LIVE);
	EXPECT_EQ(unload("slowuser"), 0);
	EXPECT_EQ(unload("slow"), 0);
}

static void who_needs_a_failing_module_is_refused(void)
{
	struct task_struct *task = begin(load_slow, "ms=200 result=-5");

	EXPECT_EQ(load_slowuser(), -ENOENT);
	EXPECT_EQ(end(task), -EIO);
	EXPECT(!find_module("slow") && !find_module("slowuser"));
}

static void waiting_ends_after_30_seconds(void)
{
	struct task_struct *task = begin(load_slow, "ms=70000");
	u64 began = ktime_get_ns();

	EXPECT_EQ(load_slowuser(), -EBUSY);
	EXPECT(ktime_get_ns() - began >= 30000000000ull);
	EXPECT(ktime_get_ns() - began < 31000000000ull);
	EXPECT_EQ(load_by_name("slow", "ms=0"), -EBUSY);
	EXPECT(ktime_get_ns() - began >= 60000000000ull);
	EXPECT_EQ(end(task), 0);
	/* Its exit takes as long; force nothing. */
	EXPECT_EQ(unload("slow"), 0);
}

static void the_same_name_waits_its_turn(void)
{
	struct task_struct *task = begin(load_slow, "ms=200");

	EXPECT_EQ(load_by_name("slow", "ms=0"), -EEXIST);
	EXPECT_EQ(end(task), 0);
	EXPECT_EQ(unload("slow"), 0);
	task = begin(load_slow, "ms=200 result=-5");
	EXPECT_EQ(load_by_name("slow", "ms=0"), -EBUSY);
	EXPECT_EQ(end(task), -EIO);
}

static void one_that_starts_or_ends_is_busy(void)
{
	struct task_struct *task = begin(load_slow, "ms=200");

	EXPECT_EQ(unload("slow"), -EBUSY);
	EXPECT_EQ(end(task), 0);
	task = begin(unload_slow, NULL);
	EXPECT_EQ(find_module("slow")->state, MODULE_STATE_GOING);
	EXPECT(!try_module_get(find_module("slow")));
	EXPECT_EQ(unload("slow"), -EBUSY);
	EXPECT_EQ(load_slowuser(), -ENOENT);
	EXPECT_EQ(end(task), 0);
	EXPECT(!find_module("slow"));
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_module_comes_and_goes),
	KTAP_CASE(twice_is_eexist),
	KTAP_CASE(unknown_is_enoent),
	KTAP_CASE(references_keep_it),
	KTAP_CASE(holders_keep_it),
	KTAP_CASE(a_holder_counts_once),
	KTAP_CASE(exports_come_and_go),
	KTAP_CASE(a_failing_init_leaves_nothing),
	KTAP_CASE(a_bad_parameter_leaves_nothing),
	KTAP_CASE(what_is_no_module_is_enoexec),
	KTAP_CASE(the_file_is_not_changed),
	KTAP_CASE(a_file_may_lie_anywhere),
	KTAP_CASE(every_truncation_is_survived),
	KTAP_CASE(stages_have_costs),
	KTAP_CASE(who_needs_a_starting_module_waits),
	KTAP_CASE(who_needs_a_failing_module_is_refused),
	KTAP_CASE(waiting_ends_after_30_seconds),
	KTAP_CASE(the_same_name_waits_its_turn),
	KTAP_CASE(one_that_starts_or_ends_is_busy),
};

KTAP_SUITE(load_test, cases);
