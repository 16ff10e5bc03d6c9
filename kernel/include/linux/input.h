/* SPDX-License-Identifier: MIT */
/*
 * Input devices: a driver says what its device can report, and reports it; who
 * listens (the console's keyboard, /dev/input/eventX) is a handler, connected
 * to each device that it wants by a handle. What is reported is collected, and
 * handed on when the packet is complete: by input_sync().
 *
 * Context: process, may sleep.
 * Linux: Documentation/input/input-programming.rst
 */
#ifndef _LINUX_INPUT_H
#define _LINUX_INPUT_H

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/input-event-codes.h>
#include <linux/ioctl.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/time.h>
#include <linux/timer.h>
#include <linux/types.h>

/* --- What user space sees of it */

/* What is read from and written to /dev/input/eventX. */
struct input_event {
	unsigned long __sec, __usec;
	__u16 type;
	__u16 code;
	__s32 value;
};
#define input_event_sec __sec
#define input_event_usec __usec

#define EV_VERSION 0x010001

struct input_id {
	__u16 bustype;
	__u16 vendor;
	__u16 product;
	__u16 version;
};

/* An axis: how far it goes, and how much of a change is noise. */
struct input_absinfo {
	__s32 value;
	__s32 minimum;
	__s32 maximum;
	__s32 fuzz;
	__s32 flat;
	__s32 resolution;
};

/* Which keycode a scancode (or, BY_INDEX, a place in the table) has. */
#define INPUT_KEYMAP_BY_INDEX (1 << 0)
struct input_keymap_entry {
	__u8 flags;
	__u8 len;
	__u16 index;
	__u32 keycode;
	__u8 scancode[32];
};

#define EVIOCGVERSION _IOR('E', 0x01, int)
#define EVIOCGID _IOR('E', 0x02, struct input_id)
#define EVIOCGREP _IOR('E', 0x03, unsigned int[2])
#define EVIOCSREP _IOW('E', 0x03, unsigned int[2])
#define EVIOCGKEYCODE _IOR('E', 0x04, unsigned int[2])
#define EVIOCGKEYCODE_V2 _IOR('E', 0x04, struct input_keymap_entry)
#define EVIOCSKEYCODE _IOW('E', 0x04, unsigned int[2])
#define EVIOCSKEYCODE_V2 _IOW('E', 0x04, struct input_keymap_entry)
#define EVIOCGNAME(len) _IOC(_IOC_READ, 'E', 0x06, len)
#define EVIOCGPHYS(len) _IOC(_IOC_READ, 'E', 0x07, len)
#define EVIOCGUNIQ(len) _IOC(_IOC_READ, 'E', 0x08, len)
#define EVIOCGPROP(len) _IOC(_IOC_READ, 'E', 0x09, len)
#define EVIOCGKEY(len) _IOC(_IOC_READ, 'E', 0x18, len)
#define EVIOCGLED(len) _IOC(_IOC_READ, 'E', 0x19, len)
#define EVIOCGSND(len) _IOC(_IOC_READ, 'E', 0x1a, len)
#define EVIOCGSW(len) _IOC(_IOC_READ, 'E', 0x1b, len)
#define EVIOCGBIT(ev, len) _IOC(_IOC_READ, 'E', 0x20 + (ev), len)
#define EVIOCGABS(abs) _IOR('E', 0x40 + (abs), struct input_absinfo)
#define EVIOCSABS(abs) _IOW('E', 0xc0 + (abs), struct input_absinfo)
#define EVIOCGRAB _IOW('E', 0x90, int)
#define EVIOCREVOKE _IOW('E', 0x91, int)
#define EVIOCSCLOCKID _IOW('E', 0xa0, int)

/* input_id.bustype. */
#define BUS_PCI 0x01
#define BUS_ISAPNP 0x02
#define BUS_USB 0x03
#define BUS_HIL 0x04
#define BUS_BLUETOOTH 0x05
#define BUS_VIRTUAL 0x06
#define BUS_ISA 0x10
#define BUS_I8042 0x11
#define BUS_XTKBD 0x12
#define BUS_RS232 0x13
#define BUS_GAMEPORT 0x14
#define BUS_PARPORT 0x15
#define BUS_AMIGA 0x16
#define BUS_ADB 0x17
#define BUS_I2C 0x18
#define BUS_HOST 0x19
#define BUS_GSC 0x1A
#define BUS_ATARI 0x1B
#define BUS_SPI 0x1C
#define BUS_RMI 0x1D
#define BUS_CEC 0x1E
#define BUS_INTEL_ISHTP 0x1F
#define BUS_AMD_SFH 0x20

/* Force feedback is never reported here, but ->ffbit has its room. */
#define FF_MAX 0x7f
#define FF_CNT (FF_MAX + 1)

/* --- Devices */

struct ff_device;
struct input_dev_poller;
struct input_handle;
struct input_mt;

/* Clocks of input_get_timestamp(). */
enum input_clock_type {
	INPUT_CLK_REAL = 0,
	INPUT_CLK_MONO,
	INPUT_CLK_BOOT,
	INPUT_CLK_MAX
};

struct input_value {
	__u16 type;
	__u16 code;
	__s32 value;
};

struct input_dev {
	const char *name;
	const char *phys; /* where it is plugged in */
	const char *uniq; /* its serial number */
	struct input_id id;

	/* What it can report; EV_SYN is always among it. */
	unsigned long propbit[BITS_TO_LONGS(INPUT_PROP_CNT)];
	unsigned long evbit[BITS_TO_LONGS(EV_CNT)];
	unsigned long keybit[BITS_TO_LONGS(KEY_CNT)];
	unsigned long relbit[BITS_TO_LONGS(REL_CNT)];
	unsigned long absbit[BITS_TO_LONGS(ABS_CNT)];
	unsigned long mscbit[BITS_TO_LONGS(MSC_CNT)];
	unsigned long ledbit[BITS_TO_LONGS(LED_CNT)];
	unsigned long sndbit[BITS_TO_LONGS(SND_CNT)];
	unsigned long ffbit[BITS_TO_LONGS(FF_CNT)];
	unsigned long swbit[BITS_TO_LONGS(SW_CNT)];

	unsigned int hint_events_per_packet;

	/* The driver's table of keycodes, by scancode, and bytes an entry. */
	unsigned int keycodemax;
	unsigned int keycodesize;
	void *keycode;
	/* Where it has no such table. *@old: what @ke replaces. */
	int (*setkeycode)(struct input_dev *dev,
			  const struct input_keymap_entry *ke,
			  unsigned int *old_keycode);
	int (*getkeycode)(struct input_dev *dev, struct input_keymap_entry *ke);

	struct ff_device *ff;		 /* none here: NULL */
	struct input_dev_poller *poller; /* of input_setup_polling() */
	struct input_mt *mt;		 /* none here: NULL */

	unsigned int repeat_key;
	struct timer_list timer; /* of the key that repeats */
	int rep[REP_CNT];	 /* milliseconds */

	struct input_absinfo *absinfo; /* by axis, or NULL */

	/* What is pressed, lit, heard and switched on. */
	unsigned long key[BITS_TO_LONGS(KEY_CNT)];
	unsigned long led[BITS_TO_LONGS(LED_CNT)];
	unsigned long snd[BITS_TO_LONGS(SND_CNT)];
	unsigned long sw[BITS_TO_LONGS(SW_CNT)];

	/* The first listener opens it, the last one closes it. Any may be NULL. */
	int (*open)(struct input_dev *dev);
	void (*close)(struct input_dev *dev);
	int (*flush)(struct input_dev *dev, struct file *file);
	/* What is sent to the device: LEDs, sounds. Interrupts are off. */
	int (*event)(struct input_dev *dev, unsigned int type,
		     unsigned int code, int value);

	struct input_handle *grab; /* who alone listens, or NULL */
	spinlock_t event_lock;	   /* held while an event is handed on */
	struct mutex mutex;	   /* held by open and close */
	unsigned int users;
	bool going_away;

	struct device dev;
	struct list_head h_list; /* its handles */
	struct list_head node;

	unsigned int num_vals, max_vals; /* of the packet */
	struct input_value *vals;
	bool devres_managed;
	ktime_t timestamp[INPUT_CLK_MAX];
	bool inhibited; /* never here */

	unsigned long caller; /* who has allocated it */
};
#define to_input_dev(d) container_of(d, struct input_dev, dev)

/* Of /sys/class/input. */
extern const struct class input_class;

/* A device for input_register_device(), or else input_free_device(); NULL. */
struct input_dev __must_check *input_allocate_device(void);
/* The same, which also goes (and is unregistered) when @dev is let go. */
struct input_dev __must_check *devm_input_allocate_device(struct device *dev);
/* Only before it is registered, or where that has failed. NULL is allowed. */
void input_free_device(struct input_dev *dev);
/*
 * Makes it known to /sys and to all handlers: 0; -EINVAL: EV_ABS without
 * axes; -EEXIST, -ENOMEM.
 */
int __must_check input_register_device(struct input_dev *dev);
/* Takes it from all who listen, and puts it. */
void input_unregister_device(struct input_dev *dev);

static inline struct input_dev *input_get_device(struct input_dev *dev)
{
	return dev ? to_input_dev(get_device(&dev->dev)) : NULL;
}
static inline void input_put_device(struct input_dev *dev)
{
	if (dev)
		put_device(&dev->dev);
}
static inline void *input_get_drvdata(struct input_dev *dev)
{
	return dev_get_drvdata(&dev->dev);
}
static inline void input_set_drvdata(struct input_dev *dev, void *data)
{
	dev_set_drvdata(&dev->dev, data);
}

/* Says that it reports @code of @type. Before it is registered. */
void input_set_capability(struct input_dev *dev, unsigned int type,
			  unsigned int code);
static inline void input_set_events_per_packet(struct input_dev *dev,
					       int n_events)
{
	dev->hint_events_per_packet = n_events;
}
/*
 * Keys that are held repeat: after @delay every @period milliseconds. Without
 * it, EV_REP of a device that sets no ->rep repeats after 250 every 33.
 */
void input_enable_softrepeat(struct input_dev *dev, int delay, int period);

/* Room for what is known of axes; without memory EV_ABS is refused later. */
void input_alloc_absinfo(struct input_dev *dev);
/* Says that it reports @axis, from @min to @max. */
void input_set_abs_params(struct input_dev *dev, unsigned int axis, int min,
			  int max, int fuzz, int flat);
/* The same as another axis, of a device that reports it. */
void input_copy_abs(struct input_dev *dst, unsigned int dst_axis,
		    const struct input_dev *src, unsigned int src_axis);

#define INPUT_GENERATE_ABS_ACCESSORS(_suffix, _item)                         \
	static inline int input_abs_get_##_suffix(struct input_dev *dev,     \
						  unsigned int axis)         \
	{                                                                    \
		return dev->absinfo ? dev->absinfo[axis]._item : 0;          \
	}                                                                    \
	static inline void input_abs_set_##_suffix(struct input_dev *dev,    \
						   unsigned int axis, int v) \
	{                                                                    \
		input_alloc_absinfo(dev);                                    \
		if (dev->absinfo)                                            \
			dev->absinfo[axis]._item = v;                        \
	}
INPUT_GENERATE_ABS_ACCESSORS(val, value)
INPUT_GENERATE_ABS_ACCESSORS(min, minimum)
INPUT_GENERATE_ABS_ACCESSORS(max, maximum)
INPUT_GENERATE_ABS_ACCESSORS(fuzz, fuzz)
INPUT_GENERATE_ABS_ACCESSORS(flat, flat)
INPUT_GENERATE_ABS_ACCESSORS(res, resolution)

/* Releases its keys, and sends it LEDs, sounds and repetition anew. */
void input_reset_device(struct input_dev *dev);
/* Whether somebody has opened it. Precondition: dev->mutex is held. */
bool input_device_enabled(struct input_dev *dev);

/* --- Events */

/*
 * Something has happened, or (LEDs, sounds) is to happen. What the device does
 * not report, or what changes nothing, is forgotten.
 *
 * Context: any.
 */
void input_event(struct input_dev *dev, unsigned int type, unsigned int code,
		 int value);
/* The same by who listens; nothing while another one has grabbed it. */
void input_inject_event(struct input_handle *handle, unsigned int type,
			unsigned int code, int value);

static inline void input_report_key(struct input_dev *dev, unsigned int code,
				    int value)
{
	input_event(dev, EV_KEY, code, !!value);
}
static inline void input_report_rel(struct input_dev *dev, unsigned int code,
				    int value)
{
	input_event(dev, EV_REL, code, value);
}
static inline void input_report_abs(struct input_dev *dev, unsigned int code,
				    int value)
{
	input_event(dev, EV_ABS, code, value);
}
static inline void input_report_switch(struct input_dev *dev, unsigned int code,
				       int value)
{
	input_event(dev, EV_SW, code, !!value);
}
static inline void input_sync(struct input_dev *dev)
{
	input_event(dev, EV_SYN, SYN_REPORT, 0);
}
static inline void input_mt_sync(struct input_dev *dev)
{
	input_event(dev, EV_SYN, SYN_MT_REPORT, 0);
}

/*
 * When the packet began: by ktime_get() unless the driver has set it; by
 * enum input_clock_type.
 *
 * Context: any.
 */
void input_set_timestamp(struct input_dev *dev, ktime_t timestamp);
ktime_t *input_get_timestamp(struct input_dev *dev);

/* --- Keycodes of scancodes */

/* The scancode of @ke as a number: 0, -EINVAL (not of 1, 2 or 4 bytes). */
int input_scancode_to_scalar(const struct input_keymap_entry *ke,
			     unsigned int *scancode);
/* Fills ke->keycode by its scancode or index: 0, -EINVAL (there is none). */
int input_get_keycode(struct input_dev *dev, struct input_keymap_entry *ke);
/* Changes it; a key that has none any more is released. 0, -EINVAL. */
int input_set_keycode(struct input_dev *dev,
		      const struct input_keymap_entry *ke);

/* --- Devices that have to be asked (drivers/input/poller.c) */

/*
 * While it is open, @poll_fn is called at once and then every 500 ms, in a work
 * queue. Before it is registered. 0, -ENOMEM.
 */
int input_setup_polling(struct input_dev *dev,
			void (*poll_fn)(struct input_dev *dev));
/* Milliseconds; the bounds are for what user space may choose. */
void input_set_poll_interval(struct input_dev *dev, unsigned int interval);
void input_set_min_poll_interval(struct input_dev *dev, unsigned int interval);
void input_set_max_poll_interval(struct input_dev *dev, unsigned int interval);
/* -EINVAL: it is not polled. */
int input_get_poll_interval(struct input_dev *dev);

/* --- Handlers */

#define INPUT_DEVICE_ID_MATCH_DEVICE                                \
	(INPUT_DEVICE_ID_MATCH_BUS | INPUT_DEVICE_ID_MATCH_VENDOR | \
	 INPUT_DEVICE_ID_MATCH_PRODUCT)
#define INPUT_DEVICE_ID_MATCH_DEVICE_AND_VERSION \
	(INPUT_DEVICE_ID_MATCH_DEVICE | INPUT_DEVICE_ID_MATCH_VERSION)

/* Who listens to devices: one at most of ->event, ->events and ->filter. */
struct input_handler {
	void *private;
	/* All three: interrupts are off, the device's event_lock is held. */
	void (*event)(struct input_handle *handle, unsigned int type,
		      unsigned int code, int value);
	/* A packet; it returns how many values, moved to the front, go on. */
	unsigned int (*events)(struct input_handle *handle,
			       struct input_value *vals, unsigned int count);
	/* True: nobody behind it hears of the event. Filters come first. */
	bool (*filter)(struct input_handle *handle, unsigned int type,
		       unsigned int code, int value);
	/* Whether it wants a device that ->id_table has. May be NULL. */
	bool (*match)(struct input_handler *handler, struct input_dev *dev);
	/* Registers a handle: 0, -ENODEV (it doesn't want it), or why not. */
	int (*connect)(struct input_handler *handler, struct input_dev *dev,
		       const struct input_device_id *id);
	/* Closes, unregisters and frees it. */
	void (*disconnect)(struct input_handle *handle);
	/* It has been connected, or a grab has ended. Interrupts are off. */
	void (*start)(struct input_handle *handle);

	bool legacy_minors; /* ->minor is the first of 32 */
	int minor;
	const char *name;
	const struct input_device_id *id_table; /* to a zeroed entry */

	struct list_head h_list; /* its handles */
	struct list_head node;
};

/* A handler's connection to a device. */
struct input_handle {
	void *private;
	int open; /* how often; only then it hears of events */
	const char *name;
	struct input_dev *dev;
	struct input_handler *handler;
	struct list_head d_node, h_node; /* in dev->h_list, handler->h_list */
};

/*
 * Connects it to all devices that it wants: 0; -EINVAL: it has more than one of
 * ->event, ->events and ->filter.
 */
int __must_check input_register_handler(struct input_handler *handler);
/* Disconnects it from all. */
void input_unregister_handler(struct input_handler *handler);
/* Until @fn is not 0: that, or 0. */
int input_handler_for_each_handle(struct input_handler *handler, void *data,
				  int (*fn)(struct input_handle *, void *));

/* Of connect() and disconnect(): 0. */
int input_register_handle(struct input_handle *handle);
void input_unregister_handle(struct input_handle *handle);

/* From here on it hears of events: 0, -ENODEV (it is going), or of ->open(). */
int input_open_device(struct input_handle *handle);
void input_close_device(struct input_handle *handle);
/* What ->flush() says, or 0. */
int input_flush_device(struct input_handle *handle, struct file *file);
/* It alone hears of events until it releases it: 0, -EBUSY. */
int input_grab_device(struct input_handle *handle);
void input_release_device(struct input_handle *handle);

/* Whether the device is, and reports, all that @id says. */
bool input_match_device_id(const struct input_dev *dev,
			   const struct input_device_id *id);

/*
 * A minor of major 13: one of @legacy_num from @legacy_base on (not below 0),
 * else, if @allow_dynamic, one from 256 on; -ENOSPC, -ENOMEM.
 */
int __must_check input_get_new_minor(int legacy_base, unsigned int legacy_num,
				     bool allow_dynamic);
void input_free_minor(unsigned int minor);

#endif
