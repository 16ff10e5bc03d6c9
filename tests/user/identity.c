/* SPDX-License-Identifier: MIT */
/*
 * Who a process is and what it may: setresuid(2), setresgid(2), setgroups(2),
 * capget(2), capset(2), prctl(2), set-user-ID programs, credentials(7),
 * capabilities(7).
 */
#include "test.h"

#include <grp.h>
#include <linux/capability.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>

static char self[4096];

static int get_caps(struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3,
						 0 };

	return syscall(SYS_capget, &head, data);
}

static int set_caps(struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3,
						 0 };

	return syscall(SYS_capset, &head, data);
}

static bool has_cap(int cap)
{
	struct __user_cap_data_struct data[2] = { { 0 } };

	get_caps(data);
	return data[cap / 32].effective >> cap % 32 & 1;
}

static void ids_are_told(void)
{
	uid_t r, e, s;
	gid_t groups[64];
	int count = getgroups(64, groups);

	EXPECT_EQ(getresuid(&r, &e, &s), 0);
	EXPECT_EQ(r, getuid());
	EXPECT_EQ(e, geteuid());
	EXPECT_EQ(getresgid(&r, &e, &s), 0);
	EXPECT_EQ(r, getgid());
	EXPECT_EQ(e, getegid());
	EXPECT(count >= 0);
	EXPECT_EQ(getgroups(0, NULL), count);
	EXPECT_ERROR(getgroups(-1, groups), EINVAL);
	EXPECT_ERROR(syscall(SYS_getresuid32, BAD, BAD, BAD), EFAULT);
}

static void without_privilege(void)
{
	if (!geteuid()) {
		EXPECT_EQ(setresgid(65534, 65534, 65534), 0);
		EXPECT_EQ(setresuid(65534, 65534, 65534), 0);
	}
	EXPECT_ERROR(setuid(0), EPERM);
	EXPECT_ERROR(seteuid(0), EPERM);
	EXPECT_ERROR(setgid(0), EPERM);
	EXPECT_ERROR(setresuid(0, -1, -1), EPERM);
	EXPECT_ERROR(setreuid(-1, 0), EPERM);
	EXPECT_ERROR(setgroups(0, NULL), EPERM);
	EXPECT_ERROR(sethostname("x", 1), EPERM);
	EXPECT_EQ(setuid(getuid()), 0);
	EXPECT_EQ(setresuid(-1, -1, -1), 0);
	EXPECT(!has_cap(CAP_SYS_MODULE));
	EXPECT(!has_cap(CAP_DAC_OVERRIDE));
	EXPECT_ERROR(syscall(SYS_reboot, 0xfee1dead, 672274793, 0x89abcdef, 0),
		     EPERM);
}

static void root_may_change(void)
{
	uid_t r, e, s;

	need_root();
	EXPECT_EQ(setresuid(10, 20, 30), 0);
	getresuid(&r, &e, &s);
	EXPECT(r == 10 && e == 20 && s == 30);
	EXPECT_EQ(seteuid(30), 0);
	EXPECT_EQ(geteuid(), 30);
	EXPECT_EQ(seteuid(10), 0);
	EXPECT_ERROR(seteuid(20), EPERM);
	EXPECT_ERROR(setuid(40), EPERM);
}

static void setuid_drops_for_good(void)
{
	uid_t r, e, s;

	need_root();
	EXPECT_EQ(setgid(1000), 0);
	EXPECT_EQ(setuid(1000), 0);
	getresuid(&r, &e, &s);
	EXPECT(r == 1000 && e == 1000 && s == 1000);
	EXPECT_ERROR(setuid(0), EPERM);
}

static void seteuid_and_back(void)
{
	need_root();
	EXPECT(has_cap(CAP_SYS_MODULE));
	EXPECT_EQ(seteuid(1000), 0);
	EXPECT(!has_cap(CAP_SYS_MODULE));
	EXPECT_EQ(seteuid(0), 0);
	EXPECT(has_cap(CAP_SYS_MODULE));
}

static void groups(void)
{
	gid_t list[] = { 7, 8, 9 }, got[4];

	need_root();
	EXPECT_EQ(setgroups(3, list), 0);
	EXPECT_EQ(getgroups(4, got), 3);
	EXPECT(got[0] == 7 && got[2] == 9);
	EXPECT_ERROR(getgroups(2, got), EINVAL);
	EXPECT_ERROR(setgroups(65537, list), EINVAL);
	close(open("f", O_RDWR | O_CREAT, 0600));
	EXPECT_EQ(chown("f", 0, 8), 0);
	EXPECT_EQ(chmod("f", 0040), 0);
	EXPECT_EQ(chmod(".", 0755), 0);
	EXPECT_EQ(setresuid(1000, 1000, 1000), 0);
	EXPECT(open("f", O_RDONLY) >= 0); /* by a supplementary group */
	EXPECT_ERROR(open("f", O_WRONLY), EACCES);
}

static void fs_ids(void)
{
	need_root();
	close(open("f", O_RDWR | O_CREAT, 0600));
	EXPECT_EQ(setfsuid(1000), 0);
	EXPECT_EQ(setfsuid(-1), 1000);
	EXPECT_ERROR(open("f", O_RDONLY), EACCES);
	EXPECT_EQ(setfsuid(0), 1000);
	EXPECT(open("f", O_RDONLY) >= 0);
}

static void capget_and_capset(void)
{
	struct __user_cap_header_struct head = { 0, 0 };
	struct __user_cap_data_struct data[2];

	EXPECT_ERROR(syscall(SYS_capget, &head, data), EINVAL);
	EXPECT_EQ(head.version, _LINUX_CAPABILITY_VERSION_3);
	EXPECT_EQ(syscall(SYS_capget, &(struct __user_cap_header_struct){ 0 },
			  NULL),
		  0);
	head.pid = 0x3fffffff;
	EXPECT_ERROR(syscall(SYS_capget, &head, data), ESRCH);
	EXPECT_ERROR(syscall(SYS_capget, BAD, data), EFAULT);
	EXPECT_EQ(get_caps(data), 0);
	EXPECT_EQ(set_caps(data), 0); /* as it is */
	if (geteuid()) {
		data[0].effective = data[0].permitted = 1 << CAP_SYS_MODULE;
		EXPECT_ERROR(set_caps(data), EPERM);
	}
}

static void one_capability_less(void)
{
	struct __user_cap_data_struct data[2];

	need_root();
	close(open("f", O_RDWR | O_CREAT, 0600));
	EXPECT_EQ(chown("f", 5, 5), 0);
	EXPECT_EQ(get_caps(data), 0);
	data[0].effective &= ~(1 << CAP_CHOWN);
	EXPECT_EQ(set_caps(data), 0);
	EXPECT_ERROR(chown("f", 6, 6), EPERM);
	data[0].permitted &= ~(1 << CAP_CHOWN);
	EXPECT_EQ(set_caps(data), 0);
	data[0].permitted |= 1 << CAP_CHOWN;
	EXPECT_ERROR(set_caps(data), EPERM);
}

static void keep_caps(void)
{
	struct __user_cap_data_struct data[2];

	need_root();
	EXPECT_EQ(prctl(PR_SET_KEEPCAPS, 1), 0);
	EXPECT_EQ(prctl(PR_GET_KEEPCAPS), 1);
	EXPECT_EQ(setresuid(1000, 1000, 1000), 0);
	EXPECT(!has_cap(CAP_KILL));
	EXPECT_EQ(get_caps(data), 0);
	EXPECT(data[0].permitted & 1 << CAP_KILL);
	data[0].effective = data[0].permitted;
	EXPECT_EQ(set_caps(data), 0);
	EXPECT(has_cap(CAP_KILL));
	EXPECT_ERROR(prctl(PR_SET_KEEPCAPS, 2), EINVAL);
}

static void bounding_set(void)
{
	char *argv[] = { self, "--cap", NULL };

	EXPECT_EQ(prctl(PR_CAPBSET_READ, 999), -1);
	EXPECT_EQ(errno, EINVAL);
	if (geteuid()) {
		EXPECT_ERROR(prctl(PR_CAPBSET_DROP, CAP_KILL), EPERM);
		return;
	}
	EXPECT_EQ(prctl(PR_CAPBSET_READ, CAP_SYS_MODULE), 1);
	EXPECT_EQ(prctl(PR_CAPBSET_DROP, CAP_SYS_MODULE), 0);
	EXPECT_EQ(prctl(PR_CAPBSET_READ, CAP_SYS_MODULE), 0);
	EXPECT(has_cap(CAP_SYS_MODULE)); /* until the next program */
	fflush(stdout);
	execv(self, argv);
	EXPECT(!"execv");
}

static void no_new_privileges(void)
{
	EXPECT_EQ(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 0);
	EXPECT_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
	EXPECT_EQ(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1);
	EXPECT_ERROR(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), EINVAL);
}

/* A copy of this program in the working folder. */
static void copy_self(const char *name)
{
	static char buf[65536];
	int in = open(self, O_RDONLY);
	int out = open(name, O_WRONLY | O_CREAT, 0755);
	ssize_t n;

	REQUIRE(in >= 0 && out >= 0);
	while ((n = read(in, buf, sizeof(buf))) > 0)
		EXPECT_EQ(write(out, buf, n), n);
	close(in);
	close(out);
}

static void run_copy(void)
{
	char *argv[] = { "copy", "--ids", NULL };

	EXPECT_EQ(setresgid(1000, 1000, 1000), 0);
	EXPECT_EQ(setresuid(1000, 1000, 1000), 0);
	execv("copy", argv);
	EXPECT(!"execv");
}

static void set_user_id_program(void)
{
	need_root();
	EXPECT_EQ(chmod(".", 0755), 0);
	copy_self("copy");
	EXPECT_EQ(chown("copy", 4000, 5000), 0);
	EXPECT_EQ(chmod("copy", 06755), 0);
	EXPECT_EQ(status_of(run_copy), 42 << 8);
}

static const struct test_case cases[] = {
	CASE(ids_are_told),
	CASE(without_privilege),
	CASE(root_may_change),
	CASE(setuid_drops_for_good),
	CASE(seteuid_and_back),
	CASE(groups),
	CASE(fs_ids),
	CASE(capget_and_capset),
	CASE(one_capability_less),
	CASE(keep_caps),
	CASE(bounding_set),
	CASE(no_new_privileges),
	CASE(set_user_id_program),
};

int main(int argc, char **argv)
{
	uid_t r, e, s;

	if (argc > 1 && !strcmp(argv[1], "--cap"))
		return has_cap(CAP_SYS_MODULE);
	if (argc > 1 && !strcmp(argv[1], "--ids")) {
		getresuid(&r, &e, &s);
		return r == 1000 && e == 4000 && s == 4000 &&
				       getegid() == 5000 && getgid() == 1000 ?
			       42 :
			       1;
	}
	if (!realpath(argv[0], self))
		return 1;
	return run_suite("identity", cases, COUNT(cases), argv + 1);
}
