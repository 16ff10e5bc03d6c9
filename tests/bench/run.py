#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures a built kernel in guest instructions: a table, and JSON.

usage: run.py --out BUILD [--qemu QEMU] [--json FILE] [--log FILE]

BUILD has the kernel, the demo modules, and in bench/ what workloads.py made
(`make bench` sees to all of it). Three boots under -icount measure everything,
the second one signatures, the third what it costs without module.leaks; the
figures do not depend on the host. docs/costs.md tells what they mean.
Exit 0: every bound is reached; 1: one is not; 2: could not measure.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "guest"))

from workloads import (CHAIN, DECADES, IMPORTS, KEYS, LOOKUPS,  # noqa: E402
                      MISSING, RELOCATIONS, SECTIONS, SIGNED, SYMBOLS,
                      VERSIONS)
from images import archive_of  # noqa: E402

LIMIT = 600  # seconds of wall clock: a guest that hangs
PASS = 33    # QEMU's exit by isa-debug-exit

# Linux 6.1 (i386, Debian) in the same QEMU: init_module of unsigned modules.
LINUX_LOADS = {"relocs_111": 237_000, "relocs_1011": 280_000,
               "relocs_10047": 774_000, "relocs_100407": 6_230_000,
               "exports_100": 2_300_000, "exports_1000": 152_000_000}
# The same of one of 10.7 kB, signed by RSA-4096 over SHA-256.
LINUX_SIGNED = 21_000_000
HASHED = 65_536  # bytes that bench.c hashes
LINUX_UNLOAD = 19_000_000  # the least of its unloads
# What a load may cost: one part in so many of Linux's.
SHARE = {name: 50 if name == "exports_1000" else 3 for name in LINUX_LOADS}
UNLOAD_SHARE = 100
PER_RELOCATION = 30  # over the whole load of the largest
# What a thousand times as many versions may add to each import's check: its
# share of the index.
VERSION_GROWTH = 40


class Failure(Exception):
    """What went wrong, for the user."""


@dataclass
class Row:
    """A line of the table; a bound is the most that `ours` may be."""

    what: str
    ours: float
    linux: int | None = None
    bound: int | None = None

    @property
    def reached(self) -> bool | None:
        return None if self.bound is None else self.ours <= self.bound

    def text(self) -> str:
        verdict = {None: "", True: "yes", False: "NO"}[self.reached]
        ours = (f"{self.ours:,.1f}" if isinstance(self.ours, float)
                else f"{self.ours:,}")
        return (f"{self.what:37}{ours:>13}{number(self.linux):>13}"
                f"{number(self.bound):>11}{verdict:>5}").rstrip()


HEAD = f"{'':37}{'Mortise':>13}{'Linux 6.1':>13}{'bound':>11}{'ok':>5}"


def number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


# ---- The boot ---------------------------------------------------------------

def script() -> list[str]:
    """What the guest is to measure, in this order."""
    lines = ["load hello"]
    lines += [f"load {name}" for name in LINUX_LOADS]
    lines += [f"load words_{n}_{kind}" for n in DECADES
              for kind in ("few", "many")]
    lines += [f"load imports_{n}" for n in VERSIONS]
    lines += ["load sections", "load symbols", "memory hello"]
    lines += [f"lookup lookup_{n} {n}" for n in LOOKUPS]
    lines += [f"chain chain {CHAIN}", "hint missing", "heap on 1000"]
    return lines


# With the record of what modules leave switched off.
OFF_SCRIPT = ["load hello", "heap off 1000"]


def signature_script() -> list[str]:
    """The same of signatures, which the first boot does not look at."""
    return ["hash", *(f"verify {name}" for name in KEYS),
            *(f"load {name}" for name in SIGNED)]


def pack(out: Path, script: list[str]) -> bytes:
    """The initramfs: the modules by name, and the script."""
    files = {"bench/script": "\n".join(script).encode()}
    for path in (out / "modules/hello.ko", out / "bench/guest/bench.ko",
                 *sorted((out / "bench/compiled").glob("*.ko")),
                 *sorted((out / "bench/files").glob("*.*"))):
        if not path.exists():
            raise Failure(f"{path} is missing: run make bench")
        files[f"bench/{path.name}"] = path.read_bytes()
    return archive_of(files)


def run_guest(qemu: str, kernel: Path, initramfs: bytes,
              append: str) -> subprocess.CompletedProcess[bytes]:
    """A boot to its end, with time counted in instructions."""
    with tempfile.NamedTemporaryFile(suffix=".cpio") as initrd:
        initrd.write(initramfs)
        initrd.flush()
        command = [
            qemu, "-accel", "tcg", "-cpu", "max", "-m", "128",
            "-kernel", str(kernel), "-initrd", initrd.name, "-append", append,
            "-display", "none", "-serial", "stdio", "-monitor", "none",
            "-nic", "none", "-no-reboot",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
            "-rtc", "base=2024-01-01,clock=vm",
            "-icount", "shift=5,sleep=off"]
        try:
            return subprocess.run(command, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=LIMIT,
                                  check=False)
        except subprocess.TimeoutExpired as late:
            raise Failure(f"{kernel.name} did not end within {LIMIT} s:\n"
                          + tail(late.stdout or b"")) from late


def boot(out: Path, qemu: str, append: str, script: list[str]) -> str:
    """The log of a boot that measures."""
    done = run_guest(qemu, out / "mortise.elf", pack(out, script),
                     f"debug_exit=1 {append} "
                     "modules=/bench/bench.ko")
    log = done.stdout.decode("utf-8", "replace").replace("\r", "")
    faults = re.findall(r"bench: FAILED.*", log)
    if done.returncode != PASS or faults or "bench: end" not in log:
        raise Failure("\n".join(faults)
                      or f"the boot ended with status {done.returncode}:\n"
                      + tail(done.stdout))
    return log


def tail(text: bytes) -> str:
    return text.decode("utf-8", "replace")[-3000:]


def figures(log: str) -> dict[str, dict[str, int]]:
    """{"load hello": {"load": 1, "unload": 2}, ...}; stages are summed."""
    found: dict[str, dict[str, int]] = {}
    for line in re.findall(r"\] bench: (\w.*=.*)", log):
        words = line.split()
        name = " ".join(w for w in words if "=" not in w)
        values = found.setdefault(name, {})
        for key, value in (w.split("=") for w in words if "=" in w):
            values[key] = values.get(key, 0) + int(value)
    return found


def check_clock(clock: dict[str, int]) -> None:
    """A loop of 2,000 instructions and one of 1,000 rounds must tell so."""
    for name, expected in (("loop2000", 2000), ("rep1000", 1000)):
        if not expected <= clock[name] <= expected + 10:
            raise Failure(f"{name} was counted as {clock[name]} instructions: "
                          "this QEMU's -icount does not count them")


# ---- The tables -------------------------------------------------------------

def load_rows(f: dict[str, dict[str, int]]) -> list[Row]:
    rows = [Row("boot: firmware and loader", f["boot"]["firmware"]),
            Row("boot: kernel's entry to first init", f["boot"]["kernel"]),
            Row("hello: load", f["load hello"]["load"]),
            Row("hello: unload", f["load hello"]["unload"], LINUX_UNLOAD,
                LINUX_UNLOAD // UNLOAD_SHARE)]
    for name, linux in LINUX_LOADS.items():
        kind, count = name.split("_")
        title = (f"{int(count):,} "
                 + {"relocs": "relocations", "exports": "exports"}[kind])
        got = f[f"load {name}"]
        rows.append(Row(f"{title}: load", got["load"], linux,
                        linux // SHARE[name]))
        rows.append(Row(f"{title}: unload", got["unload"], LINUX_UNLOAD,
                        LINUX_UNLOAD // UNLOAD_SHARE))
    most = RELOCATIONS[-1]
    rows.append(Row("the largest: load, per relocation",
                    f[f"load relocs_{most}"]["load"] / most,
                    round(LINUX_LOADS[f"relocs_{most}"] / most),
                    PER_RELOCATION))
    return rows


def symbol_rows(f: dict[str, dict[str, int]]) -> list[Row]:
    """Relocations against one symbol, and against as many as there are."""
    rows = []
    for n in DECADES:
        for kind, symbols in (("few", 1), ("many", n)):
            name = f"words_{n}_{kind}"
            title = f"{n:,} relocations, {symbols:,} symbol{'s'[:symbols - 1]}"
            rows.append(Row(title, f[f"load {name}"]["load"]))
            rows.append(Row("  stage relocate, per relocation",
                            f[f"stages {name}"]["relocate"] / n))
    return rows


def growth_rows(f: dict[str, dict[str, int]]) -> list[Row]:
    rows = []
    for n in LOOKUPS:
        got = f[f"lookup lookup_{n}"]
        rows += [Row(f"{n:,} exports: load, per export", got["load"] / n),
                 Row("  look-up of one of them, mean", got["mean"]),
                 Row("  the dearest of the sample", got["worst"]),
                 Row("  look-up of what nobody exports", got["absent"])]
    checks = [f[f"stages imports_{n}"]["link"] / IMPORTS for n in VERSIONS]
    for n, cost in zip(VERSIONS, checks):
        rows.append(Row(f"{IMPORTS:,} imports, {n:,} versions: each", cost,
                        bound=round(checks[0] + VERSION_GROWTH)))
    chain = f["chain chain"]
    rows += [Row(f"{SECTIONS:,} sections: load, per section",
                 f["load sections"]["load"] / SECTIONS),
             Row(f"{SYMBOLS:,} symbols: load, per symbol",
                 f["load symbols"]["load"] / SYMBOLS),
             Row(f"a chain of {CHAIN:,} modules: load, first",
                 chain["load_first"]),
             Row("  load, last", chain["load_last"]),
             Row("  unload, last", chain["unload_last"]),
             Row("  unload, first", chain["unload_first"]),
             Row(f"{MISSING:,} unknown symbols: refusal, per symbol",
                 f["hint missing"]["load"] / MISSING)]
    return rows


def leak_rows(f: dict[str, dict[str, int]],
              off: dict[str, dict[str, int]]) -> list[Row]:
    """The record of what modules leave: switched on, as it is, and off."""
    rows = []
    for title, key in (("kmalloc and kfree", "kmalloc"),
                       ("a page, and free_page", "page"),
                       ("vmalloc and vfree", "vmalloc")):
        rows += [Row(f"{title}, recorded", f["heap on"][key]),
                 Row("  not recorded: module.leaks=off", off["heap off"][key])]
    for title, key in (("load", "load"), ("unload", "unload")):
        rows += [Row(f"hello: {title}", f["load hello"][key]),
                 Row("  nobody looks: module.leaks=off",
                     off["load hello"][key])]
    return rows


def signature_rows(f: dict[str, dict[str, int]]) -> list[Row]:
    rows = [Row(f"{name.upper()}: verify, with SHA-256",
                f[f"verify {name}"]["cost"]) for name in KEYS]
    rows += [Row(f"{name}: per byte", f[f"hash {name}"]["cost"] / HASHED)
             for name in ("sha1", "sha224", "sha256", "sha384", "sha512")]
    for name, (size, hash_name) in SIGNED.items():
        whole = f[f"load {name}"]["load"]
        least = name.startswith("signed_10k_")
        rows += [Row(f"{size:,} bytes, RSA-4096, {hash_name}: load", whole,
                     LINUX_SIGNED if least else None,
                     LINUX_SIGNED // 3 if least else None),
                 Row("  of it the signature, in percent",
                     100 * f[f"stages {name}"]["admit"] / whole)]
    return rows


def stage_table(f: dict[str, dict[str, int]]) -> list[str]:
    names = ["hello", *LINUX_LOADS]
    stages = list(f["stages hello"])
    lines = ["".join([f"{'stage':11}"] + [f"{n.replace('relocs_', 'r').replace('exports_', 'e'):>9}"
                                          for n in names])]
    for stage in stages:
        lines.append(f"{stage:11}" + "".join(
            f"{f[f'stages {n}'][stage]:>9}" for n in names))
    return lines


def sizes(kernel: Path) -> dict[str, int]:
    """text, data and bss, as size(1) tells them."""
    out = subprocess.run(["size", str(kernel)], check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    text, data, bss = map(int, out.splitlines()[1].split()[:3])
    return {"text": text, "data": data, "bss": bss}


def version_of(qemu: str) -> str:
    out = subprocess.run([qemu, "--version"], check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    return re.search(r"version (\S+)", out)[1]


def print_tables(f: dict[str, dict[str, int]], parts: dict[str, list[Row]],
                 bytes_: dict[str, int], qemu: str) -> None:
    print(f"Guest instructions, by QEMU {qemu} -icount shift=5\n\n{HEAD}")
    for rows in parts.values():
        print("\n".join(row.text() for row in rows), end="\n\n")
    print("What each stage takes (r: relocations, e: exports)\n")
    print("\n".join(stage_table(f)), end="\n\n")
    print(f"kernel: {bytes_['text']:,} bytes of text, {bytes_['data']:,} of "
          f"data, {bytes_['bss']:,} of bss")
    m = f["memory hello"]
    print(f"hello: {m['bytes']:,} bytes in {m['pages']} pages, and "
          f"{m['records']} bytes of records in the heap")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--qemu", default="qemu-system-i386")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--log", type=Path)
    args = parser.parse_args()
    try:
        log = boot(args.out, args.qemu, "module.policy=none", script())
        signed = boot(args.out, args.qemu, "module.policy=warning",
                      signature_script())
        off = boot(args.out, args.qemu, "module.policy=none module.leaks=off",
                   OFF_SCRIPT)
        if args.log:
            args.log.write_text(log + signed + off)
        f = figures(signed) | figures(log)
        check_clock(f["clock"])
    except Failure as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 2
    parts = {"loads": load_rows(f), "symbols": symbol_rows(f),
             "growth": growth_rows(f), "leaks": leak_rows(f, figures(off)),
             "signatures": signature_rows(f)}
    bytes_, qemu = sizes(args.out / "mortise.elf"), version_of(args.qemu)
    print_tables(f, parts, bytes_, qemu)
    if args.json:
        args.json.write_text(json.dumps({
            "unit": "guest instructions", "qemu": qemu, "kernel_bytes": bytes_,
            "rows": [vars(r) | {"reached": r.reached}
                     for rows in parts.values() for r in rows],
            "figures": f}, indent=1) + "\n")
    missed = [r for rows in parts.values() for r in rows if r.reached is False]
    if missed:
        print(f"\n{len(missed)} bound(s) not reached", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
