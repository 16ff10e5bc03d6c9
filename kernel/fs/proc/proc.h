/* SPDX-License-Identifier: MIT */
/* What the files of fs/proc/ share. */
#ifndef _FS_PROC_PROC_H
#define _FS_PROC_PROC_H

#include <linux/proc_fs.h>
#include <linux/seq_file.h>

#include "../kernfs.h"

/* Makes /proc's own entries, and registers the file system. */
void proc_init(void);

/* Folders and files that every process has: fs/proc/base.c. */
struct dentry *proc_pid_lookup(struct dentry *dentry);
/* Emits the processes, by number; false: the buffer is full. */
bool proc_pid_emit(struct dir_context *ctx);
/* How many there are. */
int nr_processes(void);
/* `self` and `thread-self`. */
void proc_self_init(void);

/* The other files, by what they tell of. */
void proc_system_init(void);
void proc_modules_init(void);
void proc_keys_init(void);
void proc_vmallocinfo_init(void);
void proc_sysctl_init(void);
/* The kernel's own settings: kernel/sysctl.c. */
void kernel_sysctl_init(void);

/* Whether the running task may see where things are in the kernel. */
bool may_see_addresses(void);

/* Settings that lie in these parts; their meaning in proc(5). */
extern int dmesg_restrict;
extern const struct proc_ops proc_kmsg_ops;

#endif
