/* SPDX-License-Identifier: MIT */
/* Reading folders: getdents(2), getdents64(2). */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "internal.h"

struct linux_dirent {
	u32 d_ino, d_off;
	u16 d_reclen;
	char d_name[]; /* and, in the last byte of the record, d_type */
};

struct linux_dirent64 {
	u64 d_ino;
	s64 d_off;
	u16 d_reclen;
	u8 d_type;
	char d_name[];
} __packed;

/* A user's buffer that is being filled. */
struct getdents {
	struct dir_context ctx;
	void __user *buf;  /* where the next record goes */
	void __user *last; /* the last one: its d_off is yet to come */
	unsigned int left;
	int err;
};

int iterate_dir(struct file *file, struct dir_context *ctx)
{
	struct inode *inode = file->f_inode;
	int err;

	if (!file->f_op->iterate_shared)
		return -ENOTDIR;
	if (inode->i_flags & S_DEAD)
		return -ENOENT;
	ctx->pos = file->f_pos;
	err = file->f_op->iterate_shared(file, ctx);
	file->f_pos = ctx->pos;
	file_accessed(file);
	return err;
}
EXPORT_SYMBOL(iterate_dir);

/* Room for a record of @size bytes: false when there is none. */
static bool take_room(struct getdents *g, unsigned int size)
{
	if (size > g->left) {
		/* Not even one fits. */
		if (!g->last)
			g->err = -EINVAL;
		return false;
	}
	return true;
}

static bool put_record(struct getdents *g, const void *record,
		       unsigned int size)
{
	if (copy_to_user(g->buf, record, size)) {
		g->err = -EFAULT;
		return false;
	}
	g->last = g->buf;
	g->buf += size;
	g->left -= size;
	return true;
}

static bool fill_dirent64(struct dir_context *ctx, const char *name, int len,
			  loff_t pos, u64 ino, unsigned int type)
{
	struct getdents *g = container_of(ctx, struct getdents, ctx);
	unsigned int size = ALIGN(sizeof(struct linux_dirent64) + len + 1, 8);
	struct linux_dirent64 __user *last = g->last;
	union {
		struct linux_dirent64 d;
		char bytes[sizeof(struct linux_dirent64) + NAME_MAX + 8];
	} record;

	if (len > NAME_MAX || !take_room(g, size))
		return false;
	if (last && put_user(pos, (s64 __user *)&last->d_off)) {
		g->err = -EFAULT;
		return false;
	}
	record.d.d_ino = ino;
	record.d.d_off = 0;
	record.d.d_reclen = size;
	record.d.d_type = type;
	memcpy(record.d.d_name, name, len);
	memset(record.d.d_name + len, 0, size - sizeof(record.d) - len);
	return put_record(g, &record, size);
}

static bool fill_dirent(struct dir_context *ctx, const char *name, int len,
			loff_t pos, u64 ino, unsigned int type)
{
	struct getdents *g = container_of(ctx, struct getdents, ctx);
	unsigned int size =
		ALIGN(offsetof(struct linux_dirent, d_name) + len + 2, 4);
	struct linux_dirent __user *last = g->last;
	union {
		struct linux_dirent d;
		char bytes[sizeof(struct linux_dirent) + NAME_MAX + 8];
	} record;

	if (len > NAME_MAX || !take_room(g, size))
		return false;
	if (last && put_user((u32)pos, &last->d_off)) {
		g->err = -EFAULT;
		return false;
	}
	record.d.d_ino = ino;
	record.d.d_off = 0;
	record.d.d_reclen = size;
	memcpy(record.d.d_name, name, len);
	memset(record.bytes + offsetof(struct linux_dirent, d_name) + len, 0,
	       size - offsetof(struct linux_dirent, d_name) - len);
	record.bytes[size - 1] = type;
	return put_record(g, &record, size);
}

/* Fills the buffer: bytes, or -errno; then g->last is the last record. */
static long fill(struct getdents *g, unsigned int fd, unsigned int count)
{
	struct file *file __free(fput) = fget(fd);
	int err;

	if (!file)
		return -EBADF;
	g->left = count;
	err = iterate_dir(file, &g->ctx);
	if (g->last)
		return count - g->left;
	return err < 0 ? err : g->err;
}

SYSCALL_DEFINE3(getdents64, unsigned int, fd, void __user *, buf, unsigned int,
		count)
{
	struct getdents g = { .ctx.actor = fill_dirent64, .buf = buf };
	struct linux_dirent64 __user *last;
	long n = fill(&g, fd, count);

	last = g.last;
	if (last && put_user(g.ctx.pos, (s64 __user *)&last->d_off))
		return -EFAULT;
	return n;
}

SYSCALL_DEFINE3(getdents, unsigned int, fd, void __user *, buf, unsigned int,
		count)
{
	struct getdents g = { .ctx.actor = fill_dirent, .buf = buf };
	struct linux_dirent __user *last;
	long n = fill(&g, fd, count);

	last = g.last;
	if (last && put_user((u32)g.ctx.pos, &last->d_off))
		return -EFAULT;
	return n;
}
