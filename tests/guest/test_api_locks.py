# SPDX-License-Identifier: MIT
"""Locks and waiting: every function of the family, and what misuse leads to."""

from __future__ import annotations

import re

import pytest

import ktap
from lab import HERE, PASS, Boot, Log, Stage, case, whole

SUITES = ("locks_test", "waiting_test", "waitbit_test", "rcu_test")
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


@case(RELEASE, "load misuse how=refcount", "unload misuse")
def test_references_saturate(log: Log) -> None:
    log.has("refcount_t: addition on 0; use-after-free.", "WARNING: ",
            "refcount_t: underflow; use-after-free.", "WARNING: ",
            "misuse: stays at c0000000")


@pytest.mark.parametrize("how, what", [
    pytest.param(how, what, id=how,
                 marks=case(RELEASE, f"load misuse how={how}", "unload misuse"))
    for how, what in (("keepspin", "preemption imbalance"),
                      ("keepirq", "disabled interrupts"),
                      ("unlock", "preemption imbalance"))])
def test_init_that_returns_atomic(log: Log, how: str, what: str) -> None:
    """Linux's line, and the next who runs is not harmed."""
    log.has(f"misuse: done with {how}", "initcall ", "+0x0/0x",
            f"[misuse] returned with {what}", "WARNING: ")
    log.lacks("BUG: ")
    assert log.result("unload misuse") == 0


@case(RELEASE, "load misuse how=callback", "unload misuse", "sleep 50",
      "unload misuse")
def test_callback_without_barrier(log: Log) -> None:
    """What RCU would call holds the module, until it has been called."""
    log.has("RCU callback pending", "call rcu_barrier()")
    first, second = log.results("unload misuse")
    assert first < 0 and second == 0


# What is done; the lines that tell of it, in order; where.
TOLD = {
    "mutex": (("BUG: sleeping function called from invalid context at "
               "kernel/locking/mutex.c:", "in_atomic(): 1, irqs_disabled(): 0",
               "1 lock held by", "(spin){write}, at: mutex_while_spinning+0x",
               "fix: "), "mutex_while_spinning"),
    "alloc": (("BUG: sleeping function called from invalid context at ",
               "in_atomic(): 1, irqs_disabled(): 1", "fix: ", "GFP_ATOMIC"),
              "allocate_while_spinning"),
    "twice": (("BUG: spinlock recursion on CPU#0", "(spin)",
               ".magic: dead4ead", "which took it at: spin_twice+0x", " fix: "),
              "spin_twice"),
    "timer": (("BUG: spinlock recursion on CPU#0", "spin_against_timer+0x",
               "spin_lock_irqsave()"), "take_in_timer"),
    "unlock": (("BUG: spinlock already unlocked on CPU#0", " fix: "),
               "unlock_free_spin"),
    "unmade": (("BUG: spinlock bad magic on CPU#0", ".magic: 00000000",
                "spin_lock_init()"), "spin_unmade"),
    "upgrade": (("BUG: rwlock recursion on CPU#0",), "write_while_reading"),
    "unbalanced": (("WARNING: bad unlock balance detected!",
                    "is trying to release lock (mutex) at:",
                    "there are no more locks to release!", "fix: "),
                   "unlock_free_mutex"),
    "thief": (("WARNING: bad unlock balance detected!",
               "thief/", "it is held by ", "unlock_by_another+0x"),
              "unlock_others"),
    "recursion": (("WARNING: possible recursive locking detected",
                   "is trying to acquire lock:", "(mutex)",
                   "already holding lock:", "*** DEADLOCK ***", "fix: "),
                  "lock_twice"),
    "keepmutex": (("WARNING: initcall ", "+0x0/0x", "lock held!",
                   "1 lock held by", "(mutex){write}, at: return_with_mutex"),
                  "return_with_mutex"),
    "keeprwsem": (("returned with lock held!", "(rwsem){read}"),
                  "return_with_rwsem"),
    "keepspin": (("returned with lock held!", "(spin){write}",
                  "preemption imbalance"), "return_with_spin"),
    "keeper": (("WARNING: kernel thread keep_mutex+0x0/0x", "lock held!",
                "1 lock held by keeper/"), "keep_mutex"),
    "freed": (("WARNING: held lock freed!", "fix: "), "free_locked"),
    "assert": (("WARNING: CPU: 0",), "assert_not_held"),
    "reader": (("WARNING: suspicious RCU usage",
                "suspicious rcu_dereference_check() usage!"),
               "read_without_rcu"),
    "rcusleep": (("BUG: scheduling while atomic: ",), "sleep_in_rcu"),
}


@pytest.mark.parametrize("how", [
    pytest.param(how, marks=case(DEBUG, "sleep 1100", f"load misuse how={how}",
                                 "unload misuse")) for how in TOLD])
def test_misuse_is_told(log: Log, how: str) -> None:
    lines, function = TOLD[how]
    log.has(*lines)
    log.has(f"{function}+0x", "[misuse]")
    log.has(f"misuse: done with {how}")


def misuse_of_release(stage: Stage) -> bytes:
    """The module as RELEASE has it: the debug build lies beside that one."""
    folder = stage.modules.folder.parent / "tests/modules"
    return (folder / "misuse.ko").read_bytes()


@case(DEBUG, "insmod tests/release.ko",
      files={"tests/release.ko": misuse_of_release})
def test_builds_do_not_mix(log: Log) -> None:
    log.has("misuse: version magic '6.12.0-mortise mod_unload",
            "should be '6.12.0-mortise debug_locks mod_unload")
    assert log.result("insmod tests/release.ko") == -8


@case(RELEASE, "load race", "unload race", "load race lock=1", "unload race")
def test_demo_shows_the_race(log: Log) -> None:
    counted = [int(n) for n in re.findall(
        r"race: 2 threads counted to (\d+), should be 20", log.text)]
    assert len(counted) == 2 and counted[0] < 20 and counted[1] == 20
