# SPDX-License-Identifier: MIT
"""Modules of one compiler in a kernel of the other, and at every level.

The same suites run in each: what they check of themselves is what shows that
the code was put together rightly.
"""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, MODULES, PASS, Boot, Log, Stage, whole

SUITES = ("lib_test", "load_test", "notify_test", "protect_test")
WORKED = ("parted: total 6", "chain_c: depth 3", "weak: function 00000000",
          "types: charp=text", "crash_null+0x")
COMMANDS = (*(f"load {s}" for s in SUITES), "load parted", "load chain_c",
            "load weak", "load types charp=text", "load crash")


ONLY = "ONLY=" + " ".join(
    f"{m}.o" for m in (*SUITES, "parts", "parted", "chain_a", "chain_b",
                       "chain_c", "diamond", "weak", "types", "crash", "plain",
                       "slow", "slowuser", "script"))


def check(log: Log) -> None:
    results = ktap.read(log.text)
    for suite in SUITES:
        assert results[suite].ended, log.complain(f"{suite} failed")
    for text in WORKED:
        log.has(text)
    assert log.status == PASS


@pytest.mark.gcc
@pytest.mark.parametrize("boot", [
    pytest.param(b, marks=whole(b), id=b.name) for b in (
        Boot("mixed-modules", modules="other", commands=COMMANDS),
        Boot("mixed-kernel", kernel="other", commands=COMMANDS))])
def test_mixed(log: Log, boot: Boot) -> None:
    """gcc's kernel with clang's modules, and the other way round."""
    check(log)


OPTIONS = {
    "O0": "-O0", "O1-unwind": "-O1 -funwind-tables",
    "O2-g": "-O2 -g -fomit-frame-pointer", "O3": "-O3",
    "O3-sections": "-O3 -ffunction-sections -fdata-sections",
    "Os-no-debug": "-Os -g0",
}


def with_options(name: str, options: str):
    """The test modules, compiled with further options."""
    def make(stage: Stage) -> dict[str, bytes]:
        out = stage.modules.make_modules(HERE / "modules", f"modules-{name}",
                                         f"KCFLAGS={options}", ONLY)
        return {f"{MODULES}/tests/{path.name}": path.read_bytes()
                for path in out.glob("*.ko")}
    return make


@pytest.mark.parametrize("boot", [
    pytest.param(b, marks=whole(b), id=b.name) for b in (
        Boot(f"options-{name}", files=with_options(name, options),
             commands=COMMANDS) for name, options in OPTIONS.items())])
def test_options(log: Log, boot: Boot) -> None:
    check(log)
