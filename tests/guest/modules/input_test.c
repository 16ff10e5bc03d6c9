/* SPDX-License-Identifier: MIT */
/* Input devices and their handlers: what is reported, and who hears of it. */
#include <linux/delay.h>
#include <linux/input.h>
#include <linux/keyboard.h>
#include <linux/notifier.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktap.h"

#define NAME "input_test device"
#define HEARD 64

/* --- A handler that writes down what it hears of our device */

static struct input_value heard[HEARD];
static unsigned int count;
static unsigned int connects, disconnects, starts;
static struct input_handle *handle;
static int open_error;

static void forget(void)
{
	count = 0;
	memset(heard, 0, sizeof(heard));
}

static void hear(struct input_handle *h, unsigned int type, unsigned int code,
		 int value)
{
	if (count < HEARD)
		heard[count] = (struct input_value){ type, code, value };
	count++;
}

static bool is_ours(struct input_handler *handler, struct input_dev *dev)
{
	return dev->name && !strcmp(dev->name, NAME);
}

static struct input_handle *make_handle(struct input_handler *handler,
					struct input_dev *dev)
{
	struct input_handle *h = kzalloc(sizeof(*h), GFP_KERNEL);

	if (!h)
		return NULL;
	h->dev = dev;
	h->handler = handler;
	h->name = handler->name;
	if (!input_register_handle(h))
		return h;
	kfree(h);
	return NULL;
}

static int connect(struct input_handler *handler, struct input_dev *dev,
		   const struct input_device_id *id)
{
	struct input_handle *h = make_handle(handler, dev);

	if (!h)
		return -ENOMEM;
	connects++;
	open_error = input_open_device(h);
	if (handler->private)
		*(struct input_handle **)handler->private = h;
	return 0;
}

static void disconnect(struct input_handle *h)
{
	if (h->handler->private)
		*(struct input_handle **)h->handler->private = NULL;
	if (!open_error)
		input_close_device(h);
	input_unregister_handle(h);
	kfree(h);
	disconnects++;
}

static void start(struct input_handle *h)
{
	starts++;
}

static const struct input_device_id all_ids[] = { { .driver_info = 1 }, {} };

static struct input_handler listener = {
	.private = &handle,
	.event = hear,
	.match = is_ours,
	.connect = connect,
	.disconnect = disconnect,
	.start = start,
	.name = "input_test",
	.id_table = all_ids,
};

/* --- The device */

static struct input_dev *dev;
static unsigned int opens, closes;
static struct input_value sent[8];
static unsigned int sents;

static int device_open(struct input_dev *d)
{
	opens++;
	return 0;
}

static void device_close(struct input_dev *d)
{
	closes++;
}

static int device_event(struct input_dev *d, unsigned int type,
			unsigned int code, int value)
{
	if (sents < ARRAY_SIZE(sent))
		sent[sents] = (struct input_value){ type, code, value };
	sents++;
	return 0;
}

static struct input_dev *make_device(void)
{
	struct input_dev *d = input_allocate_device();

	if (!EXPECT(d))
		return NULL;
	d->name = NAME;
	d->phys = "input_test/input0";
	d->uniq = "1234";
	d->id = (struct input_id){ BUS_VIRTUAL, 1, 2, 3 };
	d->open = device_open;
	d->close = device_close;
	d->event = device_event;
	input_set_drvdata(d, &sents);
	input_set_capability(d, EV_KEY, BTN_0);
	input_set_capability(d, EV_KEY, BTN_1);
	input_set_capability(d, EV_REL, REL_X);
	input_set_capability(d, EV_MSC, MSC_SCAN);
	input_set_capability(d, EV_LED, LED_MISC);
	input_set_capability(d, EV_SND, SND_BELL);
	input_set_capability(d, EV_SW, SW_LID);
	input_set_abs_params(d, ABS_X, -100, 100, 8, 2);
	return d;
}

static bool begin(void)
{
	opens = closes = sents = connects = disconnects = starts = 0;
	forget();
	dev = make_device();
	return dev && EXPECT_EQ(input_register_device(dev), 0) &&
	       EXPECT_EQ(input_register_handler(&listener), 0);
}

static void end(void)
{
	input_unregister_handler(&listener);
	input_unregister_device(dev);
}

static void expect(unsigned int i, unsigned int type, unsigned int code,
		   int value)
{
	EXPECT_EQ(heard[i].type, type);
	EXPECT_EQ(heard[i].code, code);
	EXPECT_EQ(heard[i].value, value);
}

/* --- Devices and handlers find each other */

static void a_handler_is_connected_and_opens(void)
{
	if (!begin())
		return;
	EXPECT_EQ(connects, 1);
	EXPECT_EQ(starts, 1);
	EXPECT_EQ(opens, 1);
	EXPECT(handle && handle->dev == dev && handle->open == 1);
	EXPECT(input_get_drvdata(dev) == &sents);
	mutex_lock(&dev->mutex);
	EXPECT(input_device_enabled(dev));
	mutex_unlock(&dev->mutex);
	input_unregister_handler(&listener);
	EXPECT_EQ(disconnects, 1);
	EXPECT_EQ(closes, 1);
	mutex_lock(&dev->mutex);
	EXPECT(!input_device_enabled(dev));
	mutex_unlock(&dev->mutex);
	input_unregister_device(dev);
	EXPECT_EQ(closes, 1);
}

static void a_device_that_goes_is_disconnected(void)
{
	if (!begin())
		return;
	input_report_key(dev, BTN_0, 1);
	input_sync(dev);
	forget();
	input_get_device(dev);
	input_unregister_device(dev);
	EXPECT_EQ(disconnects, 1);
	EXPECT_EQ(closes, 1);
	/* Its keys are released first. */
	EXPECT_EQ(count, 2);
	expect(0, EV_KEY, BTN_0, 0);
	expect(1, EV_SYN, SYN_REPORT, 1);
	input_put_device(dev);
	input_unregister_handler(&listener);
}

static int one(struct input_handle *h, void *data)
{
	++*(int *)data;
	return 7;
}

static void handles_are_walked(void)
{
	int n = 0;

	if (!begin())
		return;
	EXPECT_EQ(input_handler_for_each_handle(&listener, &n, one), 7);
	EXPECT_EQ(n, 1);
	end();
}

static void identities_are_compared(void)
{
	struct input_device_id id = {
		.flags = INPUT_DEVICE_ID_MATCH_DEVICE_AND_VERSION,
		.bustype = BUS_VIRTUAL,
		.vendor = 1,
		.product = 2,
		.version = 3,
	};

	if (!begin())
		return;
	EXPECT(input_match_device_id(dev, &id));
	id.version = 4;
	EXPECT(!input_match_device_id(dev, &id));
	id.flags = INPUT_DEVICE_ID_MATCH_DEVICE;
	EXPECT(input_match_device_id(dev, &id));
	__set_bit(EV_KEY, id.evbit);
	__set_bit(BTN_0, id.keybit);
	__set_bit(ABS_X, id.absbit);
	EXPECT(input_match_device_id(dev, &id));
	__set_bit(ABS_Y, id.absbit);
	EXPECT(!input_match_device_id(dev, &id));
	end();
}

static void minors_are_given_away(void)
{
	int first = input_get_new_minor(32, 2, false);
	int second = input_get_new_minor(32, 2, false);
	int more = input_get_new_minor(32, 2, true);

	EXPECT_EQ(first, 32);
	EXPECT_EQ(second, 33);
	EXPECT_EQ(input_get_new_minor(32, 2, false), -ENOSPC);
	EXPECT(more >= 256);
	input_free_minor(first);
	EXPECT_EQ(input_get_new_minor(32, 2, false), 32);
	input_free_minor(32);
	input_free_minor(33);
	input_free_minor(more);
}

/* --- Events */

static void a_packet_is_heard_when_complete(void)
{
	if (!begin())
		return;
	input_report_key(dev, BTN_0, 5);
	input_report_rel(dev, REL_X, -3);
	EXPECT_EQ(count, 0);
	input_sync(dev);
	EXPECT_EQ(count, 3);
	expect(0, EV_KEY, BTN_0, 1);
	expect(1, EV_REL, REL_X, -3);
	expect(2, EV_SYN, SYN_REPORT, 0);
	EXPECT(test_bit(BTN_0, dev->key));
	forget();
	input_sync(dev);
	EXPECT_EQ(count, 0); /* an empty one is none */
	end();
}

static void what_changes_nothing_is_not_told(void)
{
	if (!begin())
		return;
	input_report_key(dev, BTN_0, 0);
	input_report_key(dev, KEY_A, 1);
	input_report_rel(dev, REL_X, 0);
	input_report_rel(dev, REL_Y, 1);
	input_report_switch(dev, SW_LID, 0);
	input_report_abs(dev, ABS_X, 0);
	input_event(dev, EV_MSC, MSC_RAW, 1);
	input_event(dev, 99, 1, 1);
	input_event(dev, EV_KEY, 99999, 1);
	input_sync(dev);
	EXPECT_EQ(count, 0);
	input_report_switch(dev, SW_LID, 2);
	input_event(dev, EV_MSC, MSC_SCAN, 4);
	input_event(dev, EV_KEY, BTN_1, 2);
	input_mt_sync(dev);
	input_sync(dev);
	EXPECT_EQ(count, 5);
	expect(0, EV_SW, SW_LID, 1);
	expect(1, EV_MSC, MSC_SCAN, 4);
	expect(2, EV_KEY, BTN_1, 2); /* without a press: as it is */
	expect(3, EV_SYN, SYN_MT_REPORT, 0);
	end();
}

static void axes_have_fuzz(void)
{
	if (!begin())
		return;
	EXPECT_EQ(input_abs_get_min(dev, ABS_X), -100);
	EXPECT_EQ(input_abs_get_max(dev, ABS_X), 100);
	EXPECT_EQ(input_abs_get_fuzz(dev, ABS_X), 8);
	EXPECT_EQ(input_abs_get_flat(dev, ABS_X), 2);
	input_abs_set_res(dev, ABS_X, 9);
	EXPECT_EQ(input_abs_get_res(dev, ABS_X), 9);
	input_report_abs(dev, ABS_X, 50);
	input_report_abs(dev, ABS_X, 53);
	input_report_abs(dev, ABS_X, 55);
	input_report_abs(dev, ABS_X, 60);
	input_sync(dev);
	EXPECT_EQ(count, 4);
	expect(0, EV_ABS, ABS_X, 50);
	expect(1, EV_ABS, ABS_X, 51); /* a quarter of the way */
	expect(2, EV_ABS, ABS_X, 55); /* half of it */
	EXPECT_EQ(input_abs_get_val(dev, ABS_X), 55);
	end();
}

static void a_long_packet_comes_in_parts(void)
{
	unsigned int room;

	if (!begin())
		return;
	room = dev->max_vals - 2;
	for (unsigned int i = 0; i < room; i++)
		input_report_rel(dev, REL_X, 1);
	EXPECT_EQ(count, room + 1);
	expect(room, EV_SYN, SYN_REPORT, 1);
	end();
}

static void leds_and_sounds_are_sent(void)
{
	if (!begin())
		return;
	input_event(dev, EV_LED, LED_MISC, 1);
	input_event(dev, EV_LED, LED_MISC, 1);
	input_event(dev, EV_LED, LED_CAPSL, 1);
	EXPECT_EQ(sents, 1);
	EXPECT_EQ(sent[0].type, EV_LED);
	input_inject_event(handle, EV_SND, SND_BELL, 1);
	input_inject_event(handle, EV_SND, SND_BELL, 1);
	EXPECT_EQ(sents, 3);
	EXPECT_EQ(sent[1].code, SND_BELL);
	sents = 0;
	input_report_key(dev, BTN_0, 1);
	input_reset_device(dev);
	EXPECT_EQ(sents, 2); /* what is lit, and what is heard */
	EXPECT(!test_bit(BTN_0, dev->key));
	end();
}

static void the_time_is_that_of_the_packet(void)
{
	ktime_t *times;

	if (!begin())
		return;
	input_set_timestamp(dev, 5000);
	times = input_get_timestamp(dev);
	EXPECT_EQ(times[INPUT_CLK_MONO], 5000);
	EXPECT_EQ(times[INPUT_CLK_REAL], ktime_mono_to_real(5000));
	input_report_rel(dev, REL_X, 1);
	input_sync(dev);
	EXPECT(*input_get_timestamp(dev) != 5000);
	end();
}

static void keys_repeat(void)
{
	if (!begin())
		return;
	EXPECT_EQ(dev->rep[REP_DELAY], 250);
	EXPECT_EQ(dev->rep[REP_PERIOD], 33);
	input_report_key(dev, BTN_0, 1);
	input_sync(dev);
	msleep(500);
	EXPECT_EQ(count, 2); /* not without EV_REP */
	input_report_key(dev, BTN_0, 0);
	input_sync(dev);
	__set_bit(EV_REP, dev->evbit);
	input_enable_softrepeat(dev, 100, 50);
	forget();
	input_report_key(dev, BTN_0, 1);
	input_sync(dev);
	msleep(280);
	input_report_key(dev, BTN_0, 0);
	input_sync(dev);
	EXPECT(count >= 8 && count <= 14);
	expect(2, EV_KEY, BTN_0, 2);
	expect(3, EV_SYN, SYN_REPORT, 1);
	forget();
	msleep(200);
	EXPECT_EQ(count, 0);
	end();
}

/* --- Several who listen */

static struct input_handle *other_handle;

static bool swallow(struct input_handle *h, unsigned int type,
		    unsigned int code, int value)
{
	return type == EV_REL;
}

static void filters_come_first(void)
{
	static struct input_handler filter = {
		.private = &other_handle,
		.filter = swallow,
		.match = is_ours,
		.connect = connect,
		.disconnect = disconnect,
		.name = "input_test filter",
		.id_table = all_ids,
	};

	if (!begin())
		return;
	EXPECT_EQ(input_register_handler(&filter), 0);
	input_report_key(dev, BTN_0, 1);
	input_report_rel(dev, REL_X, 1);
	input_sync(dev);
	EXPECT_EQ(count, 2);
	expect(0, EV_KEY, BTN_0, 1);
	expect(1, EV_SYN, SYN_REPORT, 0);
	input_unregister_handler(&filter);
	forget();
	input_report_rel(dev, REL_X, 1);
	input_sync(dev);
	EXPECT_EQ(count, 2);
	end();
}

static unsigned int packets, values;

static unsigned int take(struct input_handle *h, struct input_value *vals,
			 unsigned int n)
{
	packets++;
	values += n;
	return n;
}

static void a_grab_is_for_one(void)
{
	static struct input_handler other = {
		.private = &other_handle,
		.events = take,
		.match = is_ours,
		.connect = connect,
		.disconnect = disconnect,
		.name = "input_test other",
		.id_table = all_ids,
	};

	if (!begin())
		return;
	EXPECT_EQ(input_register_handler(&other), 0);
	EXPECT_EQ(opens, 1);
	packets = values = 0;
	EXPECT_EQ(input_grab_device(other_handle), 0);
	EXPECT_EQ(input_grab_device(handle), -EBUSY);
	input_report_key(dev, BTN_0, 1);
	input_sync(dev);
	EXPECT_EQ(count, 0);
	EXPECT_EQ(packets, 1);
	EXPECT_EQ(values, 2);
	input_inject_event(handle, EV_LED, LED_MISC, 1);
	EXPECT_EQ(sents, 0);
	starts = 0;
	input_release_device(handle); /* it has not grabbed it */
	EXPECT(dev->grab == other_handle);
	input_unregister_handler(&other); /* a close ends the grab */
	EXPECT(!dev->grab);
	EXPECT_EQ(starts, 1);
	EXPECT_EQ(input_grab_device(handle), 0);
	input_release_device(handle);
	EXPECT(!dev->grab);
	EXPECT_EQ(input_flush_device(handle, NULL), 0);
	end();
}

static void one_way_to_listen_is_enough(void)
{
	static struct input_handler greedy = {
		.event = hear,
		.events = take,
		.connect = connect,
		.disconnect = disconnect,
		.name = "input_test greedy",
		.id_table = all_ids,
	};

	EXPECT_EQ(input_register_handler(&greedy), -EINVAL);
}

/* --- Keycodes */

static void scancodes_have_keycodes(void)
{
	static u16 map[4] = { KEY_A, KEY_B, KEY_B, 0 };
	struct input_keymap_entry ke = { .len = 1, .scancode = { 1 } };
	unsigned int scancode;

	dev = make_device();
	if (!dev)
		return;
	dev->keycode = map;
	dev->keycodesize = sizeof(map[0]);
	dev->keycodemax = ARRAY_SIZE(map);
	input_set_capability(dev, EV_KEY, KEY_A);
	input_set_capability(dev, EV_KEY, KEY_B);
	EXPECT_EQ(input_register_device(dev), 0);
	EXPECT_EQ(input_scancode_to_scalar(&ke, &scancode), 0);
	EXPECT_EQ(scancode, 1);
	EXPECT_EQ(input_get_keycode(dev, &ke), 0);
	EXPECT_EQ(ke.keycode, KEY_B);
	ke.keycode = KEY_C;
	EXPECT_EQ(input_set_keycode(dev, &ke), 0);
	EXPECT_EQ(map[1], KEY_C);
	EXPECT(test_bit(KEY_C, dev->keybit) && test_bit(KEY_B, dev->keybit));
	ke = (struct input_keymap_entry){ .flags = INPUT_KEYMAP_BY_INDEX };
	ke.keycode = KEY_D;
	input_report_key(dev, KEY_A, 1);
	EXPECT_EQ(input_set_keycode(dev, &ke), 0);
	EXPECT(!test_bit(KEY_A, dev->keybit) && !test_bit(KEY_A, dev->key));
	ke.index = 4;
	EXPECT_EQ(input_get_keycode(dev, &ke), -EINVAL);
	ke.keycode = KEY_MAX + 1;
	EXPECT_EQ(input_set_keycode(dev, &ke), -EINVAL);
	ke = (struct input_keymap_entry){ .len = 3 };
	EXPECT_EQ(input_get_keycode(dev, &ke), -EINVAL);
	input_unregister_device(dev);
}

/* --- Devices that are polled, and managed ones */

static unsigned int polls;

static void poll(struct input_dev *d)
{
	input_report_rel(d, REL_X, ++polls);
	input_sync(d);
}

static void a_polled_device_is_asked_while_open(void)
{
	polls = 0;
	forget();
	dev = make_device();
	if (!dev)
		return;
	EXPECT_EQ(input_get_poll_interval(dev), -EINVAL);
	EXPECT_EQ(input_setup_polling(dev, poll), 0);
	input_set_poll_interval(dev, 50);
	input_set_min_poll_interval(dev, 20);
	input_set_max_poll_interval(dev, 100);
	EXPECT_EQ(input_get_poll_interval(dev), 50);
	EXPECT_EQ(input_register_device(dev), 0);
	msleep(120);
	EXPECT_EQ(polls, 0);
	EXPECT_EQ(input_register_handler(&listener), 0);
	EXPECT_EQ(polls, 1);
	msleep(220);
	EXPECT(polls >= 4 && polls <= 6);
	EXPECT_EQ(count, polls * 2);
	input_unregister_handler(&listener);
	polls = 0;
	msleep(120);
	EXPECT_EQ(polls, 0);
	input_unregister_device(dev);
}

static struct input_dev *managed;
static bool free_it, unregister_it;

static int probe(struct platform_device *pdev)
{
	managed = devm_input_allocate_device(&pdev->dev);
	if (!managed)
		return -ENOMEM;
	EXPECT(managed->dev.parent == &pdev->dev);
	managed->name = NAME;
	input_set_capability(managed, EV_KEY, BTN_0);
	if (free_it) {
		input_free_device(managed);
		return 0;
	}
	EXPECT_EQ(input_register_device(managed), 0);
	if (unregister_it)
		input_unregister_device(managed);
	return 0;
}

static struct platform_driver driver = {
	.probe = probe,
	.driver = { .name = "input_test" },
};

static void a_managed_device_goes_with_its_parent(void)
{
	struct platform_device *pdev;

	for (int way = 0; way < 3; way++) {
		free_it = way == 1;
		unregister_it = way == 2;
		connects = disconnects = 0;
		EXPECT_EQ(input_register_handler(&listener), 0);
		pdev = platform_device_register_simple("input_test", -1, NULL,
						       0);
		EXPECT(!IS_ERR(pdev));
		EXPECT_EQ(platform_driver_register(&driver), 0);
		EXPECT_EQ(connects, !free_it);
		EXPECT_EQ(disconnects, unregister_it);
		platform_driver_unregister(&driver);
		EXPECT_EQ(disconnects, !free_it);
		platform_device_unregister(pdev);
		input_unregister_handler(&listener);
	}
}

/* --- The console is one who listens */

static unsigned int keysym;

/* It does not reach the terminal. */
static int note_key(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct keyboard_notifier_param *param = data;

	if (event != KBD_KEYSYM || !param->down)
		return NOTIFY_OK;
	keysym = param->value;
	return NOTIFY_STOP;
}

static void a_keyboard_of_ours_types(void)
{
	static struct notifier_block nb = { .notifier_call = note_key };

	keysym = 0;
	dev = make_device();
	if (!dev)
		return;
	input_set_capability(dev, EV_KEY, KEY_Q);
	EXPECT_EQ(input_register_device(dev), 0);
	EXPECT_EQ(register_keyboard_notifier(&nb), 0);
	input_report_key(dev, KEY_Q, 1);
	EXPECT_EQ(keysym, 0);
	input_sync(dev);
	EXPECT_EQ(keysym, 0xfb00 | 'q');
	input_report_key(dev, KEY_Q, 0);
	input_sync(dev);
	EXPECT_EQ(unregister_keyboard_notifier(&nb), 0);
	input_unregister_device(dev);
}

/* --- Misuse */

static void what_can_not_be_reported_is_told(void)
{
	struct input_dev *d = input_allocate_device();

	if (!EXPECT(d))
		return;
	input_set_capability(d, EV_MAX, 1);
	EXPECT(!test_bit(EV_MAX, d->evbit));
	input_set_capability(d, EV_KEY, KEY_MAX + 1);
	EXPECT(!test_bit(EV_KEY, d->evbit));
	/* Axes of which nothing is known. */
	__set_bit(EV_ABS, d->evbit);
	EXPECT_EQ(input_register_device(d), -EINVAL);
	input_free_device(d);
	input_free_device(NULL);
}

static void axes_are_copied(void)
{
	struct input_dev *from = make_device(), *to = input_allocate_device();

	if (from && EXPECT(to)) {
		input_copy_abs(to, ABS_Y, from, ABS_X);
		EXPECT(test_bit(ABS_Y, to->absbit));
		EXPECT_EQ(input_abs_get_max(to, ABS_Y), 100);
		EXPECT_EQ(input_abs_get_max(to, ABS_X), 0);
	}
	input_free_device(from);
	input_free_device(to);
}

static void without_listeners_nothing_happens(void)
{
	struct input_dev *d = make_device();

	if (!d)
		return;
	/* Before it is registered. */
	input_report_key(d, BTN_0, 1);
	input_sync(d);
	EXPECT_EQ(input_register_device(d), 0);
	EXPECT(test_bit(BTN_0, d->key));
	input_set_events_per_packet(d, 60);
	input_report_key(d, BTN_0, 0);
	input_sync(d);
	input_unregister_device(d);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(a_handler_is_connected_and_opens),
	KTAP_CASE(a_device_that_goes_is_disconnected),
	KTAP_CASE(handles_are_walked),
	KTAP_CASE(identities_are_compared),
	KTAP_CASE(minors_are_given_away),
	KTAP_CASE(a_packet_is_heard_when_complete),
	KTAP_CASE(what_changes_nothing_is_not_told),
	KTAP_CASE(axes_have_fuzz),
	KTAP_CASE(a_long_packet_comes_in_parts),
	KTAP_CASE(leds_and_sounds_are_sent),
	KTAP_CASE(the_time_is_that_of_the_packet),
	KTAP_CASE(keys_repeat),
	KTAP_CASE(filters_come_first),
	KTAP_CASE(a_grab_is_for_one),
	KTAP_CASE(one_way_to_listen_is_enough),
	KTAP_CASE(scancodes_have_keycodes),
	KTAP_CASE(a_polled_device_is_asked_while_open),
	KTAP_CASE(a_managed_device_goes_with_its_parent),
	KTAP_CASE(a_keyboard_of_ours_types),
	KTAP_CASE(what_can_not_be_reported_is_told),
	KTAP_CASE(axes_are_copied),
	KTAP_CASE(without_listeners_nothing_happens),
};

KTAP_SUITE(input_test, cases);
