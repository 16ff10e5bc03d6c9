/* SPDX-License-Identifier: MIT */
/*
 * An input device with something of each kind, for tests/user/input.c; by
 * leave= it, or a part of it, stays behind.
 */
#include <linux/input.h>
#include <linux/module.h>
#include <linux/string.h>

static char *leave = "";
module_param(leave, charp, 0444);

static u8 keymap[8] = { KEY_F13, KEY_F14 };
static struct input_dev *dev;

static int connect(struct input_handler *handler, struct input_dev *other,
		   const struct input_device_id *id)
{
	return -ENODEV;
}

static const struct input_device_id no_ids[] = { {} };

static struct input_handler handler = {
	.connect = connect,
	.name = "inputs",
	.id_table = no_ids,
};

static void describe(void)
{
	dev->name = "inputs device";
	dev->phys = "inputs/input0";
	dev->id = (struct input_id){ BUS_VIRTUAL, 0x1234, 0x5678, 9 };
	dev->keycode = keymap;
	dev->keycodesize = sizeof(keymap[0]);
	dev->keycodemax = ARRAY_SIZE(keymap);
	input_set_capability(dev, EV_KEY, KEY_F13);
	input_set_capability(dev, EV_KEY, KEY_F14);
	input_set_capability(dev, EV_REL, REL_WHEEL);
	input_set_capability(dev, EV_LED, LED_MUTE);
	input_set_capability(dev, EV_SND, SND_TONE);
	input_set_capability(dev, EV_SW, SW_DOCK);
	__set_bit(EV_REP, dev->evbit);
	__set_bit(INPUT_PROP_POINTER, dev->propbit);
	input_set_abs_params(dev, ABS_RX, 0, 255, 0, 4);
}

static int __init inputs_init(void)
{
	int err;

	if (!strcmp(leave, "handler"))
		return input_register_handler(&handler);
	dev = input_allocate_device();
	if (!dev)
		return -ENOMEM;
	if (!strcmp(leave, "unregistered"))
		return 0;
	describe();
	err = input_register_device(dev);
	if (err)
		input_free_device(dev);
	return err;
}

static void __exit inputs_exit(void)
{
	if (!*leave)
		input_unregister_device(dev);
}

module_init(inputs_init);
module_exit(inputs_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("An input device for tests, and for the leak report");
