/* SPDX-License-Identifier: MIT */
/*
 * Model-specific registers that the processor may not have: the access is then
 * a general protection fault, which the exception table leads on.
 */
#include <asm/msr.h>
#include <linux/errno.h>
#include <linux/export.h>

/* Where a fault at 1 goes on: at 3, which sets @err. */
#define ON_FAULT                             \
	"2:\n\t"                             \
	".pushsection .text.fixup, \"ax\"\n" \
	"3:	mov %[eio], %[err]\n\t"          \
	"jmp 2b\n\t"                         \
	".popsection\n\t"                    \
	".pushsection __ex_table, \"a\"\n\t" \
	".balign 4\n\t"                      \
	".long 1b - ., 3b - ., 0\n\t"        \
	".popsection"

int rdmsrl_safe(unsigned int msr, u64 *value)
{
	int err = 0;

	*value = 0;
	asm volatile("1:	rdmsr\n" ON_FAULT
		     : [err] "+r"(err), "+A"(*value)
		     : "c"(msr), [eio] "i"(-EIO));
	return err;
}
EXPORT_SYMBOL(rdmsrl_safe);

int wrmsrl_safe(unsigned int msr, u64 value)
{
	int err = 0;

	asm volatile("1:	wrmsr\n" ON_FAULT
		     : [err] "+r"(err)
		     : "c"(msr), "A"(value), [eio] "i"(-EIO)
		     : "memory");
	return err;
}
EXPORT_SYMBOL(wrmsrl_safe);
