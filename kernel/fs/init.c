/* SPDX-License-Identifier: MIT */
/* The start of the file systems, in the order in which they need each other. */
#include "internal.h"

void vfs_init(void)
{
	dcache_init();
	inode_init();
	files_init();
	locks_init();
	tmpfs_init();
	rootfs_init();	 /* from here on there is a / */
	devtmpfs_init(); /* and a /dev */
	pipe_init();
	anon_init();
	debugfs_init();
}
