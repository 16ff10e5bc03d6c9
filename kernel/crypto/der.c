/* SPDX-License-Identifier: MIT */
/* DER, read strictly. It knows no structure and keeps nothing. */
#include <linux/errno.h>

#include "der.h"

#define LONG_FORM 0x80
#define MANY_BYTES 0x1f /* a tag's number that goes on in further bytes */

/* The shortest form of a definite length; none here needs over 3 bytes. */
static int read_length(struct der *d, u32 *length)
{
	u32 count;

	if (!d->size)
		return -EBADMSG;
	*length = *d->data++;
	d->size--;
	if (!(*length & LONG_FORM))
		return 0;
	count = *length & ~LONG_FORM;
	if (!count || count > 3 || count > d->size || !*d->data)
		return -EBADMSG;
	*length = 0;
	d->size -= count;
	while (count--)
		*length = *length << 8 | *d->data++;
	return *length < LONG_FORM ? -EBADMSG : 0;
}

int der_any(struct der *d, struct der *whole, struct der *content)
{
	struct der rest = *d;

	if (!rest.size || (*rest.data & MANY_BYTES) == MANY_BYTES)
		return -EBADMSG;
	rest.data++;
	rest.size--;
	if (read_length(&rest, &content->size) || content->size > rest.size)
		return -EBADMSG;
	content->data = rest.data;
	whole->data = d->data;
	whole->size = content->data + content->size - d->data;
	d->data += whole->size;
	d->size -= whole->size;
	return 0;
}

int der_read(struct der *d, u8 tag, struct der *content)
{
	struct der whole;

	return der_is(d, tag) ? der_any(d, &whole, content) : -EBADMSG;
}

int der_whole(struct der *d, u8 tag, struct der *whole)
{
	struct der content;

	return der_is(d, tag) ? der_any(d, whole, &content) : -EBADMSG;
}

/* Two's complement: the first nine bits are not all alike. */
int der_integer(struct der *d, struct der *value)
{
	if (der_read(d, DER_INTEGER, value) || !value->size)
		return -EBADMSG;
	if (value->size > 1 &&
	    value->data[0] == (value->data[1] & 0x80 ? 0xff : 0))
		return -EBADMSG;
	return 0;
}

int der_unsigned(struct der *d, struct der *value)
{
	if (der_integer(d, value) || (*value->data & 0x80))
		return -EBADMSG;
	if (value->size > 1 && !*value->data) {
		value->data++;
		value->size--;
	}
	return 0;
}

int der_small(struct der *d, u8 *value)
{
	struct der bytes;

	if (der_integer(d, &bytes) || bytes.size != 1 || (*bytes.data & 0x80))
		return -EBADMSG;
	*value = *bytes.data;
	return 0;
}

int der_boolean(struct der *d, bool *value)
{
	struct der byte;

	if (der_read(d, DER_BOOLEAN, &byte) || byte.size != 1 ||
	    (*byte.data && *byte.data != 0xff))
		return -EBADMSG;
	*value = *byte.data;
	return 0;
}

int der_bits(struct der *d, struct der *value)
{
	if (der_read(d, DER_BITS, value) || value->size < 2 || *value->data)
		return -EBADMSG;
	value->data++;
	value->size--;
	return 0;
}

/* Numbers in base 128, none with a leading zero, the last one ended. */
int der_oid(struct der *d, struct der *value)
{
	bool begins = true;

	if (der_read(d, DER_OID, value) || !value->size)
		return -EBADMSG;
	for (u32 i = 0; i < value->size; i++) {
		if (begins && value->data[i] == 0x80)
			return -EBADMSG;
		begins = !(value->data[i] & 0x80);
	}
	return begins ? 0 : -EBADMSG;
}

int der_algorithm(struct der *d, struct der *oid, struct der *parameters)
{
	struct der inside, content;

	parameters->size = 0;
	if (der_sequence(d, &inside) || der_oid(&inside, oid))
		return -EBADMSG;
	if (inside.size && der_any(&inside, parameters, &content))
		return -EBADMSG;
	return der_end(&inside);
}

bool der_no_parameters(const struct der *parameters)
{
	return !parameters->size ||
	       (parameters->size == 2 && parameters->data[0] == DER_NULL);
}

int der_end(const struct der *d)
{
	return d->size ? -EBADMSG : 0;
}
