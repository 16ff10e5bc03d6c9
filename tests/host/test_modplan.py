#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests modplan as a program: options, output, exit status, and its speed.

What the core decides is tested by test_core.c, what it writes by
compare_ld.py. Prints TAP; exits 1 when a test fails.

usage: test_modplan.py --modplan PATH --out DIR [--cc CC]
"""
import argparse
import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, NamedTuple

PROGBITS, SYMTAB, STRTAB, NOBITS, REL = 1, 2, 3, 8, 9
WRITE, ALLOC, EXEC = 1, 2, 4
R_386_32, R_386_PC32 = 1, 2


class Run(NamedTuple):
    status: int
    out: str
    err: str


class Bench:
    """What the tests share: the program, a folder, a small object."""

    def __init__(self, modplan: str, out: Path, cc: str) -> None:
        self.modplan, self.out, self.cc = modplan, out, cc
        source = out / "small.c"
        source.write_text(
            "int outside(int *); extern int far __attribute__((weak));\n"
            "static int data[9] = { 1 }; int *pointer = &data[2];\n"
            "int start(void) { return outside(data) + *pointer + far; }\n")
        self.small = out / "small.o"
        subprocess.run([cc, "-m32", "-O2", "-ffreestanding", "-fno-pic",
                        "-fno-asynchronous-unwind-tables", "-c", str(source),
                        "-o", str(self.small)], check=True)

    def __call__(self, *args: object, timeout: int = 60) -> Run:
        r = subprocess.run([self.modplan, *map(str, args)], check=False,
                           capture_output=True, timeout=timeout,
                           stdin=subprocess.DEVNULL)
        return Run(r.returncode, r.stdout.decode(errors="replace"),
                   r.stderr.decode(errors="replace"))

    def plan(self, *args: object) -> dict:
        r = self("--foreign", "--undefined", "0xc0100000", "--json", *args)
        assert r.status == 0, r
        return json.loads(r.out)


def elf(sections: list[tuple[str, int, int, bytes, int, int]]) -> bytes:
    """An object of (name, type, flags, bytes, link, info), from index 1 on."""
    names, body, headers = b"\0", b"", b"\0" * 40
    entries = sections + [(".shstrtab", STRTAB, 0, b"", 0, 0)]
    for i, (name, kind, flags, data, link, info) in enumerate(entries):
        at = len(names)
        names += name.encode() + b"\0"
        if i == len(entries) - 1:
            data = names
        headers += struct.pack("<10I", at, kind, flags, 0, 52 + len(body),
                               len(data), link, info, 4, 0)
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack("<16s2H5I6H", b"\x7fELF\1\1\1", 1, 3, 1, 0, 0,
                       52 + len(body), 0, 52, 0, 0, 40, len(entries) + 1,
                       len(entries))
    return head + body + headers


def undefined_symbols(count: int, name: Callable[[int], str]
                      ) -> tuple[bytes, bytes]:
    """A symbol table of that many, and its strings."""
    strings = bytearray(b"\0")
    symbols = bytearray(16)
    for i in range(count):
        symbols += struct.pack("<3I2BH", len(strings), 0, 0, 0x10, 0, 0)
        strings += name(i).encode() + b"\0"
    return bytes(symbols), bytes(strings)


def prints_help(b: Bench) -> None:
    r = b("--help")
    assert r.status == 0 and r.out.startswith("usage: modplan"), r
    for option in ("--symvers", "--undefined", "--base", "--foreign",
                   "--dump", "--json", "-v"):
        assert option in r.out, option
    assert max(map(len, r.out.splitlines())) <= 80


def refuses_wrong_usage(b: Bench) -> None:
    for args in ([], ["--nonsense", b.small], ["--base", "12", b.small],
                 ["--base", "0x100000000", b.small],
                 ["--undefined", "nowhere", b.small],
                 ["--undefined", "-1", b.small],
                 ["--undefined", "", b.small],
                 ["--symvers", b.out / "absent", b.small],
                 ["--symvers", b.small, b.small],
                 ["--dump", b.out / "d", b.small, b.small]):
        r = b(*args)
        assert r.status == 2 and r.err.startswith("modplan: "), (args, r)
        assert not r.out, (args, r)


def prints_a_plan(b: Bench) -> None:
    r = b("--foreign", "--undefined", "0xc0100000", b.small)
    assert r.status == 0, r
    for text in (f"{b.small}: loadable", ".text", "outside", "--undefined",
                 "0xf0000000"):
        assert text in r.out, (text, r.out)
    assert "R_386" not in r.out
    r = b("--foreign", "--undefined", "0xc0100000", "-v", b.small)
    assert "R_386_32" in r.out and "S=c0100000" in r.out, r.out


def prints_data(b: Bench) -> None:
    plan = b.plan("-v", b.small)
    assert plan["file"] == str(b.small) and plan["verdict"] == "loadable"
    by_name = {s["name"]: s for s in plan["sections"]}
    assert by_name[".text"]["region"] == "text"
    assert by_name[".text"]["address"] == 0xF0000000
    assert by_name[".symtab"]["address"] is None
    undefined = {u["name"]: u for u in plan["undefined"]}
    assert undefined["outside"]["value"] == 0xC0100000
    assert undefined["outside"]["provider"] == "--undefined"
    assert undefined["far"]["weak"]
    for r in plan["relocations"]:
        before, = struct.unpack("<I", bytes.fromhex(r["before"]))
        after, = struct.unpack("<I", bytes.fromhex(r["after"]))
        minus = 0 if r["type"] == "R_386_32" else r["p"]
        assert before == r["a"]
        assert after == (r["s"] + r["a"] - minus) % 2**32, r


def leaves_weak_symbols_zero(b: Bench) -> None:
    symvers = b.out / "Module.symvers"
    symvers.write_text("0x0\toutside\tvmlinux\tEXPORT_SYMBOL\t\n")
    r = b("--foreign", "--json", "--symvers", symvers, b.small)
    assert r.status == 0, r
    undefined = {u["name"]: u for u in json.loads(r.out)["undefined"]}
    assert undefined["far"]["value"] == 0
    assert undefined["far"]["provider"] is None
    assert undefined["outside"]["provider"] == "vmlinux"


def says_why_it_refuses(b: Bench) -> None:
    r = b("--foreign", b.small)
    assert r.status == 1, r
    assert "refused by rule link.unknown_symbol (ENOENT)" in r.out, r
    assert "Unknown symbol outside (err -2)" in r.out, r
    plan = json.loads(b("--foreign", "--json", b.small).out)
    assert plan["verdict"] == "refused" and plan["stage"] == "link"
    assert plan["rule"] == "link.unknown_symbol"
    assert plan["errno"] == "ENOENT"
    assert plan["expected"] and plan["found"] and plan["fix"]
    # Not this kernel's module: no struct module.
    plan = json.loads(b("--json", b.small).out)
    assert plan["rule"] == "check.this_module", plan


def places_where_it_is_told(b: Bench) -> None:
    one = b.plan("--base", "0xd0000000", b.small)
    two = b.plan(b.small)
    assert one["image"]["address"] == 0xD0000000
    assert one["image"]["size"] == two["image"]["size"]
    for x, y in zip(one["sections"], two["sections"]):
        if x["address"] is not None:
            assert y["address"] - x["address"] == 0x20000000


def dumps_memory(b: Bench) -> None:
    dump = b.out / "small.bin"
    plan = b.plan("--dump", dump, b.small)
    image, start = dump.read_bytes(), plan["image"]["address"]
    assert len(image) == plan["image"]["size"]
    inside = bytearray(len(image))
    for r in plan["regions"]:
        at = r["address"] - start
        inside[at:at + r["size"]] = b"\1" * r["size"]
    assert all(inside[i] or not byte for i, byte in enumerate(image))
    text = next(s for s in plan["sections"] if s["name"] == ".text")
    assert any(image[text["address"] - start:][:text["size"]])


def takes_what_it_cannot_read(b: Bench) -> None:
    huge = b.out / "huge"
    with open(huge, "wb") as f:
        f.truncate(5 << 30)
    empty = b.out / "empty"
    empty.write_bytes(b"")
    for path in (b.out / "absent", b.out, huge):
        r = b(path)
        assert r.status == 2 and r.err.startswith("modplan: "), (path, r)
    huge.unlink()
    r = b(empty, "/dev/null")
    assert r.status == 1 and r.out.count("check.header_size") >= 2, r
    # The rest is planned all the same, and the worst status counts.
    r = b("-q", "--foreign", "--undefined", "1", b.small, b.out / "absent",
          empty, b.small)
    assert r.status == 2, r
    assert r.out.count(": loadable") == 2, r
    assert r.out.count(": refused") == 1, r
    r = b("--json", b.out / "absent")
    assert json.loads(r.out)["verdict"] == "unreadable", r


def writes_an_object_a_line(b: Bench) -> None:
    r = b("--foreign", "--undefined", "1", "--json", b.small, b.out / "empty",
          b.small)
    assert [json.loads(line)["verdict"] for line in r.out.splitlines()] == [
        "loadable", "refused", "loadable"], r


def escapes_names(b: Bench) -> None:
    symbols, strings = undefined_symbols(1, lambda i: "evil\x1b[31m\n\"\\")
    path = b.out / "evil\x1b.o"
    path.write_bytes(elf([(".te\x1bxt", PROGBITS, ALLOC | EXEC, bytes(8), 0, 0),
                          (".symtab", SYMTAB, 0, symbols, 3, 1),
                          (".strtab", STRTAB, 0, strings, 0, 0)]))
    plan = b.plan(path)
    assert plan["undefined"][0]["name"] == "evil\x1b[31m\n\"\\"
    assert plan["sections"][0]["name"] == ".te\x1bxt"
    for args in ([], ["--undefined", "1"]):
        r = b("--foreign", *args, path)
        assert "\x1b" not in r.out, r


def reads_a_pipe(b: Bench) -> None:
    r = subprocess.run([b.modplan, "--foreign", "--undefined", "1", "-q",
                        "/dev/stdin"], input=b.small.read_bytes(),
                       capture_output=True, check=False)
    assert r.returncode == 0 and b": loadable" in r.stdout, r


def large(count: int) -> bytes:
    """As many symbols and relocations, each its own."""
    symbols, strings = undefined_symbols(count, lambda i: f"symbol_{i}")
    rels = b"".join(struct.pack("<2I", 4 * i, (i + 1) << 8 | R_386_PC32)
                    for i in range(count))
    return elf([(".text", PROGBITS, ALLOC | EXEC, bytes(4 * count), 0, 0),
                (".rel.text", REL, 0, rels, 3, 1),
                (".symtab", SYMTAB, 0, symbols, 4, 1),
                (".strtab", STRTAB, 0, strings, 0, 0)])


def is_linear(b: Bench) -> None:
    """Half a million of everything: seconds, where squares take hours."""
    path, symvers = b.out / "large.o", b.out / "large.symvers"
    path.write_bytes(large(500_000))
    symvers.write_text("".join(
        f"0x0\tsymbol_{i}\tdir/module-{i % 1000}\tEXPORT_SYMBOL\t\n"
        for i in range(500_000)))
    for args in (["--undefined", "1"], ["--symvers", symvers]):
        started = time.monotonic()
        r = b("--foreign", "-q", *args, path, timeout=60)
        assert r.status == 0, r
        assert time.monotonic() - started < 10
    path.unlink()


def bounds_what_is_missing(b: Bench) -> None:
    """Thousands of missing symbols, thousands of exports: no squares."""
    path, symvers = b.out / "missing.o", b.out / "many.symvers"
    path.write_bytes(large(20_000))
    symvers.write_text("".join(
        f"0x0\tsymbal_{i}\tvmlinux\tEXPORT_SYMBOL\t\n"
        for i in range(50_000)))
    started = time.monotonic()
    r = b("--foreign", "-q", "--symvers", symvers, path, timeout=60)
    assert r.status == 1, r
    assert time.monotonic() - started < 10


def many_sections(b: Bench) -> None:
    """As many sections as the format has indexes for."""
    sections = [(f".text.f{i}", PROGBITS, ALLOC | EXEC, b"\x90" * 4, 0, 0)
                for i in range(60_000)]
    symbols, strings = undefined_symbols(1, lambda i: "one")
    sections += [(".symtab", SYMTAB, 0, symbols, 60_002, 1),
                 (".strtab", STRTAB, 0, strings, 0, 0)]
    path = b.out / "sections.o"
    path.write_bytes(elf(sections))
    started = time.monotonic()
    r = b("--foreign", "-q", "--undefined", "1", path, timeout=60)
    assert r.status == 0, r
    assert time.monotonic() - started < 10
    path.unlink()


TESTS = (prints_help, refuses_wrong_usage, prints_a_plan, prints_data,
         leaves_weak_symbols_zero, says_why_it_refuses,
         places_where_it_is_told, dumps_memory, takes_what_it_cannot_read,
         writes_an_object_a_line, escapes_names, reads_a_pipe, is_linear,
         bounds_what_is_missing, many_sections)


def main() -> int:
    p = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    p.add_argument("--modplan", required=True)
    p.add_argument("--out", required=True, type=Path)
    p.add_argument("--cc", default="i686-linux-gnu-gcc")
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    bench = Bench(args.modplan, args.out, args.cc)
    failed = 0
    print(f"1..{len(TESTS)}")
    for number, test in enumerate(TESTS, 1):
        try:
            test(bench)
            print(f"ok {number} - {test.__name__}", flush=True)
        except (AssertionError, KeyError, ValueError, OSError,
                subprocess.TimeoutExpired) as why:
            failed += 1
            print(f"not ok {number} - {test.__name__}")
            print("\n".join(f"# {line}" for line in
                            f"{type(why).__name__}: {why}"[:2000].splitlines()),
                  flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sys.exit(main())
