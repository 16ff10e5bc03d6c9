# SPDX-License-Identifier: MIT
"""The kernel's verdicts on the cases' files, from one boot in QEMU.

The module `script` of tests/guest loads them one after another, and unloads
those that have loaded. Free frames are counted before and after each: a
refused load leaves nothing.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from files import File
from images import archive_of

LIMIT = 200  # seconds of wall clock: a guest that hangs
PASS = 33    # QEMU's exit by isa-debug-exit
TIME = re.compile(r"^\[ *\d+\.\d{6}\] ", re.M)


@dataclass
class Verdict:
    """What the kernel said of one file."""

    result: int  # 0, or a negative errno
    rule: str    # "": none
    errno: str
    frames_lost: int
    log: str


def script(asked: list[File]) -> str:
    lines = []
    for number, file in enumerate(asked):
        lines += [f"case {number}", "frames",
                  f"insmod cases/{number} {file.case.args}".rstrip()]
        if not file.case.rule:
            lines.append(f"unload {file.module}")
        lines.append("frames")
    return "\n".join([*lines, "case end", ""])


def boot(kernel: Path, qemu: str, loader: Path, asked: list[File]) -> str:
    files = {f"cases/{n}": f.path.read_bytes() for n, f in enumerate(asked)}
    files["tests/script.ko"] = loader.read_bytes()
    files["tests/script"] = script(asked).encode()
    with tempfile.NamedTemporaryFile(suffix=".cpio") as initrd:
        initrd.write(archive_of(files))
        initrd.flush()
        done = subprocess.run(
            [qemu, "-accel", "tcg", "-cpu", "max", "-m", "256",
             "-kernel", str(kernel), "-initrd", initrd.name,
             "-append", "debug_exit=1 module.policy=none modules=/tests/script.ko",
             "-display", "none", "-serial", "stdio", "-monitor", "none",
             "-nic", "none", "-no-reboot",
             "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
             "-icount", "shift=5,sleep=off"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=LIMIT, check=False)
    log = TIME.sub("", done.stdout.decode("utf-8", "replace")
                   .replace("\r", ""))
    if done.returncode != PASS:
        log += f"\nthe boot ended with status {done.returncode}"
    return log


def read_verdict(part: str, number: int) -> Verdict | None:
    result = re.search(rf"^script: insmod cases/{number} = (-?\d+)$", part,
                       re.M)
    frames = [int(n) for n in re.findall(r"^script: frames = (\d+)$", part,
                                         re.M)]
    if not result or len(frames) != 2:
        return None
    # The first of those that tell the errno which the load returned.
    rule, errno = "", ""
    for name, error in re.findall(r": refused by rule (\S+) \((\w+)\)$", part,
                                  re.M):
        if error != errno:
            rule, errno = name, error
    return Verdict(int(result[1]), rule, errno, frames[0] - frames[1], part)


def verdicts(out: Path, qemu: str, asked: list[File],
             ) -> dict[str, Verdict | str]:
    """By the case's name; a text where the boot died before it could tell."""
    log = boot(out / "mortise.elf", qemu,
               out / "tests/conformance/guest/script.ko", asked)
    parts = re.split(r"^script: case (\w+)$", log, flags=re.M)
    parts_of = dict(zip(parts[1::2], parts[2::2]))
    return {f.case.name: read_verdict(parts_of.get(str(n), ""), n) or log[-3000:]
            for n, f in enumerate(asked)}
