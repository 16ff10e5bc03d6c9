/* SPDX-License-Identifier: MIT */
/*
 * Dynamic debugging: which of the modules' pr_debug() and dev_dbg() print. The
 * places are the modules' own sections __dyndbg; a query selects among them
 * and changes their flags. Documentation/admin-guide/dynamic-debug-howto.rst
 */
#include <linux/ctype.h>
#include <linux/debugfs.h>
#include <linux/dev_printk.h>
#include <linux/device.h>
#include <linux/dynamic_debug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/glob.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/start_kernel.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/uaccess.h>

#include "module.h"

#define WORDS_MAX 9
#define QUERY_MAX PAGE_SIZE
#define PREFIX_SIZE 128

static const struct {
	u8 flag;
	char letter;
} letters[] = {
	{ _DPRINTK_FLAGS_PRINT, 'p' },
	{ _DPRINTK_FLAGS_INCL_MODNAME, 'm' },
	{ _DPRINTK_FLAGS_INCL_FUNCNAME, 'f' },
	{ _DPRINTK_FLAGS_INCL_SOURCENAME, 's' },
	{ _DPRINTK_FLAGS_INCL_LINENO, 'l' },
	{ _DPRINTK_FLAGS_INCL_TID, 't' },
	{ _DPRINTK_FLAGS_NONE, '_' },
};

/* What a query asks for: NULL, or 0, is anything. */
struct query {
	const char *module, *filename, *function, *format;
	unsigned int first_line, last_line;
};

/* What it does: flags = flags & keep | set. */
struct change {
	unsigned int keep, set;
};

static struct _ddebug *places_of(const struct module *mod, size_t *count)
{
	const struct module_section *s = mod->holds.sections;

	*count = 0;
	for (u32 i = 0; i < mod->holds.section_count; i++, s++)
		if (!strcmp(s->name, "__dyndbg")) {
			*count = s->size / sizeof(struct _ddebug);
			return (struct _ddebug *)s->address;
		}
	return NULL;
}

/* --- Messages */

static const char *prefix_of(const struct _ddebug *d, char *buf)
{
	size_t n = 0, tid;

	buf[0] = '\0';
	if (d->flags & _DPRINTK_FLAGS_INCL_TID)
		n += in_interrupt() ?
			     scnprintf(buf, PREFIX_SIZE, "<intr> ") :
			     scnprintf(buf, PREFIX_SIZE, "[%d] ", current->pid);
	tid = n;
	if (d->flags & _DPRINTK_FLAGS_INCL_MODNAME)
		n += scnprintf(buf + n, PREFIX_SIZE - n, "%s:", d->modname);
	if (d->flags & _DPRINTK_FLAGS_INCL_FUNCNAME)
		n += scnprintf(buf + n, PREFIX_SIZE - n, "%s:", d->function);
	if (d->flags & _DPRINTK_FLAGS_INCL_SOURCENAME)
		n += scnprintf(buf + n, PREFIX_SIZE - n, "%s:", d->filename);
	if (d->flags & _DPRINTK_FLAGS_INCL_LINENO)
		n += scnprintf(buf + n, PREFIX_SIZE - n, "%u:", d->lineno);
	if (n > tid)
		scnprintf(buf + n, PREFIX_SIZE - n, " ");
	return buf;
}

void __dynamic_pr_debug(struct _ddebug *descriptor, const char *fmt, ...)
{
	char prefix[PREFIX_SIZE];
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	printk(KERN_DEBUG "%s%pV", prefix_of(descriptor, prefix), &vaf);
	va_end(args);
}
EXPORT_SYMBOL(__dynamic_pr_debug);

void __dynamic_dev_dbg(struct _ddebug *descriptor, const struct device *dev,
		       const char *fmt, ...)
{
	char prefix[PREFIX_SIZE];
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	prefix_of(descriptor, prefix);
	if (dev)
		printk(KERN_DEBUG "%s%s %s: %pV", prefix,
		       dev_driver_string(dev), dev_name(dev), &vaf);
	else
		printk(KERN_DEBUG "(NULL device *): %pV", &vaf);
	va_end(args);
}
EXPORT_SYMBOL(__dynamic_dev_dbg);

/* --- Queries */

/* Cuts @text into words, at spaces but not within quotes: how many, or -EINVAL. */
static int split(char *text, char *words[])
{
	int count = 0;
	char *end;

	for (text = skip_spaces(text); *text && *text != '#';
	     text = skip_spaces(text)) {
		if (count == WORDS_MAX) {
			pr_err("dyndbg: too many words, legal max <=%d\n",
			       WORDS_MAX);
			return -EINVAL;
		}
		if (*text == '"' || *text == '\'') {
			end = strchr(text + 1, *text);
			if (!end) {
				pr_err("dyndbg: unclosed quote: %s\n",
				       text + 1);
				return -EINVAL;
			}
			text++;
		} else {
			for (end = text; *end && !isspace(*end);)
				end++;
		}
		words[count++] = text;
		text = *end ? end + 1 : end;
		*end = '\0';
	}
	return count;
}

/* `12`, `12-`, `-12` or `12-14`. */
static int parse_lines(struct query *query, char *text)
{
	char *last = strchr(text, '-');

	if (query->first_line || query->last_line) {
		pr_err("dyndbg: match-spec: line used 2x\n");
		return -EINVAL;
	}
	if (last)
		*last++ = '\0';
	if (*text && kstrtouint(text, 10, &query->first_line)) {
		pr_err("dyndbg: bad line-number: %s\n", text);
		return -EINVAL;
	}
	query->last_line = last ? UINT_MAX : query->first_line;
	if (last && *last && kstrtouint(last, 10, &query->last_line)) {
		pr_err("dyndbg: bad line-number: %s\n", last);
		return -EINVAL;
	}
	if (query->last_line >= query->first_line)
		return 0;
	pr_err("dyndbg: last-line:%d < 1st-line:%d\n", query->last_line,
	       query->first_line);
	return -EINVAL;
}

static int set_once(const char **what, const char *value, const char *name)
{
	if (*what) {
		pr_err("dyndbg: match-spec:%s val:%s overridden by %s\n", name,
		       *what, value);
		return -EINVAL;
	}
	*what = value;
	return 0;
}

/* `name.c`, and behind a colon lines or a function. */
static int parse_file(struct query *query, char *text)
{
	char *colon = strchr(text, ':');

	if (colon)
		*colon++ = '\0';
	if (set_once(&query->filename, text, "file"))
		return -EINVAL;
	if (!colon)
		return 0;
	if (isdigit(*colon) || *colon == '-')
		return parse_lines(query, colon);
	return set_once(&query->function, colon, "func");
}

static int parse_pair(struct query *query, const char *key, char *value)
{
	if (!strcmp(key, "func"))
		return set_once(&query->function, value, key);
	if (!strcmp(key, "file"))
		return parse_file(query, value);
	if (!strcmp(key, "module"))
		return set_once(&query->module, value, key);
	if (!strcmp(key, "format")) {
		string_unescape_inplace(value, UNESCAPE_SPACE | UNESCAPE_OCTAL |
						       UNESCAPE_SPECIAL);
		return set_once(&query->format, value, key);
	}
	if (!strcmp(key, "line"))
		return parse_lines(query, value);
	pr_err("dyndbg: unknown keyword \"%s\"\n", key);
	return -EINVAL;
}

/* `+p`, `-f` or `=pmf`. */
static int parse_change(const char *text, struct change *change)
{
	char op = *text;
	unsigned int flags = 0;

	if (op != '+' && op != '-' && op != '=') {
		pr_err("dyndbg: bad flag-op %c, at start of %s\n", op, text);
		return -EINVAL;
	}
	for (text++; *text; text++) {
		u32 i = 0;

		while (i < ARRAY_SIZE(letters) && letters[i].letter != *text)
			i++;
		if (i == ARRAY_SIZE(letters)) {
			pr_err("dyndbg: unknown flag '%c'\n", *text);
			return -EINVAL;
		}
		flags |= letters[i].flag;
	}
	change->keep = op == '+' ? ~0u : op == '-' ? ~flags : 0;
	change->set = op == '-' ? 0 : flags;
	return 0;
}

static bool matches_file(const char *pattern, const char *filename)
{
	return glob_match(pattern, filename) ||
	       glob_match(pattern, kbasename(filename));
}

static bool matches(const struct query *query, const struct module *mod,
		    const struct _ddebug *d)
{
	const char *format = query->format;

	if (query->module && !glob_match(query->module, mod->name))
		return false;
	if (query->filename && !matches_file(query->filename, d->filename))
		return false;
	if (query->function && !glob_match(query->function, d->function))
		return false;
	if (format && (*format == '^' ? !str_has_prefix(d->format, format + 1) :
					!strstr(d->format, format)))
		return false;
	return (!query->first_line || d->lineno >= query->first_line) &&
	       (!query->last_line || d->lineno <= query->last_line);
}

static void apply(const struct query *query, const struct change *change)
{
	const struct module *mod;
	size_t count;

	list_for_each_entry(mod, &modules, list) {
		struct _ddebug *d = places_of(mod, &count);

		for (; count; count--, d++)
			if (matches(query, mod, d))
				d->flags = (d->flags & change->keep) |
					   change->set;
	}
}

/* One query, in place; of @module alone unless that is NULL. */
static int run_query(char *text, const char *module)
{
	struct query query = { .module = module };
	struct change change;
	char *words[WORDS_MAX];
	int count = split(text, words);

	if (count <= 0)
		return count;
	if (parse_change(words[--count], &change)) {
		pr_err("dyndbg: flags parse failed\n");
		return -EINVAL;
	}
	if (count % 2) {
		pr_err("dyndbg: expecting pairs of match-spec <value>\n");
		return -EINVAL;
	}
	for (int i = 0; i < count; i += 2)
		if (parse_pair(&query, words[i], words[i + 1])) {
			pr_err("dyndbg: query parse failed\n");
			return -EINVAL;
		}
	apply(&query, &change);
	return 0;
}

/* Queries, between `;` or lines: all of them; the last error of any, or 0. */
static int run_queries(char *text, const char *module)
{
	char *query;
	int err, ret = 0;

	while ((query = strsep(&text, ";\n"))) {
		err = run_query(query, module);
		if (err)
			ret = err;
	}
	return ret;
}

bool dynamic_debug_parameter(const struct module *mod, const char *param,
			     char *val)
{
	char all[] = "+p";

	if (strcmp(param, "dyndbg") != 0)
		return false;
	run_queries(val ? val : all, mod->name);
	return true;
}

/* --- The file */

static void show_place(struct seq_file *m, const struct module *mod,
		       const struct _ddebug *d)
{
	seq_printf(m, "%s:%u [%s]%s =", d->filename, d->lineno, mod->name,
		   d->function);
	for (u32 i = 0; i < ARRAY_SIZE(letters); i++)
		if (d->flags & letters[i].flag ||
		    (!d->flags && !letters[i].flag))
			seq_putc(m, letters[i].letter);
	seq_puts(m, " \"");
	seq_escape_str(m, d->format, ESCAPE_SPACE, "\t\r\n\"");
	seq_puts(m, "\"\n");
}

static int control_show(struct seq_file *m, void *unused)
{
	const struct module *mod;
	size_t count;

	seq_puts(m, "# filename:lineno [module]function flags format\n");
	list_for_each_entry(mod, &modules, list) {
		const struct _ddebug *d = places_of(mod, &count);

		for (; count; count--, d++)
			show_place(m, mod, d);
	}
	return 0;
}

static int control_open(struct inode *inode, struct file *file)
{
	return single_open(file, control_show, NULL);
}

static ssize_t control_write(struct file *file, const char __user *buf,
			     size_t count, loff_t *pos)
{
	char *text;
	int err;

	if (!count)
		return 0;
	if (count > QUERY_MAX - 1) {
		pr_warn("dyndbg: expected <%lu bytes into control\n",
			QUERY_MAX);
		return -E2BIG;
	}
	text = memdup_user_nul(buf, count);
	if (IS_ERR(text))
		return PTR_ERR(text);
	err = run_queries(text, NULL);
	kfree(text);
	return err ?: count;
}

static const struct file_operations control_fops = {
	.open = control_open,
	.release = single_release,
	.read = seq_read,
	.write = control_write,
	.llseek = seq_lseek,
};

static const struct proc_ops control_proc_ops = {
	.proc_open = control_open,
	.proc_release = single_release,
	.proc_read = seq_read,
	.proc_write = control_write,
	.proc_lseek = seq_lseek,
};

void dynamic_debug_init(void)
{
	struct dentry *folder = debugfs_create_dir("dynamic_debug", NULL);

	debugfs_create_file("control", 0644, folder, NULL, &control_fops);
	proc_create("control", 0644, proc_mkdir("dynamic_debug", NULL),
		    &control_proc_ops);
}
