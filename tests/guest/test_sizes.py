# SPDX-License-Identifier: MIT
"""Large modules: a file of 9 MB, 25,000 relocations, 5,000 symbols."""

from __future__ import annotations

import errno

import generate
from lab import Boot, Log, Stage, case


def generated(stage: Stage) -> dict[str, bytes]:
    sources = stage.modules.folder / "tests" / "generated-src"
    generate.write(sources)
    out = stage.modules.make_modules(sources, "generated")
    return {f"tests/{path.name}": path.read_bytes()
            for path in sorted(out.glob("gen_*.ko"))}


SIZES = Boot("sizes", files=generated)
SMALL = Boot("sizes-small", memory=24, files=generated)


@case(SIZES, "frames", "insmod tests/gen_large.ko", "unload gen_large",
      "frames")
def test_a_file_of_nine_megabytes(log: Log) -> None:
    log.has("large: 10485760 bytes, 6 and 7\n")
    assert log.result("insmod tests/gen_large.ko") == 0
    before, after = log.results("frames")
    assert before == after


@case(SIZES, "frames", "insmod tests/gen_relocations.ko",
      "unload gen_relocations", "frames")
def test_25000_relocations(log: Log) -> None:
    log.has("relocations: 25000 of 25000 are right\n")
    before, after = log.results("frames")
    assert before == after


@case(SIZES, "frames", "insmod tests/gen_symbols.ko", "find many_symbol_0",
      "find many_symbol_4999", "find many_symbol_5000",
      "insmod tests/gen_imports.ko", "unload gen_symbols",
      "unload gen_imports", "unload gen_symbols", "find many_symbol_0",
      "frames")
def test_5000_symbols(log: Log) -> None:
    log.has("symbols: 5000\n", "script: find many_symbol_0 = gen_symbols\n",
            "script: find many_symbol_4999 = gen_symbols\n",
            "script: find many_symbol_5000 = nobody\n",
            "imports: the sum is 12497500, expected 12497500\n",
            "script: find many_symbol_0 = nobody\n")
    assert log.results("unload gen_symbols") == [-errno.EWOULDBLOCK, 0]
    before, after = log.results("frames")
    assert before == after


@case(SIZES, "insmod tests/gen_few.ko")
def test_missing_symbols_are_all_told(log: Log) -> None:
    """One line for each of 500, and the load ends."""
    assert log.text.count("gen_few: Unknown symbol many_symbol_") == 500
    assert log.result("insmod tests/gen_few.ko") == -errno.ENOENT


@case(SMALL, "frames", "insmod tests/gen_large.ko", "frames", "load hello")
def test_too_large_for_the_memory(log: Log) -> None:
    log.has("gen_large: refused by rule layout.memory (ENOMEM)",
            "Hello, world")
    assert log.result("insmod tests/gen_large.ko") == -errno.ENOMEM
    before, after = log.results("frames")
    assert before == after
