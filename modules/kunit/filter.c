/* SPDX-License-Identifier: MIT */
/*
 * Which suites and cases of a module are run: kunit.filter_glob picks them by
 * name, kunit.filter by attribute ("speed>slow, module!=foo"). A module's
 * suites are copied, since what is left of them differs.
 */
#include <linux/err.h>
#include <linux/glob.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kunit.h"

static char *action;
module_param(action, charp, 0400);
MODULE_PARM_DESC(
	action,
	"What to do: run the tests (the default), 'list' them, or 'list_attr': with attributes");

static char *filter_glob;
module_param(filter_glob, charp, 0600);
MODULE_PARM_DESC(filter_glob,
		 "Which suites and tests to run, e.g. list* or list*.*del_test");

static char *filter;
module_param(filter, charp, 0600);
MODULE_PARM_DESC(filter, "Which to run by their attributes, e.g. speed>slow");

static char *filter_action;
module_param(filter_action, charp, 0600);
MODULE_PARM_DESC(filter_action,
		 "'skip': what kunit.filter leaves out is shown as skipped");

/* The suites of a module. */
struct selection {
	struct list_head list;
	struct module *mod;
	int count;
	struct kunit_suite *suites[];
};

static LIST_HEAD(selections);

/* A suite's copy; kfree() of its first member frees it. */
struct copy {
	struct kunit_suite suite;
	struct kunit_case cases[];
};

/* --- Attributes: numbers, or strings where there are no words for them */

struct attr {
	const char *name;
	long (*of_suite)(const struct kunit_suite *suite);
	long (*of_case)(const struct kunit_case *test_case);
	long by_default;
	const char *const *words;
	int word_count;
	bool shown_of_cases;
};

static long suite_speed(const struct kunit_suite *suite)
{
	return suite->attr.speed;
}

static long case_speed(const struct kunit_case *test_case)
{
	return test_case->attr.speed;
}

static long suite_module(const struct kunit_suite *suite)
{
	return (long)(suite->test_cases->module_name ?: "");
}

static long case_module(const struct kunit_case *test_case)
{
	return (long)test_case->module_name;
}

static long suite_is_init(const struct kunit_suite *suite)
{
	return suite->is_init;
}

static long case_is_init(const struct kunit_case *test_case)
{
	return 0; /* its suite's */
}

static const char *const speeds[] = { "unset", "very_slow", "slow", "normal" };
static const char *const bools[] = { "false", "true" };

static const struct attr attrs[] = {
	{ .name = "speed",
	  .of_suite = suite_speed,
	  .of_case = case_speed,
	  .by_default = KUNIT_SPEED_NORMAL,
	  .words = speeds,
	  .word_count = ARRAY_SIZE(speeds),
	  .shown_of_cases = true },
	{ .name = "module",
	  .of_suite = suite_module,
	  .of_case = case_module,
	  .by_default = (long)"" },
	{ .name = "is_init",
	  .of_suite = suite_is_init,
	  .of_case = case_is_init,
	  .words = bools,
	  .word_count = ARRAY_SIZE(bools) },
};

void kunit_print_attr(struct kunit_suite *suite, struct kunit_case *test_case,
		      unsigned int level)
{
	for (u32 i = 0; i < ARRAY_SIZE(attrs); i++) {
		const struct attr *a = &attrs[i];
		long value = test_case ? a->of_case(test_case) :
					 a->of_suite(suite);
		const char *text = a->words ? a->words[value] : (char *)value;

		if (!value || (test_case && !a->shown_of_cases))
			continue;
		if (test_case)
			kunit_log(KERN_INFO, test_case, "%*s# %s.%s: %s",
				  (int)level * KUNIT_INDENT_LEN, "",
				  test_case->name, a->name, text);
		else
			kunit_log(KERN_INFO, suite, "%*s# %s: %s",
				  (int)level * KUNIT_INDENT_LEN, "", a->name,
				  text);
	}
}

/* --- Conditions on them */

#define LESS 1
#define EQUAL 2
#define MORE 4

struct condition {
	const struct attr *attr;
	int accepts; /* LESS | EQUAL | MORE */
	long value;
};

static int refuse(const char *what, const char *text)
{
	pr_err("kunit executor: %s: %s\n", what, text);
	return -EINVAL;
}

static const struct attr *find_attr(const char *name, size_t len)
{
	for (u32 i = 0; i < ARRAY_SIZE(attrs); i++)
		if (strlen(attrs[i].name) == len &&
		    !strncmp(attrs[i].name, name, len))
			return &attrs[i];
	return NULL;
}

/* The operator that @text begins with: what it accepts; 0: none. */
static int read_operator(const char *text, size_t *len)
{
	static const struct {
		const char *text;
		int accepts;
	} operators[] = {
		{ "<=", LESS | EQUAL }, { ">=", MORE | EQUAL },
		{ "!=", LESS | MORE },	{ "<", LESS },
		{ ">", MORE },		{ "=", EQUAL },
	};

	for (u32 i = 0; i < ARRAY_SIZE(operators); i++) {
		*len = strlen(operators[i].text);
		if (!strncmp(text, operators[i].text, *len))
			return operators[i].accepts;
	}
	return 0;
}

/* "speed>slow". 0 or -EINVAL, which is told. */
static int read_condition(const char *text, struct condition *c)
{
	size_t len = strcspn(text, "<>!=");
	const char *op = text + len, *value;
	int word;

	if (!len || !*op)
		return refuse("filter operation not found", text);
	c->attr = find_attr(text, len);
	if (!c->attr)
		return refuse("attribute not found", text);
	c->accepts = read_operator(op, &len);
	if (!c->accepts || (!c->attr->words && strchr("<>", *op)))
		return refuse("invalid filter operation", op);
	value = op + len;
	if (!*value)
		return refuse("filter value not found", op);
	if (!c->attr->words) {
		c->value = (long)value;
		return 0;
	}
	word = match_string(c->attr->words, c->attr->word_count, value);
	if (word < 0)
		return refuse("invalid filter input", op);
	c->value = word;
	return 0;
}

static bool holds(const struct condition *c, const struct kunit_suite *suite,
		  const struct kunit_case *test_case)
{
	long value = c->attr->of_case(test_case)      ?:
			     c->attr->of_suite(suite) ?:
							c->attr->by_default;
	int order;

	if (c->attr->words)
		order = value < c->value ? -1 : value > c->value;
	else
		order = strcmp((char *)value, (char *)c->value);
	return c->accepts & (order < 0 ? LESS : order > 0 ? MORE : EQUAL);
}

/* --- Selecting */

static int copy_cases(struct copy *copy, const char *glob)
{
	struct kunit_case *from, *to = copy->cases;

	kunit_suite_for_each_test_case(&copy->suite, from)
		if (glob_match(glob, from->name))
			*to++ = *from;
	memset(to, 0, sizeof(*to));
	copy->suite.test_cases = copy->cases;
	return to - copy->cases;
}

static int keep_cases(struct kunit_suite *suite, const struct condition *c)
{
	bool skip = filter_action && !strcmp(filter_action, "skip");
	struct kunit_case *from, *to = suite->test_cases;

	kunit_suite_for_each_test_case(suite, from) {
		bool kept = holds(c, suite, from);

		if (!kept && skip)
			from->status = KUNIT_SKIPPED;
		if (kept || skip)
			*to++ = *from;
	}
	memset(to, 0, sizeof(*to));
	return to - suite->test_cases;
}

/* The number of cases that all conditions of kunit.filter leave, or -errno. */
static int filter_cases(struct kunit_suite *suite, int count)
{
	char *text = kstrdup(filter, GFP_KERNEL), *rest = text, *word;
	struct condition c;
	int err = text ? 0 : -ENOMEM;

	while (!err && count && (word = strsep(&rest, ","))) {
		word = skip_spaces(word);
		if (!*word)
			continue;
		err = read_condition(word, &c);
		if (!err)
			count = keep_cases(suite, &c);
	}
	kfree(text);
	return err ?: count;
}

/* A copy with the cases that are to run; NULL: there are none; ERR_PTR. */
static struct kunit_suite *select_cases(struct kunit_suite *suite, bool is_init,
					const char *glob)
{
	size_t n = kunit_suite_num_test_cases(suite) + 1;
	struct copy *copy = kzalloc(struct_size(copy, cases, n), GFP_KERNEL);
	int count;

	if (!copy)
		return ERR_PTR(-ENOMEM);
	memcpy(&copy->suite, suite, sizeof(*suite));
	copy->suite.is_init = is_init;
	count = copy_cases(copy, glob);
	if (count && filter)
		count = filter_cases(&copy->suite, count);
	if (count > 0)
		return &copy->suite;
	kfree(copy);
	return ERR_PTR(count);
}

static int select_suites(struct selection *s, struct kunit_suite **suites,
			 unsigned int count, bool is_init)
{
	const char *glob = filter_glob ?: "*.*";
	const char *dot = strchrnul(glob, '.');
	char *suite_glob = kstrndup(glob, dot - glob, GFP_KERNEL);
	int err = suite_glob ? 0 : -ENOMEM;

	for (unsigned int i = 0; !err && i < count; i++) {
		struct kunit_suite *suite;

		if (!glob_match(suite_glob, suites[i]->name))
			continue;
		suite = select_cases(suites[i], is_init, *dot ? dot + 1 : "*");
		if (IS_ERR(suite))
			err = PTR_ERR(suite);
		else if (suite)
			s->suites[s->count++] = suite;
	}
	kfree(suite_glob);
	return err;
}

static void free_selection(struct selection *s)
{
	for (int i = 0; i < s->count; i++)
		kfree(s->suites[i]);
	kfree(s);
}

/* --- Modules */

static void list_tests(const struct selection *s, bool with_attributes)
{
	struct kunit_case *test_case;

	pr_info("KTAP version 1\n");
	for (int i = 0; i < s->count; i++) {
		struct kunit_suite *suite = s->suites[i];

		pr_info("%s\n", suite->name);
		if (with_attributes)
			kunit_print_attr(suite, NULL, 0);
		kunit_suite_for_each_test_case(suite, test_case) {
			pr_info("%s.%s\n", suite->name, test_case->name);
			if (with_attributes)
				kunit_print_attr(suite, test_case, 0);
		}
	}
}

static void act_on(struct selection *s)
{
	if (action && !strcmp(action, "list")) {
		list_tests(s, false);
	} else if (action && !strcmp(action, "list_attr")) {
		list_tests(s, true);
	} else if (action) {
		pr_err("kunit: unknown action '%s'\n", action);
	} else if (s->count) {
		pr_info("KTAP version 1\n");
		pr_info("1..%d\n", s->count);
		__kunit_test_suites_init(s->suites, s->count);
	}
}

void kunit_module_init(struct module *mod)
{
	unsigned int n = mod->num_kunit_init_suites + mod->num_kunit_suites;
	struct selection *s;
	int err;

	if (!n)
		return;
	s = kzalloc(struct_size(s, suites, n), GFP_KERNEL);
	err = s ? select_suites(s, mod->kunit_init_suites,
				mod->num_kunit_init_suites, true) :
		  -ENOMEM;
	if (!err)
		err = select_suites(s, mod->kunit_suites, mod->num_kunit_suites,
				    false);
	if (err) {
		pr_err("kunit module: error filtering suites: %d\n", err);
		if (s)
			free_selection(s);
		return;
	}
	s->mod = mod;
	list_add(&s->list, &selections);
	act_on(s);
}

void kunit_module_exit(struct module *mod)
{
	struct selection *s;

	list_for_each_entry(s, &selections, list)
		if (s->mod == mod) {
			list_del(&s->list);
			__kunit_test_suites_exit(s->suites, s->count);
			free_selection(s);
			return;
		}
}
