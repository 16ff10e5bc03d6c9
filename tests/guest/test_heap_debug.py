# SPDX-License-Identifier: MIT
"""Misuse of the heap: a debug build (make DEBUG=1) catches it by name."""

from __future__ import annotations

import pytest

from lab import Boot, Log, case

DEBUG = Boot("debug", kernel="debug", modules="debug")
RELEASE = Boot("release")

FOUND = {
    "overflow": ("written to behind its end", "overflow+0x"),
    "double": ("freed twice", "free_twice+0x"),
    "after": ("written to after it was freed", "write_after_free+0x"),
}


@pytest.mark.parametrize("how", [
    pytest.param(how, marks=case(DEBUG, f"load slabs how={how}",
                                 "unload slabs")) for how in FOUND])
def test_misuse_is_caught(log: Log, how: str) -> None:
    what, caller = FOUND[how]
    log.matches(rf"BUG kmalloc-\d+: {what}")
    log.matches(rf"object 0x[0-9a-f]{{8}}, \d+ bytes, last touched by "
                rf"{caller.replace('+', '[+]')}.* \[slabs\]")
    log.has("Call Trace:", f"slabs: done with {how}")


@case(DEBUG, "load hello", "load params count=3 who=you", "load chain_c",
      "load types charp=a words=b,c", "unload types", "load crash when=never",
      "unload crash", "load failinit", "unload params", "unload hello")
def test_proper_use_is_not(log: Log) -> None:
    log.lacks("BUG ", "written to", "freed twice")


@case(RELEASE, "load slabs how=leak", "unload slabs")
def test_cache_with_objects_is_not_destroyed(log: Log) -> None:
    log.has("kmem_cache_destroy leaky: Slab cache still has objects",
            "WARNING: ", "slabs: done with leak")


@case(RELEASE, "load slabs how=foreign", "unload slabs")
def test_free_of_what_is_not_the_heaps(log: Log) -> None:
    log.has("kfree: ", " is not from kmalloc", "WARNING: ",
            "slabs: done with foreign")
    assert log.result("unload slabs") == 0
