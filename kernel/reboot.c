/* SPDX-License-Identifier: MIT */
/*
 * The end. Under tests (debug_exit=1) it leaves QEMU through isa-debug-exit,
 * whose status says how it went; else through QEMU's power management, and
 * where there is none the processor halts.
 */
#include <asm/io.h>
#include <asm/irqflags.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/leaks.h>
#include <linux/moduleparam.h>
#include <linux/notifier.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/workqueue.h>

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

#define DEBUG_EXIT_PORT 0xf4
#define EXIT_PASS 0x10
#define EXIT_FAIL 0x11
#define EXIT_PANIC 0x12

#define PIIX4_PM_CONTROL 0x604
#define PIIX4_SLEEP_S5 0x2000
#define KEYBOARD_COMMAND 0x64
#define PULSE_RESET 0xfe

int panic_timeout;
core_param(panic, panic_timeout, int, 0644);

static bool debug_exit;
core_param(debug_exit, debug_exit, bool, 0);

static u8 exit_status = EXIT_PASS;

bool ctrl_alt_del_reboots = true;

void set_exit_status(bool failed)
{
	exit_status = failed ? EXIT_FAIL : EXIT_PASS;
}
EXPORT_SYMBOL_GPL(set_exit_status);

static void __noreturn halt_forever(void)
{
	for (;;)
		asm volatile("cli\n\thlt");
}

/* --- Who is told before */

static BLOCKING_NOTIFIER_HEAD(listeners);

int register_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&listeners, nb);
}
EXPORT_SYMBOL(register_reboot_notifier);

int unregister_reboot_notifier(struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&listeners, nb);
}
EXPORT_SYMBOL(unregister_reboot_notifier);

static void reclaim_listener(const void *nb)
{
	unregister_reboot_notifier((struct notifier_block *)nb);
}

static void scan_listeners(struct leak_scan *scan)
{
	notifier_leaks(scan, listeners.head, "reboot notifier",
		       reclaim_listener);
}
LEAK_SOURCE(reboot, scan_listeners);

void kernel_restart(char *cmd)
{
	blocking_notifier_call_chain(&listeners, SYS_RESTART, cmd);
	machine_restart(cmd);
}
EXPORT_SYMBOL_GPL(kernel_restart);

void kernel_halt(void)
{
	blocking_notifier_call_chain(&listeners, SYS_HALT, NULL);
	machine_halt();
}
EXPORT_SYMBOL_GPL(kernel_halt);

void kernel_power_off(void)
{
	blocking_notifier_call_chain(&listeners, SYS_POWER_OFF, NULL);
	machine_power_off();
}
EXPORT_SYMBOL_GPL(kernel_power_off);

void emergency_restart(void)
{
	machine_restart(NULL);
}
EXPORT_SYMBOL_GPL(emergency_restart);

/* --- The act */

void machine_halt(void)
{
	pr_emerg("reboot: System halted\n");
	halt_forever();
}

void machine_power_off(void)
{
	pr_emerg("reboot: Power down\n");
	if (debug_exit)
		outb(exit_status, DEBUG_EXIT_PORT);
	outw(PIIX4_SLEEP_S5, PIIX4_PM_CONTROL);
	halt_forever();
}

void machine_restart(char *command)
{
	if (command)
		pr_emerg("reboot: Restarting system with command '%s'\n",
			 command);
	else
		pr_emerg("reboot: Restarting system\n");
	outb(PULSE_RESET, KEYBOARD_COMMAND);
	halt_forever();
}

static void deferred_restart(struct work_struct *unused)
{
	kernel_restart(NULL);
}

void ctrl_alt_del(void)
{
	static DECLARE_WORK(work, deferred_restart);
	struct task_struct *init = find_process(1);

	if (ctrl_alt_del_reboots)
		schedule_work(&work);
	else if (init)
		group_send_sig_info(SIGINT, NULL, init);
}

void machine_panic(void)
{
	if (debug_exit)
		outb(EXIT_PANIC, DEBUG_EXIT_PORT);
	if (panic_timeout > 0)
		pr_emerg("Rebooting in %d seconds..\n", panic_timeout);
	for (int i = 0; i < panic_timeout; i++)
		mdelay(1000);
	if (panic_timeout)
		machine_restart(NULL);
	halt_forever();
}
