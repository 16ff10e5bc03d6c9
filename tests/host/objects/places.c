/* SPDX-License-Identifier: MIT */
/* Sections of every kind and alignment, and those that are not loaded. */
#define IN(name) __attribute__((section(name), used))

extern int far_away;

static IN(".data..ro_after_init") int *settled = &far_away;
static IN(".init.data") int *early[3] = { &far_away, 0, &far_away + 1 };
static IN(".init.rodata") int *const early_constant = &far_away;
static IN(".data..cacheline") int line[4]
	__attribute__((aligned(64))) = { 1, 2, 3, 4 };
static int page[4] __attribute__((aligned(4096), used)) = { 5, 6, 7, 8 };
static char one IN(".data.one") = 1;
static int *after_one IN(".data.two") = &far_away;
static long long empty[0] IN(".data.empty");
static int big_zeros[5000] __attribute__((aligned(256), used));

const int constant[] = { 0x12345678, -1 };
const void *const places[] = { &settled,  early,   &early_constant, line,
			       page,	  &one,	   &after_one,	    empty,
			       big_zeros, constant };

asm(".section .note.test, \"a\", @note\n"
    "	.long 4, 4, 1\n	.asciz \"abc\"\n	.long constant\n"
    ".section .comment.extra, \"\", @progbits\n"
    "	.long far_away, constant\n"
    ".section .text.aligned, \"ax\"\n	.balign 1024\n"
    "	call far_away\n"
    ".previous\n");

int touch(void)
{
	return *settled + *early[0] + *early_constant + line[0] + page[1] +
	       one + *after_one + big_zeros[4999];
}
