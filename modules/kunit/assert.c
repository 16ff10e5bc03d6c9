/* SPDX-License-Identifier: MIT */
/* What the log says of a check that has failed. */
#include <linux/stdarg.h>

#include "kunit.h"

#define INDENT KUNIT_SUBTEST_INDENT
#define INDENT2 KUNIT_SUBSUBTEST_INDENT

/* Whether @text is how @value is written: it says nothing more. */
static bool is_literal(const char *text, long long value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", value);
	return !strcmp(text, digits);
}

static bool is_str_literal(const char *text, const char *value)
{
	size_t len = strlen(text);

	return len >= 2 && text[0] == '"' && text[len - 1] == '"' &&
	       !strncmp(text + 1, value, len - 2);
}

static void show_int(struct string_stream *s, const char *text, long long value,
		     const char *end)
{
	if (!is_literal(text, value))
		string_stream_add(s, INDENT2 "%s == %lld (0x%llx)%s", text,
				  value, value, end);
}

static void show_str(struct string_stream *s, const char *text,
		     const char *value, const char *end)
{
	/* printf() shows NULL as (null). */
	if (!value || !is_str_literal(text, value))
		string_stream_add(s, INDENT2 "%s == \"%s\"%s", text, value,
				  end);
}

/* The bytes of @buf, in <> those in which @other differs. */
static void show_bytes(struct string_stream *s, const char *text, const u8 *buf,
		       const u8 *other, size_t size)
{
	string_stream_add(s, INDENT2 "%s ==\n" INDENT2, text);
	for (size_t i = 0; i < size; i++) {
		if (i && i % 16 == 0)
			string_stream_add(s, "\n" INDENT2);
		string_stream_add(s, buf[i] == other[i] ? " %02x " : "<%02x>",
				  buf[i]);
	}
}

static void show_mem(struct string_stream *s, const struct kunit_check *c,
		     const u8 *left, const u8 *right, size_t size)
{
	show_bytes(s, c->left, left, right, size);
	string_stream_add(s, "\n");
	show_bytes(s, c->right, right, left, size);
}

static void show_values(struct string_stream *s, const struct kunit_check *c,
			long long left, long long right, size_t size)
{
	const void *l = (const void *)(long)left;
	const void *r = (const void *)(long)right;

	string_stream_add(s, INDENT "Expected %s %s %s, but\n", c->left, c->op,
			  c->right);
	switch (c->kind) {
	case KUNIT_CHECK_PTR:
		string_stream_add(s, INDENT2 "%s == %px\n" INDENT2 "%s == %px",
				  c->left, l, c->right, r);
		break;
	case KUNIT_CHECK_STR:
		show_str(s, c->left, l, "\n");
		show_str(s, c->right, r, "");
		break;
	case KUNIT_CHECK_MEM:
		show_mem(s, c, l, r, size);
		break;
	default:
		show_int(s, c->left, left, "\n");
		show_int(s, c->right, right, "");
	}
}

/* What was expected. False: a message of the caller's has no place behind it. */
static bool show_check(struct string_stream *s, const struct kunit_check *c,
		       long long left, long long right, size_t size)
{
	if (c->kind == KUNIT_CHECK_TRUE || c->kind == KUNIT_CHECK_FALSE) {
		bool wanted = c->kind == KUNIT_CHECK_TRUE;

		string_stream_add(s, INDENT "Expected %s to be %s, but is %s\n",
				  c->left, wanted ? "true" : "false",
				  wanted ? "false" : "true");
	} else if (c->kind == KUNIT_CHECK_NOT_ERR && left) {
		string_stream_add(s,
				  INDENT
				  "Expected %s is not error, but is: %lld\n",
				  c->left, left);
	} else if (c->kind == KUNIT_CHECK_NOT_ERR) {
		string_stream_add(s, INDENT "Expected %s is not null, but is\n",
				  c->left);
	} else if (c->kind == KUNIT_CHECK_MEM && (!left || !right)) {
		string_stream_add(s, INDENT "Expected %s is not null, but is\n",
				  left ? c->right : c->left);
		return false;
	} else {
		show_values(s, c, left, right, size);
	}
	return true;
}

void __kunit_failed(struct kunit *test, const struct kunit_check *c,
		    long long left, long long right, size_t size,
		    const char *fmt, ...)
{
	struct string_stream s = {};
	struct va_format message = { .fmt = fmt };
	va_list args;

	kunit_set_failure(test);
	va_start(args, fmt);
	message.va = &args;
	string_stream_add(&s, "%s FAILED at %s:%d\n",
			  c->type == KUNIT_ASSERTION ? "ASSERTION" :
						       "EXPECTATION",
			  c->loc.file, c->loc.line);
	if (c->kind == KUNIT_CHECK_FAIL)
		string_stream_add(&s, "%pV", &message);
	else if (show_check(&s, c, left, right, size) && fmt)
		string_stream_add(&s, "\n%pV", &message);
	va_end(args);
	kunit_err(test, "%s", s.text ?: "");
	string_stream_clear(&s);
}
EXPORT_SYMBOL_GPL(__kunit_failed);
