# SPDX-License-Identifier: MIT
"""KUnit: what suites lead to, in the lines that Linux writes."""

from __future__ import annotations

import re

import pytest

from lab import Log, case
from userspace import Session

USER = Session("kunit")
BAD = Session("kunit-bad")
DEBUGFS = "/sys/kernel/debug/kunit"
DEMO = "modprobe middle_test"
GOOD = "modprobe suites"


def lines_of(log: Log, module: str) -> str:
    """The KTAP of a module, with no paths and no addresses."""
    text = log.text.partition("KTAP version 1\n1..")[2]
    assert text, log.complain("no KTAP")
    text = re.sub(r"at \S*?(\w+\.c):\d+", r"at \1", "1.." + text)
    return re.sub(r"^script: .*", "", text, flags=re.M | re.S)


PASSING = """\
1..4
    KTAP version 1
    # Subtest: initial
    # module: suites
    # is_init: true
    1..1
    ok 1 calls_init
ok 1 initial
    KTAP version 1
    # Subtest: fixture
    # module: suites
    1..7
    ok 1 has_fixture
    ok 2 every_check_holds
    ok 3 skips # SKIP there is no hardware
    # marks_skipped: goes on
    ok 4 marks_skipped # SKIP and goes on
    # takes_long: Test should be marked slow (runtime: 2.TIMEs)
    ok 5 takes_long
    # takes_long.speed: slow
    ok 6 takes_long
        KTAP version 1
        # Subtest: takes_numbers
        ok 1 number 1
        ok 2 param-1
        ok 3 number 3 # SKIP three
    # takes_numbers: pass:2 fail:0 skip:1 total:3
    ok 7 takes_numbers
suites: 1 begun, cases 9 begun, 9 ended
# fixture: pass:5 fail:0 skip:2 total:7
# Totals: pass:6 fail:0 skip:3 total:9
ok 2 fixture
    KTAP version 1
    # Subtest: resource
    # module: suites
    1..7
    ok 1 acts_in_reverse
    ok 2 has_acted
    ok 3 finds_resources
    ok 4 copies_strings
    ok 5 replaces_function
    ok 6 has_function_again
    ok 7 has_device
# resource: pass:7 fail:0 skip:0 total:7
# Totals: pass:7 fail:0 skip:0 total:7
ok 3 resource
    KTAP version 1
    # Subtest: library
    # module: suites
    1..3
    ok 1 walks_over_what_goes
    ok 2 finds_fractions
    ok 3 fits_types
# library: pass:3 fail:0 skip:0 total:3
# Totals: pass:3 fail:0 skip:0 total:3
ok 4 library
"""


@case(USER, GOOD, "modprobe -r suites")
def test_passing_and_skipped(log: Log) -> None:
    said = re.sub(r"(runtime: 2)\.\d{9}s", r"\1.TIMEs", lines_of(log, "suites"))
    assert said == PASSING
    log.lacks("leaked", "BUG:", "WARNING:")


@case(USER, DEMO, "cat /proc/sys/kernel/tainted",
      f"cat {DEBUGFS}/middle/results", f"echo 1 >{DEBUGFS}/middle/run",
      "modprobe -r middle_test", f"ls {DEBUGFS}")
def test_results_and_another_run(log: Log) -> None:
    log.has("ok 1 middle\n", "KTAP version 1\n1..1\n    KTAP version 1\n",
            "    # Subtest: middle\n    1..3\n    ok 1 middle_of_equals\n",
            "# Totals: pass:5 fail:0 skip:0 total:5\n", "ok 1 middle\n",
            "    # Subtest: middle\n", "ok 1 middle\n")
    taints = int(re.search(r"^(\d+)\nscript: cat /proc", log.text, re.M)[1])
    assert taints >> 18 & 1  # N, of a test
    assert log.result(f"ls {DEBUGFS}") == 1  # kunit went with its last user


@case(USER, f"{DEMO} obvious=1", "modprobe -r middle_test")
def test_demo_fails_the_obvious_way(log: Log) -> None:
    log.has("    # middle_of_large: EXPECTATION FAILED at modules/middle_test.c:",
            "    Expected middle((~0u), (~0u)) == (~0u), but\n"
            "        middle((~0u), (~0u)) == 2147483647 (0x7fffffff)\n"
            "        (~0u) == 4294967295 (0xffffffff)\n",
            "    Expected middle((~0u), 2) > 2, but\n"
            "        middle((~0u), 2) == 0 (0x0)\n    not ok 2 middle_of_large\n",
            "# middle: pass:2 fail:1 skip:0 total:3\n", "not ok 1 middle\n")
    assert log.result(f"{DEMO} obvious=1") == 0


EXPECTING = """\
    1..4
    # numbers_differ: EXPECTATION FAILED at badsuites.c
    Expected three == 4, but
        three == 3 (0x3)
    # numbers_differ: EXPECTATION FAILED at badsuites.c
    Expected three < three - 1, but
        three == 3 (0x3)
        three - 1 == 2 (0x2)
said of 3
    # numbers_differ: EXPECTATION FAILED at badsuites.c
    Expected three == 4 to be true, but is false
    # numbers_differ: EXPECTATION FAILED at badsuites.c
    Expected three == 3 to be false, but is true

a message
    not ok 1 numbers_differ
    # pointers_differ: EXPECTATION FAILED at badsuites.c
    Expected (void *)0x10 == (void *)0x20, but
        (void *)0x10 == 00000010
        (void *)0x20 == 00000020
    # pointers_differ: EXPECTATION FAILED at badsuites.c
    Expected ((void *)0) != ((void *)0), but
        ((void *)0) == 00000000
        ((void *)0) == 00000000
    # pointers_differ: EXPECTATION FAILED at badsuites.c
    Expected ERR_PTR(-12) is not error, but is: -12
    # pointers_differ: EXPECTATION FAILED at badsuites.c
    Expected ((void *)0) is not null, but is
    not ok 2 pointers_differ
    # bytes_differ: EXPECTATION FAILED at badsuites.c
    Expected left == "right", but
        left == "left"
    # bytes_differ: EXPECTATION FAILED at badsuites.c
    Expected ((void *)0) == left, but
        ((void *)0) == "(null)"
        left == "left"
    # bytes_differ: EXPECTATION FAILED at badsuites.c
    Expected left == "lift", but
        left ==
         6c <65> 66  74 
        "lift" ==
         6c <69> 66  74 
    # bytes_differ: EXPECTATION FAILED at badsuites.c
    Expected ((void *)0) is not null, but is
    not ok 3 bytes_differ
    # fails: EXPECTATION FAILED at badsuites.c
for a reason
    # fails: badsuites.c: from afar
    # fails: goes on
    not ok 4 fails
# expecting: pass:0 fail:4 skip:0 total:4
# Totals: pass:0 fail:4 skip:0 total:4
not ok 1 expecting
"""
ENDING = """\
    1..5
    # asserts: ASSERTION FAILED at badsuites.c
    Expected "one" == "two", but
badsuites: let go of what an assertion left
    not ok 1 asserts
OOPS
    # crashes: try faulted: last line seen badsuites.c
    # crashes: internal error occurred preventing test case from running: -4
badsuites: let go of what a crash left
    not ok 2 crashes
    ok 3 goes_on
    # fails_in_cleanup: ASSERTION FAILED at badsuites.c
    Expected false to be true, but is false
    # fails_in_cleanup: test aborted during cleanup. continuing without cleaning up
    not ok 4 fails_in_cleanup
        KTAP version 1
        # Subtest: fails_for_two
        ok 1 param-0
    # fails_for_two: ASSERTION FAILED at badsuites.c
    Expected test->param_value != (void *)2, but
        test->param_value == 00000002
        (void *)2 == 00000002
        not ok 2 param-1
        ok 3 param-2
    # fails_for_two: pass:2 fail:1 skip:0 total:3
    not ok 5 fails_for_two
# ending: pass:1 fail:4 skip:0 total:5
# Totals: pass:3 fail:4 skip:0 total:7
not ok 2 ending
    # refused:     # failed to initialize (-19)
not ok 3 refused
"""


@pytest.mark.parametrize("expected", [EXPECTING, ENDING],
                         ids=["expecting", "ending"])
@case(BAD, "modprobe badsuites", "modprobe -r badsuites")
def test_failing_asserting_crashing(log: Log, expected: str) -> None:
    said = re.sub(r"^BUG: .*?^---\[ end trace .*?\n", "OOPS\n",
                  lines_of(log, "badsuites"), flags=re.M | re.S)
    said = re.sub(r"\S*?(badsuites\.c):\d+", r"\1", said)
    assert expected in said
    log.has("    # goes_on: failed to initialize: -16\n    not ok 1 goes_on\n",
            "not ok 4 unprepared\n")
    assert log.result("modprobe badsuites") == 0
    assert log.result("modprobe -r badsuites") == 0


# --- What kunit's parameters select

CHOSEN = {
    "filter_glob=fix*.skips": ["fixture.skips"],
    "filter_glob=*.*s_number*": ["fixture.takes_numbers"],
    "filter_glob=initial": ["initial.calls_init"],
    "filter=speed<normal": ["fixture.takes_long"],
    "filter=is_init=true": ["initial.calls_init"],
    "filter=module=suites,speed=slow": ["fixture.takes_long"],
    "filter=module!=suites": [],
}


@pytest.mark.parametrize("option, cases", [
    pytest.param(o, c, id=o, marks=case(
        USER, f"modprobe kunit \"{o}\" action=list", GOOD, "modprobe -r suites"))
    for o, c in CHOSEN.items()])
def test_listed(log: Log, option: str, cases: list[str]) -> None:
    log.has("KTAP version 1\n")
    assert re.findall(r"^\w+\.\w+$", log.text, re.M) == cases


@case(USER, "modprobe kunit 'filter=speed<normal' filter_action=skip "
      "filter_glob=fixture.*s* stats_enabled=2", GOOD, "modprobe -r suites")
def test_filtered_are_shown_as_skipped(log: Log) -> None:
    log.has("    ok 1 has_fixture # SKIP \n", "    # skips: pass:0 fail:0 skip:1 ",
            "    ok 6 takes_long\n")


@pytest.mark.parametrize("option, words", [
    pytest.param(o, w, id=o, marks=case(USER, f"modprobe kunit \"{o}\"", GOOD,
                                        "modprobe -r suites"))
    for o, w in (
        ("filter=speed", "kunit executor: filter operation not found: speed"),
        ("filter=size>1", "kunit executor: attribute not found: size>1"),
        ("filter=speed>fast", "kunit executor: invalid filter input: >fast"),
        ("filter=speed>", "kunit executor: filter value not found: >"),
        ("action=dance", "kunit: unknown action 'dance'"))])
def test_wrong_parameters(log: Log, option: str, words: str) -> None:
    log.has(words)
    log.lacks("# Subtest")


@case(USER, "modprobe kunit enable=0", GOOD, "modprobe -r suites")
def test_disabled(log: Log) -> None:
    log.has("KTAP version 1\n1..4\nkunit: disabled\n")
    log.lacks("# Subtest")
