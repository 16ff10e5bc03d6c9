/* SPDX-License-Identifier: MIT */
/*
 * Ioctls of virtual terminals that are answered here. There is one.
 *
 * Context: any.
 * Linux: Documentation/userspace-api/ioctl/ioctl-number.rst
 */
#ifndef _LINUX_VT_H
#define _LINUX_VT_H

#define MIN_NR_CONSOLES 1
#define MAX_NR_CONSOLES 63

#define VT_OPENQRY 0x5600
#define VT_GETSTATE 0x5603
#define VT_ACTIVATE 0x5606
#define VT_WAITACTIVE 0x5607

struct vt_stat {
	unsigned short v_active; /* its number, from 1 */
	unsigned short v_signal;
	unsigned short v_state; /* bit N: number N is there; bit 0 always */
};

#endif
