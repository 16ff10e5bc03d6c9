/* SPDX-License-Identifier: MIT */
/* The first serial port, a 16550A, as a console: output, by polling. */
#include <asm/io.h>
#include <linux/printk.h>

#include "drivers.h"

#define PORT 0x3f8
#define LINE_CONTROL (PORT + 3)
#define LINE_STATUS (PORT + 5)
#define TRANSMITTER_EMPTY 0x20
#define ABSENT 0xff

static void put(char c)
{
	/* Bounded: a line that hangs must not hang the kernel. */
	for (int i = 0; i < 100000; i++)
		if (inb(LINE_STATUS) & TRANSMITTER_EMPTY)
			break;
	outb(c, PORT);
}

static void serial_write(const char *text, size_t length)
{
	for (; length; text++, length--) {
		if (*text == '\n')
			put('\r');
		put(*text);
	}
}

static struct console serial_console = {
	.name = "ttyS",
	.write = serial_write,
};

void serial_init(void)
{
	if (inb(LINE_STATUS) == ABSENT)
		return;
	outb(0x00, PORT + 1);	  /* no interrupts */
	outb(0x80, LINE_CONTROL); /* the divisor: 115200 baud */
	outb(0x01, PORT);
	outb(0x00, PORT + 1);
	outb(0x03, LINE_CONTROL); /* 8N1 */
	outb(0xc7, PORT + 2);	  /* FIFOs on and empty */
	outb(0x0b, PORT + 4);	  /* DTR, RTS, OUT2 */
	register_console(&serial_console);
}
