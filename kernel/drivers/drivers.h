/* SPDX-License-Identifier: MIT */
/* The drivers that the boot starts. */
#ifndef _DRIVERS_DRIVERS_H
#define _DRIVERS_DRIVERS_H

#include <linux/types.h>

/* Starts the ticks and measures the time stamp counter. */
void timer_init(void);
/* Another hrtimer is the next that is due. Interrupts are off. */
void clock_event_reprogram(void);
/* The first serial port, 115200 8N1, as a console. */
void serial_init(void);
/* The screen in text mode, 80 columns by 25 lines, as a console. */
void vga_init(void);
/* Seconds since 1970 by the clock that runs while the machine is off. */
time64_t rtc_read_time(void);

/* /dev/null, zero, full, random, urandom, kmsg; and majors 1 and 10. */
void mem_init(void);
/* /sys/class/input, and then /dev/input. */
void input_init(void);
void evdev_init(void);
/* The PS/2 keyboard is an input device from here on. */
void atkbd_init(void);
/* The terminals in /dev. Needs the VFS. */
void tty_init(void);

/* --- Of drivers to each other. */

/* /dev/ttyS0, /dev/tty1, /dev/ptmx and /dev/pts: part of tty_init(). */
void serial_tty_init(void);
void vty_init(void);
void pty_init(void);
/* A node in /dev, of class tty: 0 or a negative errno. */
int tty_add_node(const char *name, umode_t mode, dev_t dev);
/* The LEDs: 1 scroll lock, 2 num lock, 4 caps lock. */
u8 keyboard_leds(void);
/* Shows @which; above 7: what the locks are. Any context. */
void keyboard_set_leds(unsigned long which);
/* What is typed is sent to /dev/tty1 from here on. */
void keyboard_init(void);
/* Whether the machine has the first serial port. */
bool serial_present(void);
/* What was typed, or what the screen answers: input for /dev/tty1. */
void vty_input(const u8 *buf, size_t count);
/* Whether cursor keys send ESC O, by CSI ? 1 h. */
bool vty_application_keys(void);

#endif
