/* SPDX-License-Identifier: MIT */
/*
 * Drivers of terminals: what they do (tty_operations), and which lines they
 * have. tty.h has the lines.
 *
 * Context: any.
 * Linux: Documentation/driver-api/tty/tty_driver.rst
 */
#ifndef _LINUX_TTY_DRIVER_H
#define _LINUX_TTY_DRIVER_H

#include <linux/cdev.h>
#include <linux/list.h>
#include <linux/termios.h>
#include <linux/types.h>

struct tty_struct;

enum {
	TTY_DRIVER_TYPE_CONSOLE = 2,
	TTY_DRIVER_TYPE_SERIAL = 3,
	TTY_DRIVER_TYPE_PTY = 4,
};

struct tty_operations {
	/* Each opening, 0 or a negative errno; each closing. Optional. */
	int (*open)(struct tty_struct *tty);
	void (*close)(struct tty_struct *tty);
	/* Writes, past the line discipline: how many bytes. Any context. */
	ssize_t (*write)(struct tty_struct *tty, const u8 *buf, size_t count);
	/*
	 * Takes as many of the bytes as it can without waiting: how many. When
	 * it could not take all, it calls tty_wakeup() once it can take more.
	 * Interrupts are off.
	 */
	size_t (*send)(struct tty_struct *tty, const u8 *buf, size_t count);
	/* Whether send() would take anything; if not: as above. */
	bool (*can_write)(struct tty_struct *tty);
	/* Bytes written and not yet sent. Optional. */
	unsigned int (*chars_in_buffer)(struct tty_struct *tty);
	/* Readers have made room after tty_throttled(). Optional. */
	void (*unthrottle)(struct tty_struct *tty);
	/* -ENOIOCTLCMD for what it does not know. Optional. */
	int (*ioctl)(struct tty_struct *tty, unsigned int cmd,
		     unsigned long arg);
};

struct tty_driver {
	const char *driver_name;
	const char *name; /* as in /proc/devices; of a node, less its number */
	int name_base;	  /* the first node's number */
	unsigned int major, minor_start, num;
	int type;
	struct ktermios init_termios;
	struct winsize init_winsize;
	const struct tty_operations *ops;
	/* The tty of a line, if it has one: those of a pty are not kept here. */
	struct tty_struct **ttys;
	struct cdev cdev;
	struct list_head tty_drivers;
};

/* ops->write() of all drivers: sends piece by piece, and waits in between. */
ssize_t tty_send_all(struct tty_struct *tty, const u8 *buf, size_t count);

#endif
