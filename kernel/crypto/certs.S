/* SPDX-License-Identifier: MIT */
/*
 * What the build knows of keys, as it is: the certificates in DER, one behind
 * the other, and the list of what is revoked. tools/sign.mk makes the files.
 */
	.section .rodata
	.global builtin_certs, builtin_certs_end
builtin_certs:
	.incbin "certs/builtin.der"
builtin_certs_end:
	.global builtin_revoked, builtin_revoked_end
builtin_revoked:
	.incbin "certs/revoked"
builtin_revoked_end:
