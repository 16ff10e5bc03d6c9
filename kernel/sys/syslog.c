/* SPDX-License-Identifier: MIT */
/*
 * The log as user space reads and writes it: syslog(2), /dev/kmsg and
 * /proc/kmsg, over the one ring of printk.c.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/math64.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "../fs/proc/proc.h"

#define SYSLOG_ACTION_CLOSE 0
#define SYSLOG_ACTION_OPEN 1
#define SYSLOG_ACTION_READ 2
#define SYSLOG_ACTION_READ_ALL 3
#define SYSLOG_ACTION_READ_CLEAR 4
#define SYSLOG_ACTION_CLEAR 5
#define SYSLOG_ACTION_CONSOLE_OFF 6
#define SYSLOG_ACTION_CONSOLE_ON 7
#define SYSLOG_ACTION_CONSOLE_LEVEL 8
#define SYSLOG_ACTION_SIZE_UNREAD 9
#define SYSLOG_ACTION_SIZE_BUFFER 10

#define LOG_USER 1
#define LINE_MAX (LOG_TEXT_MAX + 48)

/* kernel.dmesg_restrict: without CAP_SYSLOG nobody reads the log. */
int dmesg_restrict;

/* Behind what syslog(2) has read; and behind what it has cleared. */
static struct log_reader read_to, cleared_to;
/* How much of the line at read_to has been read, in bytes. */
static size_t partial;
static DEFINE_MUTEX(syslog_lock);

/* A message and its line, `<6>[    0.123456] text\n`. */
struct line {
	struct log_record record;
	size_t length;
	char text[LINE_MAX];
};

static bool read_line(struct log_reader *reader, struct line *line)
{
	struct log_record *r = &line->record;
	size_t n;

	if (!log_read(reader, r))
		return false;
	n = sprintf(line->text, "<%u>", r->priority);
	n += log_format_time(line->text + n, r->nanoseconds);
	memcpy(line->text + n, r->text, r->length);
	n += r->length;
	line->text[n++] = '\n';
	line->length = n;
	return true;
}

static bool may_read_log(int action)
{
	return (!dmesg_restrict && (action == SYSLOG_ACTION_READ_ALL ||
				    action == SYSLOG_ACTION_SIZE_BUFFER)) ||
	       capable(CAP_SYSLOG);
}

/* The lines from @reader on: how many bytes they are. */
static size_t lines_size(struct log_reader reader, struct line *line)
{
	size_t size = 0;

	while (read_line(&reader, line))
		size += line->length;
	return size;
}

/* The last lines that fit in @size bytes, since the log was cleared. */
static int read_all(char __user *buf, size_t size, struct line *line)
{
	struct log_reader reader = cleared_to;
	size_t total = lines_size(reader, line), n = 0;

	while (total > size && read_line(&reader, line))
		total -= line->length;
	while (read_line(&reader, line) && line->length <= size - n) {
		if (copy_to_user(buf + n, line->text, line->length))
			return -EFAULT;
		n += line->length;
	}
	return n;
}

/* Precondition: the lock is held. What is read is gone for the next one. */
static int read_unread(char __user *buf, size_t size, struct line *line)
{
	size_t n = 0;

	while (n < size) {
		struct log_reader next = read_to;
		size_t length;

		if (!read_line(&next, line))
			break;
		if (line->record.seq != read_to.seq)
			partial = 0;
		length = line->length - partial;
		if (length > size - n && n)
			break;
		length = min(length, size - n);
		if (copy_to_user(buf + n, line->text + partial, length))
			return n ? n : -EFAULT;
		n += length;
		partial += length;
		if (partial < line->length)
			break;
		partial = 0;
		read_to = next;
	}
	return n;
}

static bool has_unread(void)
{
	return read_to.seq < log_next_seq();
}

/* Waits for a message and reads. */
static int read_next(char __user *buf, size_t size, struct line *line)
{
	int n;

	do {
		n = wait_event_interruptible(log_wait, has_unread());
		if (n)
			return n;
		mutex_lock(&syslog_lock);
		n = read_unread(buf, size, line);
		mutex_unlock(&syslog_lock);
	} while (!n);
	return n;
}

static int read_action(int action, char __user *buf, int size)
{
	struct line *line;
	int n;

	if (!buf || size < 0)
		return -EINVAL;
	if (!size)
		return 0;
	if (!access_ok(buf, size))
		return -EFAULT;
	line = kmalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	n = action == SYSLOG_ACTION_READ ? read_next(buf, size, line) :
					   read_all(buf, size, line);
	if (n >= 0 && action == SYSLOG_ACTION_READ_CLEAR)
		log_read_from_end(&cleared_to);
	kfree(line);
	return n;
}

static int unread_size(void)
{
	struct line *line = kmalloc(sizeof(*line), GFP_KERNEL);
	size_t size;

	if (!line)
		return -ENOMEM;
	size = lines_size(read_to, line);
	kfree(line);
	return size - min(partial, size);
}

/* What the consoles showed before they were turned off, or -1. */
static int saved_level = -1;

static int console_level_action(int action, int level)
{
	switch (action) {
	case SYSLOG_ACTION_CONSOLE_OFF:
		if (saved_level < 0)
			saved_level = console_loglevel;
		console_loglevel = minimum_console_loglevel;
		return 0;
	case SYSLOG_ACTION_CONSOLE_ON:
		if (saved_level >= 0)
			console_loglevel = saved_level;
		saved_level = -1;
		return 0;
	default:
		if (level < 1 || level > 8)
			return -EINVAL;
		console_loglevel = max(level, minimum_console_loglevel);
		saved_level = -1;
		return 0;
	}
}

static int do_syslog(int action, char __user *buf, int size)
{
	switch (action) {
	case SYSLOG_ACTION_CLOSE:
	case SYSLOG_ACTION_OPEN:
		return 0;
	case SYSLOG_ACTION_READ:
	case SYSLOG_ACTION_READ_ALL:
	case SYSLOG_ACTION_READ_CLEAR:
		return read_action(action, buf, size);
	case SYSLOG_ACTION_CLEAR:
		log_read_from_end(&cleared_to);
		return 0;
	case SYSLOG_ACTION_CONSOLE_OFF:
	case SYSLOG_ACTION_CONSOLE_ON:
	case SYSLOG_ACTION_CONSOLE_LEVEL:
		return console_level_action(action, size);
	case SYSLOG_ACTION_SIZE_UNREAD:
		return unread_size();
	case SYSLOG_ACTION_SIZE_BUFFER:
		return LOG_BUF_LEN;
	default:
		return -EINVAL;
	}
}

SYSCALL_DEFINE3(syslog, int, type, char __user *, buf, int, len)
{
	return may_read_log(type) ? do_syslog(type, buf, len) : -EPERM;
}

/* --- /dev/kmsg: a message a read, `prio,seq,usec,-;text\n`. */

struct kmsg_reader {
	struct mutex lock;
	struct log_reader at;
	struct log_record record;
	char text[LOG_TEXT_MAX * 4 + 64]; /* what is not printable is \xHH */
};

static int kmsg_open(struct inode *inode, struct file *file)
{
	struct kmsg_reader *reader;

	if ((file->f_flags & O_ACCMODE) == O_WRONLY)
		return 0;
	if (!may_read_log(SYSLOG_ACTION_READ_ALL))
		return -EPERM;
	reader = kzalloc(sizeof(*reader), GFP_KERNEL);
	if (!reader)
		return -ENOMEM;
	mutex_init(&reader->lock);
	log_read_from_start(&reader->at);
	file->private_data = reader;
	return 0;
}

static int kmsg_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static size_t format_message(struct kmsg_reader *reader)
{
	const struct log_record *r = &reader->record;
	char *p = reader->text;

	p += sprintf(p, "%u,%llu,%llu,-;", r->priority, r->seq,
		     div_u64(r->nanoseconds, 1000));
	for (u32 i = 0; i < r->length; i++) {
		u8 c = r->text[i];

		if (c < ' ' || c >= 127 || c == '\\')
			p += sprintf(p, "\\x%02x", c);
		else
			*p++ = c;
	}
	*p++ = '\n';
	return p - reader->text;
}

static ssize_t read_message(struct kmsg_reader *reader, char __user *buf,
			    size_t count, bool nonblock)
{
	struct log_reader next;
	size_t length;
	int err;

	for (next = reader->at; !log_read(&next, &reader->record);
	     next = reader->at) {
		if (nonblock)
			return -EAGAIN;
		err = wait_event_interruptible(log_wait,
					       reader->at.seq < log_next_seq());
		if (err)
			return err;
	}
	if (reader->record.seq != reader->at.seq) {
		log_read_from_start(&reader->at);
		return -EPIPE;
	}
	length = format_message(reader);
	if (length > count)
		return -EINVAL;
	if (copy_to_user(buf, reader->text, length))
		return -EFAULT;
	reader->at = next;
	return length;
}

static ssize_t kmsg_read(struct file *file, char __user *buf, size_t count,
			 loff_t *pos)
{
	struct kmsg_reader *reader = file->private_data;
	ssize_t n;

	if (!reader)
		return -EBADF;
	n = mutex_lock_interruptible(&reader->lock);
	if (n)
		return n;
	n = read_message(reader, buf, count, file->f_flags & O_NONBLOCK);
	mutex_unlock(&reader->lock);
	return n;
}

/* `<N>` at the front of @text names facility and level: what is behind it. */
static char *parse_priority(char *text, int *facility, int *level)
{
	unsigned int priority = 0;
	char *p = text;

	*facility = LOG_USER;
	*level = default_message_loglevel;
	if (*p++ != '<' || !isdigit(*p))
		return text;
	while (isdigit(*p))
		priority = priority * 10 + *p++ - '0';
	if (*p != '>')
		return text;
	*level = priority & 7;
	if (priority >> 3 & 0xff)
		*facility = priority >> 3 & 0xff;
	return p + 1;
}

static ssize_t kmsg_write(struct file *file, const char __user *buf,
			  size_t count, loff_t *pos)
{
	int facility, level;
	char *copy, *text, *line;

	if (count > LOG_TEXT_MAX)
		return -EINVAL;
	copy = memdup_user_nul(buf, count);
	if (IS_ERR(copy))
		return PTR_ERR(copy);
	text = parse_priority(copy, &facility, &level);
	if (*text && text[strlen(text) - 1] == '\n')
		text[strlen(text) - 1] = '\0';
	while ((line = strsep(&text, "\n")))
		log_user_line(facility, level, line, strlen(line));
	kfree(copy);
	return count;
}

static loff_t kmsg_llseek(struct file *file, loff_t offset, int whence)
{
	struct kmsg_reader *reader = file->private_data;

	if (!reader)
		return -EBADF;
	if (offset)
		return -ESPIPE;
	switch (whence) {
	case SEEK_SET:
		log_read_from_start(&reader->at);
		return 0;
	case SEEK_DATA:
		reader->at = cleared_to;
		return 0;
	case SEEK_END:
		log_read_from_end(&reader->at);
		return 0;
	default:
		return -EINVAL;
	}
}

static __poll_t kmsg_poll(struct file *file, struct poll_table_struct *wait)
{
	struct kmsg_reader *reader = file->private_data;
	struct log_reader oldest;

	if (!reader)
		return EPOLLERR | EPOLLNVAL;
	poll_wait(file, &log_wait, wait);
	if (reader->at.seq >= log_next_seq())
		return 0;
	log_read_from_start(&oldest);
	return reader->at.seq < oldest.seq ?
		       EPOLLIN | EPOLLRDNORM | EPOLLERR | EPOLLPRI :
		       EPOLLIN | EPOLLRDNORM;
}

const struct file_operations kmsg_fops = {
	.open = kmsg_open,
	.read = kmsg_read,
	.write = kmsg_write,
	.llseek = kmsg_llseek,
	.poll = kmsg_poll,
	.release = kmsg_release,
};

/* --- /proc/kmsg: what syslog(2) reads, as a file. */

static int proc_kmsg_open(struct inode *inode, struct file *file)
{
	return may_read_log(SYSLOG_ACTION_OPEN) ? 0 : -EPERM;
}

static ssize_t proc_kmsg_read(struct file *file, char __user *buf, size_t count,
			      loff_t *pos)
{
	if (file->f_flags & O_NONBLOCK && !has_unread())
		return -EAGAIN;
	return read_action(SYSLOG_ACTION_READ, buf,
			   min(count, (size_t)INT_MAX));
}

static __poll_t proc_kmsg_poll(struct file *file,
			       struct poll_table_struct *wait)
{
	poll_wait(file, &log_wait, wait);
	return has_unread() ? EPOLLIN | EPOLLRDNORM : 0;
}

const struct proc_ops proc_kmsg_ops = {
	.proc_open = proc_kmsg_open,
	.proc_read = proc_kmsg_read,
	.proc_poll = proc_kmsg_poll,
	.proc_lseek = noop_llseek,
};
