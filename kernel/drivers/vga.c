/* SPDX-License-Identifier: MIT */
/*
 * The screen in VGA's text mode: a console for the log, and the terminal of
 * /dev/tty1, which understands the control sequences of Linux's console
 * (console_codes(4)): what the terminfo entry `linux` uses. It draws with
 * interrupts off.
 */
#include <asm/io.h>
#include <asm/page.h>
#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/capability.h>
#include <linux/console_struct.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kd.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <linux/uaccess.h>
#include <linux/vt.h>
#include <linux/vt_kern.h>

#include "drivers.h"

#define COLUMNS 80
#define LINES 25
#define SCREEN ((u16 *)__va(0xb8000))
#define GREY 0x07
#define CRTC 0x3d4
#define CURSOR_START 10
#define CURSOR_HIDDEN 0x20
#define CURSOR_SHAPE 0x0e /* the first of its lines, and no 0x20 */
#define CURSOR_HIGH 14
#define CURSOR_LOW 15

#define PARAMS_MAX 16
#define ESC 0x1b

enum state { NORMAL, ESCAPE, CONTROL, CHARSET_G0, CHARSET_G1, HASH, STRING };

/* What ESC 7 saves. */
struct pen {
	unsigned int x, y;
	u8 colour; /* as the hardware has it */
	bool bold, reverse, underline, blink;
	bool origin; /* lines count from the top of the scrolling region */
	bool graphics[2], shifted; /* G0 and G1; which of them */
};

static struct pen pen = { .colour = GREY }, saved = { .colour = GREY };
static unsigned int top, bottom = LINES; /* the scrolling region */
static bool wrap_next; /* the cursor is behind the last column */
static bool autowrap = true, insert, newline_mode, cursor_hidden, app_keys;
static enum state state;
static bool question; /* CSI ? */
static unsigned int params[PARAMS_MAX], nparams;
static u32 utf8;	       /* what the character is so far */
static unsigned int utf8_left; /* bytes that are missing */
static unsigned int last_row = ~0u, last_shape = ~0u;

/* --- Cells */

static u16 blank(void)
{
	return (pen.colour & ~8u) << 8 | ' ';
}

static u16 attribute(void)
{
	u8 a = pen.colour;

	if (pen.underline)
		a = (a & 0xf0) | 0x03; /* no underline in colour: cyan */
	if (pen.reverse)
		a = (a & 0x88) | (a & 7) << 4 | (a >> 4 & 7);
	if (pen.bold)
		a |= 0x08;
	if (pen.blink)
		a |= 0x80;
	return a << 8;
}

static u16 *cell(unsigned int x, unsigned int y)
{
	return SCREEN + y * COLUMNS + x;
}

static void clear(u16 *from, const u16 *to)
{
	for (u16 value = blank(); from < to; from++)
		*from = value;
}

/* Moves the lines [@from, @to) up by @n, or down. */
static void scroll_up(unsigned int from, unsigned int to, unsigned int n)
{
	n = min(n, to - from);
	memmove(cell(0, from), cell(0, from + n),
		(to - from - n) * COLUMNS * sizeof(u16));
	clear(cell(0, to - n), cell(0, to));
}

static void scroll_down(unsigned int from, unsigned int to, unsigned int n)
{
	n = min(n, to - from);
	memmove(cell(0, from + n), cell(0, from),
		(to - from - n) * COLUMNS * sizeof(u16));
	clear(cell(0, from), cell(0, from + n));
}

static void crtc(u8 index, u8 value)
{
	outb(index, CRTC);
	outb(value, CRTC + 1);
}

static void show_cursor(void)
{
	unsigned int at = pen.y * COLUMNS + pen.x;
	unsigned int shape = cursor_hidden ? CURSOR_HIDDEN : CURSOR_SHAPE;

	if (shape != last_shape)
		crtc(CURSOR_START, shape);
	if (at != last_row) {
		crtc(CURSOR_HIGH, at >> 8);
		crtc(CURSOR_LOW, at);
	}
	last_shape = shape;
	last_row = at;
}

/* --- Moving the cursor */

static void go_to(unsigned int x, unsigned int y)
{
	unsigned int first = pen.origin ? top : 0;
	unsigned int end = pen.origin ? bottom : LINES;

	pen.x = min(x, COLUMNS - 1u);
	pen.y = min(y + first, end - 1);
	wrap_next = false;
}

static void move_up(unsigned int n)
{
	unsigned int limit = pen.y >= top ? top : 0;

	pen.y -= min(n, pen.y - limit);
	wrap_next = false;
}

static void move_down(unsigned int n)
{
	unsigned int limit = pen.y < bottom ? bottom : LINES;

	pen.y += min(n, limit - 1 - pen.y);
	wrap_next = false;
}

static void move_left(unsigned int n)
{
	pen.x -= min(n, pen.x);
	wrap_next = false;
}

static void move_right(unsigned int n)
{
	pen.x += min(n, COLUMNS - 1 - pen.x);
	wrap_next = false;
}

static void line_feed(void)
{
	if (pen.y + 1 == bottom)
		scroll_up(top, bottom, 1);
	else if (pen.y + 1 < LINES)
		pen.y++;
	wrap_next = false;
}

static void reverse_line_feed(void)
{
	if (pen.y == top)
		scroll_down(top, bottom, 1);
	else if (pen.y)
		pen.y--;
	wrap_next = false;
}

static void carriage_return(void)
{
	pen.x = 0;
	wrap_next = false;
}

/* --- Characters */

static void insert_blanks(unsigned int n)
{
	u16 *at = cell(pen.x, pen.y), *end = cell(0, pen.y + 1);

	n = min(n, COLUMNS - pen.x);
	memmove(at + n, at, (end - at - n) * sizeof(u16));
	clear(at, at + n);
}

static void delete_chars(unsigned int n)
{
	u16 *at = cell(pen.x, pen.y), *end = cell(0, pen.y + 1);

	n = min(n, COLUMNS - pen.x);
	memmove(at, at + n, (end - at - n) * sizeof(u16));
	clear(end - n, end);
}

/* Draws glyphs at the cursor, and on the next line where one is full. */
static void draw_run(const u8 *glyphs, size_t count)
{
	u16 look = attribute();

	while (count) {
		size_t n;

		if (wrap_next) {
			carriage_return();
			line_feed();
		}
		n = autowrap ? min(count, COLUMNS - pen.x) : 1;
		if (insert)
			insert_blanks(n);
		for (u16 *at = cell(pen.x, pen.y), *end = at + n; at < end;)
			*at++ = look | *glyphs++;
		count -= n;
		pen.x += n;
		if (pen.x == COLUMNS) {
			pen.x--;
			wrap_next = autowrap;
		}
	}
}

static void draw(u8 glyph)
{
	draw_run(&glyph, 1);
}

/* What the hardware's font, code page 437, has of Unicode. */
static u8 glyph_of(u32 c)
{
	static const u8 latin1[] =
		"\xff\xad\x9b\x9c\xfe\x9d|\x15\"C\xa6\xae\xaa-R_"
		"\xf8\xf1\xfd\x33'\xe6\x14\xfa,\x31\xa7\xaf\xac\xab/\xa8"
		"AAAA\x8e\x8f\x92\x80\x45\x90\x45\x45IIII"
		"\x44\xa5OOOO\x99xOUUU\x9aYP\xe1"
		"\x85\xa0\x83\x61\x84\x86\x91\x87\x8a\x82\x88\x89\x8d\xa1\x8c"
		"\x8b"
		"\x64\xa4\x95\xa2\x93o\x94\xf6o\x97\xa3\x96\x81yp\x98";
	static_assert(sizeof(latin1) == 96 + 1);
	static const struct {
		u16 c;
		u8 glyph;
	} others[] = {
		{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x2022, 0x07 },
		{ 0x2500, 0xc4 }, { 0x2502, 0xb3 }, { 0x250c, 0xda },
		{ 0x2510, 0xbf }, { 0x2514, 0xc0 }, { 0x2518, 0xd9 },
		{ 0x251c, 0xc3 }, { 0x2524, 0xb4 }, { 0x252c, 0xc2 },
		{ 0x2534, 0xc1 }, { 0x253c, 0xc5 }, { 0x2588, 0xdb },
	};

	if (c < 0x80)
		return c;
	if (c >= 0xa0 && c <= 0xff)
		return latin1[c - 0xa0];
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i].c == c)
			return others[i].glyph;
	return '?';
}

/* The line drawing of ESC ( 0, for 0x60 to 0x7e. */
static const u8 line_drawing[] = "\x04\xb1\t\x0c\r\n\xf8\xf1\x12\x0b\xd9\xbf"
				 "\xda\xc0\xc5\xc4\xc4\xc4\xc4_\xc3\xb4\xc1"
				 "\xc2\xb3\xf3\xf2\xe3\xd8\x9c\xfa";
static_assert(sizeof(line_drawing) == 0x7f - 0x60 + 1);

static void draw_char(u8 c)
{
	if (utf8_left && (c & 0xc0) == 0x80) {
		utf8 = utf8 << 6 | (c & 0x3f);
		if (!--utf8_left)
			draw(glyph_of(utf8));
		return;
	}
	if (utf8_left) {
		utf8_left = 0;
		draw('?');
	}
	if (c < 0x80) {
		bool graphics = pen.graphics[pen.shifted];

		draw(graphics && c >= 0x60 && c < 0x7f ?
			     line_drawing[c - 0x60] :
			     c);
	} else if (c >= 0xc2 && c <= 0xf4) {
		utf8_left = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
		utf8 = c & (0x3f >> utf8_left);
	} else {
		draw('?');
	}
}

/* --- Control sequences */

/* A parameter, at least 1: how many, or a position. */
static unsigned int count_param(unsigned int i)
{
	return max(params[i], 1u);
}

static void answer(const char *text)
{
	vty_input((const u8 *)text, strlen(text));
}

static void report(unsigned int what)
{
	char text[32];

	if (what == 5) {
		answer("\033[0n");
	} else if (what == 6) {
		snprintf(text, sizeof(text), "\033[%u;%uR",
			 pen.y - (pen.origin ? top : 0) + 1, pen.x + 1);
		answer(text);
	}
}

static void erase_display(unsigned int what)
{
	u16 *at = cell(pen.x, pen.y);

	if (what > 3)
		return;
	clear(what ? SCREEN : at, what == 1 ? at + 1 : cell(0, LINES));
	wrap_next = false;
}

static void erase_line(unsigned int what)
{
	u16 *at = cell(pen.x, pen.y);

	if (what > 2)
		return;
	clear(what ? cell(0, pen.y) : at,
	      what == 1 ? at + 1 : cell(0, pen.y + 1));
	wrap_next = false;
}

static void insert_lines(unsigned int n)
{
	if (pen.y < top || pen.y >= bottom)
		return;
	scroll_down(pen.y, bottom, n);
	carriage_return();
}

static void delete_lines(unsigned int n)
{
	if (pen.y < top || pen.y >= bottom)
		return;
	scroll_up(pen.y, bottom, n);
	carriage_return();
}

static void scroll_region_up(unsigned int n)
{
	scroll_up(top, bottom, n);
}

static void scroll_region_down(unsigned int n)
{
	scroll_down(top, bottom, n);
}

static void erase_chars(unsigned int n)
{
	u16 *at = cell(pen.x, pen.y);

	clear(at, at + min(n, COLUMNS - pen.x));
}

static void next_line(unsigned int n)
{
	move_down(n);
	carriage_return();
}

static void previous_line(unsigned int n)
{
	move_up(n);
	carriage_return();
}

static void to_column(unsigned int n)
{
	pen.x = min(n, (unsigned int)COLUMNS) - 1;
	wrap_next = false;
}

static void to_line(unsigned int n)
{
	go_to(pen.x, n - 1);
}

/* ANSI counts red, green, blue from bit 0; the hardware, from bit 2. */
static u8 hardware_colour(unsigned int ansi)
{
	return (ansi & 1) << 2 | (ansi & 2) | (ansi & 4) >> 2 | (ansi & 8);
}

static void set_foreground(u8 colour)
{
	pen.colour = (pen.colour & 0xf0) | colour;
}

static void set_background(u8 colour)
{
	pen.colour = (pen.colour & 0x0f) | (colour & 7) << 4;
}

/* The nearest of 8 to shares of red, green and blue between 0 and @full. */
static unsigned int nearest(unsigned int red, unsigned int green,
			    unsigned int blue, unsigned int full)
{
	return (red * 2 > full) | (green * 2 > full) << 1 |
	       (blue * 2 > full) << 2;
}

/* One of 256: 16 colours, a cube of 6 * 6 * 6, and 24 greys. */
static unsigned int nearest_of_256(unsigned int c)
{
	if (c < 16)
		return c;
	if (c >= 232)
		return c < 244 ? 8 : 7;
	c -= 16;
	return nearest(c / 36, c / 6 % 6, c % 6, 5);
}

/* 38 and 48, at @i; how many more parameters belong to it. */
static unsigned int set_extended(unsigned int i)
{
	const unsigned int *p = &params[i];
	unsigned int c, used;

	if (i + 2 < nparams && p[1] == 5) {
		c = nearest_of_256(p[2]);
		used = 2;
	} else if (i + 4 < nparams && p[1] == 2) {
		c = nearest(p[2], p[3], p[4], 255);
		used = 4;
	} else {
		return 0;
	}
	if (p[0] == 48)
		set_background(hardware_colour(c));
	else
		set_foreground(hardware_colour(c));
	return used;
}

static void reset_attributes(void)
{
	pen.colour = GREY;
	pen.bold = pen.reverse = pen.underline = pen.blink = false;
}

static void set_attributes(void)
{
	for (unsigned int i = 0; i < nparams; i++) {
		unsigned int p = params[i];

		switch (p) {
		case 0:
			reset_attributes();
			break;
		case 1:
		case 21:
		case 22:
			pen.bold = p == 1;
			break;
		case 4:
		case 24:
			pen.underline = p == 4;
			break;
		case 5:
		case 25:
			pen.blink = p == 5;
			break;
		case 7:
		case 27:
			pen.reverse = p == 7;
			break;
		case 30 ... 37:
			set_foreground(hardware_colour(p - 30));
			break;
		case 38:
		case 48:
			i += set_extended(i);
			break;
		case 39:
			set_foreground(GREY);
			break;
		case 40 ... 47:
			set_background(hardware_colour(p - 40));
			break;
		case 49:
			set_background(0);
			break;
		case 90 ... 97:
			set_foreground(hardware_colour(p - 90 + 8));
			break;
		case 100 ... 107:
			set_background(hardware_colour(p - 100));
			break;
		}
	}
}

static void set_mode(unsigned int mode, bool on)
{
	switch (mode | question << 16) {
	case 4:
		insert = on;
		break;
	case 20:
		newline_mode = on;
		break;
	case 1 << 16 | 1:
		app_keys = on;
		break;
	case 1 << 16 | 6:
		pen.origin = on;
		go_to(0, 0);
		break;
	case 1 << 16 | 7:
		autowrap = on;
		break;
	case 1 << 16 | 25:
		cursor_hidden = !on;
		break;
	}
}

static void set_region(unsigned int first, unsigned int last)
{
	if (!last || last > LINES)
		last = LINES;
	if (first >= last)
		return;
	top = first - 1;
	bottom = last;
	go_to(0, 0);
}

static void restore_pen(void)
{
	pen = saved;
	wrap_next = false;
}

static void reset(void)
{
	pen = saved = (struct pen){ .colour = GREY };
	top = 0;
	bottom = LINES;
	wrap_next = insert = newline_mode = cursor_hidden = app_keys = false;
	autowrap = true;
	utf8_left = 0;
	erase_display(2);
}

/* Those whose parameter is how many, or which; 1 where there is none. */
static void (*const counted[])(unsigned int n) = {
	['@'] = insert_blanks,
	['A'] = move_up,
	['B'] = move_down,
	['C'] = move_right,
	['D'] = move_left,
	['E'] = next_line,
	['F'] = previous_line,
	['G'] = to_column,
	['L'] = insert_lines,
	['M'] = delete_lines,
	['P'] = delete_chars,
	['S'] = scroll_region_up,
	['T'] = scroll_region_down,
	['X'] = erase_chars,
	['`'] = to_column,
	['a'] = move_right,
	['d'] = to_line,
	['e'] = move_down,
};

static void control_sequence(u8 final)
{
	if (final == 'h' || final == 'l') {
		for (unsigned int i = 0; i < nparams; i++)
			set_mode(params[i], final == 'h');
		return;
	}
	if (question)
		return;
	if (final < ARRAY_SIZE(counted) && counted[final]) {
		counted[final](count_param(0));
		return;
	}
	switch (final) {
	case 'H':
	case 'f':
		go_to(count_param(1) - 1, count_param(0) - 1);
		break;
	case 'J':
		erase_display(params[0]);
		break;
	case 'K':
		erase_line(params[0]);
		break;
	case 'c':
		if (!params[0])
			answer("\033[?6c");
		break;
	case 'm':
		set_attributes();
		break;
	case 'n':
		report(params[0]);
		break;
	case 'r':
		set_region(count_param(0), params[1]);
		break;
	case 's':
		saved = pen;
		break;
	case 'u':
		restore_pen();
		break;
	}
}

static void escape_sequence(u8 c)
{
	state = NORMAL;
	switch (c) {
	case '[':
		state = CONTROL;
		question = false;
		nparams = 1;
		memset(params, 0, sizeof(params));
		break;
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		state = STRING;
		break;
	case '(':
		state = CHARSET_G0;
		break;
	case ')':
		state = CHARSET_G1;
		break;
	case '#':
	case '%':
		state = HASH;
		break;
	case '7':
		saved = pen;
		break;
	case '8':
		restore_pen();
		break;
	case 'D':
		line_feed();
		break;
	case 'E':
		carriage_return();
		line_feed();
		break;
	case 'M':
		reverse_line_feed();
		break;
	case 'Z':
		answer("\033[?6c");
		break;
	case 'c':
		reset();
		break;
	}
}

static void take_param(u8 c)
{
	if (c >= '0' && c <= '9') {
		unsigned int *p = &params[nparams - 1];

		*p = min(*p * 10 + c - '0', 65535u);
	} else if (c == ';') {
		if (nparams < PARAMS_MAX)
			nparams++;
	} else if (c == '?') {
		question = true;
	} else if (c >= 0x40) {
		state = NORMAL;
		control_sequence(c);
	}
}

/* Control characters work in the middle of sequences too. */
static bool control_char(u8 c)
{
	switch (c) {
	case '\b':
		move_left(1);
		return true;
	case '\t':
		move_right(8 - pen.x % 8);
		return true;
	case '\n':
	case '\v':
	case '\f':
		line_feed();
		if (newline_mode)
			carriage_return();
		return true;
	case '\r':
		carriage_return();
		return true;
	case 0x0e:
	case 0x0f:
		pen.shifted = c == 0x0e;
		return true;
	case 0x18:
	case 0x1a:
		state = NORMAL;
		return true;
	case ESC:
		state = ESCAPE;
		return true;
	}
	return c < ' ' || c == 0x7f;
}

static void put(u8 c)
{
	if (state == STRING) {
		if (c == '\a' || c == 0x18 || c == 0x1a)
			state = NORMAL;
		else if (c == ESC)
			state = ESCAPE; /* ESC \ ends it */
		return;
	}
	if (control_char(c))
		return;
	switch (state) {
	case ESCAPE:
		escape_sequence(c);
		break;
	case CONTROL:
		take_param(c);
		break;
	case CHARSET_G0:
	case CHARSET_G1:
		pen.graphics[state == CHARSET_G1] = c == '0';
		state = NORMAL;
		break;
	case HASH:
		state = NORMAL;
		break;
	default:
		draw_char(c);
	}
}

/* --- The log's console */

/* In grey, and into no sequence that a program has begun. */
static void vga_write(const char *text, size_t length)
{
	struct pen before = pen;

	reset_attributes();
	for (size_t n; length; text += n, length -= n) {
		n = tty_plain_length((const u8 *)text, length);
		draw_run((const u8 *)text, n);
		if (n < length && text[n++] == '\n') {
			carriage_return();
			line_feed();
		}
	}
	before.x = pen.x;
	before.y = pen.y;
	pen = before;
	show_cursor();
}

static struct console vga_console = {
	.name = "tty",
	.write = vga_write,
};

void vga_init(void)
{
	erase_display(2);
	register_console(&vga_console);
}

/* --- The terminal */

static struct vc_data console = {
	.vc_cols = COLUMNS,
	.vc_rows = LINES,
	.vc_mode = KD_TEXT,
};
struct vc vc_cons[MAX_NR_CONSOLES] = { { &console } };
EXPORT_SYMBOL(vc_cons);
int fg_console;
EXPORT_SYMBOL(fg_console);

void vty_input(const u8 *buf, size_t count)
{
	if (console.port.tty->count)
		tty_receive(console.port.tty, buf, count);
}

bool vty_application_keys(void)
{
	return app_keys;
}

/* Whether ASCII text is drawn as it is. */
static bool draws_plainly(void)
{
	return state == NORMAL && !utf8_left && !pen.graphics[pen.shifted];
}

static size_t vty_send(struct tty_struct *tty, const u8 *buf, size_t count)
{
	size_t done = 0, n;

	while (done < count) {
		n = draws_plainly() ?
			    tty_plain_length(buf + done, count - done) :
			    0;
		draw_run(buf + done, n);
		done += n;
		if (done < count)
			put(buf[done++]);
	}
	show_cursor();
	return count;
}

static bool vty_can_write(struct tty_struct *tty)
{
	return true;
}

static bool is_own_terminal(const struct tty_struct *tty)
{
	return current->signal && current->signal->tty == tty;
}

/* There is one screen, always in text mode: what asks for that succeeds. */
static int vty_ioctl(struct tty_struct *tty, unsigned int cmd,
		     unsigned long arg)
{
	static const struct vt_stat only = { .v_active = 1, .v_state = 3 };
	void __user *p = (void __user *)arg;

	switch (cmd) {
	case KDGKBTYPE:
		return put_user((u8)KB_101, (u8 __user *)p);
	case KDGETLED:
		return put_user(keyboard_leds(), (u8 __user *)p);
	case KDSETLED:
		if (!is_own_terminal(tty) && !capable(CAP_SYS_TTY_CONFIG))
			return -EPERM;
		keyboard_set_leds(arg);
		return 0;
	case KDGETMODE:
		return put_user(KD_TEXT, (int __user *)p);
	case KDSETMODE:
		return arg ? -EINVAL : 0;
	case KDGKBMODE:
		return put_user(K_UNICODE, (int __user *)p);
	case VT_OPENQRY:
		return put_user(-1, (int __user *)p);
	case VT_GETSTATE:
		return copy_to_user(p, &only, sizeof(only)) ? -EFAULT : 0;
	case VT_ACTIVATE:
	case VT_WAITACTIVE:
		return arg == 1 ? 0 : -ENXIO;
	}
	return -ENOIOCTLCMD;
}

static const struct tty_operations vty_ops = {
	.write = tty_send_all,
	.send = vty_send,
	.can_write = vty_can_write,
	.ioctl = vty_ioctl,
};

static struct tty_struct *vty_ttys[1];

static struct tty_driver vty_driver = {
	.driver_name = "console",
	.name = "tty",
	.name_base = 1,
	.major = TTY_MAJOR,
	.minor_start = 1,
	.num = 1,
	.type = TTY_DRIVER_TYPE_CONSOLE,
	.init_winsize = { .ws_row = LINES, .ws_col = COLUMNS },
	.ops = &vty_ops,
	.ttys = vty_ttys,
};

void __init vty_init(void)
{
	struct tty_struct *tty;

	vty_driver.init_termios = tty_std_termios;
	vty_driver.init_termios.c_iflag |= IUTF8;
	tty = tty_init_dev(&vty_driver, 0);
	if (IS_ERR(tty) || tty_register_driver(&vty_driver) ||
	    tty_add_node("tty1", 0620, MKDEV(TTY_MAJOR, 1)))
		panic("tty1: could not be set up");
	console.port.tty = tty;
	keyboard_init();
}
