/* SPDX-License-Identifier: MIT */
/*
 * The PC's interval timer: channel 0 is the kernel's clock, channel 2 sounds
 * the speaker. linux/timex.h has its rate.
 *
 * Context: any.
 * Linux: none
 */
#ifndef _LINUX_I8253_H
#define _LINUX_I8253_H

#include <linux/spinlock.h>
#include <linux/timex.h>

/* Held by who programs a channel, with interrupts off. */
extern raw_spinlock_t i8253_lock;

#endif
