#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests what changes the version of an export, and what does not.

The same declarations are compiled in many ways and read by dwarfksyms. Prints
TAP; exits 1 when a test fails.

usage: test_versions.py --dwarfksyms PATH --abidiff PATH --out DIR --cc CC...
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
from pathlib import Path

EXPORT = """
#define EXPORT(sym) asm(".section __ksymtab,\\"a\\"\\n__ksymtab_" #sym ":\\n" \\
	".long " #sym " - .\\n.previous\\n")
"""
TYPES = """
typedef unsigned int u32;
typedef unsigned long size;
struct opaque;
enum color { RED, GREEN = 5, BLUE, LAST = -1 };
struct list { struct list *next, *prev; };
typedef struct { int counter; } atomic;
struct ops {
	int (*open)(struct opaque *o, const char *name);
	long (*read)(struct opaque *o, char *buffer, size count);
	void (*release)(struct opaque *o) __attribute__((noreturn));
};
struct thing {
	struct list list;
	const volatile u32 *word;
	unsigned char letters[3][4];
	unsigned int first : 3, second : 5;
	_Bool flag : 1;
	enum color color;
	union { int number; struct { short low, high; }; };
	atomic count;
	long long wide;
	const struct ops *ops;
	struct thing *parent;
	double *real;
	int rest[];
};
"""
CODE = """
int take(const struct thing *t, enum color c, u32 n, ...);
int take(const struct thing *t, enum color c, u32 n, ...)
{
	return t->rest[n] + c;
}
EXPORT(take);
void swap_me(int a, char b, struct opaque *o);
void swap_me(int a, char b, struct opaque *o)
{
}
EXPORT(swap_me);
struct ops table[2];
EXPORT(table);
extern const char text[];
const char text[] = "text";
EXPORT(text);
"""
BASE = TYPES + EXPORT + CODE


class Bench:
    """What the tests share: the programs, a folder, the compilers."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.dwarfksyms, self.abidiff = options.dwarfksyms, options.abidiff
        self.out, self.compilers = options.out, options.cc
        self.number = itertools.count()

    def text(self, source: str, *flags: str, cc: str = "",
             name: str = "") -> str:
        """What dwarfksyms says of the source as an object."""
        stem = name or f"s{next(self.number)}"
        path = self.out / f"{stem}.c"
        path.write_text(source)
        made = self.out / f"{stem}.o"
        subprocess.run([*(cc or self.compilers[0]).split(), "-m32", "-g",
                        "-gdwarf-4", "-O2", "-ffreestanding", "-fno-pic",
                        "-w", "-c", str(path), "-o", str(made), *flags],
                       check=True)
        return subprocess.run(
            [self.dwarfksyms, "-n", "test", str(made)], check=True,
            stdout=subprocess.PIPE, text=True).stdout

    def crcs(self, source: str, *flags: str, **more: str) -> dict[str, str]:
        return {line.split("\t")[3]: line.split("\t")[1]
                for line in self.text(source, *flags, **more).splitlines()
                if line.startswith("export\t")}


def same(b: Bench, source: str, *flags: str, **more: str) -> None:
    base = b.crcs(BASE)
    assert sorted(base) == ["swap_me", "table", "take", "text"]
    found = b.crcs(source, *flags, **more)
    assert found == base, (base, found)


def differs(b: Bench, old: str, new: str, *names: str) -> None:
    """The change is seen by these exports, and by no other."""
    assert BASE.count(old) == 1, old
    base, found = b.crcs(BASE), b.crcs(BASE.replace(old, new))
    changed = sorted(n for n in base if base[n] != found[n])
    assert changed == sorted(names), changed


def other_compilers(b: Bench) -> None:
    for cc in b.compilers:
        same(b, BASE, cc=cc)


def other_options(b: Bench) -> None:
    for cc in b.compilers:
        for flags in (("-O0",), ("-O1",), ("-O3",), ("-Os",), ("-gdwarf-5",),
                      ("-fno-omit-frame-pointer", "-mregparm=3"),
                      ("-ffunction-sections",), ("-g3",)):
            same(b, BASE, *flags, cc=cc)


def other_places(b: Bench) -> None:
    same(b, BASE, name="another-name")
    same(b, "\n" * 99 + "/* far down */" + BASE)
    (b.out / "types.h").write_text(TYPES)
    same(b, '#include "types.h"\n' + EXPORT + CODE, f"-I{b.out}")


def other_order(b: Bench) -> None:
    same(b, "struct first { int a; };\nextern struct first *before;\n" + BASE)
    parts = CODE.split("EXPORT(swap_me);\n")
    same(b, TYPES + EXPORT + parts[1] + parts[0] + "EXPORT(swap_me);\n")
    same(b, TYPES.replace("struct list { struct list *next, *prev; };\n", "")
         .replace("enum color", "struct list { struct list *next, *prev; };\n"
                  "enum color", 1) + EXPORT + CODE)


def other_words(b: Bench) -> None:
    same(b, BASE.replace("typedef unsigned int u32", "typedef unsigned u32")
         .replace("long long wide", "signed long long int wide")
         .replace("const volatile u32", "volatile const u32"))
    same(b, BASE.replace("u32", "word32"))
    same(b, BASE.replace("int a, char b", "int x, char y"))
    same(b, BASE.replace("int a, char b", "const int a, char b"))
    same(b, BASE + "struct unused { int a; };\nstatic int helper(int n)\n"
         "{ return n; }\nint other(int n) { return helper(n); }\n")


def members(b: Bench) -> None:
    differs(b, "	long long wide;\n", "	long long wide;\n	int more;\n", "take")
    differs(b, "	_Bool flag : 1;\n", "", "take")
    differs(b, "	long (*read)", "	int (*poll)(void);\n	long (*read)",
            "table", "take")
    differs(b, "struct list *next, *prev;", "struct list *prev, *next;", "take")
    differs(b, "short low, high", "short low, height", "take")


def layout(b: Bench) -> None:
    differs(b, "first : 3, second : 5", "first : 4, second : 4", "take")
    differs(b, "letters[3][4]", "letters[4][3]", "take")
    differs(b, "letters[3][4]", "letters[3][5]", "take")
    differs(b, "	long long wide;", "	int wide;", "take")
    differs(b, "struct ops table[2]", "struct ops table[3]", "table")
    differs(b, "{ int counter; } atomic", "{ long counter; } atomic", "take")


def signatures(b: Bench) -> None:
    head = "void swap_me(int a, char b, struct opaque *o)"
    for new in ("void swap_me(char b, int a, struct opaque *o)",
                "void swap_me(int a, unsigned char b, struct opaque *o)",
                "void swap_me(int a, char b, const struct opaque *o)",
                "int swap_me(int a, char b, struct opaque *o)",
                "void swap_me(int a, char b)",
                "void swap_me(int a, char b, struct opaque *o, ...)",
                "void swap_me(long a, char b, struct opaque *o)"):
        base, found = b.crcs(BASE), b.crcs(BASE.replace(head, new))
        assert [n for n in base if base[n] != found[n]] == ["swap_me"], new
    differs(b, "const char *name)", "char *name)", "table", "take")


def enumerators(b: Bench) -> None:
    differs(b, "GREEN = 5", "GREEN = 6", "take")
    differs(b, "BLUE, LAST", "BLUE, PINK, LAST", "take")
    differs(b, "BLUE, LAST", "AZURE, LAST", "take")


def opaque_structs(b: Bench) -> None:
    """A struct counts from where its members are known to the exporter."""
    differs(b, "struct opaque;", "struct opaque { int a; };", "take", "table",
            "swap_me")
    differs(b, "struct thing *parent;", "struct stranger *parent;", "take")


def extensions(b: Bench) -> None:
    """What KABI_EXTEND() appends does not count; what precedes it does."""
    mark = "	void (*release)(struct opaque *o) __attribute__((noreturn));\n"
    more = "	union { int added; unsigned char __kabi_extend1; };\n"
    same(b, BASE.replace(mark, mark + more).replace("table[2]", "table[2]"))
    differs(b, mark, "	int before;\n" + mark + more, "take", "table")


def explanations(b: Bench) -> None:
    """abidiff tells the member, and --why what a version is made of."""
    old, new = b.out / "old.abi", b.out / "new.abi"
    old.write_text(b.text(BASE))
    new.write_text(b.text(BASE.replace(
        "	long (*read)", "	int (*poll)(void);\n	long (*read)")))
    done = subprocess.run([b.abidiff, old, new], stdout=subprocess.PIPE,
                          text=True, check=False)
    assert done.returncode == 1
    assert ('struct ops: member "poll" at offset 4 is new; "read" moved from '
            '4 to 8; "release" moved from 8 to 12; size was 12, is 16'
            ) in done.stdout, done.stdout
    assert subprocess.run([b.abidiff, old, old], stdout=subprocess.PIPE,
                          check=False).returncode == 0
    why = subprocess.run([b.abidiff, "--why", "take", old],
                         stdout=subprocess.PIPE, text=True, check=True).stdout
    assert "\n\t24:3/5\tsecond\tunsigned int\n" in why, why
    assert "struct opaque declared" in why
    assert subprocess.run([b.abidiff, "--why", "nobody", old],
                          capture_output=True, check=False).returncode == 1


TESTS = [other_compilers, other_options, other_places, other_order, other_words,
         members, layout, signatures, enumerators, opaque_structs, extensions,
         explanations]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dwarfksyms", required=True)
    parser.add_argument("--abidiff", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cc", action="append", required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    bench, failed = Bench(options), 0
    for number, test in enumerate(TESTS, 1):
        try:
            test(bench)
            print(f"ok {number} - {test.__name__}")
        except (AssertionError, subprocess.CalledProcessError) as wrong:
            failed += 1
            print(f"not ok {number} - {test.__name__}")
            print("\n".join(f"# {s}" for s in repr(wrong).splitlines()))
    print(f"1..{len(TESTS)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
