# SPDX-License-Identifier: MIT
"""What modules leave behind: told, refused where it would crash, reclaimed."""

from __future__ import annotations

import errno

from lab import Boot, Log, case

REPORT = Boot("leaks")
RECLAIM = Boot("leaks reclaim", append="module.leaks=reclaim")
OFF = Boot("leaks off", append="module.leaks=off")

ARMED = "leaver: timer still armed, its function is in this module: "


@case(REPORT, "frames", "load leaver leave=timer", "unload leaver",
      "unload leaver", "load leaver", "sleep 1100", "unload leaver", "frames")
def test_armed_timer_keeps_its_module(log: Log) -> None:
    """Exit runs once; when the timer has fired, the module can go."""
    log.has(f"{ARMED}unload refused\n", "leaver:   leads to tick+0x0\n",
            "leaver: refused by rule unload.leaks (EBUSY)",
            f"{ARMED}unload refused\n",
            "leaver: refused by rule admit.kept (EBUSY)", "leaver: tick\n")
    assert log.results("unload leaver") == [-errno.EBUSY] * 2 + [0]
    assert log.results("load leaver") == [0, -errno.EBUSY]
    assert log.text.count("leaver: exit") == 1
    before, after = log.results("frames")
    assert before == after


@case(REPORT, "load leaver leave=timer fail=1", "unload leaver", "sleep 1100",
      "unload leaver", "unload leaver")
def test_what_a_failed_init_left_keeps_the_module(log: Log) -> None:
    log.has(f"{ARMED}the module stays\n", "leaver: tick\n")
    log.lacks("leaver: exit")
    assert log.result("load leaver") == -errno.EIO
    assert log.results("unload leaver") == [-errno.EBUSY, 0, -errno.ENOENT]


@case(RECLAIM, "load leaver leave=timer", "unload leaver", "sleep 1100")
def test_reclaimed_timer(log: Log) -> None:
    log.has("leaver: reclaimed timer still armed\n")
    log.lacks("leaver: tick", "refused")
    assert log.result("unload leaver") == 0


@case(OFF, "load leaver leave=timer", "unload leaver", "insmod none")
def test_nobody_looks(log: Log) -> None:
    log.lacks("timer still armed")
    assert log.result("unload leaver") == 0
