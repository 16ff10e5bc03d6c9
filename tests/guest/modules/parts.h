/* SPDX-License-Identifier: MIT */
/* Where parts.ko has its parts, for protect_test.ko to try what they allow. */
#ifndef _PARTS_H
#define _PARTS_H

struct parts {
	void *text, *rodata, *ro_after_init, *data, *bss;
	void *init_text, *init_data, *init_rodata;
};

/* parts.ko exports one, called parts. */

#endif
