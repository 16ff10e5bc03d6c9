/* SPDX-License-Identifier: MIT */
/* The file descriptors of a process: CLONE_FILES shares them. */
#ifndef _LINUX_FDTABLE_H
#define _LINUX_FDTABLE_H

#include <linux/types.h>

#define NR_OPEN_DEFAULT 32

struct file;
struct task_struct;

struct files_struct {
	int count;
	unsigned int max_fds; /* room in the arrays; a multiple of 32 */
	unsigned int next_fd; /* none below it is free */
	struct file **fd;
	u32 *open_fds, *close_on_exec; /* a bit a descriptor */
	struct file *fd_array[NR_OPEN_DEFAULT];
	u32 bits[2]; /* both bit maps, as long as they are this small */
};

/* Descriptor @fd of @files with a reference, or NULL. */
struct file *files_fget(struct files_struct *files, unsigned int fd);
/* The same for the first open one from *@fd on, which is updated. */
struct file *files_fget_next(struct files_struct *files, unsigned int *fd);
/* Whether @fd has FD_CLOEXEC. */
bool get_close_on_exec(struct files_struct *files, unsigned int fd);
/* Sets it for an open descriptor of the running task. */
void set_close_on_exec(unsigned int fd, bool on);
/* Closes a descriptor of the running task: 0, -EBADF, or what ->flush() says. */
int close_fd(unsigned int fd);
/* Puts @file, which gains a reference, at @fd. The descriptor or -errno. */
int replace_fd(unsigned int fd, struct file *file, unsigned int flags);

#endif
