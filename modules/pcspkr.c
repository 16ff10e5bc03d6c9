/* SPDX-License-Identifier: MIT */
/*
 * The PC's speaker: an input device that reports nothing, and is sent sounds.
 * Channel 2 of the interval timer is what swings it.
 *
 * Try: insmod pcspkr.ko; grep -A 4 Speaker /proc/bus/input/devices
 * Try: a struct input_event written to its /dev/input/eventX: 8 bytes of time,
 *      type 18, code 2 (a tone) and its frequency, 0 for silence.
 */
#include <linux/i8253.h>
#include <linux/input.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/timex.h>

#define CHANNEL2 0x42
#define COMMAND 0x43
#define SQUARE_WAVE 0xb6 /* of channel 2, by two bytes */
#define GATE 0x61
#define GATE_ON 3
#define BELL 1000 /* Hz */

/* @hz: what can be heard, or it is silent. */
static void sound(int hz)
{
	unsigned int count = hz > 20 && hz < 32767 ? PIT_TICK_RATE / hz : 0;
	unsigned long flags;

	raw_spin_lock_irqsave(&i8253_lock, flags);
	if (count) {
		outb_p(SQUARE_WAVE, COMMAND);
		outb_p(count & 0xff, CHANNEL2);
		outb_p(count >> 8, CHANNEL2);
		outb_p(inb_p(GATE) | GATE_ON, GATE);
	} else {
		outb_p(inb_p(GATE) & ~GATE_ON, GATE);
	}
	raw_spin_unlock_irqrestore(&i8253_lock, flags);
}

static int speaker_event(struct input_dev *dev, unsigned int type,
			 unsigned int code, int value)
{
	if (type != EV_SND)
		return -EINVAL;
	sound(code == SND_BELL && value ? BELL : value);
	return 0;
}

static void silence(void *unused)
{
	sound(0);
}

static int speaker_probe(struct platform_device *pdev)
{
	struct input_dev *dev = devm_input_allocate_device(&pdev->dev);
	int err;

	if (!dev)
		return -ENOMEM;
	/* When the driver lets go of it. */
	err = devm_add_action(&pdev->dev, silence, NULL);
	if (err)
		return err;
	dev->name = "PC Speaker";
	dev->phys = "isa0061/input0";
	dev->id.bustype = BUS_ISA;
	dev->id.vendor = 0x001f;
	dev->id.product = 0x0001;
	dev->id.version = 0x0100;
	dev->event = speaker_event;
	input_set_capability(dev, EV_SND, SND_BELL);
	input_set_capability(dev, EV_SND, SND_TONE);
	return input_register_device(dev);
}

static struct platform_driver speaker_driver = {
	.driver = { .name = "pcspkr" },
	.probe = speaker_probe,
};
module_platform_driver(speaker_driver);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("The PC's speaker");
MODULE_ALIAS("platform:pcspkr");
