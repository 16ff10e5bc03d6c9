# SPDX-License-Identifier: MIT
"""The start of the kernel: what it says, its memory, its command line."""

from __future__ import annotations

import re

import pytest

from lab import PANIC, PASS, Boot, Log, case, whole

PLAIN = Boot("plain", policy="")


@whole(PLAIN)
def test_banner(log: Log) -> None:
    log.matches(r"Mortise version 6\.12\.0-mortise \(.*(gcc|[Cc]lang).*\) #1")
    assert log.lines[0].startswith("Mortise version ")
    log.matches(r"Kernel command line: debug_exit=1")


@whole(PLAIN)
def test_protection_is_said(log: Log) -> None:
    log.has("NX (Execute Disable) protection: active\n")
    size = log.matches(
        r"Write protecting kernel text and read-only data: (\d+)k")[1]
    assert int(size) > 20


@whole(PLAIN)
def test_end_without_user_space(log: Log) -> None:
    log.has("Module ", "(none)", "No user space: the boot ends here.",
            "reboot: Power down")
    assert log.status == PASS


@whole(PLAIN)
def test_every_line_has_its_time(log: Log) -> None:
    times = []
    for line in log.raw.splitlines():
        match = re.match(r"\[ *(\d+)\.(\d{6})\] .", line)
        assert match, line
        times.append(int(match[1]) * 1000000 + int(match[2]))
    assert times == sorted(times)
    assert times[-1] > 0


@whole(Boot("no-nx", cpu="qemu32,+pae,-nx"))
def test_without_nx(log: Log) -> None:
    log.has("NX (Execute Disable) protection missing in CPU!",
            "Write protecting kernel text and read-only data: ",
            "no NX: data and stacks are executable here")
    assert log.status == PASS


# ---- Memory -----------------------------------------------------------------

MEMORY = [pytest.param(mib, marks=whole(
    Boot(f"memory-{mib}", memory=mib, commands=("load hello",))), id=str(mib))
    for mib in (16, 32, 128, 768, 1024, 3000)]


@pytest.mark.parametrize("mib", MEMORY)
def test_memory(log: Log, mib: int) -> None:
    """All that the direct map reaches is available, but for the kernel."""
    match = log.matches(r"Memory: (\d+)K/(\d+)K available")
    reach = min(mib, 768) * 1024
    assert reach - 1024 <= int(match[2]) <= reach
    assert int(match[2]) - 12 * 1024 - reach // 64 < int(match[1]) \
        < int(match[2])
    log.has("Hello, world")
    assert log.status == PASS


@pytest.mark.parametrize("mib", [m for m in MEMORY if int(m.id) > 768])
def test_memory_out_of_reach_is_told(log: Log, mib: int) -> None:
    unused = int(log.matches(
        r"Memory: (\d+)K above 768M are left unused")[1])
    assert (mib - 768) * 1024 - 1024 <= unused <= (mib - 768) * 1024


@pytest.mark.parametrize("mib", [m for m in MEMORY if int(m.id) <= 768])
def test_nothing_is_said_of_memory_in_reach(log: Log, mib: int) -> None:
    log.lacks("left unused")


# ---- The command line -------------------------------------------------------

WORDS = Boot("command-line",
             append='unknown some.parameter=1 panic_on_oops=maybe '
             'modules="hello,params(who=you count=2)" quiet=no')


@whole(WORDS)
def test_command_line(log: Log) -> None:
    log.has("Kernel command line: debug_exit=1 unknown some.parameter=1 ")
    log.has('Unknown kernel command line parameters "unknown", '
            'will be passed to user space.')
    log.has("Booting kernel: `maybe' invalid for parameter `panic_on_oops'")
    log.lacks("some.parameter=1\"")


@whole(Boot("command-line-quoted",
            append='modules="hello,params(who=you count=2)"'))
def test_quoted_words_are_one(log: Log) -> None:
    log.has("Hello, world", "params: hello, you\n", "params: hello, you\n")
    assert log.text.count("params: hello, you") == 2


@whole(Boot("command-line-bad", append="panic_on_oops=maybe modules=hello"))
def test_one_bad_word_does_not_end_the_others(log: Log) -> None:
    log.has("Booting kernel: `maybe' invalid for parameter `panic_on_oops'",
            "Hello, world")


@whole(Boot("command-line-long", append="x" * 1500 + " modules=hello"))
def test_long_command_line(log: Log) -> None:
    log.has("Hello, world")


@whole(Boot("command-line-too-long", append="y" * 8000 + " modules=hello"))
def test_command_line_that_is_too_long(log: Log) -> None:
    """What does not fit is cut off; nothing is overwritten."""
    log.has("Kernel command line: debug_exit=1 yyyy", "(none)")
    assert log.status == PASS


@whole(Boot("dashes", append="panic-on-oops=1 modules=oops", ends=PANIC))
def test_dashes_are_underscores(log: Log) -> None:
    assert log.status == PANIC


# ---- printk -----------------------------------------------------------------

LEVELS = ["emerg", "alert", "crit", "err", "warning", "notice", "info",
          "debug"]


def shown(log: Log) -> list[str]:
    return re.findall(r"^levels: level (\w+)$", log.text, re.M)


@pytest.mark.parametrize("level", [pytest.param(n, marks=whole(Boot(
    f"loglevel-{n}", append=f"loglevel={n}", commands=("load levels",))))
    for n in range(9)])
def test_loglevel(log: Log, level: int) -> None:
    assert shown(log) == LEVELS[:level]


@whole(Boot("quiet", append="quiet", commands=("load levels",)))
def test_quiet_shows_errors_only(log: Log) -> None:
    assert shown(log) == LEVELS[:4]
    assert "KTAP" not in log
    log.lacks("initramfs: ", "Hello")


DEFAULT = Boot("loglevel-default")


@case(DEFAULT, "load levels", "unload levels")
def test_default_shows_all_but_debug(log: Log) -> None:
    assert shown(log) == LEVELS[:7]
    log.has("levels: one line in pieces\n", "levels: two\n", "lines\n",
            "levels: unfinished\n", "levels: next\n")
    assert log.text.count("levels: only once") == 1


@whole(DEFAULT)
def test_times_are_the_guests(log: Log) -> None:
    """A sleep of 1.5 s is 1.5 s in the log, whatever the host does."""
    times = {line.split("] ", 1)[1]: float(line[1:].split("]")[0])
             for line in log.raw.splitlines() if "the sleep" in line}
    assert 1.5 <= (times["levels: after the sleep"]
                   - times["levels: before the sleep"]) < 1.53
