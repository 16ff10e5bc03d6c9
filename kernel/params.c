/* SPDX-License-Identifier: MIT */
/*
 * Parameters: of modules, and of the kernel itself, whose command line is
 * parsed once over the same kind of table. Reading `name=value "a b"` words,
 * and setting variables of each type from text. It knows nothing of loading.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "params.h"

#define CHARP_MAX 1024
#define COMMAND_LINE_MAX 2048

/* Strings that charp parameters own, once memory can be allocated. */
struct charp {
	struct list_head list;
	char text[];
};
static LIST_HEAD(charps);

static char dash_to_underscore(char c)
{
	return c == '-' ? '_' : c;
}

bool parameqn(const char *name1, const char *name2, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dash_to_underscore(name1[i]) !=
		    dash_to_underscore(name2[i]))
			return false;
	return true;
}

bool parameq(const char *name1, const char *name2)
{
	return parameqn(name1, name2, strlen(name1) + 1);
}

int param_set(const struct kernel_param *kp, const char *name, const char *val)
{
	if (kp->flags & KERNEL_PARAM_FL_UNSAFE) {
		pr_notice("Setting dangerous option %s - tainting kernel\n",
			  name);
		add_taint(TAINT_USER, LOCKDEP_STILL_OK);
	}
	if (!kp->ops->set)
		return -EPERM;
	return kp->ops->set(val, kp);
}

static int set_one(const struct kernel_param *kp, char *param, char *val)
{
	if (!val && !(kp->ops->flags & KERNEL_PARAM_OPS_FL_NOARG))
		return -EINVAL;
	return param_set(kp, param, val);
}

static int parse_one(char *param, char *val, const char *doing,
		     const struct kernel_param *params, unsigned int num,
		     s16 min_level, s16 max_level, void *arg,
		     int (*unknown)(char *, char *, const char *, void *))
{
	for (unsigned int i = 0; i < num; i++) {
		if (!parameq(param, params[i].name))
			continue;
		if (params[i].level < min_level || params[i].level > max_level)
			return 0;
		return set_one(&params[i], param, val);
	}
	return unknown ? unknown(param, val, doing, arg) : -ENOENT;
}

char *parse_args(const char *doing, char *args,
		 const struct kernel_param *params, unsigned int num,
		 s16 min_level, s16 max_level, void *arg,
		 int (*unknown)(char *param, char *val, const char *doing,
				void *arg))
{
	char *param, *val;
	int failed = 0;

	for (args = skip_spaces(args); *args;) {
		int err;

		args = next_arg(args, &param, &val);
		if (!val && !strcmp(param, "--"))
			return failed ? ERR_PTR(failed) : *args ? args : NULL;
		err = parse_one(param, val, doing, params, num, min_level,
				max_level, arg, unknown);
		if (!err)
			continue;
		failed = err;
		if (err == -ENOENT)
			pr_err("%s: Unknown parameter `%s'\n", doing, param);
		else
			pr_err("%s: `%s' %s for parameter `%s'\n", doing,
			       val ? val : "",
			       err == -ENOSPC ? "too large" : "invalid", param);
	}
	return failed ? ERR_PTR(failed) : NULL;
}

#define STANDARD_PARAM(name, type, format, read)                             \
	int param_set_##name(const char *val, const struct kernel_param *kp) \
	{                                                                    \
		return read(val, 0, (type *)kp->arg);                        \
	}                                                                    \
	int param_get_##name(char *buffer, const struct kernel_param *kp)    \
	{                                                                    \
		return scnprintf(buffer, 4096, format "\n",                  \
				 *((type *)kp->arg));                        \
	}                                                                    \
	const struct kernel_param_ops param_ops_##name = {                   \
		.set = param_set_##name,                                     \
		.get = param_get_##name,                                     \
	};                                                                   \
	EXPORT_SYMBOL(param_set_##name);                                     \
	EXPORT_SYMBOL(param_get_##name);                                     \
	EXPORT_SYMBOL(param_ops_##name)

STANDARD_PARAM(byte, unsigned char, "%hhu", kstrtou8);
STANDARD_PARAM(short, short, "%hi", kstrtos16);
STANDARD_PARAM(ushort, unsigned short, "%hu", kstrtou16);
STANDARD_PARAM(int, int, "%i", kstrtoint);
STANDARD_PARAM(uint, unsigned int, "%u", kstrtouint);
STANDARD_PARAM(long, long, "%li", kstrtol);
STANDARD_PARAM(ulong, unsigned long, "%lu", kstrtoul);
STANDARD_PARAM(ullong, unsigned long long, "%llu", kstrtoull);
STANDARD_PARAM(hexint, unsigned int, "%#08x", kstrtouint);

int param_set_uint_minmax(const char *val, const struct kernel_param *kp,
			  unsigned int min, unsigned int max)
{
	unsigned int n;
	int err = val ? kstrtouint(val, 0, &n) : -EINVAL;

	if (err)
		return err;
	if (n < min || n > max)
		return -EINVAL;
	*(unsigned int *)kp->arg = n;
	return 0;
}
EXPORT_SYMBOL_GPL(param_set_uint_minmax);

static void free_charp(const char *text)
{
	struct charp *c;

	list_for_each_entry(c, &charps, list) {
		if (c->text != text)
			continue;
		list_del(&c->list);
		kfree(c);
		return;
	}
}

/* The kernel's command line stays, so its strings are used where they are. */
static bool on_command_line(const char *val);

int param_set_charp(const char *val, const struct kernel_param *kp)
{
	struct charp *c;
	size_t size;

	if (strlen(val) > CHARP_MAX) {
		pr_err("%s: string parameter too long\n", kp->name);
		return -ENOSPC;
	}
	free_charp(*(char **)kp->arg);
	if (on_command_line(val)) {
		*(char **)kp->arg = (char *)val;
		return 0;
	}
	size = strlen(val) + 1;
	c = kmalloc(sizeof(*c) + size, GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	list_add(&c->list, &charps);
	*(char **)kp->arg = memcpy(c->text, val, size);
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", *((char **)kp->arg));
}
EXPORT_SYMBOL(param_get_charp);

void param_free_charp(void *arg)
{
	free_charp(*((char **)arg));
}
EXPORT_SYMBOL(param_free_charp);

const struct kernel_param_ops param_ops_charp = {
	.set = param_set_charp,
	.get = param_get_charp,
	.free = param_free_charp,
};
EXPORT_SYMBOL(param_ops_charp);

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

const struct kernel_param_ops param_ops_bool = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bool,
	.get = param_get_bool,
};
EXPORT_SYMBOL(param_ops_bool);

int param_set_bool_enable_only(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ? val : "1", &value);

	if (err)
		return err;
	if (!value && *(bool *)kp->arg)
		return -EROFS;
	*(bool *)kp->arg = value;
	return 0;
}
EXPORT_SYMBOL_GPL(param_set_bool_enable_only);

const struct kernel_param_ops param_ops_bool_enable_only = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bool_enable_only,
	.get = param_get_bool,
};
EXPORT_SYMBOL_GPL(param_ops_bool_enable_only);

int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val, &value);

	if (!err)
		*(bool *)kp->arg = !value;
	return err;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

const struct kernel_param_ops param_ops_invbool = {
	.set = param_set_invbool,
	.get = param_get_invbool,
};
EXPORT_SYMBOL(param_ops_invbool);

int param_set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int err = kstrtobool(val ? val : "1", &value);

	if (!err)
		*(int *)kp->arg = value;
	return err;
}
EXPORT_SYMBOL(param_set_bint);

int param_get_bint(char *buffer, const struct kernel_param *kp)
{
	return param_get_int(buffer, kp);
}
EXPORT_SYMBOL(param_get_bint);

const struct kernel_param_ops param_ops_bint = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bint,
	.get = param_get_bint,
};
EXPORT_SYMBOL(param_ops_bint);

/* `a,b,c`: each element by the array's own operations. */
static int param_array_set(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	struct kernel_param element = *kp;
	unsigned int no_num, *num = arr->num ? arr->num : &no_num;
	char *text = kstrdup(val, GFP_KERNEL), *rest = text, *item;
	int err = text ? 0 : -ENOMEM;

	element.arg = arr->elem;
	*num = 0;
	while (!err && (item = strsep(&rest, ","))) {
		if (*num == arr->max) {
			pr_err("%s: can only take %i arguments\n", kp->name,
			       arr->max);
			err = -EINVAL;
			break;
		}
		err = arr->ops->set(item, &element);
		element.arg += arr->elemsize;
		if (!err)
			(*num)++;
	}
	kfree(text);
	return err;
}

static int param_array_get(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	struct kernel_param element = *kp;
	unsigned int num = arr->num ? min(*arr->num, arr->max) : arr->max;
	int length = 0;

	for (unsigned int i = 0; i < num && length < 4096 - 64; i++) {
		if (i)
			buffer[length - 1] = ',';
		element.arg = arr->elem + arr->elemsize * i;
		length += arr->ops->get(buffer + length, &element);
	}
	return length;
}

static void param_array_free(void *arg)
{
	const struct kparam_array *arr = arg;
	unsigned int num = arr->num ? min(*arr->num, arr->max) : arr->max;

	for (unsigned int i = 0; arr->ops->free && i < num; i++)
		arr->ops->free(arr->elem + arr->elemsize * i);
}

const struct kernel_param_ops param_array_ops = {
	.set = param_array_set,
	.get = param_array_get,
	.free = param_array_free,
};
EXPORT_SYMBOL(param_array_ops);

int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	const struct kparam_string *kps = kp->str;

	if (strnlen(val, kps->maxlen) == kps->maxlen) {
		pr_err("%s: string doesn't fit in %u chars.\n", kp->name,
		       kps->maxlen - 1);
		return -ENOSPC;
	}
	strcpy(kps->string, val);
	return 0;
}
EXPORT_SYMBOL(param_set_copystring);

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", kp->str->string);
}
EXPORT_SYMBOL(param_get_string);

const struct kernel_param_ops param_ops_string = {
	.set = param_set_copystring,
	.get = param_get_string,
};
EXPORT_SYMBOL(param_ops_string);

void destroy_params(const struct kernel_param *params, unsigned int num)
{
	for (unsigned int i = 0; i < num; i++)
		if (params[i].ops->free)
			params[i].ops->free(params[i].arg);
}

/* The kernel's own command line: as it was given, and as it was cut up. */
char saved_command_line[COMMAND_LINE_MAX];
static char command_line[COMMAND_LINE_MAX];

static bool on_command_line(const char *val)
{
	return val >= command_line && val < command_line + sizeof(command_line);
}

const char *init_words[INIT_WORDS_MAX];
unsigned int init_word_count;

/* Makes `name`, `value` one word again where it lies. */
static void join_word(char *param, char *val)
{
	char *end = param + strlen(param);

	*end = '=';
	memmove(end + 1, val, strlen(val) + 1);
}

/* Words with a dot are a module's, for modprobe; the rest are init's. */
static int unknown_option(char *param, char *val, const char *doing, void *arg)
{
	if (strchr(param, '.'))
		return 0;
	if (val)
		join_word(param, val);
	pr_notice("Unknown kernel command line parameters \"%s\", will be passed to user space.\n",
		  param);
	if (init_word_count < INIT_WORDS_MAX)
		init_words[init_word_count++] = param;
	return 0;
}

/* The loader may have put the kernel's file name first: GRUB and QEMU do. */
static const char *without_file_name(const char *line)
{
	size_t word = strcspn(line, " ");

	if (memchr(line, '/', word) && !memchr(line, '=', word))
		return skip_spaces(line + word);
	return line;
}

void parse_command_line(const char *line)
{
	extern const struct kernel_param __start___param[], __stop___param[];

	strscpy(saved_command_line, without_file_name(line),
		sizeof(saved_command_line));
	strscpy(command_line, saved_command_line, sizeof(command_line));
	pr_notice("Kernel command line: %s\n", saved_command_line);
	parse_args("Booting kernel", command_line, __start___param,
		   __stop___param - __start___param, -1, -1, NULL,
		   unknown_option);
}
