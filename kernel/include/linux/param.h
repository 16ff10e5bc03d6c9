/* SPDX-License-Identifier: MIT */
/*
 * Ticks a second: the timer's, and those that user space counts in.
 * Context: any.
 * Linux: Documentation/timers/index.rst
 */
#ifndef _LINUX_PARAM_H
#define _LINUX_PARAM_H

#define HZ 100
#define USER_HZ 100
#define CLOCKS_PER_SEC USER_HZ

#endif
