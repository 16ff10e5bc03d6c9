/* SPDX-License-Identifier: MIT */
/*
 * Stage admit: may it come in? What is asked before the file is opened
 * (kill switches), once its name is known (blacklist), once it is known to be
 * sound (a module of that name), and once it is linked (its parameters, which
 * may still be in user space). It reads no more of the file than the name, and
 * decides by the kernel's policy alone.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/moduleparam.h>
#include <linux/uaccess.h>

#include "../module.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

/* kernel.modules_disabled: one way, until the next boot. */
int modules_disabled;
EXPORT_SYMBOL_NS_GPL(modules_disabled, MORTISE_INTERNAL);

/* `nomodule` on the kernel's command line. */
static bool nomodule;
core_param(nomodule, nomodule, bool, 0);

/* `module_blacklist=a,b`: not even insmod loads these. */
static char *module_blacklist;
core_param(module_blacklist, module_blacklist, charp, 0400);

/* `modules_disabled_after_boot`: what the boot loads is all there will be. */
static bool disabled_after_boot;
core_param(modules_disabled_after_boot, disabled_after_boot, bool, 0);

bool boot_loads_done;

void admit_booted(void)
{
	boot_loads_done = true;
	if (disabled_after_boot)
		modules_disabled = 1;
}

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX "module."

/* `module.force_load=1`: what does not fit may be loaded, with taint F. */
bool module_force_load;
module_param_named(force_load, module_force_load, bool, 0444);

/* `module.abi=linux|strict|branch`: docs/versions.md. */
enum module_abi module_abi;

static const char *const abi_names[] = {
	[MODULE_ABI_LINUX] = "linux",
	[MODULE_ABI_STRICT] = "strict",
	[MODULE_ABI_BRANCH] = "branch",
};

static int set_abi(const char *val, const struct kernel_param *kp)
{
	int abi = sysfs_match_string(abi_names, val);

	if (abi >= 0)
		module_abi = abi;
	return min(abi, 0);
}

static int get_abi(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%s\n", abi_names[module_abi]);
}

static const struct kernel_param_ops abi_ops = {
	.set = set_abi,
	.get = get_abi,
};
module_param_cb(abi, &abi_ops, NULL, 0444);

int admit_request(struct load *l)
{
	if (modules_disabled)
		return refuse(l, -EPERM, "admit.modules_disabled",
			      "kernel.modules_disabled is 1");
	if (nomodule)
		return refuse(l, -EPERM, "admit.nomodule",
			      "the kernel's command line has nomodule");
	return 0;
}

static bool name_in_list(const char *name, const char *list)
{
	size_t length;

	for (; list && *list; list += length + (list[length] == ',')) {
		length = strcspn(list, ",");
		if (strlen(name) == length && parameqn(name, list, length))
			return true;
	}
	return false;
}

/* Whether code in the kernel has parameters of that name's. */
static bool name_is_built_in(const char *name)
{
	extern const struct kernel_param __start___param[], __stop___param[];
	const struct kernel_param *p;
	size_t length = strlen(name);

	for (p = __start___param; p < __stop___param; p++)
		if (parameqn(p->name, name, length) && p->name[length] == '.')
			return true;
	return false;
}

int admit_name(struct load *l)
{
	if (name_in_list(l->name, module_blacklist)) {
		load_err(l, "Module %s is blacklisted", l->name);
		return refuse(l, -EPERM, "admit.blacklist",
			      "module_blacklist=%s names %s", module_blacklist,
			      l->name);
	}
	if (name_is_built_in(l->name))
		return refuse(l, -EINVAL, "admit.built_in",
			      "%s is a part of the kernel itself", l->name);
	return 0;
}

/* Nobody of that name is on its way in or out. */
static bool name_is_settled(void *arg)
{
	const struct load *l = arg;
	const struct module *other = find_module(l->name);

	if (other)
		return other->crashed || other->kept ||
		       other->state == MODULE_STATE_LIVE;
	return !find_load(l->name);
}

/* Precondition: @l is not on the list of loads. Puts it there. */
int admit_duplicate(struct load *l)
{
	bool waited = !name_is_settled(l);
	long left = waited ? modules_wait(name_is_settled, l, 30 * HZ) : 1;
	const struct module *other;

	if (left <= 0)
		return refuse(l, left ? left : -EBUSY, "admit.busy",
			      "%s is still being loaded or unloaded", l->name);
	other = find_module(l->name);
	if (other && other->crashed)
		return refuse(l, -EBUSY, "admit.crashed",
			      "%s crashed in its init or exit", l->name);
	if (other && other->kept)
		return refuse(l, -EBUSY, "admit.kept",
			      "%s stays for what still leads into it", l->name);
	if (other)
		return refuse(l, -EEXIST, "admit.duplicate",
			      "%s is loaded, with %d references", l->name,
			      other->refcnt - 1);
	if (waited)
		return refuse(l, -EBUSY, "admit.failed",
			      "another load of %s was under way, and it failed",
			      l->name);
	list_add_tail(&l->list, &loads);
	return 0;
}

int admit_arguments(struct load *l)
{
	char *args;

	if (l->args)
		return 0;
	args = strndup_user(l->user_args, LONG_MAX);
	if (IS_ERR(args))
		return refuse(l, PTR_ERR(args), "admit.arguments",
			      "no string could be read at %px", l->user_args);
	l->args = l->args_copy = args;
	return 0;
}
