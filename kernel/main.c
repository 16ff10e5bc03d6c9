/* SPDX-License-Identifier: MIT */
/* The start of the kernel: each part in its turn, a line each. */
#include <asm/cpu.h>
#include <asm/multiboot.h>
#include <asm/page.h>
#include <asm/paging.h>
#include <crypto/hash.h>
#include <linux/binfmts.h>
#include <linux/configfs.h>
#include <linux/device.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/start_kernel.h>
#include <linux/sysfs.h>
#include <linux/timekeeping.h>
#include <linux/workqueue.h>

#include "crypto/bootkeys.h"
#include "crypto/keyring.h"
#include "drivers/drivers.h"
#include "fs/initramfs.h"
#include "fs/proc/proc.h"
#include "mm/arena.h"
#include "mm/frames.h"
#include "module.h"
#include "params.h"

void start_kernel(u32 info_address);

static const char *command_line_of(const struct multiboot_info *info)
{
	if (!(info->flags & MULTIBOOT_INFO_CMDLINE))
		return "";
	return __va(info->cmdline);
}

enum system_states system_state;
EXPORT_SYMBOL(system_state);

/* Process 1: it loads what the boot is to load, and becomes /init. */
static int kernel_init(void *unused)
{
	boot_modules(); /* what modules= names; without /init, the end */
	return run_init_program(); /* and user space from here on */
}

/* Entered from boot/entry.S with the physical address of what was loaded. */
void start_kernel(u32 info_address)
{
	const struct multiboot_info *info = __va(info_address);

	/* clang-format off */
	serial_init();			 /* the first lines are seen */
	vga_init();			 /* on the screen too */
	pr_notice("%s", linux_banner);	 /* who is speaking */
	cpu_init();			 /* a fault has a name from here on */
	parse_command_line(command_line_of(info)); /* what was asked for */
	frames_init(info);		 /* which memory there is */
	paging_init(frames_memory_end()); /* and what may be done to it */
	heap_init();			 /* kmalloc */
	arena_init();			 /* memory for modules and stacks */
	sched_init();			 /* this is the first task */
	timer_init();			 /* time passes, interrupts come */
	timekeeping_init();		 /* which day it is */
	keyring_init();			 /* whom it trusts */
	initramfs_init(info);		 /* files, as they came */
	bootkeys_init();		 /* keys among them */
	signatures_init();		 /* and what a module's must be worth */
	vfs_init();			 /* files as programs see them */
	sysfs_init();			 /* what the kernel shows in /sys */
	devices_init();			 /* which devices it knows of */
	mem_init();			 /* those that need no hardware */
	kprobes_init();			 /* probes of any function */
	lockdown_init();		 /* how far it trusts root */
	proc_init();			 /* and in /proc */
	crypto_init();			 /* its hashes there */
	configfs_init();		 /* what programs make of it */
	trace_init();			 /* lines that are no messages */
	dynamic_debug_init();		 /* messages that are off at first */
	exec_init();			 /* which programs can be run */
	input_init();			 /* what reports input, and who listens */
	tty_init();			 /* terminals, /dev/console among them */
	evdev_init();			 /* /dev/input */
	atkbd_init();			 /* and its keyboard */
	system_state = SYSTEM_RUNNING;	 /* from here on tasks sleep */
	wake_up_process(user_mode_thread(kernel_init, NULL, "swapper/0"));
	softirq_init();			 /* tasklets */
	wait_bit_init();		 /* who waits for no queue of his own */
	rcu_init();			 /* what is freed when nobody reads it */
	workqueue_init();		 /* and who does what is left for later */
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();			 /* this task waits for ever */
	/* clang-format on */
}
