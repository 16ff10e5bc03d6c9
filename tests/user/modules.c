/* SPDX-License-Identifier: MIT */
/*
 * Modules: init_module(2), finit_module(2), delete_module(2), and what of them
 * is seen in /proc and /sys. It needs hello.ko, params.ko, exporter.ko,
 * importer.ko, failinit.ko, noexit.ko and refs.ko where modprobe would look
 * for them, and none of them loaded. Mortise's own, as the host's modules are
 * not ours.
 */
#include "test.h"

#include <sys/mman.h>

#define FOLDER "/lib/modules/6.12.0-mortise/kernel/"

static char *image;
static unsigned long image_size;

static void read_image(const char *name)
{
	char path[256];
	struct stat st;
	int fd;

	if (!on_mortise())
		skip("for Mortise only");
	need_root();
	snprintf(path, sizeof(path), FOLDER "%s.ko", name);
	fd = open(path, O_RDONLY);
	REQUIRE(fd >= 0 && !fstat(fd, &st));
	image_size = st.st_size;
	image = malloc(image_size);
	EXPECT_EQ(read(fd, image, image_size), image_size);
	close(fd);
}

static int init_module(const void *data, unsigned long size, const char *args)
{
	return syscall(SYS_init_module, data, size, args);
}

static int finit_module(int fd, const char *args, int flags)
{
	return syscall(SYS_finit_module, fd, args, flags);
}

static int delete_module(const char *name, unsigned flags)
{
	return syscall(SYS_delete_module, name, flags);
}

static int load(const char *name, const char *args)
{
	int result, error;

	read_image(name);
	result = init_module(image, image_size, args);
	error = errno;
	free(image);
	errno = error;
	return result;
}

/* The line of a module in /proc/modules, or "". */
static const char *line_of(const char *name)
{
	static char line[512];
	FILE *file = fopen("/proc/modules", "r");
	size_t length = strlen(name);

	REQUIRE(file);
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, name, length) && line[length] == ' ') {
			fclose(file);
			return line;
		}
	fclose(file);
	return "";
}

static bool is_loaded(const char *name)
{
	return *line_of(name);
}

/* What a file of /sys/module holds, without its newline. */
static const char *attribute(const char *path)
{
	static char full[256], text[4096];
	int fd;
	ssize_t n;

	snprintf(full, sizeof(full), "/sys/module/%s", path);
	fd = open(full, O_RDONLY);
	if (fd < 0)
		return "(none)";
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = 0;
	text[strcspn(text, "\n")] = 0;
	return text;
}

#define EXPECT_TEXT(is, should_be) expect_text(is, should_be, __LINE__)

static void expect_text(const char *is, const char *should_be, int line)
{
	if (strcmp(is, should_be)) {
		say("line %d: \"%s\", expected \"%s\"\n", line, is, should_be);
		test_failed = true;
	}
}

/* ---- init_module ---- */

static void load_and_unload(void)
{
	EXPECT_EQ(load("hello", ""), 0);
	EXPECT(is_loaded("hello"));
	EXPECT_TEXT(attribute("hello/initstate"), "live");
	EXPECT_ERROR(load("hello", ""), EEXIST);
	EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
	EXPECT(!is_loaded("hello"));
	EXPECT(access("/sys/module/hello", F_OK));
	EXPECT_ERROR(delete_module("hello", O_NONBLOCK), ENOENT);
}

static void bad_pointers(void)
{
	char *edge;

	read_image("hello");
	EXPECT_ERROR(init_module(BAD, image_size, ""), EFAULT);
	EXPECT_ERROR(init_module(NULL, image_size, ""), EFAULT);
	EXPECT_ERROR(init_module((void *)0xc0100000u, image_size, ""), EFAULT);
	EXPECT_ERROR(init_module(image, image_size, BAD), EFAULT);
	EXPECT_ERROR(init_module(image, 0xf0000000u, ""), ENOMEM);
	EXPECT_ERROR(delete_module(BAD, O_NONBLOCK), EFAULT);
	/* It ends where nothing is mapped any more. */
	edge = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	REQUIRE(edge != MAP_FAILED && !munmap(edge + 4096, 4096));
	memcpy(edge, image, 4096);
	EXPECT_ERROR(init_module(edge, image_size, ""), EFAULT);
	memset(edge, 'a', 4096);
	EXPECT_ERROR(init_module(image, image_size, edge), EFAULT);
	EXPECT(!is_loaded("hello"));
}

/* A copy of the image @offset bytes into a mapping of its own. */
static char *place_image(int flags, unsigned long offset)
{
	char *map = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE,
			 flags | MAP_ANONYMOUS, -1, 0);

	REQUIRE(map != MAP_FAILED && image_size + offset <= 1 << 20);
	return memcpy(map + offset, image, image_size);
}

/* The kernel need not copy what it can share: nobody may notice. */
static void any_memory(void)
{
	static const int flags[] = { MAP_PRIVATE, MAP_SHARED };
	char *place;

	read_image("hello");
	for (int i = 0; i < 2; i++)
		for (unsigned long offset = 0; offset < 6; offset++) {
			place = place_image(flags[i], 4092 + offset);
			EXPECT_EQ(init_module(place, image_size, ""), 0);
			EXPECT(!memcmp(place, image, image_size));
			memset(place, 'x', image_size);
			EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
			munmap(place - 4092 - offset, 1 << 20);
		}
}

static void mapped_file(void)
{
	int fd = open(FOLDER "hello.ko", O_RDONLY);
	char *map;

	read_image("hello");
	map = mmap(NULL, image_size, PROT_READ, MAP_PRIVATE, fd, 0);
	REQUIRE(fd >= 0 && map != MAP_FAILED);
	EXPECT_EQ(init_module(map, image_size, ""), 0);
	EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
	EXPECT_EQ(mprotect(map, image_size, PROT_NONE), 0);
	EXPECT_ERROR(init_module(map, image_size, ""), EFAULT);
}

static void bad_images(void)
{
	read_image("hello");
	EXPECT_ERROR(init_module(image, 0, ""), ENOEXEC);
	EXPECT_ERROR(init_module(image, 4, ""), ENOEXEC);
	EXPECT_ERROR(init_module(image, image_size / 2, ""), ENOEXEC);
	image[0] = 'X';
	EXPECT_ERROR(init_module(image, image_size, ""), ENOEXEC);
}

static void every_truncation(void)
{
	read_image("hello");
	for (unsigned long size = 0; size < image_size; size += 97)
		EXPECT_ERROR(init_module(image, size, ""), ENOEXEC);
}

static void init_that_fails(void)
{
	EXPECT_ERROR(load("failinit", ""), ENODEV);
	EXPECT(!is_loaded("failinit"));
}

static void unknown_symbol(void)
{
	EXPECT_ERROR(load("importer", ""), ENOENT);
}

static void dependants_hold(void)
{
	EXPECT_EQ(load("exporter", ""), 0);
	EXPECT_EQ(load("importer", ""), 0);
	EXPECT(strstr(line_of("exporter"), " 1 importer, Live "));
	EXPECT_EQ(access("/sys/module/exporter/holders/importer", F_OK), 0);
	EXPECT_TEXT(attribute("exporter/refcnt"), "1");
	EXPECT_ERROR(delete_module("exporter", O_NONBLOCK), EWOULDBLOCK);
	EXPECT_ERROR(delete_module("exporter", O_NONBLOCK | O_TRUNC),
		     EWOULDBLOCK);
	EXPECT_EQ(delete_module("importer", O_NONBLOCK), 0);
	EXPECT_EQ(delete_module("exporter", O_NONBLOCK), 0);
}

/* ---- parameters ---- */

static void parameters(void)
{
	EXPECT_EQ(load("params", "count=0 who=\"you and me\" sizes=7,8 loud"),
		  0);
	EXPECT_TEXT(attribute("params/parameters/who"), "you and me");
	EXPECT_TEXT(attribute("params/parameters/sizes"), "7,8");
	EXPECT_TEXT(attribute("params/parameters/loud"), "Y");
	EXPECT_TEXT(attribute("params/parameters/small"), "42");
	EXPECT_EQ(delete_module("params", O_NONBLOCK), 0);
	EXPECT_ERROR(load("params", "count=many"), EINVAL);
	EXPECT_ERROR(load("params", "small=300"), ERANGE);
	EXPECT_ERROR(load("params", "even=7"), EINVAL);
	EXPECT_ERROR(load("params", "tag=eightplus"), ENOSPC);
	EXPECT_ERROR(load("params", "sizes=1,2,3,4,5"), EINVAL);
	EXPECT(!is_loaded("params"));
}

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY), error;
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	error = errno;
	close(fd);
	errno = error;
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

static void parameters_at_run_time(void)
{
	struct stat st;

	EXPECT_EQ(load("params", "count=0"), 0);
	EXPECT_EQ(put("/sys/module/params/parameters/count", "5\n"), 0);
	EXPECT_TEXT(attribute("params/parameters/count"), "5");
	EXPECT_ERROR(put("/sys/module/params/parameters/count", "x"), EINVAL);
	EXPECT_ERROR(put("/sys/module/params/parameters/even", "3"), EINVAL);
	EXPECT_EQ(put("/sys/module/params/parameters/even", "4"), 0);
	EXPECT_TEXT(attribute("params/parameters/count"), "5");
	EXPECT_EQ(stat("/sys/module/params/parameters/count", &st), 0);
	EXPECT_EQ(st.st_mode, S_IFREG | 0644);
	EXPECT_EQ(stat("/sys/module/params/parameters/who", &st), 0);
	EXPECT_EQ(st.st_mode, S_IFREG | 0444);
	EXPECT_EQ(delete_module("params", O_NONBLOCK), 0);
}

/* ---- finit_module ---- */

static void by_descriptor(void)
{
	int fd, other, ends[2];

	read_image("hello");
	fd = open(FOLDER "hello.ko", O_RDONLY);
	REQUIRE(fd >= 0);
	EXPECT_EQ(finit_module(fd, "", 0), 0);
	EXPECT_ERROR(finit_module(fd, "", 0), EEXIST);
	EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
	EXPECT_EQ(finit_module(fd, "", 3), 0);
	EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
	EXPECT_ERROR(finit_module(fd, "", 8), EINVAL);
	EXPECT_ERROR(finit_module(fd, "", -1), EINVAL);
	EXPECT_ERROR(finit_module(fd, BAD, 0), EFAULT);
	EXPECT_ERROR(finit_module(-1, "", 0), EBADF);
	EXPECT_ERROR(finit_module(99, "", 0), EBADF);
	EXPECT_ERROR(finit_module(open("/", O_RDONLY), "", 0), EINVAL);
	REQUIRE(!pipe(ends));
	EXPECT_ERROR(finit_module(ends[0], "", 0), EINVAL);
	EXPECT_ERROR(finit_module(open("/dev/null", O_RDONLY), "", 0), EINVAL);
	EXPECT_ERROR(finit_module(open(FOLDER "hello.ko", O_PATH), "", 0),
		     EBADF);
	other = open("copy.ko", O_WRONLY | O_CREAT, 0600);
	EXPECT_ERROR(finit_module(other, "", 0), EBADF);
	EXPECT_EQ(write(other, image, image_size), image_size);
	EXPECT_ERROR(finit_module(open("copy.ko", O_RDONLY), "", 0), ETXTBSY);
	EXPECT_ERROR(finit_module(open("copy.ko", O_RDWR), "", 0), ETXTBSY);
	close(other);
	other = open("empty.ko", O_RDONLY | O_CREAT, 0600);
	EXPECT_ERROR(finit_module(other, "", 0), EINVAL);
	EXPECT(!is_loaded("hello"));
}

/* ---- delete_module ---- */

static void delete_errors(void)
{
	char name[100];

	read_image("hello");
	EXPECT_ERROR(delete_module("", O_NONBLOCK), ENOENT);
	memset(name, 'n', sizeof(name));
	name[99] = 0;
	EXPECT_ERROR(delete_module(name, O_NONBLOCK), ENOENT);
}

static void no_exit(void)
{
	EXPECT_EQ(load("noexit", ""), 0);
	EXPECT(strstr(line_of("noexit"), "[permanent]"));
	EXPECT_ERROR(delete_module("noexit", O_NONBLOCK), EBUSY);
	EXPECT_EQ(delete_module("noexit", O_NONBLOCK | O_TRUNC), 0);
	EXPECT(!is_loaded("noexit"));
}

/* ---- privilege ---- */

static void without(void)
{
	EXPECT_EQ(setresuid(65534, 65534, 65534), 0);
	EXPECT_ERROR(init_module(image, image_size, ""), EPERM);
	EXPECT_ERROR(init_module(BAD, image_size, ""), EPERM);
	EXPECT_ERROR(finit_module(-1, "", 0), EPERM);
	EXPECT_ERROR(delete_module("hello", O_NONBLOCK), EPERM);
	EXPECT(strstr(line_of("hello"), " 0x00000000"));
	EXPECT_TEXT(attribute("hello/sections/.text"), "(none)");
}

static void privilege(void)
{
	EXPECT_EQ(load("hello", ""), 0);
	EXPECT(!strstr(line_of("hello"), " 0x00000000"));
	EXPECT_CHILD(without);
	EXPECT_EQ(delete_module("hello", O_NONBLOCK), 0);
}

static const struct test_case cases[] = {
	CASE(load_and_unload),
	CASE(bad_pointers),
	CASE(any_memory),
	CASE(mapped_file),
	CASE(bad_images),
	CASE(every_truncation),
	CASE(init_that_fails),
	CASE(unknown_symbol),
	CASE(dependants_hold),
	CASE(parameters),
	CASE(parameters_at_run_time),
	CASE(by_descriptor),
	CASE(delete_errors),
	CASE(no_exit),
	CASE(privilege),
};

SUITE(modules, cases)
