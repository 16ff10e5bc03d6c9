/* SPDX-License-Identifier: MIT */
/* The start of the kernel: each part in its turn, a line each. */
#include <asm/cpu.h>
#include <asm/multiboot.h>
#include <asm/page.h>
#include <asm/paging.h>
#include <linux/kthread.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/timer.h>
#include <linux/utsrelease.h>

#include "crypto/keyring.h"
#include "drivers/drivers.h"
#include "fs/initramfs.h"
#include "mm/arena.h"
#include "mm/frames.h"
#include "module.h"
#include "params.h"

void start_kernel(u32 info_address);

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

static void say_hello(void)
{
	pr_notice("%s version %s (%s) %s\n", UTS_SYSNAME, UTS_RELEASE, COMPILER,
		  UTS_VERSION);
}

static const char *command_line_of(const struct multiboot_info *info)
{
	if (!(info->flags & MULTIBOOT_INFO_CMDLINE))
		return "";
	return __va(info->cmdline);
}

/* The task that does what the boot is for, on a stack with a guard page. */
static int kernel_init(void *unused)
{
	boot_modules();
	return 0;
}

/* Entered from boot/entry.S with the physical address of what was loaded. */
void start_kernel(u32 info_address)
{
	const struct multiboot_info *info = __va(info_address);

	/* clang-format off */
	serial_init();			 /* the first lines are seen */
	vga_init();			 /* on the screen too */
	say_hello();			 /* who is speaking */
	cpu_init();			 /* a fault has a name from here on */
	parse_command_line(command_line_of(info)); /* what was asked for */
	frames_init(info);		 /* which memory there is */
	paging_init(frames_memory_end()); /* and what may be done to it */
	heap_init();			 /* kmalloc */
	arena_init();			 /* memory for modules and stacks */
	sched_init();			 /* this is the first task */
	timer_init();			 /* time passes, interrupts come */
	keyring_init();			 /* whom it trusts */
	initramfs_init(info);		 /* files */
	signatures_init();		 /* and what a module's must be worth */
	kthread_run(kernel_init, NULL, "swapper/0"); /* what the boot is for */
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();			 /* this task waits for ever */
	/* clang-format on */
}
