/* SPDX-License-Identifier: MIT */
/* A parameter of every type; init tells the value of each by its own get. */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

static bool a_bool, an_enable_only;
static bool an_invbool;
static int a_bint;
static unsigned char a_byte;
static short a_short;
static unsigned short a_ushort;
static int an_int;
static unsigned int a_uint, a_hexint;
static long a_long;
static unsigned long a_ulong;
static unsigned long long a_ullong;
static char *a_charp = "default";
static char a_string[8] = "seven";
static int an_array[3] = { 1, 2, 3 };
static unsigned int counted;
static short a_counted[4];
static char *words[3];
static unsigned int word_count;
static int inside;
static unsigned int dangerous;
static unsigned int small_range;

module_param_named(bool, a_bool, bool, 0644);
module_param_named(invbool, an_invbool, invbool, 0644);
module_param_named(bint, a_bint, bint, 0644);
module_param_named(byte, a_byte, byte, 0644);
module_param_named(short, a_short, short, 0644);
module_param_named(ushort, a_ushort, ushort, 0644);
module_param_named(int, an_int, int, 0644);
module_param_named(uint, a_uint, uint, 0644);
module_param_named(hexint, a_hexint, hexint, 0644);
module_param_named(long, a_long, long, 0644);
module_param_named(ulong, a_ulong, ulong, 0644);
module_param_named(ullong, a_ullong, ullong, 0644);
module_param_named(charp, a_charp, charp, 0644);
module_param_string(string, a_string, sizeof(a_string), 0644);
module_param_array_named(array, an_array, int, NULL, 0644);
module_param_array_named(counted, a_counted, short, &counted, 0644);
module_param_array_named(words, words, charp, &word_count, 0444);
module_param_named(inside_of, inside, int, 0);
module_param_named_unsafe(dangerous, dangerous, uint, 0644);
module_param_named(enable_only, an_enable_only, bool_enable_only, 0644);

static int set_range(const char *val, const struct kernel_param *kp)
{
	return param_set_uint_minmax(val, kp, 10, 20);
}

static const struct kernel_param_ops range_ops = {
	.set = set_range,
	.get = param_get_uint,
};
module_param_cb(range, &range_ops, &small_range, 0644);

static const struct kernel_param_ops read_only_ops = {
	.get = param_get_int,
};
module_param_cb(read_only, &read_only_ops, &an_int, 0444);

/* A flag: its bare name will do, and the callback sees no value. */
static unsigned int flag_count;

static int set_flag(const char *val, const struct kernel_param *kp)
{
	pr_info("types: flag is told %s\n", val ? val : "nothing");
	flag_count++;
	return 0;
}

static const struct kernel_param_ops flag_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = set_flag,
};
module_param_cb(flag, &flag_ops, NULL, 0);

static int __init types_init(void)
{
	const struct kernel_param *kp = THIS_MODULE->kp;
	char *buffer = kmalloc(4096, GFP_KERNEL);

	if (!buffer)
		return -ENOMEM;
	for (unsigned int i = 0; i < THIS_MODULE->num_kp; i++) {
		if (!kp[i].ops->get)
			continue;
		buffer[kp[i].ops->get(buffer, &kp[i])] = '\0';
		pr_info("types: %s=%s", kp[i].name, buffer);
	}
	pr_info("types: counted %u words %u flags %u\n", counted, word_count,
		flag_count);
	kfree(buffer);
	return 0;
}

static void __exit types_exit(void)
{
}

module_init(types_init);
module_exit(types_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Has a parameter of every type");
