/* SPDX-License-Identifier: MIT */
/*
 * A module that is good in every respect, and has a bit of everything that
 * the loader looks at: sections of each kind, parameters of each kind,
 * exports, a constructor, weak symbols. The conformance cases are this one,
 * each broken in its own way. It does nothing.
 */
#include <linux/bug.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static int number = 3;
module_param(number, int, 0444);
MODULE_PARM_DESC(number, "a number");

static char *text = "a text";
module_param(text, charp, 0);

static int list[4] = { 1, 2 };
static unsigned int list_count = 2;
module_param_array(list, int, &list_count, 0);

static char word[16] = "word";
module_param_string(word, word, sizeof(word), 0);

static int square;

static int set_square(const char *val, const struct kernel_param *kp)
{
	int err = param_set_int(val, kp);

	square *= square;
	return err;
}

static const struct kernel_param_ops square_ops = {
	.set = set_square,
	.get = param_get_int,
};
module_param_cb(square, &square_ops, &square, 0);

static int begun __initdata = 1;
static int sealed __ro_after_init;
static unsigned char room[5000];
static const char *const words[] = { "one", "two", "three" };
static void *pointers[8] = { room, room + 100, &number };

/* Nobody exports it, and nobody minds. */
extern int conformance_absent(void) __weak;

static void __attribute__((constructor)) construct(void)
{
	room[0] = 1;
}

int good_sum(int n)
{
	return n + room[0] + sealed;
}
EXPORT_SYMBOL(good_sum);

const char *good_word(unsigned int n)
{
	WARN_ON(n >= ARRAY_SIZE(words));
	return words[n % ARRAY_SIZE(words)];
}
EXPORT_SYMBOL_GPL(good_word);

static int __init good_init(void)
{
	sealed = begun;
	if (conformance_absent)
		return conformance_absent();
	printk(KERN_DEBUG "good: %s %d %p\n", good_word(1), good_sum(number),
	       pointers[number & 7]);
	return 0;
}

static void __exit good_exit(void)
{
	pointers[0] = NULL;
}

module_init(good_init);
module_exit(good_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("Mortise");
MODULE_DESCRIPTION("Good in every respect");
MODULE_VERSION("1.0");
MODULE_INFO(intree, "Y");
