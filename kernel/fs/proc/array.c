/* SPDX-License-Identifier: MIT */
/*
 * What /proc/PID tells of a task in numbers: stat, status, statm, limits, in
 * the formats of proc(5).
 */
#include <linux/cred.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <linux/tty.h>

#include "task.h"

#define kB(pages) ((pages) << (PAGE_SHIFT - 10))

static const char *task_state(const struct task_struct *task)
{
	static const char *const names[] = {
		"R (running)", "S (sleeping)", "D (disk sleep)", "T (stopped)",
		"X (dead)",    "Z (zombie)",   "P (parked)",	 "I (idle)",
	};
	char c = task_state_to_char(task);

	for (u32 i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i][0] == c)
			return names[i];
	return "";
}

static pid_t parent_of(const struct task_struct *task)
{
	return task->real_parent->tgid;
}

/* What the areas of an address space are for, in pages. */
struct vm_sizes {
	unsigned long data, stack, text, lib;
};

static void measure(const struct mm_struct *mm, struct vm_sizes *s)
{
	const struct vm_area_struct *vma;

	memset(s, 0, sizeof(*s));
	s->text = (PAGE_ALIGN(mm->end_code) - (mm->start_code & PAGE_MASK)) >>
		  PAGE_SHIFT;
	list_for_each_entry(vma, &mm->mmap, list) {
		unsigned long pages = (vma->vm_end - vma->vm_start) >>
				      PAGE_SHIFT;

		if (vma->vm_flags & VM_GROWSDOWN)
			s->stack += pages;
		else if ((vma->vm_flags & (VM_WRITE | VM_SHARED)) == VM_WRITE)
			s->data += pages;
		else if (vma->vm_flags & VM_EXEC)
			s->lib += pages;
	}
	s->lib = s->lib > s->text ? s->lib - s->text : 0;
}

/* --- stat */

/* The numbers that differ for a process and one of its threads. */
struct usage {
	u64 utime, stime, min_flt, maj_flt;
};

static void add_usage(struct usage *u, const struct task_struct *task)
{
	u->utime += task->utime;
	u->stime += task->stime;
	u->min_flt += task->min_flt;
	u->maj_flt += task->maj_flt;
}

static void process_total(struct usage *u, const struct task_struct *task)
{
	const struct task_struct *thread;

	u->utime = task->signal->utime;
	u->stime = task->signal->stime;
	list_for_each_entry(thread, &task->signal->threads, thread_node)
		add_usage(u, thread);
}

/* Signals that are ignored, and those with a handler. */
static void signal_actions(const struct task_struct *task, u64 *ignored,
			   u64 *caught)
{
	*ignored = *caught = 0;
	for (int sig = 1; task->sighand && sig <= _NSIG; sig++) {
		const void *handler = task->sighand->action[sig - 1].sa_handler;

		if (handler == SIG_IGN)
			*ignored |= sigmask(sig);
		else if (handler != SIG_DFL)
			*caught |= sigmask(sig);
	}
}

static void stat_memory(struct seq_file *m, const struct task_struct *task,
			bool permitted)
{
	const struct mm_struct *mm = task->mm;
	unsigned long limit =
		task->signal ? task->signal->rlim[RLIMIT_RSS].rlim_cur : 0;

	seq_printf(m, " %lu %lu %lu", mm ? mm->total_vm << PAGE_SHIFT : 0,
		   mm ? mm->rss : 0, limit);
	if (mm)
		seq_printf(m, " %lu %lu %lu", permitted ? mm->start_code : 1,
			   permitted ? mm->end_code : 1,
			   permitted ? mm->start_stack : 0);
	else
		seq_puts(m, " 0 0 0");
	seq_puts(m, " 0 0"); /* esp, eip: of no use while it runs */
}

static void stat_layout(struct seq_file *m, const struct mm_struct *mm)
{
	if (mm)
		seq_printf(m, " %lu %lu %lu %lu %lu %lu %lu", mm->start_data,
			   mm->end_data, mm->start_brk, mm->arg_start,
			   mm->arg_end, mm->env_start, mm->env_end);
	else
		seq_puts(m, " 0 0 0 0 0 0 0");
}

static void stat_signals(struct seq_file *m, const struct task_struct *task)
{
	u64 ignored, caught;

	signal_actions(task, &ignored, &caught);
	seq_printf(m, " %lu %lu %lu %lu",
		   (unsigned long)task->pending.signal.mask & 0x7fffffff,
		   (unsigned long)task->blocked.mask & 0x7fffffff,
		   (unsigned long)ignored & 0x7fffffff,
		   (unsigned long)caught & 0x7fffffff);
}

static int show_stat(struct seq_file *m, struct task_struct *task, bool whole)
{
	const struct signal_struct *sig = task->signal;
	bool permitted = proc_may_access(task);
	struct usage u = { 0 };

	if (whole && sig)
		process_total(&u, task);
	else
		add_usage(&u, task);
	seq_printf(m, "%d (%s) %c %d %d %d %d %d 0", task->pid, task->comm,
		   *task_state(task), parent_of(task), sig ? sig->pgrp : 0,
		   sig ? sig->session : 0,
		   sig && sig->tty ? new_encode_dev(tty_devnum(sig->tty)) : 0,
		   sig && sig->tty ? sig->tty->pgrp : -1);
	seq_printf(m, " %llu 0 %llu 0 %llu %llu %llu %llu", u.min_flt,
		   u.maj_flt, u.utime, u.stime, sig ? sig->cutime : 0,
		   sig ? sig->cstime : 0);
	seq_printf(m, " %d %d %d 0 %llu", 20 + task_nice(task), task_nice(task),
		   sig ? sig->live : 1,
		   div_u64(task->start_time, NSEC_PER_SEC / HZ));
	stat_memory(m, task, permitted);
	stat_signals(m, task);
	seq_printf(m, " %d 0 0 %d 0 0 0 0 0 0",
		   task->__state != TASK_RUNNING && permitted,
		   sig ? sig->exit_signal : 0);
	stat_layout(m, permitted ? task->mm : NULL);
	seq_printf(m, " %d\n", permitted ? task->exit_code : 0);
	return 0;
}

int proc_pid_stat(struct seq_file *m, struct task_struct *task)
{
	return show_stat(m, task, true);
}

int proc_tid_stat(struct seq_file *m, struct task_struct *task)
{
	return show_stat(m, task, false);
}

/* --- status */

static void status_name(struct seq_file *m, const struct task_struct *task)
{
	seq_puts(m, "Name:\t");
	seq_escape(m, task->comm, "\n\\");
	seq_putc(m, '\n');
	if (task->fs)
		seq_printf(m, "Umask:\t%#04o\n", task->fs->umask);
}

static void status_ids(struct seq_file *m, const struct task_struct *task)
{
	const struct cred *cred = task->cred ? task->cred : &init_cred;
	const struct signal_struct *sig = task->signal;

	seq_printf(m, "State:\t%s\nTgid:\t%d\nNgid:\t0\nPid:\t%d\n",
		   task_state(task), task->tgid, task->pid);
	seq_printf(m, "PPid:\t%d\nTracerPid:\t0\n", parent_of(task));
	seq_printf(m, "Uid:\t%u\t%u\t%u\t%u\n", cred->uid.val, cred->euid.val,
		   cred->suid.val, cred->fsuid.val);
	seq_printf(m, "Gid:\t%u\t%u\t%u\t%u\n", cred->gid.val, cred->egid.val,
		   cred->sgid.val, cred->fsgid.val);
	seq_printf(m, "FDSize:\t%u\nGroups:\t",
		   task->files ? task->files->max_fds : 0);
	for (int i = 0; i < cred->ngroups; i++)
		seq_printf(m, "%u ", cred->groups[i].val);
	seq_printf(m, "\nNStgid:\t%d\nNSpid:\t%d\nNSpgid:\t%d\nNSsid:\t%d\n",
		   task->tgid, task->pid, sig ? sig->pgrp : 0,
		   sig ? sig->session : 0);
	seq_printf(m, "Kthread:\t%d\n", !task->mm && !sig);
}

static void status_memory(struct seq_file *m, const struct mm_struct *mm)
{
	struct vm_sizes s;

	measure(mm, &s);
	seq_printf(m, "VmPeak:\t%8lu kB\nVmSize:\t%8lu kB\n", kB(mm->total_vm),
		   kB(mm->total_vm));
	seq_printf(m, "VmLck:\t%8d kB\nVmPin:\t%8d kB\n", 0, 0);
	seq_printf(m, "VmHWM:\t%8lu kB\nVmRSS:\t%8lu kB\n", kB(mm->rss),
		   kB(mm->rss));
	seq_printf(m, "VmData:\t%8lu kB\nVmStk:\t%8lu kB\n", kB(s.data),
		   kB(s.stack));
	seq_printf(m, "VmExe:\t%8lu kB\nVmLib:\t%8lu kB\n", kB(s.text),
		   kB(s.lib));
	seq_printf(m, "VmSwap:\t%8d kB\n", 0);
}

static void status_signals(struct seq_file *m, const struct task_struct *task)
{
	const struct signal_struct *sig = task->signal;
	u64 ignored, caught;

	signal_actions(task, &ignored, &caught);
	seq_printf(m, "Threads:\t%d\n", sig ? sig->live : 1);
	seq_printf(m, "SigQ:\t%u/%lu\n", sig ? sig->nr_queued : 0,
		   sig ? sig->rlim[RLIMIT_SIGPENDING].rlim_cur : 0);
	seq_printf(m, "SigPnd:\t%016llx\nShdPnd:\t%016llx\n",
		   task->pending.signal.mask,
		   sig ? sig->shared_pending.signal.mask : 0);
	seq_printf(m, "SigBlk:\t%016llx\nSigIgn:\t%016llx\nSigCgt:\t%016llx\n",
		   task->blocked.mask, ignored, caught);
}

static void status_rights(struct seq_file *m, const struct task_struct *task)
{
	const struct cred *cred = task->cred ? task->cred : &init_cred;

	seq_printf(m, "CapInh:\t%016llx\nCapPrm:\t%016llx\nCapEff:\t%016llx\n",
		   cred->cap_inheritable.val, cred->cap_permitted.val,
		   cred->cap_effective.val);
	seq_printf(m, "CapBnd:\t%016llx\nCapAmb:\t%016llx\n",
		   cred->cap_bset.val, cred->cap_ambient.val);
	seq_printf(m, "NoNewPrivs:\t%d\nSeccomp:\t0\nSeccomp_filters:\t0\n",
		   task->no_new_privs);
	seq_puts(m, "Cpus_allowed:\t1\nCpus_allowed_list:\t0\n");
	seq_puts(m, "Mems_allowed:\t1\nMems_allowed_list:\t0\n");
	seq_printf(m, "voluntary_ctxt_switches:\t%llu\n", task->nvcsw);
	seq_printf(m, "nonvoluntary_ctxt_switches:\t%llu\n", task->nivcsw);
}

int proc_pid_status(struct seq_file *m, struct task_struct *task)
{
	status_name(m, task);
	status_ids(m, task);
	if (task->mm)
		status_memory(m, task->mm);
	status_signals(m, task);
	status_rights(m, task);
	return 0;
}

/* --- The others */

int proc_pid_statm(struct seq_file *m, struct task_struct *task)
{
	const struct mm_struct *mm = task->mm;
	struct vm_sizes s;

	if (!mm) {
		seq_puts(m, "0 0 0 0 0 0 0\n");
		return 0;
	}
	measure(mm, &s);
	seq_printf(m, "%lu %lu 0 %lu 0 %lu 0\n", mm->total_vm, mm->rss, s.text,
		   s.data + s.stack);
	return 0;
}

/* Functions that only sleep for others: sched.c's. */
static bool is_sleep(const char *name)
{
	static const char *const prefixes[] = { "schedule", "wait_for_compl",
						"mutex_lock", "msleep" };

	for (u32 i = 0; i < ARRAY_SIZE(prefixes); i++)
		if (strstarts(name, prefixes[i]))
			return true;
	return false;
}

/* The function that @task sleeps in, by its frames; NULL: none is known. */
static const char *sleeps_in(const struct task_struct *task)
{
	unsigned long frame = 0, address;

	while ((address = next_return(task, &frame))) {
		const char *module;
		const char *name =
			kallsyms_lookup(address - 1, NULL, NULL, &module);

		if (name && !is_sleep(name))
			return name;
	}
	return NULL;
}

int proc_pid_wchan(struct seq_file *m, struct task_struct *task)
{
	const char *name = NULL;

	if (task != current && task->__state != TASK_RUNNING &&
	    !(task->__state & (EXIT_ZOMBIE | TASK_DEAD)) &&
	    proc_may_access(task))
		name = sleeps_in(task);
	seq_puts(m, name ? name : "0");
	return 0;
}

static void show_limit(struct seq_file *m, unsigned long limit)
{
	if (limit == RLIM_INFINITY)
		seq_printf(m, "%-20s ", "unlimited");
	else
		seq_printf(m, "%-20lu ", limit);
}

int proc_pid_limits(struct seq_file *m, struct task_struct *task)
{
	static const struct {
		const char *name, *unit;
	} limits[RLIM_NLIMITS] = {
		[RLIMIT_CPU] = { "Max cpu time", "seconds" },
		[RLIMIT_FSIZE] = { "Max file size", "bytes" },
		[RLIMIT_DATA] = { "Max data size", "bytes" },
		[RLIMIT_STACK] = { "Max stack size", "bytes" },
		[RLIMIT_CORE] = { "Max core file size", "bytes" },
		[RLIMIT_RSS] = { "Max resident set", "bytes" },
		[RLIMIT_NPROC] = { "Max processes", "processes" },
		[RLIMIT_NOFILE] = { "Max open files", "files" },
		[RLIMIT_MEMLOCK] = { "Max locked memory", "bytes" },
		[RLIMIT_AS] = { "Max address space", "bytes" },
		[RLIMIT_LOCKS] = { "Max file locks", "locks" },
		[RLIMIT_SIGPENDING] = { "Max pending signals", "signals" },
		[RLIMIT_MSGQUEUE] = { "Max msgqueue size", "bytes" },
		[RLIMIT_NICE] = { "Max nice priority", NULL },
		[RLIMIT_RTPRIO] = { "Max realtime priority", NULL },
		[RLIMIT_RTTIME] = { "Max realtime timeout", "us" },
	};

	if (!task->signal)
		return -ESRCH;
	seq_printf(m, "%-25s %-20s %-20s %-10s\n", "Limit", "Soft Limit",
		   "Hard Limit", "Units");
	for (u32 i = 0; i < RLIM_NLIMITS; i++) {
		seq_printf(m, "%-25s ", limits[i].name);
		show_limit(m, task->signal->rlim[i].rlim_cur);
		show_limit(m, task->signal->rlim[i].rlim_max);
		if (limits[i].unit)
			seq_printf(m, "%-10s", limits[i].unit);
		seq_putc(m, '\n');
	}
	return 0;
}
