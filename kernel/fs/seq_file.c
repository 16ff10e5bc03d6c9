/* SPDX-License-Identifier: MIT */
/*
 * Seq files: text made a record at a time into a buffer of whole records. It
 * knows only the iteration that the file's owner gives it.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	mutex_init(&m->lock);
	m->op = op;
	m->file = file;
	file->private_data = m;
	return 0;
}
EXPORT_SYMBOL(seq_open);

static int allocate(struct seq_file *m, size_t size)
{
	kfree(m->buf);
	m->count = m->from = 0;
	m->buf = size <= KMALLOC_MAX_SIZE ? kmalloc(size, GFP_KERNEL) : NULL;
	m->size = m->buf ? size : 0;
	return m->buf ? 0 : -ENOMEM;
}

/* The record behind @v; a next() that stands still is told, and pushed on. */
static void *next_record(struct seq_file *m, void *v)
{
	loff_t index = m->index;

	v = m->op->next(m, v, &m->index);
	if (m->index == index) {
		pr_info("buggy .next function %ps did not update position index\n",
			m->op->next);
		m->index++;
	}
	return v;
}

/* Shows @v behind what is there: 1 when it does not fit, 0 or -errno. */
static int show_record(struct seq_file *m, void *v)
{
	size_t before = m->count;
	int err = m->op->show(m, v);

	if (err || seq_has_overflowed(m)) {
		bool full = !err;

		m->count = before;
		return err < 0 ? err : full;
	}
	return 0;
}

/*
 * Fills the empty buffer with records, as many as fit until there are @want
 * bytes, and at least one: it grows until that fits. 0 with nothing in it is
 * the end. An error behind some records is for the next call to find.
 */
static int fill(struct seq_file *m, size_t want)
{
	void *v;
	int err = m->buf ? 0 : allocate(m, PAGE_SIZE);

	if (err)
		return err;
	m->from = m->count = 0;
	v = m->op->start(m, &m->index);
	while (!IS_ERR_OR_NULL(v) && m->count < want) {
		err = show_record(m, v);
		if (err == 1 && !m->count) {
			m->op->stop(m, v);
			err = allocate(m, m->size * 2);
			if (err)
				return err;
			v = m->op->start(m, &m->index);
			continue;
		}
		if (err)
			break;
		v = next_record(m, v);
	}
	if (IS_ERR(v))
		err = PTR_ERR(v);
	m->op->stop(m, v);
	return m->count || err == 1 ? 0 : err;
}

/* Makes the text anew up to @offset, where the buffer then begins. */
static int seek_to(struct seq_file *m, loff_t offset)
{
	loff_t at = 0;

	m->index = 0;
	m->count = m->from = 0;
	while (at < offset) {
		size_t n;
		int err = fill(m, min(offset - at, (loff_t)PAGE_SIZE));

		if (err || !m->count)
			return err;
		n = min((loff_t)m->count, offset - at);
		m->from += n;
		m->count -= n;
		at += n;
	}
	return 0;
}

static int move_to(struct seq_file *m, loff_t offset)
{
	int err = 0;

	if (offset && offset == m->read_pos)
		return 0;
	err = seek_to(m, offset);
	m->read_pos = err ? 0 : offset;
	if (err) {
		m->index = 0;
		m->count = 0;
	}
	return err;
}

/* Gives the reader what is in the buffer: bytes, or -EFAULT. */
static ssize_t drain(struct seq_file *m, struct iov_iter *to)
{
	size_t n = min(m->count, iov_iter_count(to));
	size_t done = copy_to_iter(m->buf + m->from, n, to);

	m->from += done;
	m->count -= done;
	m->read_pos += done;
	return done || !n ? (ssize_t)done : -EFAULT;
}

static ssize_t read_locked(struct seq_file *m, struct iov_iter *to,
			   loff_t offset)
{
	size_t size = iov_iter_count(to);
	ssize_t n = 0, more;
	int err = move_to(m, offset);

	if (err || !size)
		return err;
	if (m->count)
		n = drain(m, to);
	if (n < 0 || n == size || m->count)
		return n;
	err = fill(m, size - n);
	if (err)
		return n ? n : err;
	more = drain(m, to);
	return more < 0 && n ? n : n + more;
}

static ssize_t read_at(struct seq_file *m, struct iov_iter *to, loff_t *ppos)
{
	ssize_t n;

	mutex_lock(&m->lock);
	n = read_locked(m, to, *ppos);
	if (n > 0)
		*ppos += n;
	mutex_unlock(&m->lock);
	return n;
}

ssize_t seq_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	return read_at(iocb->ki_filp->private_data, to, &iocb->ki_pos);
}
EXPORT_SYMBOL(seq_read_iter);

ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct iov_iter to;

	iov_iter_ubuf(&to, ITER_DEST, buf, size);
	return read_at(file->private_data, &to, ppos);
}
EXPORT_SYMBOL(seq_read);

loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	struct seq_file *m = file->private_data;
	int err;

	if (whence != SEEK_SET && whence != SEEK_CUR)
		return -EINVAL;
	mutex_lock(&m->lock);
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	err = offset < 0 ? -EINVAL : move_to(m, offset);
	if (!err || offset >= 0)
		file->f_pos = err ? 0 : offset;
	mutex_unlock(&m->lock);
	return err ? err : offset;
}
EXPORT_SYMBOL(seq_lseek);

int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->buf);
	kfree(m);
	return 0;
}
EXPORT_SYMBOL(seq_release);

void *__seq_open_private(struct file *file, const struct seq_operations *op,
			 int psize)
{
	void *private = kzalloc(psize, GFP_KERNEL);

	if (private && seq_open(file, op)) {
		kfree(private);
		return NULL;
	}
	if (private)
		((struct seq_file *)file->private_data)->private = private;
	return private;
}
EXPORT_SYMBOL(__seq_open_private);

int seq_open_private(struct file *file, const struct seq_operations *op,
		     int psize)
{
	return __seq_open_private(file, op, psize) ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(seq_open_private);

int seq_release_private(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);
	return seq_release(inode, file);
}
EXPORT_SYMBOL(seq_release_private);

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

int single_open(struct file *file, int (*show)(struct seq_file *m, void *v),
		void *data)
{
	struct seq_operations *op = kmalloc(sizeof(*op), GFP_KERNEL);
	int err;

	if (!op)
		return -ENOMEM;
	op->start = single_start;
	op->next = single_next;
	op->stop = single_stop;
	op->show = show;
	err = seq_open(file, op);
	if (err)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return err;
}
EXPORT_SYMBOL(single_open);

int single_open_size(struct file *file,
		     int (*show)(struct seq_file *m, void *v), void *data,
		     size_t size)
{
	int err = single_open(file, show, data);

	if (err)
		return err;
	err = allocate(file->private_data, size);
	if (err)
		single_release(file_inode(file), file);
	return err;
}
EXPORT_SYMBOL(single_open_size);

int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op =
		((struct seq_file *)file->private_data)->op;
	int err = seq_release(inode, file);

	kfree(op);
	return err;
}
EXPORT_SYMBOL(single_release);

void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	size_t room = m->size - m->count;

	m->count += min((size_t)vsnprintf(m->buf + m->count, room, fmt, args),
			room);
}
EXPORT_SYMBOL(seq_vprintf);

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(seq_printf);

int seq_write(struct seq_file *m, const void *data, size_t len)
{
	if (len >= m->size - m->count) {
		m->count = m->size;
		return -1;
	}
	memcpy(m->buf + m->count, data, len);
	m->count += len;
	return 0;
}
EXPORT_SYMBOL(seq_write);

void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}
EXPORT_SYMBOL(seq_puts);

void seq_putc(struct seq_file *m, char c)
{
	seq_write(m, &c, 1);
}
EXPORT_SYMBOL(seq_putc);

void seq_escape_mem(struct seq_file *m, const char *src, size_t len,
		    unsigned int flags, const char *esc)
{
	size_t room = m->size - m->count;
	int length = string_escape_mem(src, len, m->buf + m->count, room, flags,
				       esc);

	/* What does not fit: the buffer is full, and a larger one is tried. */
	m->count = length < room ? m->count + length : m->size;
}
EXPORT_SYMBOL(seq_escape_mem);

struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *p;

	list_for_each(p, head)
		if (!pos--)
			return p;
	return NULL;
}
EXPORT_SYMBOL(seq_list_start);

struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}
EXPORT_SYMBOL(seq_list_start_head);

struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*ppos;
	return next == head ? NULL : next;
}
EXPORT_SYMBOL(seq_list_next);

struct hlist_node *seq_hlist_start(struct hlist_head *head, loff_t pos)
{
	struct hlist_node *p;

	hlist_for_each(p, head)
		if (!pos--)
			return p;
	return NULL;
}
EXPORT_SYMBOL(seq_hlist_start);

struct hlist_node *seq_hlist_start_head(struct hlist_head *head, loff_t pos)
{
	return pos ? seq_hlist_start(head, pos - 1) : SEQ_START_TOKEN;
}
EXPORT_SYMBOL(seq_hlist_start_head);

struct hlist_node *seq_hlist_next(void *v, struct hlist_head *head,
				  loff_t *ppos)
{
	++*ppos;
	return v == SEQ_START_TOKEN ? head->first :
				      ((struct hlist_node *)v)->next;
}
EXPORT_SYMBOL(seq_hlist_next);

void seq_put_decimal_ull(struct seq_file *m, const char *delimiter,
			 unsigned long long num)
{
	seq_printf(m, "%s%llu", delimiter ? delimiter : "", num);
}
EXPORT_SYMBOL(seq_put_decimal_ull);

void seq_put_decimal_ll(struct seq_file *m, const char *delimiter,
			long long num)
{
	seq_printf(m, "%s%lld", delimiter ? delimiter : "", num);
}
EXPORT_SYMBOL(seq_put_decimal_ll);

void seq_pad(struct seq_file *m, char c)
{
	while (m->count < m->pad_until && !seq_has_overflowed(m))
		seq_putc(m, ' ');
	if (c)
		seq_putc(m, c);
}
EXPORT_SYMBOL(seq_pad);

void seq_hex_dump(struct seq_file *m, const char *prefix_str, int prefix_type,
		  int rowsize, int groupsize, const void *buf, size_t len,
		  bool ascii)
{
	char text[HEX_DUMP_ROW_MAX];
	size_t row = 0;

	while (row < len) {
		row = hex_dump_row(text, sizeof(text), prefix_type, rowsize,
				   groupsize, buf, len, row, ascii);
		seq_printf(m, "%s%s\n", prefix_str, text);
	}
}
EXPORT_SYMBOL(seq_hex_dump);

int seq_path(struct seq_file *m, const struct path *path, const char *esc)
{
	char *page = (char *)__get_free_page(GFP_KERNEL), *text;

	text = page ? d_path(path, page, PAGE_SIZE) : ERR_PTR(-ENOMEM);
	if (!IS_ERR(text))
		seq_escape(m, text, esc);
	free_page((unsigned long)page);
	return IS_ERR(text) || seq_has_overflowed(m) ? -1 : 0;
}
EXPORT_SYMBOL(seq_path);

int seq_file_path(struct seq_file *m, struct file *file, const char *esc)
{
	return seq_path(m, &file->f_path, esc);
}
EXPORT_SYMBOL(seq_file_path);

void seq_show_option(struct seq_file *m, const char *name, const char *value)
{
	seq_putc(m, ',');
	seq_escape(m, name, ",= \t\n\\");
	if (!value)
		return;
	seq_putc(m, '=');
	seq_escape(m, value, ", \t\n\\");
}
EXPORT_SYMBOL(seq_show_option);
