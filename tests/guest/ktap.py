# SPDX-License-Identifier: MIT
"""Reads KTAP (Documentation/dev-tools/ktap.rst) out of a boot's log."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

RESULT = re.compile(r"^( *)(not )?ok (\d+) (\S+)(?: # (SKIP)\b.*)?$")
PLAN = re.compile(r"^( *)1\.\.(\d+)$")
SUBTEST = re.compile(r"^ *# Subtest: (\S+)$")
CASE = re.compile(r"^\s*(?:KTAP_)?CASE\((\w+)\)", re.M)


@dataclass
class Suite:
    """The results of one suite, and what was wrong with its form."""

    name: str
    plan: int = -1
    passed: dict[str, bool] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    ended: bool | None = None  # its own line: ok, not ok, or none came


def read(text: str) -> dict[str, Suite]:
    """The suites in a log without times."""
    suites: dict[str, Suite] = {}
    suite: Suite | None = None
    notes: list[str] = []
    for line in text.splitlines():
        if match := SUBTEST.match(line):
            suite = suites[match[1]] = Suite(match[1])
            notes = []
        elif suite is None:
            continue
        elif (match := PLAN.match(line)) and match[1]:
            suite.plan = int(match[2])
        elif (match := RESULT.match(line)) and match[1]:
            if int(match[3]) != len(suite.passed) + 1:
                suite.faults.append(f"number out of order: {line}")
            suite.passed[match[4]] = not match[2]
            suite.notes[match[4]] = notes
            notes = []
        elif match and match[4] == suite.name:
            suite.ended = not match[2]
            if suite.plan != len(suite.passed):
                suite.faults.append(f"{suite.plan} planned, "
                                    f"{len(suite.passed)} came")
            suite = None
        else:
            notes.append(line)
    return suites


def cases_in(source: Path) -> list[str]:
    """The names of the cases that a suite's source lists."""
    return CASE.findall(source.read_text())
