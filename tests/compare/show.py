# SPDX-License-Identifier: MIT
"""What two kernels have said, side by side, and whether it is the same.

Lines are compared without what no two boots share: times, kernel addresses,
offsets in functions, process numbers, the kernel's release, and the sizes of
modules. They are shown as they were said, but for the times. What Mortise
adds below a refusal of Linux's - the rule, what was expected and found, what to
do - is shown, and is no difference.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterator

TIME = re.compile(r"^(?:<\d+>)?\[ *\d+\.\d{6}\] ?")
SAME, CHANGED, LEFT, RIGHT, ALLOWED, MORE = " ", "|", "<", ">", "~", "+"
EXPLAINS = re.compile(r"^[\w.-]+:(?: refused by rule | {3}(?:expected|found|fix) "
                      r"| {12}\S)")
NEUTRAL = (
    (re.compile(r"\b(?:0x)?[c-f][0-9a-f]{7}\b"), "ADDRESS"),
    (re.compile(r"\+0x[0-9a-f]+/0x[0-9a-f]+"), "+OFFSET"),
    (re.compile(r"\b(pid)([:= ]+)\d+", re.I), r"\1\2PID"),
    (re.compile(r"\b6\.\d+\.\d+-[\w-]+"), "RELEASE"),
)
Row = tuple[str, str, str]  # a mark, the left line, the right line


def clean(line: str) -> str:
    """A line as it is shown: no time, nothing that a terminal would obey."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}"
                   for c in TIME.sub("", line).expandtabs().rstrip())


def neutral(line: str, modules: list[str]) -> str:
    """A line as it is compared."""
    for pattern, name in NEUTRAL:
        line = pattern.sub(name, line)
    for module in modules:  # as lsmod has it
        line = re.sub(rf"^({re.escape(module)}) +\d+ +", r"\1 SIZE ", line)
    return line


def rows(left: list[str], right: list[str], modules: list[str],
         may_differ: tuple[re.Pattern[str], ...]) -> Iterator[Row]:
    """The lines of both sides, matched with each other."""
    left, right = [clean(s) for s in left], [clean(s) for s in right]
    match = difflib.SequenceMatcher(
        None, [neutral(s, modules) for s in left],
        [neutral(s, modules) for s in right], autojunk=False)

    def allowed(*lines: str) -> bool:
        return all(any(p.search(s) for p in may_differ) for s in lines)

    for kind, i, i_end, j, j_end in match.get_opcodes():
        while i < i_end or j < j_end:
            if kind != "equal" and j < j_end and EXPLAINS.match(right[j]):
                yield MORE, "", right[j]
                j += 1
            elif i < i_end and j < j_end:
                mark = (SAME if kind == "equal" else
                        ALLOWED if allowed(left[i], right[j]) else CHANGED)
                yield mark, left[i], right[j]
                i, j = i + 1, j + 1
            elif i < i_end:
                yield ALLOWED if allowed(left[i]) else LEFT, left[i], ""
                i += 1
            else:
                yield ALLOWED if allowed(right[j]) else RIGHT, "", right[j]
                j += 1


def differences(table: list[Row]) -> int:
    return sum(mark not in (SAME, ALLOWED, MORE) for mark, _, _ in table)


def render(table: list[Row], width: int) -> Iterator[str]:
    """The rows as text: two columns, and the mark between them."""
    column = max((width - 3) // 2, 10)

    def wrapped(line: str) -> list[str]:
        return textwrap.wrap(line, column, drop_whitespace=False,
                             break_on_hyphens=False) or [""]

    for mark, left, right in table:
        parts = wrapped(left), wrapped(right)
        for n in range(max(map(len, parts))):
            a, b = (p[n] if n < len(p) else "" for p in parts)
            yield f"{a:{column}} {mark} {b}".rstrip()
