/* SPDX-License-Identifier: MIT */
/*
 * Much at once: processes, pipes, files, modules. After each, as much memory is
 * free as before (Mortise only: Linux does not promise that). The first rounds
 * may still fill what the kernel keeps for the next.
 */
#include "test.h"

#include <sched.h>
#include <sys/mman.h>

enum { CHILDREN = 200, FORKS = 1000, ROUNDS = 10000, LOADERS = 4 };

static long free_memory(void)
{
	char line[128];
	long kib = -1;
	FILE *info = fopen("/proc/meminfo", "r");

	while (info && fgets(line, sizeof(line), info))
		sscanf(line, "MemFree: %ld", &kib);
	if (info)
		fclose(info);
	return kib;
}

/* Repeats @round until one has kept no memory: a leak never lets that be. */
static void settles(void (*round)(void))
{
	enum { ROUNDS_AT_MOST = 5 };
	long before, after = 0;
	int rounds = 0;

	do {
		before = after;
		round();
		after = free_memory();
	} while (after != before && ++rounds < ROUNDS_AT_MOST && on_mortise());
	if (on_mortise())
		EXPECT_EQ(after, before);
}

static void fork_in_a_row(void)
{
	for (int i = 0; i < FORKS; i++) {
		int status = -1;
		pid_t pid = fork();

		if (!pid)
			_exit(i & 0x7f);
		REQUIRE(pid > 0);
		if (waitpid(pid, &status, 0) != pid || status != (i & 0x7f)
									 << 8)
			EXPECT_EQ(status, (i & 0x7f) << 8);
	}
}

static void forks_in_a_row(void)
{
	settles(fork_in_a_row);
}

static void fork_at_once(void)
{
	static pid_t pids[CHILDREN];
	int go[2], status;
	char c;

	REQUIRE(!pipe(go));
	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		if (!pids[i]) {
			close(go[1]);
			_exit(read(go[0], &c, 1) != 0);
		}
		REQUIRE(pids[i] > 0);
	}
	close(go[1]);
	close(go[0]);
	for (int i = 0; i < CHILDREN; i++) {
		EXPECT_EQ(waitpid(pids[i], &status, 0), pids[i]);
		EXPECT_EQ(status, 0);
	}
}

static void forks_at_once(void)
{
	settles(fork_at_once);
}

/* A chain of processes, each passing on what the one before has written. */
static void pass_along(void)
{
	enum { LENGTH = 12, BYTES = 300000 };
	static char block[5000];
	int in = -1, ends[2], status;
	long total = 0, wrong = 0;
	ssize_t n;

	for (int i = 0; i < LENGTH; i++) {
		REQUIRE(!pipe(ends));
		if (!fork()) {
			close(ends[0]);
			if (!i) {
				for (long at = 0; at < BYTES; at += 1000) {
					memset(block, at / 1000, 1000);
					if (write(ends[1], block, 1000) != 1000)
						_exit(1);
				}
				_exit(0);
			}
			while ((n = read(in, block, sizeof(block) - i)) > 0)
				if (write(ends[1], block, n) != n)
					_exit(1);
			_exit(n != 0);
		}
		close(ends[1]);
		close(in);
		in = ends[0];
	}
	while ((n = read(in, block, sizeof(block))) > 0) {
		for (int i = 0; i < n; i++)
			wrong += block[i] != (char)((total + i) / 1000);
		total += n;
	}
	close(in);
	EXPECT_EQ(total, BYTES);
	EXPECT_EQ(wrong, 0);
	for (int i = 0; i < LENGTH; i++)
		EXPECT(wait(&status) > 0 && !status);
}

static void pipes_under_load(void)
{
	settles(pass_along);
}

static void make_and_remove(void)
{
	char name[32];

	for (int i = 0; i < 500; i++) {
		int fd;

		snprintf(name, sizeof(name), "f%d", i);
		fd = open(name, O_RDWR | O_CREAT, 0600);
		EXPECT(fd >= 0);
		if (write(fd, name, sizeof(name)) != sizeof(name) ||
		    ftruncate(fd, 20000) || pwrite(fd, "x", 1, 15000) != 1)
			EXPECT(!"writing");
		close(fd);
	}
	for (int i = 0; i < 500; i++) {
		snprintf(name, sizeof(name), "f%d", i);
		EXPECT_EQ(unlink(name), 0);
	}
}

static void files_come_and_go(void)
{
	settles(make_and_remove);
}

static void map_and_unmap(void)
{
	for (int i = 0; i < 300; i++) {
		char *p = mmap(NULL, 64 << 12, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		REQUIRE(p != MAP_FAILED);
		for (int page = 0; page < 64; page += 1 + i % 7)
			p[page << 12] = i;
		munmap(p + (20 << 12), 4 << 12);
		mprotect(p + (40 << 12), 4 << 12, PROT_READ);
		munmap(p, 64 << 12);
	}
}

static void memory_comes_and_goes(void)
{
	settles(map_and_unmap);
}

static void kill_all(void)
{
	static pid_t pids[50];
	int status;

	for (int i = 0; i < 50; i++) {
		pids[i] = fork();
		if (!pids[i])
			for (;;)
				if (i % 2)
					pause();
	}
	for (int i = 0; i < 50; i++)
		EXPECT_EQ(kill(pids[i], SIGKILL), 0);
	for (int i = 0; i < 50; i++) {
		EXPECT_EQ(waitpid(pids[i], &status, 0), pids[i]);
		EXPECT_EQ(status, SIGKILL);
	}
}

static void busy_tasks_die(void)
{
	settles(kill_all);
}

/* ---- modules ---- */

static char *image[2];
static size_t image_size[2];
static const char *const names[2] = { "hello", "exporter" };

static void read_images(void)
{
	for (int i = 0; i < 2; i++) {
		char path[256];
		struct stat st;
		int fd;

		snprintf(path, sizeof(path),
			 "/lib/modules/6.12.0-mortise/kernel/%s.ko", names[i]);
		fd = open(path, O_RDONLY);
		REQUIRE(fd >= 0 && !fstat(fd, &st));
		image_size[i] = st.st_size;
		image[i] = malloc(st.st_size);
		EXPECT_EQ(read(fd, image[i], st.st_size), st.st_size);
		close(fd);
	}
}

/* Two at a time want the same module: the loser's errno is one of a few. */
static void load_and_unload(int number)
{
	int which = number % 2;

	for (int i = 0; i < ROUNDS / LOADERS; i++) {
		if (syscall(SYS_init_module, image[which], image_size[which],
			    "") &&
		    errno != EEXIST && errno != EBUSY)
			_exit(1);
		if (i % 16 == number)
			sched_yield();
		if (syscall(SYS_delete_module, names[which], O_NONBLOCK) &&
		    errno != ENOENT && errno != EBUSY && errno != EAGAIN)
			_exit(2);
	}
	_exit(0);
}

static void load_by_four(void)
{
	int status;

	for (int i = 0; i < LOADERS; i++)
		if (!fork())
			load_and_unload(i);
	for (int i = 0; i < LOADERS; i++) {
		EXPECT(wait(&status) > 0);
		EXPECT_EQ(status, 0);
	}
	for (int i = 0; i < 2; i++)
		syscall(SYS_delete_module, names[i], O_NONBLOCK);
}

static void modules_by_four_processes(void)
{
	if (!on_mortise())
		skip("for Mortise only");
	need_root();
	alarm(0);
	read_images();
	settles(load_by_four);
}

static const struct test_case cases[] = {
	CASE(forks_in_a_row),
	CASE(forks_at_once),
	CASE(pipes_under_load),
	CASE(files_come_and_go),
	CASE(memory_comes_and_goes),
	CASE(busy_tasks_die),
	CASE(modules_by_four_processes),
};

SUITE(stress, cases)
