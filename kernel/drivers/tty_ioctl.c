/* SPDX-License-Identifier: MIT */
/* The ioctls of terminals. ioctl_tty(2) tells each. */
#include <linux/array_size.h>
#include <linux/capability.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <linux/uaccess.h>

/* Bits per second by the value of c_cflag's CBAUD, without CBAUDEX's bit. */
static const u32 speeds[2][16] = {
	{ 0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600,
	  19200, 38400 },
	{ 0, 57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000,
	  1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000 },
};

/* --- Attributes */

static void set_termios(struct tty_struct *tty, const struct ktermios *new)
{
	struct ktermios old = tty->termios;

	tty->termios = *new;
	if ((new->c_cflag &CBAUD) != BOTHER)
		tty->termios.c_ispeed = tty->termios.c_ospeed =
			speeds[!!(new->c_cflag &BOTHER)][new->c_cflag & 0xf];
	n_tty_set_termios(tty, &old);
}

/* Until all that was written has been sent: 0 or -ERESTARTSYS. */
static int wait_until_sent(struct tty_struct *tty)
{
	if (!tty->ops->chars_in_buffer)
		return 0;
	return wait_event_interruptible(tty->write_wait,
					!tty->echo_count &&
						!tty->ops->chars_in_buffer(
							tty));
}

/* @how: 0 at once, 1 after what was written, 2 and without what was typed. */
static int change_termios(struct tty_struct *tty, const struct ktermios *new,
			  unsigned int how)
{
	int ret = how ? wait_until_sent(tty) : 0;

	if (ret)
		return ret;
	if (how == 2)
		n_tty_flush_input(tty);
	set_termios(tty, new);
	return 0;
}

static int set_attributes(struct tty_struct *tty, const void __user *arg,
			  size_t size, unsigned int how)
{
	struct ktermios new = tty->termios;

	if (copy_from_user(&new, arg, size))
		return -EFAULT;
	return change_termios(tty, &new, how);
}

static int get_termio(struct tty_struct *tty, struct termio __user *arg)
{
	const struct ktermios *t = &tty->termios;
	struct termio out = { .c_iflag = t->c_iflag,
			      .c_oflag = t->c_oflag,
			      .c_cflag = t->c_cflag,
			      .c_lflag = t->c_lflag,
			      .c_line = t->c_line };

	memcpy(out.c_cc, t->c_cc, NCC);
	return copy_to_user(arg, &out, sizeof(out)) ? -EFAULT : 0;
}

static u32 low_half(u32 old, u16 new)
{
	return (old & 0xffff0000) | new;
}

static int set_termio(struct tty_struct *tty, const struct termio __user *arg,
		      unsigned int how)
{
	struct ktermios new = tty->termios;
	struct termio in;

	if (copy_from_user(&in, arg, sizeof(in)))
		return -EFAULT;
	new.c_iflag = low_half(new.c_iflag, in.c_iflag);
	new.c_oflag = low_half(new.c_oflag, in.c_oflag);
	new.c_cflag = low_half(new.c_cflag, in.c_cflag);
	new.c_lflag = low_half(new.c_lflag, in.c_lflag);
	new.c_line = in.c_line;
	memcpy(new.c_cc, in.c_cc, NCC);
	return change_termios(tty, &new, how);
}

/* Of a pty, the slave has the attributes. */
static long mode_ioctl(struct tty_struct *tty, unsigned int cmd, void __user *p)
{
	switch (cmd) {
	case TCGETS:
		return copy_to_user(p, &tty->termios, sizeof(struct termios)) ?
			       -EFAULT :
			       0;
	case TCGETS2:
		return copy_to_user(p, &tty->termios, sizeof(tty->termios)) ?
			       -EFAULT :
			       0;
	case TCSETS:
	case TCSETSW:
	case TCSETSF:
		return set_attributes(tty, p, sizeof(struct termios),
				      cmd - TCSETS);
	case TCSETS2:
	case TCSETSW2:
	case TCSETSF2:
		return set_attributes(tty, p, sizeof(struct termios2),
				      cmd - TCSETS2);
	case TCGETA:
		return get_termio(tty, p);
	case TCSETA:
	case TCSETAW:
	case TCSETAF:
		return set_termio(tty, p, cmd - TCSETA);
	}
	return -ENOIOCTLCMD;
}

/* --- Window, process groups */

static int set_winsize(struct tty_struct *tty, const struct winsize __user *p)
{
	struct winsize new;

	if (copy_from_user(&new, p, sizeof(new)))
		return -EFAULT;
	if (!memcmp(&new, &tty->winsize, sizeof(new)))
		return 0;
	tty->winsize = new;
	if (tty->pgrp)
		kill_pgrp(tty->pgrp, SIGWINCH, 1);
	return 0;
}

static int set_pgrp(struct tty_struct *tty, pid_t __user *p)
{
	int ret = tty_check_change(tty, SIGTTOU);
	pid_t pgrp, session;

	if (ret)
		return ret == -EIO ? -ENOTTY : ret;
	if (current->signal->tty != tty ||
	    tty->session != current->signal->session)
		return -ENOTTY;
	if (get_user(pgrp, p))
		return -EFAULT;
	if (pgrp < 0)
		return -EINVAL;
	if (!pgrp || !session_of_pgrp(pgrp, &session))
		return -ESRCH;
	if (session != current->signal->session)
		return -EPERM;
	tty->pgrp = pgrp;
	return 0;
}

/* The terminal of the session; from a pty's master, of anyone's. */
static bool is_own(struct tty_struct *tty, struct tty_struct *real)
{
	return tty != real || current->signal->tty == real;
}

static int give_up_ctty(struct tty_struct *tty)
{
	if (current->signal->tty != tty)
		return -ENOTTY;
	if (current->signal->session == task_tgid_nr(current))
		disassociate_ctty(0);
	current->signal->tty = NULL;
	return 0;
}

static long session_ioctl(struct tty_struct *tty, struct tty_struct *real,
			  struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	void __user *p = (void __user *)arg;

	switch (cmd) {
	case TIOCGWINSZ:
		return copy_to_user(p, &real->winsize, sizeof(real->winsize)) ?
			       -EFAULT :
			       0;
	case TIOCSWINSZ:
		return set_winsize(real, p);
	case TIOCGPGRP:
		return is_own(tty, real) ?
			       put_user(real->pgrp, (pid_t __user *)p) :
			       -ENOTTY;
	case TIOCSPGRP:
		return set_pgrp(real, p);
	case TIOCGSID:
		return is_own(tty, real) && real->session ?
			       put_user(real->session, (pid_t __user *)p) :
			       -ENOTTY;
	case TIOCSCTTY:
		return tiocsctty(real, file, arg);
	case TIOCNOTTY:
		return give_up_ctty(tty);
	case TIOCVHANGUP:
		if (!capable(CAP_SYS_ADMIN))
			return -EPERM;
		tty_vhangup(tty);
		return 0;
	}
	return -ENOIOCTLCMD;
}

/* --- Queues and flow */

static int flush_queues(struct tty_struct *tty, unsigned long which)
{
	if (which > TCIOFLUSH)
		return -EINVAL;
	if (which != TCOFLUSH)
		n_tty_flush_input(tty);
	if (which != TCIFLUSH) {
		tty->echo_count = 0;
		tty_wakeup(tty);
	}
	return 0;
}

static int set_flow(struct tty_struct *tty, unsigned long how)
{
	u8 c;

	switch (how) {
	case TCOOFF:
		stop_tty(tty);
		return 0;
	case TCOON:
		start_tty(tty);
		return 0;
	case TCIOFF:
	case TCION:
		c = tty->termios.c_cc[how == TCIOFF ? VSTOP : VSTART];
		if (c)
			tty_send_all(tty, &c, 1);
		return 0;
	}
	return -EINVAL;
}

static int simulate_input(struct tty_struct *tty, u8 __user *p)
{
	u8 c;

	if (current->signal->tty != tty && !capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (get_user(c, p))
		return -EFAULT;
	tty_receive(tty, &c, 1);
	return 0;
}

static unsigned int outq(struct tty_struct *tty)
{
	return tty->echo_count +
	       (tty->ops->chars_in_buffer ? tty->ops->chars_in_buffer(tty) : 0);
}

static int set_exclusive(struct tty_struct *tty, bool on)
{
	tty->flags = on ? tty->flags | TTY_EXCLUSIVE :
			  tty->flags & ~TTY_EXCLUSIVE;
	return 0;
}

static long queue_ioctl(struct tty_struct *tty, unsigned int cmd,
			unsigned long arg)
{
	int __user *p = (int __user *)arg;
	int ldisc;

	switch (cmd) {
	case FIONREAD:
		return put_user((int)n_tty_inq(tty), p);
	case TIOCOUTQ:
		return put_user((int)outq(tty), p);
	case TCFLSH:
		return flush_queues(tty, arg);
	case TCXONC:
		return set_flow(tty, arg);
	case TCSBRK:
	case TCSBRKP:
		return wait_until_sent(tty); /* a break would mean nothing */
	case TIOCSTI:
		return simulate_input(tty, (u8 __user *)arg);
	case TIOCEXCL:
	case TIOCNXCL:
		return set_exclusive(tty, cmd == TIOCEXCL);
	case TIOCGEXCL:
		return put_user((int)!!(tty->flags & TTY_EXCLUSIVE), p);
	case TIOCGDEV:
		return put_user(new_encode_dev(tty_devnum(tty)),
				(u32 __user *)arg);
	case TIOCGETD:
		return put_user(N_TTY, p);
	case TIOCSETD:
		if (get_user(ldisc, p))
			return -EFAULT;
		return ldisc == N_TTY ? 0 : -EINVAL;
	}
	return -ENOIOCTLCMD;
}

/* What background processes may not do without leave. */
static bool changes_terminal(unsigned int cmd)
{
	static const unsigned int cmds[] = {
		TCSETS,	  TCSETSW, TCSETSF, TCSETS2,  TCSETSW2,
		TCSETSF2, TCSETA,  TCSETAW, TCSETAF,  TCSBRK,
		TCSBRKP,  TCXONC,  TCFLSH,  TIOCSETD,
	};

	for (size_t i = 0; i < ARRAY_SIZE(cmds); i++)
		if (cmd == cmds[i])
			return true;
	return false;
}

long tty_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tty_struct *tty = file_tty(file);
	struct tty_struct *real = tty->master ? tty->link : tty;
	long ret;

	if (changes_terminal(cmd)) {
		ret = tty_check_change(real, SIGTTOU);
		if (ret)
			return ret;
	}
	ret = tty->ops->ioctl ? tty->ops->ioctl(tty, cmd, arg) : -ENOIOCTLCMD;
	if (ret == -ENOIOCTLCMD)
		ret = mode_ioctl(real, cmd, (void __user *)arg);
	if (ret == -ENOIOCTLCMD)
		ret = session_ioctl(tty, real, file, cmd, arg);
	if (ret == -ENOIOCTLCMD)
		ret = queue_ioctl(tty, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}
