/* SPDX-License-Identifier: MIT */
/* What the files of parted.ko share. */
#ifndef _PARTED_H
#define _PARTED_H

int parted_add(int n);
extern int parted_total;

#endif
