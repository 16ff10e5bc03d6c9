/* SPDX-License-Identifier: MIT */
/*
 * What user space costs, in guest instructions, on any Linux for i386: a line
 * `bench: NAME=COUNT` for each figure. QEMU must run with -icount shift=5: the
 * time-stamp counter then tells 32 for each instruction.
 *
 *   user boot        since the reset, less what the machine has idled
 *   user             calls, processes, pipes
 *   user FILE.ko...  init_module(2) and delete_module(2) of each, and insmod of
 *                    the first as a whole
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CALLS = 1000, FORKS = 50, BLOCKS = 256, BLOCK = 4096 };

static unsigned long long instructions(void)
{
	unsigned int low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return ((unsigned long long)high << 32 | low) / 32;
}

static void tell(const char *name, unsigned long long count)
{
	printf("bench: %s=%llu\n", name, count);
	fflush(stdout);
}

static void since_reset(void)
{
	unsigned long long now = instructions();
	double up = 0, idle = 0;
	FILE *file = fopen("/proc/uptime", "r");

	if (!file || fscanf(file, "%lf %lf", &up, &idle) != 2)
		exit(1);
	tell("boot", now - (unsigned long long)(idle * 1e9 / 32));
}

static void call(void)
{
	unsigned long long begin = instructions();

	for (int i = 0; i < CALLS; i++)
		syscall(SYS_getppid);
	tell("call", (instructions() - begin) / CALLS);
}

/* The mean of a child that runs @argv, or only exits. */
static void child(const char *name, char *const argv[], int times)
{
	unsigned long long begin = instructions();

	for (int i = 0; i < times; i++) {
		pid_t pid = fork();

		if (!pid) {
			if (argv)
				execv(argv[0], argv);
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	tell(name, (instructions() - begin) / times);
}

/* A MiB from a process to another, in blocks of 4 KiB: per KiB. */
static void through_a_pipe(void)
{
	static char block[BLOCK];
	unsigned long long begin;
	int ends[2];

	if (pipe(ends))
		exit(1);
	begin = instructions();
	if (!fork()) {
		close(ends[0]);
		for (int i = 0; i < BLOCKS; i++)
			if (write(ends[1], block, BLOCK) != BLOCK)
				_exit(1);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], block, BLOCK) > 0)
		;
	wait(NULL);
	tell("pipe", (instructions() - begin) / (BLOCKS * BLOCK / 1024));
}

static void module(const char *path)
{
	char figure[128], name[64];
	unsigned long long begin, loaded, end;
	struct stat st;
	void *image;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &st) || !(image = malloc(st.st_size)) ||
	    read(fd, image, st.st_size) != st.st_size)
		exit(1);
	snprintf(name, sizeof(name), "%s", strrchr(path, '/') + 1);
	*strchr(name, '.') = '\0';
	syscall(SYS_delete_module, name, O_NONBLOCK); /* the boot's */
	begin = instructions();
	if (syscall(SYS_init_module, image, st.st_size, ""))
		exit(1);
	loaded = instructions();
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		exit(1);
	end = instructions();
	snprintf(figure, sizeof(figure), "load-%s", name);
	tell(figure, loaded - begin);
	snprintf(figure, sizeof(figure), "unload-%s", name);
	tell(figure, end - loaded);
	free(image);
}

int main(int argc, char **argv)
{
	char *again[] = { argv[0], "exit", NULL };
	char *busybox[] = { "/bin/true", NULL };

	if (argc > 1 && !strcmp(argv[1], "exit"))
		return 0;
	if (argc > 1 && !strcmp(argv[1], "boot")) {
		since_reset();
		return 0;
	}
	for (int i = 1; i < argc; i++)
		module(argv[i]);
	if (argc > 1) {
		child("insmod", (char *[]){ "/sbin/insmod", argv[1], NULL }, 1);
		return 0;
	}
	call();
	child("fork", NULL, FORKS);
	child("exec", again, FORKS);
	child("busybox", busybox, FORKS);
	through_a_pipe();
	return 0;
}
