/* SPDX-License-Identifier: MIT */
/*
 * The first serial port, a 16550A: a console for the log, which waits for the
 * line, and /dev/ttyS0, which does not: its interrupt tells when it can go on.
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/tty.h>

#include "drivers.h"

#define IRQ 4
#define PORT 0x3f8
#define INTERRUPT_ENABLE (PORT + 1)
#define INTERRUPT_ID (PORT + 2)
#define FIFO_CONTROL (PORT + 2)
#define LINE_CONTROL (PORT + 3)
#define MODEM_CONTROL (PORT + 4)
#define LINE_STATUS (PORT + 5)
#define MODEM_STATUS (PORT + 6)

#define ENABLE_RECEIVE 0x01
#define ENABLE_TRANSMIT 0x02
#define NO_INTERRUPT 0x01
#define HAS_FIFO 0xc0
#define DATA_READY 0x01
#define BREAK 0x10
#define FIFO_EMPTY 0x20
#define ALL_SENT 0x40
#define ABSENT 0xff

#define FIFO_SIZE 16

static size_t burst = 1; /* bytes that the empty transmitter takes */
static u8 enabled;	 /* the interrupt enable register */
static struct tty_struct *open_tty;

/* --- The log's console */

static void put_all(const char *text, size_t length)
{
	for (size_t n; length; text += n, length -= n) {
		/* Bounded: a line that hangs must not hang the kernel. */
		for (int i = 0; i < 100000; i++)
			if (inb(LINE_STATUS) & FIFO_EMPTY)
				break;
		n = min(length, burst);
		outsb(PORT, text, n);
	}
}

static void serial_write(const char *text, size_t length)
{
	for (size_t n; length; text += n, length -= n) {
		n = tty_plain_length((const u8 *)text, length);
		put_all(text, n);
		if (n == length)
			break;
		if (text[n] == '\n')
			put_all("\r\n", 2);
		else
			put_all(text + n, 1);
		n++;
	}
}

static struct console serial_console = {
	.name = "ttyS",
	.write = serial_write,
};

bool serial_present(void)
{
	return inb(LINE_STATUS) != ABSENT;
}

void serial_init(void)
{
	if (!serial_present())
		return;
	outb(0x00, INTERRUPT_ENABLE);
	outb(0x80, LINE_CONTROL); /* the divisor: 115200 baud */
	outb(0x01, PORT);
	outb(0x00, PORT + 1);
	outb(0x03, LINE_CONTROL);  /* 8N1 */
	outb(0xc7, FIFO_CONTROL);  /* FIFOs on and empty */
	outb(0x0b, MODEM_CONTROL); /* DTR, RTS, OUT2 */
	if ((inb(INTERRUPT_ID) & HAS_FIFO) == HAS_FIFO)
		burst = FIFO_SIZE;
	register_console(&serial_console);
}

/* --- The terminal */

/* The interrupt may come at once: it must find the new value. */
static void enable(u8 set, u8 clear)
{
	unsigned long flags;
	u8 new;

	local_irq_save(flags);
	new = (enabled & ~clear) | set;
	if (new != enabled)
		outb(new, INTERRUPT_ENABLE);
	enabled = new;
	local_irq_restore(flags);
}

static bool serial_can_write(struct tty_struct *tty)
{
	if (inb(LINE_STATUS) & FIFO_EMPTY)
		return true;
	enable(ENABLE_TRANSMIT, 0);
	return false;
}

static size_t serial_send(struct tty_struct *tty, const u8 *buf, size_t count)
{
	size_t done = 0, n;

	while (done < count && serial_can_write(tty)) {
		n = min(count - done, burst);
		outsb(PORT, buf + done, n);
		done += n;
	}
	return done;
}

static unsigned int serial_chars_in_buffer(struct tty_struct *tty)
{
	if (inb(LINE_STATUS) & ALL_SENT)
		return 0;
	enable(ENABLE_TRANSMIT, 0);
	return 1;
}

/* What there is no room for stays in the port, which holds up the sender. */
static void receive(struct tty_struct *tty)
{
	u8 buf[FIFO_SIZE], status = inb(LINE_STATUS);
	size_t n, room;

	while (status & DATA_READY) {
		room = min(tty_receive_room(tty), sizeof(buf));
		if (!room) {
			tty->throttled = true;
			enable(0, ENABLE_RECEIVE);
			return;
		}
		for (n = 0; n < room && status & DATA_READY;
		     status = inb(LINE_STATUS)) {
			u8 c = inb(PORT);

			if (!(status & BREAK))
				buf[n++] = c;
		}
		tty_receive(tty, buf, n);
	}
}

static irqreturn_t serial_interrupt(int irq, void *dev_id)
{
	irqreturn_t ret = IRQ_NONE;

	while (!(inb(INTERRUPT_ID) & NO_INTERRUPT)) {
		inb(MODEM_STATUS);
		if (enabled & ENABLE_RECEIVE)
			receive(open_tty);
		if (enabled & ENABLE_TRANSMIT &&
		    inb(LINE_STATUS) & FIFO_EMPTY) {
			enable(0, ENABLE_TRANSMIT);
			tty_wakeup(open_tty);
		}
		ret = IRQ_HANDLED;
	}
	return ret;
}

static void serial_unthrottle(struct tty_struct *tty)
{
	enable(ENABLE_RECEIVE, 0);
}

/* What comes before the first opening waits in the port. */
static int serial_open(struct tty_struct *tty)
{
	if (!serial_present())
		return -EIO;
	open_tty = tty;
	enable(ENABLE_RECEIVE, 0);
	return 0;
}

static const struct tty_operations serial_ops = {
	.open = serial_open,
	.write = tty_send_all,
	.send = serial_send,
	.can_write = serial_can_write,
	.chars_in_buffer = serial_chars_in_buffer,
	.unthrottle = serial_unthrottle,
};

static struct tty_struct *serial_ttys[1];

static struct tty_driver serial_driver = {
	.driver_name = "serial",
	.name = "ttyS",
	.major = TTY_MAJOR,
	.minor_start = 64,
	.num = 1,
	.type = TTY_DRIVER_TYPE_SERIAL,
	.init_winsize = { .ws_row = 24, .ws_col = 80 },
	.ops = &serial_ops,
	.ttys = serial_ttys,
};

void __init serial_tty_init(void)
{
	if (!serial_present())
		return;
	serial_driver.init_termios = tty_std_termios;
	serial_driver.init_termios.c_cflag = B115200 | CS8 | CREAD | HUPCL |
					     CLOCAL;
	serial_driver.init_termios.c_ispeed = 115200;
	serial_driver.init_termios.c_ospeed = 115200;
	if (tty_register_driver(&serial_driver) ||
	    request_irq(IRQ, serial_interrupt, IRQF_SHARED, "ttyS0",
			&serial_driver) ||
	    tty_add_node("ttyS0", 0660, MKDEV(TTY_MAJOR, 64)))
		pr_err("ttyS0: could not be set up\n");
}
