/* SPDX-License-Identifier: MIT */
/*
 * The PS/2 keyboard, by the 8042 and scancode set 1: a US layout, whose keys
 * are input for /dev/tty1 as Linux's console sends them (console_codes(4)).
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/ctype.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/string.h>

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

#define LED_NUM 2
#define LED_CAPS 4

#define KEY_CTRL 0x1d
#define KEY_LEFT_SHIFT 0x2a
#define KEY_RIGHT_SHIFT 0x36
#define KEY_ALT 0x38
#define KEY_CAPS_LOCK 0x3a
#define KEY_F1 0x3b
#define KEY_F10 0x44
#define KEY_NUM_LOCK 0x45
#define KEY_KEYPAD 0x47 /* 7, the first of it */
#define KEY_DELETE 0x53 /* the last of it */
#define KEY_F11 0x57
#define KEY_F12 0x58
#define KEY_SLASH 0x35
#define KEY_ENTER 0x1c

static const char plain[] =
	"\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`"
	"\0\\zxcvbnm,./\0*\0 ";
static const char shifted[] =
	"\0\033!@#$%^&*()_+\177\tQWERTYUIOP{}\r\0ASDFGHJKL:"
	"\"~\0|ZXCVBNM<>?\0*\0 ";
static_assert(sizeof(plain) == 0x3a + 1 && sizeof(shifted) == sizeof(plain));
/* From KEY_KEYPAD on, with Num Lock; without it, codes of sequences. */
static const char keypad_digits[] = "789-456+1230.";
static const char keypad_cursor[] = "HA5-DGC+FB62\x33";

static bool shift, ctrl, alt, extended;
static u8 leds;
static bool leds_pending;    /* the keyboard expects them, or they to be sent */
static unsigned int to_skip; /* bytes of a Pause */

u8 keyboard_leds(void)
{
	return leds;
}

static void send(u8 byte)
{
	for (int i = 0; i < 10000 && inb(STATUS) & INPUT_FULL; i++)
		;
	outb(byte, DATA);
}

static void toggle_led(u8 led)
{
	leds ^= led;
	leds_pending = true;
	send(SET_LEDS);
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
	char code = keypad_cursor[key - KEY_KEYPAD];
	char digit = keypad_digits[key - KEY_KEYPAD];

	if (code == '-' || code == '+')
		send_char(code);
	else if (!extended && !(leds & LED_NUM) == shift)
		send_char(digit);
	else
		send_cursor(code);
}

static void send_key(unsigned int key)
{
	bool upper = shift;
	u8 c = plain[key];

	if (!c)
		return;
	if (islower(c) && leds & LED_CAPS)
		upper = !upper;
	if (upper)
		c = shifted[key];
	if (ctrl && c == ' ')
		c = 0;
	else if (ctrl && c == '/')
		c = 0x1f;
	else if (ctrl && c == '\177')
		c = '\b';
	else if (ctrl && c >= '@' && c < '\177')
		c &= 0x1f;
	send_char(c);
}

static void press(unsigned int key)
{
	if (key == KEY_DELETE && ctrl && alt)
		ctrl_alt_del();
	else if (key == KEY_CAPS_LOCK)
		toggle_led(LED_CAPS);
	else if (key == KEY_NUM_LOCK)
		toggle_led(LED_NUM);
	else if (key >= KEY_F1 && key <= KEY_F10)
		send_function(key - KEY_F1);
	else if (key == KEY_F11 || key == KEY_F12)
		send_function(key - KEY_F11 + 10);
	else if (key >= KEY_KEYPAD && key <= KEY_DELETE)
		send_keypad(key);
	else if (key < ARRAY_SIZE(plain) - 1 &&
		 (!extended || key == KEY_SLASH || key == KEY_ENTER))
		send_key(key);
}

static void receive(u8 code)
{
	bool released = code & RELEASED;
	unsigned int key = code & ~RELEASED;

	if (to_skip) {
		to_skip--;
	} else if (code == ACKNOWLEDGE && leds_pending) {
		leds_pending = false;
		send(leds);
	} else if (code == EXTENDED) {
		extended = true;
		return;
	} else if (code == PAUSE) {
		to_skip = 5;
	} else if (key == KEY_LEFT_SHIFT || key == KEY_RIGHT_SHIFT) {
		/* Extended ones come with cursor keys, and mean nothing. */
		if (!extended)
			shift = !released;
	} else if (key == KEY_CTRL) {
		ctrl = !released;
	} else if (key == KEY_ALT) {
		alt = !released;
	} else if (!released) {
		press(key);
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
