/* SPDX-License-Identifier: MIT */
/*
 * What /proc tells of the machine and the kernel as a whole: memory, time,
 * the processor, interrupts, and tables of what is registered. proc(5).
 */
#include <asm/processor.h>
#include <asm/tsc.h>
#include <linux/cdev.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/interrupt.h>
#include <linux/kernel_stat.h>
#include <linux/math64.h>
#include <linux/miscdevice.h>
#include <linux/pid.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/time64.h>
#include <linux/utsname.h>

#include "../../mm/arena.h"
#include "../../mm/frames.h"
#include "../../params.h"
#include "proc.h"

static void show_kb(struct seq_file *m, const char *name, unsigned long pages)
{
	seq_printf(m, "%-16s%8lu kB\n", name, pages << (PAGE_SHIFT - 10));
}

/* Files in memory are neither buffers nor a cache that could be given up. */
static int meminfo_show(struct seq_file *m, void *v)
{
	unsigned long total = frames_total_count(), free = frames_free_count();
	unsigned long arena = arena_pages();

	show_kb(m, "MemTotal:", total);
	show_kb(m, "MemFree:", free);
	show_kb(m, "MemAvailable:", free);
	show_kb(m, "Buffers:", 0);
	show_kb(m, "Cached:", 0);
	show_kb(m, "SwapCached:", 0);
	show_kb(m, "SwapTotal:", 0);
	show_kb(m, "SwapFree:", 0);
	show_kb(m, "Shmem:", 0);
	show_kb(m, "SReclaimable:", 0);
	show_kb(m, "VmallocUsed:", arena);
	return 0;
}

static int cmdline_show(struct seq_file *m, void *v)
{
	seq_puts(m, saved_command_line);
	seq_putc(m, '\n');
	return 0;
}

static int version_show(struct seq_file *m, void *v)
{
	seq_puts(m, linux_banner);
	return 0;
}

static int filesystems_show(struct seq_file *m, void *v)
{
	const struct file_system_type *type;

	for (type = file_systems; type; type = type->next)
		seq_printf(m, "%s\t%s\n",
			   type->fs_flags & FS_REQUIRES_DEV ? "" : "nodev",
			   type->name);
	return 0;
}

static int devices_show(struct seq_file *m, void *v)
{
	chrdev_show(m);
	return 0;
}

static int misc_show(struct seq_file *m, void *v)
{
	const struct miscdevice *misc;

	list_for_each_entry(misc, &misc_list, list)
		seq_printf(m, "%3i %s\n", misc->minor,
			   misc->name ? misc->name : "");
	return 0;
}

static int partitions_show(struct seq_file *m, void *v)
{
	seq_puts(m, "major minor  #blocks  name\n\n");
	return 0;
}

/* --- Time */

/* Seconds of @ns, and hundredths. */
static void show_seconds(struct seq_file *m, u64 ns)
{
	u32 hundredths;
	u64 seconds = div_u64_rem(div_u64(ns, 10000000), 100, &hundredths);

	seq_printf(m, "%llu.%02u", seconds, hundredths);
}

static int uptime_show(struct seq_file *m, void *v)
{
	show_seconds(m, ktime_get_ns());
	seq_putc(m, ' ');
	show_seconds(m, kstat.idle * (NSEC_PER_SEC / HZ));
	seq_putc(m, '\n');
	return 0;
}

/* The youngest process's number. */
static pid_t newest_pid(void)
{
	return list_last_entry(&init_task.tasks, struct task_struct, tasks)->pid;
}

static unsigned int count_tasks(void)
{
	const struct task_struct *task;
	unsigned int n = 0;

	for_each_task(task)
		n++;
	return n;
}

static int loadavg_show(struct seq_file *m, void *v)
{
	for (int i = 0; i < 3; i++) {
		unsigned long load = avenrun[i] + FIXED_1 / 200;

		seq_printf(m, "%lu.%02lu ", load >> FSHIFT,
			   ((load & (FIXED_1 - 1)) * 100) >> FSHIFT);
	}
	seq_printf(m, "%u/%u %d\n", nr_running(), count_tasks(), newest_pid());
	return 0;
}

static int stat_show(struct seq_file *m, void *v)
{
	u64 interrupts = 0, softirqs = 0;
	struct timespec64 boot;

	getboottime64(&boot);
	for (int i = 0; i < 2; i++)
		seq_printf(m, "%s%llu 0 %llu %llu 0 0 0 0 0 0\n",
			   i ? "cpu0 " : "cpu  ", kstat.user, kstat.system,
			   kstat.idle);
	for (int i = 0; i < NR_IRQS; i++)
		interrupts += kstat.irqs[i];
	seq_printf(m, "intr %llu", interrupts);
	for (int i = 0; i < NR_IRQS; i++)
		seq_printf(m, " %llu", kstat.irqs[i]);
	seq_printf(m, "\nctxt %llu\nbtime %llu\nprocesses %llu\n",
		   kstat.context_switches, boot.tv_sec, kstat.forks);
	seq_printf(m, "procs_running %u\nprocs_blocked %u\n", nr_running(), 0);
	for (int i = 0; i < NR_SOFTIRQS; i++)
		softirqs += kstat.softirqs[i];
	seq_printf(m, "softirq %llu", softirqs);
	for (int i = 0; i < NR_SOFTIRQS; i++)
		seq_printf(m, " %u", kstat.softirqs[i]);
	seq_putc(m, '\n');
	return 0;
}

/* --- Interrupts */

static int interrupts_show(struct seq_file *m, void *v)
{
	irq_show(m);
	return 0;
}

static int softirqs_show(struct seq_file *m, void *v)
{
	seq_puts(m, "                    CPU0       \n");
	for (int i = 0; i < NR_SOFTIRQS; i++)
		seq_printf(m, "%12s: %10u\n", softirq_to_name[i],
			   kstat.softirqs[i]);
	return 0;
}

/* --- The processor. Intel SDM volume 2, CPUID. */

static const char *const flags_1_edx[32] = {
	"fpu",	"vme",	 "de",	 "pse",	    "tsc",  "msr", "pae",  "mce",
	"cx8",	"apic",	 NULL,	 "sep",	    "mtrr", "pge", "mca",  "cmov",
	"pat",	"pse36", "pn",	 "clflush", NULL,   "dts", "acpi", "mmx",
	"fxsr", "sse",	 "sse2", "ss",	    "ht",   "tm",  "ia64", "pbe",
};
static const char *const flags_ext_edx[32] = {
	[11] = "syscall",  [19] = "mp",	     [20] = "nx",     [22] = "mmxext",
	[25] = "fxsr_opt", [26] = "pdpe1gb", [27] = "rdtscp", [29] = "lm",
	[30] = "3dnowext", [31] = "3dnow",
};
static const char *const flags_1_ecx[32] = {
	"pni",	  "pclmulqdq",	"dtes64", "monitor", "ds_cpl",
	"vmx",	  "smx",	"est",	  "tm2",     "ssse3",
	"cid",	  "sdbg",	"fma",	  "cx16",    "xtpr",
	"pdcm",	  NULL,		"pcid",	  "dca",     "sse4_1",
	"sse4_2", "x2apic",	"movbe",  "popcnt",  "tsc_deadline_timer",
	"aes",	  "xsave",	NULL,	  "avx",     "f16c",
	"rdrand", "hypervisor",
};

static void show_flags(struct seq_file *m, const char *const *names, u32 bits)
{
	for (int i = 0; i < 32; i++)
		if (names[i] && (bits >> i & 1))
			seq_printf(m, " %s", names[i]);
}

static void show_model_name(struct seq_file *m, u32 extended)
{
	u32 name[12] = { 0 };

	for (u32 i = 0; extended >= 0x80000004 && i < 3; i++)
		cpuid(0x80000002 + i, &name[i * 4], &name[i * 4 + 1],
		      &name[i * 4 + 2], &name[i * 4 + 3]);
	seq_printf(m, "model name\t: %.48s\n",
		   *(char *)name ? skip_spaces((char *)name) : "unknown");
}

static void show_model(struct seq_file *m, u32 a)
{
	u32 family = a >> 8 & 15, model = a >> 4 & 15;

	if (family >= 6)
		model |= a >> 12 & 0xf0;
	if (family == 15)
		family += a >> 20 & 0xff;
	seq_printf(m, "cpu family\t: %u\nmodel\t\t: %u\n", family, model);
}

static int cpuinfo_show(struct seq_file *m, void *v)
{
	u32 level, extended, vendor[3], a, b, c, d, ext_d = 0, none;
	u32 khz = tsc_khz;

	cpuid(0, &level, &vendor[0], &vendor[2], &vendor[1]);
	cpuid(1, &a, &b, &c, &d);
	cpuid(0x80000000, &extended, &none, &none, &none);
	if (extended > 0x80000000)
		cpuid(0x80000001, &none, &none, &none, &ext_d);
	seq_printf(m, "processor\t: 0\nvendor_id\t: %.12s\n", (char *)vendor);
	show_model(m, a);
	show_model_name(m, extended);
	seq_printf(m, "stepping\t: %u\ncpu MHz\t\t: %u.%03u\n", a & 15,
		   khz / 1000, khz % 1000);
	seq_puts(m, "fdiv_bug\t: no\nf00f_bug\t: no\ncoma_bug\t: no\n");
	seq_printf(m, "fpu\t\t: yes\nfpu_exception\t: yes\ncpuid level\t: %u\n",
		   level);
	seq_puts(m, "wp\t\t: yes\nflags\t\t:");
	show_flags(m, flags_1_edx, d);
	show_flags(m, flags_ext_edx, ext_d);
	show_flags(m, flags_1_ecx, c);
	seq_printf(m, "\nbugs\t\t:\nbogomips\t: %u.%02u\n", khz / 500,
		   khz / 5 % 100);
	seq_printf(m, "clflush size\t: %u\n\n", (b >> 8 & 0xff) * 8);
	return 0;
}

void proc_system_init(void)
{
	static const struct {
		const char *name;
		int (*show)(struct seq_file *m, void *v);
	} files[] = {
		{ "cmdline", cmdline_show },
		{ "cpuinfo", cpuinfo_show },
		{ "devices", devices_show },
		{ "filesystems", filesystems_show },
		{ "interrupts", interrupts_show },
		{ "loadavg", loadavg_show },
		{ "meminfo", meminfo_show },
		{ "misc", misc_show },
		{ "partitions", partitions_show },
		{ "softirqs", softirqs_show },
		{ "stat", stat_show },
		{ "uptime", uptime_show },
		{ "version", version_show },
	};

	for (u32 i = 0; i < ARRAY_SIZE(files); i++)
		proc_create_single(files[i].name, 0, NULL, files[i].show);
	proc_symlink("mounts", NULL, "self/mounts");
	proc_create("kmsg", 0400, NULL, &proc_kmsg_ops);
}
