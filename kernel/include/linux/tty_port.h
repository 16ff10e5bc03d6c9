/* SPDX-License-Identifier: MIT */
/*
 * The side of a line that its hardware is on.
 *
 * Context: any.
 * Linux: Documentation/driver-api/tty/tty_port.rst
 */
#ifndef _LINUX_TTY_PORT_H
#define _LINUX_TTY_PORT_H

struct tty_struct;

struct tty_port {
	struct tty_struct *tty; /* the line that uses it */
};

#endif
