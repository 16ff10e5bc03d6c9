/* SPDX-License-Identifier: MIT */
/* What spaces exports: each for others. */
#ifndef _SPACES_H
#define _SPACES_H

int spaces_old(int n);
int spaces_new(int n);
int spaces_named(int n);

#endif
