/* SPDX-License-Identifier: MIT */
/*
 * Stage unload: let it go. Nobody may use the module or hold a reference;
 * then its exit runs, the notifiers hear of it, and everything that it held
 * is given back. A module that crashed stays: who knows what points into it.
 */
#include <asm/cpu.h>
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/lockdep.h>
#include <linux/leaks.h>
#include <linux/panic.h>

#include "../module.h"

static bool may_force(unsigned int flags)
{
	if (!(flags & O_TRUNC))
		return false;
	add_taint(TAINT_FORCED_RMMOD, LOCKDEP_NOW_UNRELIABLE);
	return true;
}

static int refuse_holders(const struct module *mod)
{
	const struct module_use *use =
		list_first_entry(&mod->users, struct module_use, in_users);

	return refuse_unload(mod->name, -EWOULDBLOCK, "unload.holders",
			     "%s uses it",
			     use->user ? use->user->name :
					 "a module that is being loaded");
}

static int may_unload(const struct module *mod, unsigned int flags)
{
	if (!list_empty(&mod->users))
		return refuse_holders(mod);
	if (mod->crashed)
		return refuse_unload(mod->name, -EBUSY, "unload.crashed",
				     "it crashed in its %s",
				     mod->state == MODULE_STATE_GOING ? "exit" :
									"init");
	if (mod->state != MODULE_STATE_LIVE && !mod->kept)
		return refuse_unload(mod->name, -EBUSY, "unload.busy",
				     "its %s has not returned",
				     mod->state == MODULE_STATE_GOING ? "exit" :
									"init");
	if (mod->init && !mod->exit && !mod->kept && !may_force(flags))
		return refuse_unload(mod->name, -EBUSY, "unload.no_exit",
				     "it has an init and no exit");
	if (mod->refcnt != 1 && !may_force(flags))
		return refuse_unload(mod->name, -EWOULDBLOCK, "unload.in_use",
				     "%d references", mod->refcnt - 1);
	return 0;
}

static int run_exit(void *arg)
{
	struct atomic_state before = atomic_state_now();
	struct module *mod = arg;

	if (mod->kept)
		return 0;
	if (mod->exit)
		mod->exit();
	atomic_state_check(&before, "exitcall", mod->exit);
	async_synchronize_full();
	blocking_notifier_call_chain(&module_notify_list, MODULE_STATE_GOING,
				     mod);
	return 0;
}

void module_keep(struct module *mod)
{
	mod->kept = true;
	modules_wake();
}

void module_retire(struct module *mod)
{
	struct module_holdings holds;
	unsigned long taints = mod->taints;
	char name[MODULE_NAME_LEN];

	module_sysfs_remove(mod);
	destroy_params(mod->kp, mod->num_kp);
	/* Nothing sleeps from here on, so nobody sees the half of it. */
	holds = mod->holds;
	INIT_LIST_HEAD(&holds.uses);
	list_splice_init(&mod->holds.uses, &holds.uses);
	strscpy(name, mod->name, sizeof(name));
	module_debug_unloaded(mod);
	unloaded_note(mod);
	list_del(&mod->list);
	note_unloaded(name, taints);
	holdings_release(&holds);
	modules_wake();
}

int unload_module(const char *name, unsigned int flags)
{
	struct module *mod = find_module(name);
	int ret, err;

	if (modules_disabled)
		return refuse_unload(name, -EPERM, "unload.disabled",
				     "kernel.modules_disabled is 1");
	if (!mod)
		return refuse_unload(name, -ENOENT, "unload.unknown",
				     "no such module");
	err = may_unload(mod, flags);
	if (err)
		return err;
	mod->state = MODULE_STATE_GOING;
	if (call_guarded(run_exit, mod, &ret)) {
		module_crashed(mod);
		return refuse_unload(name, -EFAULT, "unload.oops",
				     "its exit ended in an oops");
	}
	mod->kept = false; /* until that is known: nobody else may unload it */
	if (!leaks_let_go(mod, flags & O_TRUNC ? "unload forced" :
						 "unload refused") &&
	    !may_force(flags)) {
		module_keep(mod);
		return refuse_unload(name, -EBUSY, "unload.leaks",
				     "it has left what the lines above name");
	}
	module_retire(mod);
	return 0;
}
EXPORT_SYMBOL_NS_GPL(unload_module, MORTISE_INTERNAL);
