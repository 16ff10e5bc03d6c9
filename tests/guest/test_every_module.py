# SPDX-License-Identifier: MIT
"""Every module of the tree, loaded and unloaded twice, in one boot.

The second time must leave as many frames free as the first, and no report of
something left behind. A module that is not to load or to go says so in its
head, by one of these lines:

    Loading it fails: ENODEV          it does, with that error, and leaves nothing
    Loading it crashes.               it is left out here
    It can't be unloaded.             so is it
    It needs a boot of its own.       so is it

Suites of the loader itself (with helper.h) have boots of their own.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lab import HERE, TOP, Log, case
from userspace import Session

pytestmark = pytest.mark.user

LEFT_OUT = re.compile(r"^ \* (?:Loading it crashes|It can't be unloaded"
                      r"|It needs a boot of its own)|^#include \"helper\.h\"",
                      re.M)
FAILS = re.compile(r"^ \* Loading it fails: (E\w+)", re.M)
FREE = "grep ^MemFree: /proc/meminfo"


def modules_of(folder: Path) -> dict[str, str]:
    """The modules that a Kbuild names, and their sources' text."""
    kbuild = (folder / "Kbuild").read_text().replace("\\\n", " ")
    names = [n for line in re.findall(r"^obj-m *[:+]?= *(.*)$", kbuild, re.M)
             for n in re.findall(r"([\w-]+)\.o", line)]
    return {n: "".join(p.read_text() for p in sorted(folder.glob("*.c"))
                       if p.stem == n or p.stem.startswith(f"{n}-"))
            for n in names}


SOURCES = modules_of(TOP / "modules") | modules_of(HERE / "modules")
ERRORS = {n: m[1] for n, t in SOURCES.items() if (m := FAILS.search(t))}
LOADED = sorted(n for n, t in SOURCES.items()
                if not LEFT_OUT.search(t) and n not in ERRORS)

def twice(name: str) -> list[str]:
    return [f"modprobe {name}", f"modprobe -r {name}", FREE] * 2


# The first programs to run leave what others find in the caches of files.
BOOT = Session("every-module", commands=(*twice("hello"), *twice("hello")))


@pytest.mark.parametrize("name", [
    pytest.param(n, marks=case(BOOT, *twice(n))) for n in LOADED])
def test_loads_and_goes(log: Log, name: str) -> None:
    assert log.results(f"modprobe {name}") == [0, 0], log.text
    assert log.results(f"modprobe -r {name}") == [0, 0], log.text
    leaves_nothing(log)


@pytest.mark.parametrize("name", [
    pytest.param(n, marks=case(BOOT, f"modprobe {n}", FREE, f"modprobe {n}",
                               FREE)) for n in sorted(ERRORS)])
def test_fails_as_it_says(log: Log, name: str) -> None:
    assert log.results(f"modprobe {name}") == [1, 1], log.text
    log.has(f"refused by rule start.init ({ERRORS[name]})")
    leaves_nothing(log)


def leaves_nothing(log: Log) -> None:
    free = re.findall(r"^MemFree: +(\d+) kB$", log.text, re.M)
    assert len(free) == 2, log.text
    assert free[0] == free[1], log.complain(f"{free} kB were free")
    log.lacks("leaked", "still armed")


@case(BOOT, "cut -d' ' -f1 /proc/modules | sort", "ls /sys/module | sort")
def test_nothing_is_left_loaded(log: Log) -> None:
    loaded = log.text.partition("script: cut")[0].split()
    assert not loaded, log.text
