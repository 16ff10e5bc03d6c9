# SPDX-License-Identifier: MIT
"""What modules leave behind: told, refused where it would crash, reclaimed."""

from __future__ import annotations

import errno

from images import renamed
from lab import PANIC, Boot, Log, case, whole

REPORT = Boot("leaks")
RECLAIM = Boot("leaks reclaim", append="module.leaks=reclaim")
REFUSE = Boot("leaks refuse", append="module.leaks=refuse")
OFF = Boot("leaks off", append="module.leaks=off")
GONE = Boot("leaks gone", ends=PANIC, commands=(
    "load forgetful forget=timer", "unload forgetful force", "sleep 11000"))

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


@case(OFF, "load leaver leave=kmalloc", "unload leaver")
def test_nobody_looks(log: Log) -> None:
    log.lacks("leaked")
    assert log.result("unload leaver") == 0


ALL = ("kmalloc,three,large,resized,text,print,copy,cache,vmalloc,pages,"
       "onepage,nothing,init")
INSIDE = {"bits": "kmalloc-16 at leave_bits", "number": "kmalloc-512 at numbers",
          "percpu": "kmalloc-8 at leave_percpu",
          "pool": "kmalloc-64 at leave_pool"}


@case(REPORT, f"load leaver leave={ALL}", "unload leaver", "load leaver",
      "unload leaver")
def test_memory(log: Log) -> None:
    """Each by its kind, its size, and who asked; the next one owes nothing."""
    for kind, where, size in (
            ("kmalloc-64", "leave_kmalloc", 64),
            ("3 kmalloc-256", "leave_three", 768),
            ("kmalloc", "leave_large", 16384),
            ("kmalloc-512", "leave_resized", 512),
            ("kmalloc-8", "leave_text", 8),
            ("kmalloc-16", "leave_print", 16),
            ("kmalloc-8", "leave_copy", 8),
            ("kmem_cache leaver_things", "leave_cache", 0),
            ("leaver_things", "leave_cache", 40),
            ("vmalloc", "leave_vmalloc", 8192),
            ("pages", "leave_pages", 8192),
            ("pages", "leave_page", 4096),
            ("kmalloc-16", "(leaver_init|init_module)", 16)):
        log.matches(f"leaver: leaked {kind} at {where}[+]0x[0-9a-f]+"
                    + (rf" \({size} bytes\)" if size else ""))
    assert log.text.count("leaked") == 13
    assert log.results("unload leaver") == [0, 0]


@case(REPORT, f"load leaver leave={','.join(INSIDE)}", "unload leaver")
def test_memory_inside_of_what_the_library_makes(log: Log) -> None:
    for what in INSIDE.values():
        log.matches(f"leaver: leaked {what}[+]0x[0-9a-f]+ .*bytes.*")
    assert log.text.count("leaked") == len(INSIDE)


@case(RECLAIM, "frames", f"load leaver leave={ALL},hundred", "unload leaver",
      "frames", f"load leaver leave={ALL} fail=1", "frames")
def test_reclaimed_memory(log: Log) -> None:
    """All of it comes back, also what a failed init has left."""
    log.matches(r"leaver: reclaimed 100 kmalloc-2k at leave_hundred[+].*")
    log.lacks("leaked")
    assert log.text.count("leaver: reclaimed kmem_cache leaver_things") == 2
    assert len(set(log.results("frames"))) == 1


@case(RECLAIM, "load leaver", "frames", *(
    line for n in range(1, 60)
    for line in (f"fail {n}", f"insmod tests/leaver2.ko leave={ALL}",
                 "fail 0", "unload leaver2")), "frames",
      files={"tests/leaver2.ko": lambda stage: renamed(stage.ko("leaver"),
                                                       "leaver2")})
def test_when_memory_is_short(log: Log) -> None:
    """Whichever allocation fails, what the others gave comes back."""
    log.lacks("leaked", "WARNING", "Oops")
    before, after = log.results("frames")
    assert before == after


@case(REFUSE, "load leaver leave=kmalloc", "unload leaver", "unload leaver",
      "unload leaver force", "load leaver", "unload leaver")
def test_no_leak_is_let_go(log: Log) -> None:
    log.has("leaver: exit", "leaver: leaked kmalloc-64",
            "leaver: refused by rule unload.leaks (EBUSY)",
            "leaver: leaked kmalloc-64", "leaver: exit")
    assert log.results("unload leaver") == [-errno.EBUSY] * 2 + [0, 0]


@whole(GONE)
def test_an_address_in_what_has_gone_has_a_name(log: Log) -> None:
    log.has("forgetful: timer still armed, its function is in this module: "
            "unload forced\n", "Oops")
    log.matches(r"EIP: ring[+]0x0 in \[forgetful\], "
                r"unloaded (9.9|10.0) s ago")


CALLED = Boot("leaks called", commands=("load leaver leave=call",
                                        "unload leaver"))


@whole(CALLED)
def test_an_address_in_a_freed_init_has_a_name(log: Log) -> None:
    log.matches(r"EIP: only_at_first[+]0x0/0x[0-9a-f]+ \[leaver\], "
                "freed after init")


@case(REPORT, "load leaver leave=thread", "sleep 100", "unload leaver",
      "sleep 500", "unload leaver")
def test_a_sleeping_thread_keeps_its_module(log: Log) -> None:
    log.has("leaver: task napper, it returns into this module: unload refused")
    log.matches("leaver:   leads to nap[+]0x[0-9a-f]+")
    log.has("leaver: woke")
    assert log.results("unload leaver") == [-errno.EBUSY, 0]


@case(REPORT, "load forgetful forget=memory", "unload forgetful",
      "load forgetful forget=timer", "unload forgetful", "sleep 10000",
      "unload forgetful", "load forgetful", "unload forgetful")
def test_what_the_demo_forgets(log: Log) -> None:
    memory = r"forgetful: leaked kmalloc-64 at (forgetful_init|init_module).* \(64 bytes\)"
    log.matches(memory)
    log.has("forgetful: timer still armed", "forgetful: there was something")
    assert log.results("unload forgetful") == [0, -errno.EBUSY, 0, 0]
    assert log.text.count("leaked kmalloc-64") == 3


@case(REPORT, "load leaver leave=gifts", "unload leaver")
def test_what_was_given_away_is_not_left(log: Log) -> None:
    log.lacks("leaked")
    assert log.result("unload leaver") == 0


@case(REPORT, "frames", "load leaver leave=reserved", "unload leaver", "frames")
def test_a_reserved_page_is_not_freed(log: Log) -> None:
    log.has("leaver: reserved 1", "BUG: Bad page state in process ",
            "leave_reserved+0x")
    assert log.result("load leaver") == 0
    before, after = log.results("frames")
    assert after == before - 1
