/* SPDX-License-Identifier: MIT */
/*
 * addkey KEYRING [DESCRIPTION] <FILE: adds a key to a keyring of the kernel's,
 * and prints its serial number, as `keyctl padd` does where there are keyutils.
 *
 *   addkey .secondary_trusted_keys < cert.der
 *   addkey .blacklist bin:0123... < signature.p7s
 *
 * A program of the guest, without a C library, so that every initramfs has it.
 */
#include <linux/errno.h>
#include <linux/types.h>

#define NR_EXIT 1
#define NR_READ 3
#define NR_WRITE 4
#define NR_OPEN 5
#define NR_ADD_KEY 286

#define ROOM 65536

static char keys[ROOM], payload[ROOM];

static long call(long nr, long a, long b, long c, long d, long e)
{
	long result;

	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"(nr), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
		     : "memory");
	return result;
}

static size_t length_of(const char *text)
{
	size_t n = 0;

	while (text[n])
		n++;
	return n;
}

static void print(int fd, const char *text)
{
	call(NR_WRITE, fd, (long)text, length_of(text), 0, 0);
}

static void print_number(int fd, u32 number)
{
	char text[11], *p = text + sizeof(text) - 1;

	*p = '\0';
	do
		*--p = '0' + number % 10;
	while (number /= 10);
	print(fd, p);
}

static void print_error(long err)
{
	static const struct {
		long number;
		const char *name;
	} names[] = {
		{ ENOENT, "ENOENT" },
		{ EACCES, "EACCES" },
		{ EEXIST, "EEXIST" },
		{ EINVAL, "EINVAL" },
		{ ENOPKG, "ENOPKG" },
		{ EBADMSG, "EBADMSG" },
		{ EOPNOTSUPP, "EOPNOTSUPP" },
		{ ENOKEY, "ENOKEY" },
		{ EKEYREJECTED, "EKEYREJECTED" },
	};

	print(2, "addkey: error ");
	print_number(2, -err);
	for (u32 i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].number == -err) {
			print(2, ", ");
			print(2, names[i].name);
		}
	print(2, "; dmesg tells more\n");
}

/* The whole of a file, of less than ROOM bytes: its size or an errno. */
static long read_whole(long fd, char *to)
{
	long size = 0, n;

	if (fd < 0)
		return fd;
	while ((n = call(NR_READ, fd, (long)to + size, ROOM - 1 - size, 0, 0)))
		if (n < 0)
			return n;
		else
			size += n;
	to[size] = '\0';
	return size < ROOM - 1 ? size : -EFBIG;
}

static bool starts(const char *text, const char *with)
{
	while (*with)
		if (*text++ != *with++)
			return false;
	return true;
}

/* In a line of /proc/keys: "0000abcd FLAGS ... keyring   NAME: ..." */
static bool is_line_of(const char *line, const char *ring)
{
	static const char type[] = " keyring   ";
	size_t n = length_of(ring);

	for (; *line && *line != '\n'; line++)
		if (starts(line, type) &&
		    starts(line + sizeof(type) - 1, ring) &&
		    line[sizeof(type) - 1 + n] == ':')
			return true;
	return false;
}

static long find_ring(const char *ring)
{
	long err =
		read_whole(call(NR_OPEN, (long)"/proc/keys", 0, 0, 0, 0), keys);

	if (err < 0)
		return err;
	for (const char *p = keys; *p; p++) {
		if (p != keys && p[-1] != '\n')
			continue;
		if (is_line_of(p, ring)) {
			long serial = 0;

			for (; *p != ' '; p++)
				serial = serial * 16 + (*p & 15) +
					 (*p >= 'a') * 9;
			return serial;
		}
	}
	return -ENOKEY;
}

static long add(const char *ring, const char *description)
{
	long serial = find_ring(ring), size = read_whole(0, payload);

	if (serial < 0 || size < 0)
		return serial < 0 ? serial : size;
	return call(NR_ADD_KEY,
		    (long)(starts(ring, ".blacklist") ? "blacklist" :
							"asymmetric"),
		    (long)description, (long)payload, size, serial);
}

/* Entered with the stack that the kernel made: argc, then argv. */
__attribute__((used, noreturn)) static void run(long *stack)
{
	char **argv = (char **)stack + 1;
	long result;

	if (*stack != 2 && *stack != 3) {
		print(2, "usage: addkey KEYRING [DESCRIPTION] <FILE\n");
		call(NR_EXIT, 2, 0, 0, 0, 0);
	}
	result = add(argv[1], *stack == 3 ? argv[2] : "");
	if (result < 0) {
		print_error(result);
		call(NR_EXIT, 1, 0, 0, 0, 0);
	}
	print_number(1, result);
	print(1, "\n");
	call(NR_EXIT, 0, 0, 0, 0, 0);
	__builtin_unreachable();
}

asm(".global _start\n"
    "_start:\n\t"
    "movl %esp, %eax\n\t" /* regparm(3): the first argument */
    "call run");
