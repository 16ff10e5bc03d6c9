# SPDX-License-Identifier: MIT
"""Oopses, warnings and panics: what they say, and what goes on after them."""

from __future__ import annotations

import errno
import re

import pytest

from images import renamed
from lab import PANIC, Boot, Log, case, whole

OOPS = Boot("oops")
HEX = r"[0-9a-f]{8}"
INIT_NAME = r"(\w+_init|init_module)"  # clang keeps the second alone


def crash(how: str, when: str = "init", boot: Boot = OOPS,
          name: str | None = None) -> pytest.MarkDecorator:
    """Loads crash.ko under a name of its own, which may never go again."""
    name = name or f"crash_{how}_{when}"
    return case(boot, f"insmod crash/{name}.ko how={how} when={when}",
                f"unload {name}", "load plain", "unload plain",
                files={f"crash/{name}.ko": instance(name)})


def instance(name: str):
    return lambda stage: renamed(stage.ko("crash"), name)


def is_survived(log: Log) -> None:
    """The loader works on after what happened."""
    assert log.result("load plain") == 0
    assert log.result("unload plain") == 0


INIT = [
    ("null", ["BUG: kernel NULL pointer dereference, address: 00000008",
              "#PF: supervisor write access in kernel mode",
              "#PF: error_code(0x0002) - not-present page",
              "Oops: Oops: 0002 [#", "EIP: crash_null+0x"]),
    ("wild", ["BUG: unable to handle page fault for address: fee1dead",
              "#PF: supervisor read access in kernel mode",
              "Oops: Oops: 0000 [#", "EIP: crash_wild+0x"]),
    ("divide", ["Oops: divide error: 0000 [#", "EIP: crash_divide+0x"]),
    ("opcode", ["Oops: invalid opcode: 0000 [#", "EIP: crash_opcode+0x"]),
    ("call", ["BUG: kernel NULL pointer dereference, address: 00000000",
              "#PF: supervisor instruction fetch in kernel mode",
              "EIP: 0x0", "Code: Unable to access opcode bytes at",
              "Call Trace:", "crash_call+0x"]),
    ("protection", ["Oops: general protection fault: 1234 [#",
                    "EIP: crash_protection+0x"]),
    ("bug", ["------------[ cut here ]------------", "kernel BUG at ",
             "crash.c:", "Oops: invalid opcode: 0000 [#",
             "EIP: crash_bug+0x"]),
    ("text", ["BUG: unable to handle page fault for address: ",
              "#PF: supervisor write access in kernel mode",
              "#PF: error_code(0x0003) - permissions violation",
              "EIP: crash_text+0x"]),
    ("rodata", ["#PF: supervisor write access in kernel mode",
                "#PF: error_code(0x0003) - permissions violation",
                "EIP: crash_rodata+0x"]),
    ("exec", ["kernel tried to execute NX-protected page - exploit attempt?",
              "BUG: unable to handle page fault for address: ",
              "#PF: supervisor instruction fetch in kernel mode",
              "#PF: error_code(0x0011) - permissions violation",
              "EIP: ", "code", "crash_exec+0x"]),
    ("irqs_off", ["BUG: kernel NULL pointer dereference", "EFLAGS: "]),
    ("stack", ["BUG: TASK stack guard page was hit at ",
               "Oops: stack guard page: 0000 [#", "EIP: crash_stack"]),
]


@pytest.mark.parametrize("how, lines", [
    pytest.param(how, lines, marks=crash(how), id=how) for how, lines in INIT])
def test_oops_in_init_ends_the_load(log: Log, how: str,
                                    lines: list[str]) -> None:
    log.has(*lines, "Modules linked in: ", "---[ end trace ")
    name = f"crash_{how}_init"
    log.has(f"{name}: refused by rule start.oops (EFAULT)")
    assert log.result(f"insmod crash/{name}.ko") == -errno.EFAULT
    assert log.result(f"unload {name}") == -errno.EBUSY
    log.has(f"{name}: refused by rule unload.crashed (EBUSY)")
    log.lacks("crash: survived")
    is_survived(log)


@crash("null", name="crash_form")
def test_form_of_an_oops(log: Log) -> None:
    """Every part that a reader of Linux's oopses looks for, in its form."""
    log.matches(r"Oops: Oops: 0002 \[#\d+\]")
    log.matches(r"CPU: 0 UID: 0 PID: 1 Comm: swapper/0 Tainted: G      D .* "
                r"6\.12\.0-mortise #1")
    log.matches(r"EIP: crash_null\+0x[0-9a-f]+/0x[0-9a-f]+ \[crash_form\]")
    code = log.matches(r"Code: (.*)")[1].split()
    assert len(code) == 64
    assert sum(bool(re.fullmatch(r"<[0-9a-f]{2}>", b)) for b in code) == 1
    for registers in ("EAX EBX ECX EDX", "ESI EDI EBP ESP",
                      "CR0 CR2 CR3 CR4"):
        log.matches(" ".join(f"{r}: {HEX}" for r in registers.split()))
    log.matches(r"DS: 0068 ES: 0068 FS: 0000 GS: 0000 SS: 0068 "
                rf"EFLAGS: {HEX}")
    assert log.matches(rf"CR0: {HEX} CR2: ({HEX}) .*")[1] == "00000008"
    log.has("Call Trace:\n")
    log.matches(r" (\? )?crash\+0x[0-9a-f]+/0x[0-9a-f]+ \[crash_form\]")
    log.matches(rf" {INIT_NAME}\+0x[0-9a-f]+/0x[0-9a-f]+ \[crash_form\]")
    log.matches(r" start_module\+0x[0-9a-f]+/0x[0-9a-f]+")
    log.matches(r"Modules linked in: crash_form\(\+\) .*script\(\+\)"
                r"( \[last unloaded: \w+(\(\w+\))?\])?")
    log.has("---[ end trace 0000000000000000 ]---")


@case(OOPS, "load plain", "unload plain", "insmod crash/crash_last.ko",
      files={"crash/crash_last.ko": instance("crash_last")})
def test_last_unloaded(log: Log) -> None:
    log.has("[last unloaded: plain]")


@case(OOPS, "insmod crash/crash_twice.ko", "insmod crash/crash_twice.ko",
      files={"crash/crash_twice.ko": instance("crash_twice")})
def test_a_crashed_name_stays_taken(log: Log) -> None:
    assert log.results("insmod crash/crash_twice.ko") == [-errno.EFAULT,
                                                          -errno.EBUSY]
    log.has("refused by rule admit.crashed (EBUSY)")


@crash("null", "exit")
def test_oops_in_exit_ends_the_unload(log: Log) -> None:
    assert log.result("insmod crash/crash_null_exit.ko") == 0
    assert log.result("unload crash_null_exit") == -errno.EFAULT
    log.has("Modules linked in: crash_null_exit(-) ",
            "crash_null_exit: refused by rule unload.oops (EFAULT)")
    is_survived(log)


@crash("null", "thread")
def test_oops_in_a_thread_ends_the_thread(log: Log) -> None:
    log.has("Comm: victim", "EIP: crash_null+0x", "Call Trace:",
            "crash_in_thread+0x")
    assert log.result("insmod crash/crash_null_thread.ko") == 0
    assert log.result("unload crash_null_thread") == 0
    is_survived(log)


@crash("stack", "thread")
def test_stack_overflow_in_a_thread(log: Log) -> None:
    log.has("BUG: TASK stack guard page was hit at ", "(stack is ",
            "Comm: victim", "EIP: crash_stack")
    log.matches(r" crash_stack\S*\+0x[0-9a-f]+/0x[0-9a-f]+ "
                r"\[crash_stack_thread\]")
    assert log.result("unload crash_stack_thread") == 0
    is_survived(log)


@crash("esp", "thread")
def test_lost_stack_pointer_is_a_double_fault(log: Log) -> None:
    log.has("Oops: double fault: 0000 [#", "Comm: victim",
            "EIP: crash_esp+0x")
    assert log.result("unload crash_esp_thread") == 0
    is_survived(log)


@crash("bug", "thread")
def test_bug_in_a_thread(log: Log) -> None:
    log.has("kernel BUG at ", "Comm: victim", "EIP: crash_bug+0x")
    is_survived(log)


@crash("warn")
def test_warnings_go_on(log: Log) -> None:
    assert log.result("insmod crash/crash_warn_init.ko") == 0
    assert len(re.findall(r"^WARNING: CPU: 0 PID: 1 at .*crash\.c:\d+ "
                          r"\w*warn\w*\+0x.* \[crash_warn_init\]$",
                          log.text, re.M)) == 3
    assert log.text.count("------------[ cut here ]------------") == 3
    log.has("crash: a warning with 5 words\n", "WARNING: ")
    log.has("crash: survived warn")
    assert log.result("unload crash_warn_init") == 0


@case(OOPS, "load textwrite", "load oops")
def test_demos_that_oops(log: Log) -> None:
    log.has("textwrite: writing to victim+0x0/0x",
            "#PF: error_code(0x0003) - permissions violation",
            " [textwrite]")
    log.lacks("the write went through")
    log.has("EIP: oops_third+0x", "oops_second+0x", "init")
    log.matches(r"EIP: " + INIT_NAME + r"\+0x.* \[textwrite\]")
    log.matches(" " + INIT_NAME + r"\+0x.* \[oops\]")
    assert log.result("load textwrite") == -errno.EFAULT
    assert log.result("load oops") == -errno.EFAULT


WARNED = Boot("oops-taint")


@case(WARNED, "insmod crash/w.ko how=warn", "insmod crash/n.ko",
      files={"crash/w.ko": instance("crash_w"),
             "crash/n.ko": instance("crash_n")})
def test_taints_of_warning_and_oops(log: Log) -> None:
    """W and D, in letters and in words; the first warning is untainted."""
    log.has("WARNING: ", "Comm: swapper/0 Not tainted 6.12.0-mortise #1")
    log.has("Tainted: G        W", "Tainted: [W]=WARN")
    log.has("Oops: Oops: 0002", "Tainted: G      D W",
            "Tainted: [D]=DIE, [W]=WARN")


@whole(OOPS)
def test_the_boot_ends_as_others_do(log: Log) -> None:
    assert log.status == OOPS.ends
    log.has("modules: crash_form stays: it crashed", "reboot: Power down")


LARGE = Boot("oops-large", memory=1024, commands=("load crash how=stack",))


@whole(LARGE)
def test_the_first_stack_has_a_guard_page_too(log: Log) -> None:
    """With memory up to the arena, what lies below it is not its guard."""
    log.has("BUG: TASK stack guard page was hit at ", "EIP: crash_stack",
            "script: load crash = -14", "reboot: Power down")


# ---- What ends the kernel ---------------------------------------------------

def panics(name: str, append: str, *lines: str, how: str = "null",
           when: str = "init"):
    boot = Boot(f"panic-{name}", append=append, ends=PANIC,
                commands=(f"load crash how={how} when={when}",))
    return pytest.param(lines, marks=whole(boot), id=name)


@pytest.mark.parametrize("lines", [
    panics("on-oops", "panic_on_oops=1", "EIP: crash_null+0x",
           "Kernel panic - not syncing: Fatal exception"),
    panics("on-oops-thread", "panic_on_oops=1", "Comm: victim",
           "Kernel panic - not syncing: Fatal exception", when="thread"),
    panics("on-warn", "panic_on_warn=1", "WARNING: ",
           "Kernel panic - not syncing: kernel: panic_on_warn set ...",
           how="warn"),
    panics("called", "", "Kernel panic - not syncing: crash: as asked, 42",
           "Call Trace:", "crash_panic+0x", how="panic"),
    panics("in-timer", "", "EIP: crash_null+0x", "crash_in_timer+0x",
           "Kernel panic - not syncing: Fatal exception in interrupt",
           when="timer"),
    panics("stack-in-timer", "",
           "BUG: TASK stack guard page was hit at ", "EIP: crash_stack",
           "Kernel panic - not syncing: Fatal exception in interrupt",
           how="stack", when="timer"),
])
def test_panic(log: Log, lines: tuple[str, ...]) -> None:
    log.has(*lines, "---[ end Kernel panic - not syncing: ")
    assert log.status == PANIC
    log.lacks("reboot: Power down", "No user space", "crash: survived")


NO_PANIC = Boot("no-panic-on-oops", append="panic_on_oops=0",
                commands=("load crash",))


@whole(NO_PANIC)
def test_no_panic_when_off(log: Log) -> None:
    assert log.status == NO_PANIC.ends
    log.has("Oops: Oops: 0002", "reboot: Power down")
