/* SPDX-License-Identifier: MIT */
/*
 * Keyboard notifiers, LEDs, and terminals as modules reach them. Keys are typed
 * by the controller's command that lets a program do so.
 */
#include <linux/delay.h>
#include <linux/input.h>
#include <linux/io.h>
#include <linux/keyboard.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <linux/vt_kern.h>

#include "ktap.h"

#define EVENTS 16

static struct {
	unsigned long event;
	struct keyboard_notifier_param param;
} heard[EVENTS];
static unsigned int count;
static unsigned long stop_at;

static int listen(struct notifier_block *nb, unsigned long event, void *data)
{
	if (count < EVENTS) {
		heard[count].event = event;
		heard[count].param = *(struct keyboard_notifier_param *)data;
	}
	count++;
	return event == stop_at ? NOTIFY_STOP : NOTIFY_OK;
}

static struct notifier_block listener = { .notifier_call = listen };

static void wait_for_controller(void)
{
	for (int i = 0; i < 1000 && inb(0x64) & 3; i++)
		udelay(10);
}

static void type(u8 scancode)
{
	wait_for_controller();
	outb(0xd2, 0x64);
	wait_for_controller();
	outb(scancode, 0x60);
	msleep(10);
}

static void hear(unsigned long stop)
{
	count = 0;
	stop_at = stop;
	memset(heard, 0, sizeof(heard));
}

static void expect_event(unsigned int i, unsigned long event, int down,
			 unsigned int value)
{
	EXPECT_EQ(heard[i].event, event);
	EXPECT_EQ(heard[i].param.down, down);
	EXPECT_EQ(heard[i].param.value, value);
	EXPECT(heard[i].param.vc == vc_cons[fg_console].d);
}

static void a_key_is_told_as_code_and_symbol(void)
{
	hear(0);
	EXPECT_EQ(register_keyboard_notifier(&listener), 0);
	type(KEY_A);
	type(KEY_A);
	type(0x80 | KEY_A);
	EXPECT_EQ(count, 9);
	expect_event(0, KBD_KEYCODE, 1, KEY_A);
	expect_event(1, KBD_KEYSYM, 1, 0xfb61);
	expect_event(2, KBD_POST_KEYSYM, 1, 0xfb61);
	expect_event(3, KBD_KEYCODE, 2, KEY_A);
	expect_event(6, KBD_KEYCODE, 0, KEY_A);
}

static void shift_is_told(void)
{
	hear(0);
	type(KEY_LEFTSHIFT);
	type(KEY_1);
	EXPECT_EQ(count, 6);
	expect_event(1, KBD_KEYSYM, 1, 0xf700);
	expect_event(4, KBD_KEYSYM, 1, 0xf000 | '!');
	EXPECT_EQ(heard[1].param.shift, 0);
	EXPECT_EQ(heard[2].param.shift, 1 << KG_SHIFT);
	EXPECT_EQ(heard[4].param.shift, 1 << KG_SHIFT);
	type(0x80 | KEY_1);
	type(0x80 | KEY_LEFTSHIFT);
}

static void extended_keys_have_codes_of_their_own(void)
{
	hear(0);
	type(0xe0);
	type(0x48);
	expect_event(0, KBD_KEYCODE, 1, KEY_UP);
	expect_event(1, KBD_KEYSYM, 1, 0xf603);
	hear(0);
	type(0xe0);
	type(0xc8);
	expect_event(0, KBD_KEYCODE, 0, KEY_UP);
}

static void a_swallowed_key_does_nothing(void)
{
	hear(KBD_KEYCODE);
	type(KEY_CAPSLOCK);
	type(0x80 | KEY_CAPSLOCK);
	EXPECT_EQ(count, 2);
	EXPECT_EQ(heard[1].param.ledstate, 0);
	hear(0);
	type(KEY_CAPSLOCK);
	type(0x80 | KEY_CAPSLOCK);
	EXPECT_EQ(heard[1].param.ledstate, 0);
	EXPECT_EQ(heard[2].param.ledstate, LED_CAP);
	hear(0);
	type(KEY_CAPSLOCK);
	type(0x80 | KEY_CAPSLOCK);
	EXPECT_EQ(heard[2].param.ledstate, 0);
	EXPECT_EQ(unregister_keyboard_notifier(&listener), 0);
	EXPECT_EQ(unregister_keyboard_notifier(&listener), -ENOENT);
	hear(0);
	type(KEY_A);
	type(0x80 | KEY_A);
	EXPECT_EQ(count, 0);
}

static void the_console_is_there(void)
{
	struct tty_struct *tty = vc_cons[fg_console].d->port.tty;

	EXPECT_EQ(fg_console, 0);
	EXPECT(!vc_cons[1].d);
	EXPECT_EQ(vc_cons[0].d->vc_num, 0);
	EXPECT_EQ(vc_cons[0].d->vc_cols, 80);
	EXPECT(!strcmp(tty->driver->driver_name, "console"));
	EXPECT(!strcmp(tty_name(tty), "tty1"));
	EXPECT_EQ(tty->driver->ops->write(tty, "hello\r\n", 7), 7);
	EXPECT_EQ(tty->driver->ops->ioctl(tty, KDSETLED, LED_SCR), 0);
	EXPECT_EQ(tty->driver->ops->ioctl(tty, KDSETLED, 0xff), 0);
	EXPECT(!get_current_tty());
}

static int stay(struct notifier_block *nb, unsigned long action, void *data)
{
	return NOTIFY_DONE;
}

static void reboot_notifiers(void)
{
	static struct notifier_block nb = { .notifier_call = stay };

	EXPECT_EQ(register_reboot_notifier(&nb), 0);
	EXPECT_EQ(unregister_reboot_notifier(&nb), 0);
	EXPECT_EQ(unregister_reboot_notifier(&nb), -ENOENT);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_key_is_told_as_code_and_symbol),
	KTAP_CASE(shift_is_told),
	KTAP_CASE(extended_keys_have_codes_of_their_own),
	KTAP_CASE(a_swallowed_key_does_nothing),
	KTAP_CASE(the_console_is_there),
	KTAP_CASE(reboot_notifiers),
};

KTAP_SUITE(keyboard_test, cases);
