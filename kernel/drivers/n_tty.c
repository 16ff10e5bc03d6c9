/* SPDX-License-Identifier: MIT */
/*
 * The line discipline of terminals, N_TTY: line editing, echo, signals from
 * characters, flow control and what OPOST does. termios(3) tells each flag.
 * Input may come from interrupts: whatever touches the input's positions or
 * puts out does so with interrupts off.
 */
#include <linux/ctype.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <linux/uaccess.h>

#define CHUNK 512 /* bytes that a copy to or from user space takes at once */
#define TAB 8
#define DISABLED 0 /* in c_cc: no such character; in a buffer: end of file */

#define I_FLAG(tty, flag) ((tty)->termios.c_iflag & (flag))
#define O_FLAG(tty, flag) ((tty)->termios.c_oflag & (flag))
#define L_FLAG(tty, flag) ((tty)->termios.c_lflag & (flag))

static bool is_cc(struct tty_struct *tty, unsigned int which, u8 c)
{
	return c != DISABLED && tty->termios.c_cc[which] == c;
}

/* The second and later bytes of a UTF-8 character take no column. */
static bool is_continuation(struct tty_struct *tty, u8 c)
{
	return I_FLAG(tty, IUTF8) && (c & 0xc0) == 0x80;
}

/* --- Output */

static void send_echoes(struct tty_struct *tty)
{
	unsigned int n;

	if (!tty->echo_count)
		return;
	n = tty->ops->send(tty, tty->echo, tty->echo_count);
	tty->echo_count -= n;
	memmove(tty->echo, tty->echo + n, tty->echo_count);
}

/* Whether the driver may be given more. */
static bool ready(struct tty_struct *tty)
{
	if (tty->stopped)
		return false;
	send_echoes(tty);
	return !tty->echo_count;
}

static bool can_write(struct tty_struct *tty)
{
	return ready(tty) && tty->ops->can_write(tty);
}

/* How many of the bytes the driver took. */
static size_t put(struct tty_struct *tty, const u8 *buf, size_t count)
{
	return ready(tty) ? tty->ops->send(tty, buf, count) : 0;
}

/* What the driver can't take now waits; beyond TTY_ECHO_SIZE it is lost. */
static void put_or_hold(struct tty_struct *tty, const u8 *buf, size_t count)
{
	size_t n = put(tty, buf, count);

	count = min(count - n, (size_t)TTY_ECHO_SIZE - tty->echo_count);
	memcpy(tty->echo + tty->echo_count, buf + n, count);
	tty->echo_count += count;
}

static void put_blanks(struct tty_struct *tty, unsigned int count)
{
	put_or_hold(tty, (const u8 *)"        ", count);
}

/* Puts out one character as OPOST's flags tell, and keeps the column. */
static void put_processed(struct tty_struct *tty, u8 c)
{
	unsigned int to_tab = TAB - tty->column % TAB;

	switch (c) {
	case '\n':
		if (O_FLAG(tty, ONLCR | ONLRET))
			tty->column = 0;
		if (O_FLAG(tty, ONLCR)) {
			put_or_hold(tty, (const u8 *)"\r\n", 2);
			return;
		}
		break;
	case '\r':
		if (O_FLAG(tty, ONOCR) && !tty->column)
			return;
		if (O_FLAG(tty, OCRNL))
			c = '\n';
		if (!O_FLAG(tty, OCRNL) || O_FLAG(tty, ONLRET))
			tty->column = 0;
		break;
	case '\t':
		tty->column += to_tab;
		if (O_FLAG(tty, TABDLY) == XTABS) {
			put_blanks(tty, to_tab);
			return;
		}
		break;
	case '\b':
		if (tty->column)
			tty->column--;
		break;
	default:
		if (O_FLAG(tty, OLCUC))
			c = toupper(c);
		if (!iscntrl(c) && !is_continuation(tty, c))
			tty->column++;
	}
	put_or_hold(tty, &c, 1);
}

size_t tty_plain_length(const u8 *buf, size_t count)
{
	size_t n = 0;

	/* Four at a time: none below a blank, DEL, or beyond ASCII. */
	for (; n + 4 <= count; n += 4) {
		u32 four = *(const u32 *)(buf + n);

		if ((four | (four - 0x20202020) | (four + 0x01010101)) &
		    0x80808080)
			break;
	}
	while (n < count && (u8)(buf[n] - ' ') <= '~' - ' ')
		n++;
	return n;
}

/* Puts out what the driver takes now: how many of the bytes. */
static size_t process_output(struct tty_struct *tty, const u8 *buf,
			     size_t count)
{
	size_t done = 0, n, taken;

	while (done < count && ready(tty)) {
		n = O_FLAG(tty, OLCUC) ?
			    0 :
			    tty_plain_length(buf + done, count - done);
		if (n) {
			taken = tty->ops->send(tty, buf + done, n);
			tty->column += taken;
			done += taken;
			if (taken < n)
				break;
		} else if (tty->ops->can_write(tty)) {
			put_processed(tty, buf[done++]);
		} else {
			break;
		}
	}
	return done;
}

void stop_tty(struct tty_struct *tty)
{
	tty->stopped = true;
}

void start_tty(struct tty_struct *tty)
{
	if (!tty->stopped)
		return;
	tty->stopped = false;
	tty_wakeup(tty);
}

void tty_wakeup(struct tty_struct *tty)
{
	unsigned long flags;

	local_irq_save(flags);
	if (can_write(tty))
		wake_up(&tty->write_wait);
	local_irq_restore(flags);
}

/* --- Echo */

static void echo_raw(struct tty_struct *tty, u8 c)
{
	if (O_FLAG(tty, OPOST))
		put_processed(tty, c);
	else
		put_or_hold(tty, &c, 1);
}

static bool shown_as_caret(struct tty_struct *tty, u8 c)
{
	return L_FLAG(tty, ECHOCTL) && iscntrl(c) && c != '\t';
}

static void echo_char(struct tty_struct *tty, u8 c)
{
	if (shown_as_caret(tty, c)) {
		echo_raw(tty, '^');
		c ^= 0x40;
	}
	echo_raw(tty, c);
}

/* --- Input: the buffer */

static u8 byte_at(struct tty_struct *tty, unsigned int position)
{
	return tty->read_buf[position % N_TTY_BUF_SIZE];
}

static bool is_line_end(struct tty_struct *tty, unsigned int position)
{
	position %= N_TTY_BUF_SIZE;
	return tty->line_end[position / 32] & 1u << position % 32;
}

/* The position in [@tail, @head) of a line's end, or @head. */
static unsigned int find_line_end(struct tty_struct *tty, unsigned int tail,
				  unsigned int head)
{
	while (tail != head) {
		unsigned int at = tail % N_TTY_BUF_SIZE;
		u32 word = tty->line_end[at / 32] >> at % 32;

		if (word)
			return min(tail + __builtin_ctz(word), head);
		tail += min(32 - at % 32, head - tail);
	}
	return head;
}

static void store(struct tty_struct *tty, u8 c, bool line_end)
{
	unsigned int at = tty->head++ % N_TTY_BUF_SIZE;

	tty->read_buf[at] = c;
	if (line_end)
		tty->line_end[at / 32] |= 1u << at % 32;
	else
		tty->line_end[at / 32] &= ~(1u << at % 32);
}

/* A line may have N_TTY_BUF_SIZE - 1 characters before its end. */
static void put_char(struct tty_struct *tty, u8 c)
{
	if (tty->head - tty->tail < N_TTY_BUF_SIZE - 1)
		store(tty, c, false);
	else if (I_FLAG(tty, IMAXBEL))
		put_or_hold(tty, (const u8 *)"\a", 1);
}

static void end_line(struct tty_struct *tty, u8 c)
{
	store(tty, c, true);
	tty->canon_head = tty->head;
	wake_up(&tty->read_wait);
}

static void reset_input(struct tty_struct *tty)
{
	tty->head = tty->canon_head = tty->tail = 0;
	tty->lnext = false;
	memset(tty->line_end, 0, sizeof(tty->line_end));
}

/* The driver that was told that there is no room may go on. */
static void check_unthrottle(struct tty_struct *tty)
{
	if (!tty->throttled ||
	    (tty->head - tty->tail > N_TTY_BUF_SIZE / 2 &&
	     !(L_FLAG(tty, ICANON) && tty->canon_head == tty->tail)))
		return;
	tty->throttled = false;
	if (tty->ops->unthrottle)
		tty->ops->unthrottle(tty);
}

void n_tty_flush_input(struct tty_struct *tty)
{
	unsigned long flags;

	local_irq_save(flags);
	reset_input(tty);
	check_unthrottle(tty);
	local_irq_restore(flags);
}

void n_tty_set_termios(struct tty_struct *tty, const struct ktermios *old)
{
	unsigned long flags;

	local_irq_save(flags);
	if ((old->c_lflag ^ tty->termios.c_lflag) & ICANON) {
		tty->lnext = false;
		memset(tty->line_end, 0, sizeof(tty->line_end));
		tty->canon_head = tty->tail;
		/* What was typed so far is a line, with no end of its own. */
		if (L_FLAG(tty, ICANON) && tty->head != tty->tail) {
			tty->head--;
			end_line(tty, byte_at(tty, tty->head));
		}
		check_unthrottle(tty);
	}
	if (!I_FLAG(tty, IXON) && old->c_iflag & IXON)
		start_tty(tty);
	wake_up(&tty->read_wait);
	wake_up(&tty->write_wait);
	local_irq_restore(flags);
}

/* --- Input: line editing */

/* The column after what is typed of the line up to @end. */
static unsigned int column_at(struct tty_struct *tty, unsigned int end)
{
	unsigned int column = tty->canon_column;

	for (unsigned int i = tty->canon_head; i != end; i++) {
		u8 c = byte_at(tty, i);

		if (c == '\t')
			column += TAB - column % TAB;
		else if (shown_as_caret(tty, c))
			column += 2;
		else if (!iscntrl(c) && !is_continuation(tty, c))
			column++;
	}
	return column;
}

/* Drops the last character of the line, and its picture. */
static void erase_char(struct tty_struct *tty, bool show)
{
	unsigned int before = column_at(tty, tty->head), width;
	u8 c;

	do
		c = byte_at(tty, --tty->head);
	while (is_continuation(tty, c) && tty->head != tty->canon_head);
	if (!show)
		return;
	width = before - column_at(tty, tty->head);
	while (width--) {
		echo_raw(tty, '\b');
		if (c != '\t') {
			echo_raw(tty, ' ');
			echo_raw(tty, '\b');
		}
	}
}

static void erase_word(struct tty_struct *tty, bool show)
{
	bool seen = false;

	while (tty->head != tty->canon_head) {
		u8 c = byte_at(tty, tty->head - 1);
		bool word = isalnum(c) || c == '_' || c >= 0x80;

		if (seen && !word)
			break;
		seen |= word;
		erase_char(tty, show);
	}
}

static void kill_line(struct tty_struct *tty, u8 c)
{
	if (L_FLAG(tty, ECHO) && L_FLAG(tty, ECHOKE) && L_FLAG(tty, ECHOE) &&
	    L_FLAG(tty, ECHOK)) {
		while (tty->head != tty->canon_head)
			erase_char(tty, true);
		return;
	}
	tty->head = tty->canon_head;
	if (!L_FLAG(tty, ECHO))
		return;
	echo_char(tty, c);
	if (L_FLAG(tty, ECHOK))
		echo_raw(tty, '\n');
}

/* Whether @c is one of the characters that erase, and has done so. */
static bool edit(struct tty_struct *tty, u8 c)
{
	bool erase = is_cc(tty, VERASE, c), kill = is_cc(tty, VKILL, c);
	bool word = is_cc(tty, VWERASE, c) && L_FLAG(tty, IEXTEN);
	bool show = L_FLAG(tty, ECHO) && L_FLAG(tty, ECHOE);

	if (!erase && !kill && !word)
		return false;
	if (tty->head == tty->canon_head)
		return true;
	if (kill)
		kill_line(tty, c);
	else if (word)
		erase_word(tty, show);
	else
		erase_char(tty, show);
	if (!kill && L_FLAG(tty, ECHO) && !show)
		echo_char(tty, c);
	return true;
}

static void reprint(struct tty_struct *tty, u8 c)
{
	echo_char(tty, c);
	echo_raw(tty, '\n');
	tty->canon_column = tty->column;
	for (unsigned int i = tty->canon_head; i != tty->head; i++)
		echo_char(tty, byte_at(tty, i));
}

static void echo_input(struct tty_struct *tty, u8 c)
{
	if (!L_FLAG(tty, ECHO))
		return;
	if (tty->head == tty->canon_head)
		tty->canon_column = tty->column;
	echo_char(tty, c);
}

/* Whether @c is special in a line, and was dealt with. */
static bool receive_canonical(struct tty_struct *tty, u8 c)
{
	if (edit(tty, c))
		return true;
	if (is_cc(tty, VLNEXT, c) && L_FLAG(tty, IEXTEN)) {
		tty->lnext = true;
		if (L_FLAG(tty, ECHO) && L_FLAG(tty, ECHOCTL)) {
			echo_raw(tty, '^');
			echo_raw(tty, '\b');
		}
	} else if (is_cc(tty, VREPRINT, c) && L_FLAG(tty, ECHO) &&
		   L_FLAG(tty, IEXTEN)) {
		reprint(tty, c);
	} else if (c == '\n') {
		if (L_FLAG(tty, ECHO | ECHONL))
			echo_raw(tty, c);
		end_line(tty, c);
	} else if (is_cc(tty, VEOF, c)) {
		end_line(tty, DISABLED);
	} else if (is_cc(tty, VEOL, c) ||
		   (is_cc(tty, VEOL2, c) && L_FLAG(tty, IEXTEN))) {
		echo_input(tty, c);
		end_line(tty, c);
	} else {
		return false;
	}
	return true;
}

/* --- Input: signals and flow */

static int signal_of(struct tty_struct *tty, u8 c)
{
	if (!L_FLAG(tty, ISIG))
		return 0;
	if (is_cc(tty, VINTR, c))
		return SIGINT;
	if (is_cc(tty, VQUIT, c))
		return SIGQUIT;
	return is_cc(tty, VSUSP, c) ? SIGTSTP : 0;
}

static void send_signal(struct tty_struct *tty, int sig, u8 c)
{
	if (!L_FLAG(tty, NOFLSH)) {
		tty->echo_count = 0;
		reset_input(tty);
		check_unthrottle(tty);
	}
	if (I_FLAG(tty, IXON))
		start_tty(tty);
	if (L_FLAG(tty, ECHO))
		echo_char(tty, c);
	if (tty->pgrp)
		kill_pgrp(tty->pgrp, sig, 1);
}

/* Whether @c stops or starts output, or sends a signal. */
static bool receive_control(struct tty_struct *tty, u8 c)
{
	int sig;

	if (I_FLAG(tty, IXON) && is_cc(tty, VSTART, c)) {
		start_tty(tty);
		return true;
	}
	if (I_FLAG(tty, IXON) && is_cc(tty, VSTOP, c)) {
		stop_tty(tty);
		return true;
	}
	if (tty->stopped && I_FLAG(tty, IXON) && I_FLAG(tty, IXANY))
		start_tty(tty);
	sig = signal_of(tty, c);
	if (sig)
		send_signal(tty, sig, c);
	return sig;
}

static void receive_char(struct tty_struct *tty, u8 c)
{
	if (I_FLAG(tty, ISTRIP))
		c &= 0x7f;
	if (I_FLAG(tty, IUCLC) && L_FLAG(tty, IEXTEN))
		c = tolower(c);
	if (tty->lnext) {
		tty->lnext = false;
	} else {
		if (receive_control(tty, c))
			return;
		if (c == '\r' && I_FLAG(tty, IGNCR))
			return;
		if (c == '\r' && I_FLAG(tty, ICRNL))
			c = '\n';
		else if (c == '\n' && I_FLAG(tty, INLCR))
			c = '\r';
		if (L_FLAG(tty, ICANON) && receive_canonical(tty, c))
			return;
	}
	echo_input(tty, c);
	if (c == 0xff && I_FLAG(tty, PARMRK))
		put_char(tty, c);
	put_char(tty, c);
}

static bool is_transparent(struct tty_struct *tty)
{
	return !L_FLAG(tty, ISIG | ICANON | ECHO) &&
	       !I_FLAG(tty,
		       IXON | ISTRIP | INLCR | IGNCR | ICRNL | IUCLC | PARMRK);
}

static void receive_raw(struct tty_struct *tty, const u8 *buf, size_t count)
{
	while (count) {
		unsigned int at = tty->head % N_TTY_BUF_SIZE;
		size_t n = min(count, (size_t)N_TTY_BUF_SIZE - at);

		memcpy(tty->read_buf + at, buf, n);
		tty->head += n;
		buf += n;
		count -= n;
	}
}

/*
 * While there is no whole line to read, one that is too long has to be taken,
 * as its end, or the signal that ends it, is yet to come.
 */
size_t tty_receive_room(struct tty_struct *tty)
{
	size_t room = N_TTY_BUF_SIZE - 1 - (tty->head - tty->tail);

	if (I_FLAG(tty, PARMRK))
		room /= 2;
	if ((ssize_t)room > 0)
		return room;
	return L_FLAG(tty, ICANON) && tty->canon_head == tty->tail;
}

size_t tty_receive(struct tty_struct *tty, const u8 *buf, size_t count)
{
	size_t done = 0, n;
	unsigned long flags;

	local_irq_save(flags);
	while (done < count) {
		n = min(count - done, tty_receive_room(tty));
		if (!n) {
			tty->throttled = true;
			break;
		}
		if (is_transparent(tty))
			receive_raw(tty, buf + done, n);
		else
			for (size_t i = 0; i < n; i++)
				receive_char(tty, buf[done + i]);
		done += n;
	}
	if (!L_FLAG(tty, ICANON) && tty->head != tty->tail)
		wake_up(&tty->read_wait);
	local_irq_restore(flags);
	return done;
}

/* --- Reading */

static bool input_available(struct tty_struct *tty, unsigned int least)
{
	if (L_FLAG(tty, ICANON))
		return tty->canon_head != tty->tail;
	return tty->head - tty->tail >= max(least, 1u);
}

unsigned int n_tty_inq(struct tty_struct *tty)
{
	unsigned int end = L_FLAG(tty, ICANON) ? tty->canon_head : tty->head;
	unsigned int count = end - tty->tail;

	for (unsigned int i = tty->tail; L_FLAG(tty, ICANON) && i != end; i++)
		if (byte_at(tty, i) == DISABLED && is_line_end(tty, i))
			count--;
	return count;
}

static bool is_eof(struct tty_struct *tty, unsigned int position)
{
	return position != tty->canon_head && is_line_end(tty, position) &&
	       byte_at(tty, position) == DISABLED;
}

/*
 * Moves at most @count bytes into @buf, none of a second line: how many. An
 * end of file behind them goes with them. *@done: that was the line's end.
 */
static size_t take_input(struct tty_struct *tty, u8 *buf, size_t count,
			 bool *done)
{
	bool canonical = L_FLAG(tty, ICANON), newline;
	unsigned int head = canonical ? tty->canon_head : tty->head, at, end;
	size_t n, first;

	count = min(count, (size_t)(head - tty->tail));
	head = tty->tail + count;
	end = canonical ? find_line_end(tty, tty->tail, head) : head;
	*done = end != head;
	newline = *done && !is_eof(tty, end);
	end += newline;
	n = end - tty->tail;
	at = tty->tail % N_TTY_BUF_SIZE;
	first = min(n, (size_t)N_TTY_BUF_SIZE - at);
	memcpy(buf, tty->read_buf + at, first);
	memcpy(buf + first, tty->read_buf, n - first);
	tty->tail = end;
	if (canonical && !newline && is_eof(tty, end)) {
		tty->tail++;
		*done = true;
	}
	return n;
}

/* 1: there may be input now. Else what read() is to return without any. */
static int wait_for_input(struct tty_struct *tty, struct file *file,
			  long *timeout)
{
	if (tty->flags & TTY_OTHER_CLOSED)
		return -EIO;
	if (tty_hung_up_p(file) || !*timeout)
		return 0;
	if (file->f_flags & O_NONBLOCK)
		return -EAGAIN;
	*timeout =
		wait_event_interruptible_timeout(tty->read_wait,
						 input_available(tty, 1) ||
							 tty->flags &
								 TTY_OTHER_CLOSED ||
							 tty_hung_up_p(file),
						 *timeout);
	return *timeout < 0 ? -ERESTARTSYS : 1;
}

static size_t take_input_locked(struct tty_struct *tty, u8 *buf, size_t count,
				bool *done)
{
	unsigned long flags;
	size_t n;

	local_irq_save(flags);
	n = take_input(tty, buf, count, done);
	check_unthrottle(tty);
	local_irq_restore(flags);
	return n;
}

ssize_t n_tty_read(struct tty_struct *tty, struct file *file, u8 __user *buf,
		   size_t count)
{
	long timeout = MAX_SCHEDULE_TIMEOUT, between = 0;
	size_t done = 0, least = 1, n;
	u8 chunk[CHUNK];
	bool ended;
	int ret;

	ret = tty_is_console_file(file) ? 0 : tty_check_change(tty, SIGTTIN);
	if (ret)
		return ret;
	if (!L_FLAG(tty, ICANON)) {
		long tenths = tty->termios.c_cc[VTIME] * (HZ / 10);

		least = tty->termios.c_cc[VMIN];
		if (least)
			between = tenths;
		else
			timeout = tenths;
	}
	while (done < count) {
		if (!input_available(tty, 1)) {
			if (done >= least && !L_FLAG(tty, ICANON) && done)
				break;
			ret = wait_for_input(tty, file, &timeout);
			if (ret <= 0)
				break;
			continue;
		}
		n = take_input_locked(tty, chunk,
				      min(count - done, sizeof(chunk)), &ended);
		if (copy_to_user(buf + done, chunk, n)) {
			ret = -EFAULT;
			break;
		}
		done += n;
		ret = 0;
		if (ended)
			break;
		if (between)
			timeout = between;
	}
	return done ? done : ret;
}

static bool can_write_now(struct tty_struct *tty)
{
	unsigned long flags;
	bool can;

	local_irq_save(flags);
	can = can_write(tty);
	local_irq_restore(flags);
	return can;
}

__poll_t n_tty_poll(struct tty_struct *tty, struct file *file,
		    poll_table *table)
{
	const u8 *cc = tty->termios.c_cc;
	__poll_t mask = 0;

	poll_wait(file, &tty->read_wait, table);
	poll_wait(file, &tty->write_wait, table);
	if (input_available(tty, cc[VTIME] ? 1 : cc[VMIN]))
		mask |= POLLIN | POLLRDNORM;
	if (tty_hung_up_p(file) || tty->flags & TTY_OTHER_CLOSED)
		mask |= POLLHUP;
	if (can_write_now(tty))
		mask |= POLLOUT | POLLWRNORM;
	return mask;
}

/* --- Writing */

static bool cannot_write_ever(struct tty_struct *tty, struct file *file)
{
	return tty_hung_up_p(file) ||
	       (!tty->master && tty->flags & TTY_OTHER_CLOSED);
}

static size_t write_some(struct tty_struct *tty, const u8 *buf, size_t count)
{
	unsigned long flags;
	size_t n;

	local_irq_save(flags);
	n = O_FLAG(tty, OPOST) ? process_output(tty, buf, count) :
				 put(tty, buf, count);
	local_irq_restore(flags);
	return n;
}

/* Writes all of the chunk: 0; else an errno, and *@done tells how much. */
static int write_chunk(struct tty_struct *tty, struct file *file, const u8 *buf,
		       size_t count, size_t *done)
{
	int ret = 0;

	for (*done = 0; !ret;) {
		if (cannot_write_ever(tty, file))
			return -EIO;
		*done += write_some(tty, buf + *done, count - *done);
		if (*done == count)
			return 0;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(tty->write_wait,
					       can_write_now(tty) ||
						       cannot_write_ever(tty,
									 file));
	}
	return ret;
}

ssize_t n_tty_write(struct tty_struct *tty, struct file *file,
		    const u8 __user *buf, size_t count)
{
	size_t done = 0, n, written;
	u8 chunk[CHUNK];
	int ret = 0;

	if (L_FLAG(tty, TOSTOP) && !tty_is_console_file(file))
		ret = tty_check_change(tty, SIGTTOU);
	while (!ret && done < count) {
		n = min(count - done, sizeof(chunk));
		if (copy_from_user(chunk, buf + done, n)) {
			ret = -EFAULT;
			break;
		}
		ret = write_chunk(tty, file, chunk, n, &written);
		done += written;
	}
	return done ? done : ret;
}
