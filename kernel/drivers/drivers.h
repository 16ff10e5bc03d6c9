/* SPDX-License-Identifier: MIT */
/* The drivers that the boot starts. */
#ifndef _DRIVERS_DRIVERS_H
#define _DRIVERS_DRIVERS_H

/* The first serial port, 115200 8N1, as a console. */
void serial_init(void);
/* The screen in text mode, 80 columns by 25 lines, as a console. */
void vga_init(void);

#endif
