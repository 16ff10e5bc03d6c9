/* SPDX-License-Identifier: MIT */
/*
 * /dev/input/eventX: each input device as a file, from which its events are
 * read as they come. Who reads too slowly is told so by SYN_DROPPED.
 * Documentation/input/input.rst; event-codes.rst.
 */
#include <linux/cdev.h>
#include <linux/init.h>
#include <linux/log2.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "../drivers.h"
#include "input.h"

#define MINOR_BASE 64
#define LEGACY_MINORS 32
#define BUFFER_PACKETS 8
#define BUFFER_MIN 64

/* A device's file. It lives as long as one is open. */
struct evdev {
	struct input_handle handle;
	struct evdev_client *grab; /* who alone reads, or NULL */
	struct list_head clients;
	struct mutex mutex;
	struct device dev;
	struct cdev cdev;
	bool exists; /* the device has not gone */
};

/* Somebody who has opened it. The ring is the interrupts' too. */
struct evdev_client {
	struct evdev *evdev;
	struct list_head node;
	struct wait_queue_head wait;
	struct fasync_struct *fasync;
	enum input_clock_type clock;
	bool revoked;
	/* Up to packet_head packets are complete; it is empty at tail. */
	unsigned int head, tail, packet_head, size; /* size: a power of 2 */
	struct input_event buffer[];
};

static bool is_there(const struct evdev_client *client)
{
	return client->evdev->exists && !client->revoked;
}

static bool has_packet(const struct evdev_client *client)
{
	return client->packet_head != client->tail;
}

/* --- Events come */

/* When it is full, all that is in it goes, but for the newest. */
static void put_event(struct evdev_client *client,
		      const struct input_event *event)
{
	unsigned int mask = client->size - 1;

	client->buffer[client->head++] = *event;
	client->head &= mask;
	if (client->head == client->tail) {
		client->tail = (client->head - 2) & mask;
		client->buffer[client->tail] = (struct input_event){
			.__sec = event->__sec,
			.__usec = event->__usec,
			.type = EV_SYN,
			.code = SYN_DROPPED,
		};
		client->packet_head = client->tail;
	}
	if (event->type == EV_SYN && event->code == SYN_REPORT) {
		client->packet_head = client->head;
		kill_fasync(&client->fasync, SIGIO, POLL_IN);
	}
}

static struct input_event stamped(const struct evdev_client *client,
				  ktime_t *times)
{
	struct timespec64 ts = ktime_to_timespec64(times[client->clock]);

	return (struct input_event){ .__sec = ts.tv_sec,
				     .__usec = ts.tv_nsec / NSEC_PER_USEC };
}

static void pass_to_client(struct evdev_client *client,
			   const struct input_value *vals, unsigned int count,
			   ktime_t *times)
{
	struct input_event event = stamped(client, times);
	bool wake = false;

	if (client->revoked)
		return;
	for (; count--; vals++) {
		if (vals->type == EV_SYN && vals->code == SYN_REPORT) {
			/* An empty packet. */
			if (client->packet_head == client->head)
				continue;
			wake = true;
		}
		event.type = vals->type;
		event.code = vals->code;
		event.value = vals->value;
		put_event(client, &event);
	}
	if (wake)
		wake_up_interruptible(&client->wait);
}

static unsigned int evdev_events(struct input_handle *handle,
				 struct input_value *vals, unsigned int count)
{
	struct evdev *evdev = handle->private;
	ktime_t *times = input_get_timestamp(handle->dev);
	struct evdev_client *client;

	if (evdev->grab) {
		pass_to_client(evdev->grab, vals, count, times);
		return count;
	}
	list_for_each_entry(client, &evdev->clients, node)
		pass_to_client(client, vals, count, times);
	return count;
}

/* Events of @type lead to a state that is asked for: they are not told. */
static void drop_events(struct evdev_client *client, unsigned int type)
{
	unsigned int mask = client->size - 1, in_packet = 0, i, to;

	to = client->packet_head = client->tail;
	for (i = client->tail; i != client->head; i = (i + 1) & mask) {
		struct input_event event = client->buffer[i];
		bool report = event.type == EV_SYN && event.code == SYN_REPORT;

		if (event.type == type || (report && !in_packet))
			continue;
		client->buffer[to] = event;
		to = (to + 1) & mask;
		in_packet = report ? 0 : in_packet + 1;
		if (report)
			client->packet_head = to;
	}
	client->head = to;
}

/* Something is missing here; told with the next packet. Interrupts are off. */
static void put_dropped(struct evdev_client *client)
{
	struct input_event event =
		stamped(client, input_get_timestamp(client->evdev->handle.dev));

	event.type = EV_SYN;
	event.code = SYN_DROPPED;
	put_event(client, &event);
}

/* --- Grabs */

static int grab(struct evdev *evdev, struct evdev_client *client)
{
	int err;

	if (evdev->grab)
		return -EBUSY;
	err = input_grab_device(&evdev->handle);
	if (!err)
		evdev->grab = client;
	return err;
}

static int ungrab(struct evdev *evdev, struct evdev_client *client)
{
	if (evdev->grab != client)
		return -EINVAL;
	evdev->grab = NULL;
	input_release_device(&evdev->handle);
	return 0;
}

/* --- Files */

static int evdev_open(struct inode *inode, struct file *file)
{
	struct evdev *evdev = container_of(inode->i_cdev, struct evdev, cdev);
	unsigned int size = roundup_pow_of_two(
		max(evdev->handle.dev->hint_events_per_packet * BUFFER_PACKETS,
		    (unsigned int)BUFFER_MIN));
	struct evdev_client *client =
		kvzalloc(struct_size(client, buffer, size), GFP_KERNEL);
	int err;

	if (!client)
		return -ENOMEM;
	init_waitqueue_head(&client->wait);
	client->size = size;
	client->evdev = evdev;
	mutex_lock(&evdev->mutex);
	err = !evdev->exists		  ? -ENODEV :
	      list_empty(&evdev->clients) ? input_open_device(&evdev->handle) :
					    0;
	if (!err) {
		spin_lock_irq(&evdev->handle.dev->event_lock);
		list_add_tail(&client->node, &evdev->clients);
		spin_unlock_irq(&evdev->handle.dev->event_lock);
	}
	mutex_unlock(&evdev->mutex);
	if (err) {
		kvfree(client);
		return err;
	}
	file->private_data = client;
	return stream_open(inode, file);
}

static int evdev_release(struct inode *inode, struct file *file)
{
	struct evdev_client *client = file->private_data;
	struct evdev *evdev = client->evdev;

	mutex_lock(&evdev->mutex);
	if (evdev->exists && !client->revoked)
		input_flush_device(&evdev->handle, file);
	ungrab(evdev, client);
	spin_lock_irq(&evdev->handle.dev->event_lock);
	list_del(&client->node);
	spin_unlock_irq(&evdev->handle.dev->event_lock);
	if (evdev->exists && list_empty(&evdev->clients))
		input_close_device(&evdev->handle);
	mutex_unlock(&evdev->mutex);
	kvfree(client);
	return 0;
}

static int evdev_fasync(int fd, struct file *file, int on)
{
	struct evdev_client *client = file->private_data;

	return fasync_helper(fd, file, on, &client->fasync);
}

static bool take_event(struct evdev_client *client, struct input_event *event)
{
	unsigned long flags;
	bool any;

	local_irq_save(flags);
	any = has_packet(client);
	if (any) {
		*event = client->buffer[client->tail++];
		client->tail &= client->size - 1;
	}
	local_irq_restore(flags);
	return any;
}

static ssize_t evdev_read(struct file *file, char __user *buf, size_t count,
			  loff_t *pos)
{
	struct evdev_client *client = file->private_data;
	struct input_event event;
	ssize_t done = 0;
	int err;

	if (count && count < sizeof(event))
		return -EINVAL;
	for (;;) {
		if (!is_there(client))
			return -ENODEV;
		if (!has_packet(client) && file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (!count)
			return 0;
		while (done + sizeof(event) <= count &&
		       take_event(client, &event)) {
			if (copy_to_user(buf + done, &event, sizeof(event)))
				return -EFAULT;
			done += sizeof(event);
		}
		if (done)
			return done;
		err = wait_event_interruptible(client->wait,
					       has_packet(client) ||
						       !is_there(client));
		if (err)
			return err;
	}
}

/* What is written is injected: to the device's LEDs, or as if it had come. */
static ssize_t evdev_write(struct file *file, const char __user *buf,
			   size_t count, loff_t *pos)
{
	struct evdev_client *client = file->private_data;
	struct evdev *evdev = client->evdev;
	struct input_event event;
	ssize_t done = 0;
	int err;

	if (count && count < sizeof(event))
		return -EINVAL;
	err = mutex_lock_interruptible(&evdev->mutex);
	if (err)
		return err;
	if (!is_there(client))
		err = -ENODEV;
	for (; !err && done + sizeof(event) <= count; done += sizeof(event)) {
		if (copy_from_user(&event, buf + done, sizeof(event))) {
			err = -EFAULT;
			break;
		}
		input_inject_event(&evdev->handle, event.type, event.code,
				   event.value);
	}
	mutex_unlock(&evdev->mutex);
	return err ? err : done;
}

static __poll_t evdev_poll(struct file *file, poll_table *table)
{
	struct evdev_client *client = file->private_data;
	__poll_t mask;

	poll_wait(file, &client->wait, table);
	mask = is_there(client) ? EPOLLOUT | EPOLLWRNORM : EPOLLHUP | EPOLLERR;
	return has_packet(client) ? mask | EPOLLIN | EPOLLRDNORM : mask;
}

/* --- ioctls: each returns bytes, 0, or a negative errno */

static int give(void __user *p, const void *from, size_t len, size_t room)
{
	len = min(len, room);
	return copy_to_user(p, from, len) ? -EFAULT : (int)len;
}

static int give_text(void __user *p, const char *text, size_t room)
{
	return text ? give(p, text, strlen(text) + 1, room) : -ENOENT;
}

static int give_bits(void __user *p, const unsigned long *bits,
		     unsigned int count, size_t room)
{
	return give(p, bits, BITS_TO_LONGS(count) * sizeof(long), room);
}

/* What is pressed, lit or switched on, which the events told so far lead to. */
static int give_state(struct evdev_client *client, unsigned int type,
		      const unsigned long *state, unsigned int max,
		      void __user *p, size_t room)
{
	struct input_dev *dev = client->evdev->handle.dev;
	unsigned long copy[BITS_TO_LONGS(KEY_CNT)];
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&dev->event_lock, flags);
	memcpy(copy, state, BITS_TO_LONGS(max) * sizeof(long));
	drop_events(client, type);
	spin_unlock_irqrestore(&dev->event_lock, flags);
	ret = give_bits(p, copy, max, room);
	if (ret < 0) {
		spin_lock_irqsave(&dev->event_lock, flags);
		put_dropped(client);
		spin_unlock_irqrestore(&dev->event_lock, flags);
	}
	return ret;
}

static int set_clock(struct evdev_client *client, int clockid)
{
	static const int clocks[] = {
		[CLOCK_REALTIME] = INPUT_CLK_REAL,
		[CLOCK_MONOTONIC] = INPUT_CLK_MONO,
		[CLOCK_BOOTTIME] = INPUT_CLK_BOOT,
	};
	unsigned long flags;

	if (clockid != CLOCK_REALTIME && clockid != CLOCK_MONOTONIC &&
	    clockid != CLOCK_BOOTTIME)
		return -EINVAL;
	if (client->clock == clocks[clockid])
		return 0;
	client->clock = clocks[clockid];
	local_irq_save(flags);
	/* Times of two clocks don't mix. */
	if (client->head != client->tail) {
		client->packet_head = client->head = client->tail;
		put_dropped(client);
	}
	local_irq_restore(flags);
	return 0;
}

static int repetition(struct evdev *evdev, unsigned int cmd, u32 __user *p)
{
	struct input_dev *dev = evdev->handle.dev;
	u32 delay, period;

	if (!test_bit(EV_REP, dev->evbit))
		return -ENOSYS;
	if (cmd == EVIOCGREP)
		return put_user(dev->rep[REP_DELAY], p) ||
				       put_user(dev->rep[REP_PERIOD], p + 1) ?
			       -EFAULT :
			       0;
	if (get_user(delay, p) || get_user(period, p + 1))
		return -EFAULT;
	input_inject_event(&evdev->handle, EV_REP, REP_DELAY, delay);
	input_inject_event(&evdev->handle, EV_REP, REP_PERIOD, period);
	return 0;
}

static int keycode(struct input_dev *dev, unsigned int cmd, void __user *p)
{
	bool v2 = _IOC_SIZE(cmd) == sizeof(struct input_keymap_entry);
	bool set = _IOC_DIR(cmd) == _IOC_WRITE;
	struct input_keymap_entry ke = { .len = sizeof(u32) };
	u32 pair[2] = {};
	int err;

	if (copy_from_user(v2 ? (void *)&ke : pair, p, _IOC_SIZE(cmd)))
		return -EFAULT;
	if (v2 && ke.len > sizeof(ke.scancode))
		return -EINVAL;
	if (!v2) {
		*(u32 *)ke.scancode = pair[0];
		ke.keycode = pair[1];
	}
	if (set)
		return input_set_keycode(dev, &ke);
	err = input_get_keycode(dev, &ke);
	if (err)
		return err;
	pair[1] = ke.keycode;
	return copy_to_user(p, v2 ? (void *)&ke : pair, _IOC_SIZE(cmd)) ?
		       -EFAULT :
		       0;
}

/* A set that is shorter leaves the rest as it is. */
static int axis(struct input_dev *dev, unsigned int cmd, void __user *p)
{
	size_t size = min((size_t)_IOC_SIZE(cmd), sizeof(struct input_absinfo));
	unsigned int code = _IOC_NR(cmd) & ABS_MAX;
	struct input_absinfo info;

	if (!dev->absinfo)
		return -EINVAL;
	info = dev->absinfo[code];
	if (_IOC_DIR(cmd) == _IOC_READ)
		return copy_to_user(p, &info, size) ? -EFAULT : 0;
	if (copy_from_user(&info, p, size))
		return -EFAULT;
	if (_IOC_SIZE(cmd) < sizeof(info))
		info.resolution = 0;
	if (code == ABS_MT_SLOT)
		return -EINVAL;
	spin_lock_irq(&dev->event_lock);
	dev->absinfo[code] = info;
	spin_unlock_irq(&dev->event_lock);
	return 0;
}

/* Those whose size is the caller's room. */
static int sized_ioctl(struct evdev_client *client, unsigned int cmd,
		       void __user *p)
{
	struct input_dev *dev = client->evdev->handle.dev;
	unsigned int nr = _IOC_NR(cmd), size = _IOC_SIZE(cmd), type;

	if (_IOC_DIR(cmd) == _IOC_WRITE &&
	    (nr & ~ABS_MAX) == _IOC_NR(EVIOCSABS(0)))
		return axis(dev, cmd, p);
	if (_IOC_DIR(cmd) != _IOC_READ)
		return -EINVAL;
	switch (nr) {
	case _IOC_NR(EVIOCGNAME(0)):
		return give_text(p, dev->name, size);
	case _IOC_NR(EVIOCGPHYS(0)):
		return give_text(p, dev->phys, size);
	case _IOC_NR(EVIOCGUNIQ(0)):
		return give_text(p, dev->uniq, size);
	case _IOC_NR(EVIOCGPROP(0)):
		return give_bits(p, dev->propbit, INPUT_PROP_MAX, size);
	case _IOC_NR(EVIOCGKEY(0)):
		return give_state(client, EV_KEY, dev->key, KEY_MAX, p, size);
	case _IOC_NR(EVIOCGLED(0)):
		return give_state(client, EV_LED, dev->led, LED_MAX, p, size);
	case _IOC_NR(EVIOCGSND(0)):
		return give_state(client, EV_SND, dev->snd, SND_MAX, p, size);
	case _IOC_NR(EVIOCGSW(0)):
		return give_state(client, EV_SW, dev->sw, SW_MAX, p, size);
	}
	type = nr & EV_MAX;
	if ((nr & ~EV_MAX) == _IOC_NR(EVIOCGBIT(0, 0)))
		return input_bits[type].name ?
			       give_bits(p, input_bits_of(dev, type),
					 input_bits[type].max, size) :
			       -EINVAL;
	if ((nr & ~ABS_MAX) == _IOC_NR(EVIOCGABS(0)))
		return axis(dev, cmd, p);
	return -EINVAL;
}

static int do_ioctl(struct evdev_client *client, unsigned int cmd,
		    void __user *p)
{
	struct evdev *evdev = client->evdev;
	struct input_dev *dev = evdev->handle.dev;
	int clockid;

	switch (cmd) {
	case EVIOCGVERSION:
		return put_user(EV_VERSION, (int __user *)p);
	case EVIOCGID:
		return copy_to_user(p, &dev->id, sizeof(dev->id)) ? -EFAULT : 0;
	case EVIOCGREP:
	case EVIOCSREP:
		return repetition(evdev, cmd, p);
	case EVIOCGKEYCODE:
	case EVIOCGKEYCODE_V2:
	case EVIOCSKEYCODE:
	case EVIOCSKEYCODE_V2:
		return keycode(dev, cmd, p);
	case EVIOCGRAB:
		return p ? grab(evdev, client) : ungrab(evdev, client);
	case EVIOCREVOKE:
		if (p)
			return -EINVAL;
		client->revoked = true;
		ungrab(evdev, client);
		input_flush_device(&evdev->handle, NULL);
		wake_up_interruptible(&client->wait);
		return 0;
	case EVIOCSCLOCKID:
		return get_user(clockid, (int __user *)p) ?
			       -EFAULT :
			       set_clock(client, clockid);
	}
	return _IOC_TYPE(cmd) == 'E' ? sized_ioctl(client, cmd, p) : -EINVAL;
}

static long evdev_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct evdev_client *client = file->private_data;
	struct evdev *evdev = client->evdev;
	long ret = mutex_lock_interruptible(&evdev->mutex);

	if (ret)
		return ret;
	ret = is_there(client) ? do_ioctl(client, cmd, (void __user *)arg) :
				 -ENODEV;
	mutex_unlock(&evdev->mutex);
	return ret;
}

static const struct file_operations evdev_fops = {
	.read = evdev_read,
	.write = evdev_write,
	.poll = evdev_poll,
	.open = evdev_open,
	.release = evdev_release,
	.unlocked_ioctl = evdev_ioctl,
	.fasync = evdev_fasync,
	.llseek = no_llseek,
};

/* --- Devices come and go */

static void free_evdev(struct device *dev)
{
	struct evdev *evdev = container_of(dev, struct evdev, dev);

	input_put_device(evdev->handle.dev);
	kfree(evdev);
}

static int add_evdev(struct evdev *evdev)
{
	int err = input_register_handle(&evdev->handle);

	if (err)
		return err;
	evdev->exists = true;
	cdev_init(&evdev->cdev, &evdev_fops);
	err = cdev_device_add(&evdev->cdev, &evdev->dev);
	if (err)
		input_unregister_handle(&evdev->handle);
	return err;
}

static int evdev_connect(struct input_handler *handler, struct input_dev *dev,
			 const struct input_device_id *id)
{
	int minor = input_get_new_minor(MINOR_BASE, LEGACY_MINORS, true);
	struct evdev *evdev;
	int err;

	if (minor < 0) {
		pr_err("evdev: failed to reserve new minor: %d\n", minor);
		return minor;
	}
	evdev = kzalloc(sizeof(*evdev), GFP_KERNEL);
	if (!evdev) {
		input_free_minor(minor);
		return -ENOMEM;
	}
	INIT_LIST_HEAD(&evdev->clients);
	mutex_init(&evdev->mutex);
	device_initialize(&evdev->dev);
	evdev->dev.devt = MKDEV(INPUT_MAJOR, minor);
	evdev->dev.class = &input_class;
	evdev->dev.parent = &dev->dev;
	evdev->dev.release = free_evdev;
	evdev->handle.dev = input_get_device(dev);
	evdev->handle.handler = handler;
	evdev->handle.private = evdev;
	err = dev_set_name(&evdev->dev, "event%d",
			   minor < MINOR_BASE + LEGACY_MINORS ?
				   minor - MINOR_BASE :
				   minor);
	evdev->handle.name = dev_name(&evdev->dev);
	if (!err)
		err = add_evdev(evdev);
	if (err) {
		put_device(&evdev->dev);
		input_free_minor(minor);
	}
	return err;
}

/* Who reads or waits is told; the files stay until they are closed. */
static void evdev_disconnect(struct input_handle *handle)
{
	struct evdev *evdev = handle->private;
	struct evdev_client *client;

	cdev_device_del(&evdev->cdev, &evdev->dev);
	mutex_lock(&evdev->mutex);
	evdev->exists = false;
	list_for_each_entry(client, &evdev->clients, node) {
		kill_fasync(&client->fasync, SIGIO, POLL_HUP);
		wake_up_interruptible_poll(&client->wait, EPOLLHUP | EPOLLERR);
	}
	mutex_unlock(&evdev->mutex);
	if (!list_empty(&evdev->clients)) {
		input_flush_device(handle, NULL);
		input_close_device(handle);
	}
	input_free_minor(MINOR(evdev->dev.devt));
	input_unregister_handle(handle);
	put_device(&evdev->dev);
}

static const struct input_device_id evdev_ids[] = {
	{ .driver_info = 1 }, /* all */
	{},
};

static struct input_handler evdev_handler = {
	.events = evdev_events,
	.connect = evdev_connect,
	.disconnect = evdev_disconnect,
	.legacy_minors = true,
	.minor = MINOR_BASE,
	.name = "evdev",
	.id_table = evdev_ids,
};

void __init evdev_init(void)
{
	if (input_register_handler(&evdev_handler))
		pr_err("evdev: could not be set up\n");
}
