/* SPDX-License-Identifier: MIT */
/* The fuzzer's target and mutator, for libFuzzer and for the replay. */
#ifndef _TEST_FUZZ_H
#define _TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/*
 * Runs the whole core, check to seal, over @data as this kernel's module and
 * as a foreign one, and prints both plans to nowhere. Returns 0.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Changes @data, @size bytes with room for @room, in a way that an ELF reader
 * may stumble over, as @seed says. Returns the new size, at most @room.
 */
size_t mutate_elf(uint8_t *data, size_t size, size_t room, unsigned int seed);

#endif
