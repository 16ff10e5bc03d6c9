/* SPDX-License-Identifier: MIT */
/* A thousand modules at once, all of which use the same one. */
#include "helper.h"

#define COUNT 1000

static unsigned long before;

static int load_member(unsigned int i)
{
	const struct initramfs_file *file;
	char path[64];

	snprintf(path, sizeof(path), "tests/many/member_%04u.ko", i);
	file = initramfs_find(path);
	return file ? load_module(file->data, file->size, path, "", 0) :
		      -ENOENT;
}

static struct module *member(unsigned int i)
{
	char name[MODULE_NAME_LEN];

	snprintf(name, sizeof(name), "member_%04u", i);
	return find_module(name);
}

static void all_load(void)
{
	before = frames_free_count();
	EXPECT_EQ(load_by_name("chain_a", ""), 0);
	for (unsigned int i = 0; i < COUNT; i++)
		if (!EXPECT_EQ(load_member(i), 0))
			return;
	EXPECT_EQ(module_refcount(find_module("chain_a")), COUNT);
}

static void each_is_found(void)
{
	for (unsigned int i = 0; i < COUNT; i += 37) {
		struct module *mod = member(i);
		char text[128];

		if (!EXPECT(mod))
			return;
		EXPECT(__module_address((unsigned long)mod->exit) == mod);
		snprintf(text, sizeof(text), "%pS", mod->exit);
		EXPECT(strstr(text, mod->name));
	}
	EXPECT_EQ(load_member(500), -EEXIST);
	EXPECT_EQ(unload("chain_a"), -EWOULDBLOCK);
}

/* In an order that is neither the first's nor the last's. */
static void all_unload(void)
{
	for (unsigned int i = 0; i < COUNT; i++) {
		struct module *mod = member(i * 7 % COUNT);

		if (!EXPECT(mod) || !EXPECT_EQ(unload(mod->name), 0))
			return;
	}
	EXPECT_EQ(unload("chain_a"), 0);
	EXPECT_EQ(frames_free_count(), before);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(all_load),
	KTAP_CASE(each_is_found),
	KTAP_CASE(all_unload),
};

KTAP_SUITE(many_test, cases);
