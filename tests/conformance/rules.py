# SPDX-License-Identifier: MIT
"""Whether each rule of kernel/refuse.c is tested and told of.

A rule that a file can break has a case in cases.py; one that takes a state of
the kernel (a switch, another module, no memory) is named by a test in
tests/guest. Each has an entry in docs/refusals.md with the errno that the
sources return; nothing there tells of a rule that is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases import CASES

RULE = re.compile(r'\{\s*"([a-z]+\.[a-z_]+)",')
CALL = re.compile(r'refuse(?:_unload)?\(\s*[^,()]+(?:->\w+)?,\s*'
                  r'([^,]+),\s*"([a-z]+\.[a-z_]+)"', re.S)
# A verdict on a signature: its rule, and NULL where every policy refuses it with
# the verdict's own errno.
ANSWER = re.compile(r'\[(SIGNATURE_\w+)\] =\s*\{\s*"([a-z]+\.[a-z_]+)",'
                    r'\s*(NULL)?')
VERDICT = re.compile(r'\[(SIGNATURE_\w+)\] = -(E[A-Z]+)')
ENTRY = re.compile(r"^### `([a-z]+\.[a-z_]+)` +([A-Z, a-z']+)$", re.M)


@dataclass
class Entry:
    """An entry of docs/refusals.md: the errno in its head, and its text."""

    errno: str
    text: str


def rules_of(top: Path) -> list[str]:
    return RULE.findall((top / "kernel/refuse.c").read_text())


def errnos_of(top: Path) -> dict[str, set[str]]:
    """What the loader's sources return by each rule: names, or `err`."""
    found: dict[str, set[str]] = {}
    for path in [top / "kernel/module.c", *(top / "kernel/module").glob("*.c")]:
        text = path.read_text()
        for value, rule in CALL.findall(text):
            found.setdefault(rule, set()).add(value.strip().lstrip("-"))
    verdicts = dict(VERDICT.findall(
        (top / "kernel/crypto/signature.c").read_text()))
    for verdict, rule, always in ANSWER.findall(
            (top / "kernel/module/admit_signature.c").read_text()):
        found[rule] = {verdicts[verdict] if always else "EKEYREJECTED"}
    return found


def entries_of(top: Path) -> dict[str, Entry]:
    pieces = ENTRY.split((top / "docs/refusals.md").read_text())
    return {name: Entry(errno, text) for name, errno, text in
            zip(pieces[1::3], pieces[2::3], pieces[3::3])}


def complaints(rule: str, entry: Entry | None, errnos: set[str],
               tests: str) -> Iterator[str]:
    if rule not in {c.rule for c in CASES} and rule not in tests:
        yield "no case in cases.py, and no test in tests/guest names it"
    if not errnos:
        yield "no source refuses by it"
    if entry is None:
        yield "no entry in docs/refusals.md"
        return
    for name in errnos:
        if re.fullmatch("E[A-Z]+", name) and name not in entry.errno:
            yield f"the sources return {name}, its entry says {entry.errno}"
    for part in ("**Fires**", "**Linux**", "**Why**", "**Mend**"):
        if part not in entry.text:
            yield f"its entry has no {part}"


def results(top: Path) -> Iterator[tuple[str, list[str]]]:
    """The name of each test, and what is wrong."""
    rules, entries, errnos = rules_of(top), entries_of(top), errnos_of(top)
    tests = "".join(p.read_text() for p in (top / "tests/guest").glob("*.py"))
    for rule in rules:
        yield rule, list(complaints(rule, entries.get(rule),
                                    errnos.get(rule, set()), tests))
    yield "sorted", [] if rules == sorted(rules) else ["they are not"]
    yield "nothing else is told of", [
        f"docs/refusals.md has {name}" for name in entries.keys() - rules]
    yield "nothing else is refused by", [
        f"a source refuses by {name}" for name in errnos.keys() - set(rules)]
