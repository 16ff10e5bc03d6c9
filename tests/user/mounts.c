/* SPDX-License-Identifier: MIT */
/* Mounts and what they change: mount(2), umount2(2), tmpfs(5). */
#include "test.h"

#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/time.h>

static char block[5000];

static void touch(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY, 0644);

	EXPECT(fd >= 0);
	close(fd);
}

static bool there(const char *path)
{
	return !access(path, F_OK);
}

/* A tmpfs on a new folder @name. */
static void make_tmpfs(const char *name, unsigned long flags,
		       const char *options)
{
	need_root();
	REQUIRE(!mkdir(name, 0755));
	if (mount("none", name, "tmpfs", flags, options))
		skip("mounting is not allowed here");
}

static void size_is_a_limit(void)
{
	ssize_t n, total = 0;
	struct statfs s;
	struct stat st;
	int fd;

	make_tmpfs("m", 0, "size=64k,mode=0700");
	EXPECT(!stat("m", &st));
	EXPECT_EQ(st.st_mode & 07777, 0700);
	fd = open("m/f", O_CREAT | O_RDWR, 0644);
	while ((n = write(fd, block, sizeof(block))) > 0)
		total += n;
	EXPECT_EQ(errno, ENOSPC);
	EXPECT_EQ(total, 65536);
	EXPECT(!statfs("m", &s));
	EXPECT_EQ(s.f_blocks, 16);
	EXPECT_EQ(s.f_bfree, 0);
	EXPECT(!ftruncate(fd, 0));
	EXPECT(!statfs("m", &s));
	EXPECT_EQ(s.f_bfree, 16);
	close(fd);
	EXPECT(!mount("none", "m", "tmpfs", MS_REMOUNT, "size=32k"));
	EXPECT(!statfs("m", &s));
	EXPECT_EQ(s.f_blocks, 8);
	EXPECT_ERROR(mount("none", "m", "tmpfs", 0, "size=bogus"), EINVAL);
	EXPECT(!umount("m"));
}

static void read_only(void)
{
	int fd;

	make_tmpfs("m", 0, NULL);
	touch("m/f");
	EXPECT(!mount("none", "m", "tmpfs", MS_REMOUNT | MS_RDONLY, NULL));
	EXPECT_ERROR(open("m/new", O_CREAT | O_RDWR, 0644), EROFS);
	EXPECT_ERROR(open("m/f", O_RDWR), EROFS);
	EXPECT_ERROR(unlink("m/f"), EROFS);
	EXPECT_ERROR(mkdir("m/d", 0755), EROFS);
	EXPECT_ERROR(chmod("m/f", 0600), EROFS);
	EXPECT_ERROR(access("m/f", W_OK), EROFS);
	EXPECT_ERROR(truncate("m/f", 1), EROFS);
	EXPECT_ERROR(utimes("m/f", NULL), EROFS);
	EXPECT_ERROR(rename("m/f", "m/g"), EROFS);
	EXPECT_ERROR(link("m/f", "m/g"), EROFS);
	fd = open("m/f", O_RDONLY);
	EXPECT(fd >= 0);
	close(fd);
	EXPECT(!umount("m"));
}

static void bind_shows_the_same(void)
{
	struct stat st;
	int fd;

	make_tmpfs("a", 0, NULL);
	touch("a/x");
	touch("file");
	mkdir("b", 0755);
	EXPECT(!mount("a", "b", NULL, MS_BIND, NULL));
	EXPECT(there("b/x"));
	touch("b/y");
	EXPECT(there("a/y"));
	EXPECT(!mount("a/x", "file", NULL, MS_BIND, NULL));
	fd = open("a/x", O_WRONLY);
	EXPECT_EQ(write(fd, "hi", 2), 2);
	close(fd);
	EXPECT(!stat("file", &st));
	EXPECT_EQ(st.st_size, 2);
	EXPECT_ERROR(unlink("file"), EBUSY);
	EXPECT(!umount("file"));
	EXPECT_ERROR(mount("a", "file", NULL, MS_BIND, NULL), ENOTDIR);
	EXPECT(!umount("b"));
	EXPECT(!umount("a"));
}

static void bind_may_be_read_only(void)
{
	make_tmpfs("a", 0, NULL);
	mkdir("b", 0755);
	EXPECT(!mount("a", "b", NULL, MS_BIND, NULL));
	EXPECT(!mount(NULL, "b", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL));
	EXPECT_ERROR(open("b/new", O_CREAT | O_WRONLY, 0644), EROFS);
	touch("a/new");
	EXPECT(there("b/new"));
	EXPECT(!umount("b"));
	EXPECT(!umount("a"));
}

static void mounts_below(void)
{
	make_tmpfs("a", 0, NULL);
	mkdir("a/sub", 0755);
	mkdir("b", 0755);
	EXPECT(!mount("none", "a/sub", "tmpfs", 0, NULL));
	touch("a/sub/y");
	EXPECT(!mount("a", "b", NULL, MS_BIND, NULL));
	EXPECT(!there("b/sub/y"));
	EXPECT(!umount("b"));
	EXPECT(!mount("a", "b", NULL, MS_BIND | MS_REC, NULL));
	EXPECT(there("b/sub/y"));
	EXPECT_ERROR(umount("b"), EBUSY);
	EXPECT(!umount2("b", MNT_DETACH));
	EXPECT(!there("b/sub"));
	EXPECT(there("a/sub/y"));
	EXPECT_ERROR(rename("a/sub", "a/other"), EBUSY);
	EXPECT(!umount("a/sub"));
	EXPECT(!umount("a"));
}

static void moves(void)
{
	make_tmpfs("a", 0, NULL);
	/* Where mounts propagate, none may be moved. */
	EXPECT(!mount(NULL, "a", NULL, MS_PRIVATE, NULL));
	mkdir("a/sub", 0755);
	mkdir("c", 0755);
	EXPECT(!mount("none", "a/sub", "tmpfs", 0, NULL));
	touch("a/sub/y");
	EXPECT_ERROR(mount("a", "a/sub", NULL, MS_MOVE, NULL), ELOOP);
	EXPECT(!mount("a/sub", "c", NULL, MS_MOVE, NULL));
	EXPECT(there("c/y"));
	EXPECT(!there("a/sub/y"));
	EXPECT_ERROR(mount("a/sub", "c", NULL, MS_MOVE, NULL), EINVAL);
	EXPECT(!umount("c"));
	EXPECT(!umount("a"));
}

static void detached_goes_on(void)
{
	char text[8];
	int file, folder;

	make_tmpfs("m", 0, NULL);
	file = open("m/f", O_CREAT | O_RDWR, 0644);
	folder = open("m", O_RDONLY | O_DIRECTORY);
	EXPECT_EQ(write(file, "abc", 3), 3);
	EXPECT(!umount2("m", MNT_DETACH));
	EXPECT(!there("m/f"));
	EXPECT_EQ(pread(file, text, sizeof(text), 0), 3);
	close(file);
	file = openat(folder, "g", O_CREAT | O_RDWR, 0644);
	EXPECT(file >= 0);
	EXPECT(!faccessat(folder, "f", F_OK, 0));
}

static void dotdot_leaves(void)
{
	make_tmpfs("m", 0, NULL);
	mkdir("m/d", 0755);
	touch("here");
	EXPECT(!chdir("m/d"));
	EXPECT_ERROR(umount("../../m"), EBUSY);
	EXPECT(!chdir("../.."));
	EXPECT(there("here"));
	EXPECT(!umount("m"));
}

static void flags_forbid(void)
{
	int fd;

	make_tmpfs("m", MS_NOEXEC | MS_NODEV | MS_NOSUID, NULL);
	EXPECT(!mknod("m/null", S_IFCHR | 0666, makedev(1, 3)));
	EXPECT_ERROR(open("m/null", O_RDONLY), EACCES);
	fd = open("m/program", O_CREAT | O_WRONLY, 0755);
	EXPECT_EQ(write(fd, "#!/bin/sh\n", 10), 10);
	close(fd);
	EXPECT_ERROR(execl("m/program", "program", NULL), EACCES);
	EXPECT_ERROR(access("m/program", X_OK), EACCES);
	EXPECT(!umount("m"));
}

static void needs_privilege(void)
{
	if (!geteuid())
		REQUIRE(!seteuid(65534));
	EXPECT_ERROR(mount("none", "/tmp", "tmpfs", 0, NULL), EPERM);
	EXPECT_ERROR(umount("/proc"), EPERM);
	EXPECT_ERROR(chroot("/"), EPERM);
}

static const struct test_case cases[] = {
	CASE(size_is_a_limit),	   CASE(read_only),
	CASE(bind_shows_the_same), CASE(bind_may_be_read_only),
	CASE(mounts_below),	   CASE(moves),
	CASE(detached_goes_on),	   CASE(dotdot_leaves),
	CASE(flags_forbid),	   CASE(needs_privilege),
};

SUITE(mounts, cases)
