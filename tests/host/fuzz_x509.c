/* SPDX-License-Identifier: MIT */
/*
 * The fuzzer's target for certificates: the parser, and the path by which one
 * becomes a key. Without a trusted key nothing may be added.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <stdlib.h>

#include "crypto/keyring.h"
#include "fuzz.h"

const u8 builtin_certs[1], builtin_revoked[1];
extern const u8 builtin_certs_end[], builtin_revoked_end[];
const u8 builtin_certs_end[1], builtin_revoked_end[1];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *why = NULL;
	char text[X509_NAME_MAX];
	struct x509 cert;
	int err = x509_parse(data, size, &cert, &why);

	if (err) {
		if ((err != -EBADMSG && err != -ENOPKG) || !why)
			abort();
		return 0;
	}
	x509_name(&cert.subject, text, sizeof(text));
	key_id_text(&cert, text, KEY_ID_MAX);
	x509_signed_by(&cert, &cert);
	if (keyring_add(KEYRING_SECONDARY, data, size, NULL, &why) != -ENOKEY)
		abort();
	return 0;
}
