/* SPDX-License-Identifier: MIT */
/*
 * A strict reader of DER (ITU-T X.690, chapter 10): one encoding of each
 * value, and no other. It copies nothing and does not recurse: who reads a
 * structure opens one level after another. All that is not DER is -EBADMSG.
 */
#ifndef _CRYPTO_DER_H
#define _CRYPTO_DER_H

#include <linux/string.h>
#include <linux/types.h>

#define DER_BOOLEAN 0x01
#define DER_INTEGER 0x02
#define DER_BITS 0x03
#define DER_OCTETS 0x04
#define DER_NULL 0x05
#define DER_OID 0x06
#define DER_UTC_TIME 0x17
#define DER_TIME 0x18
#define DER_SEQUENCE 0x30
#define DER_SET 0x31
#define DER_CONTEXT(n) (0x80 | (n))	  /* [n] of a simple type */
#define DER_CONTEXT_PARTS(n) (0xa0 | (n)) /* [n] of parts */

/* Bytes in somebody's buffer; for a reader, those that are left. */
struct der {
	const u8 *data;
	u32 size;
};

/* Whether what comes next has @tag; false at the end. */
static inline bool der_is(const struct der *d, u8 tag)
{
	return d->size && *d->data == tag;
}

static inline bool der_equal(const struct der *a, const struct der *b)
{
	return a->size == b->size &&
	       (!a->size || !memcmp(a->data, b->data, a->size));
}

/* Reads one value of any tag: *@whole with its head, *@content without. */
int der_any(struct der *d, struct der *whole, struct der *content);
/* Reads one value with @tag: its content. */
int der_read(struct der *d, u8 tag, struct der *content);
/* The same with its head. */
int der_whole(struct der *d, u8 tag, struct der *whole);
/* A SEQUENCE in another: @content. */
static inline int der_sequence(struct der *d, struct der *content)
{
	return der_read(d, DER_SEQUENCE, content);
}

/* An INTEGER of any sign and length: its bytes. */
int der_integer(struct der *d, struct der *value);
/* One that is not negative: its bytes without a leading zero. */
int der_unsigned(struct der *d, struct der *value);
/* One from 0 to 127. */
int der_small(struct der *d, u8 *value);
/* BOOLEAN: 0 or 0xff. */
int der_boolean(struct der *d, bool *value);
/* A BIT STRING of whole bytes. */
int der_bits(struct der *d, struct der *value);
/* An OBJECT IDENTIFIER: its bytes. */
int der_oid(struct der *d, struct der *value);
/*
 * AlgorithmIdentifier: the OID, and the parameters with their head, of which
 * there are none when *@parameters has no bytes.
 */
int der_algorithm(struct der *d, struct der *oid, struct der *parameters);
/* Whether parameters are those of an algorithm that has none. */
bool der_no_parameters(const struct der *parameters);
/* 0 when all has been read. */
int der_end(const struct der *d);

#endif
