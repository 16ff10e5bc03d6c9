/* SPDX-License-Identifier: MIT */
/*
 * Lockdown: what not even root may do to the kernel, kernel_lockdown(7). A
 * level stands for all that is before it.
 * Context: any.
 * Linux: Documentation/admin-guide/LSM/index.rst
 */
#ifndef _LINUX_SECURITY_H
#define _LINUX_SECURITY_H

enum lockdown_reason {
	LOCKDOWN_NONE,
	LOCKDOWN_MODULE_SIGNATURE,
	LOCKDOWN_INTEGRITY_MAX,
	LOCKDOWN_CONFIDENTIALITY_MAX,
};

/* How far the kernel is locked down. It only ever rises. */
extern enum lockdown_reason kernel_locked_down;

/* 0, or -EPERM, and a line in the log: the kernel is locked down for @what. */
int security_locked_down(enum lockdown_reason what);

/* Makes /sys/kernel/security/lockdown. */
void lockdown_init(void);

#endif
