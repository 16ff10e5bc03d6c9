#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what modplan makes of an object with what GNU ld makes of it.

Each source of tests/host/objects is compiled by each compiler with each set
of options (and the sources together, by `ld -r`); modplan places it, GNU ld
links it at the very same addresses, and the bytes of every section must be
equal. Given FILEs, compares those instead. Prints TAP; exits 1 when a
comparison fails.

usage: compare_ld.py --modplan PATH --out DIR [--ld LD] [--cc CC]... [FILE]...
"""
import argparse
import itertools
import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

OPTIONS = {
    "O0": "-O0", "O1": "-O1", "O2": "-O2", "O3": "-O3", "Os": "-Os",
    "O2-g": "-O2 -g", "O0-g": "-O0 -g",
    "O2-sections": "-O2 -ffunction-sections -fdata-sections",
    "O3-g-sections": "-O3 -g -ffunction-sections -fdata-sections",
    "Os-regparm": "-Os -mregparm=3",
    "O2-sse": "-O2 -msse2 -ftree-vectorize",
}
COMMON = ("-m32 -ffreestanding -fno-pic -fno-pie -fno-common "
          "-fno-asynchronous-unwind-tables -fno-stack-protector "
          "-fcf-protection=none").split()
UNDEFINED = 0xC0123450
# GNU ld takes no section of that name from an object.
LEFT_OUT = {".note.gnu.build-id"}
SHT_NOBITS, MERGE_STRINGS = 8, 0x30


class Section(NamedTuple):
    header: int  # where its header is in the file
    name: str
    type: int
    flags: int
    address: int
    offset: int
    size: int


class Failure(Exception):
    """A comparison that failed, in a sentence."""


def run(*command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def sections(image: bytes) -> list[Section]:
    table, = struct.unpack_from("<I", image, 32)
    count, names = struct.unpack_from("<HH", image, 48)
    raw = [struct.unpack_from("<10I", image, table + 40 * i)
           for i in range(count)]
    base = raw[names][4]

    def name(offset: int) -> str:
        end = image.index(b"\0", base + offset)
        return image[base + offset:end].decode()

    return [Section(table + 40 * i, name(r[0]), *r[1:6])
            for i, r in enumerate(raw)]


def without_merging(image: bytes) -> bytes:
    """The same object, where no section lets a linker merge what it has."""
    out = bytearray(image)
    for s in sections(image):
        struct.pack_into("<I", out, s.header + 8, s.flags & ~MERGE_STRINGS)
    return bytes(out)


def contents(image: bytes, s: Section) -> bytes:
    if s.type == SHT_NOBITS:
        return bytes(s.size)
    return image[s.offset:s.offset + s.size]


def linker_script(plan: dict) -> str:
    """One output section for each that is loaded, at modplan's address."""
    lines = ["SECTIONS {"]
    placed = [s for s in plan["sections"] if s["address"]]
    for s in sorted(placed, key=lambda s: (s["address"], s["size"])):
        lines.append(f'  placed_{s["index"]} {s["address"]:#x} : '
                     f'SUBALIGN(1) {{ KEEP(*("{s["name"]}")) }}')
    for s in plan["sections"]:
        if not s["address"]:
            lines.append(f'  /DISCARD/ : {{ *("{s["name"]}") }}')
    return "\n".join(lines + ["}", ""])


def link(ld: str, obj: Path, plan: dict, work: Path) -> bytes:
    script, copy = work / "script.ld", work / "unmerged.o"
    linked, symbols = work / "linked.elf", work / "symbols.ld"
    script.write_text(linker_script(plan))
    symbols.write_text("".join(
        f'"{u["name"]}" = {u["value"]:#x};\n' for u in plan["undefined"]
        if u["name"] != "_GLOBAL_OFFSET_TABLE_"))
    copy.write_bytes(without_merging(obj.read_bytes()))
    r = run(ld, "-m", "elf_i386", "-static", "-e", "0", "--no-warnings",
            "-T", str(script), str(symbols), str(copy), "-o", str(linked))
    if r.returncode:
        raise Failure(f"GNU ld: {r.stderr.strip()}")
    return linked.read_bytes()


def compare(modplan: str, ld: str, obj: Path, work: Path) -> int:
    """The number of bytes that were equal."""
    dump = work / "image.bin"
    r = run(modplan, "--foreign", "--undefined", hex(UNDEFINED), "--json",
            "--dump", str(dump), str(obj))
    if r.returncode:
        raise Failure(f"modplan: exit status {r.returncode}: {r.stdout[:600]}")
    plan = json.loads(r.stdout)
    ours, start = dump.read_bytes(), plan["image"]["address"]
    if len(ours) != plan["image"]["size"]:
        raise Failure(f"--dump has {len(ours)} bytes, the plan says "
                      f"{plan['image']['size']}")
    linked = link(ld, obj, plan, work)
    theirs = {s.name: s for s in sections(linked)}
    total = 0
    for s in plan["sections"]:
        if not s["address"] or not s["size"] or s["name"] in LEFT_OUT:
            continue
        name = f'placed_{s["index"]}'
        if name not in theirs:
            raise Failure(f'GNU ld has no section for {s["name"]}')
        if theirs[name].address != s["address"]:
            raise Failure(f'GNU ld moved {s["name"]}')
        want = contents(linked, theirs[name])
        at = s["address"] - start
        have = ours[at:at + s["size"]]
        if have != want:
            raise Failure(difference(s["name"], have, want))
        total += len(want)
    return total


def difference(name: str, have: bytes, want: bytes) -> str:
    if len(have) != len(want):
        return f"{name}: {len(have)} bytes, GNU ld has {len(want)}"
    at = next(i for i, (a, b) in enumerate(zip(have, want)) if a != b) & ~3
    return (f"{name}+{at:#x}: {have[at:at + 8].hex()}, "
            f"GNU ld has {want[at:at + 8].hex()}")


def built(args: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """Compiles everything with everything: pairs of a name and an object."""
    sources = sorted((Path(__file__).parent / "objects").glob("*.c"))
    for cc, (label, flags) in itertools.product(args.cc, OPTIONS.items()):
        objects = []
        compiler = Path(cc.split()[0]).name
        for source in sources:
            obj = args.out / f"{compiler}-{label}-{source.stem}.o"
            r = run(*cc.split(), *COMMON, *flags.split(), "-c", str(source),
                    "-o", str(obj))
            if r.returncode:
                raise SystemExit(f"compare_ld.py: {cc}: {r.stderr}")
            objects.append(str(obj))
            yield f"{compiler} {label} {source.stem}", obj
        whole = args.out / f"{compiler}-{label}.ko"
        r = run(args.ld, "-m", "elf_i386", "-r", *objects, "-o", str(whole))
        if r.returncode:
            raise SystemExit(f"compare_ld.py: {args.ld} -r: {r.stderr}")
        yield f"{compiler} {label} all by ld -r", whole


def main() -> int:
    p = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    p.add_argument("--modplan", required=True)
    p.add_argument("--out", required=True, type=Path)
    p.add_argument("--ld", default="i686-linux-gnu-ld")
    p.add_argument("--cc", action="append", default=[],
                   help="a compiler and its options, e.g. i686-linux-gnu-gcc")
    p.add_argument("file", nargs="*", type=Path, metavar="FILE")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pairs = ((str(f), f) for f in args.file) if args.file else built(args)
    number = failed = 0
    for number, (name, obj) in enumerate(pairs, 1):
        try:
            total = compare(args.modplan, args.ld, obj, args.out)
            print(f"ok {number} {name}: {total} bytes", flush=True)
        except Failure as failure:
            failed += 1
            print(f"not ok {number} {name}\n# {failure}", flush=True)
    print(f"1..{number}")
    return 1 if failed or not number else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sys.exit(main())
