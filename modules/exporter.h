/* SPDX-License-Identifier: MIT */
/* What exporter.ko exports, for the modules that use it. */
#ifndef EXPORTER_H
#define EXPORTER_H

/* Adds @amount to the total, and returns the new one. */
int exporter_add(int amount);
/* Sets the total back to 0. For GPL-compatible modules only. */
void exporter_reset(void);

#endif
