/* SPDX-License-Identifier: MIT */
/*
 * Terminals, by pairs of pseudoterminals: pty(7), termios(3), tty_ioctl(4),
 * and job control: tcsetpgrp(3), credentials(7).
 */
#include "test.h"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>

static int master, slave;
static char slave_name[64];

static void make(void)
{
	int unlocked = 0, number = -1;

	master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	REQUIRE(master >= 0);
	EXPECT_EQ(ioctl(master, TIOCGPTN, &number), 0);
	snprintf(slave_name, sizeof(slave_name), "/dev/pts/%d", number);
	EXPECT_ERROR(open(slave_name, O_RDWR | O_NOCTTY), EIO); /* locked */
	EXPECT_EQ(ioctl(master, TIOCSPTLCK, &unlocked), 0);
	slave = open(slave_name, O_RDWR | O_NOCTTY);
	REQUIRE(slave >= 0);
}

/* Changes the terminal's flags: clears some, then sets some. */
static void change(int in_clear, int out_clear, int local_clear, int local_set)
{
	struct termios t;

	EXPECT_EQ(tcgetattr(slave, &t), 0);
	t.c_iflag &= ~in_clear;
	t.c_oflag &= ~out_clear;
	t.c_lflag &= ~local_clear;
	t.c_lflag |= local_set;
	EXPECT_EQ(tcsetattr(slave, TCSANOW, &t), 0);
}

static void type(const char *text)
{
	EXPECT_EQ(write(master, text, strlen(text)), strlen(text));
}

/* What comes out of @fd at once must be @text. */
#define EXPECT_READ(fd, text) expect_read(fd, text, __LINE__)

static void expect_read(int fd, const char *text, int line)
{
	char buf[512] = "";
	size_t size = 0, wanted = strlen(text);
	struct pollfd p = { fd, POLLIN, 0 };

	while (size < wanted && poll(&p, 1, 2000) == 1) {
		ssize_t n = read(fd, buf + size, wanted - size);

		if (n <= 0)
			break;
		size += n;
	}
	if (strcmp(buf, text)) {
		say("line %d: read ", line);
		for (size_t i = 0; i < size; i++)
			printf(buf[i] >= 32 && buf[i] < 127 ? "%c" : "\\%03o",
			       (unsigned char)buf[i]);
		printf(", expected %zu other bytes\n", wanted);
		test_failed = true;
	}
}

static bool has_input(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };

	return poll(&p, 1, 0) == 1;
}

/* Linux tells the line discipline of input a little later. */
static void await_input(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };

	EXPECT_EQ(poll(&p, 1, 2000), 1);
}

/* ---- the line discipline ---- */

static void defaults(void)
{
	struct termios t;

	make();
	EXPECT_EQ(isatty(slave), 1);
	EXPECT_EQ(isatty(master), 1);
	EXPECT_EQ(tcgetattr(slave, &t), 0);
	EXPECT_EQ(t.c_lflag & (ICANON | ECHO | ISIG | IEXTEN),
		  ICANON | ECHO | ISIG | IEXTEN);
	EXPECT(t.c_iflag & ICRNL);
	EXPECT(t.c_oflag & OPOST && t.c_oflag & ONLCR);
	EXPECT_EQ(t.c_cc[VINTR], 3);
	EXPECT_EQ(t.c_cc[VEOF], 4);
	EXPECT_EQ(t.c_cc[VSUSP], 26);
	EXPECT_EQ(t.c_cc[VERASE], 127);
	EXPECT_EQ(t.c_cc[VKILL], 21);
	EXPECT_EQ(t.c_cc[VQUIT], 28);
	EXPECT_EQ(isatty(open("/dev/null", O_RDWR)), 0);
	EXPECT_EQ(errno, ENOTTY);
}

static void canonical(void)
{
	char buf[32] = "";

	make();
	type("hel");
	EXPECT(!has_input(slave));
	type("lo\n");
	await_input(slave);
	EXPECT_EQ(read(slave, buf, 3), 3);
	EXPECT_EQ(read(slave, buf + 3, 20), 3);
	EXPECT(!strcmp(buf, "hello\n"));
	type("a\nb\n");
	EXPECT_EQ(read(slave, buf, sizeof(buf)), 2); /* a line at a time */
	EXPECT_EQ(read(slave, buf, sizeof(buf)), 2);
}

static void echoes(void)
{
	make();
	type("ab\n");
	EXPECT_READ(master, "ab\r\n");
	type("\001");
	EXPECT_READ(master, "^A");
	change(0, 0, ECHO, 0);
	type("secret\n");
	EXPECT(!has_input(master));
	change(0, 0, ECHO, ECHONL);
	type("secret\n");
	EXPECT_READ(master, "\r\n");
}

static void editing(void)
{
	make();
	type("abcx\177d\n");
	EXPECT_READ(slave, "abcd\n");
	EXPECT_READ(master, "abcx\b \bd\r\n");
	type("wrong line\025right\n");
	EXPECT_READ(slave, "right\n");
	type("two words\027one\n");
	EXPECT_READ(slave, "two one\n");
	type("\177\177x\n");
	EXPECT_READ(slave, "x\n");
	type("a\026\003b\n");
	EXPECT_READ(slave, "a\003b\n");
}

static void end_of_file(void)
{
	char buf[8];

	make();
	type("\004");
	await_input(slave);
	EXPECT_EQ(read(slave, buf, 8), 0);
	type("ab\004");
	EXPECT_EQ(read(slave, buf, 8), 2);
}

static void carriage_returns(void)
{
	make();
	type("a\r");
	EXPECT_READ(slave, "a\n");
	change(ICRNL, 0, ECHO, 0);
	type("b\r\n");
	EXPECT_READ(slave, "b\r\n");
	EXPECT_READ(master, "a\r\n");
	EXPECT_EQ(write(slave, "x\ny", 3), 3);
	EXPECT_READ(master, "x\r\ny");
	change(0, ONLCR, 0, 0);
	EXPECT_EQ(write(slave, "x\n", 2), 2);
	EXPECT_READ(master, "x\n");
}

static void raw(void)
{
	struct termios t;
	char buf[8] = "";

	make();
	EXPECT_EQ(tcgetattr(slave, &t), 0);
	cfmakeraw(&t);
	EXPECT_EQ(tcsetattr(slave, TCSANOW, &t), 0);
	type("\003\r\177x");
	EXPECT_EQ(read(slave, buf, 8), 4);
	EXPECT(!strcmp(buf, "\003\r\177x"));
	EXPECT(!has_input(master)); /* no echo */
	t.c_cc[VMIN] = 0, t.c_cc[VTIME] = 0;
	EXPECT_EQ(tcsetattr(slave, TCSANOW, &t), 0);
	EXPECT_EQ(read(slave, buf, 8), 0);
	t.c_cc[VTIME] = 1;
	EXPECT_EQ(tcsetattr(slave, TCSANOW, &t), 0);
	EXPECT_EQ(read(slave, buf, 8), 0);
	t.c_cc[VMIN] = 3, t.c_cc[VTIME] = 0;
	EXPECT_EQ(tcsetattr(slave, TCSANOW, &t), 0);
	if (!fork()) {
		type("ab");
		usleep(20000);
		type("c");
		_exit(0);
	}
	EXPECT_EQ(read(slave, buf, 8), 3);
}

static void attributes_stay(void)
{
	struct termios t, back;

	make();
	EXPECT_EQ(tcgetattr(slave, &t), 0);
	t.c_cc[VINTR] = 7;
	t.c_iflag |= IXANY;
	cfsetspeed(&t, B9600);
	EXPECT_EQ(tcsetattr(slave, TCSADRAIN, &t), 0);
	EXPECT_EQ(tcgetattr(slave, &back), 0);
	EXPECT_EQ(back.c_cc[VINTR], 7);
	EXPECT(back.c_iflag & IXANY);
	EXPECT_EQ(cfgetospeed(&back), B9600);
	type("rest of input\n");
	await_input(slave);
	EXPECT_EQ(tcsetattr(slave, TCSAFLUSH, &t), 0);
	EXPECT(!has_input(slave));
	EXPECT_ERROR(ioctl(slave, TCGETS, BAD), EFAULT);
	EXPECT_ERROR(ioctl(slave, 0x54ff, BAD), ENOTTY);
}

static void flushing(void)
{
	int bytes = -1;

	make();
	type("hello\n");
	await_input(slave);
	EXPECT_EQ(ioctl(slave, FIONREAD, &bytes), 0);
	EXPECT_EQ(bytes, 6);
	EXPECT_EQ(tcflush(slave, TCIFLUSH), 0);
	EXPECT(!has_input(slave));
	EXPECT_ERROR(tcflush(slave, 99), EINVAL);
	EXPECT_EQ(tcdrain(slave), 0);
}

static void window_size(void)
{
	struct winsize size = { 40, 100, 0, 0 };

	make();
	EXPECT_EQ(ioctl(master, TIOCSWINSZ, &size), 0);
	memset(&size, 0, sizeof(size));
	EXPECT_EQ(ioctl(slave, TIOCGWINSZ, &size), 0);
	EXPECT_EQ(size.ws_row, 40);
	EXPECT_EQ(size.ws_col, 100);
	EXPECT_ERROR(ioctl(slave, TIOCSWINSZ, BAD), EFAULT);
}

static void hangup_of_master(void)
{
	char c;

	make();
	close(master);
	EXPECT_EQ(read(slave, &c, 1), 0);
	EXPECT_ERROR(write(slave, "x", 1), EIO);
	EXPECT_ERROR(open(slave_name, O_RDWR), ENOENT);
}

static void hangup_of_slave(void)
{
	struct pollfd p;
	char c;

	make();
	EXPECT_EQ(write(slave, "x", 1), 1);
	close(slave);
	EXPECT_EQ(read(master, &c, 1), 1);
	EXPECT_ERROR(read(master, &c, 1), EIO);
	p = (struct pollfd){ master, POLLIN, 0 };
	EXPECT_EQ(poll(&p, 1, 0), 1);
	EXPECT(p.revents & POLLHUP);
	slave = open(slave_name, O_RDWR | O_NOCTTY);
	EXPECT(slave >= 0);
	type("y\n");
	EXPECT_READ(slave, "y\n");
}

static bool output_becomes(bool stopped)
{
	for (int i = 0; i < 1000; i++) {
		if ((write(slave, "x", 1) != 1) == stopped)
			return true;
		usleep(1000);
	}
	return false;
}

static void stop_and_start_output(void)
{
	make();
	EXPECT_EQ(fcntl(slave, F_SETFL, O_NONBLOCK), 0);
	type("\023"); /* Ctrl-S */
	EXPECT(output_becomes(true));
	type("\021"); /* Ctrl-Q */
	EXPECT(output_becomes(false));
	EXPECT(has_input(master));
}

static void nonblocking(void)
{
	char c;

	make();
	EXPECT_EQ(fcntl(slave, F_SETFL, O_NONBLOCK), 0);
	EXPECT_ERROR(read(slave, &c, 1), EAGAIN);
	EXPECT_EQ(fcntl(master, F_SETFL, O_NONBLOCK), 0);
	EXPECT_ERROR(read(master, &c, 1), EAGAIN);
}

static void names_of_terminals(void)
{
	char name[64] = "";
	struct stat st;

	make();
	EXPECT_EQ(ttyname_r(slave, name, sizeof(name)), 0);
	EXPECT(!strcmp(name, slave_name));
	EXPECT_EQ(fstat(slave, &st), 0);
	EXPECT(S_ISCHR(st.st_mode));
	EXPECT_EQ(st.st_uid, getuid());
}

/* ---- job control ---- */

static volatile sig_atomic_t caught;

static void on_signal(int signo)
{
	caught = signo;
}

static void handle(int signo)
{
	struct sigaction action = { .sa_handler = on_signal };

	EXPECT_EQ(sigaction(signo, &action, NULL), 0);
}

/* The rest of the case runs as the leader of a session of this terminal. */
static void lead(void)
{
	make();
	EXPECT_EQ(setsid(), getpid());
	EXPECT_ERROR(tcgetpgrp(slave), ENOTTY);
	EXPECT_EQ(ioctl(slave, TIOCSCTTY, 0), 0);
	EXPECT_EQ(tcgetpgrp(slave), getpgrp());
}

/* Types while the caller waits. */
static void type_later(const char *text)
{
	if (fork())
		return;
	usleep(20000);
	type(text);
	_exit(0);
}

static void in_session(void)
{
	char c;
	int fd;

	alarm(LIMIT);
	signal(SIGHUP, SIG_IGN);
	lead();
	fd = open("/dev/tty", O_RDWR);
	EXPECT(fd >= 0);
	EXPECT_EQ(tcgetpgrp(fd), getpgrp());
	EXPECT_EQ(tcgetsid(fd), getpid());
	EXPECT_ERROR(tcsetpgrp(slave, 0x3ffffff), ESRCH);
	handle(SIGINT);
	type_later("\003");
	EXPECT_ERROR(read(slave, &c, 1), EINTR);
	EXPECT_EQ(caught, SIGINT);
	EXPECT_READ(master, "^C");
	handle(SIGQUIT);
	type_later("\034");
	EXPECT_ERROR(read(slave, &c, 1), EINTR);
	EXPECT_EQ(caught, SIGQUIT);
	handle(SIGWINCH);
	EXPECT_EQ(ioctl(master, TIOCSWINSZ, &(struct winsize){ 1, 2, 0, 0 }),
		  0);
	EXPECT_EQ(caught, SIGWINCH);
	EXPECT_EQ(ioctl(fd, TIOCNOTTY), 0);
	EXPECT_ERROR(open("/dev/tty", O_RDWR), ENXIO);
}

static void keyboard_signals(void)
{
	EXPECT_CHILD(in_session);
}

static void interrupt_clears_the_line(void)
{
	make();
	type("abc\003def\n");
	EXPECT_READ(slave, "def\n");
}

static void in_background(void)
{
	char c;
	int status;
	pid_t pid;

	signal(SIGHUP, SIG_IGN);
	lead();
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		read(slave, &c, 1);
		_exit(8);
	}
	setpgid(pid, pid);
	EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
	EXPECT_EQ(status, SIGTTIN << 8 | 0x7f);
	EXPECT_EQ(tcsetpgrp(slave, pid), 0);
	EXPECT_EQ(tcgetpgrp(slave), pid);
	type("x\n");
	kill(-pid, SIGCONT);
	EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
	EXPECT_EQ(status, 8 << 8);
	signal(SIGTTOU, SIG_IGN);
	EXPECT_EQ(tcsetpgrp(slave, getpgrp()), 0);
	change(0, 0, 0, TOSTOP);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		signal(SIGTTOU, SIG_DFL);
		write(slave, "x", 1);
		_exit(9);
	}
	EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
	EXPECT_EQ(status, SIGTTOU << 8 | 0x7f);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

static void background_processes_stop(void)
{
	EXPECT_CHILD(in_background);
}

static void suspended(void)
{
	int status;
	pid_t pid;

	signal(SIGHUP, SIG_IGN);
	lead();
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		for (;;)
			pause();
	}
	setpgid(pid, pid);
	EXPECT_EQ(tcsetpgrp(slave, pid), 0);
	type("\032");
	EXPECT_EQ(waitpid(pid, &status, WUNTRACED), pid);
	EXPECT_EQ(status, SIGTSTP << 8 | 0x7f);
	kill(-pid, SIGCONT);
	type("\003");
	EXPECT_EQ(waitpid(pid, &status, 0), pid);
	EXPECT_EQ(status, SIGINT);
}

static void suspend_key(void)
{
	EXPECT_CHILD(suspended);
}

static void hung_up(void)
{
	alarm(LIMIT);
	handle(SIGHUP);
	lead();
	close(master);
	EXPECT_EQ(caught, SIGHUP);
}

static void hangup_signals_the_leader(void)
{
	EXPECT_CHILD(hung_up);
}

static void orphaned_reader(void)
{
	char c;

	signal(SIGHUP, SIG_IGN);
	lead();
	if (!fork()) {
		setpgid(0, 0);
		if (!fork()) {
			/* In an orphaned group soon. */
			while (getppid() == getpgrp())
				usleep(1000);
			EXPECT_ERROR(read(slave, &c, 1), EIO);
			finish();
		}
		_exit(0);
	}
	wait(NULL);
	usleep(50000);
}

static void orphans_get_an_error(void)
{
	EXPECT_CHILD(orphaned_reader);
}

static const struct test_case cases[] = {
	CASE(defaults),
	CASE(canonical),
	CASE(echoes),
	CASE(editing),
	CASE(end_of_file),
	CASE(carriage_returns),
	CASE(raw),
	CASE(attributes_stay),
	CASE(flushing),
	CASE(window_size),
	CASE(hangup_of_master),
	CASE(hangup_of_slave),
	CASE(stop_and_start_output),
	CASE(nonblocking),
	CASE(names_of_terminals),
	CASE(keyboard_signals),
	CASE(interrupt_clears_the_line),
	CASE(background_processes_stop),
	CASE(suspend_key),
	CASE(hangup_signals_the_leader),
	CASE(orphans_get_an_error),
};

SUITE(terminal, cases)
