/* SPDX-License-Identifier: MIT */
/*
 * The PS/2 keyboard, by the 8042, which translates to scancode set 1: an input
 * device with the name, the path and the keys that Linux's has.
 */
#include <asm/io.h>
#include <linux/init.h>
#include <linux/input.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/printk.h>

#include "../drivers.h"

#define IRQ 1
#define DATA 0x60
#define STATUS 0x64
#define OUTPUT_FULL 0x01
#define INPUT_FULL 0x02
#define SET_LEDS 0xed
#define ACKNOWLEDGE 0xfa
#define RESEND 0xfe
#define EXTENDED 0xe0
#define PAUSE 0xe1
#define HANJA 0xf1
#define HANGEUL 0xf2
#define RELEASED 0x80

/* Up to this one, but for SAME_NOT, scancodes are keycodes. */
#define SAME_LAST KEY_F12
#define SAME_NOT 0x55

/* The other scancodes' keycodes, and at RELEASED those after EXTENDED. */
static const u8 keycodes[2 * RELEASED] = {
	[0x54] = KEY_SYSRQ,
	[0x59] = KEY_KPEQUAL,
	[0x5c] = KEY_KPJPCOMMA,
	[0x5d] = KEY_F13,
	[0x5e] = KEY_F14,
	[0x5f] = KEY_F15,
	[0x6e] = KEY_F23,
	[0x70] = KEY_KATAKANAHIRAGANA,
	[0x71] = KEY_HANJA,
	[0x72] = KEY_HANGEUL,
	[0x73] = KEY_RO,
	[0x76] = KEY_ZENKAKUHANKAKU,
	[0x77] = KEY_HIRAGANA,
	[0x78] = KEY_KATAKANA,
	[0x79] = KEY_HENKAN,
	[0x7b] = KEY_MUHENKAN,
	[0x7d] = KEY_YEN,
	[0x7e] = KEY_KPCOMMA,

	[RELEASED + 0x10] = KEY_PREVIOUSSONG,
	[RELEASED + 0x19] = KEY_NEXTSONG,
	[RELEASED + 0x1c] = KEY_KPENTER,
	[RELEASED + 0x1d] = KEY_RIGHTCTRL,
	[RELEASED + 0x20] = KEY_MUTE,
	[RELEASED + 0x21] = KEY_CALC,
	[RELEASED + 0x22] = KEY_PLAYPAUSE,
	[RELEASED + 0x24] = KEY_STOPCD,
	[RELEASED + 0x2e] = KEY_VOLUMEDOWN,
	[RELEASED + 0x30] = KEY_VOLUMEUP,
	[RELEASED + 0x32] = KEY_HOMEPAGE,
	[RELEASED + 0x35] = KEY_KPSLASH,
	[RELEASED + 0x37] = KEY_SYSRQ,
	[RELEASED + 0x38] = KEY_RIGHTALT,
	[RELEASED + 0x45] = KEY_PAUSE,
	[RELEASED + 0x46] = KEY_PAUSE,
	[RELEASED + 0x47] = KEY_HOME,
	[RELEASED + 0x48] = KEY_UP,
	[RELEASED + 0x49] = KEY_PAGEUP,
	[RELEASED + 0x4b] = KEY_LEFT,
	[RELEASED + 0x4c] = KEY_MACRO,
	[RELEASED + 0x4d] = KEY_RIGHT,
	[RELEASED + 0x4e] = KEY_KPPLUSMINUS,
	[RELEASED + 0x4f] = KEY_END,
	[RELEASED + 0x50] = KEY_DOWN,
	[RELEASED + 0x51] = KEY_PAGEDOWN,
	[RELEASED + 0x52] = KEY_INSERT,
	[RELEASED + 0x53] = KEY_DELETE,
	[RELEASED + 0x5b] = KEY_LEFTMETA,
	[RELEASED + 0x5c] = KEY_RIGHTMETA,
	[RELEASED + 0x5d] = KEY_COMPOSE,
	[RELEASED + 0x5e] = KEY_POWER,
	[RELEASED + 0x5f] = KEY_SLEEP,
	[RELEASED + 0x63] = KEY_WAKEUP,
	[RELEASED + 0x65] = KEY_SEARCH,
	[RELEASED + 0x66] = KEY_BOOKMARKS,
	[RELEASED + 0x67] = KEY_REFRESH,
	[RELEASED + 0x68] = KEY_STOP,
	[RELEASED + 0x69] = KEY_FORWARD,
	[RELEASED + 0x6a] = KEY_BACK,
	[RELEASED + 0x6b] = KEY_COMPUTER,
	[RELEASED + 0x6c] = KEY_MAIL,
	[RELEASED + 0x6d] = KEY_MEDIA,
	[RELEASED + 0x6f] = KEY_MACRO,
};

static struct input_dev *keyboard;
static bool extended;
static unsigned int to_skip; /* bytes of a Pause */

/* 0: it has none, as the shifts that come with cursor keys. */
static unsigned int keycode_of(unsigned int code)
{
	if (code <= SAME_LAST && code != SAME_NOT && !keycodes[code])
		return code;
	return keycodes[code];
}

/* --- LEDs: a command, and when it was acknowledged, which */

static enum { IDLE, COMMAND_SENT, LEDS_SENT } led_state;
static u8 sent_leds;

static void send(u8 byte)
{
	for (int i = 0; i < 10000 && inb(STATUS) & INPUT_FULL; i++)
		;
	outb(byte, DATA);
}

static u8 wanted_leds(void)
{
	return test_bit(LED_SCROLLL, keyboard->led) |
	       test_bit(LED_NUML, keyboard->led) << 1 |
	       test_bit(LED_CAPSL, keyboard->led) << 2;
}

static void begin_leds(void)
{
	led_state = COMMAND_SENT;
	send(SET_LEDS);
}

static void on_acknowledge(void)
{
	if (led_state == COMMAND_SENT) {
		led_state = LEDS_SENT;
		sent_leds = wanted_leds();
		send(sent_leds);
	} else if (sent_leds != wanted_leds()) {
		begin_leds();
	} else {
		led_state = IDLE;
	}
}

static int atkbd_event(struct input_dev *dev, unsigned int type,
		       unsigned int code, int value)
{
	if (type == EV_LED && led_state == IDLE)
		begin_leds();
	return 0;
}

/* --- Keys */

/* The keyboard repeats by itself: what was pressed already is pressed again. */
static void report(unsigned int scancode, bool released)
{
	unsigned int keycode = keycode_of(scancode);

	input_event(keyboard, EV_MSC, MSC_SCAN, scancode);
	input_event(keyboard, EV_KEY, keycode,
		    released			     ? 0 :
		    test_bit(keycode, keyboard->key) ? 2 :
						       1);
	input_sync(keyboard);
}

/* A key whose release the keyboard does not tell. */
static void report_typed(unsigned int scancode)
{
	report(scancode, false);
	report(scancode, true);
}

static void receive(u8 byte)
{
	unsigned int code = (byte & ~RELEASED) | (extended ? RELEASED : 0);

	if (to_skip) {
		to_skip--;
	} else if (led_state != IDLE && byte == ACKNOWLEDGE) {
		on_acknowledge();
	} else if (led_state != IDLE && byte == RESEND) {
		led_state = IDLE;
	} else if (byte == EXTENDED) {
		extended = true;
		return;
	} else if (byte == PAUSE) {
		to_skip = 5;
		report_typed(RELEASED + 0x45);
	} else if (byte == HANJA || byte == HANGEUL) {
		report_typed(code);
	} else if (keycode_of(code)) {
		report(code, byte & RELEASED);
	}
	extended = false;
}

static irqreturn_t atkbd_interrupt(int irq, void *dev_id)
{
	if (!(inb(STATUS) & OUTPUT_FULL))
		return IRQ_NONE;
	receive(inb(DATA));
	return IRQ_HANDLED;
}

/* --- The start */

/* Where it is plugged in: there from the boot on, for good. */
static void serio_release(struct device *dev)
{
}

static struct device serio0 = {
	.init_name = "serio0",
	.release = serio_release,
};

static void describe(struct input_dev *dev)
{
	dev->name = "AT Translated Set 2 keyboard";
	dev->phys = "isa0060/serio0/input0";
	dev->id = (struct input_id){ BUS_I8042, 1, 1, 0xab41 };
	dev->dev.parent = &serio0;
	dev->event = atkbd_event;
	dev->rep[REP_DELAY] = 250;
	dev->rep[REP_PERIOD] = 33;
	dev->evbit[0] = BIT(EV_KEY) | BIT(EV_REP) | BIT(EV_LED) | BIT(EV_MSC);
	dev->ledbit[0] = BIT(LED_NUML) | BIT(LED_CAPSL) | BIT(LED_SCROLLL);
	dev->mscbit[0] = BIT(MSC_SCAN);
	for (unsigned int code = 1; code < ARRAY_SIZE(keycodes); code++)
		__set_bit(keycode_of(code), dev->keybit);
}

static int add_keyboard(void)
{
	struct platform_device *i8042 =
		platform_device_register_simple("i8042", -1, NULL, 0);
	int err;

	if (IS_ERR(i8042))
		return PTR_ERR(i8042);
	serio0.parent = &i8042->dev;
	err = device_register(&serio0);
	if (err)
		return err;
	keyboard = input_allocate_device();
	if (!keyboard)
		return -ENOMEM;
	describe(keyboard);
	return input_register_device(keyboard);
}

void __init atkbd_init(void)
{
	for (int i = 0; i < 16 && inb(STATUS) & OUTPUT_FULL; i++)
		inb(DATA);
	if (add_keyboard() ||
	    request_irq(IRQ, atkbd_interrupt, IRQF_SHARED, "i8042", &keyboard))
		pr_err("i8042: could not be set up\n");
}
