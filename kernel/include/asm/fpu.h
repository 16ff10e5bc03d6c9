/* SPDX-License-Identifier: MIT */
/*
 * The x87 and SSE registers of user tasks: saved and loaded at each switch, by
 * FXSAVE where the processor has it. The kernel itself uses none of them.
 */
#ifndef _ASM_FPU_H
#define _ASM_FPU_H

#include <linux/types.h>

#define FPU_STATE_SIZE 512
#define MXCSR_DEFAULT 0x1f80u

struct task_struct;

/* Turns the unit on. */
void fpu_init(void);
bool fpu_has_fxsr(void);
/* The bits of MXCSR that may be set. */
u32 fpu_mxcsr_mask(void);
/* Between the registers and a state of FPU_STATE_SIZE bytes. */
void fpu_save(void *state);
void fpu_load(const void *state);
/* What a new program begins with. Read-only once the unit is on. */
extern u8 fpu_initial_state[FPU_STATE_SIZE];

#endif
