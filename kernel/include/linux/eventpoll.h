/* SPDX-License-Identifier: MIT */
/*
 * What closing a file owes to the epoll files that watch it (fs/eventpoll.c).
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/vfs.rst
 */
#ifndef _LINUX_EVENTPOLL_H
#define _LINUX_EVENTPOLL_H

#include <linux/fs.h>

void eventpoll_release_file(struct file *file);

/* @file is about to go: nobody watches it any more. */
static inline void eventpoll_release(struct file *file)
{
	if (unlikely(!list_empty(&file->f_ep)))
		eventpoll_release_file(file);
}

#endif
