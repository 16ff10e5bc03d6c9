# SPDX-License-Identifier: MIT
"""What bugs are looked for with: breakpoints, traces, messages that are off."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, MODULES, PASS, Boot, Log, case, whole
from userspace import Session

KTAP = Boot("debug", commands=("load debug_test",))
SHELL = Session("debug-shell")
KERNEL = f"/{MODULES}/kernel"
TRACING = "/sys/kernel/tracing"
CONTROL = "/proc/dynamic_debug/control"
STEPS = "/sys/module/chatter/parameters/steps"


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=whole(KTAP))
    for name in ktap.cases_in(HERE / "modules/debug_test.c")])
def test_case(log: Log, name: str) -> None:
    results = ktap.read(log.text).get("debug_test")
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(KTAP)
def test_nothing_is_wrong(log: Log) -> None:
    log.lacks("BUG: ", "WARNING: ", "Oops")
    log.has("** trace_printk() being used. Allocating extra memory.  **")
    assert log.status == PASS


@pytest.mark.user
@case(SHELL, f"insmod {KERNEL}/watch.ko",
      "echo 7 > /sys/module/watch/parameters/treasure",
      "cat /sys/module/watch/parameters/treasure", "rmmod watch")
def test_demo_watch(log: Log) -> None:
    log.matches(r"watch: insmod \(pid \d+\) has made it 2, at "
                r"(watch_init|init_module) \[watch\]")
    log.matches(r"watch: session \(pid 1\) has made it 7, at "
                r"(param_set_int|kstrtoint)")
    assert log.text.count("has made it") == 2


@pytest.mark.user
@case(SHELL, f"> {TRACING}/trace", f"insmod {KERNEL}/chatter.ko",
      f"echo 2 > {STEPS}", f"echo 'a mark' > {TRACING}/trace_marker",
      f"cat {TRACING}/trace", f"head -n 2 {TRACING}/trace_pipe",
      f"echo 0 > {TRACING}/tracing_on", f"echo 1 > {STEPS}",
      f"cat {TRACING}/tracing_on {TRACING}/current_tracer",
      f"echo 1 > {TRACING}/tracing_on", "rmmod chatter")
def test_trace(log: Log) -> None:
    log.has("# tracer: nop\n#\n# entries-in-buffer/entries-written: 3/3   "
            "#P:1\n", "#           TASK-PID     CPU#  |||||  TIMESTAMP  "
            "FUNCTION\n", "\n0\nnop\n")
    line = r" +session-1       \[000\] \.\.\.\.\. +\d+\.\d{6}: "
    for what in ("step: step 1", "step: step 2", "tracing_mark_write: a mark"):
        log.matches(line + what)
    assert log.text.count("step: step 1") == 2  # trace, and trace_pipe
    assert log.text.count("# entries") == 1


@pytest.mark.user
@case(SHELL, "dmesg -c >/dev/null", f"insmod {KERNEL}/chatter.ko dyndbg=+pf",
      f"grep chatter {CONTROL} >/tmp/control; cut -d[ -f2 /tmp/control",
      f"echo 1 > {STEPS}",
      f"echo 'module chatter func s* -p; file chatter.c func step =pmlt' "
      f"> {CONTROL}", f"echo 2 > {STEPS}", "rmmod chatter", "dmesg")
def test_messages_are_switched_on(log: Log) -> None:
    log.has("chatter_init: hello\n", "set_steps: 1 steps\n",
            "steps: 00000000: 01 00 00 00\n", "step: step 1\n", "chatter_exit: goodbye\n")
    log.matches(r'chatter\]step =pf "step %u\\n"')
    log.matches(r'chatter\]set_steps =pf "steps: "')
    log.matches(r"\[1\] chatter:\d+: step 2")
    log.lacks("2 steps")


@pytest.mark.user
@case(SHELL, "dmesg -c >/dev/null", f"insmod {KERNEL}/chatter.ko",
      f"echo 1 > {STEPS}", "rmmod chatter", "dmesg")
def test_messages_are_off_at_first(log: Log) -> None:
    log.lacks("step 1", "hello\n", "unknown parameter")
    log.has("chatter: 5 messages are off")


BAD = {
    "module x": "bad flag-op x, at start of x",
    "module x +q": "unknown flag 'q'",
    "modul x +p": 'unknown keyword "modul"',
    "module +p": "expecting pairs of match-spec <value>",
    "line 9-2 +p": "last-line:2 < 1st-line:9",
    "module a module b +p": "match-spec:module val:a overridden by b",
    'format "x +p': "unclosed quote: x +p",
}


@pytest.mark.user
@pytest.mark.parametrize("query", [
    pytest.param(q, marks=case(SHELL, f"echo '{q}' > {CONTROL}")) for q in BAD])
def test_queries_that_are_refused(log: Log, query: str) -> None:
    log.has(f"dyndbg: {BAD[query]}\n")
    assert log.result(f"echo '{query}' > {CONTROL}") == 1
