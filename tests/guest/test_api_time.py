# SPDX-License-Identifier: MIT
"""Time and deferral: every function of the family, and what misuse leads to."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, PASS, Boot, Log, whole

SUITES = ("time_test", "defer_test")
ALL = Boot("time", commands=tuple(f"load {s}" for s in SUITES))


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(ALL), id=f"{suite}-{name}")
    for suite in SUITES
    for name in ktap.cases_in(HERE / f"modules/{suite}.c")])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(ALL)
def test_proper_use_is_not_told(log: Log) -> None:
    log.lacks("BUG: ", "WARNING: ")
    assert log.status == PASS
