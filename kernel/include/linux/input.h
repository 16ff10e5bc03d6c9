/* SPDX-License-Identifier: MIT */
/*
 * What is typed: of Linux's input subsystem the keycodes alone.
 *
 * Context: any.
 * Linux: Documentation/input/event-codes.rst
 */
#ifndef _LINUX_INPUT_H
#define _LINUX_INPUT_H

#include <linux/input-event-codes.h>

#endif
