/* SPDX-License-Identifier: MIT */
/*
 * System calls about processes and the machine that belong to no other part:
 * limits, usage, priorities, prctl, names, reboot. Each follows its manual
 * page.
 */
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/fcntl.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/pid.h>
#include <linux/prctl.h>
#include <linux/random.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>
#include <linux/utsname.h>
#include <linux/utsrelease.h>

#include "../mm/frames.h"

/* --- Names */

struct uts_namespace init_uts_ns = {
	.name = { .sysname = UTS_SYSNAME,
		  .nodename = "(none)",
		  .release = UTS_RELEASE,
		  .version = UTS_VERSION,
		  .machine = UTS_MACHINE,
		  .domainname = "(none)" },
};
EXPORT_SYMBOL_GPL(init_uts_ns);

SYSCALL_DEFINE1(newuname, struct new_utsname __user *, name)
{
	return copy_to_user(name, utsname(), sizeof(*name)) ? -EFAULT : 0;
}

static long set_name(char *field, const char __user *name, int length)
{
	char new[__NEW_UTS_LEN + 1] = "";

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (length < 0 || length > __NEW_UTS_LEN)
		return -EINVAL;
	if (copy_from_user(new, name, length))
		return -EFAULT;
	memcpy(field, new, sizeof(new));
	return 0;
}

SYSCALL_DEFINE2(sethostname, const char __user *, name, int, length)
{
	return set_name(utsname()->nodename, name, length);
}

SYSCALL_DEFINE2(setdomainname, const char __user *, name, int, length)
{
	return set_name(utsname()->domainname, name, length);
}

/* --- Usage */

/* Ticks to the i386 ABI's seconds and microseconds. */
static struct old_timeval32 ticks_to_timeval(u64 ticks)
{
	u32 rest;
	u32 seconds = div_u64_rem(ticks, HZ, &rest);

	return (struct old_timeval32){ seconds, rest * (1000000 / HZ) };
}

static void add_thread(struct rusage *u, const struct task_struct *t)
{
	u->ru_minflt += t->min_flt;
	u->ru_majflt += t->maj_flt;
	u->ru_nvcsw += t->nvcsw;
	u->ru_nivcsw += t->nivcsw;
}

void process_usage(const struct signal_struct *sig, struct rusage *u)
{
	u64 utime = sig->utime, stime = sig->stime;
	const struct task_struct *t;

	memset(u, 0, sizeof(*u));
	list_for_each_entry(t, &sig->threads, thread_node) {
		utime += t->utime;
		stime += t->stime;
		add_thread(u, t);
		if (t->mm)
			u->ru_maxrss = max(u->ru_maxrss, (long)t->mm->rss * 4);
	}
	u->ru_utime = ticks_to_timeval(utime);
	u->ru_stime = ticks_to_timeval(stime);
}

SYSCALL_DEFINE2(getrusage, int, who, struct rusage __user *, usage)
{
	const struct signal_struct *sig = current->signal;
	struct rusage u = { 0 };

	switch (who) {
	case RUSAGE_SELF:
		process_usage(sig, &u);
		break;
	case RUSAGE_CHILDREN:
		u.ru_utime = ticks_to_timeval(sig->cutime);
		u.ru_stime = ticks_to_timeval(sig->cstime);
		u.ru_maxrss = sig->maxrss;
		break;
	case RUSAGE_THREAD:
		u.ru_utime = ticks_to_timeval(current->utime);
		u.ru_stime = ticks_to_timeval(current->stime);
		add_thread(&u, current);
		break;
	default:
		return -EINVAL;
	}
	return copy_to_user(usage, &u, sizeof(u)) ? -EFAULT : 0;
}

/* struct tms, in ticks of 1/100 s, which is what HZ is. */
SYSCALL_DEFINE1(times, u32 __user *, buf)
{
	const struct signal_struct *sig = current->signal;
	u64 utime = sig->utime, stime = sig->stime;
	const struct task_struct *t;

	list_for_each_entry(t, &sig->threads, thread_node) {
		utime += t->utime;
		stime += t->stime;
	}
	if (buf) {
		const u32 tms[4] = { utime, stime, sig->cutime, sig->cstime };

		if (copy_to_user(buf, tms, sizeof(tms)))
			return -EFAULT;
	}
	return (long)(get_jiffies_64() - INITIAL_JIFFIES) & LONG_MAX;
}

#define SI_LOAD_SHIFT 16

SYSCALL_DEFINE1(sysinfo, struct sysinfo __user *, user)
{
	struct sysinfo info = {
		.uptime = div_u64(ktime_get_ns(), 1000000000),
		.loads = { avenrun[0] << (SI_LOAD_SHIFT - FSHIFT),
			   avenrun[1] << (SI_LOAD_SHIFT - FSHIFT),
			   avenrun[2] << (SI_LOAD_SHIFT - FSHIFT) },
		.totalram = frames_total_count() << PAGE_SHIFT,
		.freeram = frames_free_count() << PAGE_SHIFT,
		.procs = nr_threads,
		.mem_unit = 1,
	};

	return copy_to_user(user, &info, sizeof(info)) ? -EFAULT : 0;
}

/* --- Limits */

static int set_limit(struct signal_struct *sig, unsigned int resource,
		     const struct rlimit *new)
{
	struct rlimit *limit = &sig->rlim[resource];

	if (new->rlim_cur > new->rlim_max)
		return -EINVAL;
	if (new->rlim_max > limit->rlim_max && !capable(CAP_SYS_RESOURCE))
		return -EPERM;
	if (resource == RLIMIT_NOFILE && new->rlim_max > 1024 * 1024)
		return -EPERM;
	*limit = *new;
	return 0;
}

SYSCALL_DEFINE2(getrlimit, unsigned int, resource, struct rlimit __user *, user)
{
	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	return copy_to_user(user, &current->signal->rlim[resource],
			    sizeof(*user)) ?
		       -EFAULT :
		       0;
}

/* The oldest form: what is larger than LONG_MAX is unlimited. */
SYSCALL_DEFINE2(old_getrlimit, unsigned int, resource, struct rlimit __user *,
		user)
{
	struct rlimit limit;

	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	limit = current->signal->rlim[resource];
	limit.rlim_cur = min(limit.rlim_cur, (unsigned long)LONG_MAX);
	limit.rlim_max = min(limit.rlim_max, (unsigned long)LONG_MAX);
	return copy_to_user(user, &limit, sizeof(limit)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(setrlimit, unsigned int, resource, const struct rlimit __user *,
		user)
{
	struct rlimit new;

	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	if (copy_from_user(&new, user, sizeof(new)))
		return -EFAULT;
	return set_limit(current->signal, resource, &new);
}

struct rlimit64 {
	u64 rlim_cur, rlim_max;
};

static u64 widen(unsigned long limit)
{
	return limit == RLIM_INFINITY ? ~0ull : limit;
}

static unsigned long narrow(u64 limit)
{
	return limit >= RLIM_INFINITY ? RLIM_INFINITY : (unsigned long)limit;
}

static bool may_limit(const struct task_struct *t)
{
	const struct cred *c = current->cred, *other = t->cred;

	return t->signal == current->signal || capable(CAP_SYS_RESOURCE) ||
	       (uid_eq(c->uid, other->euid) && uid_eq(c->uid, other->suid) &&
		uid_eq(c->uid, other->uid) && gid_eq(c->gid, other->egid) &&
		gid_eq(c->gid, other->sgid) && gid_eq(c->gid, other->gid));
}

SYSCALL_DEFINE4(prlimit64, pid_t, pid, unsigned int, resource,
		const struct rlimit64 __user *, new, struct rlimit64 __user *,
		old)
{
	struct task_struct *task = pid ? find_task_by_vpid(pid) : current;
	struct rlimit64 wide;
	struct rlimit limit;
	int err = 0;

	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	if (!task || !task->signal)
		return -ESRCH;
	if (!may_limit(task))
		return -EPERM;
	if (new &&copy_from_user(&wide, new, sizeof(wide)))
		return -EFAULT;
	limit = task->signal->rlim[resource];
	if (new) {
		const struct rlimit l = { narrow(wide.rlim_cur),
					  narrow(wide.rlim_max) };

		err = set_limit(task->signal, resource, &l);
	}
	wide = (struct rlimit64){ widen(limit.rlim_cur),
				  widen(limit.rlim_max) };
	if (!err && old && copy_to_user(old, &wide, sizeof(wide)))
		return -EFAULT;
	return err;
}

/* --- Priorities: kept and told; every task's turn is the same. */

#define PRIO_PROCESS 0
#define PRIO_PGRP 1
#define PRIO_USER 2
#define NICE_MIN (-20)
#define NICE_MAX 19

static bool is_chosen(const struct task_struct *t, int which, int who)
{
	if (!t->signal)
		return false;
	switch (which) {
	case PRIO_PROCESS:
		return t->pid == (who ? who : current->pid);
	case PRIO_PGRP:
		return t->signal->pgrp == (who ? who : current->signal->pgrp);
	default:
		return t->cred->uid.val ==
		       (who ? (uid_t)who : current_uid().val);
	}
}

static int set_nice(struct task_struct *t, int nice)
{
	kuid_t euid = current_euid();

	if (!uid_eq(t->cred->uid, euid) && !uid_eq(t->cred->euid, euid) &&
	    !capable(CAP_SYS_NICE))
		return -EPERM;
	if (nice < task_nice(t) && !capable(CAP_SYS_NICE))
		return -EACCES;
	set_user_nice(t, nice);
	return 0;
}

SYSCALL_DEFINE3(setpriority, int, which, int, who, int, nice)
{
	struct task_struct *t;
	int err = -ESRCH;

	if (which < PRIO_PROCESS || which > PRIO_USER)
		return -EINVAL;
	nice = clamp(nice, NICE_MIN, NICE_MAX);
	for_each_task(t) {
		int one;

		if (!is_chosen(t, which, who))
			continue;
		one = set_nice(t, nice);
		err = err == -ESRCH || one ? one : err;
	}
	return err;
}

/* The call returns 20 - nice, so that a result is never an error. */
SYSCALL_DEFINE2(getpriority, int, which, int, who)
{
	struct task_struct *t;
	long best = -ESRCH;

	if (which < PRIO_PROCESS || which > PRIO_USER)
		return -EINVAL;
	for_each_task(t)
		if (is_chosen(t, which, who))
			best = max(best, 20L - task_nice(t));
	return best;
}

SYSCALL_DEFINE1(nice, int, increment)
{
	int nice = task_nice(current) + clamp(increment, -40, 40);
	int err = set_nice(current, clamp(nice, NICE_MIN, NICE_MAX));

	return err == -EACCES ? -EPERM : err;
}

SYSCALL_DEFINE0(sched_yield)
{
	yield();
	return 0;
}

/* There is SCHED_NORMAL, and its one priority is 0. */
SYSCALL_DEFINE1(sched_getscheduler, pid_t, pid)
{
	if (pid < 0)
		return -EINVAL;
	return pid && !find_task_by_vpid(pid) ? -ESRCH : 0;
}

static long check_scheduling(pid_t pid, int policy, const int __user *param)
{
	int priority;

	if (pid < 0 || !param)
		return -EINVAL;
	if (copy_from_user(&priority, param, sizeof(priority)))
		return -EFAULT;
	if (pid && !find_task_by_vpid(pid))
		return -ESRCH;
	return policy || priority ? -EINVAL : 0;
}

SYSCALL_DEFINE3(sched_setscheduler, pid_t, pid, int, policy, const int __user *,
		param)
{
	return check_scheduling(pid, policy, param);
}

SYSCALL_DEFINE2(sched_setparam, pid_t, pid, const int __user *, param)
{
	return check_scheduling(pid, 0, param);
}

SYSCALL_DEFINE2(sched_getparam, pid_t, pid, int __user *, param)
{
	if (pid < 0 || !param)
		return -EINVAL;
	if (pid && !find_task_by_vpid(pid))
		return -ESRCH;
	return put_user(0, param);
}

/* The real-time policies have priorities, though no task may have them. */
static int priority_limit(int policy, int real_time)
{
	switch (policy) {
	case SCHED_NORMAL:
	case SCHED_BATCH:
	case SCHED_IDLE:
		return 0;
	case SCHED_FIFO:
	case SCHED_RR:
		return real_time;
	}
	return -EINVAL;
}

SYSCALL_DEFINE1(sched_get_priority_max, int, policy)
{
	return priority_limit(policy, 99);
}

SYSCALL_DEFINE1(sched_get_priority_min, int, policy)
{
	return priority_limit(policy, 1);
}

SYSCALL_DEFINE3(sched_getaffinity, pid_t, pid, unsigned int, bytes,
		unsigned long __user *, mask)
{
	if (bytes < sizeof(*mask) || bytes & (sizeof(*mask) - 1))
		return -EINVAL;
	if (pid && !find_task_by_vpid(pid))
		return -ESRCH;
	return put_user(1ul, mask) ? -EFAULT : (long)sizeof(*mask);
}

SYSCALL_DEFINE3(sched_setaffinity, pid_t, pid, unsigned int, bytes,
		const unsigned long __user *, mask)
{
	unsigned long first = 0;

	if (copy_from_user(&first, mask, min(bytes, sizeof(first))))
		return -EFAULT;
	if (pid && !find_task_by_vpid(pid))
		return -ESRCH;
	return first & 1 ? 0 : -EINVAL;
}

SYSCALL_DEFINE2(getcpu, unsigned int __user *, cpu, unsigned int __user *, node)
{
	if ((cpu && put_user(0u, cpu)) || (node && put_user(0u, node)))
		return -EFAULT;
	return 0;
}

/* --- prctl */

static long with_cred(void (*change)(struct cred *cred, unsigned long arg),
		      unsigned long arg)
{
	struct cred *new = prepare_creds();

	if (!new)
		return -ENOMEM;
	change(new, arg);
	return commit_creds(new);
}

static void drop_bound(struct cred *cred, unsigned long cap)
{
	cred->cap_bset.val &= ~(1ull << cap);
}

static void set_securebits(struct cred *cred, unsigned long bits)
{
	cred->securebits = bits;
}

static void raise_ambient(struct cred *cred, unsigned long cap)
{
	cred->cap_ambient.val |= 1ull << cap;
}

static void lower_ambient(struct cred *cred, unsigned long cap)
{
	cred->cap_ambient.val &= ~(1ull << cap);
}

static void clear_ambient(struct cred *cred, unsigned long unused)
{
	cred->cap_ambient = CAP_EMPTY_SET;
}

static long prctl_ambient(unsigned long what, unsigned long cap)
{
	const struct cred *c = current->cred;

	if (what == PR_CAP_AMBIENT_CLEAR_ALL)
		return cap ? -EINVAL : with_cred(clear_ambient, 0);
	if (cap > CAP_LAST_CAP)
		return -EINVAL;
	switch (what) {
	case PR_CAP_AMBIENT_IS_SET:
		return c->cap_ambient.val >> cap & 1;
	case PR_CAP_AMBIENT_RAISE:
		if (!(c->cap_permitted.val & c->cap_inheritable.val &
		      1ull << cap))
			return -EPERM;
		return with_cred(raise_ambient, cap);
	case PR_CAP_AMBIENT_LOWER:
		return with_cred(lower_ambient, cap);
	}
	return -EINVAL;
}

static long prctl_securebits(unsigned long bits)
{
	unsigned int old = current->cred->securebits;
	unsigned int locked = (old & SECBIT_LOCKS) >> 1;

	if (!capable(CAP_SETPCAP) || bits & ~SECBIT_ALL ||
	    (bits ^ old) & locked || (old & SECBIT_LOCKS & ~bits))
		return -EPERM;
	return with_cred(set_securebits, bits);
}

static long prctl_keep_caps(unsigned long keep)
{
	unsigned int bits = current->cred->securebits & ~SECBIT_KEEP_CAPS;

	if (keep > 1)
		return -EINVAL;
	return with_cred(set_securebits, bits | (keep ? SECBIT_KEEP_CAPS : 0));
}

static long prctl_set_name(const char __user *user)
{
	char name[TASK_COMM_LEN] = "";

	if (strncpy_from_user(name, user, sizeof(name) - 1) < 0)
		return -EFAULT;
	memcpy(current->comm, name, sizeof(name));
	return 0;
}

SYSCALL_DEFINE5(prctl, int, option, unsigned long, arg2, unsigned long, arg3,
		unsigned long, arg4, unsigned long, arg5)
{
	switch (option) {
	case PR_SET_PDEATHSIG:
		if (arg2 > _NSIG)
			return -EINVAL;
		current->pdeath_signal = arg2;
		return 0;
	case PR_GET_PDEATHSIG:
		return put_user(current->pdeath_signal, (int __user *)arg2);
	case PR_GET_DUMPABLE:
		return current->signal->dumpable;
	case PR_SET_DUMPABLE:
		if (arg2 > 1)
			return -EINVAL;
		current->signal->dumpable = arg2;
		return 0;
	case PR_GET_KEEPCAPS:
		return !!(current->cred->securebits & SECBIT_KEEP_CAPS);
	case PR_SET_KEEPCAPS:
		return prctl_keep_caps(arg2);
	case PR_SET_NAME:
		return prctl_set_name((const char __user *)arg2);
	case PR_GET_NAME:
		return copy_to_user((void __user *)arg2, current->comm,
				    TASK_COMM_LEN) ?
			       -EFAULT :
			       0;
	case PR_CAPBSET_READ:
		return arg2 > CAP_LAST_CAP ?
			       -EINVAL :
			       (long)(current->cred->cap_bset.val >> arg2 & 1);
	case PR_CAPBSET_DROP:
		if (!capable(CAP_SETPCAP))
			return -EPERM;
		return arg2 > CAP_LAST_CAP ? -EINVAL :
					     with_cred(drop_bound, arg2);
	case PR_GET_SECUREBITS:
		return current->cred->securebits;
	case PR_SET_SECUREBITS:
		return prctl_securebits(arg2);
	case PR_SET_NO_NEW_PRIVS:
		if (arg2 != 1 || arg3 || arg4 || arg5)
			return -EINVAL;
		current->no_new_privs = true;
		return 0;
	case PR_GET_NO_NEW_PRIVS:
		return arg2 || arg3 || arg4 || arg5 ? -EINVAL :
						      current->no_new_privs;
	case PR_CAP_AMBIENT:
		return arg4 || arg5 ? -EINVAL : prctl_ambient(arg2, arg3);
	}
	return -EINVAL;
}

/* There is one personality, Linux's own; asking for it is allowed. */
SYSCALL_DEFINE1(personality, unsigned int, persona)
{
	return persona && persona != 0xffffffff ? -EINVAL : 0;
}

/* --- Random bytes */

#define GRND_FLAGS 7 /* NONBLOCK, RANDOM, INSECURE: all the same here */

SYSCALL_DEFINE3(getrandom, char __user *, buf, size_t, count, unsigned int,
		flags)
{
	size_t done = 0;
	u8 part[256];

	if (flags & ~GRND_FLAGS || (flags & 6) == 6)
		return -EINVAL;
	count = min(count, (size_t)LONG_MAX);
	while (done < count && !(done && signal_pending(current))) {
		size_t n = min(count - done, sizeof(part));

		get_random_bytes(part, n);
		if (copy_to_user(buf + done, part, n))
			return done ? (long)done : -EFAULT;
		done += n;
	}
	return done;
}

/* --- The end */

#define REBOOT_MAGIC1 0xfee1deadu
#define REBOOT_RESTART 0x01234567u
#define REBOOT_HALT 0xcdef0123u
#define REBOOT_CAD_ON 0x89abcdefu
#define REBOOT_CAD_OFF 0x00000000u
#define REBOOT_POWER_OFF 0x4321fedcu
#define REBOOT_RESTART2 0xa1b2c3d4u

/* The second magic number is a birthday: Linus's, or a daughter's. */
static bool is_magic2(u32 magic)
{
	return magic == 672274793 || magic == 85072278 || magic == 369367448 ||
	       magic == 537993216;
}

SYSCALL_DEFINE4(reboot, u32, magic1, u32, magic2, u32, cmd, void __user *, arg)
{
	char command[256];
	long ret;

	if (!capable(CAP_SYS_BOOT))
		return -EPERM;
	if (magic1 != REBOOT_MAGIC1 || !is_magic2(magic2))
		return -EINVAL;
	switch (cmd) {
	case REBOOT_CAD_ON:
		ctrl_alt_del_reboots = true;
		return 0;
	case REBOOT_CAD_OFF:
		ctrl_alt_del_reboots = false;
		return 0;
	case REBOOT_RESTART:
		kernel_restart(NULL);
	case REBOOT_RESTART2:
		ret = strncpy_from_user(command, arg, sizeof(command) - 1);
		if (ret < 0)
			return -EFAULT;
		command[sizeof(command) - 1] = '\0';
		kernel_restart(command);
	case REBOOT_HALT:
		kernel_halt();
	case REBOOT_POWER_OFF:
		kernel_power_off();
	}
	return -EINVAL;
}
