/* SPDX-License-Identifier: MIT */
/*
 * A file in /proc: /proc/words/list keeps the words that are written to it.
 * Each read is an iteration of seq_file, so a list of any length is read in
 * pieces and never cut in a word; /proc/words/count is a text of one piece.
 *
 * Try: insmod words.ko; echo one two three >/proc/words/list
 * Try: cat /proc/words/list /proc/words/count; echo >/proc/words/list
 */
#include <linux/ctype.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct word {
	struct list_head list;
	char text[];
};

static LIST_HEAD(words);
static DEFINE_MUTEX(lock);
static unsigned int count;
static struct proc_dir_entry *folder;

static void *words_start(struct seq_file *m, loff_t *pos)
{
	mutex_lock(&lock);
	return seq_list_start(&words, *pos);
}

static void *words_next(struct seq_file *m, void *v, loff_t *pos)
{
	return seq_list_next(v, &words, pos);
}

static void words_stop(struct seq_file *m, void *v)
{
	mutex_unlock(&lock);
}

static int words_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%s\n", list_entry(v, struct word, list)->text);
	return 0;
}

static const struct seq_operations words_sops = {
	.start = words_start,
	.next = words_next,
	.stop = words_stop,
	.show = words_show,
};

static int words_open(struct inode *inode, struct file *file)
{
	return seq_open(file, &words_sops);
}

static void forget_all(void)
{
	struct word *word, *next;

	list_for_each_entry_safe(word, next, &words, list)
		kfree(word);
	INIT_LIST_HEAD(&words);
	count = 0;
}

static int add_word(const char *text)
{
	struct word *word =
		kmalloc(sizeof(*word) + strlen(text) + 1, GFP_KERNEL);

	if (!word)
		return -ENOMEM;
	strcpy(word->text, text);
	list_add_tail(&word->list, &words);
	count++;
	return 0;
}

/* An empty line forgets them all. */
static ssize_t words_write(struct file *file, const char __user *buf,
			   size_t size, loff_t *pos)
{
	char *line, *rest, *text;
	int err = 0;

	if (size >= PAGE_SIZE)
		return -E2BIG;
	line = memdup_user_nul(buf, size);
	if (IS_ERR(line))
		return PTR_ERR(line);
	rest = strim(line);
	mutex_lock(&lock);
	if (!*rest)
		forget_all();
	while (!err && (text = strsep(&rest, " \t\n")))
		if (*text)
			err = add_word(text);
	mutex_unlock(&lock);
	kfree(line);
	return err ? err : (ssize_t)size;
}

static const struct proc_ops words_ops = {
	.proc_open = words_open,
	.proc_read = seq_read,
	.proc_write = words_write,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release,
};

static int count_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%u\n", count);
	return 0;
}

static int __init words_init(void)
{
	folder = proc_mkdir("words", NULL);
	if (!folder)
		return -ENOMEM;
	if (proc_create("list", 0644, folder, &words_ops) &&
	    proc_create_single("count", 0444, folder, count_show))
		return 0;
	proc_remove(folder);
	return -ENOMEM;
}

static void __exit words_exit(void)
{
	proc_remove(folder);
	forget_all();
}

module_init(words_init);
module_exit(words_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A list in /proc");
