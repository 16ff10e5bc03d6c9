/* SPDX-License-Identifier: MIT */
/*
 * Scripts: `#! interpreter argument` in the first line has the interpreter run
 * with that argument, if there is one, and the script's name. execve(2).
 */
#include <linux/binfmts.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Cuts the line into its interpreter and its argument, or NULL. -ENOEXEC: there
 * is none, or its name does not end within the buffer.
 */
static int split_line(char *buf, char **name, char **argument)
{
	char *last = buf + BINPRM_BUF_SIZE - 1, *end, *p;

	end = memchr(buf, '\n', BINPRM_BUF_SIZE);
	for (p = buf + 2; p < last && is_blank(*p); p++)
		;
	*name = p;
	if (!end) {
		/* An argument may be cut off, but not the name. */
		end = buf + strnlen(buf, BINPRM_BUF_SIZE);
		while (p < last && *p && !is_blank(*p))
			p++;
		if (p == last && !is_blank(*p))
			return -ENOEXEC;
		if (end > last)
			end = last;
	}
	while (end > *name && is_blank(end[-1]))
		end--;
	if (end <= *name)
		return -ENOEXEC;
	*end = '\0';
	*argument = NULL;
	p = strpbrk(*name, " \t");
	if (!p)
		return **name ? 0 : -ENOEXEC;
	*p++ = '\0';
	while (is_blank(*p))
		p++;
	if (*p)
		*argument = p;
	return 0;
}

static int load_script(struct linux_binprm *bprm)
{
	char *name, *argument;
	struct file *file;
	int err;

	if (bprm->buf[0] != '#' || bprm->buf[1] != '!')
		return -ENOEXEC;
	err = split_line((char *)bprm->buf, &name, &argument);
	if (err)
		return err;
	/* The interpreter could not open a script behind such a descriptor. */
	if (bprm->path_inaccessible)
		return -ENOENT;
	err = remove_arg_zero(bprm);
	if (!err)
		err = copy_string_kernel(bprm->interp, bprm);
	if (!err && argument)
		err = copy_string_kernel(argument, bprm);
	if (!err)
		err = copy_string_kernel(name, bprm);
	if (!err)
		err = bprm_change_interp(name, bprm);
	if (err)
		return err;
	bprm->argc += argument ? 3 : 2;
	file = open_exec(name);
	if (IS_ERR(file))
		return PTR_ERR(file);
	bprm->interpreter = file;
	return 0;
}

struct linux_binfmt script_format = {
	.load_binary = load_script,
};
