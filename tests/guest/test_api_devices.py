# SPDX-License-Identifier: MIT
"""Devices, drivers and the files that modules make in /dev, /sys, /proc."""

from __future__ import annotations

import re

import pytest

import ktap
from lab import HERE, MODULES, PASS, Log, case, whole
from userspace import PROGRAMS, Session, program

pytestmark = pytest.mark.user

KERNEL = f"/{MODULES}/kernel"
TESTS = f"/{MODULES}/tests"

SUITES = {"devices_test": HERE / "modules/devices_test.c",
          "machine_test": HERE / "modules/machine_test.c",
          "devices": PROGRAMS / "devices.c"}
API = Session("devices", append="loglevel=2",
              commands=(f"insmod {TESTS}/devices_test.ko",
                        "rmmod devices_test",
                        f"insmod {TESTS}/machine_test.ko",
                        "rmmod machine_test", f"insmod {TESTS}/devtest.ko",
                        f"insmod {KERNEL}/lamp.ko", "/tests/devices",
                        "rmmod devtest", "rmmod lamp"),
              files={"tests/devices": program("devices")})
DEMOS = Session("device demos")
LITTER = Session("device litter")
REFUSE = Session("device litter refused")
RECLAIM = Session("device litter reclaim", append="module.leaks=reclaim")


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(API), id=f"{suite}-{name}")
    for suite, source in SUITES.items() for name in ktap.cases_in(source)])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(API)
def test_nothing_is_wrong_around_them(log: Log) -> None:
    log.lacks("BUG: ", "Oops", "leaked")
    assert log.status == PASS
    for module in ("devices_test", "machine_test", "devtest", "lamp"):
        assert log.result(f"rmmod {module}") == 0


# ---- The demo modules, as their heads say to try them ------------------------

@case(DEMOS, f"insmod {KERNEL}/pad.ko", "ls -l /dev/pad3", "ls /sys/class/pad",
      "echo hello >/dev/pad0", "echo more >>/dev/pad0", "cat /dev/pad0",
      "dd if=/dev/zero of=/dev/pad1", "exec 3</dev/pad0", "rmmod pad",
      "exec 3<&-", "rmmod pad", "ls /dev/pad0")
def test_pad(log: Log) -> None:
    log.has("pad: major ", "crw------- ", ",   3 ", "/dev/pad3\n", "pad0", "pad3",
            "hello\nmore\n", "No space left on device", "8+0 records out",
            "pad: refused by rule unload.in_use (EAGAIN)")
    assert log.results("rmmod pad") == [1, 0]
    assert log.result("ls /dev/pad0") == 1


@case(DEMOS, f"insmod {KERNEL}/words.ko", "echo one two >/proc/words/list",
      "cat /proc/words/list /proc/words/count", "echo >/proc/words/list",
      "cat /proc/words/count",
      "i=0; while [ $i -lt 1000 ]; do echo word$i; i=$((i+1)); done >/tmp/w",
      "xargs -n 100 </tmp/w | while read -r line; do echo $line "
      ">/proc/words/list; done", "cmp /tmp/w /proc/words/list",
      "tail -n 1 /proc/words/list", "exec 3</proc/words/list",
      "rmmod words", "cat <&3", "exec 3<&-")
def test_words(log: Log) -> None:
    log.has("one\ntwo\n2\n", "\n0\n", "word999\n",
            "cat: read error: Input/output error")
    assert log.result("cmp /tmp/w /proc/words/list") == 0
    assert log.result("rmmod words") == 0


@case(DEMOS, f"insmod {KERNEL}/lamp.ko", "echo 70 >/sys/kernel/lamp/level",
      "grep . /sys/kernel/lamp/level /sys/kernel/lamp/state",
      "echo 101 >/sys/kernel/lamp/level", "rmmod lamp", "ls /sys/kernel/lamp")
def test_lamp(log: Log) -> None:
    log.has("level:70\n", "state:on\n", "write error: Invalid argument")
    assert log.result("rmmod lamp") == 0
    assert log.result("ls /sys/kernel/lamp") == 1


@case(DEMOS, f"insmod {KERNEL}/gauge.ko", "cd /sys/kernel/debug/gauge",
      "echo 7 >step; cat total; cat total", "echo Y >frozen; echo 50 >total",
      "cat summary", "echo 1 >reads", "cd /", "rmmod gauge",
      "ls /sys/kernel/debug/gauge")
def test_gauge(log: Log) -> None:
    log.has("7\n14\n", "total 50, 2 reads, 7 a step, frozen\n",
            "Permission denied")
    assert log.result("rmmod gauge") == 0
    assert log.result("ls /sys/kernel/debug/gauge") == 1


SENSOR = "/sys/bus/platform/drivers/sensor"


@case(DEMOS, f"insmod {KERNEL}/sensor.ko count=2",
      "cat /sys/bus/platform/devices/sensor.1/reading",
      f"echo sensor.0 >{SENSOR}/unbind", f"echo sensor.0 >{SENSOR}/bind",
      f"echo nobody >{SENSOR}/bind", f"ls {SENSOR}",
      "readlink /sys/devices/platform/sensor.0/driver", "rmmod sensor",
      "ls /sys/devices/platform")
def test_sensor(log: Log) -> None:
    log.has("sensor sensor.0: probed\n", "sensor sensor.1: probed\n", "10\n",
            "sensor sensor.0: removed after 0 readings\n",
            "sensor sensor.0: probed\n", "write error: No such device",
            "bind", "module", "sensor.0", "sensor.1",
            "../../../bus/platform/drivers/sensor\n",
            "sensor sensor.0: removed after 0 readings\n",
            "sensor sensor.1: removed after 1 readings\n")
    assert log.result("rmmod sensor") == 0


@case(DEMOS, "cat /sys/class/mem/null/uevent", "cat /sys/dev/char/5:0/dev",
      "readlink /sys/class/tty/tty1", "cat /proc/ioports",
      "stat -c '%a %t %T' /dev/null")
def test_the_kernel_s_own_devices(log: Log) -> None:
    log.has("MAJOR=1\nMINOR=3\nDEVNAME=null\nDEVMODE=0666\n", "5:0\n",
            "../../devices/virtual/tty/tty1\n", "03f8-03ff : serial\n",
            "666 1 3\n")


# ---- What is left behind -----------------------------------------------------

REPORTED = {
    "number": "device numbers of litter-dev",
    "class": "class litter-class",
    "device": "device litter0",
    "kobject": "kobject litter-kobj",
    "proc-folder": "proc entry litter-folder",
    "debugfs-folder": "debugfs entry litter-debug",
}
REFUSED = {
    "cdev": "cdev litter-cdev, its file operations are in this module",
    "major": "cdev litter-chrdev, its file operations are in this module",
    "misc": "misc device litter-misc, its file operations are in this module",
    "proc-file": "proc entry file, what it calls or shows is in this module",
    "sysfs": "sysfs file mode, its attribute is in this module",
    "debugfs-file": "debugfs entry file, its file operations are in this "
                    "module",
    "driver": "driver litter-drv, which is in this module",
    "filesystem": "file system type litterfs, which is in this module",
    "sysctl": "proc entry litter-level, what it calls or shows is in this "
              "module",
}
INSMOD = f"insmod {TESTS}/litter.ko"


@case(LITTER, INSMOD, "exec 3</dev/litter-ownerless", "rmmod litter",
      "cat <&3", "exec 3<&-", "rmmod litter", "lsmod")
def test_an_open_file_of_no_owner_keeps_the_module(log: Log) -> None:
    log.has("litter: file open in ", ", its operations are in this module: "
            "unload refused\n", "litter\n")
    assert log.results("rmmod litter") == [1, 0]
    assert re.search(r"^litter ", log.text, re.M) is None


@case(LITTER, f"{INSMOD} leave={','.join(REPORTED)}", "rmmod litter",
      "ls /sys/class/litter-class", "cat /sys/class/litter-class/*/uevent")
def test_what_does_no_harm_is_reported(log: Log) -> None:
    for what in REPORTED.values():
        log.matches(rf"litter: leaked {what} at "
                    r"(litter_init|init_module)[+]0x[0-9a-f]+")
    log.has("DEVNAME=litter0")
    log.lacks("BUG: ", "Oops", "refused")
    assert log.result("rmmod litter") == 0


@case(REFUSE, f"{INSMOD} leave={','.join(REFUSED)}", "rmmod litter", "lsmod")
def test_what_would_crash_is_refused(log: Log) -> None:
    for what in REFUSED.values():
        assert f"litter: {what}: unload refused\n" in log
    log.lacks("BUG: ", "Oops")
    assert log.result("rmmod litter") == 1
    assert re.search(r"^litter ", log.text, re.M)


@case(RECLAIM, f"{INSMOD} leave={','.join([*REPORTED, *REFUSED])}",
      "rmmod litter", INSMOD, "rmmod litter", "ls /sys/class/litter-class")
def test_all_can_be_reclaimed(log: Log) -> None:
    """What was taken back keeps nobody, and its names are free."""
    log.has("litter: reclaimed ")
    log.lacks("BUG: ", "Oops", "refused", "WARNING: ")
    assert log.results(INSMOD) == [0]
    assert log.results("rmmod litter") == [0, 0]
    assert log.result("ls /sys/class/litter-class") == 1
