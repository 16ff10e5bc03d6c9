/* SPDX-License-Identifier: MIT */
/*
 * Terminals. A driver (struct tty_driver) has numbered lines; a line that has
 * been opened is a tty_struct. What comes in goes by tty_receive() through the
 * line discipline (drivers/n_tty.c) to readers; what is written goes through
 * it to the driver. Interrupts add input and echo it, so all that both sides
 * touch is touched with interrupts off.
 *
 * Context: any.
 * Linux: Documentation/driver-api/tty/tty_struct.rst
 */
#ifndef _LINUX_TTY_H
#define _LINUX_TTY_H

#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/poll.h>
#include <linux/termios.h>
#include <linux/tty_driver.h>
#include <linux/tty_port.h>
#include <linux/wait.h>

#define TTY_MAJOR 4
#define TTYAUX_MAJOR 5
#define UNIX98_PTY_MASTER_MAJOR 128
#define UNIX98_PTY_SLAVE_MAJOR 136

#define N_TTY 0
#define N_TTY_BUF_SIZE 4096
#define TTY_ECHO_SIZE 256 /* what waits for a line that is held up */

/* tty_struct's flags */
#define TTY_EXCLUSIVE 0x1u    /* TIOCEXCL */
#define TTY_OTHER_CLOSED 0x2u /* of a pty: the other end */
#define TTY_PTY_LOCK 0x4u     /* TIOCSPTLCK */

struct tty_struct {
	struct kref kref;
	struct tty_driver *driver;
	const struct tty_operations *ops;
	unsigned int index;
	char name[16];
	unsigned int flags; /* TTY_ */
	int count;	    /* openings */
	struct ktermios termios;
	struct winsize winsize;
	pid_t pgrp, session;	 /* 0: none */
	struct tty_struct *link; /* of a pty: the other end */
	bool master;
	struct wait_queue_head read_wait, write_wait;
	struct list_head tty_files;
	void *driver_data;

	/* Output: held by ^S, and echoes that could not be sent yet. */
	bool stopped;
	u8 echo[TTY_ECHO_SIZE];
	unsigned int echo_count;
	unsigned int column;

	/*
	 * Input. Positions only grow, modulo N_TTY_BUF_SIZE they are indices.
	 * Up to canon_head there are whole lines, whose ends have a bit in
	 * line_end; an end of file is a line's end with the byte 0.
	 */
	unsigned int head, canon_head, tail;
	unsigned int canon_column; /* where the line that is typed began */
	bool lnext;		   /* ^V: the next character is data */
	bool throttled;
	u8 read_buf[N_TTY_BUF_SIZE];
	u32 line_end[N_TTY_BUF_SIZE / 32];
};

extern const struct ktermios tty_std_termios;

/* --- For modules. */

/*
 * The terminal of the running process, or NULL; tty_kref_put() gives the
 * reference back. Its driver's ops->write() writes to it.
 * Context: process, may sleep.
 */
struct tty_struct *get_current_tty(void);
/* Context: process, may sleep. */
void tty_kref_put(struct tty_struct *tty);
static inline struct tty_struct *tty_kref_get(struct tty_struct *tty)
{
	if (tty)
		kref_get(&tty->kref);
	return tty;
}
/* Its name in /dev. */
const char *tty_name(const struct tty_struct *tty);

/* --- For drivers. */

/* Registers numbers and /proc/devices' line: 0 or a negative errno. */
int tty_register_driver(struct tty_driver *driver);
/* The tty of a line, made on first use, or ERR_PTR(-ENOMEM). */
struct tty_struct *tty_init_dev(struct tty_driver *driver, unsigned int index);
/* A tty in its initial state, or NULL; tty_kref_put() frees it. */
struct tty_struct *alloc_tty_struct(struct tty_driver *driver,
				    unsigned int index);
/* How many bytes tty_receive() would take. */
size_t tty_receive_room(struct tty_struct *tty);
/*
 * Input for @tty, any context: how many bytes of it were taken. With less than
 * all of them taken, ops->unthrottle() tells when to go on.
 */
size_t tty_receive(struct tty_struct *tty, const u8 *buf, size_t count);
/* How many of the bytes are, from the first on, ASCII with a column each. */
size_t tty_plain_length(const u8 *buf, size_t count);
/* The driver can take output again. Any context. */
void tty_wakeup(struct tty_struct *tty);
/* Opens @tty as @file: 0 or a negative errno. */
int tty_add_file(struct tty_struct *tty, struct file *file);

/* --- The line discipline (drivers/n_tty.c). */

void n_tty_flush_input(struct tty_struct *tty);
void n_tty_set_termios(struct tty_struct *tty, const struct ktermios *old);
ssize_t n_tty_read(struct tty_struct *tty, struct file *file, u8 __user *buf,
		   size_t count);
ssize_t n_tty_write(struct tty_struct *tty, struct file *file,
		    const u8 __user *buf, size_t count);
__poll_t n_tty_poll(struct tty_struct *tty, struct file *file,
		    poll_table *table);
/* FIONREAD: bytes that read(2) could return. */
unsigned int n_tty_inq(struct tty_struct *tty);
/* ^S and ^Q, and their like by TCXONC. */
void stop_tty(struct tty_struct *tty);
void start_tty(struct tty_struct *tty);

/* --- Terminals and processes (drivers/tty.c). */

extern const struct file_operations tty_fops;

/* Whether @file was opened before a hang-up: it reads and writes no more. */
bool tty_hung_up_p(struct file *file);
/* Whether @file is /dev/console: exempt from job control and hang-ups. */
bool tty_is_console_file(struct file *file);
/*
 * 0 if the running process may do what background processes may not; else it
 * has been sent @sig, and the call is to return -ERESTARTSYS or -EIO.
 */
int tty_check_change(struct tty_struct *tty, int sig);
/* Ends the session on @tty, and all openings of it but this /dev/console's. */
void tty_vhangup(struct tty_struct *tty);
/*
 * The running session leader gives up its terminal: by TIOCNOTTY, or when it
 * exits, which is a hang-up for those in the foreground.
 */
void disassociate_ctty(int on_exit);
/* TIOCSCTTY. */
int tiocsctty(struct tty_struct *tty, struct file *file, int arg);
/* The device number that /proc/PID/stat shows; 0 for NULL. */
dev_t tty_devnum(struct tty_struct *tty);
long tty_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

static inline struct tty_struct *file_tty(struct file *file)
{
	return *(struct tty_struct **)file->private_data;
}

#endif
