/* SPDX-License-Identifier: MIT */
/*
 * /sys/kernel/debug/kunit/SUITE: `results` is what its last run told, as KTAP;
 * whatever is written to `run` runs it again.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "kunit.h"

static struct dentry *root;

void kunit_debugfs_init(void)
{
	root = debugfs_create_dir("kunit", NULL);
}

void kunit_debugfs_cleanup(void)
{
	debugfs_remove(root);
}

static void put_log(struct seq_file *seq, const struct string_stream *log)
{
	if (log && log->text)
		seq_puts(seq, log->text);
}

static int results_show(struct seq_file *seq, void *v)
{
	struct kunit_suite *suite = seq->private;
	struct kunit_case *test_case;

	seq_puts(seq, "KTAP version 1\n1..1\n");
	seq_puts(seq, KUNIT_SUBTEST_INDENT "KTAP version 1\n");
	seq_printf(seq, KUNIT_SUBTEST_INDENT "# Subtest: %s\n", suite->name);
	seq_printf(seq, KUNIT_SUBTEST_INDENT "1..%zd\n",
		   kunit_suite_num_test_cases(suite));
	kunit_suite_for_each_test_case(suite, test_case)
		put_log(seq, test_case->log);
	put_log(seq, suite->log);
	seq_printf(seq, "%s 1 %s\n",
		   kunit_status_to_ok_not_ok(kunit_suite_has_succeeded(suite)),
		   suite->name);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(results);

static int run_show(struct seq_file *seq, void *v)
{
	const struct kunit_suite *suite = seq->private;

	seq_puts(seq, "Write to this file to trigger the test suite to run.\n");
	seq_printf(seq,
		   "usage: echo \"any string\" > /sys/kernel/debugfs/kunit/%s/run\n",
		   suite->name);
	return 0;
}

static ssize_t run_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct seq_file *seq = file->private_data;
	struct kunit_suite *suite = seq->private;

	__kunit_test_suites_init(&suite, 1);
	return count;
}
DEFINE_SHOW_STORE_ATTRIBUTE(run);

static struct string_stream *new_log(void)
{
	struct string_stream *log = kzalloc(sizeof(*log), GFP_KERNEL);

	if (log)
		log->append_newlines = true;
	return log;
}

static void free_log(struct string_stream **log)
{
	if (*log)
		string_stream_clear(*log);
	kfree(*log);
	*log = NULL;
}

void kunit_debugfs_create_suite(struct kunit_suite *suite)
{
	struct kunit_case *test_case;

	if (suite->log)
		return;
	suite->log = new_log();
	if (!suite->log)
		return;
	kunit_suite_for_each_test_case(suite, test_case)
		test_case->log = new_log();
	suite->debugfs = debugfs_create_dir(suite->name, root);
	debugfs_create_file("results", 0444, suite->debugfs, suite,
			    &results_fops);
	if (!suite->is_init)
		debugfs_create_file("run", 0644, suite->debugfs, suite,
				    &run_fops);
}

void kunit_debugfs_destroy_suite(struct kunit_suite *suite)
{
	struct kunit_case *test_case;

	debugfs_remove(suite->debugfs);
	free_log(&suite->log);
	kunit_suite_for_each_test_case(suite, test_case)
		free_log(&test_case->log);
}
