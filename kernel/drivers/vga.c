/* SPDX-License-Identifier: MIT */
/* The screen in VGA's text mode as a console. */
#include <asm/io.h>
#include <asm/page.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "drivers.h"

#define COLUMNS 80
#define LINES 25
#define SCREEN ((u16 *)__va(0xb8000))
#define GREY 0x0700
#define CRTC 0x3d4
#define CURSOR_HIGH 14
#define CURSOR_LOW 15

static unsigned int at; /* the cursor: line * COLUMNS + column */

static void scroll(void)
{
	memmove(SCREEN, SCREEN + COLUMNS, (LINES - 1) * COLUMNS * sizeof(u16));
	for (unsigned int i = 0; i < COLUMNS; i++)
		SCREEN[(LINES - 1) * COLUMNS + i] = GREY | ' ';
	at -= COLUMNS;
}

static void put(char c)
{
	switch (c) {
	case '\n':
		at = at / COLUMNS * COLUMNS + COLUMNS;
		break;
	case '\r':
		at = at / COLUMNS * COLUMNS;
		break;
	case '\t':
		at = (at + 8) & ~7u;
		break;
	default:
		SCREEN[at++] = GREY | (u8)c;
		break;
	}
	if (at >= LINES * COLUMNS)
		scroll();
}

static void vga_write(const char *text, size_t length)
{
	for (; length; text++, length--)
		put(*text);
	outb(CURSOR_HIGH, CRTC);
	outb(at >> 8, CRTC + 1);
	outb(CURSOR_LOW, CRTC);
	outb(at, CRTC + 1);
}

static struct console vga_console = {
	.name = "tty",
	.write = vga_write,
};

void vga_init(void)
{
	for (unsigned int i = 0; i < COLUMNS * LINES; i++)
		SCREEN[i] = GREY | ' ';
	register_console(&vga_console);
}
