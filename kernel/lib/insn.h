/* SPDX-License-Identifier: MIT */
/*
 * The length and the parts of an instruction in 32-bit code, as far as
 * compilers for this machine write it: no VEX, no EVEX. Intel SDM volume 2,
 * 2.1 and appendix A.
 */
#ifndef _LIB_INSN_H
#define _LIB_INSN_H

#include <linux/types.h>

#define INSN_MAX 15 /* the longest instruction, in bytes */

enum insn_map {
	INSN_MAP_ONE,  /* opcodes of one byte */
	INSN_MAP_0F,   /* behind 0f */
	INSN_MAP_0F38, /* behind 0f 38 */
	INSN_MAP_0F3A, /* behind 0f 3a */
};

struct insn {
	u8 length; /* in bytes, prefixes among them */
	u8 map;	   /* enum insn_map */
	u8 opcode; /* the last byte of it */
	u8 opcode_at;
	u8 modrm;    /* 0 where there is none */
	u8 modrm_at; /* 0: there is none */
	u8 imm_at;   /* the immediate, or the offset of a branch */
	u8 imm_size; /* 0: there is none */
	bool operand16, address16; /* prefixes 66 and 67 */
};

/*
 * Takes the instruction in the first of @size bytes apart. Returns 0, or
 * -EINVAL: it is none, or not whole.
 */
int insn_decode(struct insn *insn, const u8 *code, size_t size);

/* The field in the middle of a ModRM byte: a register, or more opcode. */
static inline u8 insn_modrm_reg(const struct insn *insn)
{
	return insn->modrm >> 3 & 7;
}

/* The immediate, sign-extended. Precondition: its size is 1, 2 or 4. */
static inline s32 insn_imm(const struct insn *insn, const u8 *code)
{
	const u8 *p = code + insn->imm_at;

	if (insn->imm_size == 1)
		return (s8)p[0];
	if (insn->imm_size == 2)
		return (s16)(p[0] | p[1] << 8);
	return (s32)(p[0] | p[1] << 8 | p[2] << 16 | (u32)p[3] << 24);
}

#endif
