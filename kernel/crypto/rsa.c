/* SPDX-License-Identifier: MIT */
/*
 * The public operation of RSA, for speed: all its numbers are public, so
 * nothing hides how long it takes, and squares cost half of the products. Words
 * of 32 bits, the least first; Montgomery's reduction (P. Montgomery, 1985).
 * BearSSL reads the numbers, and takes the first into Montgomery's form.
 */
#include "inner.h" /* first: functions of its are called MIN and MAX */

#include "rsa.h"

#define WORDS_MAX (RSA_BITS_MAX / 32)
#define WORDS31_MAX (2 + RSA_BITS_MAX / 31)

/* A modulus: odd. */
struct modulus {
	u32 n[WORDS_MAX];
	u32 count;   /* words */
	u32 inverse; /* -1 / n, modulo 2^32 */
};

/* @a += @b * @factor + @carry, a word: what is carried out. */
static inline u32 add_product_of_word(u32 *a, u32 b, u32 factor, u32 carry)
{
#ifdef __i386__ /* half of what compilers make of the other */
	u32 low = b, high;

	asm("mull %[factor]\n\t"
	    "addl %[carry], %%eax\n\t"
	    "adcl $0, %%edx\n\t"
	    "addl %[a], %%eax\n\t"
	    "adcl $0, %%edx"
	    : "=&d"(high), "+&a"(low)
	    : [factor] "r"(factor), [carry] "r"(carry), [a] "m"(*a)
	    : "cc");
	*a = low;
	return high;
#else
	u64 sum = (u64)b * factor + *a + carry;

	*a = sum;
	return sum >> 32;
#endif
}

/* The same of @count words. */
static u32 add_product(u32 *a, const u32 *b, u32 factor, u32 count)
{
	u32 carry = 0;

	for (u32 i = 0; i < count; i++)
		carry = add_product_of_word(a + i, b[i], factor, carry);
	return carry;
}

/* @a -= @b: 1 where it was less, and the result wraps. */
static u32 subtract(u32 *a, const u32 *b, u32 count)
{
	u32 borrow = 0;

	for (u32 i = 0; i < count; i++) {
		u64 difference = (u64)a[i] - b[i] - borrow;

		a[i] = difference;
		borrow = difference >> 63;
	}
	return borrow;
}

/* @out = @t / 2^(32 * count) mod n; @t has 2 * count words, and is spent. */
static void reduce(const struct modulus *m, u32 *t, u32 *out)
{
	u32 top = 0;

	for (u32 i = 0; i < m->count; i++) {
		u32 carry =
			add_product(t + i, m->n, t[i] * m->inverse, m->count);
		u64 sum = (u64)t[i + m->count] + carry + top;

		t[i + m->count] = sum;
		top = sum >> 32;
	}
	t += m->count;
	memcpy(out, t, m->count * sizeof(*out));
	if (subtract(out, m->n, m->count) > top)
		memcpy(out, t, m->count * sizeof(*out));
}

/* @a = @a * @b / 2^(32 * count) mod n */
static void multiply(const struct modulus *m, u32 *a, const u32 *b)
{
	u32 t[2 * WORDS_MAX] = { 0 };

	for (u32 i = 0; i < m->count; i++)
		t[i + m->count] = add_product(t + i, a, b[i], m->count);
	reduce(m, t, a);
}

/* The same of @a and itself: each product of two words once, and doubled. */
static void square(const struct modulus *m, u32 *a)
{
	u32 t[2 * WORDS_MAX] = { 0 }, carry = 0, bit = 0, count = m->count;

	for (u32 i = 0; i < count; i++)
		t[i + count] = add_product(t + 2 * i + 1, a + i + 1, a[i],
					   count - 1 - i);
	for (u32 i = 0; i < count; i++) {
		u64 own = (u64)a[i] * a[i];
		u32 low = t[2 * i], high = t[2 * i + 1];
		u64 sum = (u64)(low << 1 | bit) + (u32)own + carry;

		t[2 * i] = sum;
		sum = (u64)(high << 1 | low >> 31) + (own >> 32) + (sum >> 32);
		t[2 * i + 1] = sum;
		carry = sum >> 32;
		bit = high >> 31;
	}
	reduce(m, t, a);
}

/* @size bytes, the greatest first, into @count words. */
static void read_words(const u8 *bytes, u32 size, u32 *words, u32 count)
{
	memset(words, 0, count * sizeof(*words));
	for (u32 i = 0; i < size; i++)
		words[i / 4] |= (u32)bytes[size - 1 - i] << i % 4 * 8;
}

static void read_modulus(const struct der *bytes, struct modulus *m)
{
	u32 inverse = 1;

	m->count = (bytes->size + 3) / 4;
	read_words(bytes->data, bytes->size, m->n, m->count);
	for (int bits = 1; bits < 32; bits *= 2) /* Newton: each doubles them */
		inverse *= 2 - m->n[0] * inverse;
	m->inverse = -inverse;
}

/* @x = @signature * 2^(32 * count) mod n; false: it is not below n. */
static bool enter(const struct der *modulus, const struct der *signature,
		  u32 *x, u32 count)
{
	u32 n31[WORDS31_MAX], x31[WORDS31_MAX];
	u8 bytes[RSA_BYTES_MAX];

	br_i31_decode(n31, modulus->data, modulus->size);
	if (!br_i31_decode_mod(x31, signature->data, signature->size, n31))
		return false;
	for (u32 i = 0; i < 32 * count / 31; i++)
		br_i31_muladd_small(x31, 0, n31);
	for (u32 i = 0; i < 32 * count % 31; i++) {
		u32 carry = br_i31_add(x31, x31, 1);

		if (carry || !br_i31_sub(x31, n31, 0))
			br_i31_sub(x31, n31, 1);
	}
	br_i31_encode(bytes, modulus->size, x31);
	read_words(bytes, modulus->size, x, count);
	return true;
}

/*
 * From the highest bit of the exponent down. It is odd: the last factor stays
 * out of Montgomery's form, and so takes the product out of it.
 */
bool rsa_public(const struct public_key *key, const struct der *signature,
		u8 *block)
{
	u32 plain[WORDS_MAX], base[WORDS_MAX], power[WORDS_MAX];
	u32 size = key->modulus.size;
	struct modulus m;

	if (size > RSA_BYTES_MAX || size < RSA_BITS_MIN / 8 ||
	    signature->size != size)
		return false;
	read_modulus(&key->modulus, &m);
	read_words(signature->data, size, plain, m.count);
	if (!enter(&key->modulus, signature, base, m.count))
		return false;
	memcpy(power, base, m.count * sizeof(*base));
	for (int bit = 30 - __builtin_clz(key->exponent); bit >= 0; bit--) {
		square(&m, power);
		if (key->exponent >> bit & 1)
			multiply(&m, power, bit ? base : plain);
	}
	for (u32 i = 0; i < size; i++)
		block[size - 1 - i] = power[i / 4] >> i % 4 * 8;
	return true;
}
