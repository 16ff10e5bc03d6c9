/* SPDX-License-Identifier: MIT */
/*
 * Options of mounts and the like, by a table of patterns: `size=%u`.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_PARSER_H
#define _LINUX_PARSER_H

#include <linux/types.h>

/* A number that an option has, and its pattern; NULL ends a table. */
struct match_token {
	int token;
	const char *pattern;
};

typedef struct match_token match_table_t[];

enum { MAX_OPT_ARGS = 3 };

/* What a conversion of the pattern has matched: [from, to). */
typedef struct {
	char *from;
	char *to;
} substring_t;

/*
 * The token of the first pattern that @s matches (of the last one, NULL,
 * else). %s matches the rest or up to what follows it, %Ns at most N
 * characters, %d %u %o %x numbers; @args becomes what they matched.
 */
int match_token(char *s, const match_table_t table, substring_t args[]);
/* The value of what matched: 0, -EINVAL, -ERANGE or -ENOMEM. */
int match_int(substring_t *s, int *result);
int match_uint(substring_t *s, unsigned int *result);
int match_u64(substring_t *s, u64 *result);
int match_octal(substring_t *s, int *result);
int match_hex(substring_t *s, int *result);
/* Whether the shell pattern (only * and ?) matches all of @str. */
bool match_wildcard(const char *pattern, const char *str);
/* Copies at most @size bytes with the NUL: the length that it has. */
size_t match_strlcpy(char *dest, const substring_t *src, size_t size);
/* A copy for kfree(), or NULL. */
char *match_strdup(const substring_t *s);

#endif
