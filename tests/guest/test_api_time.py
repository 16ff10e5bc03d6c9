# SPDX-License-Identifier: MIT
"""Time and deferral: every function of the family, and what misuse leads to."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, PASS, Boot, Log, whole

SUITES = ("time_test", "defer_test", "workers_test", "keyboard_test")
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


# What is left, and what the log says of it, before the refusal.
LEFT = {
    "work": "work still queued on events, its function",
    "long": "work still running on events, its function",
    "delayed": "delayed work still waiting, its function",
    "tasklet": "tasklet still scheduled, its function",
    "hrtimer": "hrtimer still armed, its function",
    "irq": "interrupt handler lingering, its function",
    "thread": "kernel thread lingering, its function",
    "notifier": "reboot notifier, its function",
}


@pytest.mark.parametrize("left", [
    pytest.param(left, marks=whole(Boot(
        f"time-{left}", commands=(f"load lingerer leave={left}",
                                  *(("sleep 20",) if left == "long" else ()),
                                  "unload lingerer"))), id=left)
    for left in LEFT])
def test_what_would_be_called_keeps_the_module(log: Log, left: str) -> None:
    log.has(f"lingerer: {LEFT[left]} is in this module: unload refused\n")


QUEUE = Boot("time-queue",
             commands=("load lingerer leave=queue", "unload lingerer"))


@whole(QUEUE)
def test_a_queue_that_is_left_is_told(log: Log) -> None:
    log.matches(r"lingerer: leaked workqueue lingering at leave_queue\+0x.*")
    log.lacks("refused")


MISUSES = {
    "count": r"timer: locking_timer_fn\+0x0/\S+ \[lingerer\] preempt leak: "
             "00000100 -> 00000101",
    "own_timer": "timer: own_timer_fn .*waits for its own end",
    "own_work": "workqueue: own_work_fn .*waits for its own end",
    "locked": "BUG: workqueue leaked atomic, lock or RCU: kworker/0:",
    "sleep": "BUG: scheduling while atomic: ",
    "enable": "Unbalanced enable for IRQ 1",
    "free": "Trying to free already-free IRQ 1",
    "add": "WARNING: CPU: 0 PID: .* add_timer",
}
MISUSE = Boot("time-misuse", commands=tuple(
    step for m in MISUSES for step in (f"load lingerer misuse={m}",
                                       "unload lingerer")))


@pytest.mark.parametrize("misuse", [
    pytest.param(m, marks=whole(MISUSE), id=m) for m in MISUSES])
def test_misuse_is_told(log: Log, misuse: str) -> None:
    log.matches(MISUSES[misuse] + ".*")


@whole(MISUSE)
def test_misuse_is_survived(log: Log) -> None:
    assert log.text.count("lingerer: done") == len(MISUSES)
