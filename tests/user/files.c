/* SPDX-License-Identifier: MIT */
/*
 * Open files: open(2), read(2), write(2), lseek(2), pread(2), readv(2),
 * truncate(2), dup(2), fcntl(2), locks, stat(2), statx(2), sendfile(2), and
 * the memory devices of null(4), zero(4), full(4), random(4).
 */
#include "test.h"

#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/vfs.h>

static int make(const char *name, const char *text)
{
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0644);

	REQUIRE(fd >= 0);
	EXPECT_EQ(write(fd, text, strlen(text)), strlen(text));
	EXPECT_EQ(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static void expect_content(const char *name, const char *text, size_t size)
{
	static char buf[65536];
	int fd = open(name, O_RDONLY);
	ssize_t n = read(fd, buf, sizeof(buf));

	EXPECT_EQ(n, size);
	EXPECT(n == size && !memcmp(buf, text, size));
	close(fd);
}

/* ---- open ---- */

static void open_creates(void)
{
	struct stat st;
	int fd;

	umask(022);
	EXPECT_ERROR(open("f", O_RDONLY), ENOENT);
	fd = open("f", O_WRONLY | O_CREAT, 0666);
	EXPECT(fd >= 0);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_mode, S_IFREG | 0644);
	EXPECT_EQ(st.st_size, 0);
	EXPECT_EQ(st.st_nlink, 1);
	EXPECT_EQ(st.st_uid, geteuid());
	EXPECT_ERROR(open("f", O_CREAT | O_EXCL | O_RDWR, 0600), EEXIST);
	EXPECT(open("f", O_CREAT | O_RDWR, 0) >= 0);
	EXPECT(open("ro", O_CREAT | O_RDWR, 0) >= 0); /* its own descriptor */
}

static void open_errors(void)
{
	char name[300];

	make("f", "x");
	EXPECT_ERROR(open("", O_RDONLY), ENOENT);
	EXPECT_ERROR(open("f/x", O_RDONLY), ENOTDIR);
	EXPECT_ERROR(open("none/x", O_RDONLY | O_CREAT, 0600), ENOENT);
	EXPECT_ERROR(open("f/", O_RDONLY), ENOTDIR);
	EXPECT_ERROR(open("new/", O_RDWR | O_CREAT, 0600), EISDIR);
	EXPECT_ERROR(open("f", O_RDONLY | O_DIRECTORY), ENOTDIR);
	EXPECT_ERROR(open(".", O_WRONLY), EISDIR);
	EXPECT_ERROR(open(".", O_RDONLY | O_CREAT, 0600), EISDIR);
	memset(name, 'n', sizeof(name));
	name[255] = 0;
	EXPECT(open(name, O_RDWR | O_CREAT, 0600) >= 0);
	name[255] = 'n', name[256] = 0;
	EXPECT_ERROR(open(name, O_RDWR | O_CREAT, 0600), ENAMETOOLONG);
}

static void path_too_long(void)
{
	static char path[5000];

	for (int i = 0; i < 4998; i += 2)
		memcpy(path + i, "./", 2);
	strcpy(path + 4090, "f");
	make("f", "x");
	EXPECT(open(path, O_RDONLY) >= 0);
	memcpy(path + 4091, "/////", 5);
	EXPECT_ERROR(open(path, O_RDONLY), ENAMETOOLONG);
}

static void lowest_descriptor(void)
{
	int a = open("/dev/null", O_RDONLY), b = dup(a), c;

	EXPECT_EQ(b, a + 1);
	close(a);
	c = open("/dev/null", O_RDONLY);
	EXPECT_EQ(c, a);
	EXPECT_EQ(close(c), 0);
	EXPECT_ERROR(close(c), EBADF);
	EXPECT_ERROR(close(-1), EBADF);
	EXPECT_ERROR(close(100000), EBADF);
}

static void access_modes(void)
{
	char c;
	int r, w;

	make("f", "abc");
	r = open("f", O_RDONLY), w = open("f", O_WRONLY);
	EXPECT_ERROR(write(r, "x", 1), EBADF);
	EXPECT_ERROR(read(w, &c, 1), EBADF);
	EXPECT_ERROR(ftruncate(r, 0), EINVAL);
	EXPECT_ERROR(read(open(".", O_RDONLY), &c, 1), EISDIR);
	EXPECT_EQ(fcntl(r, F_GETFL) & O_ACCMODE, O_RDONLY);
	EXPECT_EQ(fcntl(w, F_GETFL) & O_ACCMODE, O_WRONLY);
}

static void o_path(void)
{
	char c;
	int fd;
	struct stat st;

	make("f", "abc");
	fd = open("f", O_PATH);
	EXPECT(fd >= 0);
	EXPECT_ERROR(read(fd, &c, 1), EBADF);
	EXPECT_ERROR(write(fd, "x", 1), EBADF);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_size, 3);
}

static void o_trunc_and_append(void)
{
	int fd = make("f", "hello");

	EXPECT_EQ(close(open("f", O_RDONLY)), 0);
	expect_content("f", "hello", 5);
	fd = open("f", O_WRONLY | O_APPEND);
	EXPECT_EQ(lseek(fd, 0, SEEK_SET), 0);
	EXPECT_EQ(write(fd, "!", 1), 1);
	EXPECT_EQ(lseek(fd, 0, SEEK_CUR), 6);
	EXPECT_EQ(fcntl(fd, F_SETFL, 0), 0);
	EXPECT_EQ(pwrite(fd, "J", 1, 0), 1);
	expect_content("f", "Jello!", 6);
	close(open("f", O_WRONLY | O_TRUNC));
	expect_content("f", "", 0);
}

static void o_tmpfile_or_not(void)
{
	int fd = open(".", O_TMPFILE | O_RDWR, 0600);
	struct stat st;

	if (fd < 0) { /* a file system may not have it */
		EXPECT(errno == EOPNOTSUPP || errno == EISDIR);
		return;
	}
	EXPECT_EQ(write(fd, "x", 1), 1);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_nlink, 0);
}

/* ---- reading and writing ---- */

static void read_and_write(void)
{
	char buf[16] = "";
	int fd = make("f", "hello, world");

	EXPECT_EQ(read(fd, buf, 5), 5);
	EXPECT(!strcmp(buf, "hello"));
	EXPECT_EQ(read(fd, buf, 16), 7);
	EXPECT_EQ(read(fd, buf, 16), 0);
	EXPECT_EQ(write(fd, "", 0), 0);
	EXPECT_EQ(pread(fd, buf, 5, 7), 5);
	EXPECT(!memcmp(buf, "world", 5));
	EXPECT_EQ(pwrite(fd, "W", 1, 7), 1);
	EXPECT_EQ(lseek(fd, 0, SEEK_CUR), 12);
	EXPECT_ERROR(pread(fd, buf, 5, -1), EINVAL);
	EXPECT_ERROR(pwrite(fd, buf, 5, -1), EINVAL);
	expect_content("f", "hello, World", 12);
}

static void large_file(void)
{
	static char block[40000];
	int fd = open("f", O_RDWR | O_CREAT, 0600);
	bool same = true;

	for (int i = 0; i < sizeof(block); i++)
		block[i] = i * 7 + i / 1000;
	for (int i = 0; i < 20; i++)
		EXPECT_EQ(write(fd, block, sizeof(block)), sizeof(block));
	EXPECT_EQ(lseek(fd, 0, SEEK_END), 20 * sizeof(block));
	for (int i = 0; i < 20; i++) {
		static char back[40000];

		EXPECT_EQ(pread(fd, back, sizeof(back), i * sizeof(block)),
			  sizeof(back));
		same &= !memcmp(back, block, sizeof(back));
	}
	EXPECT(same);
}

static void seek(void)
{
	int fd = make("f", "hello");

	EXPECT_EQ(lseek(fd, 2, SEEK_SET), 2);
	EXPECT_EQ(lseek(fd, 2, SEEK_CUR), 4);
	EXPECT_EQ(lseek(fd, -1, SEEK_END), 4);
	EXPECT_ERROR(lseek(fd, -6, SEEK_END), EINVAL);
	EXPECT_ERROR(lseek(fd, 0, 99), EINVAL);
	EXPECT_EQ(lseek(fd, 100, SEEK_SET), 100);
	EXPECT_EQ(read(fd, (char[1]){ 0 }, 1), 0);
	EXPECT_EQ(lseek64(fd, 0x7fffffff, SEEK_SET), 0x7fffffff);
	EXPECT_ERROR(syscall(SYS_lseek, fd, 0x80000000, SEEK_CUR), EINVAL);
	EXPECT_EQ(lseek64(fd, 0x123456789LL, SEEK_SET), 0x123456789LL);
}

static void sparse(void)
{
	static char zero[10000], buf[10000];
	int fd = make("f", "a");
	struct stat st;

	EXPECT_EQ(pwrite(fd, "z", 1, 1 << 20), 1);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_size, (1 << 20) + 1);
	EXPECT(st.st_blocks < 200);
	EXPECT_EQ(pread(fd, buf, 10000, 5000), 10000);
	EXPECT(!memcmp(buf, zero, 10000));
	EXPECT_EQ(pread(fd, buf, 10000, (1 << 20) - 1), 2);
	EXPECT_EQ(buf[1], 'z');
}

static void vectors(void)
{
	char a[4] = "", b[8] = "";
	struct iovec out[] = { { "one", 3 }, { NULL, 0 }, { "two!", 4 } };
	struct iovec in[] = { { a, 3 }, { b, 7 } };
	int fd = open("f", O_RDWR | O_CREAT, 0600);

	EXPECT_EQ(writev(fd, out, 3), 7);
	EXPECT_EQ(lseek(fd, 0, SEEK_SET), 0);
	EXPECT_EQ(readv(fd, in, 2), 7);
	EXPECT(!strcmp(a, "one") && !strcmp(b, "two!"));
	EXPECT_EQ(pwritev(fd, out, 1, 4), 3);
	EXPECT_EQ(preadv(fd, in, 1, 4), 3);
	EXPECT(!strcmp(a, "one"));
	EXPECT_ERROR(readv(fd, in, -1), EINVAL);
	EXPECT_ERROR(readv(fd, in, 1025), EINVAL);
	EXPECT_EQ(readv(fd, in, 0), 0);
	EXPECT_ERROR(writev(fd, BAD, 1), EFAULT);
	out[0].iov_len = -1;
	EXPECT_ERROR(writev(fd, out, 1), EINVAL);
	EXPECT_ERROR(writev(99, out, 1), EBADF);
}

static void truncation(void)
{
	int fd = make("f", "hello");
	char buf[8];

	EXPECT_EQ(ftruncate(fd, 2), 0);
	EXPECT_EQ(ftruncate(fd, 5), 0);
	expect_content("f", "he\0\0\0", 5);
	EXPECT_EQ(truncate("f", 10000), 0);
	EXPECT_EQ(pread(fd, buf, 8, 9996), 4);
	EXPECT_EQ(truncate("f", 0), 0);
	EXPECT_ERROR(ftruncate(fd, -1), EINVAL);
	EXPECT_ERROR(truncate("none", 0), ENOENT);
	EXPECT_ERROR(truncate(".", 0), EISDIR);
	EXPECT_ERROR(ftruncate(99, 0), EBADF);
}

static void pipes_have_no_offset(void)
{
	int ends[2];

	REQUIRE(!pipe(ends));
	EXPECT_ERROR(lseek(ends[0], 0, SEEK_SET), ESPIPE);
	EXPECT_ERROR(pread(ends[0], (char[1]){ 0 }, 1, 0), ESPIPE);
	EXPECT_ERROR(pwrite(ends[1], "x", 1, 0), ESPIPE);
	EXPECT_ERROR(ftruncate(ends[1], 0), EINVAL);
}

static void unlinked_file_lives_on(void)
{
	char buf[8] = "";
	int fd = make("f", "hello");
	struct stat st;

	EXPECT_EQ(unlink("f"), 0);
	EXPECT_EQ(read(fd, buf, 8), 5);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_nlink, 0);
	EXPECT_EQ(pwrite(fd, "!", 1, 5), 1);
}

static void send_file(void)
{
	int in = make("f", "hello, world"),
	    out = open("g", O_RDWR | O_CREAT, 0600);
	off_t at = 7;

	EXPECT_EQ(sendfile(out, in, &at, 100), 5);
	EXPECT_EQ(at, 12);
	EXPECT_EQ(lseek(in, 0, SEEK_CUR), 0);
	EXPECT_EQ(sendfile(out, in, NULL, 5), 5);
	EXPECT_EQ(lseek(in, 0, SEEK_CUR), 5);
	expect_content("g", "worldhello", 10);
	EXPECT_ERROR(sendfile(99, in, NULL, 5), EBADF);
}

static void syncing(void)
{
	int fd = make("f", "x");

	EXPECT_EQ(fsync(fd), 0);
	EXPECT_EQ(fdatasync(fd), 0);
	EXPECT_ERROR(fsync(99), EBADF);
	sync();
}

/* ---- descriptors ---- */

static void dup_shares(void)
{
	char c;
	int fd = make("f", "abc"), copy = dup(fd);

	EXPECT_EQ(read(fd, &c, 1), 1);
	EXPECT_EQ(read(copy, &c, 1), 1);
	EXPECT_EQ(c, 'b');
	EXPECT_EQ(dup2(fd, 50), 50);
	EXPECT_EQ(dup2(fd, fd), fd);
	EXPECT_ERROR(dup2(99, 5), EBADF);
	EXPECT_ERROR(dup2(99, 99), EBADF);
	EXPECT_ERROR(dup2(fd, -1), EBADF);
	EXPECT_ERROR(dup3(fd, fd, 0), EINVAL);
	EXPECT_ERROR(dup3(fd, 51, O_APPEND), EINVAL);
	EXPECT_ERROR(dup(99), EBADF);
}

static void cloexec(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC), copy;

	EXPECT_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	copy = dup(fd);
	EXPECT_EQ(fcntl(copy, F_GETFD), 0);
	copy = fcntl(fd, F_DUPFD_CLOEXEC, 30);
	EXPECT_EQ(copy, 30);
	EXPECT_EQ(fcntl(copy, F_GETFD), FD_CLOEXEC);
	EXPECT_EQ(fcntl(copy, F_SETFD, 0), 0);
	EXPECT_EQ(fcntl(copy, F_GETFD), 0);
	EXPECT_EQ(fcntl(fd, F_DUPFD, 30), 31);
	EXPECT_ERROR(fcntl(fd, F_DUPFD, -1), EINVAL);
	EXPECT_ERROR(fcntl(99, F_GETFD), EBADF);
	EXPECT_ERROR(fcntl(fd, 9999), EINVAL);
}

static void status_flags(void)
{
	int fd = open("f", O_RDWR | O_CREAT | O_APPEND, 0600), ends[2], on = 1;

	EXPECT_EQ(fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND),
		  O_RDWR | O_APPEND);
	EXPECT_EQ(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	EXPECT_EQ(fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK),
		  O_RDWR | O_NONBLOCK);
	REQUIRE(!pipe2(ends, O_NONBLOCK | O_CLOEXEC));
	EXPECT(fcntl(ends[0], F_GETFL) & O_NONBLOCK);
	EXPECT_EQ(fcntl(ends[1], F_GETFD), FD_CLOEXEC);
	on = 0;
	EXPECT_EQ(ioctl(ends[0], FIONBIO, &on), 0);
	EXPECT_EQ(fcntl(ends[0], F_GETFL) & O_NONBLOCK, 0);
	EXPECT_ERROR(ioctl(fd, TCGETS, BAD), ENOTTY);
	EXPECT_ERROR(ioctl(99, TCGETS, BAD), EBADF);
	EXPECT_ERROR(pipe2(ends, 0x1), EINVAL);
}

/* ---- locks ---- */

static struct flock record(int type, int start, int length)
{
	return (struct flock){ .l_type = type,
			       .l_whence = SEEK_SET,
			       .l_start = start,
			       .l_len = length };
}

static int lock_fd;

static void other_process_and_locks(void)
{
	struct flock lock = record(F_WRLCK, 5, 10);

	EXPECT_ERROR(fcntl(lock_fd, F_SETLK, &lock), EAGAIN);
	EXPECT_EQ(fcntl(lock_fd, F_GETLK, &lock), 0);
	EXPECT_EQ(lock.l_type, F_WRLCK);
	EXPECT_EQ(lock.l_start, 0);
	EXPECT_EQ(lock.l_len, 10);
	EXPECT_EQ(lock.l_pid, getppid());
	lock = record(F_RDLCK, 10, 0);
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0);
}

static void record_locks(void)
{
	struct flock lock = record(F_WRLCK, 0, 10);

	lock_fd = make("f", "hello");
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0);
	EXPECT_CHILD(other_process_and_locks);
	lock = record(F_WRLCK, 10, 5);
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0); /* the child has gone */
	lock = record(F_UNLCK, 0, 0);
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0);
	EXPECT_EQ(fcntl(lock_fd, F_GETLK, &lock), -1);
	EXPECT_EQ(errno, EINVAL); /* F_UNLCK is no question */
	lock = record(99, 0, 0);
	EXPECT_ERROR(fcntl(lock_fd, F_SETLK, &lock), EINVAL);
	lock = record(F_WRLCK, 0, 0);
	EXPECT_ERROR(fcntl(open("f", O_RDONLY), F_SETLK, &lock), EBADF);
}

static void waiting_for_a_lock(void)
{
	struct flock lock = record(F_WRLCK, 0, 0);
	int ends[2], status;
	char c = 0;
	pid_t pid;

	lock_fd = make("f", "hello");
	REQUIRE(!pipe(ends));
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0);
	pid = fork();
	if (!pid) {
		EXPECT_EQ(fcntl(lock_fd, F_SETLKW, &lock), 0);
		EXPECT_EQ(read(ends[0], &c, 1), 1); /* written before */
		finish();
	}
	usleep(20000);
	EXPECT_EQ(write(ends[1], "x", 1), 1);
	lock.l_type = F_UNLCK;
	EXPECT_EQ(fcntl(lock_fd, F_SETLK, &lock), 0);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

static void flocks(void)
{
	int a = make("f", "x"), b = open("f", O_RDONLY), c = dup(a);

	EXPECT_EQ(flock(a, LOCK_EX), 0);
	EXPECT_ERROR(flock(b, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	EXPECT_EQ(flock(c, LOCK_SH), 0); /* the same open file */
	EXPECT_EQ(flock(b, LOCK_SH | LOCK_NB), 0);
	EXPECT_ERROR(flock(a, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	EXPECT_EQ(flock(b, LOCK_UN), 0);
	EXPECT_EQ(flock(a, LOCK_EX | LOCK_NB), 0);
	EXPECT_ERROR(flock(99, LOCK_SH), EBADF);
	EXPECT_ERROR(flock(a, 0), EINVAL);
}

/* ---- stat ---- */

static void stat_tells_all(void)
{
	int fd = make("f", "hello");
	struct stat st, by_name;

	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(stat("f", &by_name), 0);
	EXPECT_EQ(st.st_ino, by_name.st_ino);
	EXPECT_EQ(st.st_dev, by_name.st_dev);
	EXPECT_EQ(st.st_size, 5);
	EXPECT_EQ(st.st_gid, getegid());
	EXPECT(st.st_blksize > 0);
	EXPECT(st.st_mtime > 0);
	EXPECT_ERROR(stat("none", &st), ENOENT);
	EXPECT_ERROR(fstat(99, &st), EBADF);
	EXPECT_EQ(stat("/dev/null", &st), 0);
	EXPECT(S_ISCHR(st.st_mode));
	EXPECT_EQ(st.st_rdev, makedev(1, 3));
	EXPECT_EQ(fstatat(fd, "", &st, AT_EMPTY_PATH), 0);
	EXPECT_ERROR(fstatat(fd, "", &st, 0), ENOENT);
	EXPECT_ERROR(fstatat(fd, "x", &st, 0), ENOTDIR);
	EXPECT_ERROR(fstatat(AT_FDCWD, "f", &st, 0x40000), EINVAL);
}

static void statx_tells_all(void)
{
	int fd = make("f", "hello");
	struct statx x;
	struct stat st;

	EXPECT_EQ(statx(AT_FDCWD, "f", 0, STATX_BASIC_STATS, &x), 0);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(x.stx_mask & STATX_BASIC_STATS, STATX_BASIC_STATS);
	EXPECT_EQ(x.stx_size, 5);
	EXPECT_EQ(x.stx_ino, st.st_ino);
	EXPECT_EQ(x.stx_mode, st.st_mode);
	EXPECT_EQ(x.stx_nlink, 1);
	EXPECT_EQ(x.stx_mtime.tv_sec, st.st_mtime);
	EXPECT_EQ(makedev(x.stx_dev_major, x.stx_dev_minor), st.st_dev);
	EXPECT_EQ(statx(fd, "", AT_EMPTY_PATH, STATX_ALL, &x), 0);
	EXPECT_EQ(x.stx_size, 5);
	EXPECT_ERROR(statx(AT_FDCWD, "none", 0, STATX_ALL, &x), ENOENT);
	EXPECT_ERROR(statx(AT_FDCWD, "f", 0, 1u << 31, &x), EINVAL);
	EXPECT_ERROR(syscall(SYS_statx, AT_FDCWD, "f", 0, STATX_ALL, BAD),
		     EFAULT);
}

static void old_calls(void)
{
	int fd = make("f", "hello");
	unsigned long long result = 0;
	char raw[256];

	EXPECT_EQ(syscall(SYS__llseek, fd, 0, 3, &result, SEEK_SET), 0);
	EXPECT_EQ(result, 3);
	EXPECT_EQ(syscall(SYS_stat64, "f", raw), 0);
	EXPECT_EQ(syscall(SYS_fstat64, fd, raw), 0);
	EXPECT_EQ(syscall(SYS_lstat64, "f", raw), 0);
	EXPECT_EQ(syscall(SYS_truncate64, "f", 2, 0), 0);
	EXPECT_EQ(syscall(SYS_ftruncate64, fd, 4, 0), 0);
	EXPECT_EQ(syscall(SYS_creat, "g", 0600), fd + 1);
	EXPECT_EQ(syscall(SYS_open, "f", O_RDONLY), fd + 2);
	EXPECT_EQ(syscall(SYS_pread64, fd, raw, 4, 0, 0), 4);
	EXPECT(!memcmp(raw, "he\0\0", 4));
}

static void times_of_files(void)
{
	int fd = make("f", "hello");
	struct stat before, after;
	struct timespec times[2] = { { 1000, 5 }, { 2000, 6 } };
	char c;

	EXPECT_EQ(futimens(fd, times), 0);
	EXPECT_EQ(fstat(fd, &before), 0);
	EXPECT_EQ(before.st_atime, 1000);
	EXPECT_EQ(before.st_mtime, 2000);
	EXPECT_EQ(before.st_mtim.tv_nsec, 6);
	times[0].tv_nsec = UTIME_OMIT, times[1].tv_nsec = UTIME_NOW;
	EXPECT_EQ(utimensat(AT_FDCWD, "f", times, 0), 0);
	EXPECT_EQ(fstat(fd, &after), 0);
	EXPECT_EQ(after.st_atime, 1000);
	EXPECT(after.st_mtime > 2000);
	times[0] = times[1] = (struct timespec){ 3000, 0 };
	EXPECT_EQ(futimens(fd, times), 0);
	EXPECT_EQ(write(fd, "x", 1), 1);
	EXPECT_EQ(fstat(fd, &after), 0);
	EXPECT(after.st_mtime > 3000);
	EXPECT(after.st_ctime >= after.st_mtime);
	EXPECT_EQ(read(fd, &c, 1), 1);
	times[0].tv_nsec = 1000000000;
	EXPECT_ERROR(futimens(fd, times), EINVAL);
	EXPECT_ERROR(utimensat(AT_FDCWD, "none", NULL, 0), ENOENT);
}

static void file_systems(void)
{
	struct statfs fs;

	EXPECT_EQ(statfs("/proc", &fs), 0);
	EXPECT_EQ(fs.f_type, 0x9fa0);
	EXPECT_EQ(statfs(".", &fs), 0);
	EXPECT(fs.f_bsize > 0);
	EXPECT(fs.f_namelen >= 255);
	EXPECT_EQ(fstatfs(open("/sys", O_RDONLY), &fs), 0);
	EXPECT_EQ(fs.f_type, 0x62656572);
	EXPECT_ERROR(statfs("none", &fs), ENOENT);
}

/* ---- devices ---- */

static void memory_devices(void)
{
	char buf[64] = "x", other[64];
	int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR);
	int full = open("/dev/full", O_RDWR);
	int random = open("/dev/urandom", O_RDONLY);

	EXPECT_EQ(read(null, buf, 64), 0);
	EXPECT_EQ(write(null, buf, 64), 64);
	EXPECT_EQ(read(zero, buf, 64), 64);
	EXPECT_EQ(buf[0] | buf[63], 0);
	EXPECT_EQ(write(zero, buf, 64), 64);
	EXPECT_EQ(read(full, buf, 64), 64);
	EXPECT_ERROR(write(full, buf, 64), ENOSPC);
	EXPECT_EQ(read(random, buf, 64), 64);
	EXPECT_EQ(read(random, other, 64), 64);
	EXPECT(memcmp(buf, other, 64));
	EXPECT_EQ(lseek(null, 5, SEEK_SET), 0);
}

static void get_random(void)
{
	char a[32] = "", b[32] = "";

	EXPECT_EQ(syscall(SYS_getrandom, a, 32, 0), 32);
	EXPECT_EQ(syscall(SYS_getrandom, b, 32, 1), 32);
	EXPECT(memcmp(a, b, 32));
	EXPECT_ERROR(syscall(SYS_getrandom, a, 32, 0x100), EINVAL);
	EXPECT_ERROR(syscall(SYS_getrandom, BAD, 32, 0), EFAULT);
}

static void allocate(void)
{
	int fd = make("f", "x");
	struct stat st;

	EXPECT_EQ(fallocate(fd, 0, 0, 8192), 0);
	EXPECT_EQ(fstat(fd, &st), 0);
	EXPECT_EQ(st.st_size, 8192);
	EXPECT_ERROR(fallocate(fd, 0, -1, 8192), EINVAL);
	EXPECT_ERROR(fallocate(fd, 0, 0, 0), EINVAL);
	EXPECT_ERROR(fallocate(99, 0, 0, 1), EBADF);
}

static const struct test_case cases[] = {
	CASE(open_creates),
	CASE(open_errors),
	CASE(path_too_long),
	CASE(lowest_descriptor),
	CASE(access_modes),
	CASE(o_path),
	CASE(o_trunc_and_append),
	CASE(o_tmpfile_or_not),
	CASE(read_and_write),
	CASE(large_file),
	CASE(seek),
	CASE(sparse),
	CASE(vectors),
	CASE(truncation),
	CASE(pipes_have_no_offset),
	CASE(unlinked_file_lives_on),
	CASE(send_file),
	CASE(syncing),
	CASE(dup_shares),
	CASE(cloexec),
	CASE(status_flags),
	CASE(record_locks),
	CASE(waiting_for_a_lock),
	CASE(flocks),
	CASE(stat_tells_all),
	CASE(statx_tells_all),
	CASE(old_calls),
	CASE(times_of_files),
	CASE(file_systems),
	CASE(memory_devices),
	CASE(get_random),
	CASE(allocate),
};

SUITE(files, cases)
