/* SPDX-License-Identifier: MIT */
/* Numbers of model-specific registers. Intel SDM volume 4, 2.1. */
#ifndef _ASM_MSR_INDEX_H
#define _ASM_MSR_INDEX_H

#define MSR_IA32_TSC 0x00000010
#define MSR_IA32_APICBASE 0x0000001b
#define MSR_IA32_SYSENTER_CS 0x00000174
#define MSR_IA32_SYSENTER_ESP 0x00000175
#define MSR_IA32_SYSENTER_EIP 0x00000176
#define MSR_IA32_MISC_ENABLE 0x000001a0
#define MSR_IA32_CR_PAT 0x00000277
#define MSR_MTRRdefType 0x000002ff
#define MSR_EFER 0xc0000080

#endif
