/* SPDX-License-Identifier: MIT */
/*
 * Files in debugfs, for whoever looks into a driver: /sys/kernel/debug/gauge
 * shows variables of the module, and changes them.
 *
 * Try: insmod gauge.ko; cd /sys/kernel/debug/gauge; grep . *
 * Try: echo 7 >step; cat total; cat total
 */
#include <linux/atomic.h>
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>

static u32 step = 1;
static bool frozen;
static atomic_t reads = ATOMIC_INIT(0);
static u64 total;
static struct dentry *folder;

/* Each read of `total` adds a step to it. */
static int total_get(void *data, u64 *value)
{
	if (!frozen)
		total += step;
	atomic_inc(&reads);
	*value = total;
	return 0;
}

static int total_set(void *data, u64 value)
{
	total = value;
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(total_fops, total_get, total_set, "%llu\n");

static int summary_show(struct seq_file *m, void *v)
{
	seq_printf(m, "total %llu, %d reads, %u a step%s\n", total,
		   atomic_read(&reads), step, frozen ? ", frozen" : "");
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(summary);

/* Nothing here is worth failing for: no result is looked at. */
static int __init gauge_init(void)
{
	folder = debugfs_create_dir("gauge", NULL);
	debugfs_create_u32("step", 0644, folder, &step);
	debugfs_create_bool("frozen", 0644, folder, &frozen);
	debugfs_create_atomic_t("reads", 0444, folder, &reads);
	debugfs_create_file_unsafe("total", 0644, folder, NULL, &total_fops);
	debugfs_create_file("summary", 0444, folder, NULL, &summary_fops);
	return 0;
}

static void __exit gauge_exit(void)
{
	debugfs_remove(folder);
}

module_init(gauge_init);
module_exit(gauge_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Variables in debugfs");
