/* SPDX-License-Identifier: MIT */
/*
 * Mounts: file systems in the tree of names. mount(2), umount2(2).
 *
 * Context: process, may sleep.
 * Linux: Documentation/filesystems/mount_api.rst
 */
#ifndef _LINUX_MOUNT_H
#define _LINUX_MOUNT_H

#include <linux/list.h>
#include <linux/path.h>
#include <linux/types.h>

#define MS_RDONLY 1
#define MS_NOSUID 2
#define MS_NODEV 4
#define MS_NOEXEC 8
#define MS_SYNCHRONOUS 16
#define MS_REMOUNT 32
#define MS_NOSYMFOLLOW 256
#define MS_NOATIME 1024
#define MS_NODIRATIME 2048
#define MS_BIND 4096
#define MS_MOVE 8192
#define MS_REC 16384
#define MS_SILENT 32768
#define MS_UNBINDABLE (1 << 17)
#define MS_PRIVATE (1 << 18)
#define MS_SLAVE (1 << 19)
#define MS_SHARED (1 << 20)
#define MS_RELATIME (1 << 21)
#define MS_STRICTATIME (1 << 24)
#define MS_MGC_VAL 0xC0ED0000
#define MS_MGC_MSK 0xffff0000

#define MNT_FORCE 1
#define MNT_DETACH 2
#define MNT_EXPIRE 4
#define UMOUNT_NOFOLLOW 8

/* mnt_flags */
#define MNT_NOSUID 0x01
#define MNT_NODEV 0x02
#define MNT_NOEXEC 0x04
#define MNT_NOATIME 0x08
#define MNT_NODIRATIME 0x10
#define MNT_RELATIME 0x20
#define MNT_READONLY 0x40
#define MNT_NOSYMFOLLOW 0x80

struct file;
struct file_system_type;
struct seq_file;
struct super_block;

struct vfsmount {
	struct dentry *mnt_root;
	struct super_block *mnt_sb;
	int mnt_flags;
	int mnt_count; /* the tree's, mounts' on it, and everyone's who is in it */
	int mnt_id;
	struct vfsmount *mnt_parent;   /* NULL: in no tree */
	struct dentry *mnt_mountpoint; /* in the parent */
	struct list_head mnt_list;     /* of all mounts in the tree, by age */
	char *mnt_devname;
	struct vfsmount *mnt_copy; /* while mounts are copied */
};

/* All mounts of the tree, by age. */
extern struct list_head mount_list;
extern struct vfsmount *root_mount;

static inline struct vfsmount *mntget(struct vfsmount *mnt)
{
	if (mnt)
		mnt->mnt_count++;
	return mnt;
}
/* Gives a reference back; NULL is ignored. */
void mntput(struct vfsmount *mnt);

/* A mount in no tree, for the kernel's own use, or ERR_PTR. */
struct vfsmount *kern_mount(struct file_system_type *type);
void kern_unmount(struct vfsmount *mnt);

/* 0 or -EROFS: whether the mount may be written to. */
int mnt_want_write(struct vfsmount *mnt);
/* Whether set-id bits of a program count, and whether none may run. */
bool path_noexec(const struct path *path);
bool mnt_may_suid(const struct vfsmount *mnt);

/* Up and down at a mount point; the references of @path follow. */
bool follow_up(struct path *path);
void follow_down(struct path *path);
/* Detaches all that is mounted on @dentry. */
void detach_mounts(struct dentry *dentry);

/* A line of /proc/mounts, if the running task can see the mount; or nothing. */
int show_vfsmnt(struct seq_file *m, struct vfsmount *mnt);
/* The same of /proc/self/mountinfo. */
int show_mountinfo(struct seq_file *m, struct vfsmount *mnt);

/* mount(2) without user memory: 0 or a negative errno. */
int path_mount(const char *devname, const char *dir, const char *type,
	       unsigned long flags, void *data);

#endif
