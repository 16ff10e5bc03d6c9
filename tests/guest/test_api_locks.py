# SPDX-License-Identifier: MIT
"""Locks and waiting: every function of the family, and what misuse leads to."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, PASS, Boot, Log, case, whole

SUITES = ("locks_test", "waiting_test")
LOADS = tuple(f"load {s}" for s in SUITES)
ALL = (Boot("locks", commands=LOADS),
       Boot("locks-checked", kernel="debug", modules="debug", commands=LOADS))
RELEASE = Boot("locks-misuse")
DEBUG = Boot("locks-debug", kernel="debug", modules="debug")


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(boot), id=f"{boot.name}-{suite}-{name}")
    for boot in ALL for suite in SUITES
    for name in ktap.cases_in(HERE / f"modules/{suite}.c")])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@pytest.mark.parametrize("boot", [
    pytest.param(b, marks=whole(b), id=b.name) for b in ALL])
def test_proper_use_is_not_told(log: Log, boot: Boot) -> None:
    log.lacks("BUG: ", "WARNING: ")
    assert log.status == PASS


@case(RELEASE, "load misuse how=sleep", "unload misuse")
def test_sleep_while_atomic(log: Log) -> None:
    log.matches(r"BUG: scheduling while atomic: \S+/\d+/0x00000001")
    log.has("Call Trace:", "sleep_while_atomic+0x", "[misuse]",
            "misuse: done with sleep")
