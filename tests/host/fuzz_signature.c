/* SPDX-License-Identifier: MIT */
/*
 * The fuzzer's target for signatures: a file with an appended one, whose
 * trailer and marker are put right so that the message is what is read; and
 * the file as an ELF file with a section. Nothing a fuzzer makes is signed.
 */
#include <linux/kernel.h>
#include <stdlib.h>

#include "crypto/signature.h"
#include "fuzz.h"

const u8 builtin_certs[1], builtin_revoked[1];
extern const u8 builtin_certs_end[], builtin_revoked_end[];
const u8 builtin_certs_end[1], builtin_revoked_end[1];

static void expect_bad(const struct signature *s, size_t size)
{
	if (s->verdict == SIGNATURE_GOOD || !s->why || s->content.size > size ||
	    s->content.hole > s->content.size ||
	    s->content.hole_size > s->content.size - s->content.hole)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signature s = { .content = { .data = data, .size = 0 },
			       .message = data,
			       .message_size = size };

	signature_check_message(&s);
	expect_bad(&s, size);
	signature_check(data, size, true, &s);
	expect_bad(&s, size);
	return 0;
}
