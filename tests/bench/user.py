#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures user space in guest instructions, on Mortise and on Debian's Linux.

usage: user.py --out BUILD [--qemu QEMU] [--peer VMLINUZ] [--json FILE]

BUILD has kernel and initramfs, tests/bench/user, and in bench/ what
workloads.py made (`make bench` sees to it). Each kernel boots once, with the
same initramfs and the same QEMU under -icount. Without --peer Linux' figures
are those measured with Debian's 6.1.0-50-686. Exit 0: every bound is reached;
1: one is not; 2: could not measure.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "guest"))

from images import archive_of  # noqa: E402
from run import (HEAD, LINUX_LOADS, LINUX_UNLOAD, SHARE,  # noqa: E402
                 UNLOAD_SHARE, Failure, Row, run_guest)

BOOT_SHARE = 20  # a boot may take one part in so many of Linux's

TITLES = {"boot": "reset to the prompt, in thousands",
          "call": "a system call that does nothing",
          "fork": "fork, exit, wait", "exec": "fork, exec, wait",
          "busybox": "fork, exec of BusyBox, wait",
          "pipe": "a KiB through a pipe",
          "insmod": "insmod hello.ko as a whole"}
# Debian's 6.1.0-50-686, measured by --peer in QEMU 7.2.
LINUX = {"boot": 6_476_616, "call": 421, "fork": 179_281,
         "exec": 673_020, "busybox": 782_495, "pipe": 2_635}

# Read by each login shell: the first of them measures, and ends the boot.
PROFILE = """\
set -C
if true 2>/dev/null >/tmp/once; then
	/bench/user boot
	/bench/user
	[ "$(uname)" != Mortise ] || /bench/user /bench/hello.ko /bench/*_*.ko
	poweroff -f
fi
exec sleep 10000
"""


def pack(out: Path) -> bytes:
    """The built initramfs, and what measures."""
    files = {"etc/profile": PROFILE.encode(),
             "bench/user": (out / "bench/user").read_bytes(),
             "bench/hello.ko": (out / "modules/hello.ko").read_bytes()}
    for name in LINUX_LOADS:
        files[f"bench/{name}.ko"] = (
            out / f"bench/compiled/{name}.ko").read_bytes()
    return (out / "initramfs.cpio").read_bytes() + archive_of(files)


def boot(kernel: Path, initramfs: bytes, qemu: str, append: str) -> str:
    """What the boot has said."""
    done = run_guest(qemu, kernel, initramfs, append)
    return done.stdout.decode("utf-8", "replace").replace("\r", "")


def figures(log: str) -> dict[str, int]:
    found = {name: int(count) for name, count in
             re.findall(r"^bench: ([\w-]+)=(\d+)$", log, re.M)}
    if "pipe" not in found:
        raise Failure("the guest did not measure:\n" + log[-3000:])
    return found | {"boot": found["boot"] // 1000}


def rows(ours: dict[str, int], linux: dict[str, int]) -> list[Row]:
    table = [Row(title, ours[name], linux.get(name),
                 linux[name] // BOOT_SHARE
                 if name == "boot" and name in linux else None)
             for name, title in TITLES.items()]
    for name, least in LINUX_LOADS.items():
        table += [Row(f"{name}: init_module", ours[f"load-{name}"], least,
                      least // SHARE[name]),
                  Row(f"{name}: delete_module", ours[f"unload-{name}"],
                      LINUX_UNLOAD, LINUX_UNLOAD // UNLOAD_SHARE)]
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--qemu", default="qemu-system-i386")
    parser.add_argument("--peer", type=Path, metavar="VMLINUZ")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    try:
        initramfs = pack(args.out)
        ours = figures(boot(args.out / "mortise.elf", initramfs, args.qemu,
                            "debug_exit=1"))
        linux = LINUX
        if args.peer:
            linux = figures(boot(args.peer, initramfs, args.qemu,
                                 "console=ttyS0"))
    except (Failure, OSError) as failure:
        print(f"bench: {failure}", file=sys.stderr)
        return 2
    table = rows(ours, linux)
    print(HEAD)
    print("\n".join(row.text() for row in table))
    if args.json:
        args.json.write_text(json.dumps(
            {"unit": "guest instructions",
             "rows": [vars(r) | {"reached": r.reached} for r in table]},
            indent=1) + "\n")
    missed = [r for r in table if r.reached is False]
    if missed:
        print(f"\n{len(missed)} bound(s) not reached", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
