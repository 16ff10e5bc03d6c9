/* SPDX-License-Identifier: MIT */
/*
 * Pins by number, of which a PC has none: what Linux says of them without
 * CONFIG_GPIOLIB. A driver that asks for a pin hears -ENOSYS, and ends there; the
 * others are not to be called then, and warn.
 *
 * Context: any.
 * Linux: Documentation/driver-api/gpio/legacy.rst
 */
#ifndef _LINUX_GPIO_H
#define _LINUX_GPIO_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/types.h>

#define GPIOF_IN ((1 << 0))
#define GPIOF_OUT_INIT_LOW ((0 << 0) | (0 << 1))
#define GPIOF_OUT_INIT_HIGH ((0 << 0) | (1 << 1))

/* A pin, how it is to be when it is had, and what for. */
struct gpio {
	unsigned gpio;
	unsigned long flags;
	const char *label;
};

/* No number is a pin's. */
static inline bool gpio_is_valid(int number)
{
	return false;
}

/* To have a pin: -ENOSYS, as is giving it a direction. */
static inline int gpio_request(unsigned gpio, const char *label)
{
	return -ENOSYS;
}

static inline int gpio_request_one(unsigned gpio, unsigned long flags,
				   const char *label)
{
	return -ENOSYS;
}

static inline int gpio_direction_input(unsigned gpio)
{
	return -ENOSYS;
}

static inline int gpio_direction_output(unsigned gpio, int value)
{
	return -ENOSYS;
}

/* Of pins that one has: these warn. gpio_to_irq() is -EINVAL. */
static inline void gpio_free(unsigned gpio)
{
	WARN_ON(1);
}

static inline int gpio_get_value(unsigned gpio)
{
	WARN_ON(1);
	return 0;
}

static inline void gpio_set_value(unsigned gpio, int value)
{
	WARN_ON(1);
}

static inline int gpio_get_value_cansleep(unsigned gpio)
{
	return gpio_get_value(gpio);
}

static inline void gpio_set_value_cansleep(unsigned gpio, int value)
{
	gpio_set_value(gpio, value);
}

static inline int gpio_to_irq(unsigned gpio)
{
	WARN_ON(1);
	return -EINVAL;
}

#endif
