/* SPDX-License-Identifier: MIT */
/*
 * The watchdogs that bite who keeps a processor too long. There is none here,
 * as on a Linux without CONFIG_LOCKUP_DETECTOR: nothing has to be told.
 *
 * Context: any.
 * Linux: Documentation/admin-guide/lockup-watchdogs.rst
 */
#ifndef _LINUX_NMI_H
#define _LINUX_NMI_H

static inline void touch_softlockup_watchdog(void)
{
}

static inline void touch_all_softlockup_watchdogs(void)
{
}

static inline void touch_nmi_watchdog(void)
{
}

#endif
