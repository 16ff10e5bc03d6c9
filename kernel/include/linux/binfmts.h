/* SPDX-License-Identifier: MIT */
/*
 * Running programs: execve(2) and the formats that it knows, which modules may
 * add to. kernel/proc/exec.c, binfmt_elf.c, binfmt_script.c.
 *
 * Context: process, may sleep.
 * Linux: Documentation/admin-guide/binfmt-misc.rst
 */
#ifndef _LINUX_BINFMTS_H
#define _LINUX_BINFMTS_H

#include <linux/list.h>
#include <linux/types.h>

#define BINPRM_BUF_SIZE 256
#define MAX_ARG_STRLEN 131072ul /* bytes of one string with its NUL */
#define MAX_ARG_STRINGS 0x7fffffff
#define EXSTACK_DEFAULT 0   /* as data is */
#define EXSTACK_DISABLE_X 1 /* not executable */
#define EXSTACK_ENABLE_X 2  /* executable */

struct cred;
struct file;
struct mm_struct;
struct module;
struct pt_regs;
struct vm_area_struct;

/* A program on its way to be run. */
struct linux_binprm {
	struct file *file;	  /* what is run; held, writing denied */
	struct file *interpreter; /* what is to be run in its stead, or NULL */
	struct mm_struct *mm;	  /* the new memory, until it is the task's */
	struct vm_area_struct *vma; /* its stack */
	struct cred *cred;	    /* the new credentials, until committed */
	unsigned long p;	    /* where the strings on the stack begin */
	unsigned long argmin;	    /* and must not go below */
	unsigned long exec;	    /* where the file's name is on the stack */
	int argc, envc;
	const char *filename;	 /* as execve() has it */
	const char *interp;	 /* the name of what is run */
	bool path_inaccessible;	 /* it is behind a descriptor that will close */
	bool secureexec;	 /* AT_SECURE: ids or capabilities grow */
	bool point_of_no_return; /* the old program is gone */
	u8 buf[BINPRM_BUF_SIZE]; /* the file's begin, zeros behind its end */
};

/* A format of executable files. */
struct linux_binfmt {
	struct list_head lh;
	struct module *module;
	/* 0, or a negative errno; -ENOEXEC: it is of another format. */
	int (*load_binary)(struct linux_binprm *bprm);
};

/* Adds a format behind those that there are. */
void register_binfmt(struct linux_binfmt *fmt);
/* The same, before all others. */
void insert_binfmt(struct linux_binfmt *fmt);
void unregister_binfmt(struct linux_binfmt *fmt);

/* --- What ->load_binary() is made of. All: 0, or a negative errno. */

/* Drops argv[0]. */
int remove_arg_zero(struct linux_binprm *bprm);
/* Puts a string before those that are there: the last argument first. */
int copy_string_kernel(const char *string, struct linux_binprm *bprm);
/* Makes @interp, which is copied, the name of what is run. */
int bprm_change_interp(const char *interp, struct linux_binprm *bprm);
/*
 * Ends the old program: its threads, its memory, its handlers. From here on an
 * error kills the task.
 */
int begin_new_exec(struct linux_binprm *bprm);
/* Lets the stack be executable or not: EXSTACK_; and grow. */
int setup_arg_pages(struct linux_binprm *bprm, int executable_stack);
/* Registers for a program that begins at @ip. */
void start_thread(struct pt_regs *regs, unsigned long ip, unsigned long sp);

/* What is built in, and registered by exec_init(). */
extern struct linux_binfmt elf_format, script_format;
void exec_init(void);

/*
 * Replaces the running task's program. @path is in kernel memory, as are the
 * strings of @argv and @envp, which end in NULL. 0 (the registers then begin
 * the program), or a negative errno: with the old program whole, or with
 * SIGSEGV sent where it is gone already. A kernel thread that calls it becomes
 * a user task when it returns to user mode.
 */
int kernel_execve(const char *path, const char *const *argv,
		  const char *const *envp);

#endif
