/* SPDX-License-Identifier: MIT */
/*
 * The second file of greeter.ko: what to say in which language.
 */
#include <linux/array_size.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "greeter.h"

static const struct {
	const char *language, *text;
} greetings[] = {
	{ "en", "Good day" },
	{ "de", "Guten Tag" },
	{ "fr", "Bonjour" },
	{ "la", "Salve" },
};

const char *greeter_text(const char *language)
{
	for (size_t i = 0; i < ARRAY_SIZE(greetings); i++)
		if (!strcmp(greetings[i].language, language))
			return greetings[i].text;
	return NULL;
}
