/* SPDX-License-Identifier: MIT */
/* Which keycode a scancode has: the table of the driver, read and changed. */
#include <linux/errno.h>
#include <linux/export.h>

#include "input.h"

int input_scancode_to_scalar(const struct input_keymap_entry *ke,
			     unsigned int *scancode)
{
	switch (ke->len) {
	case 1:
		*scancode = *(const u8 *)ke->scancode;
		return 0;
	case 2:
		*scancode = *(const u16 *)ke->scancode;
		return 0;
	case 4:
		*scancode = *(const u32 *)ke->scancode;
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL(input_scancode_to_scalar);

static unsigned int keycode_at(const struct input_dev *dev, unsigned int i)
{
	switch (dev->keycodesize) {
	case 1:
		return ((u8 *)dev->keycode)[i];
	case 2:
		return ((u16 *)dev->keycode)[i];
	default:
		return ((u32 *)dev->keycode)[i];
	}
}

/* The entry that @ke means: 0, -EINVAL. */
static int index_of(const struct input_dev *dev,
		    const struct input_keymap_entry *ke, unsigned int *i)
{
	int err = 0;

	if (!dev->keycodesize)
		return -EINVAL;
	if (ke->flags & INPUT_KEYMAP_BY_INDEX)
		*i = ke->index;
	else
		err = input_scancode_to_scalar(ke, i);
	return err || *i < dev->keycodemax ? err : -EINVAL;
}

int input_default_getkeycode(struct input_dev *dev,
			     struct input_keymap_entry *ke)
{
	unsigned int i;
	int err = index_of(dev, ke, &i);

	if (err)
		return err;
	ke->keycode = keycode_at(dev, i);
	ke->index = i;
	ke->len = sizeof(u32);
	*(u32 *)ke->scancode = i;
	return 0;
}

static void put_keycode(struct input_dev *dev, unsigned int i, u32 keycode)
{
	switch (dev->keycodesize) {
	case 1:
		((u8 *)dev->keycode)[i] = keycode;
		return;
	case 2:
		((u16 *)dev->keycode)[i] = keycode;
		return;
	default:
		((u32 *)dev->keycode)[i] = keycode;
	}
}

int input_default_setkeycode(struct input_dev *dev,
			     const struct input_keymap_entry *ke,
			     unsigned int *old)
{
	unsigned int i;
	int err = index_of(dev, ke, &i);

	if (err)
		return err;
	if (dev->keycodesize < sizeof(u32) &&
	    ke->keycode >> (dev->keycodesize * 8))
		return -EINVAL;
	*old = keycode_at(dev, i);
	put_keycode(dev, i, ke->keycode);
	if (*old <= KEY_MAX)
		__clear_bit(*old, dev->keybit);
	__set_bit(ke->keycode, dev->keybit);
	/* The old one may have another scancode still. */
	for (i = 0; i < dev->keycodemax && *old <= KEY_MAX; i++)
		if (keycode_at(dev, i) == *old)
			__set_bit(*old, dev->keybit);
	return 0;
}

int input_get_keycode(struct input_dev *dev, struct input_keymap_entry *ke)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&dev->event_lock, flags);
	err = dev->getkeycode(dev, ke);
	spin_unlock_irqrestore(&dev->event_lock, flags);
	return err;
}
EXPORT_SYMBOL(input_get_keycode);

int input_set_keycode(struct input_dev *dev,
		      const struct input_keymap_entry *ke)
{
	unsigned int old = KEY_RESERVED;
	unsigned long flags;
	int err;

	if (ke->keycode > KEY_MAX)
		return -EINVAL;
	spin_lock_irqsave(&dev->event_lock, flags);
	err = dev->setkeycode(dev, ke, &old);
	__clear_bit(KEY_RESERVED, dev->keybit);
	/* A key that it does not report any more can't be released later. */
	if (!err && old <= KEY_MAX && test_bit(EV_KEY, dev->evbit) &&
	    !test_bit(old, dev->keybit) && test_bit(old, dev->key)) {
		__set_bit(old, dev->keybit);
		input_handle_event(dev, EV_KEY, old, 0);
		__clear_bit(old, dev->keybit);
		input_handle_event(dev, EV_SYN, SYN_REPORT, 1);
	}
	spin_unlock_irqrestore(&dev->event_lock, flags);
	return err;
}
EXPORT_SYMBOL(input_set_keycode);
