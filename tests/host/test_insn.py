#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the decoder of instructions against GNU objdump.

Prints TAP; exits 1 when a test fails.

usage: test_insn.py --insncheck PATH --out DIR --objdump PATH --cc CC IMAGE...
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t?(.*)$", re.M)

# Every kind of operand, immediate and prefix, also where no compiler
# would write it.
SOURCE = """
	.macro each insn
	\\insn (%eax), %ecx
	\\insn (%esp), %ecx
	\\insn 0x12345678, %ecx
	\\insn 8(%ebx), %ecx
	\\insn 8(%esp), %ecx
	\\insn 0x1000(%ebp), %ecx
	\\insn 0x1000(%ebp, %esi, 4), %ecx
	\\insn 0x1000(, %esi, 8), %ecx
	\\insn (%ebp, %esi, 4), %ecx
	\\insn 8(%ebp, %esi, 4), %ecx
	\\insn %fs:(%eax), %ecx
	\\insn (%bx, %si), %ecx
	\\insn 8(%bp), %ecx
	\\insn 0x1000(%di), %ecx
	\\insn %edx, %ecx
	.endm
	each mov
	each add
	each imul
	each cmovne
	each popcnt
	each crc32l
	addr16 mov 0x1234, %ecx
	.irp n, add, or, adc, sbb, and, sub, xor, cmp
	\\n $1, %al
	\\n $0x1234, %ax
	\\n $0x12345678, %eax
	\\n\\()b $1, (%ebx)
	\\n\\()w $1, (%ebx)
	\\n\\()w $0x1234, (%ebx)
	\\n\\()l $0x12345678, 4(%ebx)
	\\n %dl, 4(%esp)
	.endr
	testb $1, (%eax); testw $0x1234, (%eax); testl $0x12345678, (%eax)
	notb (%eax); negl (%eax); mull (%eax); divb %cl; idivl 4(%esp)
	test $1, %al; test $0x12345678, %eax; test $0x1234, %ax
	mov $1, %al; mov $0x1234, %ax; mov $0x12345678, %eax
	movb $1, 4(%esp); movw $0x1234, 4(%esp); movl $0x12345678, 4(%esp)
	mov 0x12345678, %al; mov %eax, 0x12345678; mov 0x12345678, %ax
	push $1; push $0x12345678; pushw $0x1234; push %ds; pop %fs
	push 4(%esp); pop (%eax); pusha; popa; pushf; popf
	imul $3, %eax, %ecx; imul $0x12345678, (%eax), %ecx
	imul $0x1234, %ax, %cx
	rol $3, %eax; roll %eax; roll %cl, (%eax); shld $3, %eax, (%ecx)
	shrd %cl, %eax, %ecx; bt $3, %eax; bts %eax, (%ecx); bsr %eax, %ecx
	ret; ret $8; lret; lret $8; enter $16, $1; leave; int3; int $0x80; into
	call .; call *%eax; call *4(%esp); jmp .; jmp *(%eax)
	jmp .+1000; jne .; jne .+1000; loop .; jecxz .; jcxz .
	lcall $0x60, $0x12345678; ljmp $0x60, $0x12345678; lcall *(%eax)
	in $0x60, %al; in %dx, %eax; out %al, $0x20; insb; rep outsl
	rep movsb; repne scasb; rep stosl; lodsw; xlat; aam; aad; daa; aas
	movzbl (%eax), %ecx; movsx %ax, %ecx; sete 4(%esp); bswap %eax
	xadd %eax, (%ecx); cmpxchg %eax, (%ecx); cmpxchg8b (%ecx)
	xchg %eax, %ecx; xchg (%eax), %ecx; nop; nopl 0(%eax, %eax); pause
	cpuid; rdtsc; rdmsr; wrmsr; rdpmc; clts; hlt; cli; sti; cld; std; cmc
	mov %cr0, %eax; mov %eax, %cr3; mov %dr7, %eax; invlpg (%eax)
	lgdt (%eax); sidt (%eax); smsw %ax; ltr %ax; lldt (%eax); lar %ax, %eax
	wbinvd; invd; ud2; sysenter; sysexit; syscall; arpl %ax, (%ecx)
	les (%eax), %ecx; lds (%eax), %ecx; lss (%eax), %ecx; bound %eax, (%ecx)
	fld1; fldl (%eax); fstpl 4(%esp); fnsave (%eax); fxsave (%eax)
	fnstsw %ax; fnclex; emms; mfence; clflush (%eax); prefetcht0 (%eax)
	movd %eax, %mm0; pshufw $1, %mm0, %mm1; psrlw $1, %mm0
	movaps (%eax), %xmm0; pshufd $1, %xmm0, %xmm1; cmpps $1, %xmm0, %xmm1
	pshufb %xmm0, %xmm1; palignr $1, %xmm0, %xmm1; pinsrw $1, %eax, %xmm0
	pextrw $1, %xmm0, %eax; roundss $1, %xmm0, %xmm1; aesenc %xmm0, %xmm1
	movbe (%eax), %ecx; lock addl $0, (%esp); data16 addr16 nop
	endbr32; rdrand %eax; xgetbv; iret
"""
# What has no place in code for this machine.
REFUSED = ["", "0f", "66", "66666666666666666666666666666690",
           "c5f877", "c4e27118c0", "62f17c4828c0", "0f0a", "0f04",
           "0f24c0", "0f3900", "8b", "e8000000", "8b84240000"]


@dataclass
class Instruction:
    code: bytes
    text: str


class Bench:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args

    def dump(self, path: Path) -> list[Instruction]:
        done = subprocess.run(
            [self.args.objdump, "-d", "--insn-width=16", str(path)],
            check=True, stdout=subprocess.PIPE, text=True)
        return [Instruction(bytes.fromhex(m[2]), m[3])
                for m in LINE.finditer(done.stdout)
                if "(bad)" not in m[3] and ".byte" not in m[3]]

    def decode(self, codes: list[bytes]) -> list[str]:
        done = subprocess.run(
            [self.args.insncheck], check=True, stdout=subprocess.PIPE,
            input="".join(c.hex() + "\n" for c in codes), text=True)
        lines = done.stdout.splitlines()
        assert len(lines) == len(codes), done.stdout[-200:]
        return lines

    def compare(self, found: list[Instruction]) -> None:
        """Each is as long as objdump has it, and none of it is whole."""
        wrong = []
        lines = self.decode([i.code for i in found])
        for insn, line in zip(found, lines):
            if line.split()[0] == str(len(insn.code)):
                continue
            # fwait and what follows are two instructions, which it joins.
            if insn.code[0] == 0x9b and line.split()[0] == "1":
                continue
            wrong.append(f"{insn.code.hex()} {insn.text}: {line}")
        assert not wrong, "\n".join(wrong[:20])
        cut = sorted({insn.code[:n] for insn in found
                      for n in range(1, len(insn.code))
                      if insn.code[0] != 0x9b})
        whole = [c.hex() for c, line in zip(cut, self.decode(cut))
                 if line != "none"]
        assert not whole, whole[:20]


def takes_the_kernel_apart(b: Bench) -> None:
    for image in b.args.images:
        found = b.dump(image)
        assert len(found) > 10_000, len(found)
        b.compare(found)


def takes_every_kind_apart(b: Bench) -> None:
    source, image = b.args.out / "kinds.S", b.args.out / "kinds.o"
    source.write_text(SOURCE)
    subprocess.run([*b.args.cc.split(), "-m32", "-c", str(source), "-o",
                    str(image)], check=True)
    found = b.dump(image)
    assert len(found) > 300, len(found)
    b.compare(found)


def finds_immediates(b: Bench) -> None:
    cases = {"e812345678": "5 0 1 4", "eb12": "2 0 1 1", "7405": "2 0 1 1",
             "0f8412345678": "6 1 2 4", "c20800": "3 0 1 2", "c3": "1 0 1 0",
             "83c012": "3 0 2 1", "81442404deadbeef": "8 0 4 4",
             "f60001": "3 0 2 1", "f610": "2 0 2 0"}
    lines = b.decode([bytes.fromhex(c) for c in cases])
    assert lines == list(cases.values()), lines


def refuses_what_is_none(b: Bench) -> None:
    codes = [bytes.fromhex(c) for c in REFUSED]
    for code, line in zip(codes, b.decode(codes)):
        assert line == "none", (code.hex(), line)


TESTS = (takes_the_kernel_apart, takes_every_kind_apart, finds_immediates,
         refuses_what_is_none)


def main() -> int:
    p = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    p.add_argument("--insncheck", required=True)
    p.add_argument("--out", required=True, type=Path)
    p.add_argument("--objdump", default="i686-linux-gnu-objdump")
    p.add_argument("--cc", default="i686-linux-gnu-gcc")
    p.add_argument("images", nargs="+", type=Path)
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    bench = Bench(args)
    failed = 0
    print(f"1..{len(TESTS)}")
    for number, test in enumerate(TESTS, 1):
        try:
            test(bench)
            print(f"ok {number} - {test.__name__}", flush=True)
        except (AssertionError, subprocess.CalledProcessError) as why:
            failed += 1
            print(f"not ok {number} - {test.__name__}")
            print("\n".join(f"# {line}" for line in
                            f"{type(why).__name__}: {why}"[:3000].splitlines()),
                  flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
