/* SPDX-License-Identifier: MIT */
/*
 * Input devices, the handlers that listen to them, and the handles that connect
 * the two. What is pressed or lit is known here, so that only changes are told.
 */
#define pr_fmt(fmt) "input: " fmt

#include <linux/bitmap.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/init.h>
#include <linux/instruction_pointer.h>
#include <linux/leaks.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../drivers.h"
#include "input.h"

#define FIRST_DYNAMIC_MINOR 256
#define MINORS 1024

LIST_HEAD(input_devices);
LIST_HEAD(input_handlers);
DEFINE_MUTEX(input_mutex);
static LIST_HEAD(unregistered);
static DEFINE_IDA(minors);

/* --- Devices: what they report */

#define BITS(field, prefix, text)                            \
	{                                                    \
		.name = #prefix, .file = text,               \
		.offset = offsetof(struct input_dev, field), \
		.max = prefix##_MAX                          \
	}

const struct input_bits input_bits[EV_CNT] = {
	[EV_SYN] = BITS(evbit, EV, "ev"),
	[EV_KEY] = BITS(keybit, KEY, "key"),
	[EV_REL] = BITS(relbit, REL, "rel"),
	[EV_ABS] = BITS(absbit, ABS, "abs"),
	[EV_MSC] = BITS(mscbit, MSC, "msc"),
	[EV_LED] = BITS(ledbit, LED, "led"),
	[EV_SND] = BITS(sndbit, SND, "snd"),
	[EV_FF] = BITS(ffbit, FF, "ff"),
	[EV_SW] = BITS(swbit, SW, "sw"),
};

void input_set_capability(struct input_dev *dev, unsigned int type,
			  unsigned int code)
{
	bool known = type < EV_CNT && (input_bits[type].name || type == EV_PWR);

	if (type == EV_SYN || !known) {
		pr_err("%s: unknown type %u (code %u)\n", __func__, type, code);
		dump_stack();
		return;
	}
	if (type != EV_PWR && code > input_bits[type].max) {
		pr_err("%s: invalid code %u for type %u\n", __func__, code,
		       type);
		dump_stack();
		return;
	}
	if (type == EV_ABS) {
		input_alloc_absinfo(dev);
		if (!dev->absinfo)
			return;
	}
	if (type != EV_PWR)
		__set_bit(code, input_bits_of(dev, type));
	__set_bit(type, dev->evbit);
}
EXPORT_SYMBOL(input_set_capability);

void input_alloc_absinfo(struct input_dev *dev)
{
	if (!dev->absinfo)
		dev->absinfo =
			kcalloc(ABS_CNT, sizeof(*dev->absinfo), GFP_KERNEL);
	if (!dev->absinfo)
		dev_err(dev->dev.parent ?: &dev->dev,
			"%s: unable to allocate memory\n", __func__);
}
EXPORT_SYMBOL(input_alloc_absinfo);

void input_set_abs_params(struct input_dev *dev, unsigned int axis, int min,
			  int max, int fuzz, int flat)
{
	__set_bit(EV_ABS, dev->evbit);
	__set_bit(axis, dev->absbit);
	input_alloc_absinfo(dev);
	if (!dev->absinfo)
		return;
	dev->absinfo[axis].minimum = min;
	dev->absinfo[axis].maximum = max;
	dev->absinfo[axis].fuzz = fuzz;
	dev->absinfo[axis].flat = flat;
}
EXPORT_SYMBOL(input_set_abs_params);

void input_copy_abs(struct input_dev *dst, unsigned int dst_axis,
		    const struct input_dev *src, unsigned int src_axis)
{
	if (WARN_ON(!(test_bit(EV_ABS, src->evbit) &&
		      test_bit(src_axis, src->absbit))))
		return;
	/* Without room it was registered without axes, too. */
	if (!src->absinfo)
		return;
	input_set_capability(dst, EV_ABS, dst_axis);
	if (dst->absinfo)
		dst->absinfo[dst_axis] = src->absinfo[src_axis];
}
EXPORT_SYMBOL(input_copy_abs);

/* --- Events: whom they concern */

#define TO_HANDLERS 1
#define TO_DEVICE 2
#define TO_ALL (TO_HANDLERS | TO_DEVICE)
#define FLUSH 4

/* Noise is ignored, and what is hardly more counts less. */
static int defuzz(int value, int old, int fuzz)
{
	if (!fuzz)
		return value;
	if (value > old - fuzz / 2 && value < old + fuzz / 2)
		return old;
	if (value > old - fuzz && value < old + fuzz)
		return (old * 3 + value) / 4;
	if (value > old - fuzz * 2 && value < old + fuzz * 2)
		return (old + value) / 2;
	return value;
}

/* What is told of several contacts (ABS_MT_) goes on as it is. */
static unsigned int on_axis(struct input_dev *dev, unsigned int code,
			    int *value)
{
	struct input_absinfo *axis = &dev->absinfo[code];

	if (code >= ABS_MT_SLOT && code <= ABS_MT_TOOL_Y)
		return TO_HANDLERS;
	*value = defuzz(*value, axis->value, axis->fuzz);
	if (axis->value == *value)
		return 0;
	axis->value = *value;
	return TO_HANDLERS;
}

static unsigned int on_change(unsigned int code, unsigned long *state,
			      bool value, unsigned int whom)
{
	if (test_bit(code, state) == value)
		return 0;
	__change_bit(code, state);
	return whom;
}

static unsigned int on_state(struct input_dev *dev, unsigned int type,
			     unsigned int code, int value)
{
	switch (type) {
	case EV_KEY: /* 2: it repeats */
		return value == 2 ?
			       TO_HANDLERS :
			       on_change(code, dev->key, value, TO_HANDLERS);
	case EV_SW:
		return on_change(code, dev->sw, value, TO_HANDLERS);
	case EV_LED:
		return on_change(code, dev->led, value, TO_ALL);
	case EV_SND:
		on_change(code, dev->snd, value, 0);
		return TO_ALL;
	}
	return 0;
}

static unsigned int on_sync(unsigned int code)
{
	switch (code) {
	case SYN_REPORT:
		return TO_HANDLERS | FLUSH;
	case SYN_CONFIG:
		return TO_ALL;
	case SYN_MT_REPORT:
		return TO_HANDLERS;
	}
	return 0;
}

/* What is to be done with an event, whose *@value may be corrected. */
static unsigned int dispose(struct input_dev *dev, unsigned int type,
			    unsigned int code, int *value)
{
	if (type == EV_SYN)
		return on_sync(code);
	if (type == EV_PWR)
		return TO_ALL;
	if (type == EV_FF)
		return *value >= 0 ? TO_ALL : 0;
	if (type == EV_REP) {
		if (code > REP_MAX || *value < 0 || dev->rep[code] == *value)
			return 0;
		dev->rep[code] = *value;
		return TO_ALL;
	}
	if (!input_bits[type].name ||
	    !input_supports(code, input_bits_of(dev, type),
			    input_bits[type].max))
		return 0;
	if (type == EV_ABS)
		return on_axis(dev, code, value);
	if (type == EV_REL)
		return *value ? TO_HANDLERS : 0;
	return type == EV_MSC ? TO_ALL : on_state(dev, type, code, *value);
}

/* --- Events: handing them on */

/* A packet to one who listens: how much of it is left for the others. */
static unsigned int to_handle(struct input_handle *handle,
			      struct input_value *vals, unsigned int count)
{
	const struct input_handler *handler = handle->handler;
	struct input_value *end = vals;

	if (handler->events)
		return handler->events(handle, vals, count);
	for (unsigned int i = 0; i < count; i++) {
		const struct input_value v = vals[i];

		if (handler->event)
			handler->event(handle, v.type, v.code, v.value);
		else if (handler->filter &&
			 handler->filter(handle, v.type, v.code, v.value))
			continue;
		*end++ = v;
	}
	return end - vals;
}

static void start_repeat(struct input_dev *dev, unsigned int code)
{
	if (!dev->rep[REP_PERIOD] || !dev->rep[REP_DELAY] ||
	    !dev->timer.function)
		return;
	dev->repeat_key = code;
	mod_timer(&dev->timer, jiffies + msecs_to_jiffies(dev->rep[REP_DELAY]));
}

static void repeat(struct timer_list *timer)
{
	struct input_dev *dev = from_timer(dev, timer, timer);
	unsigned long flags;

	spin_lock_irqsave(&dev->event_lock, flags);
	if (test_bit(dev->repeat_key, dev->key) &&
	    input_supports(dev->repeat_key, dev->keybit, KEY_MAX)) {
		input_set_timestamp(dev, ktime_get());
		input_handle_event(dev, EV_KEY, dev->repeat_key, 2);
		input_handle_event(dev, EV_SYN, SYN_REPORT, 1);
		if (dev->rep[REP_PERIOD])
			mod_timer(&dev->timer,
				  jiffies + msecs_to_jiffies(
						    dev->rep[REP_PERIOD]));
	}
	spin_unlock_irqrestore(&dev->event_lock, flags);
}

void input_enable_softrepeat(struct input_dev *dev, int delay, int period)
{
	dev->timer.function = repeat;
	dev->rep[REP_DELAY] = delay;
	dev->rep[REP_PERIOD] = period;
}
EXPORT_SYMBOL(input_enable_softrepeat);

/* Keys of the packet, if anything of it is left, begin or end to repeat. */
static void note_repeats(struct input_dev *dev, const struct input_value *vals,
			 unsigned int count)
{
	if (!test_bit(EV_REP, dev->evbit) || !test_bit(EV_KEY, dev->evbit))
		return;
	for (; count--; vals++) {
		if (vals->type != EV_KEY || vals->value == 2)
			continue;
		if (vals->value)
			start_repeat(dev, vals->code);
		else
			del_timer(&dev->timer);
	}
}

/* To who has grabbed it, or to all, until a filter has left nothing. */
static void pass_packet(struct input_dev *dev)
{
	unsigned int count = dev->num_vals;
	struct input_handle *handle;

	dev->num_vals = 0;
	if (dev->grab)
		count = to_handle(dev->grab, dev->vals, count);
	else
		list_for_each_entry(handle, &dev->h_list, d_node)
			if (handle->open && count)
				count = to_handle(handle, dev->vals, count);
	note_repeats(dev, dev->vals, count);
}

static void add_value(struct input_dev *dev, unsigned int type,
		      unsigned int code, int value)
{
	dev->vals[dev->num_vals++] = (struct input_value){ type, code, value };
}

void input_handle_event(struct input_dev *dev, unsigned int type,
			unsigned int code, int value)
{
	unsigned int whom = dispose(dev, type, code, &value);

	if (whom & TO_DEVICE && dev->event)
		dev->event(dev, type, code, value);
	if (!(whom & TO_HANDLERS) || !dev->vals)
		return;
	add_value(dev, type, code, value);
	if (whom & FLUSH) {
		if (dev->num_vals >= 2)
			pass_packet(dev);
		dev->num_vals = 0;
		dev->timestamp[INPUT_CLK_MONO] = 0;
	} else if (dev->num_vals >= dev->max_vals - 2) {
		add_value(dev, EV_SYN, SYN_REPORT, 1);
		pass_packet(dev);
	}
}

void input_event(struct input_dev *dev, unsigned int type, unsigned int code,
		 int value)
{
	unsigned long flags;

	if (!input_supports(type, dev->evbit, EV_MAX))
		return;
	spin_lock_irqsave(&dev->event_lock, flags);
	input_handle_event(dev, type, code, value);
	spin_unlock_irqrestore(&dev->event_lock, flags);
}
EXPORT_SYMBOL(input_event);

void input_inject_event(struct input_handle *handle, unsigned int type,
			unsigned int code, int value)
{
	struct input_dev *dev = handle->dev;
	unsigned long flags;

	if (!input_supports(type, dev->evbit, EV_MAX))
		return;
	spin_lock_irqsave(&dev->event_lock, flags);
	if (!dev->grab || dev->grab == handle)
		input_handle_event(dev, type, code, value);
	spin_unlock_irqrestore(&dev->event_lock, flags);
}
EXPORT_SYMBOL(input_inject_event);

void input_set_timestamp(struct input_dev *dev, ktime_t timestamp)
{
	dev->timestamp[INPUT_CLK_MONO] = timestamp;
	dev->timestamp[INPUT_CLK_REAL] = ktime_mono_to_real(timestamp);
	dev->timestamp[INPUT_CLK_BOOT] = timestamp; /* it is never suspended */
}
EXPORT_SYMBOL(input_set_timestamp);

ktime_t *input_get_timestamp(struct input_dev *dev)
{
	if (!dev->timestamp[INPUT_CLK_MONO])
		input_set_timestamp(dev, ktime_get());
	return dev->timestamp;
}
EXPORT_SYMBOL(input_get_timestamp);

/* Under dev->event_lock. */
static void release_keys(struct input_dev *dev)
{
	unsigned int code;

	if (!test_bit(EV_KEY, dev->evbit) || bitmap_empty(dev->key, KEY_CNT))
		return;
	for_each_set_bit(code, dev->key, KEY_CNT)
		input_handle_event(dev, EV_KEY, code, 0);
	input_handle_event(dev, EV_SYN, SYN_REPORT, 1);
}

static void send_lit(struct input_dev *dev, unsigned int type,
		     const unsigned long *state)
{
	unsigned int code;

	if (test_bit(type, dev->evbit))
		for_each_set_bit(code, input_bits_of(dev, type),
				 input_bits[type].max + 1)
			if (test_bit(code, state))
				dev->event(dev, type, code, 1);
}

void input_reset_device(struct input_dev *dev)
{
	unsigned long flags;

	mutex_lock(&dev->mutex);
	spin_lock_irqsave(&dev->event_lock, flags);
	if (dev->event) {
		send_lit(dev, EV_LED, dev->led);
		send_lit(dev, EV_SND, dev->snd);
		if (test_bit(EV_REP, dev->evbit)) {
			dev->event(dev, EV_REP, REP_PERIOD,
				   dev->rep[REP_PERIOD]);
			dev->event(dev, EV_REP, REP_DELAY, dev->rep[REP_DELAY]);
		}
	}
	release_keys(dev);
	spin_unlock_irqrestore(&dev->event_lock, flags);
	mutex_unlock(&dev->mutex);
}
EXPORT_SYMBOL(input_reset_device);

/* --- Handles */

int input_register_handle(struct input_handle *handle)
{
	struct input_handler *handler = handle->handler;
	struct input_dev *dev = handle->dev;
	int err = mutex_lock_interruptible(&dev->mutex);

	if (err)
		return err;
	spin_lock_irq(&dev->event_lock);
	if (handler->filter)
		list_add(&handle->d_node, &dev->h_list);
	else
		list_add_tail(&handle->d_node, &dev->h_list);
	list_add_tail(&handle->h_node, &handler->h_list);
	spin_unlock_irq(&dev->event_lock);
	mutex_unlock(&dev->mutex);
	if (handler->start)
		handler->start(handle);
	return 0;
}
EXPORT_SYMBOL(input_register_handle);

void input_unregister_handle(struct input_handle *handle)
{
	struct input_dev *dev = handle->dev;

	mutex_lock(&dev->mutex);
	spin_lock_irq(&dev->event_lock);
	list_del(&handle->h_node);
	list_del(&handle->d_node);
	spin_unlock_irq(&dev->event_lock);
	mutex_unlock(&dev->mutex);
}
EXPORT_SYMBOL(input_unregister_handle);

bool input_device_enabled(struct input_dev *dev)
{
	return dev->users > 0;
}
EXPORT_SYMBOL_GPL(input_device_enabled);

int input_open_device(struct input_handle *handle)
{
	struct input_dev *dev = handle->dev;
	int err = mutex_lock_interruptible(&dev->mutex);

	if (err)
		return err;
	if (dev->going_away) {
		err = -ENODEV;
		goto unlock;
	}
	handle->open++;
	if (dev->users++)
		goto unlock;
	err = dev->open ? dev->open(dev) : 0;
	if (err) {
		dev->users--;
		handle->open--;
	} else {
		input_poller_start(dev);
	}
unlock:
	mutex_unlock(&dev->mutex);
	return err;
}
EXPORT_SYMBOL(input_open_device);

/* Under dev->mutex. Who has waited for the end of the grab begins anew. */
static void end_grab(struct input_handle *handle)
{
	struct input_dev *dev = handle->dev;

	if (dev->grab != handle)
		return;
	dev->grab = NULL;
	list_for_each_entry(handle, &dev->h_list, d_node)
		if (handle->open && handle->handler->start)
			handle->handler->start(handle);
}

void input_close_device(struct input_handle *handle)
{
	struct input_dev *dev = handle->dev;

	mutex_lock(&dev->mutex);
	end_grab(handle);
	if (!--dev->users) {
		input_poller_stop(dev);
		if (dev->close)
			dev->close(dev);
	}
	/* It has been set to 0 when the device went. */
	if (handle->open)
		handle->open--;
	mutex_unlock(&dev->mutex);
}
EXPORT_SYMBOL(input_close_device);

int input_flush_device(struct input_handle *handle, struct file *file)
{
	struct input_dev *dev = handle->dev;
	int err = mutex_lock_interruptible(&dev->mutex);

	if (err)
		return err;
	err = dev->flush ? dev->flush(dev, file) : 0;
	mutex_unlock(&dev->mutex);
	return err;
}
EXPORT_SYMBOL(input_flush_device);

int input_grab_device(struct input_handle *handle)
{
	struct input_dev *dev = handle->dev;
	int err = mutex_lock_interruptible(&dev->mutex);

	if (err)
		return err;
	if (dev->grab)
		err = -EBUSY;
	else
		dev->grab = handle;
	mutex_unlock(&dev->mutex);
	return err;
}
EXPORT_SYMBOL(input_grab_device);

void input_release_device(struct input_handle *handle)
{
	mutex_lock(&handle->dev->mutex);
	end_grab(handle);
	mutex_unlock(&handle->dev->mutex);
}
EXPORT_SYMBOL(input_release_device);

/* --- Handlers */

bool input_match_device_id(const struct input_dev *dev,
			   const struct input_device_id *id)
{
#define SAME(bit, field)                               \
	(!(id->flags & INPUT_DEVICE_ID_MATCH_##bit) || \
	 id->field == dev->id.field)
#define HAS(field, count) bitmap_subset(id->field, dev->field, count)
	return SAME(BUS, bustype) && SAME(VENDOR, vendor) &&
	       SAME(PRODUCT, product) && SAME(VERSION, version) &&
	       HAS(evbit, EV_CNT) && HAS(keybit, KEY_CNT) &&
	       HAS(relbit, REL_CNT) && HAS(absbit, ABS_CNT) &&
	       HAS(mscbit, MSC_CNT) && HAS(ledbit, LED_CNT) &&
	       HAS(sndbit, SND_CNT) && HAS(ffbit, FF_CNT) &&
	       HAS(swbit, SW_CNT) && HAS(propbit, INPUT_PROP_CNT);
#undef SAME
#undef HAS
}
EXPORT_SYMBOL(input_match_device_id);

static void attach(struct input_handler *handler, struct input_dev *dev)
{
	const struct input_device_id *id = handler->id_table;
	int err;

	for (; id->flags || id->driver_info; id++)
		if (input_match_device_id(dev, id) &&
		    (!handler->match || handler->match(handler, dev)))
			break;
	if (!id->flags && !id->driver_info)
		return;
	err = handler->connect(handler, dev, id);
	if (err && err != -ENODEV)
		pr_err("failed to attach handler %s to device %s, error: %d\n",
		       handler->name, dev_name(&dev->dev), err);
}

int input_register_handler(struct input_handler *handler)
{
	struct input_dev *dev;
	int err;

	if (!!handler->event + !!handler->events + !!handler->filter > 1) {
		pr_err("%s: only one event processing method can be defined (%s)\n",
		       __func__, handler->name);
		return -EINVAL;
	}
	err = mutex_lock_interruptible(&input_mutex);
	if (err)
		return err;
	INIT_LIST_HEAD(&handler->h_list);
	list_add_tail(&handler->node, &input_handlers);
	list_for_each_entry(dev, &input_devices, node)
		attach(handler, dev);
	mutex_unlock(&input_mutex);
	return 0;
}
EXPORT_SYMBOL(input_register_handler);

void input_unregister_handler(struct input_handler *handler)
{
	struct input_handle *handle, *next;

	mutex_lock(&input_mutex);
	list_for_each_entry_safe(handle, next, &handler->h_list, h_node)
		handler->disconnect(handle);
	WARN_ON(!list_empty(&handler->h_list));
	list_del_init(&handler->node);
	mutex_unlock(&input_mutex);
}
EXPORT_SYMBOL(input_unregister_handler);

int input_handler_for_each_handle(struct input_handler *handler, void *data,
				  int (*fn)(struct input_handle *, void *))
{
	struct input_handle *handle;
	int ret;

	list_for_each_entry(handle, &handler->h_list, h_node) {
		ret = fn(handle, data);
		if (ret)
			return ret;
	}
	return 0;
}
EXPORT_SYMBOL(input_handler_for_each_handle);

int input_get_new_minor(int legacy_base, unsigned int legacy_num,
			bool allow_dynamic)
{
	int minor = -ENOSPC;

	if (legacy_base >= 0)
		minor = ida_alloc_range(&minors, legacy_base,
					legacy_base + legacy_num - 1,
					GFP_KERNEL);
	if (minor < 0 && allow_dynamic)
		minor = ida_alloc_range(&minors, FIRST_DYNAMIC_MINOR,
					MINORS - 1, GFP_KERNEL);
	return minor;
}
EXPORT_SYMBOL(input_get_new_minor);

void input_free_minor(unsigned int minor)
{
	ida_free(&minors, minor);
}
EXPORT_SYMBOL(input_free_minor);

/* --- The life of a device */

static void release_device(struct device *device)
{
	struct input_dev *dev = to_input_dev(device);

	list_del(&dev->node);
	kfree(dev->poller);
	kfree(dev->absinfo);
	kfree(dev->vals);
	kfree(dev);
}

static struct input_dev *allocate(unsigned long caller)
{
	static unsigned int number;
	struct input_dev *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return NULL;
	dev->caller = caller;
	dev->dev.type = &input_dev_type;
	dev->dev.class = &input_class;
	dev->dev.release = release_device;
	device_initialize(&dev->dev);
	mutex_init(&dev->mutex);
	spin_lock_init(&dev->event_lock);
	timer_setup(&dev->timer, NULL, 0);
	INIT_LIST_HEAD(&dev->h_list);
	list_add_tail(&dev->node, &unregistered);
	if (dev_set_name(&dev->dev, "input%u", number)) {
		put_device(&dev->dev);
		return NULL;
	}
	number++;
	return dev;
}

struct input_dev *input_allocate_device(void)
{
	return allocate(_RET_IP_);
}
EXPORT_SYMBOL(input_allocate_device);

struct managed {
	struct input_dev *input;
};

static int is_managed(struct device *dev, void *res, void *data)
{
	return ((struct managed *)res)->input == data;
}

static void put_managed(struct device *dev, void *res)
{
	input_put_device(((struct managed *)res)->input);
}

struct input_dev *devm_input_allocate_device(struct device *dev)
{
	struct managed *managed =
		devres_alloc(put_managed, sizeof(*managed), GFP_KERNEL);

	if (!managed)
		return NULL;
	managed->input = allocate(_RET_IP_);
	if (!managed->input) {
		devres_free(managed);
		return NULL;
	}
	managed->input->dev.parent = dev;
	managed->input->devres_managed = true;
	devres_add(dev, managed);
	return managed->input;
}
EXPORT_SYMBOL(devm_input_allocate_device);

void input_free_device(struct input_dev *dev)
{
	if (!dev)
		return;
	if (dev->devres_managed)
		WARN_ON(devres_destroy(dev->dev.parent, put_managed, is_managed,
				       dev));
	input_put_device(dev);
}
EXPORT_SYMBOL(input_free_device);

/* Bits of types that it does not report mean nothing. */
static void cleanse(struct input_dev *dev)
{
	__set_bit(EV_SYN, dev->evbit);
	__clear_bit(KEY_RESERVED, dev->keybit);
	for (unsigned int type = 1; type < EV_CNT; type++)
		if (input_bits[type].name && !test_bit(type, dev->evbit))
			bitmap_zero(input_bits_of(dev, type),
				    input_bits[type].max + 1);
}

/* As many as it has axes, and a few keys. */
static unsigned int events_per_packet(struct input_dev *dev)
{
	unsigned int contacts = 0, events, axis;

	if (test_bit(ABS_MT_TRACKING_ID, dev->absbit))
		contacts =
			clamp(dev->absinfo[ABS_MT_TRACKING_ID].maximum -
				      dev->absinfo[ABS_MT_TRACKING_ID].minimum +
				      1,
			      2, 32);
	else if (test_bit(ABS_MT_POSITION_X, dev->absbit))
		contacts = 2;
	events = contacts + 1 + 7 + bitmap_weight(dev->relbit, REL_CNT);
	for_each_set_bit(axis, dev->absbit, ABS_CNT)
		events += axis >= ABS_MT_SLOT ? contacts : 1;
	return events;
}

static int prepare(struct input_dev *dev)
{
	if (test_bit(EV_ABS, dev->evbit) && !dev->absinfo) {
		dev_err(&dev->dev,
			"Absolute device without dev->absinfo, refusing to register\n");
		return -EINVAL;
	}
	cleanse(dev);
	dev->hint_events_per_packet =
		max(dev->hint_events_per_packet, events_per_packet(dev));
	dev->max_vals = dev->hint_events_per_packet + 2;
	dev->vals = kcalloc(dev->max_vals, sizeof(*dev->vals), GFP_KERNEL);
	if (!dev->vals)
		return -ENOMEM;
	/* Else it repeats by itself. */
	if (!dev->rep[REP_DELAY] && !dev->rep[REP_PERIOD])
		input_enable_softrepeat(dev, 250, 33);
	input_poller_settle(dev);
	if (!dev->getkeycode)
		dev->getkeycode = input_default_getkeycode;
	if (!dev->setkeycode)
		dev->setkeycode = input_default_setkeycode;
	return 0;
}

/* Nothing is heard of it from here on: its keys are released. */
static void disconnect(struct input_dev *dev)
{
	struct input_handle *handle;

	mutex_lock(&dev->mutex);
	dev->going_away = true;
	mutex_unlock(&dev->mutex);
	spin_lock_irq(&dev->event_lock);
	release_keys(dev);
	list_for_each_entry(handle, &dev->h_list, d_node)
		handle->open = 0;
	spin_unlock_irq(&dev->event_lock);
}

static void unregister(struct input_dev *dev)
{
	struct input_handle *handle, *next;

	disconnect(dev);
	mutex_lock(&input_mutex);
	list_for_each_entry_safe(handle, next, &dev->h_list, d_node)
		handle->handler->disconnect(handle);
	WARN_ON(!list_empty(&dev->h_list));
	del_timer_sync(&dev->timer);
	list_del_init(&dev->node);
	mutex_unlock(&input_mutex);
	device_del(&dev->dev);
}

static void unregister_managed(struct device *dev, void *res)
{
	unregister(((struct managed *)res)->input);
}

static int register_device(struct input_dev *dev)
{
	struct input_handler *handler;
	char *path;
	int err = prepare(dev);

	if (!err)
		err = device_add(&dev->dev);
	if (err)
		goto free_vals;
	path = kobject_get_path(&dev->dev.kobj, GFP_KERNEL);
	pr_info("%s as %s\n", dev->name ?: "Unspecified device", path ?: "N/A");
	kfree(path);
	err = mutex_lock_interruptible(&input_mutex);
	if (err)
		goto del;
	list_move_tail(&dev->node, &input_devices);
	list_for_each_entry(handler, &input_handlers, node)
		attach(handler, dev);
	mutex_unlock(&input_mutex);
	return 0;
del:
	device_del(&dev->dev);
free_vals:
	kfree(dev->vals);
	dev->vals = NULL;
	return err;
}

int input_register_device(struct input_dev *dev)
{
	struct managed *managed = NULL;
	int err;

	if (dev->devres_managed) {
		managed = devres_alloc(unregister_managed, sizeof(*managed),
				       GFP_KERNEL);
		if (!managed)
			return -ENOMEM;
		managed->input = dev;
	}
	err = register_device(dev);
	if (managed && !err)
		devres_add(dev->dev.parent, managed);
	else if (managed)
		devres_free(managed);
	return err;
}
EXPORT_SYMBOL(input_register_device);

void input_unregister_device(struct input_dev *dev)
{
	if (dev->devres_managed) {
		WARN_ON(devres_destroy(dev->dev.parent, unregister_managed,
				       is_managed, dev));
		unregister(dev);
		return; /* it is put with its parent */
	}
	unregister(dev);
	input_put_device(dev);
}
EXPORT_SYMBOL(input_unregister_device);

/* --- What a module has left of them */

static void reclaim_device(const void *dev)
{
	input_unregister_device((struct input_dev *)dev);
}

static void reclaim_unregistered(const void *dev)
{
	input_free_device((struct input_dev *)dev);
}

/* What of a device would be called or read in the module. */
static const void *part_in(struct leak_scan *scan, const struct input_dev *dev)
{
	const void *const parts[] = {
		dev->open,	 dev->close,	  dev->event,	   dev->flush,
		dev->setkeycode, dev->getkeycode, dev->name,	   dev->phys,
		dev->uniq,	 dev->keycode,	  dev->dev.parent,
	};

	for (u32 i = 0; i < ARRAY_SIZE(parts); i++)
		if (leak_in(scan, parts[i]))
			return parts[i];
	return NULL;
}

static void scan_devices(struct leak_scan *scan)
{
	struct input_dev *dev;

	list_for_each_entry(dev, &unregistered, node)
		if (leak_in(scan, dev->caller))
			leak_found(scan,
				   &(struct leak){
					   .kind = "input device, not registered",
					   .object = dev,
					   .size = sizeof(*dev),
					   .caller = dev->caller,
					   .reclaim = reclaim_unregistered,
				   });
	list_for_each_entry(dev, &input_devices, node) {
		const void *part = part_in(scan, dev);

		if (part || leak_in(scan, dev->caller))
			leak_found(scan,
				   &(struct leak){
					   .kind = "input device",
					   .name = dev_name(&dev->dev),
					   .object = dev,
					   .size = sizeof(*dev),
					   .caller = dev->caller,
					   .target = (unsigned long)part,
					   .danger =
						   part ? "which leads into this module" :
							  NULL,
					   .reclaim = reclaim_device,
				   });
	}
}
LEAK_SOURCE(input_device, scan_devices);

static void reclaim_handler(const void *handler)
{
	input_unregister_handler((struct input_handler *)handler);
}

static void scan_handlers(struct leak_scan *scan)
{
	struct input_handler *handler;

	list_for_each_entry(handler, &input_handlers, node)
		if (leak_in(scan, handler) || leak_in(scan, handler->connect))
			leak_found(scan,
				   &(struct leak){
					   .kind = "input handler",
					   .object = handler,
					   .target = (unsigned long)
							     handler->connect,
					   .danger =
						   "its functions are in this module",
					   .reclaim = reclaim_handler,
				   });
}
LEAK_SOURCE(input_handler, scan_handlers);

void __init input_init(void)
{
	if (class_register(&input_class) ||
	    register_chrdev_region(MKDEV(INPUT_MAJOR, 0), MINORS, "input"))
		panic("no memory for /sys/class/input");
	input_proc_init();
	/* Every PC has a speaker: pcspkr.ko is its driver. */
	if (IS_ERR(platform_device_register_simple("pcspkr", -1, NULL, 0)))
		pr_err("no memory for the speaker\n");
}
