/* SPDX-License-Identifier: MIT */
/*
 * The decoder: a letter for each opcode says what follows it. It knows lengths
 * and parts, not what an instruction does.
 */
#include <linux/errno.h>

#include "insn.h"

/*
 * What follows an opcode. Lower case: no ModRM; upper case: a ModRM byte, and
 * then the same.
 *   .  nothing             M  ModRM alone
 *   b  1 byte              B
 *   w  2 bytes             e  3 bytes (enter)
 *   z  4, or 2 behind 66   Z
 *   a  an address          p  a far pointer: z and 2 bytes
 *   G  a ModRM byte; group 3, whose first two members have an immediate of
 *      the operand's size: H the same with 1 byte
 *   x  a prefix, or no instruction
 */
/* clang-format off */
static const char one_byte[256 + 1] =
	"MMMMbz.." "MMMMbz.x" "MMMMbz.." "MMMMbz.."	/* 00 */
	"MMMMbzx." "MMMMbzx." "MMMMbzx." "MMMMbzx."	/* 20 */
	"........" "........" "........" "........"	/* 40 */
	"..MMxxxx" "zZbB...." "bbbbbbbb" "bbbbbbbb"	/* 60 */
	"BZBBMMMM" "MMMMMMMM" "........" "..p....."	/* 80 */
	"aaaa...." "bz......" "bbbbbbbb" "zzzzzzzz"	/* a0 */
	"BBw.MMBZ" "e.w..b.." "MMMMbb.." "MMMMMMMM"	/* c0 */
	"bbbbbbbb" "zzpb...." "x.xx..HG" "......MM";	/* e0 */

static const char two_byte[256 + 1] =
	"MMMMx..." "..x.xM.B" "MMMMMMMM" "MMMMMMMM"	/* 00 */
	"MMMMxxxx" "MMMMMMMM" "......x." "xxxxxxxx"	/* 20 */
	"MMMMMMMM" "MMMMMMMM" "MMMMMMMM" "MMMMMMMM"	/* 40 */
	"MMMMMMMM" "MMMMMMMM" "BBBBMMM." "MMMMMMMM"	/* 60 */
	"zzzzzzzz" "zzzzzzzz" "MMMMMMMM" "MMMMMMMM"	/* 80 */
	"...MBMMM" "...MBMMM" "MMMMMMMM" "MMBMMMMM"	/* a0 */
	"MMBMBBBM" "........" "MMMMMMMM" "MMMMMMMM"	/* c0 */
	"MMMMMMMM" "MMMMMMMM" "MMMMMMMM" "MMMMMMMM";	/* e0 */
/* clang-format on */

static bool is_prefix(u8 byte)
{
	switch (byte) {
	case 0x26: /* segments */
	case 0x2e:
	case 0x36:
	case 0x3e:
	case 0x64:
	case 0x65:
	case 0x66: /* sizes */
	case 0x67:
	case 0xf0: /* lock, repne, rep */
	case 0xf2:
	case 0xf3:
		return true;
	}
	return false;
}

/* Bytes of the SIB byte and the displacement behind a ModRM byte. */
static size_t address_size(const struct insn *insn, const u8 *behind,
			   size_t left)
{
	u8 mod = insn->modrm >> 6, rm = insn->modrm & 7;
	size_t sib = 0;

	if (mod == 3)
		return 0;
	if (insn->address16)
		return mod == 1 ? 1 : mod == 2 || rm == 6 ? 2 : 0;
	if (rm == 4) {
		sib = 1;
		if (left)
			rm = behind[0] & 7;
	}
	return sib + (mod == 1 ? 1 : mod == 2 || rm == 5 ? 4 : 0);
}

static size_t immediate_size(const struct insn *insn, char kind)
{
	size_t operand = insn->operand16 ? 2 : 4;

	switch (kind) {
	case 'b':
	case 'B':
		return 1;
	case 'w':
		return 2;
	case 'e':
		return 3;
	case 'z':
	case 'Z':
		return operand;
	case 'a':
		return insn->address16 ? 2 : 4;
	case 'p':
		return operand + 2;
	case 'H':
		return insn_modrm_reg(insn) < 2 ? 1 : 0;
	case 'G':
		return insn_modrm_reg(insn) < 2 ? operand : 0;
	}
	return 0;
}

/* Precondition: 0f is at @at. What follows the opcode behind it. */
static char decode_escape(struct insn *insn, const u8 *code, size_t size,
			  size_t at)
{
	if (at + 1 >= size)
		return 'x';
	insn->opcode = code[++at];
	insn->opcode_at = at;
	insn->map = INSN_MAP_0F;
	if (insn->opcode != 0x38 && insn->opcode != 0x3a)
		return two_byte[insn->opcode];
	if (at + 1 >= size)
		return 'x';
	insn->map = insn->opcode == 0x38 ? INSN_MAP_0F38 : INSN_MAP_0F3A;
	insn->opcode = code[++at];
	insn->opcode_at = at;
	return insn->map == INSN_MAP_0F38 ? 'M' : 'B';
}

int insn_decode(struct insn *insn, const u8 *code, size_t size)
{
	size_t at = 0;
	char kind;

	*insn = (struct insn){ 0 };
	if (size > INSN_MAX)
		size = INSN_MAX;
	for (; at < size && is_prefix(code[at]); at++) {
		insn->operand16 |= code[at] == 0x66;
		insn->address16 |= code[at] == 0x67;
	}
	if (at >= size)
		return -EINVAL;
	insn->opcode = code[at];
	insn->opcode_at = at;
	kind = insn->opcode == 0x0f ? decode_escape(insn, code, size, at) :
				      one_byte[insn->opcode];
	at = insn->opcode_at + 1u;
	if (kind == 'x')
		return -EINVAL;
	if (kind >= 'A' && kind <= 'Z') {
		if (at >= size)
			return -EINVAL;
		insn->modrm_at = at;
		insn->modrm = code[at++];
		/* In 32-bit code les, lds and bound take no register: VEX. */
		if (insn->map == INSN_MAP_ONE && insn->modrm >= 0xc0 &&
		    (insn->opcode == 0xc4 || insn->opcode == 0xc5 ||
		     insn->opcode == 0x62))
			return -EINVAL;
		at += address_size(insn, code + at, size - at);
	}
	insn->imm_at = at;
	insn->imm_size = immediate_size(insn, kind);
	at += insn->imm_size;
	if (at > size)
		return -EINVAL;
	insn->length = at;
	return 0;
}
