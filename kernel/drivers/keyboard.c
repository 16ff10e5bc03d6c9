/* SPDX-License-Identifier: MIT */
/*
 * The console's keyboard: it listens to all input devices that have keys, by a
 * US layout, and sends /dev/tty1 what Linux's console does (console_codes(4)).
 */
#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/input.h>
#include <linux/interrupt.h>
#include <linux/keyboard.h>
#include <linux/leaks.h>
#include <linux/notifier.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vt_kern.h>

#include "drivers.h"

#define KEYPAD_FIRST KEY_KP7
#define KEYPAD_LAST KEY_KPDOT
#define CURSOR_FIRST KEY_HOME
#define CURSOR_LAST KEY_DELETE

/* By keycode. */
static const char plain[] =
	"\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`"
	"\0\\zxcvbnm,./\0*\0 ";
static const char shifted[] =
	"\0\033!@#$%^&*()_+\177\tQWERTYUIOP{}\r\0ASDFGHJKL:"
	"\"~\0|ZXCVBNM<>?\0*\0 ";
static_assert(sizeof(plain) == KEY_CAPSLOCK + 1 &&
	      sizeof(shifted) == sizeof(plain));
/* From KEYPAD_FIRST on, with Num Lock; without it, which cursor key. */
static const char keypad_digits[] = "789-456+1230.";
static const u8 keypad_cursor[] = {
	KEY_HOME,   KEY_UP, KEY_PAGEUP, 0,	  KEY_LEFT,	0,
	KEY_RIGHT,  0,	    KEY_END,	KEY_DOWN, KEY_PAGEDOWN, KEY_INSERT,
	KEY_DELETE,
};
/* From CURSOR_FIRST on: the letter, or the number, of the sequence. */
static const char cursor_codes[] = "HA5DCFB623";

static bool shift, ctrl, alt;
static u8 leds;		  /* of the locks */
static bool leds_are_set; /* others are shown: */
static u8 set_leds;

/* --- LEDs: those of all keyboards */

u8 keyboard_leds(void)
{
	return leds_are_set ? set_leds : leds;
}

static int show_leds(struct input_handle *handle, void *data)
{
	u8 on = keyboard_leds();

	if (test_bit(EV_LED, handle->dev->evbit)) {
		input_inject_event(handle, EV_LED, LED_SCROLLL,
				   !!(on & LED_SCR));
		input_inject_event(handle, EV_LED, LED_NUML, !!(on & LED_NUM));
		input_inject_event(handle, EV_LED, LED_CAPSL, !!(on & LED_CAP));
		input_inject_event(handle, EV_SYN, SYN_REPORT, 0);
	}
	return 0;
}

static struct input_handler keyboard_handler;

static void show_all_leds(struct tasklet_struct *unused)
{
	input_handler_for_each_handle(&keyboard_handler, NULL, show_leds);
}

/* A key is handled while its device is locked: LEDs come behind. */
static DECLARE_TASKLET(leds_tasklet, show_all_leds);

static void toggle_led(u8 led)
{
	leds ^= led;
	tasklet_schedule(&leds_tasklet);
}

void keyboard_set_leds(unsigned long which)
{
	leds_are_set = which <= (LED_SCR | LED_NUM | LED_CAP);
	set_leds = (u8)which;
	tasklet_schedule(&leds_tasklet);
}

/* --- What a key sends */

static void send_char(u8 c)
{
	u8 buf[2] = { 0x1b, c };

	vty_input(buf + !alt, 1 + alt);
}

static void send_text(const char *text)
{
	vty_input((const u8 *)text, strlen(text));
}

/* F1 to F5, and from F6 on CSI number ~. */
static void send_function(unsigned int n)
{
	static const char *const keys[] = {
		"\033[[A",  "\033[[B",	"\033[[C",  "\033[[D",
		"\033[[E",  "\033[17~", "\033[18~", "\033[19~",
		"\033[20~", "\033[21~", "\033[23~", "\033[24~",
	};

	send_text(keys[n]);
}

/* A cursor key by its final letter, or by the number before `~`. */
static void send_cursor(unsigned int key)
{
	char code = cursor_codes[key - CURSOR_FIRST];
	char text[] = { 0x1b, '[', code, '\0', '\0' };

	if (code == 'H')
		text[2] = '1';
	else if (code == 'F')
		text[2] = '4';
	if (isdigit(text[2]))
		text[3] = '~';
	else if (vty_application_keys())
		text[1] = 'O';
	send_text(text);
}

static void send_keypad(unsigned int key)
{
	unsigned int cursor = keypad_cursor[key - KEYPAD_FIRST];
	char digit = keypad_digits[key - KEYPAD_FIRST];
	bool digits = !(leds & LED_NUM) == shift;

	if (digits || (!cursor && key != KEY_KP5))
		send_char(digit);
	else if (cursor)
		send_cursor(cursor);
	else
		send_text("\033[G");
}

/* The key with the same meaning: the keypad's Enter and slash have one. */
static unsigned int main_key(unsigned int key)
{
	return key == KEY_KPENTER ? KEY_ENTER :
	       key == KEY_KPSLASH ? KEY_SLASH :
				    key;
}

/* Whether the key types a character. */
static bool is_typed(unsigned int key)
{
	key = main_key(key);
	return key < ARRAY_SIZE(plain) - 1 && plain[key];
}

/* Which, with what else is pressed. */
static u8 char_of(unsigned int key)
{
	bool upper = shift;
	u8 c = plain[key = main_key(key)];

	if (islower(c) && leds & LED_CAP)
		upper = !upper;
	if (upper)
		c = shifted[key];
	if (ctrl && c == ' ')
		return 0;
	if (ctrl && c == '/')
		return 0x1f;
	if (ctrl && c == '\177')
		return '\b';
	if (ctrl && c >= '@' && c < '\177')
		return c & 0x1f;
	return c;
}

static void press(unsigned int key)
{
	if ((key == KEY_KPDOT || key == KEY_DELETE) && ctrl && alt)
		ctrl_alt_del();
	else if (key == KEY_CAPSLOCK)
		toggle_led(LED_CAP);
	else if (key == KEY_NUMLOCK)
		toggle_led(LED_NUM);
	else if (key >= KEY_F1 && key <= KEY_F10)
		send_function(key - KEY_F1);
	else if (key == KEY_F11 || key == KEY_F12)
		send_function(key - KEY_F11 + 10);
	else if (key >= KEYPAD_FIRST && key <= KEYPAD_LAST)
		send_keypad(key);
	else if (key >= CURSOR_FIRST && key <= CURSOR_LAST)
		send_cursor(key);
	else if (is_typed(key))
		send_char(char_of(key));
}

/* --- Who is told of a key */

static ATOMIC_NOTIFIER_HEAD(listeners);

int register_keyboard_notifier(struct notifier_block *nb)
{
	return atomic_notifier_chain_register(&listeners, nb);
}
EXPORT_SYMBOL_GPL(register_keyboard_notifier);

int unregister_keyboard_notifier(struct notifier_block *nb)
{
	return atomic_notifier_chain_unregister(&listeners, nb);
}
EXPORT_SYMBOL_GPL(unregister_keyboard_notifier);

static void reclaim_listener(const void *nb)
{
	unregister_keyboard_notifier((struct notifier_block *)nb);
}

static void scan_listeners(struct leak_scan *scan)
{
	notifier_leaks(scan, listeners.head, "keyboard notifier",
		       reclaim_listener);
}
LEAK_SOURCE(keyboard, scan_listeners);

/* The keypad's keys are symbols of their own, whatever Num Lock says. */
static unsigned int keypad_sym(unsigned int key)
{
	static const u8 pad[] = { 7, 8, 9, 11, 4, 5, 6, 10, 1, 2, 3, 0, 16 };

	return K(KT_PAD, pad[key - KEYPAD_FIRST]);
}

static unsigned int cursor_sym(unsigned int key)
{
	static const unsigned int syms[] = {
		K(KT_FN, 20), K(KT_CUR, 3), K(KT_FN, 24), K(KT_CUR, 1),
		K(KT_CUR, 2), K(KT_FN, 23), K(KT_CUR, 0), K(KT_FN, 25),
		K(KT_FN, 21), K(KT_FN, 22),
	};

	return syms[key - CURSOR_FIRST];
}

static unsigned int char_sym(unsigned int key)
{
	u8 c = char_of(key);

	if (c == '\r')
		return K(KT_SPEC, 1);
	if (isalpha(c) && !ctrl)
		return K(alt ? KT_META : KT_LETTER, c);
	return K(alt ? KT_META : KT_LATIN, c);
}

/* What the key means, less 0xf000; 0: nothing. */
static unsigned int keysym_of(unsigned int key)
{
	if (key == KEY_LEFTSHIFT || key == KEY_RIGHTSHIFT)
		return K(KT_SHIFT, KG_SHIFT);
	if (key == KEY_LEFTCTRL || key == KEY_RIGHTCTRL)
		return K(KT_SHIFT, KG_CTRL);
	if (key == KEY_LEFTALT || key == KEY_RIGHTALT)
		return K(KT_SHIFT, key == KEY_LEFTALT ? KG_ALT : KG_ALTGR);
	if (key == KEY_CAPSLOCK)
		return K(KT_SPEC, 7);
	if (key == KEY_NUMLOCK)
		return K(KT_SPEC, 8);
	if (key >= KEY_F1 && key <= KEY_F10)
		return K(KT_FN, key - KEY_F1);
	if (key == KEY_F11 || key == KEY_F12)
		return K(KT_FN, key - KEY_F11 + 10);
	if (key >= KEYPAD_FIRST && key <= KEYPAD_LAST)
		return keypad_sym(key);
	if (key >= CURSOR_FIRST && key <= CURSOR_LAST)
		return cursor_sym(key);
	return is_typed(key) ? char_sym(key) : 0;
}

/* Whether they want the key to be forgotten. */
static bool is_swallowed(unsigned long event, int down, unsigned int value)
{
	struct keyboard_notifier_param param = {
		.vc = vc_cons[fg_console].d,
		.down = down,
		.shift = shift << KG_SHIFT | ctrl << KG_CTRL | alt << KG_ALT,
		.ledstate = leds,
		.value = value,
	};

	return atomic_notifier_call_chain(&listeners, event, &param) ==
	       NOTIFY_STOP;
}

static void act_on(unsigned int key, int down)
{
	if (key == KEY_LEFTSHIFT || key == KEY_RIGHTSHIFT)
		shift = down;
	else if (key == KEY_LEFTCTRL || key == KEY_RIGHTCTRL)
		ctrl = down;
	else if (key == KEY_LEFTALT || key == KEY_RIGHTALT)
		alt = down;
	else if (down)
		press(key);
}

/* @down: 0, 1 or 2: released, pressed, repeated. */
static void handle_key(unsigned int key, int down)
{
	unsigned int sym = keysym_of(key);

	if (is_swallowed(KBD_KEYCODE, down, key))
		return;
	if (!sym) {
		is_swallowed(KBD_UNBOUND_KEYCODE, down, key);
		return;
	}
	if (is_swallowed(KBD_KEYSYM, down, 0xf000 | sym))
		return;
	act_on(key, down);
	is_swallowed(KBD_POST_KEYSYM, down, 0xf000 | sym);
}

/* --- A handler of input devices */

static void keyboard_event(struct input_handle *handle, unsigned int type,
			   unsigned int code, int value)
{
	if (type == EV_KEY)
		handle_key(code, value);
}

/* Not a mouse's buttons alone. */
static bool has_keys(struct input_handler *handler, struct input_dev *dev)
{
	return find_first_bit(dev->keybit, BTN_MISC) < BTN_MISC;
}

static int keyboard_connect(struct input_handler *handler,
			    struct input_dev *dev,
			    const struct input_device_id *id)
{
	struct input_handle *handle = kzalloc(sizeof(*handle), GFP_KERNEL);
	int err;

	if (!handle)
		return -ENOMEM;
	handle->dev = dev;
	handle->handler = handler;
	handle->name = "kbd";
	err = input_register_handle(handle);
	if (err)
		goto free;
	err = input_open_device(handle);
	if (!err)
		return 0;
	input_unregister_handle(handle);
free:
	kfree(handle);
	return err;
}

static void keyboard_disconnect(struct input_handle *handle)
{
	input_close_device(handle);
	input_unregister_handle(handle);
	kfree(handle);
}

/* A new keyboard, or one that was grabbed, gets the LEDs of the others. */
static void keyboard_start(struct input_handle *handle)
{
	show_leds(handle, NULL);
}

static const struct input_device_id keyboard_ids[] = {
	{ .flags = INPUT_DEVICE_ID_MATCH_EVBIT, .evbit = { BIT(EV_KEY) } },
	{},
};

static struct input_handler keyboard_handler = {
	.event = keyboard_event,
	.match = has_keys,
	.connect = keyboard_connect,
	.disconnect = keyboard_disconnect,
	.start = keyboard_start,
	.name = "kbd",
	.id_table = keyboard_ids,
};

void __init keyboard_init(void)
{
	if (input_register_handler(&keyboard_handler))
		pr_err("kbd: could not be set up\n");
}
