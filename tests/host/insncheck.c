/* SPDX-License-Identifier: MIT */
/*
 * The instruction decoder as a program: for each line of hexadecimal bytes on
 * stdin it writes the instruction's length, its opcode's map, where its
 * immediate begins and how long that is; or `none`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/insn.h"

int main(void)
{
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		/* Its bounds are those of the instruction: ASan sees more. */
		size_t size = strcspn(line, "\n") / 2;
		u8 *code = malloc(size ? size : 1);
		struct insn insn;

		if (!code)
			return 1;
		for (size_t i = 0; i < size; i++) {
			char byte[3] = { line[2 * i], line[2 * i + 1], '\0' };

			code[i] = strtoul(byte, NULL, 16);
		}
		if (insn_decode(&insn, code, size))
			puts("none");
		else
			printf("%u %u %u %u\n", insn.length, insn.map,
			       insn.imm_at, insn.imm_size);
		free(code);
	}
	return 0;
}
