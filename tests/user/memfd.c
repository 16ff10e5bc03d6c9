/* SPDX-License-Identifier: MIT */
/* Files without a name: memfd_create(2), fcntl(2)'s seals, O_TMPFILE. */
#include "test.h"

#include <sys/mman.h>

static int make(const char *name, unsigned int flags)
{
	int fd = memfd_create(name, flags);

	REQUIRE(fd >= 0);
	return fd;
}

/* The name of @fd in /proc, or where that leads. */
static const char *proc_name(int fd)
{
	static char name[64];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	return name;
}

static const char *target(int fd)
{
	static char text[64];
	ssize_t n = readlink(proc_name(fd), text, sizeof(text) - 1);

	text[n > 0 ? n : 0] = '\0';
	return text;
}

static void is_a_file(void)
{
	int fd = make("hello", MFD_CLOEXEC);
	struct stat st;

	EXPECT_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	EXPECT(!fstat(fd, &st));
	EXPECT(S_ISREG(st.st_mode));
	EXPECT_EQ(st.st_size, 0);
	EXPECT_EQ(write(fd, "abc", 3), 3);
	EXPECT(!strcmp(target(fd), "/memfd:hello (deleted)"));
	EXPECT(open(proc_name(fd), O_RDONLY) >= 0);
	EXPECT_ERROR(memfd_create("x", 0x8000), EINVAL);
	EXPECT_ERROR(memfd_create(BAD, 0), EFAULT);
}

static void mapping_and_file_agree(void)
{
	int fd = make("shared", 0);
	char *p, byte = 0;

	EXPECT(!ftruncate(fd, 8192));
	p = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	REQUIRE(p != MAP_FAILED);
	p[5000] = 'x';
	EXPECT_EQ(pread(fd, &byte, 1, 5000), 1);
	EXPECT_EQ(byte, 'x');
	EXPECT_EQ(pwrite(fd, "y", 1, 5001), 1);
	EXPECT_EQ(p[5001], 'y');
}

static void seals_hold(void)
{
	int fd = make("sealed", MFD_ALLOW_SEALING);

	EXPECT(!ftruncate(fd, 8192));
	EXPECT_EQ(fcntl(fd, F_GET_SEALS), 0);
	EXPECT(!fcntl(fd, F_ADD_SEALS,
		      F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE));
	EXPECT_ERROR(ftruncate(fd, 1), EPERM);
	EXPECT_ERROR(ftruncate(fd, 9000), EPERM);
	EXPECT_ERROR(write(fd, "a", 1), EPERM);
	EXPECT(mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) ==
	       MAP_FAILED);
	EXPECT_EQ(errno, EPERM);
	EXPECT(mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0) != MAP_FAILED);
	EXPECT(!fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL));
	EXPECT_ERROR(fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL), EPERM);
	fd = make("no seals", 0);
	EXPECT_EQ(fcntl(fd, F_GET_SEALS), F_SEAL_SEAL);
	EXPECT_ERROR(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), EPERM);
	EXPECT_ERROR(fcntl(0, F_GET_SEALS), EINVAL);
}

static void holes_are_found(void)
{
	const off64_t far = 1ll << 40;
	int fd = make("holes", 0);
	struct stat64 st;

	EXPECT_EQ(pwrite64(fd, "x", 1, far), 1);
	EXPECT_EQ(lseek64(fd, 0, SEEK_DATA), far);
	EXPECT_EQ(lseek64(fd, 5, SEEK_HOLE), 5);
	EXPECT_ERROR(lseek64(fd, far + 1, SEEK_DATA), ENXIO);
	EXPECT(!fstat64(fd, &st));
	EXPECT_EQ(st.st_size, far + 1);
	EXPECT_EQ(st.st_blocks, 8);
	EXPECT(!fallocate64(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
			    2 * far));
	EXPECT(!fstat64(fd, &st));
	EXPECT_EQ(st.st_blocks, 0);
	EXPECT_ERROR(lseek64(fd, 0, SEEK_DATA), ENXIO);
}

static void unnamed_gets_a_name(void)
{
	struct stat st;
	int fd;

	fd = open(".", O_TMPFILE | O_RDWR, 0600);
	if (fd < 0 && errno == EOPNOTSUPP)
		skip("not on this file system");
	REQUIRE(fd >= 0);
	EXPECT(!fstat(fd, &st));
	EXPECT_EQ(st.st_nlink, 0);
	EXPECT(!linkat(AT_FDCWD, proc_name(fd), AT_FDCWD, "named",
		       AT_SYMLINK_FOLLOW));
	EXPECT(!stat("named", &st));
	EXPECT_EQ(st.st_nlink, 1);
	fd = open(".", O_TMPFILE | O_RDWR | O_EXCL, 0600);
	EXPECT_ERROR(linkat(AT_FDCWD, proc_name(fd), AT_FDCWD, "never",
			    AT_SYMLINK_FOLLOW),
		     ENOENT);
	EXPECT_ERROR(open(".", O_TMPFILE | O_RDONLY, 0600), EINVAL);
}

static const struct test_case cases[] = {
	CASE(is_a_file),       CASE(mapping_and_file_agree), CASE(seals_hold),
	CASE(holes_are_found), CASE(unnamed_gets_a_name),
};

SUITE(memfd, cases)
