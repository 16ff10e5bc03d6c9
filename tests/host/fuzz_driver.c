/* SPDX-License-Identifier: MIT */
/* What libFuzzer calls beside the target: every other mutation knows ELF. */
#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room,
			       unsigned int seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room,
			       unsigned int seed)
{
	return seed & 1 ? mutate_elf(data, size, room, seed) :
			  LLVMFuzzerMutate(data, size, room);
}
