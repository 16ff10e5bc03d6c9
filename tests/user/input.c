/* SPDX-License-Identifier: MIT */
/*
 * /dev/input/eventX, by the device of tests/guest/modules/inputs.c. What is
 * written to it is what it reports.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <time.h>

#include "test.h"

#define NAME "inputs device"

/* Any descriptor of it, or -1. */
static int open_it(int flags)
{
	char path[32], name[64];

	for (int i = 0; i < 32; i++) {
		int fd;

		snprintf(path, sizeof(path), "/dev/input/event%d", i);
		fd = open(path, O_RDWR | flags);
		if (fd >= 0 && ioctl(fd, EVIOCGNAME(sizeof(name)), name) > 0 &&
		    !strcmp(name, NAME))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

static int open_device(int flags)
{
	int fd = open_it(flags);

	if (fd < 0)
		skip("needs inputs.ko");
	return fd;
}

static int inject(int fd, int type, int code, int value)
{
	struct input_event e = { .type = type, .code = code, .value = value };

	return write(fd, &e, sizeof(e));
}

static void sync_it(int fd)
{
	EXPECT_EQ(inject(fd, EV_SYN, SYN_REPORT, 0),
		  sizeof(struct input_event));
}

static void expect_event(int fd, int type, int code, int value)
{
	struct input_event e = { 0 };

	EXPECT_EQ(read(fd, &e, sizeof(e)), sizeof(e));
	EXPECT_EQ(e.type, type);
	EXPECT_EQ(e.code, code);
	EXPECT_EQ(e.value, value);
}

static void move(int fd, int by)
{
	EXPECT_EQ(inject(fd, EV_REL, REL_WHEEL, by),
		  sizeof(struct input_event));
	sync_it(fd);
}

static void a_packet_is_read_when_complete(void)
{
	int fd = open_device(O_NONBLOCK), other = open_device(O_NONBLOCK);
	struct input_event e[8];

	EXPECT_ERROR(read(fd, e, sizeof(e)), EAGAIN);
	inject(fd, EV_REL, REL_WHEEL, -1);
	EXPECT_ERROR(read(fd, e, sizeof(e)), EAGAIN);
	sync_it(fd);
	EXPECT_EQ(read(fd, e, sizeof(e)), 2 * sizeof(e[0]));
	EXPECT(e[0].type == EV_REL && e[0].code == REL_WHEEL &&
	       e[0].value == -1);
	EXPECT(e[1].type == EV_SYN && e[1].code == SYN_REPORT);
	EXPECT(e[0].input_event_sec == e[1].input_event_sec);
	/* Each who has it open reads all of it, in parts as he likes. */
	expect_event(other, EV_REL, REL_WHEEL, -1);
	expect_event(other, EV_SYN, SYN_REPORT, 0);
	EXPECT_ERROR(read(other, e, sizeof(e)), EAGAIN);
}

static void sizes_and_pointers_are_checked(void)
{
	int fd = open_device(O_NONBLOCK);
	char small[8];

	EXPECT_ERROR(read(fd, small, sizeof(small)), EINVAL);
	EXPECT_ERROR(write(fd, small, sizeof(small)), EINVAL);
	EXPECT_EQ(write(fd, small, 0), 0);
	EXPECT_ERROR(write(fd, BAD, 64), EFAULT);
	move(fd, 1);
	EXPECT_ERROR(read(fd, BAD, 64), EFAULT);
	EXPECT_ERROR(lseek(fd, 0, SEEK_SET), ESPIPE);
	EXPECT_ERROR(ioctl(fd, EVIOCGNAME(64), BAD), EFAULT);
	EXPECT_ERROR(ioctl(fd, EVIOCGID, BAD), EFAULT);
	EXPECT_ERROR(ioctl(fd, EVIOCGKEY(64), BAD), EFAULT);
	EXPECT_ERROR(ioctl(fd, EVIOCGBIT(EV_PWR, 8), small), EINVAL);
	EXPECT_ERROR(ioctl(fd, _IO('x', 1), 0), EINVAL);
}

static void poll_and_a_sleeping_reader(void)
{
	int fd = open_device(0);
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT };
	pid_t child;

	EXPECT(poll(&p, 1, 0) == 1 && p.revents == POLLOUT);
	child = fork();
	if (!child) {
		move(open_device(0), 3);
		_exit(0);
	}
	expect_event(fd, EV_REL, REL_WHEEL, 3);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == (POLLIN | POLLOUT));
	waitpid(child, NULL, 0);
}

static void who_and_what_it_is(void)
{
	int fd = open_device(0), version = 0;
	struct input_id id = { 0 };
	unsigned char bits[(KEY_MAX + 8) / 8] = { 0 };
	unsigned int ev = 0;
	char text[64];

	EXPECT(!ioctl(fd, EVIOCGVERSION, &version) && version == EV_VERSION);
	EXPECT(!ioctl(fd, EVIOCGID, &id));
	EXPECT(id.bustype == BUS_VIRTUAL && id.vendor == 0x1234 &&
	       id.product == 0x5678 && id.version == 9);
	EXPECT_EQ(ioctl(fd, EVIOCGNAME(sizeof(text)), text), sizeof(NAME));
	EXPECT_EQ(ioctl(fd, EVIOCGNAME(4), text), 4);
	EXPECT_EQ(ioctl(fd, EVIOCGPHYS(sizeof(text)), text), 14);
	EXPECT(!strcmp(text, "inputs/input0"));
	EXPECT_ERROR(ioctl(fd, EVIOCGUNIQ(sizeof(text)), text), ENOENT);
	EXPECT_EQ(ioctl(fd, EVIOCGBIT(0, sizeof(ev)), &ev), 4);
	EXPECT_EQ(ev, 1 << EV_SYN | 1 << EV_KEY | 1 << EV_REL | 1 << EV_ABS |
			      1 << EV_LED | 1 << EV_SND | 1 << EV_SW |
			      1 << EV_REP);
	EXPECT_EQ(ioctl(fd, EVIOCGBIT(EV_KEY, sizeof(bits)), bits), 96);
	EXPECT_EQ(bits[KEY_F13 / 8], 1 << KEY_F13 % 8);
	EXPECT_EQ(bits[KEY_F14 / 8], 1 << KEY_F14 % 8);
	EXPECT_EQ(ioctl(fd, EVIOCGPROP(sizeof(ev)), &ev), 4);
	EXPECT_EQ(ev, 1 << INPUT_PROP_POINTER);
}

static void what_is_pressed_is_told(void)
{
	int fd = open_device(O_NONBLOCK);
	unsigned char keys[96] = { 0 };
	struct input_event e;
	int leds = 0;

	inject(fd, EV_KEY, KEY_F13, 1);
	inject(fd, EV_LED, LED_MUTE, 1);
	sync_it(fd);
	EXPECT_EQ(ioctl(fd, EVIOCGKEY(sizeof(keys)), keys), 96);
	EXPECT_EQ(keys[KEY_F13 / 8], 1 << KEY_F13 % 8);
	EXPECT_EQ(ioctl(fd, EVIOCGLED(sizeof(leds)), &leds), 4);
	EXPECT_EQ(leds, 1 << LED_MUTE);
	/* The events that led to it are not told again. */
	EXPECT_ERROR(read(fd, &e, sizeof(e)), EAGAIN);
	inject(fd, EV_KEY, KEY_F13, 0);
	inject(fd, EV_LED, LED_MUTE, 0);
	inject(fd, EV_SW, SW_DOCK, 1);
	inject(fd, EV_SND, SND_TONE, 440);
	sync_it(fd);
	EXPECT_EQ(ioctl(fd, EVIOCGSW(sizeof(leds)), &leds), 4);
	EXPECT_EQ(leds, 1 << SW_DOCK);
	expect_event(fd, EV_KEY, KEY_F13, 0);
	expect_event(fd, EV_LED, LED_MUTE, 0);
	expect_event(fd, EV_SND, SND_TONE, 440);
	expect_event(fd, EV_SYN, SYN_REPORT, 0);
	inject(fd, EV_SW, SW_DOCK, 0);
	sync_it(fd);
	EXPECT_EQ(ioctl(fd, EVIOCGSND(sizeof(leds)), &leds), 4);
	EXPECT_EQ(leds, 1 << SND_TONE);
}

static void axes_are_told_and_set(void)
{
	int fd = open_device(0);
	struct input_absinfo info = { 0 };

	EXPECT(!ioctl(fd, EVIOCGABS(ABS_RX), &info));
	EXPECT(info.minimum == 0 && info.maximum == 255 && info.flat == 4);
	info.maximum = 511;
	EXPECT(!ioctl(fd, EVIOCSABS(ABS_RX), &info));
	inject(fd, EV_ABS, ABS_RX, 77);
	sync_it(fd);
	EXPECT(!ioctl(fd, EVIOCGABS(ABS_RX), &info));
	EXPECT(info.maximum == 511 && info.value == 77);
	info = (struct input_absinfo){ .maximum = 255, .flat = 4 };
	EXPECT(!ioctl(fd, EVIOCSABS(ABS_RX), &info));
}

static void repetition_is_set(void)
{
	int fd = open_device(0);
	unsigned int rep[2] = { 0 };

	EXPECT(!ioctl(fd, EVIOCGREP, rep) && rep[0] == 250 && rep[1] == 33);
	rep[0] = 100;
	rep[1] = 20;
	EXPECT(!ioctl(fd, EVIOCSREP, rep));
	inject(fd, EV_KEY, KEY_F13, 1);
	sync_it(fd);
	expect_event(fd, EV_REP, REP_DELAY, 100);
	expect_event(fd, EV_REP, REP_PERIOD, 20);
	expect_event(fd, EV_KEY, KEY_F13, 1);
	expect_event(fd, EV_SYN, SYN_REPORT, 0);
	for (int i = 0; i < 3; i++) {
		expect_event(fd, EV_KEY, KEY_F13, 2);
		expect_event(fd, EV_SYN, SYN_REPORT, 1);
	}
	inject(fd, EV_KEY, KEY_F13, 0);
	sync_it(fd);
	rep[0] = 250;
	rep[1] = 33;
	EXPECT(!ioctl(fd, EVIOCSREP, rep));
	sync_it(fd);
}

static void keycodes_are_changed(void)
{
	struct input_keymap_entry ke = { .flags = INPUT_KEYMAP_BY_INDEX,
					 .index = 1 };
	unsigned int pair[2] = { 0, 0 };
	int fd = open_device(0);

	EXPECT(!ioctl(fd, EVIOCGKEYCODE, pair) && pair[1] == KEY_F13);
	EXPECT(!ioctl(fd, EVIOCGKEYCODE_V2, &ke) && ke.keycode == KEY_F14);
	EXPECT(ke.len == 4 && ke.scancode[0] == 1);
	pair[1] = KEY_F20;
	EXPECT(!ioctl(fd, EVIOCSKEYCODE, pair));
	pair[1] = 0;
	EXPECT(!ioctl(fd, EVIOCGKEYCODE, pair) && pair[1] == KEY_F20);
	pair[1] = KEY_F13;
	EXPECT(!ioctl(fd, EVIOCSKEYCODE, pair));
	pair[0] = 99;
	EXPECT_ERROR(ioctl(fd, EVIOCGKEYCODE, pair), EINVAL);
}

static void a_grab_keeps_others_from_it(void)
{
	int fd = open_device(O_NONBLOCK), other = open_device(O_NONBLOCK);
	struct input_event e;

	EXPECT(!ioctl(fd, EVIOCGRAB, 1));
	EXPECT_ERROR(ioctl(other, EVIOCGRAB, 1), EBUSY);
	EXPECT_ERROR(ioctl(other, EVIOCGRAB, 0), EINVAL);
	move(fd, 1);
	EXPECT_ERROR(read(other, &e, sizeof(e)), EAGAIN);
	expect_event(fd, EV_REL, REL_WHEEL, 1);
	close(fd);
	EXPECT(!ioctl(other, EVIOCGRAB, 1));
	EXPECT(!ioctl(other, EVIOCGRAB, 0));
}

static void who_is_slow_is_told(void)
{
	int fd = open_device(O_NONBLOCK), writer = open_device(0);
	struct input_event e[256];
	ssize_t n;

	for (int i = 0; i < 400; i++)
		move(writer, 1 + i);
	n = read(fd, e, sizeof(e));
	EXPECT(n > 0 && n < 128 * (ssize_t)sizeof(e[0]));
	EXPECT(e[0].type == EV_SYN && e[0].code == SYN_DROPPED);
	EXPECT(e[n / sizeof(e[0]) - 2].value == 400);
}

static void clocks(void)
{
	int fd = open_device(O_NONBLOCK);
	int clock = CLOCK_MONOTONIC, none = CLOCK_THREAD_CPUTIME_ID;
	struct timespec now;
	struct input_event e;

	EXPECT_ERROR(ioctl(fd, EVIOCSCLOCKID, &none), EINVAL);
	move(fd, 1);
	EXPECT(!ioctl(fd, EVIOCSCLOCKID, &clock));
	EXPECT_ERROR(read(fd, &e, sizeof(e)), EAGAIN);
	move(fd, 2);
	clock_gettime(CLOCK_MONOTONIC, &now);
	expect_event(fd, EV_SYN, SYN_DROPPED, 0);
	EXPECT_EQ(read(fd, &e, sizeof(e)), sizeof(e));
	EXPECT(e.value == 2 && now.tv_sec - (long)e.input_event_sec <= 1);
	expect_event(fd, EV_SYN, SYN_REPORT, 0);
}

static void what_is_revoked_is_dead(void)
{
	int fd = open_device(O_NONBLOCK);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct input_event e;

	EXPECT_ERROR(ioctl(fd, EVIOCREVOKE, 1), EINVAL);
	EXPECT(!ioctl(fd, EVIOCREVOKE, 0));
	EXPECT_ERROR(read(fd, &e, sizeof(e)), ENODEV);
	EXPECT_ERROR(inject(fd, EV_REL, REL_WHEEL, 1), ENODEV);
	EXPECT_ERROR(ioctl(fd, EVIOCGRAB, 1), ENODEV);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == (POLLERR | POLLHUP));
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	signals++;
}

static void a_packet_sends_sigio(void)
{
	int fd = open_device(O_NONBLOCK);

	signal(SIGIO, count_signal);
	EXPECT(!fcntl(fd, F_SETOWN, getpid()));
	EXPECT(!fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK | O_ASYNC));
	move(fd, 1);
	EXPECT_EQ(signals, 1);
}

/* The last one: it takes the device away. */
static void a_device_that_goes_ends_the_reader(void)
{
	int fd = open_device(0);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct input_event e;
	pid_t child = fork();

	if (!child) {
		usleep(100000);
		_exit(syscall(SYS_delete_module, "inputs", 0) ? 1 : 0);
	}
	EXPECT_ERROR(read(fd, &e, sizeof(e)), ENODEV);
	EXPECT_ERROR(ioctl(fd, EVIOCGRAB, 1), ENODEV);
	EXPECT(poll(&p, 1, 0) == 1 && p.revents == (POLLERR | POLLHUP));
	waitpid(child, NULL, 0);
	EXPECT(open_it(0) < 0);
}

static const struct test_case cases[] = {
	CASE(a_packet_is_read_when_complete),
	CASE(sizes_and_pointers_are_checked),
	CASE(poll_and_a_sleeping_reader),
	CASE(who_and_what_it_is),
	CASE(what_is_pressed_is_told),
	CASE(axes_are_told_and_set),
	CASE(repetition_is_set),
	CASE(keycodes_are_changed),
	CASE(a_grab_keeps_others_from_it),
	CASE(who_is_slow_is_told),
	CASE(clocks),
	CASE(what_is_revoked_is_dead),
	CASE(a_packet_sends_sigio),
	CASE(a_device_that_goes_ends_the_reader),
};

SUITE(input, cases)
