/* SPDX-License-Identifier: MIT */
/*
 * The kernel's own settings in /proc/sys, as one table: what each means is in
 * proc(5), and in the file that has the variable.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/panic.h>
#include <linux/pid.h>
#include <linux/random.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/sysctl.h>
#include <linux/utsname.h>

#include "fs/proc/proc.h"
#include "module.h"

static int cap_last_cap = CAP_LAST_CAP;
static int ngroups_max = CRED_GROUPS_MAX;
static int pid_max_min = 301, pid_max_max = 4 << 20;
/* Neither is there: memory is given as long as there is some. */
static int overcommit_memory, randomize_va_space;

/* What is written is added: a taint never goes. */
static int proc_taint(const struct ctl_table *table, int write, void *buffer,
		      size_t *lenp, loff_t *ppos)
{
	unsigned long taints = get_taint();
	struct ctl_table copy = { .data = &taints, .maxlen = sizeof(taints) };
	int err;

	if (write && !capable(CAP_SYS_ADMIN))
		return -EPERM;
	err = proc_doulongvec_minmax(&copy, write, buffer, lenp, ppos);
	for (unsigned int i = 0; write && !err && i < TAINT_FLAGS_COUNT; i++)
		if (taints >> i & 1)
			add_taint(i, LOCKDEP_STILL_OK);
	return err;
}

/* The parameter module.sig_enforce: 1 stays 1. */
static int proc_sig_enforce(const struct ctl_table *table, int write,
			    void *buffer, size_t *lenp, loff_t *ppos)
{
	int on = is_module_sig_enforced();
	struct ctl_table copy = { .data = &on,
				  .maxlen = sizeof(on),
				  .extra1 = SYSCTL_ZERO,
				  .extra2 = SYSCTL_ONE };
	int err = proc_dointvec_minmax(&copy, write, buffer, lenp, ppos);

	if (!err && write && on)
		set_module_sig_enforced();
	return !err && !on && is_module_sig_enforced() ? -EROFS : err;
}

/* A random UUID, version 4, RFC 4122; boot_id keeps the first one. */
static int proc_do_uuid(const struct ctl_table *table, int write, void *buffer,
			size_t *lenp, loff_t *ppos)
{
	static const u8 groups[] = { 4, 2, 2, 2, 6 };
	u8 fresh[16] = { 0 }, *uuid = table->data ? table->data : fresh;
	char text[40], *p = text;
	struct ctl_table copy = { .data = text, .maxlen = sizeof(text) };

	if (write)
		return -EPERM;
	if (!uuid[8]) {
		get_random_bytes(uuid, 16);
		uuid[6] = (uuid[6] & 0x0f) | 0x40;
		uuid[8] = (uuid[8] & 0x3f) | 0x80;
	}
	for (u32 g = 0; g < ARRAY_SIZE(groups); g++) {
		for (u32 i = 0; i < groups[g]; i++)
			p += sprintf(p, "%02x", *uuid++);
		*p++ = '-';
	}
	p[-1] = '\0';
	return proc_dostring(&copy, write, buffer, lenp, ppos);
}

static u8 boot_id[16];

#define TEXT(name, text, mode)                                            \
	{                                                                 \
		name, text, sizeof(text), mode, proc_dostring, NULL, NULL \
	}
#define NUMBER(name, var, mode, low, high)                                  \
	{                                                                   \
		name, &(var), sizeof(var), mode, proc_dointvec_minmax, low, \
			high                                                \
	}

static const struct ctl_table kernel_table[] = {
	TEXT("ostype", init_uts_ns.name.sysname, 0444),
	TEXT("osrelease", init_uts_ns.name.release, 0444),
	TEXT("version", init_uts_ns.name.version, 0444),
	TEXT("hostname", init_uts_ns.name.nodename, 0644),
	TEXT("domainname", init_uts_ns.name.domainname, 0644),
	{ "tainted", NULL, 0, 0644, proc_taint, NULL, NULL },
	/* Once it is 1 it stays 1. */
	NUMBER("modules_disabled", modules_disabled, 0644, SYSCTL_ONE,
	       SYSCTL_ONE),
	{ "module_sig_enforce", NULL, 0, 0644, proc_sig_enforce, NULL, NULL },
	TEXT("modprobe", modprobe_path, 0644),
	NUMBER("printk", console_printk, 0644, NULL, NULL),
	NUMBER("printk_ratelimit_burst", printk_ratelimit_state.burst, 0644,
	       NULL, NULL),
	NUMBER("panic", panic_timeout, 0644, NULL, NULL),
	NUMBER("panic_on_oops", panic_on_oops, 0644, NULL, NULL),
	NUMBER("panic_on_warn", panic_on_warn, 0644, SYSCTL_ZERO, SYSCTL_ONE),
	NUMBER("pid_max", pid_max, 0644, &pid_max_min, &pid_max_max),
	NUMBER("threads-max", max_threads, 0644, SYSCTL_ONE, NULL),
	NUMBER("dmesg_restrict", dmesg_restrict, 0644, SYSCTL_ZERO, SYSCTL_ONE),
	NUMBER("kptr_restrict", kptr_restrict, 0644, SYSCTL_ZERO, SYSCTL_TWO),
	NUMBER("randomize_va_space", randomize_va_space, 0444, NULL, NULL),
	{ "ctrl-alt-del", &ctrl_alt_del_reboots, sizeof(bool), 0644,
	  proc_dobool, NULL, NULL },
	NUMBER("cap_last_cap", cap_last_cap, 0444, NULL, NULL),
	NUMBER("ngroups_max", ngroups_max, 0444, NULL, NULL),
};

static const struct ctl_table random_table[] = {
	{ "uuid", NULL, 0, 0444, proc_do_uuid, NULL, NULL },
	{ "boot_id", boot_id, 0, 0444, proc_do_uuid, NULL, NULL },
};

static const struct ctl_table fs_table[] = {
	{ "file-max", &files_stat.max_files, sizeof(long), 0644,
	  proc_doulongvec_minmax, NULL, NULL },
	{ "file-nr", &files_stat, sizeof(files_stat), 0444,
	  proc_doulongvec_minmax, NULL, NULL },
	NUMBER("nr_open", sysctl_nr_open, 0644, SYSCTL_ONE, NULL),
};

static const struct ctl_table vm_table[] = {
	NUMBER("overcommit_memory", overcommit_memory, 0444, NULL, NULL),
};

void kernel_sysctl_init(void)
{
	register_sysctl("kernel", kernel_table);
	register_sysctl("kernel/random", random_table);
	register_sysctl("fs", fs_table);
	register_sysctl("vm", vm_table);
}
