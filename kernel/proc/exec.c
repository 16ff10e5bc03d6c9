/* SPDX-License-Identifier: MIT */
/*
 * execve(2): what all formats of programs have in common. The new memory is
 * made, and the strings are on its stack, before the format is asked; up to
 * begin_new_exec() a failure leaves the old program as it was.
 *
 * A new stack, from its upper end: a word of 0, the file's name, the
 * environment's strings, the arguments'. The format puts its tables below.
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <asm/irqflags.h>
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fdtable.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/leaks.h>
#include <linux/kmod.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

#include "../mm/frames.h"
#include "proc.h"

#define ARG_MAX 131072ul
#define ARG_SPACE_MAX (6ul << 20)
#define STACK_EXPAND 131072ul
#define INTERPRETERS_MAX 5

static LIST_HEAD(formats);

void register_binfmt(struct linux_binfmt *fmt)
{
	list_add_tail(&fmt->lh, &formats);
}
EXPORT_SYMBOL(register_binfmt);

void insert_binfmt(struct linux_binfmt *fmt)
{
	list_add(&fmt->lh, &formats);
}
EXPORT_SYMBOL(insert_binfmt);

void unregister_binfmt(struct linux_binfmt *fmt)
{
	list_del(&fmt->lh);
}
EXPORT_SYMBOL(unregister_binfmt);

static void drop_format(const void *object)
{
	unregister_binfmt((struct linux_binfmt *)object);
}

static void scan_formats(struct leak_scan *scan)
{
	struct linux_binfmt *fmt;

	list_for_each_entry(fmt, &formats, lh)
		if (leak_in(scan, fmt))
			leak_found(scan,
				   &(struct leak){
					   .kind = "format of programs",
					   .object = fmt,
					   .target = (unsigned long)
							     fmt->load_binary,
					   .danger = "which is in this module",
					   .reclaim = drop_format });
}
LEAK_SOURCE(binfmt, scan_formats);

void exec_init(void)
{
	register_binfmt(&elf_format);
	register_binfmt(&script_format);
}

/* --- Strings, onto the new stack */

/* A NULL-terminated table of strings, in the kernel's memory or the user's. */
struct strings {
	const char *const *kernel;
	const u32 __user *user;
};

/* The string at @index, or NULL behind the last. 0, -EFAULT. */
static int get_string(const struct strings *s, int index, const char **string)
{
	u32 address;

	if (s->kernel) {
		*string = s->kernel[index];
		return 0;
	}
	if (get_user(address, s->user + index))
		return -EFAULT;
	*string = (const char *)address;
	return 0;
}

static int count_strings(const struct strings *s)
{
	const char *string;
	int n = 0;

	if (!s->kernel && !s->user)
		return 0;
	for (;; n++) {
		if (get_string(s, n, &string))
			return -EFAULT;
		if (!string)
			return n;
		if (n == MAX_ARG_STRINGS)
			return -E2BIG;
		if (fatal_signal_pending(current))
			return -ERESTARTNOHAND;
	}
}

/* Puts @bytes before what is on the stack. */
static int push_bytes(struct linux_binprm *bprm, const char *from,
		      unsigned long bytes, bool user)
{
	if (bytes > bprm->p || bprm->p - bytes < bprm->argmin)
		return -E2BIG;
	bprm->p -= bytes;
	for (unsigned long at = bprm->p; bytes;) {
		struct page *page = get_user_page(bprm->mm, at, true);
		u32 offset = offset_in_page(at);
		u32 n = min(bytes, PAGE_SIZE - offset);

		if (!page)
			return -ENOMEM;
		if (!user)
			memcpy(page_address(page) + offset, from, n);
		else if (copy_from_user(page_address(page) + offset, from, n))
			return -EFAULT;
		at += n;
		from += n;
		bytes -= n;
	}
	return 0;
}

int copy_string_kernel(const char *string, struct linux_binprm *bprm)
{
	unsigned long bytes = strlen(string) + 1;

	if (bytes > MAX_ARG_STRLEN)
		return -E2BIG;
	return push_bytes(bprm, string, bytes, false);
}
EXPORT_SYMBOL(copy_string_kernel);

static int copy_string_user(const char __user *string,
			    struct linux_binprm *bprm)
{
	long bytes = strnlen_user(string, MAX_ARG_STRLEN);

	if (!bytes)
		return -EFAULT;
	if (bytes > MAX_ARG_STRLEN)
		return -E2BIG;
	return push_bytes(bprm, string, bytes, true);
}

/* The first @count, so that they lie in memory in their order. */
static int copy_strings(int count, const struct strings *s,
			struct linux_binprm *bprm)
{
	const char *string;
	int err = 0;

	while (!err && count--) {
		err = get_string(s, count, &string);
		if (!err)
			err = s->kernel ? copy_string_kernel(string, bprm) :
					  copy_string_user(string, bprm);
		if (fatal_signal_pending(current))
			err = -ERESTARTNOHAND;
	}
	return err;
}

int remove_arg_zero(struct linux_binprm *bprm)
{
	struct page *page;
	const char *begin, *end;
	u32 offset;

	if (!bprm->argc)
		return 0;
	do {
		offset = offset_in_page(bprm->p);
		page = get_user_page(bprm->mm, bprm->p, false);
		if (!page)
			return -EFAULT;
		begin = page_address(page) + offset;
		end = memchr(begin, '\0', PAGE_SIZE - offset);
		bprm->p += end ? end - begin + 1 : PAGE_SIZE - offset;
	} while (!end);
	bprm->argc--;
	return 0;
}
EXPORT_SYMBOL(remove_arg_zero);

/* The strings may take a quarter of the stack, pointers to them included. */
static int limit_strings(struct linux_binprm *bprm)
{
	unsigned long limit = min(rlimit(RLIMIT_STACK) / 4, ARG_SPACE_MAX);
	unsigned long pointers =
		((unsigned long)max(bprm->argc, 1) + bprm->envc) * 4;

	limit = max(limit, ARG_MAX);
	if (limit <= pointers)
		return -E2BIG;
	bprm->argmin = bprm->p - (limit - pointers);
	return 0;
}

static int fill_stack(struct linux_binprm *bprm, const struct strings *argv,
		      const struct strings *envp)
{
	int err;

	bprm->argc = count_strings(argv);
	if (bprm->argc < 0)
		return bprm->argc;
	bprm->envc = count_strings(envp);
	if (bprm->envc < 0)
		return bprm->envc;
	err = limit_strings(bprm);
	if (!err)
		err = copy_string_kernel(bprm->filename, bprm);
	bprm->exec = bprm->p;
	if (!err)
		err = copy_strings(bprm->envc, envp, bprm);
	if (!err)
		err = copy_strings(bprm->argc, argv, bprm);
	if (err || bprm->argc)
		return err;
	pr_warn_once("process '%s' launched '%s' with NULL argv: empty string added\n",
		     current->comm, bprm->filename);
	bprm->argc = 1;
	return copy_string_kernel("", bprm);
}

/* --- Memory */

static int make_memory(struct linux_binprm *bprm)
{
	struct mm_struct *mm = bprm->mm = mm_alloc();
	struct vm_area_struct *vma = mm ? vm_area_alloc(mm) : NULL;

	if (!vma)
		return -ENOMEM;
	mmap_layout(mm);
	vma->vm_start = STACK_TOP - PAGE_SIZE;
	vma->vm_end = STACK_TOP;
	vma->vm_pgoff = vma->vm_start >> PAGE_SHIFT;
	vma->vm_flags = VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE |
			VM_MAYEXEC | VM_GROWSDOWN;
	vma->vm_page_prot = vm_get_page_prot(vma->vm_flags);
	vm_area_insert(vma);
	bprm->vma = vma;
	bprm->p = vma->vm_end - sizeof(u32);
	return 0;
}

int setup_arg_pages(struct linux_binprm *bprm, int executable_stack)
{
	struct vm_area_struct *vma = bprm->vma;
	unsigned long room = min(vma->vm_end - vma->vm_start + STACK_EXPAND,
				 rlimit(RLIMIT_STACK) & PAGE_MASK);

	if (executable_stack == EXSTACK_ENABLE_X) {
		vma_set_flags(vma, vma->vm_flags | VM_EXEC);
		protect_range(vma, vma->vm_start, vma->vm_end);
	}
	if (vma->vm_end - room < vma->vm_start)
		expand_stack(vma, vma->vm_end - room);
	vma->vm_mm->start_stack = bprm->p;
	return 0;
}
EXPORT_SYMBOL(setup_arg_pages);

/* --- Credentials: the set-id bits of a file, and capabilities(7) */

/* The file's owner and group, where its mode says so. */
static void take_file_ids(const struct linux_binprm *bprm)
{
	const struct inode *inode = file_inode(bprm->file);
	struct cred *new = bprm->cred;

	if (!mnt_may_suid(bprm->file->f_path.mnt) || current->no_new_privs)
		return;
	if (inode->i_mode & S_ISUID)
		new->euid = inode->i_uid;
	if ((inode->i_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP))
		new->egid = inode->i_gid;
}

static void set_creds(struct linux_binprm *bprm)
{
	const struct cred *old = current_cred();
	struct cred *new = bprm->cred;
	bool is_root, is_setid;
	u64 root_caps;

	take_file_ids(bprm);
	is_setid = !uid_eq(new->euid, old->uid) || !gid_eq(new->egid, old->gid);
	is_root = !new->euid.val || !new->uid.val;
	if (new->securebits & SECBIT_NOROOT)
		is_root = false;
	root_caps = new->cap_bset.val | new->cap_inheritable.val;
	if (is_setid)
		new->cap_ambient.val = 0;
	new->cap_permitted.val = (is_root ? root_caps : 0) |
				 new->cap_ambient.val;
	new->cap_effective = is_root && !new->euid.val ? new->cap_permitted :
							 new->cap_ambient;
	new->suid = new->fsuid = new->euid;
	new->sgid = new->fsgid = new->egid;
	new->securebits &= ~SECBIT_KEEP_CAPS;
	bprm->secureexec = is_setid || (new->uid.val && !new->euid.val);
}

/* --- The point of no return */

static int unshare_files(void)
{
	struct files_struct *files;

	if (current->files->count == 1)
		return 0;
	files = dup_files(current->files);
	if (!files)
		return -ENOMEM;
	put_files(current->files);
	current->files = files;
	return 0;
}

static void take_memory(struct linux_binprm *bprm)
{
	struct mm_struct *old = current->mm;

	bprm->mm->exe_file = get_file(bprm->file);
	deny_write_access(bprm->file);
	if (old) {
		exit_robust_list(current);
		clear_child_tid(current);
		current->signal->maxrss =
			max(current->signal->maxrss,
			    (u64)old->hiwater_rss << (PAGE_SHIFT - 10));
	}
	current->mm = bprm->mm;
	bprm->mm = NULL;
	switch_mm(current->mm);
	complete_vfork(current);
	mmput(old);
}

static void reset_thread(void)
{
	struct task_struct *me = current;

	memset(me->thread.tls, 0, sizeof(me->thread.tls));
	cpu_load_tls(me->thread.tls);
	fpu_load(fpu_initial_state);
	me->set_child_tid = me->clear_child_tid = me->robust_list = 0;
	me->sas_ss = (stack_t){ .ss_flags = SS_DISABLE };
	me->did_exec = true;
}

int begin_new_exec(struct linux_binprm *bprm)
{
	struct task_struct *me = current;
	int err;

	bprm->point_of_no_return = true;
	err = de_thread();
	if (!err)
		err = unshare_files();
	if (!err)
		err = unshare_sighand();
	if (err)
		return err;
	set_creds(bprm);
	take_memory(bprm);
	reset_thread();
	posix_timers_exit(me->signal);
	close_on_exec(me->files);
	strscpy(me->comm, kbasename(bprm->filename), sizeof(me->comm));
	flush_signal_handlers(me);
	if (bprm->secureexec)
		me->pdeath_signal = 0;
	me->signal->dumpable =
		!bprm->secureexec &&
		!inode_permission(file_inode(bprm->file), MAY_READ);
	err = commit_creds(bprm->cred);
	bprm->cred = NULL;
	return err;
}
EXPORT_SYMBOL(begin_new_exec);

void start_thread(struct pt_regs *regs, unsigned long ip, unsigned long sp)
{
	*regs = (struct pt_regs){
		.ds = USER_DS,
		.es = USER_DS,
		.orig_ax = -1,
		.ip = ip,
		.cs = USER_CS,
		.flags = X86_EFLAGS_IF | X86_EFLAGS_FIXED,
		.sp = sp,
		.ss = USER_DS,
	};
}
EXPORT_SYMBOL_GPL(start_thread);

/* --- Finding the format */

int bprm_change_interp(const char *interp, struct linux_binprm *bprm)
{
	char *copy = kmalloc(strlen(interp) + 1, GFP_KERNEL);

	if (!copy)
		return -ENOMEM;
	strcpy(copy, interp);
	if (bprm->interp != bprm->filename)
		kfree(bprm->interp);
	bprm->interp = copy;
	return 0;
}
EXPORT_SYMBOL(bprm_change_interp);

static bool is_printable(u8 c)
{
	return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0x7e);
}

/* Whether a module for the format of @bprm may have come. */
static bool request_format(const struct linux_binprm *bprm)
{
	const u8 *buf = bprm->buf;

	if (is_printable(buf[0]) && is_printable(buf[1]) &&
	    is_printable(buf[2]) && is_printable(buf[3]))
		return false;
	return !request_module("binfmt-%04x", buf[2] | buf[3] << 8);
}

static int try_formats(struct linux_binprm *bprm)
{
	struct linux_binfmt *fmt;
	int err;

	list_for_each_entry(fmt, &formats, lh) {
		if (!try_module_get(fmt->module))
			continue;
		err = fmt->load_binary(bprm);
		module_put(fmt->module);
		if (bprm->point_of_no_return || err != -ENOEXEC)
			return err;
	}
	return -ENOEXEC;
}

static int load_program(struct linux_binprm *bprm)
{
	loff_t pos = 0;
	int err;

	memset(bprm->buf, 0, sizeof(bprm->buf));
	err = kernel_read(bprm->file, bprm->buf, sizeof(bprm->buf), &pos);
	if (err < 0)
		return err;
	err = try_formats(bprm);
	if (err == -ENOEXEC && !bprm->point_of_no_return &&
	    request_format(bprm))
		err = try_formats(bprm);
	return err;
}

static void put_program(struct file *file)
{
	allow_write_access(file);
	fput(file);
}

/* Runs the file, or its interpreter, or that one's. */
static int exec_binprm(struct linux_binprm *bprm)
{
	int err;

	for (int depth = 0; depth <= INTERPRETERS_MAX; depth++) {
		err = load_program(bprm);
		if (err || !bprm->interpreter)
			return err;
		put_program(bprm->file);
		bprm->file = bprm->interpreter;
		bprm->interpreter = NULL;
	}
	return -ELOOP;
}

static void free_bprm(struct linux_binprm *bprm)
{
	mmput(bprm->mm);
	if (bprm->cred)
		abort_creds(bprm->cred);
	if (bprm->interp != bprm->filename)
		kfree(bprm->interp);
	if (bprm->interpreter)
		put_program(bprm->interpreter);
	put_program(bprm->file);
	kfree(bprm);
}

/* @file, from open_exec(), is given away. */
static int do_execve_file(struct file *file, const char *filename,
			  bool path_inaccessible, const struct strings *argv,
			  const struct strings *envp)
{
	struct linux_binprm *bprm = kzalloc(sizeof(*bprm), GFP_KERNEL);
	int err;

	if (!bprm) {
		put_program(file);
		return -ENOMEM;
	}
	bprm->file = file;
	bprm->filename = bprm->interp = filename;
	bprm->path_inaccessible = path_inaccessible;
	bprm->cred = prepare_creds();
	err = bprm->cred ? make_memory(bprm) : -ENOMEM;
	if (!err)
		err = fill_stack(bprm, argv, envp);
	if (!err)
		err = exec_binprm(bprm);
	if (err && bprm->point_of_no_return && !fatal_signal_pending(current))
		force_sig(SIGSEGV);
	free_bprm(bprm);
	return err;
}

int kernel_execve(const char *path, const char *const *argv,
		  const char *const *envp)
{
	struct file *file = open_exec(path);

	if (IS_ERR(file))
		return PTR_ERR(file);
	return do_execve_file(file, path, false,
			      &(struct strings){ .kernel = argv },
			      &(struct strings){ .kernel = envp });
}

/* The name of a file that is known by its descriptor. */
static char *name_of_fd(int fd, const char *path)
{
	size_t size = strlen(path) + sizeof("/dev/fd/2147483647/");
	char *name = kmalloc(size, GFP_KERNEL);

	if (name)
		snprintf(name, size, "/dev/fd/%d%s%s", fd, *path ? "/" : "",
			 path);
	return name;
}

static int do_execveat(int fd, struct filename *path, const u32 __user *argv,
		       const u32 __user *envp, int flags)
{
	struct file *file = do_open_execat(fd, path->name, flags);
	char *fd_name = NULL;
	int err = -ENOMEM;

	if (IS_ERR(file))
		return PTR_ERR(file);
	if (fd != AT_FDCWD && path->name[0] != '/') {
		fd_name = name_of_fd(fd, path->name);
		if (!fd_name) {
			put_program(file);
			return -ENOMEM;
		}
	}
	err = do_execve_file(file, fd_name ? fd_name : path->name,
			     fd_name && get_close_on_exec(current->files, fd),
			     &(struct strings){ .user = argv },
			     &(struct strings){ .user = envp });
	kfree(fd_name);
	return err;
}

SYSCALL_DEFINE3(execve, const char __user *, path, const u32 __user *, argv,
		const u32 __user *, envp)
{
	struct filename *name = getname(path);
	int err;

	if (IS_ERR(name))
		return PTR_ERR(name);
	err = do_execveat(AT_FDCWD, name, argv, envp, 0);
	putname(name);
	return err;
}

SYSCALL_DEFINE5(execveat, int, fd, const char __user *, path,
		const u32 __user *, argv, const u32 __user *, envp, int, flags)
{
	struct filename *name;
	int err;

	if (flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))
		return -EINVAL;
	name = getname_flags(path, flags & AT_EMPTY_PATH ? LOOKUP_EMPTY : 0);
	if (IS_ERR(name))
		return PTR_ERR(name);
	err = do_execveat(fd, name, argv, envp, flags);
	putname(name);
	return err;
}
