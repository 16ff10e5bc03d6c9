/* SPDX-License-Identifier: MIT */
/*
 * Memory: brk(2), mmap2(2), munmap(2), mprotect(2), mremap(2), msync(2),
 * madvise(2), copy on write, and the faults of a program that strays.
 */
#include "test.h"

#include <setjmp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>

enum { PAGE = 4096 };

/* ---- catching faults ---- */

static sigjmp_buf escape;
static siginfo_t fault;
static unsigned long fault_trap;

static void on_fault(int signo, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	fault = *info;
	fault_trap = uc->uc_mcontext.gregs[REG_TRAPNO];
	siglongjmp(escape, signo);
}

static void catch_faults(void)
{
	struct sigaction action = { .sa_sigaction = on_fault,
				    .sa_flags = SA_SIGINFO };

	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGILL, &action, NULL);
	sigaction(SIGFPE, &action, NULL);
	sigaction(SIGTRAP, &action, NULL);
}

/* The signal that the statement leads to, or 0. */
#define SIGNAL_OF(statement)                       \
	({                                         \
		int _signo = sigsetjmp(escape, 1); \
		if (!_signo)                       \
			statement;                 \
		_signo;                            \
	})

static char *map(size_t size, int protection)
{
	char *p = mmap(NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0);

	REQUIRE(p != MAP_FAILED);
	return p;
}

static char *map_file(const char *name, const char *text, size_t size,
		      int protection, int flags)
{
	int fd = open(name, O_RDWR | O_CREAT, 0600);
	char *p;

	REQUIRE(fd >= 0);
	EXPECT_EQ(pwrite(fd, text, strlen(text), 0), strlen(text));
	p = mmap(NULL, size, protection, flags, fd, 0);
	REQUIRE(p != MAP_FAILED);
	close(fd);
	return p;
}

/* ---- brk ---- */

static void brk_grows_and_shrinks(void)
{
	char *start = sbrk(0), *p;

	p = sbrk(3 * PAGE);
	EXPECT(p == start);
	for (int i = 0; i < 3 * PAGE; i++)
		if (p[i]) {
			EXPECT_EQ(p[i], 0);
			break;
		}
	memset(p, 1, 3 * PAGE);
	EXPECT_EQ(brk(start), 0);
	p = sbrk(3 * PAGE);
	EXPECT_EQ(p[2 * PAGE + 1], 0); /* fresh pages again */
	EXPECT_EQ(syscall(SYS_brk, 0), (long)(start + 3 * PAGE));
	EXPECT_EQ(syscall(SYS_brk, 0xfffff000u), (long)(start + 3 * PAGE));
}

static void heap_is_usable(void)
{
	void *blocks[64];

	for (int i = 0; i < 64; i++) {
		blocks[i] = malloc(1 << (i % 18));
		REQUIRE(blocks[i]);
		memset(blocks[i], i, 1 << (i % 18));
	}
	for (int i = 0; i < 64; i++) {
		EXPECT_EQ(*(char *)blocks[i], i);
		free(blocks[i]);
	}
}

/* ---- mmap ---- */

static void anonymous_is_zero(void)
{
	char *p = map(1 << 20, PROT_READ | PROT_WRITE);

	EXPECT_EQ((unsigned long)p % PAGE, 0);
	EXPECT_EQ(p[0] | p[PAGE] | p[(1 << 20) - 1], 0);
	p[PAGE] = 7;
	EXPECT_EQ(p[PAGE], 7);
	EXPECT_EQ(munmap(p, 1 << 20), 0);
	catch_faults();
	EXPECT_EQ(SIGNAL_OF(p[PAGE] = 1), SIGSEGV);
	EXPECT_EQ(fault.si_code, SEGV_MAPERR);
	EXPECT(fault.si_addr == p + PAGE);
}

static void mmap_errors(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600);
	int read_only = open("f", O_RDONLY);
	int write_only = open("f", O_WRONLY);
	int rw = PROT_READ | PROT_WRITE, anon = MAP_PRIVATE | MAP_ANONYMOUS;

#define MMAP(size, prot, flags, fd, off) \
	(mmap(NULL, size, prot, flags, fd, off) == MAP_FAILED ? -1 : 0)
	EXPECT_ERROR(MMAP(0, rw, anon, -1, 0), EINVAL);
	EXPECT_ERROR(MMAP(PAGE, rw, MAP_ANONYMOUS, -1, 0), EINVAL);
	EXPECT_ERROR(MMAP(PAGE, rw, MAP_PRIVATE, -1, 0), EBADF);
	EXPECT_ERROR(MMAP(PAGE, rw, MAP_PRIVATE, fd, 100), EINVAL);
	EXPECT_ERROR(MMAP(0xfffff000u, rw, anon, -1, 0), ENOMEM);
	EXPECT_ERROR(MMAP(PAGE, rw, MAP_SHARED, read_only, 0), EACCES);
	EXPECT_ERROR(MMAP(PAGE, PROT_READ, MAP_PRIVATE, write_only, 0), EACCES);
	EXPECT_EQ(MMAP(PAGE, rw, MAP_PRIVATE, read_only, 0), 0);
	EXPECT_ERROR(mmap((void *)0x10000001, PAGE, rw, anon | MAP_FIXED, -1,
			  0) == MAP_FAILED ?
			     -1 :
			     0,
		     EINVAL);
	EXPECT_ERROR(mmap((void *)0xfffff000u, PAGE, rw, anon | MAP_FIXED, -1,
			  0) == MAP_FAILED ?
			     -1 :
			     0,
		     ENOMEM);
	EXPECT_ERROR(munmap((void *)1, PAGE), EINVAL);
	EXPECT_ERROR(munmap(NULL, 0), EINVAL);
	EXPECT_EQ(munmap((void *)0x10000000, PAGE), 0); /* nothing there */
}

static void fixed_replaces(void)
{
	char *p = map(3 * PAGE, PROT_READ | PROT_WRITE), *q;

	memset(p, 1, 3 * PAGE);
	q = mmap(p + PAGE, PAGE, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	EXPECT(q == p + PAGE);
	EXPECT_EQ(p[0], 1);
	EXPECT_EQ(p[PAGE], 0);
	EXPECT_EQ(p[2 * PAGE], 1);
	q = mmap(p + PAGE, PAGE, PROT_READ,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	EXPECT(q == MAP_FAILED && errno == EEXIST);
}

static void hint_is_taken(void)
{
	char *hint = (char *)0x20000000;
	char *p =
		mmap(hint, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	EXPECT(p == hint);
	p = mmap(hint, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	EXPECT(p != hint && p != MAP_FAILED);
}

static void unmap_in_the_middle(void)
{
	char *p = map(5 * PAGE, PROT_READ | PROT_WRITE);

	memset(p, 1, 5 * PAGE);
	EXPECT_EQ(munmap(p + 2 * PAGE, PAGE), 0);
	EXPECT_EQ(p[PAGE] + p[3 * PAGE], 2);
	catch_faults();
	EXPECT_EQ(SIGNAL_OF(p[2 * PAGE] = 1), SIGSEGV);
	EXPECT_EQ(munmap(p, 5 * PAGE), 0);
	EXPECT_EQ(SIGNAL_OF(p[0] = 1), SIGSEGV);
}

/* ---- files ---- */

static void private_file(void)
{
	char text[8] = "", *p = map_file("f", "hello", PAGE,
					 PROT_READ | PROT_WRITE, MAP_PRIVATE);
	int fd = open("f", O_RDONLY);

	EXPECT(!memcmp(p, "hello\0\0", 7));
	p[0] = 'j';
	EXPECT_EQ(pread(fd, text, 5, 0), 5);
	EXPECT(!strcmp(text, "hello"));
	EXPECT(!memcmp(p, "jello", 5));
}

static void shared_file(void)
{
	char text[8] = "", *p = map_file("f", "hello", PAGE,
					 PROT_READ | PROT_WRITE, MAP_SHARED);
	int fd = open("f", O_RDWR);

	p[0] = 'j';
	p[7] = 'x'; /* beyond the end: not written */
	EXPECT_EQ(msync(p, PAGE, MS_SYNC), 0);
	EXPECT_EQ(pread(fd, text, 8, 0), 5);
	EXPECT(!strcmp(text, "jello"));
	EXPECT_EQ(pwrite(fd, "c", 1, 0), 1);
	EXPECT_EQ(p[0], 'c');
	EXPECT_EQ(ftruncate(fd, 2 * PAGE), 0);
	EXPECT_ERROR(msync(p + 1, PAGE, MS_SYNC), EINVAL);
	EXPECT_ERROR(msync(p, PAGE, MS_SYNC | MS_ASYNC), EINVAL);
	EXPECT_ERROR(msync((void *)0x10000000, PAGE, MS_SYNC), ENOMEM);
}

static void shared_file_between_processes(void)
{
	volatile char *p = map_file("f", "hello", PAGE, PROT_READ | PROT_WRITE,
				    MAP_SHARED);
	int status;
	pid_t pid = fork();

	if (!pid) {
		p[1] = 'a';
		_exit(0);
	}
	waitpid(pid, &status, 0);
	EXPECT_EQ(p[1], 'a');
}

static void file_offset(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600);
	char *p;

	EXPECT_EQ(pwrite(fd, "second", 6, PAGE), 6);
	p = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, PAGE);
	REQUIRE(p != MAP_FAILED);
	EXPECT(!memcmp(p, "second", 7));
}

static void beyond_the_end_is_sigbus(void)
{
	volatile char *p =
		map_file("f", "hello", 3 * PAGE, PROT_READ, MAP_PRIVATE);
	char c = 0;

	catch_faults();
	EXPECT_EQ(SIGNAL_OF(c = p[PAGE - 1]), 0);
	EXPECT_EQ(SIGNAL_OF(c = p[PAGE]), SIGBUS);
	EXPECT_EQ(fault.si_code, BUS_ADRERR);
	EXPECT(fault.si_addr == (char *)p + PAGE);
	EXPECT_EQ(c, 0);
}

static void map_outlives_its_name(void)
{
	char *p = map_file("f", "hello", PAGE, PROT_READ, MAP_SHARED);

	EXPECT_EQ(unlink("f"), 0);
	EXPECT(!memcmp(p, "hello", 5));
}

static void shared_anonymous(void)
{
	volatile int *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid;

	REQUIRE(p != MAP_FAILED);
	pid = fork();
	if (!pid) {
		*p = 99;
		_exit(0);
	}
	waitpid(pid, &status, 0);
	EXPECT_EQ(*p, 99);
}

static void dev_zero(void)
{
	int fd = open("/dev/zero", O_RDWR);
	char *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);

	REQUIRE(p != MAP_FAILED);
	EXPECT_EQ(p[5], 0);
	p[5] = 1;
	EXPECT_EQ(p[5], 1);
}

/* ---- copy on write ---- */

static void copy_on_write(void)
{
	char *p = map(4 * PAGE, PROT_READ | PROT_WRITE);
	int ends[2], status;
	char c = 0;
	pid_t pid;

	memset(p, 'a', 4 * PAGE);
	REQUIRE(!pipe(ends));
	pid = fork();
	if (!pid) {
		p[0] = 'c';
		if (read(ends[0], &c, 1) != 1)
			_exit(1);
		_exit(p[0] != 'c' || p[PAGE] != 'a' || p[2 * PAGE] != 'a');
	}
	p[PAGE] = 'p';
	EXPECT_EQ(write(ends[1], "x", 1), 1);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
	EXPECT_EQ(p[0], 'a');
	EXPECT_EQ(p[PAGE], 'p');
}

/* The kernel's own writes must break the sharing too. */
static void copy_on_write_by_the_kernel(void)
{
	char *p = map(PAGE, PROT_READ | PROT_WRITE);
	int ends[2], back[2], status;
	pid_t pid;

	strcpy(p, "old");
	REQUIRE(!pipe(ends) && !pipe(back));
	pid = fork();
	if (!pid) {
		char c;

		if (read(back[0], &c, 1) != 1)
			_exit(1);
		_exit(strcmp(p, "old") != 0);
	}
	EXPECT_EQ(write(ends[1], "new", 4), 4);
	EXPECT_EQ(read(ends[0], p, 4), 4);
	EXPECT_EQ(write(back[1], "x", 1), 1);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
	EXPECT(!strcmp(p, "new"));
}

/* ---- protection ---- */

static void mprotect_changes(void)
{
	char *p = map(3 * PAGE, PROT_READ | PROT_WRITE);
	volatile char c;

	catch_faults();
	p[PAGE] = 5;
	EXPECT_EQ(mprotect(p + PAGE, PAGE, PROT_READ), 0);
	EXPECT_EQ(SIGNAL_OF(p[PAGE] = 1), SIGSEGV);
	EXPECT_EQ(fault.si_code, SEGV_ACCERR);
	EXPECT_EQ(fault_trap, 14);
	EXPECT_EQ(p[PAGE], 5);
	EXPECT_EQ(SIGNAL_OF(p[0] = p[2 * PAGE] = 1), 0);
	EXPECT_EQ(mprotect(p + PAGE, PAGE, PROT_NONE), 0);
	EXPECT_EQ(SIGNAL_OF(c = p[PAGE]), SIGSEGV);
	EXPECT_EQ(fault.si_code, SEGV_ACCERR);
	EXPECT_EQ(mprotect(p, 3 * PAGE, PROT_READ | PROT_WRITE), 0);
	EXPECT_EQ(SIGNAL_OF(p[PAGE]++), 0);
	EXPECT_EQ(p[PAGE], 6);
	(void)c;
}

static void mprotect_errors(void)
{
	char *p = map(2 * PAGE, PROT_READ), *q;
	int fd;

	EXPECT_ERROR(mprotect(p + 1, PAGE, PROT_READ), EINVAL);
	EXPECT_EQ(munmap(p + PAGE, PAGE), 0);
	EXPECT_ERROR(mprotect(p, 2 * PAGE, PROT_READ), ENOMEM);
	EXPECT_EQ(mprotect(p, 0, PROT_READ), 0);
	close(open("f", O_RDWR | O_CREAT, 0600));
	fd = open("f", O_RDONLY);
	q = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	REQUIRE(q != MAP_FAILED);
	EXPECT_ERROR(mprotect(q, PAGE, PROT_READ | PROT_WRITE), EACCES);
}

static void code_can_be_made(void)
{
	static const unsigned char code[] = { 0xb8, 42, 0, 0, 0, 0xc3 };
	char *p = map(PAGE, PROT_READ | PROT_WRITE);

	memcpy(p, code, sizeof(code));
	EXPECT_EQ(mprotect(p, PAGE, PROT_READ | PROT_EXEC), 0);
	EXPECT_EQ(((int (*)(void))p)(), 42);
}

static void data_is_not_executed(void)
{
	static unsigned char code[] = { 0xc3 };
	char line[4096];
	bool nx = false;
	FILE *info = fopen("/proc/cpuinfo", "r");

	while (info && fgets(line, sizeof(line), info))
		nx |= !strncmp(line, "flags", 5) && strstr(line, " nx");
	if (!nx)
		skip("no NX here");
	catch_faults();
	EXPECT_EQ(SIGNAL_OF(((void (*)(void))code)()), SIGSEGV);
	EXPECT_EQ(fault.si_code, SEGV_ACCERR);
	EXPECT(fault.si_addr == code);
}

static void kernel_memory_is_out_of_reach(void)
{
	volatile char c = 0, *kernel = (char *)0xffff0000u;

	catch_faults();
	EXPECT_EQ(SIGNAL_OF(c = *kernel), SIGSEGV);
	EXPECT_EQ(SIGNAL_OF(*kernel = 1), SIGSEGV);
	EXPECT_ERROR(read(open("/dev/zero", O_RDONLY), (void *)kernel, 1),
		     EFAULT);
	EXPECT_ERROR(write(open("f", O_WRONLY | O_CREAT, 0600),
			   (void *)0xfffff000u, 0x800),
		     EFAULT);
	(void)c;
}

static void other_faults(void)
{
	volatile int one = 1, zero = 0, result = 0;

	catch_faults();
	EXPECT_EQ(SIGNAL_OF(*(volatile char *)bad_pointer = 1), SIGSEGV);
	EXPECT_EQ(fault.si_code, SEGV_MAPERR);
	EXPECT(fault.si_addr == BAD);
	EXPECT_EQ(SIGNAL_OF(asm volatile("ud2")), SIGILL);
	EXPECT_EQ(fault.si_code, ILL_ILLOPN);
	EXPECT_EQ(SIGNAL_OF(result = one / zero), SIGFPE);
	EXPECT_EQ(fault.si_code, FPE_INTDIV);
	EXPECT_EQ(fault_trap, 0);
	EXPECT_EQ(SIGNAL_OF(asm volatile("int3")), SIGTRAP);
	EXPECT_EQ(SIGNAL_OF(asm volatile("hlt")), SIGSEGV);
	EXPECT_EQ(fault.si_code, SI_KERNEL);
	EXPECT_EQ(SIGNAL_OF(asm volatile("cli")), SIGSEGV);
	EXPECT_EQ(SIGNAL_OF(asm volatile("outb %al, $0x80")), SIGSEGV);
	EXPECT_EQ(SIGNAL_OF(asm volatile("int $0x20")), SIGSEGV);
	EXPECT_EQ(SIGNAL_OF(asm volatile("mov %%cr0, %%eax" ::
						 : "eax")),
		  SIGSEGV);
	(void)result;
}

static void stray(void)
{
	*(volatile char *)bad_pointer = 1;
}

static void default_is_death_with_a_core_bit(void)
{
	int status = status_of(stray);

	EXPECT(WIFSIGNALED(status));
	EXPECT_EQ(WTERMSIG(status), SIGSEGV);
	/* Whether a core was dumped is up to the limits and the system. */
	EXPECT_EQ(status & ~0x80, SIGSEGV);
}

/* ---- stack ---- */

static int deep(int depth)
{
	volatile char room[1000];

	room[0] = depth;
	return depth ? deep(depth - 1) + room[0] * 0 + 1 : 0;
}

static void stack_grows(void)
{
	EXPECT_EQ(deep(2000), 2000);
}

static void overflow(void)
{
	struct rlimit limit = { 256 << 10, 256 << 10 };

	setrlimit(RLIMIT_STACK, &limit);
	deep(1000000);
}

static void stack_overflow_kills(void)
{
	EXPECT_EQ(status_of(overflow) & ~0x80, SIGSEGV);
}

static void on_overflow(int signo)
{
	_exit(42);
}

static void overflow_on_alt_stack(void)
{
	stack_t stack = { .ss_sp = malloc(SIGSTKSZ), .ss_size = SIGSTKSZ };
	struct sigaction action = { .sa_handler = on_overflow,
				    .sa_flags = SA_ONSTACK };

	sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &action, NULL);
	overflow();
}

static void stack_overflow_is_caught(void)
{
	EXPECT_EQ(status_of(overflow_on_alt_stack), 42 << 8);
}

/* ---- the rest ---- */

static void mremap_moves(void)
{
	char *p = map(2 * PAGE, PROT_READ | PROT_WRITE), *q;

	strcpy(p, "kept");
	q = mremap(p, 2 * PAGE, 40 * PAGE, MREMAP_MAYMOVE);
	REQUIRE(q != MAP_FAILED);
	EXPECT(!strcmp(q, "kept"));
	q[39 * PAGE] = 1;
	p = mremap(q, 40 * PAGE, PAGE, 0);
	EXPECT(p == q);
	catch_faults();
	EXPECT_EQ(SIGNAL_OF(q[PAGE] = 1), SIGSEGV);
	EXPECT(mremap(q + 1, PAGE, PAGE, 0) == MAP_FAILED && errno == EINVAL);
	EXPECT(mremap((void *)0x10000000, PAGE, 2 * PAGE, 0) == MAP_FAILED &&
	       errno == EFAULT);
}

/* A page table that has the head of what moves, and where its tail goes. */
static void mremap_within_a_table(void)
{
	const unsigned long mib = 1 << 20;
	char *room = map(8 * mib, PROT_NONE), *from, *to;

	room = (char *)(((unsigned long)room + 2 * mib - 1) & -(2 * mib));
	from = room + 3 * mib;
	to = room + mib;
	REQUIRE(!munmap(room, 6 * mib));
	REQUIRE(mmap(from, 2 * mib, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == from);
	for (unsigned long at = 0; at < 2 * mib; at += PAGE)
		from[at] = at / PAGE;
	REQUIRE(mremap(from, 2 * mib, 2 * mib, MREMAP_MAYMOVE | MREMAP_FIXED,
		       to) == to);
	for (unsigned long at = 0; at < 2 * mib; at += PAGE)
		EXPECT_EQ((unsigned char)to[at], at / PAGE & 255);
}

static void madvise_dontneed(void)
{
	char *p = map(PAGE, PROT_READ | PROT_WRITE);

	p[0] = 1;
	EXPECT_EQ(madvise(p, PAGE, MADV_DONTNEED), 0);
	EXPECT_EQ(p[0], 0);
	EXPECT_ERROR(madvise(p + 1, PAGE, MADV_DONTNEED), EINVAL);
	EXPECT_ERROR(madvise(p, PAGE, 12345), EINVAL);
}

static void address_space_limit(void)
{
	struct rlimit limit = { 64 << 20, 64 << 20 };

	EXPECT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
	EXPECT(mmap(NULL, 80 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0) == MAP_FAILED &&
	       errno == ENOMEM);
}

static void exec_frees_the_old(void)
{
	char line[256];
	FILE *maps = fopen("/proc/self/maps", "r");
	bool stack = false, heap = false;

	REQUIRE(maps);
	free(malloc(1000));
	while (fgets(line, sizeof(line), maps)) {
		unsigned long from, to;
		char flags[5];

		EXPECT_EQ(sscanf(line, "%lx-%lx %4s", &from, &to, flags), 3);
		EXPECT(from < to);
		stack |= strstr(line, "[stack]") && !strcmp(flags, "rw-p");
		heap |= strstr(line, "[heap]") != NULL;
	}
	EXPECT(stack);
	EXPECT(heap);
}

static void bad_pointers_everywhere(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600);
	char *edge = map(2 * PAGE, PROT_READ | PROT_WRITE) + PAGE;
	int zero = open("/dev/zero", O_RDONLY);

	EXPECT_EQ(munmap(edge, PAGE), 0);
	EXPECT_ERROR(write(fd, BAD, 10), EFAULT);
	EXPECT_ERROR(read(zero, BAD, 10), EFAULT);
	EXPECT_ERROR(open(BAD, O_RDONLY), EFAULT);
	EXPECT_ERROR(syscall(SYS_stat64, "f", BAD), EFAULT);
	EXPECT_ERROR(syscall(SYS_pipe, BAD), EFAULT);
	EXPECT_ERROR(syscall(SYS_getcwd, BAD, 100), EFAULT);
	EXPECT_ERROR(syscall(SYS_rt_sigaction, SIGUSR1, BAD, NULL, 8), EFAULT);
	memset(edge - 3, 'f', 3);
	EXPECT_ERROR(open(edge - 3, O_RDONLY), EFAULT); /* not terminated */
	EXPECT_EQ(read(zero, edge - 3, 3), 3);
	EXPECT_EQ(write(fd, edge - 3, 3), 3);
}

static const struct test_case cases[] = {
	CASE(brk_grows_and_shrinks),
	CASE(heap_is_usable),
	CASE(anonymous_is_zero),
	CASE(mmap_errors),
	CASE(fixed_replaces),
	CASE(hint_is_taken),
	CASE(unmap_in_the_middle),
	CASE(private_file),
	CASE(shared_file),
	CASE(shared_file_between_processes),
	CASE(file_offset),
	CASE(beyond_the_end_is_sigbus),
	CASE(map_outlives_its_name),
	CASE(shared_anonymous),
	CASE(dev_zero),
	CASE(copy_on_write),
	CASE(copy_on_write_by_the_kernel),
	CASE(mprotect_changes),
	CASE(mprotect_errors),
	CASE(code_can_be_made),
	CASE(data_is_not_executed),
	CASE(kernel_memory_is_out_of_reach),
	CASE(other_faults),
	CASE(default_is_death_with_a_core_bit),
	CASE(stack_grows),
	CASE(stack_overflow_kills),
	CASE(stack_overflow_is_caught),
	CASE(mremap_moves),
	CASE(mremap_within_a_table),
	CASE(madvise_dontneed),
	CASE(address_space_limit),
	CASE(exec_frees_the_old),
	CASE(bad_pointers_everywhere),
};

SUITE(memory, cases)
