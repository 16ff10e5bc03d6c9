# SPDX-License-Identifier: MIT
"""Modules among themselves: probes, symbols, notifiers, stacks."""

from __future__ import annotations

import errno
import re

import pytest

import ktap
from images import renamed
from lab import (HERE, MODULES, PANIC, PASS, Boot, Lab, Log, case,
                 whole)
from userspace import Session

PROBES = Boot("probes", append="module.export_kallsyms=1",
              commands=("load probes_test",))
AMONG = Boot("among", commands=("load among_test",))
INIT = "(badprobe_init|init_module)"  # clang keeps the second alone
SUITES = {"probes_test": PROBES, "among_test": AMONG}
# Whatever happens, probes work afterwards.
OOPS = Boot("probes-oops", append="module.export_kallsyms=1")
DEMOS = Session("probes-demos")
KERNEL = f"/{MODULES}/kernel"
RECLAIM = Boot("probes-reclaim", append="module.leaks=reclaim")


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(boot), id=f"{suite}-{name}")
    for suite, boot in SUITES.items()
    for name in ktap.cases_in(HERE / f"modules/{suite}.c")])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(PROBES)
def test_nothing_is_wrong_around_probes(log: Log) -> None:
    log.lacks("BUG: ", "WARNING: ", "Oops")
    assert log.status == PASS


@whole(AMONG)
def test_what_is_told_of_symbols_and_protection(log: Log) -> None:
    log.has("failing symbol_get of non-GPLONLY symbol msleep.",
            "CR0 WP bit went missing!?")
    assert log.status == PASS


@case(AMONG, "load probes_test")
def test_kallsyms_lookup_name_is_not_for_modules(log: Log) -> None:
    """But where the command line says so: Linux does not export it."""
    log.has("probes_test: Unknown symbol kallsyms_lookup_name (err -2)",
            "module.export_kallsyms=1")
    assert log.result("load probes_test") == -errno.ENOENT


def bad(how: str) -> pytest.MarkDecorator:
    name = f"bad_{how}"
    return case(OOPS, f"insmod bad/{name}.ko how={how}", "load probes_test",
                "unload probes_test", files={f"bad/{name}.ko": lambda stage:
                                             renamed(stage.ko("badprobe"), name)})


@pytest.mark.parametrize("how, place", [
    pytest.param(how, place, marks=bad(how), id=how)
    for how, place in (("pre", "bad_handler"), ("post", "bad_handler"),
                       ("entry", "bad_handler"), ("return", "bad_handler"),
                       ("step", "badprobe_target"))])
def test_an_oops_names_what_it_was(log: Log, how: str, place: str) -> None:
    """The handler's module, or the instruction at its own place."""
    name = f"bad_{how}"
    log.matches(rf"EIP: {place}\+0x[0-9a-f]+/0x[0-9a-f]+ \[{name}\]")
    if how != "step":
        log.matches(rf" (\? )?badprobe_target\+0x[0-9a-f]+/0x[0-9a-f]+ "
                    rf"\[{name}\]| {INIT}\+0x.* \[{name}\]")
    assert log.result(f"insmod bad/{name}.ko") == -errno.EFAULT
    assert ktap.read(log.text)["probes_test"].ended


LEFT = ("load answerer", "load badprobe how=left", "unload badprobe")


@case(OOPS, *LEFT, "unload answerer")
def test_what_is_left_is_told(log: Log) -> None:
    for what in ("kprobe on kernel_clone, its handler",
                 "kretprobe on kernel_clone, its handler",
                 "die notifier, its function", "module notifier, its function"):
        log.has(f"badprobe: {what} is in this module: unload refused")
    assert re.search(r"badprobe: leaked symbol held gpl_answer at (0x|\w*init)",
                     log.text), log.complain("no symbol")
    assert log.result("unload badprobe") == -errno.EBUSY
    assert log.result("unload answerer") == -errno.EWOULDBLOCK


@case(RECLAIM, *LEFT, "unload answerer", "load plain", "unload plain")
def test_what_is_left_is_taken_back(log: Log) -> None:
    log.lacks("refused", "told of")
    for command in (*LEFT, "unload answerer", "load plain", "unload plain"):
        assert log.result(command.partition(" how=")[0]) == 0


@pytest.mark.user
@case(DEMOS, f"insmod {KERNEL}/probe.ko", "ls /nothing", "rmmod probe",
      f"insmod {KERNEL}/probe.ko symbol=trap")
def test_demo_probe(log: Log) -> None:
    log.matches(r"probe: kernel_clone is at kernel_clone\+0x0/0x[0-9a-f]+, "
                r"its first byte was 55")
    log.matches(r"probe: session \(pid 1\) is at kernel_clone, called from "
                r"__ia32_sys_\w+\+0x[0-9a-f]+/0x[0-9a-f]+")
    log.has("probe: session goes on at kernel_clone+0x1", "probe: missed 0",
            "probe: no probe at trap: -22")


@pytest.mark.user
@case(DEMOS, "cat /sys/kernel/debug/kprobes/blacklist")
def test_places_without_probes_are_listed(log: Log) -> None:
    for name in ("kprobe_int3_handler", "step_begin", "hw_breakpoint_handler"):
        log.matches(rf"0x[0-9a-f]{{8}}-0x[0-9a-f]{{8}}\t{name}")


@pytest.mark.user
@case(DEMOS, "mkdir /tmp/debug; mount -t debugfs none /tmp/debug",
      f"insmod {KERNEL}/probe.ko symbol=vfs_read",
      f"insmod {KERNEL}/retprobe.ko symbol=vfs_read",
      "cat /tmp/debug/kprobes/list /tmp/debug/kprobes/enabled",
      "echo 0 >/tmp/debug/kprobes/enabled; dmesg -c >/dev/null",
      "echo quiet; cat /tmp/debug/kprobes/enabled",
      "echo 1 >/tmp/debug/kprobes/enabled; cat /proc/version",
      "rmmod probe; rmmod retprobe; cat /tmp/debug/kprobes/list",
      "umount /tmp/debug")
def test_probes_are_listed_and_switched_off(log: Log) -> None:
    log.matches(r"[0-9a-f]{8}  k  vfs_read\+0x0    ")
    log.matches(r"[0-9a-f]{8}  r  vfs_read\+0x0    ")
    quiet = log.text.partition("Kprobes globally disabled")[2].partition(
        "Kprobes globally enabled")
    assert quiet[1] and "probe: cat" not in quiet[0]
    assert "probe: cat" in quiet[2]


@pytest.mark.user
@case(DEMOS, f"insmod {KERNEL}/retprobe.ko", "cat /nothing", "rmmod retprobe")
def test_demo_retprobe(log: Log) -> None:
    log.matches(r"retprobe: cat: __ia32_sys_openat returned -2 after \d+ ns")
    log.has("retprobe: 0 calls were too many at one time")


@pytest.mark.user
@case(DEMOS, f"insmod {KERNEL}/borrow.ko", "rmmod borrow",
      f"insmod {KERNEL}/exporter.ko", f"insmod {KERNEL}/borrow.ko", "lsmod",
      "rmmod exporter", "rmmod borrow", "rmmod exporter")
def test_demo_borrow(log: Log) -> None:
    log.has("borrow: there is no exporter; nothing to do",
            "borrow: reset the total by exporter_reset [exporter]",
            "Resource temporarily unavailable", "borrow: gave it back",
            "exporter: the total was 0")
    assert log.results("rmmod exporter") == [1, 0]


@pytest.mark.user
@case(DEMOS, "modprobe platform:mortise-lamp", "lsmod", "rmmod matched",
      "modprobe pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00",
      "rmmod matched", "modprobe platform:mortise-lam")
def test_devices_find_their_module(log: Log) -> None:
    log.has("matched")
    assert log.results("rmmod matched") == [0, 0]
    assert log.result("modprobe platform:mortise-lam") == 1


@pytest.mark.user
@whole(DEMOS)
def test_aliases_of_tables(lab: Lab) -> None:
    image = lab.build("here").folder / "tests/modules/matched.ko"
    found = re.findall(rb"\0alias=([^\0]*)", image.read_bytes())
    assert sorted(found) == sorted([
        b"plain-alias", b"platform:mortise-lamp",
        b"platform:a-name-as-long-as-it", b"of:N*T*Cmortise,lamp",
        b"of:N*T*Cmortise,lampC*", b"of:NlampTlight_bulb*Cx",
        b"of:NlampTlight_bulb*CxC*", b"i2c:lm75", b"spi:at25",
        b"pci:v00008086d0000100Esv*sd*bc*sc*i*",
        b"pci:v*d*sv00000001sd00000002bc0Csc03i30*"])


@whole(Boot("probes-panic", commands=("load badprobe how=panic",), ends=PANIC))
def test_a_panic_is_told(log: Log) -> None:
    log.has("Kernel panic - not syncing: asked for",
            'badprobe: told of "asked for"',
            "---[ end Kernel panic - not syncing: asked for ]---")
    assert log.status == PANIC
