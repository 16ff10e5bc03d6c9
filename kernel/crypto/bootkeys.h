/* SPDX-License-Identifier: MIT */
/* Keys and revocations that the kernel's command line names. */
#ifndef _CRYPTO_BOOTKEYS_H
#define _CRYPTO_BOOTKEYS_H

/*
 * Reads the files that `module.keys=` and `module.revoked=` name, from the
 * initramfs, before anything is loaded. What can't be added is told in the log.
 */
void bootkeys_init(void);

#endif
