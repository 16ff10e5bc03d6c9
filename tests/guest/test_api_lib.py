# SPDX-License-Identifier: MIT
"""The library of modules: formats, strings, containers, hashes, the log."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, PASS, Boot, Log, case, whole

SUITES = ("api_lib_test", "sg_test", "library_test")
ALL = Boot("api-lib", commands=tuple(f"load {s}" for s in SUITES))
DEMOS = Boot("api-lib-demos")


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(ALL), id=f"{suite}-{name}")
    for suite in SUITES
    for name in ktap.cases_in(HERE / f"modules/{suite}.c")])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(ALL)
def test_lines(log: Log) -> None:
    """Continued lines are one, and each line of a message stands alone."""
    log.has("begun, continued\n",
            "dump: 00000000: 33323130 37363534 62613938 66656463  "
            "0123456789abcdef\n",
            "dump: 00000010: 58 59", "\nwithout newline\ntwo\nlines\n")
    assert log.text.count("said once\n") == 1
    assert log.status == PASS


@case(DEMOS, "load containers", "unload containers", "load digest",
      "unload digest", "load digest name=sha3", "unload digest")
def test_demos(log: Log) -> None:
    log.has("containers: list: 5 3 9 1 7\n", "containers: sorted: 1 3 5 7 9\n",
            "containers: tree: 1 3 5 7 9\n", "containers: fifo: 5 3 9 1 7\n",
            "digest: sha256(Hello, world!) = 315f5bdb76d078c43b8ac0064e4a0164"
            "612b1fce77c869345bfc94c75894edd3\n")
    log.has("digest: there is no hash sha3: -ENOENT\n")
    log.lacks("leaked")
