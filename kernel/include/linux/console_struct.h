/* SPDX-License-Identifier: MIT */
/*
 * Virtual consoles: there is one, vc_cons[0].
 *
 * Context: any.
 * Linux: Documentation/driver-api/console.rst
 */
#ifndef _LINUX_CONSOLE_STRUCT_H
#define _LINUX_CONSOLE_STRUCT_H

#include <linux/tty_port.h>
#include <linux/vt.h>

struct vc_data {
	struct tty_port port; /* port.tty is /dev/tty1's, always there */
	unsigned short vc_num;
	unsigned int vc_cols, vc_rows;
	unsigned char vc_mode; /* KD_TEXT */
};

struct vc {
	struct vc_data *d; /* NULL: there is no such */
};

/* The consoles by number; those that there are not have a d of NULL. */
extern struct vc vc_cons[MAX_NR_CONSOLES];

#endif
