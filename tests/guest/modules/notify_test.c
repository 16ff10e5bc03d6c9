/* SPDX-License-Identifier: MIT */
/* Module notifiers: who is told of what, in which order, and the veto. */
#include "helper.h"

static char story[256];
static int veto_by_second;

static void tell(char who, unsigned long state, const struct module *mod)
{
	static const char letters[] = {
		[MODULE_STATE_LIVE] = 'L',
		[MODULE_STATE_COMING] = 'C',
		[MODULE_STATE_GOING] = 'G',
	};
	size_t n = strlen(story);

	scnprintf(story + n, sizeof(story) - n, "%c%c%s ", who, letters[state],
		  mod->state == state ? "" : "?");
}

static int first_told(struct notifier_block *nb, unsigned long state,
		      void *data)
{
	tell('1', state, data);
	return NOTIFY_OK;
}

static int second_told(struct notifier_block *nb, unsigned long state,
		       void *data)
{
	tell('2', state, data);
	return state == MODULE_STATE_COMING ? veto_by_second : NOTIFY_DONE;
}

static struct notifier_block first = {
	.notifier_call = first_told,
	.priority = 10,
};
static struct notifier_block second = { .notifier_call = second_told };

static void listen(int veto)
{
	story[0] = '\0';
	veto_by_second = veto;
	EXPECT_EQ(register_module_notifier(&second), 0);
	EXPECT_EQ(register_module_notifier(&first), 0);
}

static void expect_story(const char *expected)
{
	EXPECT_EQ(unregister_module_notifier(&first), 0);
	EXPECT_EQ(unregister_module_notifier(&second), 0);
	if (!EXPECT(!strcmp(story, expected)))
		ktap_say("  # told \"%s\", expected \"%s\"", story, expected);
}

static void each_state_by_priority(void)
{
	listen(NOTIFY_DONE);
	EXPECT_EQ(load_by_name("plain", ""), 0);
	EXPECT_EQ(unload("plain"), 0);
	expect_story("1C 2C 1L 2L 1G 2G ");
}

static void a_veto_refuses_with_its_errno(void)
{
	unsigned long before = frames_free_count();

	listen(notifier_from_errno(-EROFS));
	EXPECT_EQ(load_by_name("plain", ""), -EROFS);
	/* Who had been told that it comes is told that it goes. */
	EXPECT(strstarts(story, "1C 2C 1G"));
	EXPECT(!find_module("plain"));
	EXPECT_EQ(unregister_module_notifier(&first), 0);
	EXPECT_EQ(unregister_module_notifier(&second), 0);
	EXPECT_EQ(frames_free_count(), before);
}

static void notify_bad_is_eperm(void)
{
	listen(NOTIFY_BAD);
	EXPECT_EQ(load_by_name("plain", ""), -EPERM);
	EXPECT_EQ(unregister_module_notifier(&first), 0);
	EXPECT_EQ(unregister_module_notifier(&second), 0);
}

static void a_failed_init_goes(void)
{
	listen(NOTIFY_DONE);
	EXPECT_EQ(load_by_name("slow", "ms=0 result=-5"), -EIO);
	expect_story("1C 2C 1G 2G ");
}

static void a_refused_file_is_not_heard_of(void)
{
	listen(NOTIFY_DONE);
	EXPECT_EQ(load_module("nonsense", 8, "nonsense", "", 0), -ENOEXEC);
	expect_story("");
}

static void registering_twice_is_eexist(void)
{
	EXPECT_EQ(register_module_notifier(&first), 0);
	EXPECT_EQ(register_module_notifier(&first), -EEXIST);
	EXPECT_EQ(unregister_module_notifier(&first), 0);
	EXPECT_EQ(unregister_module_notifier(&first), -ENOENT);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(each_state_by_priority),
	KTAP_CASE(a_veto_refuses_with_its_errno),
	KTAP_CASE(notify_bad_is_eperm),
	KTAP_CASE(a_failed_init_goes),
	KTAP_CASE(a_refused_file_is_not_heard_of),
	KTAP_CASE(registering_twice_is_eexist),
};

KTAP_SUITE(notify_test, cases);
