/* SPDX-License-Identifier: MIT */
/*
 * Names: mkdir(2), rmdir(2), link(2), symlink(2), rename(2), unlink(2),
 * getdents64(2), chmod(2), chown(2), access(2), umask(2), mknod(2), chdir(2),
 * getcwd(2), chroot(2), mount(2).
 */
#include "test.h"

#include <dirent.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>

static void make(const char *name, int mode)
{
	int fd = open(name, O_RDWR | O_CREAT | O_EXCL, mode);

	EXPECT(fd >= 0);
	EXPECT_EQ(fchmod(fd, mode), 0);
	close(fd);
}

static ino_t number_of(const char *name)
{
	struct stat st = { 0 };

	EXPECT_EQ(lstat(name, &st), 0);
	return st.st_ino;
}

static int links_of(const char *name)
{
	struct stat st = { 0 };

	EXPECT_EQ(lstat(name, &st), 0);
	return st.st_nlink;
}

/* ---- folders ---- */

static void mkdir_and_rmdir(void)
{
	struct stat st;

	umask(022);
	EXPECT_EQ(mkdir("d", 0777), 0);
	EXPECT_EQ(stat("d", &st), 0);
	EXPECT_EQ(st.st_mode, S_IFDIR | 0755);
	EXPECT_ERROR(mkdir("d", 0777), EEXIST);
	EXPECT_ERROR(mkdir("none/d", 0777), ENOENT);
	EXPECT_EQ(mkdir("d/e/", 0700), 0);
	EXPECT_ERROR(rmdir("d"), ENOTEMPTY);
	EXPECT_ERROR(unlink("d"), EISDIR);
	EXPECT_EQ(rmdir("d/e"), 0);
	EXPECT_ERROR(rmdir("d/."), EINVAL);
	EXPECT_ERROR(rmdir("d/.."), ENOTEMPTY);
	EXPECT_EQ(rmdir("d"), 0);
	EXPECT_ERROR(rmdir("d"), ENOENT);
	make("f", 0600);
	EXPECT_ERROR(rmdir("f"), ENOTDIR);
	EXPECT_ERROR(mkdir("f/d", 0700), ENOTDIR);
	EXPECT_ERROR(mkdir("f", 0700), EEXIST);
	EXPECT_ERROR(mkdir("", 0700), ENOENT);
	EXPECT_ERROR(mkdir("/", 0700), EEXIST);
}

static void working_folder(void)
{
	char was[4096], now[4096];
	int fd = open(".", O_RDONLY);

	REQUIRE(getcwd(was, sizeof(was)));
	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_EQ(chdir("d"), 0);
	REQUIRE(getcwd(now, sizeof(now)));
	EXPECT(!strncmp(now, was, strlen(was)));
	EXPECT(!strcmp(now + strlen(was), "/d"));
	EXPECT_EQ(chdir(".."), 0);
	EXPECT_EQ(chdir("./d/../d//."), 0);
	EXPECT_EQ(fchdir(fd), 0);
	EXPECT(getcwd(now, sizeof(now)) && !strcmp(now, was));
	make("f", 0600);
	EXPECT_ERROR(chdir("f"), ENOTDIR);
	EXPECT_ERROR(chdir("none"), ENOENT);
	EXPECT_ERROR(fchdir(open("f", O_RDONLY)), ENOTDIR);
	EXPECT_ERROR(fchdir(99), EBADF);
	EXPECT_ERROR(syscall(SYS_getcwd, now, 2), ERANGE);
	EXPECT_EQ(chdir("/.."), 0);
	EXPECT(getcwd(now, sizeof(now)) && !strcmp(now, "/"));
}

static void removed_working_folder(void)
{
	char now[4096];

	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_EQ(chdir("d"), 0);
	EXPECT_EQ(rmdir("../d"), 0);
	EXPECT_ERROR(open("f", O_RDWR | O_CREAT, 0600), ENOENT);
	EXPECT_ERROR(mkdir("d", 0700), ENOENT);
	EXPECT_ERROR(syscall(SYS_getcwd, now, sizeof(now)), ENOENT);
	EXPECT_EQ(chdir(".."), 0);
	EXPECT_ERROR(chdir("d"), ENOENT);
}

static void link_counts_of_folders(void)
{
	EXPECT_EQ(mkdir("d", 0700), 0);
	if (links_of("d") == 1)
		skip("this file system does not count links of folders");
	EXPECT_EQ(links_of("d"), 2);
	EXPECT_EQ(mkdir("d/e", 0700), 0);
	EXPECT_EQ(links_of("d"), 3);
	EXPECT_EQ(rename("d/e", "e"), 0);
	EXPECT_EQ(links_of("d"), 2);
}

/* ---- reading folders ---- */

static int count_entries(const char *name)
{
	DIR *dir = opendir(name);
	struct dirent *entry;
	int count = 0;

	REQUIRE(dir);
	while ((entry = readdir(dir)))
		count++;
	closedir(dir);
	return count;
}

static void readdir_tells_types(void)
{
	struct dirent *entry;
	int seen = 0;
	DIR *dir;

	EXPECT_EQ(mkdir("d", 0700), 0);
	make("f", 0600);
	EXPECT_EQ(symlink("f", "l"), 0);
	dir = opendir(".");
	REQUIRE(dir);
	while ((entry = readdir(dir))) {
		int type = entry->d_type;

		if (!strcmp(entry->d_name, "d"))
			EXPECT_EQ(type, DT_DIR);
		else if (!strcmp(entry->d_name, "f"))
			EXPECT_EQ(type, DT_REG);
		else if (!strcmp(entry->d_name, "l"))
			EXPECT_EQ(type, DT_LNK);
		else
			EXPECT_EQ(type, DT_DIR);
		if (entry->d_name[0] != '.')
			EXPECT_EQ(entry->d_ino, number_of(entry->d_name));
		seen++;
	}
	EXPECT_EQ(seen, 5); /* with . and .. */
	rewinddir(dir);
	EXPECT(readdir(dir));
}

static void many_entries(void)
{
	char name[32];
	DIR *dir;
	struct dirent *entry;
	int count = 0;

	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_EQ(chdir("d"), 0);
	for (int i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "file-number-%d", i);
		close(open(name, O_WRONLY | O_CREAT, 0600));
	}
	EXPECT_EQ(count_entries("."), 3002);
	/* Removing while reading: each is seen once. */
	dir = opendir(".");
	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			count += !unlink(entry->d_name);
	EXPECT_EQ(count, 3000);
	EXPECT_EQ(count_entries("."), 2);
}

static void getdents_errors(void)
{
	char buf[8];

	make("f", 0600);
	EXPECT_ERROR(syscall(SYS_getdents64, open("f", O_RDONLY), buf, 8),
		     ENOTDIR);
	EXPECT_ERROR(syscall(SYS_getdents64, 99, buf, 8), EBADF);
	EXPECT_ERROR(syscall(SYS_getdents64, open(".", O_RDONLY), buf, 8),
		     EINVAL);
}

/* ---- links ---- */

static void hard_links(void)
{
	make("f", 0600);
	EXPECT_EQ(link("f", "g"), 0);
	EXPECT_EQ(number_of("f"), number_of("g"));
	EXPECT_EQ(links_of("g"), 2);
	EXPECT_ERROR(link("f", "g"), EEXIST);
	EXPECT_ERROR(link("none", "h"), ENOENT);
	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_ERROR(link("d", "h"), EPERM);
	EXPECT_ERROR(link("f", "none/h"), ENOENT);
	EXPECT_ERROR(link("f", "/dev/h"), EXDEV);
	EXPECT_EQ(unlink("f"), 0);
	EXPECT_EQ(links_of("g"), 1);
}

static void symbolic_links(void)
{
	char text[64];
	struct stat st;

	make("f", 0600);
	EXPECT_EQ(symlink("f", "l"), 0);
	EXPECT_EQ(readlink("l", text, sizeof(text)), 1);
	EXPECT_EQ(text[0], 'f');
	EXPECT_EQ(lstat("l", &st), 0);
	EXPECT_EQ(st.st_mode, S_IFLNK | 0777);
	EXPECT_EQ(st.st_size, 1);
	EXPECT_EQ(stat("l", &st), 0);
	EXPECT(S_ISREG(st.st_mode));
	EXPECT_ERROR(open("l", O_RDONLY | O_NOFOLLOW), ELOOP);
	EXPECT_ERROR(symlink("x", "l"), EEXIST);
	EXPECT_ERROR(symlink("", "m"), ENOENT);
	EXPECT_ERROR(readlink("f", text, sizeof(text)), EINVAL);
	EXPECT_ERROR(readlink("l", text, 0), EINVAL);
	EXPECT_ERROR(readlink("none", text, 1), ENOENT);
	EXPECT_EQ(symlink("a-longer-target", "long"), 0);
	EXPECT_EQ(readlink("long", text, 3), 3);
	EXPECT_EQ(unlink("l"), 0);
	EXPECT_EQ(access("f", F_OK), 0);
}

static void dangling_and_loops(void)
{
	int fd;

	EXPECT_EQ(symlink("none", "l"), 0);
	EXPECT_ERROR(open("l", O_RDONLY), ENOENT);
	EXPECT_ERROR(open("l", O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
	fd = open("l", O_RDWR | O_CREAT, 0600);
	EXPECT(fd >= 0);
	EXPECT_EQ(access("none", F_OK), 0);
	EXPECT_EQ(symlink("loop2", "loop1"), 0);
	EXPECT_EQ(symlink("loop1", "loop2"), 0);
	EXPECT_ERROR(open("loop1", O_RDONLY), ELOOP);
	EXPECT_ERROR(stat("loop1/x", &(struct stat){ 0 }), ELOOP);
	EXPECT_ERROR(mkdir("l/x", 0700), ENOTDIR);
}

static void links_on_the_way(void)
{
	struct stat st;

	EXPECT_EQ(mkdir("d", 0700), 0);
	make("d/f", 0600);
	EXPECT_EQ(symlink("d", "l"), 0);
	EXPECT_EQ(access("l/f", F_OK), 0);
	EXPECT_EQ(access("l/../d/f", F_OK), 0);
	EXPECT_EQ(lstat("l/", &st), 0);
	EXPECT(S_ISDIR(st.st_mode));
	EXPECT_ERROR(rmdir("l"), ENOTDIR);
	EXPECT_ERROR(unlink("l/"), ENOTDIR);
	EXPECT_EQ(linkat(AT_FDCWD, "l", AT_FDCWD, "m", 0), 0);
	EXPECT_EQ(links_of("l"), 2);
}

static void forty_links_are_the_limit(void)
{
	char from[32], to[32];

	make("l0", 0600);
	for (int i = 1; i <= 41; i++) {
		snprintf(from, sizeof(from), "l%d", i - 1);
		snprintf(to, sizeof(to), "l%d", i);
		EXPECT_EQ(symlink(from, to), 0);
	}
	EXPECT(open("l40", O_RDONLY) >= 0);
	EXPECT_ERROR(open("l41", O_RDONLY), ELOOP);
}

/* ---- rename ---- */

static void rename_replaces(void)
{
	ino_t was;

	make("f", 0600), make("g", 0600);
	was = number_of("f");
	EXPECT_EQ(rename("f", "g"), 0);
	EXPECT_EQ(number_of("g"), was);
	EXPECT_ERROR(access("f", F_OK), ENOENT);
	EXPECT_EQ(rename("g", "g"), 0);
	EXPECT_ERROR(rename("none", "g"), ENOENT);
	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_ERROR(rename("g", "d"), EISDIR);
	EXPECT_ERROR(rename("d", "g"), ENOTDIR);
	EXPECT_EQ(mkdir("e", 0700), 0);
	EXPECT_EQ(rename("g", "e/g"), 0);
	EXPECT_ERROR(rename("d", "e"), ENOTEMPTY);
	EXPECT_EQ(rename("e", "d"), 0);
	EXPECT_EQ(access("d/g", F_OK), 0);
	EXPECT_ERROR(rename("d", "d/x"), EINVAL);
	EXPECT_ERROR(rename(".", "x"), EBUSY);
	EXPECT_ERROR(rename("d", "/proc/x"), EXDEV);
	EXPECT_EQ(link("d/g", "h"), 0);
	EXPECT_EQ(rename("h", "d/g"), 0); /* the same file: nothing happens */
	EXPECT_EQ(access("h", F_OK), 0);
}

static void rename_keeps_the_tree(void)
{
	char now[4096];

	EXPECT_EQ(mkdir("a", 0700) | mkdir("a/b", 0700) | mkdir("c", 0700), 0);
	make("a/b/f", 0600);
	EXPECT_EQ(chdir("a/b"), 0);
	EXPECT_EQ(rename("../../a", "../../c/a"), 0);
	EXPECT(getcwd(now, sizeof(now)) && strstr(now, "/c/a/b"));
	EXPECT_EQ(access("../../../c/a/b/f", F_OK), 0);
	EXPECT_ERROR(access("../../../a", F_OK), ENOENT);
}

static void rename_flags(void)
{
	ino_t f, g;

	make("f", 0600), make("g", 0600);
	f = number_of("f"), g = number_of("g");
	EXPECT_ERROR(renameat2(AT_FDCWD, "f", AT_FDCWD, "g", RENAME_NOREPLACE),
		     EEXIST);
	EXPECT_EQ(renameat2(AT_FDCWD, "f", AT_FDCWD, "g", RENAME_EXCHANGE), 0);
	EXPECT_EQ(number_of("f"), g);
	EXPECT_EQ(number_of("g"), f);
	EXPECT_ERROR(renameat2(AT_FDCWD, "f", AT_FDCWD, "h", RENAME_EXCHANGE),
		     ENOENT);
	EXPECT_ERROR(renameat2(AT_FDCWD, "f", AT_FDCWD, "g", 0x100), EINVAL);
}

static void relative_to_descriptors(void)
{
	int d, f;
	struct stat st;

	EXPECT_EQ(mkdir("d", 0700), 0);
	d = open("d", O_RDONLY | O_DIRECTORY);
	EXPECT_EQ(mkdirat(d, "e", 0700), 0);
	f = openat(d, "f", O_RDWR | O_CREAT, 0600);
	EXPECT(f >= 0);
	EXPECT_EQ(symlinkat("f", d, "l"), 0);
	EXPECT_EQ(fstatat(d, "l", &st, AT_SYMLINK_NOFOLLOW), 0);
	EXPECT(S_ISLNK(st.st_mode));
	EXPECT_EQ(renameat(d, "f", AT_FDCWD, "f"), 0);
	EXPECT_EQ(linkat(AT_FDCWD, "f", d, "g", 0), 0);
	EXPECT_EQ(faccessat(d, "g", R_OK, 0), 0);
	EXPECT_EQ(fchmodat(d, "g", 0644, 0), 0);
	EXPECT_EQ(unlinkat(d, "g", 0), 0);
	EXPECT_ERROR(unlinkat(d, "e", 0), EISDIR);
	EXPECT_EQ(unlinkat(d, "e", AT_REMOVEDIR), 0);
	EXPECT_ERROR(unlinkat(d, "e", 0x8000), EINVAL);
	EXPECT_ERROR(openat(f, "x", O_RDONLY), ENOTDIR);
	EXPECT_ERROR(openat(99, "x", O_RDONLY), EBADF);
	EXPECT(openat(99, "/", O_RDONLY) >= 0);
}

/* ---- permissions ---- */

static void chmod_and_umask(void)
{
	struct stat st;

	umask(077);
	EXPECT_EQ(umask(027), 077);
	close(open("f", O_RDWR | O_CREAT, 0666));
	EXPECT_EQ(stat("f", &st), 0);
	EXPECT_EQ(st.st_mode & 07777, 0640);
	EXPECT_EQ(chmod("f", 04755), 0);
	EXPECT_EQ(stat("f", &st), 0);
	EXPECT_EQ(st.st_mode & 07777, 04755);
	EXPECT_ERROR(chmod("none", 0), ENOENT);
	EXPECT_ERROR(fchmod(99, 0), EBADF);
}

static void access_as_someone(void)
{
	make("f", 0640);
	EXPECT_EQ(access("f", R_OK | W_OK), 0);
	EXPECT_ERROR(access("f", X_OK), EACCES);
	EXPECT_ERROR(access("f", 8), EINVAL);
	EXPECT_ERROR(access("none", R_OK), ENOENT);
	EXPECT_EQ(access(".", X_OK), 0);
}

static void as_nobody(void)
{
	EXPECT_EQ(setresgid(65534, 65534, 65534), 0);
	EXPECT_EQ(setresuid(65534, 65534, 65534), 0);
	EXPECT(open("open/readable", O_RDONLY) >= 0);
	EXPECT_ERROR(open("open/readable", O_WRONLY), EACCES);
	EXPECT_ERROR(open("open/secret", O_RDONLY), EACCES);
	EXPECT_ERROR(open("closed/readable", O_RDONLY), EACCES);
	EXPECT_ERROR(open("open/new", O_RDWR | O_CREAT, 0600), EACCES);
	EXPECT_ERROR(unlink("open/readable"), EACCES);
	EXPECT_ERROR(unlink("sticky/readable"), EPERM);
	EXPECT_ERROR(rename("sticky/readable", "sticky/x"), EPERM);
	EXPECT_ERROR(chmod("open/readable", 0777), EPERM);
	EXPECT_ERROR(chown("open/readable", 65534, -1), EPERM);
	EXPECT_ERROR(access("open/readable", X_OK), EACCES);
	EXPECT_ERROR(mkdir("open/d", 0700), EACCES);
	EXPECT_ERROR(utimensat(AT_FDCWD, "open/readable",
			       (struct timespec[2]){ { 1, 0 }, { 1, 0 } }, 0),
		     EPERM);
	EXPECT_ERROR(mknod("sticky/n", S_IFCHR | 0600, makedev(1, 3)), EPERM);
	EXPECT_ERROR(chroot("."), EPERM);
	EXPECT_ERROR(mount("none", "sticky", "tmpfs", 0, NULL), EPERM);
	EXPECT_EQ(mkdir("sticky/mine", 0700), 0);
	EXPECT_EQ(rmdir("sticky/mine"), 0);
	EXPECT_ERROR(chdir("closed"), EACCES);
	EXPECT_EQ(chdir("open"), 0);
}

static void permissions_hold(void)
{
	need_root();
	EXPECT_EQ(chmod(".", 0755), 0);
	EXPECT_EQ(mkdir("open", 0755) | mkdir("closed", 0700), 0);
	EXPECT_EQ(mkdir("sticky", 0700) | chmod("sticky", 01777), 0);
	make("open/readable", 0644), make("open/secret", 0600);
	make("closed/readable", 0644), make("sticky/readable", 0666);
	EXPECT_CHILD(as_nobody);
}

static void chown_works(void)
{
	struct stat st;

	need_root();
	make("f", 06755);
	EXPECT_EQ(chown("f", 1000, 1001), 0);
	EXPECT_EQ(stat("f", &st), 0);
	EXPECT_EQ(st.st_uid, 1000);
	EXPECT_EQ(st.st_gid, 1001);
	EXPECT_EQ(st.st_mode & 07777, 0755); /* set-ids are dropped */
	EXPECT_EQ(chown("f", -1, 5), 0);
	EXPECT_EQ(stat("f", &st), 0);
	EXPECT_EQ(st.st_uid, 1000);
	EXPECT_EQ(st.st_gid, 5);
	EXPECT_EQ(symlink("f", "l"), 0);
	EXPECT_EQ(lchown("l", 7, 7), 0);
	EXPECT_EQ(stat("f", &st), 0);
	EXPECT_EQ(st.st_uid, 1000);
	EXPECT_ERROR(chown("none", 0, 0), ENOENT);
}

static void group_of_a_set_gid_folder(void)
{
	struct stat st;

	need_root();
	EXPECT_EQ(mkdir("d", 0700), 0);
	EXPECT_EQ(chown("d", 0, 1234), 0);
	EXPECT_EQ(chmod("d", 02770), 0);
	make("d/f", 0600);
	EXPECT_EQ(stat("d/f", &st), 0);
	EXPECT_EQ(st.st_gid, 1234);
	EXPECT_EQ(mkdir("d/e", 0700), 0);
	EXPECT_EQ(stat("d/e", &st), 0);
	EXPECT_EQ(st.st_gid, 1234);
	EXPECT(st.st_mode & S_ISGID);
}

/* ---- special files ---- */

static void special_files(void)
{
	struct stat st;
	char c = 1;
	int fd;

	EXPECT_EQ(mknod("fifo", S_IFIFO | 0600, 0), 0);
	EXPECT_EQ(stat("fifo", &st), 0);
	EXPECT(S_ISFIFO(st.st_mode));
	EXPECT_EQ(mknod("file", S_IFREG | 0600, 0), 0);
	EXPECT_ERROR(mknod("file", S_IFREG | 0600, 0), EEXIST);
	EXPECT_ERROR(mknod("d", S_IFDIR | 0600, 0), EPERM);
	need_root();
	EXPECT_EQ(mknod("zero", S_IFCHR | 0600, makedev(1, 5)), 0);
	fd = open("zero", O_RDONLY);
	if (fd < 0 && errno == EACCES)
		skip("devices are not allowed here");
	EXPECT_EQ(read(fd, &c, 1), 1);
	EXPECT_EQ(c, 0);
	EXPECT_EQ(mknod("nothing", S_IFCHR | 0600, makedev(251, 77)), 0);
	EXPECT_ERROR(open("nothing", O_RDONLY), ENXIO);
}

/* ---- roots and mounts ---- */

static void in_new_root(void)
{
	char now[100];

	EXPECT_EQ(chroot("d"), 0);
	EXPECT_EQ(chdir("/"), 0);
	EXPECT_EQ(access("/f", F_OK), 0);
	EXPECT_EQ(access("/../../f", F_OK), 0);
	EXPECT(getcwd(now, sizeof(now)) && !strcmp(now, "/"));
	EXPECT_ERROR(access("/proc", F_OK), ENOENT);
}

static void change_root(void)
{
	need_root();
	EXPECT_EQ(mkdir("d", 0700), 0);
	make("d/f", 0600);
	EXPECT_CHILD(in_new_root);
	EXPECT_ERROR(chroot("d/f"), ENOTDIR);
	EXPECT_ERROR(chroot("none"), ENOENT);
}

static void mounts(void)
{
	int fd;

	need_root();
	EXPECT_EQ(mkdir("m", 0700), 0);
	if (mount("none", "m", "tmpfs", 0, "mode=711"))
		skip("mounting is not allowed here");
	EXPECT_EQ(mkdir("m/d", 0700), 0);
	EXPECT_ERROR(rmdir("m"), EBUSY);
	EXPECT_ERROR(rename("m/d", "d"), EXDEV);
	EXPECT_ERROR(link("m/d", "d"), EXDEV);
	fd = open("m/d", O_RDONLY);
	EXPECT_ERROR(umount("m"), EBUSY);
	close(fd);
	EXPECT_EQ(umount("m"), 0);
	EXPECT_ERROR(access("m/d", F_OK), ENOENT);
	EXPECT_ERROR(umount("m"), EINVAL);
	EXPECT_ERROR(umount("none"), ENOENT);
	EXPECT_ERROR(mount("none", "m", "nosuchfs", 0, NULL), ENODEV);
	EXPECT_ERROR(mount("none", "none", "tmpfs", 0, NULL), ENOENT);
	EXPECT_EQ(mount("none", "m", "tmpfs", MS_RDONLY, NULL), 0);
	EXPECT_ERROR(mkdir("m/d", 0700), EROFS);
	EXPECT_EQ(mount("none", "m", "tmpfs", MS_REMOUNT, NULL), 0);
	EXPECT_EQ(mkdir("m/d", 0700), 0);
	EXPECT_EQ(umount2("m", MNT_DETACH), 0);
	EXPECT_ERROR(umount2("m", 0x1000), EINVAL);
}

static void mount_is_listed(void)
{
	char line[512];
	bool listed = false;
	FILE *mounts;

	need_root();
	EXPECT_EQ(mkdir("listed-here", 0700), 0);
	if (mount("thing", "listed-here", "tmpfs", MS_NOSUID, NULL))
		skip("mounting is not allowed here");
	mounts = fopen("/proc/mounts", "r");
	REQUIRE(mounts);
	while (fgets(line, sizeof(line), mounts))
		listed |= !strncmp(line, "thing ", 6) &&
			  strstr(line, "/listed-here tmpfs rw,nosuid");
	EXPECT(listed);
	EXPECT_EQ(umount("listed-here"), 0);
}

static const struct test_case cases[] = {
	CASE(mkdir_and_rmdir),
	CASE(working_folder),
	CASE(removed_working_folder),
	CASE(link_counts_of_folders),
	CASE(readdir_tells_types),
	CASE(many_entries),
	CASE(getdents_errors),
	CASE(hard_links),
	CASE(symbolic_links),
	CASE(dangling_and_loops),
	CASE(links_on_the_way),
	CASE(forty_links_are_the_limit),
	CASE(rename_replaces),
	CASE(rename_keeps_the_tree),
	CASE(rename_flags),
	CASE(relative_to_descriptors),
	CASE(chmod_and_umask),
	CASE(access_as_someone),
	CASE(permissions_hold),
	CASE(chown_works),
	CASE(group_of_a_set_gid_folder),
	CASE(special_files),
	CASE(change_root),
	CASE(mounts),
	CASE(mount_is_listed),
};

SUITE(folders, cases)
