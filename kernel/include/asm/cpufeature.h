/* SPDX-License-Identifier: MIT */
/*
 * What the processor can: bits of CPUID, by Linux's numbers for them (a word of
 * 32 for each register asked). Intel SDM volume 2, CPUID.
 *
 * Context: any.
 * Linux: Documentation/arch/x86/cpuinfo.rst
 */
#ifndef _ASM_CPUFEATURE_H
#define _ASM_CPUFEATURE_H

#include <asm/processor.h>
#include <linux/types.h>

/* Word 0: leaf 1, EDX. */
#define X86_FEATURE_FPU (0 * 32 + 0)
#define X86_FEATURE_VME (0 * 32 + 1)
#define X86_FEATURE_DE (0 * 32 + 2)
#define X86_FEATURE_PSE (0 * 32 + 3)
#define X86_FEATURE_TSC (0 * 32 + 4)
#define X86_FEATURE_MSR (0 * 32 + 5)
#define X86_FEATURE_PAE (0 * 32 + 6)
#define X86_FEATURE_CX8 (0 * 32 + 8)
#define X86_FEATURE_APIC (0 * 32 + 9)
#define X86_FEATURE_SEP (0 * 32 + 11)
#define X86_FEATURE_MTRR (0 * 32 + 12)
#define X86_FEATURE_PGE (0 * 32 + 13)
#define X86_FEATURE_CMOV (0 * 32 + 15)
#define X86_FEATURE_PAT (0 * 32 + 16)
#define X86_FEATURE_CLFLUSH (0 * 32 + 19)
#define X86_FEATURE_MMX (0 * 32 + 23)
#define X86_FEATURE_FXSR (0 * 32 + 24)
#define X86_FEATURE_XMM (0 * 32 + 25)
#define X86_FEATURE_XMM2 (0 * 32 + 26)
#define X86_FEATURE_HT (0 * 32 + 28)
/* Word 1: leaf 0x80000001, EDX. */
#define X86_FEATURE_SYSCALL (1 * 32 + 11)
#define X86_FEATURE_NX (1 * 32 + 20)
#define X86_FEATURE_RDTSCP (1 * 32 + 27)
#define X86_FEATURE_LM (1 * 32 + 29)
/* Word 4: leaf 1, ECX. */
#define X86_FEATURE_XMM3 (4 * 32 + 0)
#define X86_FEATURE_PCLMULQDQ (4 * 32 + 1)
#define X86_FEATURE_VMX (4 * 32 + 5)
#define X86_FEATURE_SSSE3 (4 * 32 + 9)
#define X86_FEATURE_FMA (4 * 32 + 12)
#define X86_FEATURE_CX16 (4 * 32 + 13)
#define X86_FEATURE_XMM4_1 (4 * 32 + 19)
#define X86_FEATURE_XMM4_2 (4 * 32 + 20)
#define X86_FEATURE_POPCNT (4 * 32 + 23)
#define X86_FEATURE_AES (4 * 32 + 25)
#define X86_FEATURE_XSAVE (4 * 32 + 26)
#define X86_FEATURE_AVX (4 * 32 + 28)
#define X86_FEATURE_RDRAND (4 * 32 + 30)
#define X86_FEATURE_HYPERVISOR (4 * 32 + 31)
/* Word 9: leaf 7, EBX. */
#define X86_FEATURE_BMI1 (9 * 32 + 3)
#define X86_FEATURE_AVX2 (9 * 32 + 5)
#define X86_FEATURE_SMEP (9 * 32 + 7)
#define X86_FEATURE_BMI2 (9 * 32 + 8)
#define X86_FEATURE_ERMS (9 * 32 + 9)
#define X86_FEATURE_RDSEED (9 * 32 + 18)
#define X86_FEATURE_SMAP (9 * 32 + 20)

/* Whether it has the feature, one of those above. */
static inline bool boot_cpu_has(unsigned int feature)
{
	static const u32 leaves[] = {
		[0] = 1, [1] = 0x80000001, [4] = 1, [9] = 7
	};
	u32 leaf = leaves[feature / 32], most, a, b, c, d, word;

	cpuid(leaf & 0x80000000, &most, &b, &c, &d);
	if (leaf > most)
		return false;
	cpuid(leaf, &a, &b, &c, &d);
	word = feature / 32 == 9 ? b : feature / 32 == 4 ? c : d;
	return word >> feature % 32 & 1;
}
#define static_cpu_has(feature) boot_cpu_has(feature)
#define cpu_feature_enabled(feature) boot_cpu_has(feature)

#endif
