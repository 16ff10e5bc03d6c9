/* SPDX-License-Identifier: MIT */
/* Texts that grow: a failure's, and the logs of suites and cases. */
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/string.h>

#include "kunit.h"

int string_stream_vadd(struct string_stream *stream, const char *fmt,
		       va_list args)
{
	va_list again;
	size_t len;
	char *text;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (!len)
		return 0;
	/* Its end, and a newline. A check may stand where nothing may sleep. */
	text = krealloc(stream->text, stream->length + len + 2, GFP_ATOMIC);
	if (!text)
		return -ENOMEM;
	stream->text = text;
	text += stream->length;
	vsnprintf(text, len + 1, fmt, args);
	if (stream->append_newlines && text[len - 1] != '\n')
		strcpy(text + len++, "\n");
	stream->length += len;
	return 0;
}

int string_stream_add(struct string_stream *stream, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = string_stream_vadd(stream, fmt, args);
	va_end(args);
	return err;
}

void string_stream_clear(struct string_stream *stream)
{
	kfree(stream->text);
	stream->text = NULL;
	stream->length = 0;
}
