/* SPDX-License-Identifier: MIT */
/*
 * Universally unique identifiers, RFC 9562: a uuid_t lies as it is written, a
 * guid_t has its first three parts in little endian.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_UUID_H
#define _LINUX_UUID_H

#include <linux/string.h>
#include <linux/types.h>

#define UUID_SIZE 16
#define UUID_STRING_LEN 36

typedef struct {
	u8 b[UUID_SIZE];
} uuid_t;

typedef struct {
	u8 b[UUID_SIZE];
} guid_t;

/* clang-format off */
#define GUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)              \
	((guid_t){ { (a) & 0xff, ((a) >> 8) & 0xff, ((a) >> 16) & 0xff, \
		     ((a) >> 24) & 0xff, (b) & 0xff, ((b) >> 8) & 0xff, \
		     (c) & 0xff, ((c) >> 8) & 0xff, (d0), (d1), (d2),   \
		     (d3), (d4), (d5), (d6), (d7) } })
#define UUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)              \
	((uuid_t){ { ((a) >> 24) & 0xff, ((a) >> 16) & 0xff,            \
		     ((a) >> 8) & 0xff, (a) & 0xff, ((b) >> 8) & 0xff,  \
		     (b) & 0xff, ((c) >> 8) & 0xff, (c) & 0xff, (d0),   \
		     (d1), (d2), (d3), (d4), (d5), (d6), (d7) } })
/* clang-format on */

/* All zeros. */
extern const guid_t guid_null;
extern const uuid_t uuid_null;

/* Where the n-th byte of the text lies. */
extern const u8 guid_index[16];
extern const u8 uuid_index[16];

static inline bool guid_equal(const guid_t *a, const guid_t *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static inline void guid_copy(guid_t *dst, const guid_t *src)
{
	*dst = *src;
}

static inline void import_guid(guid_t *dst, const u8 *src)
{
	memcpy(dst, src, sizeof(*dst));
}

static inline void export_guid(u8 *dst, const guid_t *src)
{
	memcpy(dst, src, sizeof(*src));
}

static inline bool guid_is_null(const guid_t *guid)
{
	return guid_equal(guid, &guid_null);
}

static inline bool uuid_equal(const uuid_t *a, const uuid_t *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static inline void uuid_copy(uuid_t *dst, const uuid_t *src)
{
	*dst = *src;
}

static inline void import_uuid(uuid_t *dst, const u8 *src)
{
	memcpy(dst, src, sizeof(*dst));
}

static inline void export_uuid(u8 *dst, const uuid_t *src)
{
	memcpy(dst, src, sizeof(*src));
}

static inline bool uuid_is_null(const uuid_t *uuid)
{
	return uuid_equal(uuid, &uuid_null);
}

/* A new random one (version 4); the first is 16 bytes without a type. */
void generate_random_uuid(unsigned char uuid[UUID_SIZE]);
void generate_random_guid(unsigned char guid[UUID_SIZE]);
void guid_gen(guid_t *guid);
void uuid_gen(uuid_t *uuid);

/* Whether @uuid begins with one in text. */
bool __must_check uuid_is_valid(const char *uuid);
/* From its text: 0 or -EINVAL. */
int guid_parse(const char *uuid, guid_t *u);
int uuid_parse(const char *uuid, uuid_t *u);

#endif
