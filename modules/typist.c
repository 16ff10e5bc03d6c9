/* SPDX-License-Identifier: MIT */
/*
 * An input device: a keyboard without keys, which types what is written to it.
 * Whoever listens to keyboards hears it: the console, /dev/input/eventX.
 *
 * Try: insmod typist.ko; tail -n 6 /proc/bus/input/devices
 * Try: echo hello >/sys/module/typist/parameters/text - on the screen's console
 * Try: hexdump /dev/input/event1 & and write again
 */
#include <linux/input.h>
#include <linux/module.h>
#include <linux/string.h>

/* By keycode: what stands on the keys. */
static const char keys[] =
	"\0\0001234567890-=\0\tqwertyuiop[]\n\0asdfghjkl;'`\0"
	"\\zxcvbnm,./\0\0\0 ";

static struct input_dev *keyboard;

static void type(unsigned int keycode)
{
	input_report_key(keyboard, keycode, 1);
	input_sync(keyboard);
	input_report_key(keyboard, keycode, 0);
	input_sync(keyboard);
}

static int set_text(const char *text, const struct kernel_param *param)
{
	const char *key;

	if (!keyboard)
		return -ENODEV;
	for (; *text; text++) {
		key = memchr(keys + 1, *text, sizeof(keys) - 2);
		if (key)
			type(key - keys);
	}
	return 0;
}

static const struct kernel_param_ops text_ops = { .set = set_text };
module_param_cb(text, &text_ops, NULL, 0200);
MODULE_PARM_DESC(text, "What is to be typed: small letters, digits, signs");

static int __init typist_init(void)
{
	struct input_dev *dev = input_allocate_device();
	unsigned int i;
	int err;

	if (!dev)
		return -ENOMEM;
	dev->name = "Typist";
	dev->phys = "typist/input0";
	dev->id.bustype = BUS_VIRTUAL;
	for (i = 1; i < sizeof(keys) - 1; i++)
		if (keys[i])
			input_set_capability(dev, EV_KEY, i);
	err = input_register_device(dev);
	if (err) {
		input_free_device(dev);
		return err;
	}
	keyboard = dev;
	return 0;
}

static void __exit typist_exit(void)
{
	input_unregister_device(keyboard);
}

module_init(typist_init);
module_exit(typist_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A keyboard that types what is written to it");
