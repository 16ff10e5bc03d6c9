/* SPDX-License-Identifier: MIT */
/*
 * Keys: add_key(2), request_key(2) and keyctl(2) on the kernel's own keyrings,
 * which /proc/keys lists for root.
 */
#include "test.h"

enum { GET_KEYRING_ID = 0, DESCRIBE = 6, LINK = 8, SEARCH = 10, READ = 11 };

static long add_key(const char *type, const char *description, const void *data,
		    size_t size, int ring)
{
	return syscall(SYS_add_key, type, description, data, size, ring);
}

static long keyctl(int operation, long a, const void *b, const void *c, long d)
{
	return syscall(SYS_keyctl, operation, a, b, c, d);
}

/* The serial number of one of the kernel's keyrings. */
static int ring(const char *name)
{
	char line[1024], found[256];
	FILE *file = fopen("/proc/keys", "r");
	unsigned int serial;

	need_root();
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "%x %*s %*s %*s %*s %*s %*s keyring %255[^:]",
			   &serial, found) == 2 &&
		    !strcmp(found, name)) {
			fclose(file);
			return serial;
		}
	if (file)
		fclose(file);
	if (on_mortise())
		REQUIRE(!"the keyring is in /proc/keys");
	skip("this system has no such keyring");
	return 0;
}

static void types(void)
{
	int to = ring(".secondary_trusted_keys");

	EXPECT_ERROR(add_key("nosuchtype", "x", "y", 1, to), ENODEV);
	EXPECT_ERROR(add_key("user", "x", "y", 1, to), EOPNOTSUPP);
	EXPECT_ERROR(add_key(BAD, "x", "y", 1, to), EFAULT);
	EXPECT_ERROR(add_key("", "x", "y", 1, to), EINVAL);
	EXPECT_ERROR(add_key("01234567890123456789012345678901", "x", "y", 1,
			     to),
		     EINVAL);
	EXPECT_ERROR(add_key(".user", "x", "y", 1, to), EPERM);
	EXPECT_ERROR(add_key("keyring", ".x", NULL, 0, to), EPERM);
	EXPECT_ERROR(add_key("user", "", "y", 1, to), EINVAL);
}

static void payloads(void)
{
	int to = ring(".secondary_trusted_keys");

	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, to), EBADMSG);
	EXPECT_ERROR(add_key("asymmetric", "", NULL, 0, to), EBADMSG);
	EXPECT_ERROR(add_key("asymmetric", "", BAD, 4, to), EFAULT);
	EXPECT_ERROR(add_key("asymmetric", BAD, "junk", 4, to), EFAULT);
	EXPECT_ERROR(add_key("asymmetric", "", "junk", 1 << 20, to), EINVAL);
}

static void places(void)
{
	int builtin = ring(".builtin_trusted_keys");

	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, builtin), EACCES);
	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, 0), EINVAL);
	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, 0x7ffffff0), ENOKEY);
	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, -9), EINVAL);
}

static void requests(void)
{
	EXPECT_ERROR(syscall(SYS_request_key, "keyring", ".none", NULL, 0),
		     ENOKEY);
	EXPECT_ERROR(syscall(SYS_request_key, BAD, "x", NULL, 0), EFAULT);
	EXPECT_ERROR(syscall(SYS_request_key, "user", BAD, NULL, 0), EFAULT);
}

static void described(void)
{
	static const char text[] = "keyring;0;0;1f0b0000;.builtin_trusted_keys";
	int id = ring(".builtin_trusted_keys");
	char buf[256] = "";

	EXPECT_EQ(keyctl(DESCRIBE, id, NULL, NULL, 0), sizeof(text));
	EXPECT_EQ(keyctl(DESCRIBE, id, buf, (void *)8, 0), sizeof(text));
	EXPECT_EQ(buf[0], 0);
	EXPECT_EQ(keyctl(DESCRIBE, id, buf, (void *)sizeof(buf), 0),
		  sizeof(text));
	EXPECT(!strcmp(buf, text));
	EXPECT_ERROR(keyctl(DESCRIBE, id, BAD, (void *)256, 0), EFAULT);
	EXPECT_ERROR(keyctl(DESCRIBE, 0x7ffffff0, NULL, NULL, 0), ENOKEY);
	EXPECT_ERROR(keyctl(999, id, NULL, NULL, 0), EOPNOTSUPP);
}

static void listed(void)
{
	int secondary = ring(".secondary_trusted_keys");
	int builtin = ring(".builtin_trusted_keys"), list[256];
	long size = keyctl(READ, secondary, NULL, NULL, 0);
	bool found = false;

	EXPECT(size >= 4 && size % 4 == 0);
	EXPECT_EQ(keyctl(READ, secondary, list, (void *)sizeof(list), 0), size);
	for (int i = 0; i < size / 4; i++)
		found |= list[i] == builtin;
	EXPECT(found);
	EXPECT_ERROR(keyctl(READ, secondary, BAD, (void *)256, 0), EFAULT);
	EXPECT_EQ(keyctl(SEARCH, secondary, "keyring", ".builtin_trusted_keys",
			 0),
		  builtin);
	EXPECT_ERROR(keyctl(SEARCH, secondary, "asymmetric", "nobody's", 0),
		     ENOKEY);
	EXPECT_EQ(keyctl(GET_KEYRING_ID, builtin, NULL, NULL, 0), builtin);
}

static void unprivileged(void)
{
	int secondary = ring(".secondary_trusted_keys");

	REQUIRE(!setresuid(65534, 65534, 65534));
	EXPECT_ERROR(add_key("asymmetric", "", "junk", 4, secondary), EACCES);
	EXPECT_ERROR(keyctl(DESCRIBE, secondary, NULL, NULL, 0), EACCES);
	EXPECT_ERROR(keyctl(READ, secondary, NULL, NULL, 0), EACCES);
}

/* clang-format off */
static const struct test_case cases[] = {
	CASE(types),
	CASE(payloads),
	CASE(places),
	CASE(requests),
	CASE(described),
	CASE(listed),
	CASE(unprivileged),
};
/* clang-format on */

SUITE(keys, cases)
