/* SPDX-License-Identifier: MIT */
/* Input devices without interrupts: work asks them while they are open. */
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "input.h"

#define INTERVAL 500 /* milliseconds */

struct input_dev_poller {
	void (*poll)(struct input_dev *dev);
	unsigned int interval, min, max; /* milliseconds */
	struct input_dev *input;
	struct delayed_work work;
};

static unsigned long delay_of(const struct input_dev_poller *poller)
{
	unsigned long delay = msecs_to_jiffies(poller->interval);

	return delay >= HZ ? round_jiffies_relative(delay) : delay;
}

static void queue_poll(struct input_dev_poller *poller)
{
	queue_delayed_work(system_freezable_wq, &poller->work,
			   delay_of(poller));
}

static void poll_now(struct work_struct *work)
{
	struct input_dev_poller *poller =
		container_of(work, struct input_dev_poller, work.work);

	poller->poll(poller->input);
	queue_poll(poller);
}

void input_poller_settle(struct input_dev *dev)
{
	struct input_dev_poller *poller = dev->poller;

	if (!poller)
		return;
	if (!poller->interval)
		poller->interval = INTERVAL;
	if (!poller->max)
		poller->max = poller->interval;
}

void input_poller_start(struct input_dev *dev)
{
	if (!dev->poller || !dev->poller->interval)
		return;
	dev->poller->poll(dev);
	queue_poll(dev->poller);
}

void input_poller_stop(struct input_dev *dev)
{
	if (dev->poller)
		cancel_delayed_work_sync(&dev->poller->work);
}

int input_setup_polling(struct input_dev *dev,
			void (*poll_fn)(struct input_dev *dev))
{
	struct input_dev_poller *poller = kzalloc(sizeof(*poller), GFP_KERNEL);

	if (!poller)
		return -ENOMEM;
	INIT_DELAYED_WORK(&poller->work, poll_now);
	poller->input = dev;
	poller->poll = poll_fn;
	dev->poller = poller;
	return 0;
}
EXPORT_SYMBOL(input_setup_polling);

static bool has_poller(struct input_dev *dev)
{
	if (!dev->poller)
		dev_err(dev->dev.parent ?: &dev->dev,
			"poller structure has not been set up\n");
	return dev->poller;
}

void input_set_poll_interval(struct input_dev *dev, unsigned int interval)
{
	if (has_poller(dev))
		dev->poller->interval = interval;
}
EXPORT_SYMBOL(input_set_poll_interval);

void input_set_min_poll_interval(struct input_dev *dev, unsigned int interval)
{
	if (has_poller(dev))
		dev->poller->min = interval;
}
EXPORT_SYMBOL(input_set_min_poll_interval);

void input_set_max_poll_interval(struct input_dev *dev, unsigned int interval)
{
	if (has_poller(dev))
		dev->poller->max = interval;
}
EXPORT_SYMBOL(input_set_max_poll_interval);

int input_get_poll_interval(struct input_dev *dev)
{
	return dev->poller ? (int)dev->poller->interval : -EINVAL;
}
EXPORT_SYMBOL(input_get_poll_interval);

/* --- Files, of those that are polled */

static ssize_t poll_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "%d\n",
			  input_get_poll_interval(to_input_dev(dev)));
}

static ssize_t poll_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct input_dev *input = to_input_dev(dev);
	struct input_dev_poller *poller = input->poller;
	unsigned int interval;
	int err = kstrtouint(buf, 0, &interval);

	if (err)
		return err;
	if (interval < poller->min || interval > poller->max)
		return -EINVAL;
	mutex_lock(&input->mutex);
	poller->interval = interval;
	if (input_device_enabled(input)) {
		cancel_delayed_work_sync(&poller->work);
		if (interval)
			queue_poll(poller);
	}
	mutex_unlock(&input->mutex);
	return count;
}
static DEVICE_ATTR(poll, 0644, poll_show, poll_store);

static ssize_t max_show(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%u\n", to_input_dev(dev)->poller->max);
}
static DEVICE_ATTR_RO(max);

static ssize_t min_show(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%u\n", to_input_dev(dev)->poller->min);
}
static DEVICE_ATTR_RO(min);

static struct attribute *attrs[] = { &dev_attr_poll.attr, &dev_attr_max.attr,
				     &dev_attr_min.attr, NULL };

static umode_t is_polled(struct kobject *kobj, struct attribute *attr, int n)
{
	return to_input_dev(kobj_to_dev(kobj))->poller ? attr->mode : 0;
}

const struct attribute_group input_poller_group = {
	.attrs = attrs,
	.is_visible = is_polled,
};
