/* SPDX-License-Identifier: MIT */
/*
 * trace_printk(): lines into a ring of their own, which is cheaper than the
 * log and can be written to from anywhere. Files of tracefs show it: `trace`
 * all of it, again and again; `trace_pipe` each line once, waiting for more.
 * There is no tracer but those who write: current_tracer is nop.
 */
#include <linux/dcache.h>
#include <linux/debugfs.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/magic.h>
#include <linux/math64.h>
#include <linux/poll.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/stacktrace.h>
#include <linux/start_kernel.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define RING_SIZE (128u << 10) /* a power of two */
#define TEXT_MAX 1024	       /* as Linux has it */
#define LINE_MAX_SIZE (TEXT_MAX + KSYM_NAME_LEN + 64)

struct entry {
	u64 nanoseconds;
	unsigned long ip; /* who has written it, or 0: a program */
	pid_t pid;
	char comm[TASK_COMM_LEN];
	char context[6]; /* "d.h1." and its NUL */
	u16 length;	 /* of the text behind it */
};

static u8 ring[RING_SIZE];
/* Positions only grow; modulo RING_SIZE they are offsets. */
static u32 head, tail;
static u32 written, held; /* entries: since the ring was emptied, and now */
static bool on = true, complained;
static DECLARE_WAIT_QUEUE_HEAD(readers);

/* --- The ring. Interrupts are off. */

static void copy_in(const void *data, u32 size)
{
	u32 at = head % RING_SIZE, first = min(size, RING_SIZE - at);

	memcpy(ring + at, data, first);
	memcpy(ring, data + first, size - first);
	head += size;
}

static void copy_out(u32 position, void *data, u32 size)
{
	u32 at = position % RING_SIZE, first = min(size, RING_SIZE - at);

	memcpy(data, ring + at, first);
	memcpy(data + first, ring, size - first);
}

/* The entry at *@position, which moves on, and its @text. */
static void read_entry(u32 *position, struct entry *entry, char *text)
{
	copy_out(*position, entry, sizeof(*entry));
	if (text) {
		copy_out(*position + sizeof(*entry), text, entry->length);
		text[entry->length] = '\0';
	}
	*position += sizeof(*entry) + entry->length;
}

static void drop_oldest(void)
{
	struct entry entry;

	read_entry(&tail, &entry, NULL);
	held--;
}

static void empty(void)
{
	unsigned long flags;

	local_irq_save(flags);
	tail = head;
	written = held = 0;
	local_irq_restore(flags);
}

/* At the first line: Linux's words. */
static void complain(void)
{
	static const char *const notice[] = {
		"**********************************************************",
		"**   NOTICE NOTICE NOTICE NOTICE NOTICE NOTICE NOTICE   **",
		"**                                                      **",
		"** trace_printk() being used. Allocating extra memory.  **",
		"**                                                      **",
		"** This means that this is a DEBUG kernel and it is     **",
		"** unsafe for production use.                           **",
		"**                                                      **",
		"** If you see this message and you are not debugging    **",
		"** the kernel, report this immediately to your vendor!  **",
		"**                                                      **",
		"**   NOTICE NOTICE NOTICE NOTICE NOTICE NOTICE NOTICE   **",
		"**********************************************************",
	};

	for (u32 i = 0; i < ARRAY_SIZE(notice); i++)
		pr_warn("%s\n", notice[i]);
	complained = true;
}

/* Interrupts off, a reschedule is due, where, how deep: Linux's five letters. */
static void describe_context(char *out, bool irqs_off)
{
	static const char wheres[2][2] = { { '.', 's' }, { 'h', 'H' } };
	int depth = preempt_count() & PREEMPT_MASK;

	out[0] = irqs_off	 ? (softirq_count() ? 'D' : 'd') :
		 softirq_count() ? 'b' :
				   '.';
	out[1] = need_resched() ? 'N' : '.';
	out[2] = in_nmi() ? 'Z' :
			    wheres[!!in_hardirq()][!!in_serving_softirq()];
	out[3] = depth ? hex_asc[min(depth, 15)] : '.';
	out[4] = '.';
	out[5] = '\0';
}

static int add(unsigned long ip, const char *text, size_t length)
{
	struct entry entry = { .ip = ip, .pid = current->pid };
	unsigned long flags;
	u32 size;

	if (!on)
		return 0;
	local_irq_save(flags);
	if (!complained)
		complain();
	entry.length = min(length, (size_t)TEXT_MAX);
	entry.nanoseconds = ktime_get_ns();
	strscpy(entry.comm, current->comm, sizeof(entry.comm));
	describe_context(entry.context, irqs_disabled_flags(flags));
	size = sizeof(entry) + entry.length;
	while (head + size - tail > RING_SIZE)
		drop_oldest();
	copy_in(&entry, sizeof(entry));
	copy_in(text, entry.length);
	written++;
	held++;
	wake_up(&readers);
	local_irq_restore(flags);
	return entry.length;
}

/* --- Writing to it */

/* Formatting may have to be interrupted: each depth has a text of its own. */
#define NESTED 3

int __ftrace_vprintk(unsigned long ip, const char *fmt, va_list args)
{
	static char texts[NESTED][TEXT_MAX];
	static unsigned int depth;
	unsigned int mine = depth;
	int length;

	if (!on || mine == NESTED)
		return 0;
	depth = mine + 1;
	length = vscnprintf(texts[mine], TEXT_MAX, fmt, args);
	length = add(ip, texts[mine], length);
	depth = mine;
	return length;
}
EXPORT_SYMBOL_GPL(__ftrace_vprintk);

int __trace_printk(unsigned long ip, const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = __ftrace_vprintk(ip, fmt, args);
	va_end(args);
	return length;
}
EXPORT_SYMBOL_GPL(__trace_printk);

int __trace_puts(unsigned long ip, const char *str, int size)
{
	return add(ip, str, size);
}
EXPORT_SYMBOL_GPL(__trace_puts);

void trace_dump_stack(int skip)
{
	char line[KSYM_SYMBOL_LEN];
	unsigned long calls[16];
	unsigned int count =
		stack_trace_save(calls, ARRAY_SIZE(calls), skip + 1);
	size_t length;

	add(_RET_IP_, "<stack trace>\n", strlen("<stack trace>\n"));
	for (unsigned int i = 0; i < count; i++) {
		length = scnprintf(line, sizeof(line), " => %ps\n",
				   (void *)calls[i]);
		add(_RET_IP_, line, length);
	}
}
EXPORT_SYMBOL_GPL(trace_dump_stack);

void tracing_on(void)
{
	on = true;
}
EXPORT_SYMBOL_GPL(tracing_on);

void tracing_off(void)
{
	on = false;
}
EXPORT_SYMBOL_GPL(tracing_off);

int tracing_is_on(void)
{
	return on;
}
EXPORT_SYMBOL_GPL(tracing_is_on);

/* --- Showing it */

/* Linux's columns: who, where, in which context, when, by which function. */
static size_t show_entry(char *line, size_t size, const struct entry *e,
			 const char *text)
{
	const char *modname, *name = NULL;
	u32 micros;
	u32 seconds = div_u64_rem(div_u64(e->nanoseconds + 500, 1000), 1000000,
				  &micros);
	size_t n = scnprintf(line, size, "%16s-%-7d [000] %s %5u.%06u: ",
			     e->pid ? e->comm : "<idle>", e->pid, e->context,
			     seconds, micros);

	if (!e->ip)
		n += scnprintf(line + n, size - n, "tracing_mark_write");
	else if ((name = kallsyms_lookup(e->ip, NULL, NULL, &modname)))
		n += scnprintf(line + n, size - n, "%s", name);
	else
		n += scnprintf(line + n, size - n, "0x%08lx", e->ip);
	n += scnprintf(line + n, size - n, ": %s", text);
	if (line[n - 1] != '\n')
		n += scnprintf(line + n, size - n, "\n");
	return n;
}

/* A reader's line, and how much of it has been taken. */
struct line {
	struct entry entry;
	char text[TEXT_MAX + 1];
	size_t length, taken;
	bool any; /* has read something */
	char line[LINE_MAX_SIZE];
};

static bool next_line(struct line *l, u32 *position)
{
	unsigned long flags;
	bool found;

	local_irq_save(flags);
	if ((s32)(*position - tail) < 0)
		*position = tail; /* it has been dropped meanwhile */
	found = *position != head;
	if (found)
		read_entry(position, &l->entry, l->text);
	local_irq_restore(flags);
	if (found)
		l->length = show_entry(l->line, sizeof(l->line), &l->entry,
				       l->text);
	return found;
}

static const char head_lines[] =
	"#                                _-----=> irqs-off/BH-disabled\n"
	"#                               / _----=> need-resched\n"
	"#                              | / _---=> hardirq/softirq\n"
	"#                              || / _--=> preempt-depth\n"
	"#                              ||| / _-=> migrate-disable\n"
	"#                              |||| /     delay\n"
	"#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n"
	"#              | |         |   |||||     |         |\n";

static int trace_show(struct seq_file *m, void *unused)
{
	struct line *l = kzalloc(sizeof(*l), GFP_KERNEL);
	u32 position = tail;

	if (!l)
		return -ENOMEM;
	seq_printf(m,
		   "# tracer: nop\n#\n"
		   "# entries-in-buffer/entries-written: %u/%u   #P:1\n#\n%s",
		   held, written, head_lines);
	while (next_line(l, &position))
		seq_write(m, l->line, l->length);
	kfree(l);
	return 0;
}

/* Truncated, as `> trace` does, it is emptied. */
static int trace_open(struct inode *inode, struct file *file)
{
	if (file->f_mode & FMODE_WRITE && file->f_flags & O_TRUNC)
		empty();
	return single_open(file, trace_show, NULL);
}

static ssize_t trace_write(struct file *file, const char __user *buf,
			   size_t count, loff_t *pos)
{
	return count;
}

static const struct file_operations trace_fops = {
	.open = trace_open,
	.release = single_release,
	.read = seq_read,
	.write = trace_write,
	.llseek = seq_lseek,
};

static int pipe_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(sizeof(struct line), GFP_KERNEL);
	return file->private_data ? stream_open(inode, file) : -ENOMEM;
}

static int pipe_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

/* Takes the oldest entry away. */
static bool take_line(struct line *l)
{
	unsigned long flags;
	u32 position;
	bool found;

	local_irq_save(flags);
	position = tail;
	found = next_line(l, &position);
	if (found) {
		tail = position;
		held--;
		l->taken = 0;
	}
	local_irq_restore(flags);
	return found;
}

static int wait_for_line(struct file *file, struct line *l)
{
	while (!take_line(l)) {
		if (!on && l->any)
			return 0;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(readers,
					     head != tail || (!on && l->any)))
			return -ERESTARTSYS;
	}
	l->any = true;
	return 1;
}

static ssize_t pipe_read(struct file *file, char __user *buf, size_t count,
			 loff_t *pos)
{
	struct line *l = file->private_data;
	size_t done = 0, part;
	int err = 0;

	if (l->taken == l->length)
		err = wait_for_line(file, l);
	if (err < 0 || (!err && l->taken == l->length))
		return err;
	do {
		part = min(count - done, l->length - l->taken);
		if (copy_to_user(buf + done, l->line + l->taken, part))
			return done ?: -EFAULT;
		l->taken += part;
		done += part;
	} while (done < count && take_line(l));
	return done;
}

static __poll_t pipe_poll(struct file *file, struct poll_table_struct *table)
{
	const struct line *l = file->private_data;

	poll_wait(file, &readers, table);
	return l->taken < l->length || head != tail ? EPOLLIN | EPOLLRDNORM : 0;
}

static const struct file_operations pipe_fops = {
	.open = pipe_open,
	.release = pipe_release,
	.read = pipe_read,
	.poll = pipe_poll,
	.llseek = no_llseek,
};

static int on_get(void *unused, u64 *value)
{
	*value = on;
	return 0;
}

static int on_set(void *unused, u64 value)
{
	on = value;
	wake_up(&readers);
	return 0;
}
DEFINE_SIMPLE_ATTRIBUTE(on_fops, on_get, on_set, "%llu\n");

static ssize_t marker_write(struct file *file, const char __user *buf,
			    size_t count, loff_t *pos)
{
	size_t length = min(count, (size_t)TEXT_MAX);
	char *text;

	if (!on)
		return -EINVAL;
	text = memdup_user_nul(buf, length);
	if (IS_ERR(text))
		return PTR_ERR(text);
	add(0, text, length);
	kfree(text);
	return length;
}

static const struct file_operations marker_fops = {
	.open = stream_open,
	.write = marker_write,
	.llseek = no_llseek,
};

static int tracer_show(struct seq_file *m, void *unused)
{
	seq_puts(m, "nop\n");
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(tracer);

/* --- The file system */

static int fill_tracefs(struct super_block *sb, void *data, int silent)
{
	static const struct tree_descr files[] = {
		[2] = { "trace", &trace_fops, 0640 },
		{ "trace_pipe", &pipe_fops, 0440 },
		{ "tracing_on", &on_fops, 0640 },
		{ "trace_marker", &marker_fops, 0220 },
		{ "current_tracer", &tracer_fops, 0440 },
		{ "available_tracers", &tracer_fops, 0440 },
		{ "", NULL, 0 },
	};
	int err = simple_fill_super(sb, TRACEFS_MAGIC, files);

	if (!err)
		sb->s_root->d_inode->i_mode = S_IFDIR | 0700;
	return err;
}

static struct dentry *mount_tracefs(struct file_system_type *type, int flags,
				    const char *dev_name, void *data)
{
	return mount_single(type, flags, data, fill_tracefs);
}

static struct file_system_type tracefs_type = {
	.name = "tracefs",
	.mount = mount_tracefs,
	.kill_sb = kill_litter_super,
};

void trace_init(void)
{
	register_filesystem(&tracefs_type);
	debugfs_create_symlink("tracing", NULL, "/sys/kernel/tracing");
}
