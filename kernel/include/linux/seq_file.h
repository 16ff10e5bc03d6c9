/* SPDX-License-Identifier: MIT */
/*
 * Files whose text is made as they are read, a record at a time, so that no
 * reader's buffer cuts a record in two.
 *
 * Context: process, may sleep
 * Linux: Documentation/filesystems/seq_file.rst
 */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/compiler.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/types.h>

struct path;
struct seq_operations;

/* In file->private_data of an open seq file. */
struct seq_file {
	char *buf;   /* made text: count bytes of it from `from` on */
	size_t size; /* of buf */
	size_t from, count;
	loff_t index;	  /* the record that comes next */
	loff_t read_pos;  /* the file position behind what was read */
	size_t pad_until; /* where seq_pad() ends a column */
	struct mutex lock;
	const struct seq_operations *op;
	const struct file *file;
	void *private;
};

#define SEQ_SKIP 1
#define SEQ_START_TOKEN ((void *)1)

/*
 * An iteration from record *@pos: start() returns the record, NULL (the end)
 * or ERR_PTR; next() the one behind @v, and moves *@pos on; stop() comes last,
 * also after NULL. show() prints one: 0, a negative errno, or SEQ_SKIP.
 */
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};

/* Operations of a file whose open made it a seq file. 0 or -ENOMEM. */
int seq_open(struct file *file, const struct seq_operations *op);
ssize_t seq_read_iter(struct kiocb *iocb, struct iov_iter *to);
ssize_t seq_read(struct file *file, char __user *buf, size_t size,
		 loff_t *ppos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
int seq_release(struct inode *inode, struct file *file);
/* The same with m->private of @psize zeroed bytes, which the release frees. */
void *__seq_open_private(struct file *file, const struct seq_operations *op,
			 int psize);
int seq_open_private(struct file *file, const struct seq_operations *op,
		     int psize);
int seq_release_private(struct inode *inode, struct file *file);
/* One record, by one function; @data becomes m->private. */
int single_open(struct file *file, int (*show)(struct seq_file *m, void *v),
		void *data);
/* The same for a text of about @size bytes. */
int single_open_size(struct file *file,
		     int (*show)(struct seq_file *m, void *v), void *data,
		     size_t size);
int single_release(struct inode *inode, struct file *file);

/* What a show() prints with; what does not fit is printed again, larger. */
void seq_printf(struct seq_file *m, const char *fmt, ...) __printf(2, 3);
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args);
void seq_puts(struct seq_file *m, const char *s);
void seq_putc(struct seq_file *m, char c);
/* 0, or -1 where it did not fit. */
int seq_write(struct seq_file *m, const void *data, size_t len);
/*
 * Prints @src (@len bytes, or up to its NUL) with those of its characters that
 * @esc has (NULL: all) as the ESCAPE_ in @flags says; by seq_escape(): as \ooo.
 */
void seq_escape_mem(struct seq_file *m, const char *src, size_t len,
		    unsigned int flags, const char *esc);
static inline void seq_escape_str(struct seq_file *m, const char *src,
				  unsigned int flags, const char *esc)
{
	seq_escape_mem(m, src, strlen(src), flags, esc);
}
static inline void seq_escape(struct seq_file *m, const char *s,
			      const char *esc)
{
	seq_escape_str(m, s, ESCAPE_OCTAL, esc);
}
/* @delimiter (or "") and a number. */
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter,
			 unsigned long long num);
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter,
			long long num);
/* A column of @size characters begins; seq_pad() fills it, and adds @c. */
static inline void seq_setwidth(struct seq_file *m, size_t size)
{
	m->pad_until = m->count + size;
}
void seq_pad(struct seq_file *m, char c);
/* As print_hex_dump(), into the file. */
void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type,
		  int rowsize, int groupsize, const void *buf, size_t len,
		  bool ascii);
/* A path as the reader sees it: 0, or -1 where it did not fit. */
int seq_path(struct seq_file *m, const struct path *path, const char *esc);
int seq_file_path(struct seq_file *m, struct file *file, const char *esc);
/* What is free of the buffer, and how much of it was used (< 0: too little). */
static inline size_t seq_get_buf(struct seq_file *m, char **bufp)
{
	*bufp = m->buf + m->count;
	return m->size - m->count;
}
static inline void seq_commit(struct seq_file *m, int num)
{
	m->count = num < 0 ? m->size : m->count + num;
}
/* ",name" or ",name=value" of a mount. */
void seq_show_option(struct seq_file *m, const char *name, const char *value);

static inline bool seq_has_overflowed(struct seq_file *m)
{
	return m->count == m->size;
}

/* Iterations over lists; the caller holds what protects them. */
struct list_head *seq_list_start(struct list_head *head, loff_t pos);
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos);
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos);
#define seq_list_start_rcu seq_list_start
#define seq_list_start_head_rcu seq_list_start_head
#define seq_list_next_rcu seq_list_next
struct hlist_node *seq_hlist_start(struct hlist_head *head, loff_t pos);
struct hlist_node *seq_hlist_start_head(struct hlist_head *head, loff_t pos);
struct hlist_node *seq_hlist_next(void *v, struct hlist_head *head,
				  loff_t *ppos);

/* `name_fops` for a file with `name_show`; inode->i_private is its data. */
#define DEFINE_SHOW_ATTRIBUTE(__name) __DEFINE_SHOW_ATTRIBUTE(__name, )
/* The same with name_write(). */
#define DEFINE_SHOW_STORE_ATTRIBUTE(__name) \
	__DEFINE_SHOW_ATTRIBUTE(__name, .write = __name##_write)
#define __DEFINE_SHOW_ATTRIBUTE(__name, more)                              \
	static int __name##_open(struct inode *inode, struct file *file)   \
	{                                                                  \
		return single_open(file, __name##_show, inode->i_private); \
	}                                                                  \
	static const struct file_operations __name##_fops = {              \
		.owner = THIS_MODULE,                                      \
		.open = __name##_open,                                     \
		.read = seq_read,                                          \
		.llseek = seq_lseek,                                       \
		.release = single_release,                                 \
		more                                                       \
	}

/* `name_fops` for a file with the iteration `name_sops`. */
#define DEFINE_SEQ_ATTRIBUTE(__name)                                       \
	static int __name##_open(struct inode *inode, struct file *file)   \
	{                                                                  \
		int ret = seq_open(file, &__name##_sops);                  \
		if (!ret && inode->i_private)                              \
			((struct seq_file *)file->private_data)->private = \
				inode->i_private;                          \
		return ret;                                                \
	}                                                                  \
	static const struct file_operations __name##_fops = {              \
		.owner = THIS_MODULE,                                      \
		.open = __name##_open,                                     \
		.read = seq_read,                                          \
		.llseek = seq_lseek,                                       \
		.release = seq_release,                                    \
	}

/* `name_proc_ops` for a file in /proc with `name_show`. */
#define DEFINE_PROC_SHOW_ATTRIBUTE(__name)                                \
	static int __name##_open(struct inode *inode, struct file *file)  \
	{                                                                 \
		return single_open(file, __name##_show, pde_data(inode)); \
	}                                                                 \
	static const struct proc_ops __name##_proc_ops = {                \
		.proc_open = __name##_open,                               \
		.proc_read = seq_read,                                    \
		.proc_lseek = seq_lseek,                                  \
		.proc_release = single_release,                           \
	}

#endif
