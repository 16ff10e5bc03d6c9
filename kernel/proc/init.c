/* SPDX-License-Identifier: MIT */
/*
 * The first program: /init of the initramfs, or what init= names, with the
 * console as its standard files, and what the kernel's command line has left
 * for it. bootparam(7).
 */
#include <linux/binfmts.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "../params.h"

#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX ""

static char *init_path;
core_param(init, init_path, charp, 0);
static char *rdinit_path = "/init";
core_param(rdinit, rdinit_path, charp, 0);

static const char *argv[INIT_WORDS_MAX + 2];
static const char *envp[INIT_WORDS_MAX + 3] = { "HOME=/", "TERM=linux" };

bool have_init(void)
{
	struct file *file =
		filp_open(init_path ? init_path : rdinit_path, O_RDONLY, 0);

	if (IS_ERR(file))
		return false;
	fput(file);
	return true;
}

/* `a=b` goes to the environment, `a` to the arguments: the last wins. */
static void sort_words(void)
{
	int args = 1, vars = 2;

	for (u32 i = 0; i < init_word_count; i++) {
		const char *word = init_words[i];

		if (strchr(word, '=') && vars < INIT_WORDS_MAX + 2)
			envp[vars++] = word;
		else if (!strchr(word, '=') && args < INIT_WORDS_MAX + 1)
			argv[args++] = word;
	}
}

static void open_console(void)
{
	struct file *file = filp_open("/dev/console", O_RDWR, 0);

	if (IS_ERR(file)) {
		pr_err("Warning: unable to open an initial console.\n");
		return;
	}
	for (unsigned int fd = 0; fd < 3; fd++)
		fd_install(get_unused_fd_flags(0), get_file(file));
	fput(file);
}

static int run(const char *path)
{
	int err;

	argv[0] = path;
	pr_info("Run %s as init process\n", path);
	err = kernel_execve(path, argv, envp);
	if (err && err != -ENOENT)
		pr_err("Starting init: %s exists but couldn't execute it (error %d)\n",
		       path, err);
	return err;
}

int run_init_program(void)
{
	static const char *const others[] = { "/sbin/init", "/etc/init",
					      "/bin/init", "/bin/sh" };

	/* Where this program changes its root, the kernel looks up names too. */
	put_fs(current->fs);
	current->fs = get_fs_struct(&init_fs);
	sort_words();
	open_console();
	if (!init_path && !run(rdinit_path))
		return 0;
	if (init_path) {
		if (!run(init_path))
			return 0;
		panic("Requested init %s failed.", init_path);
	}
	for (u32 i = 0; i < ARRAY_SIZE(others); i++)
		if (!run(others[i]))
			return 0;
	panic("No working init found.  Try passing init= option to kernel. See Linux Documentation/admin-guide/init.rst for guidance.");
}
