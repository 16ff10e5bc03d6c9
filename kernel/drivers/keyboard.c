/* SPDX-License-Identifier: MIT */
/*
 * The PS/2 keyboard, by the 8042 and scancode set 1: a US layout, whose keys
 * are input for /dev/tty1 as Linux's console sends them (console_codes(4)).
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/input-event-codes.h>
#include <linux/interrupt.h>
#include <linux/keyboard.h>
#include <linux/leaks.h>
#include <linux/notifier.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/vt_kern.h>

#include "drivers.h"

#define IRQ 1
#define DATA 0x60
#define STATUS 0x64
#define OUTPUT_FULL 0x01
#define INPUT_FULL 0x02
#define SET_LEDS 0xed
#define ACKNOWLEDGE 0xfa
#define EXTENDED 0xe0
#define PAUSE 0xe1
#define RELEASED 0x80

/* Scancodes are the keycodes of keys without a prefix. */
#define KEYPAD_FIRST KEY_KP7
#define KEYPAD_LAST KEY_KPDOT

static const char plain[] =
	"\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`"
	"\0\\zxcvbnm,./\0*\0 ";
static const char shifted[] =
	"\0\033!@#$%^&*()_+\177\tQWERTYUIOP{}\r\0ASDFGHJKL:"
	"\"~\0|ZXCVBNM<>?\0*\0 ";
static_assert(sizeof(plain) == 0x3a + 1 && sizeof(shifted) == sizeof(plain));
/* From KEYPAD_FIRST on, with Num Lock; without it, codes of sequences. */
static const char keypad_digits[] = "789-456+1230.";
static const char keypad_cursor[] = "HA5-DGC+FB62\x33";

static bool shift, ctrl, alt, extended;
static u8 leds;		  /* of the locks */
static bool leds_are_set; /* others are shown: */
static u8 set_leds;
static bool leds_pending;    /* the keyboard expects them, or they to be sent */
static unsigned int to_skip; /* bytes of a Pause */

u8 keyboard_leds(void)
{
	return leds_are_set ? set_leds : leds;
}

static void send(u8 byte)
{
	for (int i = 0; i < 10000 && inb(STATUS) & INPUT_FULL; i++)
		;
	outb(byte, DATA);
}

/* The keyboard acknowledges the command, and then gets them. */
static void show_leds(void)
{
	leds_pending = true;
	send(SET_LEDS);
}

static void toggle_led(u8 led)
{
	leds ^= led;
	show_leds();
}

void keyboard_set_leds(unsigned long which)
{
	unsigned long flags;

	local_irq_save(flags);
	leds_are_set = which <= (LED_SCR | LED_NUM | LED_CAP);
	set_leds = (u8)which;
	show_leds();
	local_irq_restore(flags);
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
static void send_cursor(char code)
{
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
	char code = keypad_cursor[key - KEYPAD_FIRST];
	char digit = keypad_digits[key - KEYPAD_FIRST];

	if (code == '-' || code == '+')
		send_char(code);
	else if (!extended && !(leds & LED_NUM) == shift)
		send_char(digit);
	else
		send_cursor(code);
}

/* Whether the key types a character. */
static bool is_typed(unsigned int key)
{
	return key < ARRAY_SIZE(plain) - 1 && plain[key] &&
	       (!extended || key == KEY_SLASH || key == KEY_ENTER);
}

/* Which, with what else is pressed. */
static u8 char_of(unsigned int key)
{
	bool upper = shift;
	u8 c = plain[key];

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
	if (key == KEYPAD_LAST && ctrl && alt)
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

/* Linux's number of the key: without the prefix, its scancode. */
static unsigned int keycode_of(unsigned int key)
{
	static const u8 codes[RELEASED] = {
		[0x1c] = 96,  [0x1d] = 97,  [0x35] = 98,  [0x37] = 99,
		[0x38] = 100, [0x47] = 102, [0x48] = 103, [0x49] = 104,
		[0x4b] = 105, [0x4d] = 106, [0x4f] = 107, [0x50] = 108,
		[0x51] = 109, [0x52] = 110, [0x53] = 111, [0x5b] = 125,
		[0x5c] = 126, [0x5d] = 127,
	};

	return extended ? codes[key] : key;
}

/* By the cursor's letter or the keypad's digit; from KEYPAD_FIRST on. */
static unsigned int keypad_sym(unsigned int key)
{
	static const u8 cursor[] = {
		K(KT_FN, 20) & 0xff, 3, 24, 0, 1, 0, 2, 0, 23, 0, 25, 21, 22,
	};
	static const u8 pad[] = { 7, 8, 9, 11, 4, 5, 6, 10, 1, 2, 3, 0, 16 };
	unsigned int i = key - KEYPAD_FIRST;

	if (!extended)
		return K(KT_PAD, pad[i]);
	return cursor[i] < 4 ? K(KT_CUR, cursor[i]) : K(KT_FN, cursor[i]);
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
		return extended ? 0 : K(KT_SHIFT, KG_SHIFT);
	if (key == KEY_LEFTCTRL)
		return K(KT_SHIFT, KG_CTRL);
	if (key == KEY_LEFTALT)
		return K(KT_SHIFT, extended ? KG_ALTGR : KG_ALT);
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

static void act_on(unsigned int key, bool released)
{
	if (key == KEY_LEFTSHIFT || key == KEY_RIGHTSHIFT) {
		/* Extended ones come with cursor keys, and mean nothing. */
		if (!extended)
			shift = !released;
	} else if (key == KEY_LEFTCTRL) {
		ctrl = !released;
	} else if (key == KEY_LEFTALT) {
		alt = !released;
	} else if (!released) {
		press(key);
	}
}

/* 0, 1 or 2: released, pressed, repeated. */
static int note_down(unsigned int keycode, bool released)
{
	static u8 is_down[RELEASED];
	int before = is_down[keycode];

	is_down[keycode] = !released;
	return released ? 0 : 1 + before;
}

static void handle_key(unsigned int key, bool released)
{
	unsigned int keycode = keycode_of(key), sym = keysym_of(key);
	int down = note_down(keycode, released);

	if (!keycode || is_swallowed(KBD_KEYCODE, down, keycode))
		return;
	if (!sym) {
		is_swallowed(KBD_UNBOUND_KEYCODE, down, keycode);
		return;
	}
	if (is_swallowed(KBD_KEYSYM, down, 0xf000 | sym))
		return;
	act_on(key, released);
	is_swallowed(KBD_POST_KEYSYM, down, 0xf000 | sym);
}

static void receive(u8 code)
{
	if (to_skip) {
		to_skip--;
	} else if (code == ACKNOWLEDGE && leds_pending) {
		leds_pending = false;
		send(keyboard_leds());
	} else if (code == EXTENDED) {
		extended = true;
		return;
	} else if (code == PAUSE) {
		to_skip = 5;
	} else {
		handle_key(code & ~RELEASED, code & RELEASED);
	}
	extended = false;
}

static irqreturn_t keyboard_interrupt(int irq, void *dev_id)
{
	if (!(inb(STATUS) & OUTPUT_FULL))
		return IRQ_NONE;
	receive(inb(DATA));
	return IRQ_HANDLED;
}

void __init keyboard_init(void)
{
	for (int i = 0; i < 16 && inb(STATUS) & OUTPUT_FULL; i++)
		inb(DATA);
	if (request_irq(IRQ, keyboard_interrupt, IRQF_SHARED, "i8042", &leds))
		pr_err("i8042: could not be set up\n");
}
