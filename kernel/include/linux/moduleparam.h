/* SPDX-License-Identifier: MIT */
/*
 * Module parameters: variables that `insmod x.ko name=value` sets, and what
 * .modinfo tells of them. Built-in code uses the same table for the kernel's
 * own command line.
 *
 * Context: process, may sleep: parameters are set and shown under a lock.
 * Linux: Documentation/admin-guide/kernel-parameters.rst
 */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <asm/page.h>
#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/types.h>

#ifdef MODULE
#define MODULE_PARAM_PREFIX /* a module's own file names no module */
#define __MODULE_INFO_PREFIX
#else
#ifndef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX KBUILD_MODNAME "."
#endif
#define __MODULE_INFO_PREFIX KBUILD_MODNAME "."
#endif

#define ___module_cat(a, b) __mod_##a##b
#define __module_cat(a, b) ___module_cat(a, b)
#define __UNIQUE_INFO(tag) __module_cat(tag, __COUNTER__)

/* One `tag=text` in .modinfo. */
#define __MODULE_INFO(tag, info)                                            \
	static const char __UNIQUE_INFO(tag)[] __used __section(".modinfo") \
		__aligned(1) =                                              \
			__MODULE_INFO_PREFIX __stringify(tag) "=" info

#define __MODULE_PARM_TYPE(name, _type) __MODULE_INFO(parmtype, #name ":" _type)

/* What a parameter is for: modinfo shows it. */
#define MODULE_PARM_DESC(_parm, desc) __MODULE_INFO(parm, #_parm ":" desc)

struct kernel_param;
struct module;

enum {
	KERNEL_PARAM_OPS_FL_NOARG = (1 << 0), /* `name` without `=` will do */
};

struct kernel_param_ops {
	unsigned int flags;
	/* Sets from text; @val is NULL for a bare name. 0 or -errno. */
	int (*set)(const char *val, const struct kernel_param *kp);
	/* Writes the value and a newline to @buffer (4096 bytes): its length. */
	int (*get)(char *buffer, const struct kernel_param *kp);
	/* Frees what set allocated, when the module goes. */
	void (*free)(void *arg);
};

enum {
	KERNEL_PARAM_FL_UNSAFE = (1 << 0),
	KERNEL_PARAM_FL_HWPARAM = (1 << 1),
};

struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	const u16 perm; /* of its file in /sys; 0: none */
	s8 level;	/* built-in only: -1, or an initcall level */
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

/* A fixed buffer of @maxlen bytes, the NUL among them. */
struct kparam_string {
	unsigned int maxlen;
	char *string;
};

/* At most @max elements of @elemsize bytes; *@num (if any) how many came. */
struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

#define __module_param_call(prefix, name, ops, arg, perm, level, flags)      \
	static const char __param_str_##name[] __used = prefix #name;        \
	static struct kernel_param const __param_##name __used __section(    \
		"__param") __aligned(sizeof(void *)) = { __param_str_##name, \
							 THIS_MODULE,        \
							 ops,                \
							 perm,               \
							 level,              \
							 flags,              \
							 { arg } }

#define module_param_cb(name, ops, arg, perm) \
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1, 0)
#define module_param_cb_unsafe(name, ops, arg, perm)                       \
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1, \
			    KERNEL_PARAM_FL_UNSAFE)

/* The books' older form: a setter and a getter. */
#define module_param_call(name, _set, _get, arg, perm)                      \
	static const struct kernel_param_ops __param_ops_##name = {         \
		.flags = 0, .set = _set, .get = _get                        \
	};                                                                  \
	__module_param_call(MODULE_PARAM_PREFIX, name, &__param_ops_##name, \
			    arg, perm, -1, 0)

#define module_param(name, type, perm) \
	module_param_named(name, name, type, perm)
#define module_param_unsafe(name, type, perm) \
	module_param_named_unsafe(name, name, type, perm)

#define module_param_named(name, value, type, perm)             \
	param_check_##type(name, &(value));                     \
	module_param_cb(name, &param_ops_##type, &value, perm); \
	__MODULE_PARM_TYPE(name, #type)
#define module_param_named_unsafe(name, value, type, perm)             \
	param_check_##type(name, &(value));                            \
	module_param_cb_unsafe(name, &param_ops_##type, &value, perm); \
	__MODULE_PARM_TYPE(name, #type)

/* Built-in code only: a parameter whose name has no prefix. */
#define core_param(name, var, type, perm) \
	param_check_##type(name, &(var)); \
	__module_param_call("", name, &param_ops_##type, &var, perm, -1, 0)
#define core_param_cb(name, ops, arg, perm) \
	__module_param_call("", name, ops, arg, perm, -1, 0)

#define module_param_string(name, string, len, perm)                          \
	static const struct kparam_string __param_string_##name = { len,      \
								    string }; \
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_ops_string,     \
			    (void *)&__param_string_##name, perm, -1, 0);     \
	__MODULE_PARM_TYPE(name, "string")

#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)

#define module_param_array_named(name, array, type, nump, perm)          \
	param_check_##type(name, &(array)[0]);                           \
	static const struct kparam_array __param_arr_##name = {          \
		.max = sizeof(array) / sizeof((array)[0]),               \
		.num = nump,                                             \
		.ops = &param_ops_##type,                                \
		.elemsize = sizeof(array[0]),                            \
		.elem = array                                            \
	};                                                               \
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_array_ops, \
			    (void *)&__param_arr_##name, perm, -1, 0);   \
	__MODULE_PARM_TYPE(name, "array of " #type)

/* The compiler complains where the variable is not of the type named. */
#define __param_check(name, p, type)                             \
	static inline type __always_unused *__check_##name(void) \
	{                                                        \
		return (p);                                      \
	}

#define __param_ops(type)                                                     \
	extern const struct kernel_param_ops param_ops_##type;                \
	int param_set_##type(const char *val, const struct kernel_param *kp); \
	int param_get_##type(char *buffer, const struct kernel_param *kp)

__param_ops(byte);
__param_ops(short);
__param_ops(ushort);
__param_ops(int);
__param_ops(uint);
__param_ops(long);
__param_ops(ulong);
__param_ops(ullong);
__param_ops(hexint);
__param_ops(charp);
__param_ops(bool);
__param_ops(invbool);
__param_ops(bint);

#define param_check_byte(name, p) __param_check(name, p, unsigned char)
#define param_check_short(name, p) __param_check(name, p, short)
#define param_check_ushort(name, p) __param_check(name, p, unsigned short)
#define param_check_int(name, p) __param_check(name, p, int)
#define param_check_uint(name, p) __param_check(name, p, unsigned int)
#define param_check_long(name, p) __param_check(name, p, long)
#define param_check_ulong(name, p) __param_check(name, p, unsigned long)
#define param_check_ullong(name, p) __param_check(name, p, unsigned long long)
#define param_check_hexint(name, p) param_check_uint(name, p)
#define param_check_charp(name, p) __param_check(name, p, char *)
#define param_check_bool(name, p) __param_check(name, p, bool)
#define param_check_invbool(name, p) __param_check(name, p, bool)
#define param_check_bint param_check_int

/* Frees what param_set_charp() has allocated, if it has. */
void param_free_charp(void *arg);
/* Like param_set_bool, but once set it stays set (-EROFS). */
#define param_check_bool_enable_only param_check_bool
int param_set_bool_enable_only(const char *val, const struct kernel_param *kp);
extern const struct kernel_param_ops param_ops_bool_enable_only;
#define param_check_bool_enable_only param_check_bool
int param_set_uint_minmax(const char *val, const struct kernel_param *kp,
			  unsigned int min, unsigned int max);

/* Of arrays, and of strings in a buffer of their own. */
extern const struct kernel_param_ops param_array_ops;
extern const struct kernel_param_ops param_ops_string;
int param_set_copystring(const char *val, const struct kernel_param *kp);
int param_get_string(char *buffer, const struct kernel_param *kp);

/* Whether two names are equal, `-` and `_` being the same. */
bool parameq(const char *name1, const char *name2);
bool parameqn(const char *name1, const char *name2, size_t n);

/*
 * Applies `name=value name …` in @args (which it cuts up) to the @num
 * parameters of @params whose level lies within @min_level and @max_level.
 * @doing names the module in messages. @unknown (may be NULL: -ENOENT) is
 * told of names that are not in the table, with @arg.
 * What is not taken is told, and the others are set all the same.
 * Returns NULL, the text behind `--`, or ERR_PTR of the last setter's errno.
 */
char *parse_args(const char *doing, char *args,
		 const struct kernel_param *params, unsigned int num,
		 s16 min_level, s16 max_level, void *arg,
		 int (*unknown)(char *param, char *val, const char *doing,
				void *arg));

/* Sets one from text, as @name in the log, and taints where that is unsafe. */
int param_set(const struct kernel_param *kp, const char *name, const char *val);

/* Calls each parameter's free, once its module is going. */
void destroy_params(const struct kernel_param *params, unsigned int num);

/* For a caller outside that reads or writes a parameter while others may. */
struct mutex;
void kernel_param_lock(struct module *mod);
void kernel_param_unlock(struct module *mod);

#endif
