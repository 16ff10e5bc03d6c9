/* SPDX-License-Identifier: MIT */
/*
 * Threads: clone(2) as glibc uses it, futex(2), set_thread_area(2),
 * set_tid_address(2), exit_group(2), and the state that each has of its own.
 */
#include "test.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <time.h>

static long futex(void *word, int op, int value, const struct timespec *time,
		  void *word2, int value3)
{
	return syscall(SYS_futex, word, op, value, time, word2, value3);
}

/* ---- futex ---- */

static void futex_errors(void)
{
	struct timespec time = { 0, 10000000 }, bad = { 0, -1 };
	int word = 5;

	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 4, NULL, NULL, 0), EAGAIN);
	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 5, &time, NULL, 0), ETIMEDOUT);
	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 5, &bad, NULL, 0), EINVAL);
	EXPECT_ERROR(futex((char *)&word + 1, FUTEX_WAIT, 5, NULL, NULL, 0),
		     EINVAL);
	EXPECT_ERROR(futex(BAD, FUTEX_WAIT, 5, &time, NULL, 0), EFAULT);
	EXPECT_ERROR(futex(&word, 99, 5, NULL, NULL, 0), ENOSYS);
	EXPECT_EQ(futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0), 0);
	EXPECT_ERROR(futex(&word, FUTEX_WAIT_BITSET, 5, NULL, NULL, 0), EINVAL);
}

static void futex_between_processes(void)
{
	struct timespec time = { 10, 0 };
	int *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid;

	REQUIRE(word != MAP_FAILED);
	pid = fork();
	if (!pid)
		_exit(futex(word, FUTEX_WAIT, 0, &time, NULL, 0) != 0);
	while (futex(word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0) != 1)
		sched_yield();
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

static void futex_in_a_file(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600), status;
	pid_t pid;

	EXPECT_EQ(ftruncate(fd, 4096), 0);
	pid = fork();
	if (!pid) {
		int *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED,
				 fd, 0);

		_exit(futex(word + 3, FUTEX_WAIT, 0, NULL, NULL, 0) != 0);
	}
	int *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	while (futex(word + 3, FUTEX_WAKE, 1, NULL, NULL, 0) != 1)
		sched_yield();
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

static void private_futex_is_private(void)
{
	struct timespec time = { 0, 100000000 };
	int *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(futex(word, FUTEX_WAIT, 0, &time, NULL, 0) != -1 ||
		      errno != ETIMEDOUT);
	usleep(30000);
	EXPECT_EQ(futex(word, FUTEX_WAKE, 1, NULL, NULL, 0), 0);
	waitpid(pid, &status, 0);
	EXPECT_EQ(status, 0);
}

/* ---- threads ---- */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static long total;
static int turn;

static void *add(void *arg)
{
	for (int i = 0; i < 5000; i++) {
		pthread_mutex_lock(&mutex);
		total += (long)arg;
		pthread_mutex_unlock(&mutex);
	}
	return (void *)((long)arg * 2);
}

static void threads_share_memory(void)
{
	pthread_t threads[8];
	void *result;

	for (long i = 0; i < 8; i++)
		EXPECT_EQ(pthread_create(&threads[i], NULL, add, (void *)i), 0);
	for (long i = 0; i < 8; i++) {
		EXPECT_EQ(pthread_join(threads[i], &result), 0);
		EXPECT_EQ((long)result, i * 2);
	}
	EXPECT_EQ(total, 28 * 5000);
}

static void *take_turns(void *arg)
{
	for (int i = 0; i < 200; i++) {
		pthread_mutex_lock(&mutex);
		while (turn != (long)arg)
			pthread_cond_wait(&condition, &mutex);
		turn = !turn;
		pthread_cond_broadcast(&condition);
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static void condition_variables(void)
{
	pthread_t a, b;

	EXPECT_EQ(pthread_create(&a, NULL, take_turns, (void *)0), 0);
	EXPECT_EQ(pthread_create(&b, NULL, take_turns, (void *)1), 0);
	EXPECT_EQ(pthread_join(a, NULL) | pthread_join(b, NULL), 0);
}

static __thread int mine = 3;

static void *own_variable(void *arg)
{
	mine += (long)arg;
	sched_yield();
	return (void *)(long)mine;
}

static void thread_local_variables(void)
{
	pthread_t threads[4];
	void *result;

	for (long i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, own_variable, (void *)i);
	for (long i = 0; i < 4; i++) {
		pthread_join(threads[i], &result);
		EXPECT_EQ((long)result, 3 + i);
	}
	EXPECT_EQ(mine, 3);
}

static void *compute(void *arg)
{
	volatile double x = (long)arg;

	for (int i = 0; i < 200000; i++)
		x = x + 1.0;
	return (void *)(long)(x == (long)arg + 200000.0);
}

/* Time slices end in the midst of computing: no state may mix. */
static void floating_point_state(void)
{
	pthread_t threads[3];
	void *result;

	for (long i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, compute, (void *)i);
	for (long i = 0; i < 3; i++) {
		pthread_join(threads[i], &result);
		EXPECT_EQ((long)result, 1);
	}
}

static pid_t thread_id, thread_process;

static void *tell_ids(void *arg)
{
	thread_id = syscall(SYS_gettid);
	thread_process = getpid();
	return NULL;
}

static void identities(void)
{
	pthread_t thread;

	EXPECT_EQ(syscall(SYS_gettid), getpid());
	pthread_create(&thread, NULL, tell_ids, NULL);
	pthread_join(thread, NULL);
	EXPECT(thread_id != getpid() && thread_id > 0);
	EXPECT_EQ(thread_process, getpid());
	EXPECT_ERROR(waitpid(thread_id, NULL, 0), ECHILD);
}

static void *sleep_long(void *arg)
{
	for (;;)
		pause();
	return NULL;
}

static void exit_from_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, sleep_long, NULL);
	usleep(10000);
	_exit(33);
}

static void *exit_process(void *arg)
{
	_exit(34);
}

static void exit_in_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, exit_process, NULL);
	sleep_long(NULL);
}

static void *go_down(void *arg)
{
	*(volatile char *)bad_pointer = 1;
	return NULL;
}

static void fault_in_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, go_down, NULL);
	sleep_long(NULL);
}

static void *outlive(void *arg)
{
	usleep(20000);
	exit(35);
}

static void main_exits_first(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, outlive, NULL);
	pthread_exit(NULL);
}

static void the_group_exits_as_one(void)
{
	EXPECT_EQ(status_of(exit_from_thread), 33 << 8);
	EXPECT_EQ(status_of(exit_in_thread), 34 << 8);
	EXPECT_EQ(status_of(fault_in_thread) & ~0x80, SIGSEGV);
	EXPECT_EQ(status_of(main_exits_first), 35 << 8);
}

static void *exec_in_thread(void *arg)
{
	execl("/proc/self/exe", "threads", "--exec", NULL);
	_exit(1);
}

static void exec_with_threads(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, sleep_long, NULL);
	pthread_create(&thread, NULL, exec_in_thread, NULL);
	sleep_long(NULL);
}

static void exec_ends_other_threads(void)
{
	EXPECT_EQ(status_of(exec_with_threads), 42 << 8);
}

static volatile sig_atomic_t caught_by;

static void on_signal(int signo)
{
	caught_by = syscall(SYS_gettid);
}

static sem_t ready;

static void *catch (void *arg)
{
	thread_id = syscall(SYS_gettid);
	sem_post(&ready);
	while (!caught_by)
		usleep(1000);
	return NULL;
}

static void signals_to_threads(void)
{
	pthread_t thread;
	sigset_t set;

	signal(SIGUSR1, on_signal);
	sem_init(&ready, 0, 0);
	pthread_create(&thread, NULL, catch, NULL);
	sem_wait(&ready);
	EXPECT_EQ(pthread_kill(thread, SIGUSR1), 0);
	pthread_join(thread, NULL);
	EXPECT_EQ(caught_by, thread_id);
	/* A signal to the process goes to a thread that takes it. */
	caught_by = 0;
	pthread_create(&thread, NULL, catch, NULL);
	sem_wait(&ready);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	kill(getpid(), SIGUSR1);
	pthread_join(thread, NULL);
	EXPECT_EQ(caught_by, thread_id);
}

static void *cancelled(void *arg)
{
	sem_post(&ready);
	sleep_long(NULL);
	return NULL;
}

static void cancellation(void)
{
	pthread_t thread;
	void *result;

	sem_init(&ready, 0, 0);
	pthread_create(&thread, NULL, cancelled, NULL);
	sem_wait(&ready);
	EXPECT_EQ(pthread_cancel(thread), 0);
	EXPECT_EQ(pthread_join(thread, &result), 0);
	EXPECT(result == PTHREAD_CANCELED);
}

static void *change_folder(void *arg)
{
	return (void *)(long)chdir("/");
}

static void threads_share_files_and_folder(void)
{
	char now[4096];
	pthread_t thread;

	pthread_create(&thread, NULL, change_folder, NULL);
	pthread_join(thread, NULL);
	EXPECT(getcwd(now, sizeof(now)) && !strcmp(now, "/"));
}

static void robust_mutex(void)
{
	pthread_mutexattr_t attr;
	pthread_mutex_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	EXPECT_EQ(pthread_mutex_init(shared, &attr), 0);
	if (!fork()) {
		pthread_mutex_lock(shared);
		_exit(0);
	}
	wait(NULL);
	EXPECT_EQ(pthread_mutex_lock(shared), EOWNERDEAD);
}

static void timed_waits(void)
{
	struct timespec time;

	sem_init(&ready, 0, 0);
	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_nsec += 20000000;
	if (time.tv_nsec >= 1000000000) {
		time.tv_sec++;
		time.tv_nsec -= 1000000000;
	}
	EXPECT_ERROR(sem_timedwait(&ready, &time), ETIMEDOUT);
}

static void thread_area(void)
{
	struct {
		unsigned entry, base, limit, flags;
	} area = { -1, 0, 0, 0x51 };

	EXPECT_EQ(syscall(SYS_set_thread_area, &area), 0);
	EXPECT(area.entry >= 6 && area.entry <= 14);
	EXPECT_EQ(syscall(SYS_get_thread_area, &area), 0);
	area.entry = 99;
	EXPECT_ERROR(syscall(SYS_set_thread_area, &area), EINVAL);
	EXPECT_ERROR(syscall(SYS_set_thread_area, BAD), EFAULT);
}

static const struct test_case cases[] = {
	CASE(futex_errors),
	CASE(futex_between_processes),
	CASE(futex_in_a_file),
	CASE(private_futex_is_private),
	CASE(threads_share_memory),
	CASE(condition_variables),
	CASE(thread_local_variables),
	CASE(floating_point_state),
	CASE(identities),
	CASE(the_group_exits_as_one),
	CASE(exec_ends_other_threads),
	CASE(signals_to_threads),
	CASE(cancellation),
	CASE(threads_share_files_and_folder),
	CASE(robust_mutex),
	CASE(timed_waits),
	CASE(thread_area),
};

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--exec"))
		return getpid() == syscall(SYS_gettid) ? 42 : 1;
	return run_suite("threads", cases, COUNT(cases), argv + 1);
}
