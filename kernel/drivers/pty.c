/* SPDX-License-Identifier: MIT */
/*
 * Pseudoterminals, pty(7): opening /dev/ptmx makes a pair, whose slave is a
 * file in devpts as long as the master is open. What is written to one end is
 * input of the other. A pair is freed when neither end is open.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/tty.h>
#include <linux/uaccess.h>

#include "drivers.h"

#define NR_PTYS 256
#define DEV_PTMX MKDEV(TTYAUX_MAJOR, 2)
#define DEVPTS_SUPER_MAGIC 0x1cd1
#define PTMX_INO 2

/* --- devpts: one instance, which each mount shows */

static struct {
	kuid_t uid;
	kgid_t gid;
	bool set_uid, set_gid;
	umode_t mode, ptmx_mode;
} options = { .mode = 0600 };

static struct vfsmount *devpts_mnt;

static struct dentry *make_node(struct super_block *sb, const char *name,
				umode_t mode, dev_t dev, unsigned long ino)
{
	struct dentry *dentry = d_alloc_name(sb->s_root, name);
	struct inode *inode = dentry ? new_inode(sb) : NULL;

	if (!inode) {
		dput(dentry);
		return NULL;
	}
	inode->i_ino = ino;
	simple_inode_init_ts(inode);
	init_special_inode(inode, S_IFCHR | mode, dev);
	d_add(dentry, inode);
	return dentry;
}

static struct dentry *devpts_pty_new(unsigned int index)
{
	struct dentry *dentry;
	char name[12];

	snprintf(name, sizeof(name), "%u", index);
	dentry = make_node(devpts_mnt->mnt_sb, name, options.mode,
			   MKDEV(UNIX98_PTY_SLAVE_MAJOR, index), index + 3);
	if (!dentry)
		return NULL;
	dentry->d_inode->i_uid = options.set_uid ? options.uid :
						   current_fsuid();
	dentry->d_inode->i_gid = options.set_gid ? options.gid :
						   current_fsgid();
	return dentry;
}

static void devpts_pty_kill(struct dentry *dentry)
{
	drop_nlink(dentry->d_inode);
	d_drop(dentry);
	dput(dentry);
}

static int devpts_show_options(struct seq_file *m, struct dentry *root)
{
	if (options.set_uid)
		seq_printf(m, ",uid=%u", options.uid.val);
	if (options.set_gid)
		seq_printf(m, ",gid=%u", options.gid.val);
	seq_printf(m, ",mode=%03o,ptmxmode=%03o", options.mode,
		   options.ptmx_mode);
	return 0;
}

static const struct super_operations devpts_sops = {
	.statfs = simple_statfs,
	.show_options = devpts_show_options,
};

static int devpts_fill_super(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr none[] = { { .name = "" } };
	int ret = simple_fill_super(sb, DEVPTS_SUPER_MAGIC, none);

	if (ret)
		return ret;
	sb->s_op = &devpts_sops;
	return make_node(sb, "ptmx", 0, DEV_PTMX, PTMX_INO) ? 0 : -ENOMEM;
}

static int set_option(const char *name, const char *value)
{
	unsigned int number;
	bool octal = strstr(name, "mode");

	if (!strcmp(name, "newinstance"))
		return 0;
	if (!value || kstrtouint(value, octal ? 8 : 10, &number))
		return -EINVAL;
	if (!strcmp(name, "mode")) {
		options.mode = number & S_IALLUGO;
	} else if (!strcmp(name, "ptmxmode")) {
		options.ptmx_mode = number & S_IALLUGO;
	} else if (!strcmp(name, "uid")) {
		options.uid = KUIDT_INIT(number);
		options.set_uid = true;
	} else if (!strcmp(name, "gid")) {
		options.gid = KGIDT_INIT(number);
		options.set_gid = true;
	} else if (strcmp(name, "max")) {
		return -EINVAL;
	}
	return 0;
}

/* The options of the last mount are those that hold. */
static int parse_options(char *text)
{
	char *name, *value;
	int ret = 0;

	while (!ret && (name = strsep(&text, ","))) {
		value = strchr(name, '=');
		if (value)
			*value++ = '\0';
		ret = *name ? set_option(name, value) : 0;
	}
	return ret;
}

static int apply_options(struct super_block *sb, char *text)
{
	struct qstr name = QSTR_INIT("ptmx", 4);
	struct dentry *ptmx;
	int ret = parse_options(text);

	ptmx = d_hash_and_lookup(sb->s_root, &name);
	if (ptmx)
		ptmx->d_inode->i_mode = S_IFCHR | options.ptmx_mode;
	dput(ptmx);
	return ret;
}

static struct dentry *devpts_mount(struct file_system_type *type, int flags,
				   const char *dev_name, void *data)
{
	struct dentry *root =
		mount_single(type, flags, data, devpts_fill_super);
	int ret;

	if (IS_ERR(root))
		return root;
	ret = apply_options(root->d_sb, data);
	if (!ret)
		return root;
	deactivate_super(root->d_sb);
	dput(root);
	return ERR_PTR(ret);
}

static struct file_system_type devpts_type = {
	.name = "devpts",
	.mount = devpts_mount,
	.kill_sb = kill_litter_super,
};

/* --- The two ends */

static struct tty_struct *pts_ttys[NR_PTYS]; /* slaves */
static struct tty_driver ptm_driver, pts_driver;

static size_t pty_send(struct tty_struct *tty, const u8 *buf, size_t count)
{
	return tty_receive(tty->link, buf, count);
}

static bool pty_can_write(struct tty_struct *tty)
{
	if (tty_receive_room(tty->link))
		return true;
	tty->link->throttled = true;
	return false;
}

static void pty_unthrottle(struct tty_struct *tty)
{
	tty_wakeup(tty->link);
}

static int pty_open(struct tty_struct *tty)
{
	if (tty->master)
		return 0;
	if (tty->flags & (TTY_PTY_LOCK | TTY_OTHER_CLOSED))
		return -EIO;
	tty->link->flags &= ~TTY_OTHER_CLOSED;
	return 0;
}

static void free_pair(struct tty_struct *slave)
{
	pts_ttys[slave->index] = NULL;
	tty_kref_put(slave->link);
	tty_kref_put(slave);
}

static void pty_close(struct tty_struct *tty)
{
	struct tty_struct *link = tty->link;

	if (tty->count)
		return;
	link->flags |= TTY_OTHER_CLOSED;
	wake_up(&link->read_wait);
	wake_up(&link->write_wait);
	if (tty->master) {
		devpts_pty_kill(link->driver_data);
		tty_vhangup(link);
	}
	if (!link->count)
		free_pair(tty->master ? link : tty);
}

/* TIOCGPTPEER: a file descriptor of the slave. */
static int open_peer(struct tty_struct *tty, int flags)
{
	struct path path = { devpts_mnt, tty->link->driver_data };
	int fd = get_unused_fd_flags(flags);
	struct file *file;

	if (fd < 0)
		return fd;
	file = file_open_root(&path, "", flags, 0);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

static int set_lock(struct tty_struct *slave, int __user *p)
{
	int locked;

	if (get_user(locked, p))
		return -EFAULT;
	if (locked)
		slave->flags |= TTY_PTY_LOCK;
	else
		slave->flags &= ~TTY_PTY_LOCK;
	return 0;
}

static int ptm_ioctl(struct tty_struct *tty, unsigned int cmd,
		     unsigned long arg)
{
	int __user *p = (int __user *)arg;

	switch (cmd) {
	case TIOCGPTN:
		return put_user(tty->index, (unsigned int __user *)p);
	case TIOCSPTLCK:
		return set_lock(tty->link, p);
	case TIOCGPTLCK:
		return put_user((int)!!(tty->link->flags & TTY_PTY_LOCK), p);
	case TIOCGPTPEER:
		return open_peer(tty, arg);
	}
	return -ENOIOCTLCMD;
}

static const struct tty_operations ptm_ops = {
	.open = pty_open,
	.close = pty_close,
	.write = tty_send_all,
	.send = pty_send,
	.can_write = pty_can_write,
	.unthrottle = pty_unthrottle,
	.ioctl = ptm_ioctl,
};

static const struct tty_operations pts_ops = {
	.open = pty_open,
	.close = pty_close,
	.write = tty_send_all,
	.send = pty_send,
	.can_write = pty_can_write,
	.unthrottle = pty_unthrottle,
};

static struct tty_driver ptm_driver = {
	.driver_name = "pty_master",
	.name = "ptm",
	.major = UNIX98_PTY_MASTER_MAJOR,
	.num = NR_PTYS,
	.type = TTY_DRIVER_TYPE_PTY,
	.init_termios = { .c_cflag = B38400 | CS8 | CREAD,
			  .c_cc = INIT_C_CC,
			  .c_ispeed = 38400,
			  .c_ospeed = 38400 },
	.ops = &ptm_ops,
};

static struct tty_driver pts_driver = {
	.driver_name = "pty_slave",
	.name = "pts",
	.major = UNIX98_PTY_SLAVE_MAJOR,
	.num = NR_PTYS,
	.type = TTY_DRIVER_TYPE_PTY,
	.ops = &pts_ops,
	.ttys = pts_ttys,
};

/* --- /dev/ptmx */

static struct file_operations ptmx_fops;

static int free_index(void)
{
	for (int i = 0; i < NR_PTYS; i++)
		if (!pts_ttys[i])
			return i;
	return -ENOSPC;
}

/* The slave of a new pair, or ERR_PTR. */
static struct tty_struct *alloc_pair(unsigned int index)
{
	struct tty_struct *master = alloc_tty_struct(&ptm_driver, index);
	struct tty_struct *slave = alloc_tty_struct(&pts_driver, index);
	struct dentry *dentry = devpts_pty_new(index);

	if (!master || !slave || !dentry) {
		if (dentry)
			devpts_pty_kill(dentry);
		tty_kref_put(slave);
		tty_kref_put(master);
		return ERR_PTR(-ENOMEM);
	}
	master->master = true;
	master->link = slave;
	slave->link = master;
	slave->flags = TTY_PTY_LOCK;
	slave->driver_data = dentry;
	pts_ttys[index] = slave;
	return slave;
}

static int ptmx_open(struct inode *inode, struct file *file)
{
	int index = free_index(), ret;
	struct tty_struct *slave;

	if (index < 0)
		return index;
	slave = alloc_pair(index);
	if (IS_ERR(slave))
		return PTR_ERR(slave);
	ret = tty_add_file(slave->link, file);
	if (ret) {
		devpts_pty_kill(slave->driver_data);
		free_pair(slave);
	}
	return ret;
}

static struct cdev ptmx_cdev;

void __init pty_init(void)
{
	pts_driver.init_termios = tty_std_termios;
	pts_driver.init_termios.c_cflag = B38400 | CS8 | CREAD;
	ptmx_fops = tty_fops;
	ptmx_fops.open = ptmx_open;
	cdev_init(&ptmx_cdev, &ptmx_fops);
	if (register_filesystem(&devpts_type) ||
	    tty_register_driver(&pts_driver) ||
	    register_chrdev_region(DEV_PTMX, 1, "/dev/ptmx") ||
	    cdev_add(&ptmx_cdev, DEV_PTMX, 1) ||
	    tty_add_node("ptmx", 0666, DEV_PTMX))
		pr_err("pty: could not be set up\n");
	devpts_mnt = kern_mount(&devpts_type);
	if (IS_ERR(devpts_mnt))
		pr_err("pty: devpts: error %ld\n", PTR_ERR(devpts_mnt));
}
