/* SPDX-License-Identifier: MIT */
/* What the parts of kunit.ko share. */
#ifndef _KUNIT_H
#define _KUNIT_H

#include <kunit/test.h>

/* A text that grows; append_newlines: each addition ends a line. */
struct string_stream {
	char *text; /* NULL: "" */
	size_t length;
	bool append_newlines;
};

int string_stream_vadd(struct string_stream *stream, const char *fmt,
		       va_list args) __printf(2, 0);
int string_stream_add(struct string_stream *stream, const char *fmt, ...)
	__printf(2, 3);
void string_stream_clear(struct string_stream *stream);

/* The suite's folder in debugfs, and the logs of its cases. */
void kunit_debugfs_init(void);
void kunit_debugfs_cleanup(void);
void kunit_debugfs_create_suite(struct kunit_suite *suite);
void kunit_debugfs_destroy_suite(struct kunit_suite *suite);

/* Lines of the attributes that a case (or its suite: NULL) has. */
void kunit_print_attr(struct kunit_suite *suite, struct kunit_case *test_case,
		      unsigned int level);

/* The suites of a module, as parameters select them; run, and let go. */
void kunit_module_init(struct module *mod);
void kunit_module_exit(struct module *mod);

void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try,
			  kunit_try_catch_func_t catch);
void *kunit_static_stub_address(struct kunit *test, void *real);

int kunit_bus_init(void);
void kunit_bus_shutdown(void);

#endif
