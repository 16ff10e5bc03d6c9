/* SPDX-License-Identifier: MIT */
/*
 * Terminals as files, and terminals and processes: which driver a device
 * number means, opening and closing, the controlling terminal of a session,
 * background processes, hang-ups. It knows nothing of what the bytes mean.
 */
#include <asm/irqflags.h>
#include <linux/capability.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/tty.h>

#include "drivers.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

#define DEV_TTY MKDEV(TTYAUX_MAJOR, 0)
#define DEV_CONSOLE MKDEV(TTYAUX_MAJOR, 1)
#define DEV_TTY0 MKDEV(TTY_MAJOR, 0)
#define DEV_TTY1 MKDEV(TTY_MAJOR, 1)
#define DEV_TTYS0 MKDEV(TTY_MAJOR, 64)

const struct ktermios tty_std_termios = {
	.c_iflag = ICRNL | IXON,
	.c_oflag = OPOST | ONLCR,
	.c_cflag = B38400 | CS8 | CREAD | HUPCL,
	.c_lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE |
		   IEXTEN,
	.c_cc = INIT_C_CC,
	.c_ispeed = 38400,
	.c_ospeed = 38400,
};

/* One opening of a tty: file_tty() knows that the tty comes first. */
struct tty_file_private {
	struct tty_struct *tty;
	struct file *file;
	struct list_head list;
};

static LIST_HEAD(tty_drivers);

/* --- Drivers and their lines */

struct tty_struct *alloc_tty_struct(struct tty_driver *driver,
				    unsigned int index)
{
	struct tty_struct *tty = kzalloc(sizeof(*tty), GFP_KERNEL);

	if (!tty)
		return NULL;
	kref_init(&tty->kref);
	tty->driver = driver;
	tty->ops = driver->ops;
	tty->index = index;
	snprintf(tty->name, sizeof(tty->name), "%s%s%u", driver->name,
		 driver->type == TTY_DRIVER_TYPE_PTY ? "/" : "",
		 driver->name_base + index);
	tty->termios = driver->init_termios;
	tty->winsize = driver->init_winsize;
	init_waitqueue_head(&tty->read_wait);
	init_waitqueue_head(&tty->write_wait);
	INIT_LIST_HEAD(&tty->tty_files);
	return tty;
}

static void free_tty(struct kref *kref)
{
	kfree(container_of(kref, struct tty_struct, kref));
}

void tty_kref_put(struct tty_struct *tty)
{
	if (tty)
		kref_put(&tty->kref, free_tty);
}
EXPORT_SYMBOL(tty_kref_put);

const char *tty_name(const struct tty_struct *tty)
{
	return tty ? tty->name : "NULL tty";
}
EXPORT_SYMBOL(tty_name);

ssize_t tty_send_all(struct tty_struct *tty, const u8 *buf, size_t count)
{
	unsigned long flags;
	size_t done = 0;

	/* Bounded: a line that hangs must not hang the kernel. */
	for (int i = 0; done < count && i < 100000; i++) {
		local_irq_save(flags);
		done += tty->ops->send(tty, buf + done, count - done);
		local_irq_restore(flags);
	}
	return done;
}

struct tty_struct *tty_init_dev(struct tty_driver *driver, unsigned int index)
{
	if (!driver->ttys[index])
		driver->ttys[index] = alloc_tty_struct(driver, index);
	return driver->ttys[index] ?: ERR_PTR(-ENOMEM);
}

int tty_register_driver(struct tty_driver *driver)
{
	dev_t dev = MKDEV(driver->major, driver->minor_start);
	int ret;

	ret = register_chrdev_region(dev, driver->num, driver->name);
	if (ret)
		return ret;
	cdev_init(&driver->cdev, &tty_fops);
	ret = cdev_add(&driver->cdev, dev, driver->num);
	if (ret) {
		unregister_chrdev_region(dev, driver->num);
		return ret;
	}
	list_add_tail(&driver->tty_drivers, &tty_drivers);
	return 0;
}

static struct tty_driver *get_tty_driver(dev_t dev, unsigned int *index)
{
	struct tty_driver *d;

	list_for_each_entry(d, &tty_drivers, tty_drivers) {
		*index = MINOR(dev) - d->minor_start;
		if (MAJOR(dev) == d->major && *index < d->num)
			return d;
	}
	return NULL;
}

dev_t tty_devnum(struct tty_struct *tty)
{
	return tty ? MKDEV(tty->driver->major,
			   tty->driver->minor_start + tty->index) :
		     0;
}

/* --- /dev/console */

static dev_t console_dev; /* the last console= that we have; 0: none */

static bool names_console(const char *val, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(val, name, n) && (!val[n] || val[n] == ',');
}

/* Those that are named, and no others, show the log. */
static int set_console(const char *val, const struct kernel_param *kp)
{
	static bool named;
	bool serial = names_console(val, "ttyS0");

	if (!serial && !names_console(val, "tty0") &&
	    !names_console(val, "tty1") && !names_console(val, "tty"))
		return 0;
	console_select(serial ? "ttyS" : "tty", !named);
	named = true;
	console_dev = serial ? DEV_TTYS0 : DEV_TTY1;
	return 0;
}

static const struct kernel_param_ops console_ops = { .set = set_console };
core_param_cb(console, &console_ops, NULL, 0);

static dev_t console_device(void)
{
	if (console_dev)
		return console_dev;
	return serial_present() ? DEV_TTYS0 : DEV_TTY1;
}

/* --- The controlling terminal */

/* Kernel threads have none. */
static struct tty_struct *current_tty(void)
{
	return current->signal ? current->signal->tty : NULL;
}

struct tty_struct *get_current_tty(void)
{
	return tty_kref_get(current_tty());
}
EXPORT_SYMBOL_GPL(get_current_tty);

static bool is_session_leader(void)
{
	return current->signal &&
	       current->signal->session == task_tgid_nr(current);
}

static void proc_set_tty(struct tty_struct *tty)
{
	tty->session = current->signal->session;
	tty->pgrp = current->signal->pgrp;
	current->signal->tty = tty;
}

/* No process has @tty as its terminal any more. */
static void session_clear_tty(struct tty_struct *tty)
{
	struct task_struct *t;

	for_each_task(t)
		if (t->signal && t->signal->tty == tty)
			t->signal->tty = NULL;
	tty->session = tty->pgrp = 0;
}

/* The leader of the session on @tty, or NULL. */
static struct task_struct *session_leader(struct tty_struct *tty)
{
	struct task_struct *t = tty->session ? find_process(tty->session) :
					       NULL;

	return t && t->signal && t->signal->tty == tty ? t : NULL;
}

static bool is_ignored(int sig)
{
	return current->blocked.mask & sigmask(sig) ||
	       current->sighand->action[sig - 1].sa_handler == SIG_IGN;
}

int tty_check_change(struct tty_struct *tty, int sig)
{
	struct signal_struct *signal = current->signal;

	if (!signal || signal->tty != tty || !tty->pgrp ||
	    tty->pgrp == signal->pgrp)
		return 0;
	if (is_ignored(sig))
		return sig == SIGTTIN ? -EIO : 0;
	if (is_orphaned_pgrp(signal->pgrp))
		return -EIO;
	kill_pgrp(signal->pgrp, sig, 1);
	return -ERESTARTSYS;
}

int tiocsctty(struct tty_struct *tty, struct file *file, int arg)
{
	if (is_session_leader() && tty->session == current->signal->session)
		return 0;
	if (!is_session_leader() || current->signal->tty)
		return -EPERM;
	if (tty->session) {
		if (arg != 1 || !capable(CAP_SYS_ADMIN))
			return -EPERM;
		session_clear_tty(tty);
	}
	if (!(file->f_mode & FMODE_READ) && !capable(CAP_SYS_ADMIN))
		return -EPERM;
	proc_set_tty(tty);
	return 0;
}

/* --- Hanging up */

static ssize_t hung_up_read(struct file *file, char __user *buf, size_t count,
			    loff_t *pos)
{
	return 0;
}

static ssize_t hung_up_write(struct file *file, const char __user *buf,
			     size_t count, loff_t *pos)
{
	return -EIO;
}

static __poll_t hung_up_poll(struct file *file, poll_table *table)
{
	return POLLIN | POLLOUT | POLLERR | POLLHUP | POLLRDNORM | POLLWRNORM;
}

static long hung_up_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	return cmd == TIOCSPGRP ? -ENOTTY : -EIO;
}

static int tty_release(struct inode *inode, struct file *file);

static const struct file_operations hung_up_tty_fops = {
	.llseek = no_llseek,
	.read = hung_up_read,
	.write = hung_up_write,
	.poll = hung_up_poll,
	.unlocked_ioctl = hung_up_ioctl,
	.release = tty_release,
};

static const struct file_operations console_fops;

bool tty_hung_up_p(struct file *file)
{
	return file->f_op == &hung_up_tty_fops;
}

bool tty_is_console_file(struct file *file)
{
	return file->f_op == &console_fops;
}

/* Nobody's terminal, with nothing typed and nothing held. */
static void reset_line(struct tty_struct *tty)
{
	session_clear_tty(tty);
	tty->flags &= ~TTY_EXCLUSIVE;
	tty->stopped = false;
	tty->echo_count = 0;
	n_tty_flush_input(tty);
}

static void hangup(struct tty_struct *tty, bool by_exit)
{
	struct task_struct *leader = session_leader(tty);
	struct tty_file_private *p;

	list_for_each_entry(p, &tty->tty_files, list)
		if (p->file->f_op == &tty_fops)
			p->file->f_op = &hung_up_tty_fops;
	if (leader) {
		group_send_sig_info(SIGHUP, NULL, leader);
		group_send_sig_info(SIGCONT, NULL, leader);
	}
	if (by_exit && tty->pgrp)
		kill_pgrp(tty->pgrp, SIGHUP, 1);
	tty->termios = tty->driver->init_termios;
	reset_line(tty);
	wake_up(&tty->read_wait);
	wake_up(&tty->write_wait);
}

void tty_vhangup(struct tty_struct *tty)
{
	hangup(tty, false);
}

SYSCALL_DEFINE0(vhangup)
{
	if (!capable(CAP_SYS_TTY_CONFIG))
		return -EPERM;
	if (current->signal->tty)
		tty_vhangup(current->signal->tty);
	return 0;
}

void disassociate_ctty(int on_exit)
{
	struct tty_struct *tty = current->signal->tty;

	if (!tty)
		return;
	if (on_exit && tty->driver->type != TTY_DRIVER_TYPE_PTY) {
		hangup(tty, true);
		return;
	}
	if (tty->pgrp) {
		kill_pgrp(tty->pgrp, SIGHUP, on_exit);
		if (!on_exit)
			kill_pgrp(tty->pgrp, SIGCONT, on_exit);
	}
	session_clear_tty(tty);
}

/* --- Files */

int tty_add_file(struct tty_struct *tty, struct file *file)
{
	struct tty_file_private *p;

	if (tty->flags & TTY_EXCLUSIVE && !capable(CAP_SYS_ADMIN))
		return -EBUSY;
	p = kmalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	if (tty->ops->open) {
		int ret = tty->ops->open(tty);

		if (ret) {
			kfree(p);
			return ret;
		}
	}
	*p = (struct tty_file_private){ .tty = tty, .file = file };
	list_add_tail(&p->list, &tty->tty_files);
	file->private_data = p;
	tty->count++;
	return 0;
}

/* The tty that device number @dev means to the running task, or ERR_PTR. */
static struct tty_struct *lookup_tty(dev_t dev)
{
	struct tty_driver *driver;
	unsigned int index;

	if (dev == DEV_TTY)
		return current_tty() ?: ERR_PTR(-ENXIO);
	if (dev == DEV_CONSOLE)
		dev = console_device();
	if (dev == DEV_TTY0)
		dev = DEV_TTY1;
	driver = get_tty_driver(dev, &index);
	if (!driver)
		return ERR_PTR(-ENODEV);
	if (driver->type != TTY_DRIVER_TYPE_PTY)
		return tty_init_dev(driver, index);
	return driver->ttys[index] ?: ERR_PTR(-EIO);
}

static int tty_open(struct inode *inode, struct file *file)
{
	struct tty_struct *tty = lookup_tty(inode->i_rdev);
	int ret;

	if (IS_ERR(tty))
		return PTR_ERR(tty);
	ret = tty_add_file(tty, file);
	if (ret)
		return ret;
	if (!(file->f_flags & O_NOCTTY) && inode->i_rdev != DEV_TTY0 &&
	    inode->i_rdev != DEV_CONSOLE && !tty->master &&
	    file->f_mode & FMODE_READ && is_session_leader() &&
	    !current_tty() && !tty->session)
		proc_set_tty(tty);
	return 0;
}

static int tty_release(struct inode *inode, struct file *file)
{
	struct tty_file_private *p = file->private_data;
	struct tty_struct *tty = p->tty;

	list_del(&p->list);
	kfree(p);
	/* A pty lives on: with its master open, the slave may be reopened. */
	if (!--tty->count && !tty->link)
		reset_line(tty);
	if (tty->ops->close)
		tty->ops->close(tty);
	return 0;
}

static ssize_t tty_read(struct file *file, char __user *buf, size_t count,
			loff_t *pos)
{
	return n_tty_read(file_tty(file), file, (u8 __user *)buf, count);
}

static ssize_t tty_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *pos)
{
	return n_tty_write(file_tty(file), file, (const u8 __user *)buf, count);
}

static __poll_t tty_poll(struct file *file, poll_table *table)
{
	return n_tty_poll(file_tty(file), file, table);
}

#define TTY_FOPS                                                         \
	.llseek = no_llseek, .read = tty_read, .write = tty_write,       \
	.poll = tty_poll, .unlocked_ioctl = tty_ioctl, .open = tty_open, \
	.release = tty_release

const struct file_operations tty_fops = { TTY_FOPS };
/* Its files survive hang-ups, and are not subject to job control. */
static const struct file_operations console_fops = { TTY_FOPS };

static struct cdev tty_cdev, console_cdev, tty0_cdev;

static void add_device(struct cdev *cdev, dev_t dev, const char *number_name,
		       const struct file_operations *fops)
{
	cdev_init(cdev, fops);
	if (register_chrdev_region(dev, 1, number_name) ||
	    cdev_add(cdev, dev, 1))
		pr_err("tty: no memory for %s\n", number_name);
}

/* What is not said here is root's alone: 0600. */
static char *tty_devnode(const struct device *dev, umode_t *mode)
{
	if (mode)
		*mode = (unsigned long)dev_get_drvdata(dev);
	return NULL;
}

static const struct class tty_class = {
	.name = "tty",
	.devnode = tty_devnode,
};

int tty_add_node(const char *name, umode_t mode, dev_t dev)
{
	return PTR_ERR_OR_ZERO(device_create(&tty_class, NULL, dev,
					     (void *)(unsigned long)mode, "%s",
					     name));
}

void __init tty_init(void)
{
	if (class_register(&tty_class))
		panic("no memory for /sys/class/tty");
	add_device(&tty0_cdev, DEV_TTY0, "/dev/vc/0", &tty_fops);
	add_device(&tty_cdev, DEV_TTY, "/dev/tty", &tty_fops);
	add_device(&console_cdev, DEV_CONSOLE, "/dev/console", &console_fops);
	if (tty_add_node("tty0", 0620, DEV_TTY0) ||
	    tty_add_node("tty", 0666, DEV_TTY) ||
	    tty_add_node("console", 0600, DEV_CONSOLE))
		pr_err("tty: no memory for /dev\n");
	vty_init();
	serial_tty_init();
	pty_init();
}
