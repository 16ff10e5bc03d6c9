/* SPDX-License-Identifier: MIT */
/* The files of a process's folder: their texts. */
#ifndef _FS_PROC_TASK_H
#define _FS_PROC_TASK_H

#include <linux/sched.h>
#include <linux/seq_file.h>

/* The task that an inode of a process's folder is of, or NULL: it has gone. */
struct task_struct *proc_task(const struct inode *inode);
/* Whether the running task may see what is private to @task. */
bool proc_may_access(const struct task_struct *task);

/* Each prints one file of @task; 0 or a negative errno. None sleeps. */
int proc_pid_stat(struct seq_file *m, struct task_struct *task);
int proc_tid_stat(struct seq_file *m, struct task_struct *task);
int proc_pid_status(struct seq_file *m, struct task_struct *task);
int proc_pid_statm(struct seq_file *m, struct task_struct *task);
int proc_pid_limits(struct seq_file *m, struct task_struct *task);
int proc_pid_wchan(struct seq_file *m, struct task_struct *task);

extern const struct file_operations proc_maps_operations;
extern const struct file_operations proc_cmdline_operations;
extern const struct file_operations proc_environ_operations;
extern const struct file_operations proc_auxv_operations;

#endif
