# SPDX-License-Identifier: MIT
"""The suites that run inside the kernel: a test for each of their cases."""

from __future__ import annotations

import pytest

import ktap
from images import renamed
from lab import FAIL, HERE, Boot, Log, Stage, whole

MEMBERS = 1000


def members(stage: Stage) -> dict[str, bytes]:
    """One module under a thousand names."""
    member = stage.ko("member")
    return {f"tests/many/member_{i:04}.ko": renamed(member, f"member_{i:04}")
            for i in range(MEMBERS)}


def loads(*suites: str) -> tuple[str, ...]:
    return tuple(f"load {s}" for s in suites)


RUNS = {
    Boot("kernel", commands=loads("heap_test", "tasks_test", "lib_test")):
        ["heap_test", "tasks_test", "lib_test"],
    Boot("loader", commands=loads("load_test", "notify_test")):
        ["load_test", "notify_test"],
    Boot("protect", commands=loads("protect_test")): ["protect_test"],
    Boot("protect-no-nx", cpu="qemu32,+pae,-nx",
         commands=loads("protect_test nx=0")): ["protect_test"],
    Boot("heap-large", memory=1024, commands=loads("heap_test")):
        ["heap_test"],
    Boot("heap-small", memory=24, commands=loads("heap_test")): ["heap_test"],
    Boot("heap-debug", kernel="debug", modules="debug",
         commands=loads("heap_test")): ["heap_test"],
    Boot("stress", commands=loads("stress_test"), append="loglevel=2"):
        ["stress_test"],
    Boot("faults", commands=loads("faults_test")): ["faults_test"],
    Boot("faults-many", commands=loads("faults_test rounds=300"),
         append="loglevel=2"): ["faults_test"],
    Boot("many", commands=loads("many_test"), files=members): ["many_test"],
}


def all_cases() -> list:
    return [pytest.param(suite, name, marks=whole(boot),
                         id=f"{boot.name}-{suite}-{name}")
            for boot, suites in RUNS.items() for suite in suites
            for name in ktap.cases_in(HERE / f"modules/{suite}.c")]


@pytest.mark.parametrize("suite, name", all_cases())
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results, log.complain(f"{suite} did not run")
    assert name in results.passed, log.complain(f"{name} did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@pytest.mark.parametrize("suite", [
    pytest.param(suite, marks=whole(boot), id=f"{boot.name}-{suite}")
    for boot, suites in RUNS.items() for suite in suites])
def test_form(log: Log, suite: str) -> None:
    """The plan, the numbers and the last line are what KTAP asks for."""
    results = ktap.read(log.text)[suite]
    assert not results.faults
    assert results.ended == all(results.passed.values())


@pytest.mark.parametrize("boot", [
    pytest.param(b, marks=whole(b), id=b.name) for b in RUNS])
def test_exit_status(log: Log, boot: Boot) -> None:
    """QEMU's exit tells the same as the results do."""
    results = ktap.read(log.text).values()
    assert log.status == (boot.ends if all(r.ended for r in results) else FAIL)


@whole(next(b for b in RUNS if b.name == "faults"))
def test_failed_allocations_are_told(log: Log) -> None:
    """A load that fails for want of memory says in which stage it did."""
    for rule in ("layout.memory", "link.memory", "seal.memory", "start.memory",
                 "check.memory"):
        log.has(f"refused by rule {rule} (ENOMEM)")


@whole(next(b for b in RUNS if b.name == "loader"))
def test_refusals_of_what_is_under_way_are_told(log: Log) -> None:
    """Who comes while another load or unload runs is told why it may not."""
    for rule, error in (("link.exporter_going", "ENOENT"),
                        ("link.exporter_busy", "EBUSY"),
                        ("admit.busy", "EBUSY"), ("admit.failed", "EBUSY"),
                        ("unload.busy", "EBUSY")):
        assert f"refused by rule {rule} ({error})" in log
