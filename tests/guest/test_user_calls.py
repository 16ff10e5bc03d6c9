# SPDX-License-Identifier: MIT
"""The suites of tests/user, as they hold on Mortise: a test for each case."""

from __future__ import annotations

import pytest

import ktap
from lab import PASS, Log, whole
from userspace import PROGRAMS, Session, program

CALLS = sorted(p.stem for p in PROGRAMS.glob("*.c")
               if p.stem not in ("stress", "fuzz", "devices", "input"))


def boot(name: str, *suites: str, **more) -> Session:
    """The loglevel keeps the kernel's lines out of the results."""
    return Session(f"user-{name}", append="loglevel=1 module.force_load=1",
                   commands=tuple(f"/tests/{s}" for s in suites),
                   files={f"tests/{s.split()[0]}": program(s.split()[0])
                          for s in suites}, **more)


RUNS = {
    boot("calls", *CALLS): CALLS,
    boot("calls-small", *CALLS, memory=56): CALLS,
    boot("calls-no-nx", "memory", "process", cpu="qemu32,+pae,-nx"):
        ["memory", "process"],
    boot("stress", "stress"): ["stress"],
    boot("fuzz", "fuzz"): ["fuzz"],
    boot("fuzz-2", "fuzz 2"): ["fuzz"],
}


@pytest.mark.user
@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(run),
                 id=f"{run.name}-{suite}-{name}")
    for run, suites in RUNS.items() for suite in suites
    for name in ktap.cases_in(PROGRAMS / f"{suite}.c")])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results, log.complain(f"{suite} did not run")
    assert name in results.passed, log.complain(f"{name} did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@pytest.mark.user
@pytest.mark.parametrize("run", [
    pytest.param(b, marks=whole(b), id=b.name) for b in RUNS])
def test_the_kernel_is_well(log: Log, run: Session) -> None:
    """No suite leaves an oops or a warning, or ends the boot."""
    log.lacks("BUG: ", "Oops: ", "WARNING: ", "Kernel panic")
    assert log.status == PASS
    assert all(r.ended is not None and not r.faults
               for r in ktap.read(log.text).values())
