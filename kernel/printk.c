/* SPDX-License-Identifier: MIT */
/*
 * The log: a ring of records, each a level, a time and one line of text, and
 * the consoles that show them. The oldest records make room for new ones.
 * Usable in any context, so it takes no lock but the interrupt flag.
 */
#include <asm/irqflags.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

#define RING_SIZE LOG_BUF_LEN

struct record {
	u64 nanoseconds;
	u16 size;   /* of the record, header and padding included */
	u16 length; /* of the text behind it */
	u8 level;
	u8 facility; /* 0: the kernel; else as syslog(3) has it */
	u8 open;     /* the line has not ended: KERN_CONT may add to it */
};
/* Records begin at multiples of their header, so that a filler has room. */
static_assert(RING_SIZE % sizeof(struct record) == 0);

static u8 ring[RING_SIZE] __aligned(8);
/* Positions only grow; modulo RING_SIZE they are offsets. */
static u32 head, tail;
static u64 head_seq, tail_seq; /* of the next record, and of the oldest */
static struct record *last;

static struct console *consoles;
int console_printk[4] = { LOGLEVEL_DEBUG, LOGLEVEL_WARNING, LOGLEVEL_ALERT,
			  LOGLEVEL_DEBUG };

/* Readers of the log sleep here for the next message. */
DECLARE_WAIT_QUEUE_HEAD(log_wait);

core_param(loglevel, console_loglevel, int, 0);

static int set_quiet(const char *val, const struct kernel_param *kp)
{
	console_loglevel = LOGLEVEL_WARNING;
	return 0;
}

static const struct kernel_param_ops quiet_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = set_quiet,
};
core_param_cb(quiet, &quiet_ops, NULL, 0);

static struct record *record_at(u32 position)
{
	return (struct record *)&ring[position & (RING_SIZE - 1)];
}

static char *text_of(struct record *r)
{
	return (char *)(r + 1);
}

/* A record does not wrap: a filler of level 255 takes the end of the ring. */
static void skip_filler(u32 *position)
{
	struct record *r = record_at(*position);

	if (*position != head && r->level == 255)
		*position += r->size;
}

static void drop_oldest(void)
{
	struct record *r = record_at(tail);

	tail += r->size;
	if (r->level != 255)
		tail_seq++;
}

static struct record *reserve(u32 size)
{
	u32 to_end = RING_SIZE - (head & (RING_SIZE - 1));
	u32 filler = to_end < size ? to_end : 0;
	struct record *r;

	while (head + filler + size - tail > RING_SIZE)
		drop_oldest();
	if (filler) {
		r = record_at(head);
		r->size = filler;
		r->level = 255;
		head += filler;
	}
	r = record_at(head);
	r->size = size;
	head += size;
	head_seq++;
	return r;
}

/* "[    0.123456] ", 32 bytes at most with its NUL */
size_t log_format_time(char *buf, u64 nanoseconds)
{
	u32 micros;
	u32 seconds = div_u64_rem(div_u64(nanoseconds, 1000), 1000000, &micros);

	return sprintf(buf, "[%5u.%06u] ", seconds, micros);
}

static void show(const char *text, size_t length)
{
	for (struct console *c = consoles; c; c = c->next)
		if (!c->off)
			c->write(text, length);
}

static void show_record(struct record *r)
{
	char time[32];

	if (r->level >= console_loglevel)
		return;
	show(time, log_format_time(time, r->nanoseconds));
	show(text_of(r), r->length);
	if (!r->open)
		show("\n", 1);
}

static void store(int facility, int level, const char *text, size_t length,
		  bool open)
{
	struct record *r = reserve(
		ALIGN(sizeof(*r) + LOG_TEXT_MAX * open + length, sizeof(*r)));

	r->nanoseconds = ktime_get_ns();
	r->facility = facility;
	r->level = level;
	r->open = open;
	r->length = length;
	memcpy(text_of(r), text, length);
	last = r;
	show_record(r);
}

/* Adds to the open line, as far as it has room. */
static void append(const char *text, size_t length, bool open)
{
	size_t room = last->size - sizeof(*last) - last->length;

	length = min(length, room);
	memcpy(text_of(last) + last->length, text, length);
	last->length += length;
	last->open = open;
	if (last->level >= console_loglevel)
		return;
	show(text, length);
	if (!open)
		show("\n", 1);
}

static void close_line(void)
{
	if (!last || !last->open)
		return;
	last->open = false;
	if (last->level < console_loglevel)
		show("\n", 1);
}

/* Each line of @text is a record of its own; so is an empty text. */
static void emit(int level, bool cont, const char *text)
{
	do {
		size_t length = strcspn(text, "\n");
		bool open = !text[length];

		if (cont && last && last->open) {
			append(text, length, open);
		} else {
			close_line();
			store(0, level, text, length, open);
		}
		text += length + !open;
		cont = false;
	} while (*text);
}

/* Formatting may have to warn: such messages come before the one it is for. */
#define NESTED 3

int vprintk(const char *fmt, va_list args)
{
	static char texts[NESTED][LOG_TEXT_MAX + 1];
	static unsigned int depth;
	int level = default_message_loglevel;
	char *text, kind;
	bool cont = false;
	unsigned long flags;
	int length;

	local_irq_save(flags);
	if (!irqs_disabled_flags(flags))
		depth = 0; /* whatever an oops in here may have left */
	if (depth == NESTED) {
		local_irq_restore(flags);
		return 0;
	}
	text = texts[depth++];
	length = vscnprintf(text, LOG_TEXT_MAX + 1, fmt, args);
	for (; (kind = printk_get_level(text)); text += 2) {
		if (kind == 'c')
			cont = true;
		else
			level = kind - '0';
	}
	if (cont && !strcmp(text, "\n"))
		close_line();
	else
		emit(level, cont, text);
	wake_up(&log_wait);
	depth--;
	local_irq_restore(flags);
	return length;
}
EXPORT_SYMBOL(vprintk);

void log_user_line(int facility, int level, const char *text, size_t length)
{
	unsigned long flags;

	local_irq_save(flags);
	close_line();
	store(facility, level, text, length, false);
	wake_up(&log_wait);
	local_irq_restore(flags);
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vprintk(fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(_printk);

void register_console(struct console *console)
{
	struct console **p = &consoles, *others = consoles;
	u32 position = tail;
	u64 seq = tail_seq;

	consoles = console;
	console->next = NULL;
	for (; seq < head_seq; seq++) {
		skip_filler(&position);
		show_record(record_at(position));
		position += record_at(position)->size;
	}
	consoles = others;
	while (*p)
		p = &(*p)->next;
	*p = console;
}

void console_select(const char *name, bool only)
{
	for (struct console *c = consoles; c; c = c->next) {
		if (!strcmp(c->name, name))
			c->off = false;
		else if (only)
			c->off = true;
	}
}

/* A line that is still open is for nobody yet. */
u64 log_next_seq(void)
{
	return head_seq - (last && last->open);
}
EXPORT_SYMBOL_GPL(log_next_seq);

void log_read_from_start(struct log_reader *reader)
{
	unsigned long flags;

	local_irq_save(flags);
	reader->seq = tail_seq;
	reader->position = tail;
	local_irq_restore(flags);
}

bool log_read(struct log_reader *reader, struct log_record *out)
{
	unsigned long flags;
	struct record *r;
	bool found;

	local_irq_save(flags);
	if (reader->seq <= tail_seq)
		log_read_from_start(reader);
	found = reader->seq < log_next_seq();
	if (found) {
		skip_filler(&reader->position);
		r = record_at(reader->position);
		out->seq = reader->seq++;
		reader->position += r->size;
		out->nanoseconds = r->nanoseconds;
		out->priority = r->facility << 3 | r->level;
		out->length = r->length;
		memcpy(out->text, text_of(r), r->length);
	}
	local_irq_restore(flags);
	return found;
}
EXPORT_SYMBOL_GPL(log_read);

void log_read_from_end(struct log_reader *reader)
{
	unsigned long flags;

	local_irq_save(flags);
	reader->seq = head_seq;
	reader->position = head;
	if (last && last->open) {
		reader->seq--;
		reader->position -= last->size;
	}
	local_irq_restore(flags);
}
