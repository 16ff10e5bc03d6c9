/* SPDX-License-Identifier: MIT */
/*
 * The keyboard's interrupt, shared with the kernel's own driver: the handler
 * counts, and the thread behind it, which may sleep, tells. A notifier hears
 * which keys they were, and swallows one.
 *
 * Try: insmod keys.ko swallow=30, type on the screen's console (30 is a), look
 * at /proc/interrupts and dmesg.
 */
#include <linux/interrupt.h>
#include <linux/keyboard.h>
#include <linux/module.h>
#include <linux/notifier.h>

#define KEYBOARD_IRQ 1

static unsigned int swallow;
module_param(swallow, uint, 0644);
MODULE_PARM_DESC(swallow, "Keycode of a key that does nothing");

static unsigned int interrupts, presses;

static irqreturn_t count(int irq, void *dev_id)
{
	interrupts++;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t tell(int irq, void *dev_id)
{
	pr_info("keys: %u interrupts, %u keys pressed\n", interrupts, presses);
	return IRQ_HANDLED;
}

static int listen(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct keyboard_notifier_param *key = data;

	if (event != KBD_KEYCODE)
		return NOTIFY_DONE;
	presses += key->down == 1;
	return key->value == swallow ? NOTIFY_STOP : NOTIFY_OK;
}

static struct notifier_block listener = { .notifier_call = listen };

static int __init keys_init(void)
{
	int err = request_threaded_irq(KEYBOARD_IRQ, count, tell, IRQF_SHARED,
				       "keys", &listener);

	if (err)
		return err;
	err = register_keyboard_notifier(&listener);
	if (err)
		free_irq(KEYBOARD_IRQ, &listener);
	return err;
}

static void __exit keys_exit(void)
{
	unregister_keyboard_notifier(&listener);
	free_irq(KEYBOARD_IRQ, &listener);
}

module_init(keys_init);
module_exit(keys_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("Shares the keyboard's interrupt, and hears its keys");
