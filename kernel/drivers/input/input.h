/* SPDX-License-Identifier: MIT */
/* What the files of the input core have of each other. */
#ifndef _DRIVERS_INPUT_INPUT_H
#define _DRIVERS_INPUT_INPUT_H

#include <linux/input.h>

#define INPUT_MAJOR 13

/* All that are registered, under input_mutex. */
extern struct list_head input_devices, input_handlers;
extern struct mutex input_mutex;

static inline bool input_supports(unsigned int code, const unsigned long *bits,
				  unsigned int max)
{
	return code <= max && test_bit(code, bits);
}

/* An event, with dev->event_lock held. */
void input_handle_event(struct input_dev *dev, unsigned int type,
			unsigned int code, int value);

/* The bits of one type of event: NULL where it has none. */
struct input_bits {
	const char *name; /* "KEY", "key" */
	const char *file;
	size_t offset; /* in struct input_dev */
	unsigned int max;
};
extern const struct input_bits input_bits[EV_CNT];
static inline unsigned long *input_bits_of(const struct input_dev *dev,
					   unsigned int type)
{
	return (unsigned long *)((char *)dev + input_bits[type].offset);
}

/* Keycodes by the driver's table (keymap.c). */
int input_default_getkeycode(struct input_dev *dev,
			     struct input_keymap_entry *ke);
int input_default_setkeycode(struct input_dev *dev,
			     const struct input_keymap_entry *ke,
			     unsigned int *old);

/*
 * Nothing where it is not polled (poller.c). Intervals that nobody has given
 * are chosen, before it is registered; the others hold dev->mutex.
 */
void input_poller_settle(struct input_dev *dev);
void input_poller_start(struct input_dev *dev);
void input_poller_stop(struct input_dev *dev);
extern const struct attribute_group input_poller_group;

/* /sys/class/input and /proc/bus/input (show.c). */
extern const struct device_type input_dev_type;
void input_proc_init(void);

#endif
