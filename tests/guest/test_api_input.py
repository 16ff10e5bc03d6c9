# SPDX-License-Identifier: MIT
"""Input devices: what modules report, and who hears of it."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, MODULES, PASS, Log, case, whole
from userspace import PROGRAMS, Session, program

pytestmark = pytest.mark.user

KERNEL = f"/{MODULES}/kernel"
TESTS = f"/{MODULES}/tests"

SUITES = {"input_test": HERE / "modules/input_test.c",
          "input": PROGRAMS / "input.c"}
API = Session("input", append="loglevel=2",
              commands=(f"insmod {TESTS}/input_test.ko", "rmmod input_test",
                        f"insmod {TESTS}/inputs.ko", "/tests/input"),
              files={"tests/input": program("input")})
SHOWN = Session("input shown")
LEFT = Session("input left", append="module.force_load=1")
RECLAIM = Session("input reclaim", append="module.leaks=reclaim")


@pytest.mark.parametrize("suite, name", [
    pytest.param(suite, name, marks=whole(API), id=f"{suite}-{name}")
    for suite, source in SUITES.items() for name in ktap.cases_in(source)])
def test_case(log: Log, suite: str, name: str) -> None:
    results = ktap.read(log.text).get(suite)
    assert results and name in results.passed, log.complain("did not end")
    assert results.passed[name], "\n".join(results.notes[name])


@whole(API)
def test_nothing_is_wrong_around_them(log: Log) -> None:
    log.lacks("BUG: ", "Oops", "WARNING: ", "leaked")
    assert log.status == PASS
    assert log.result("rmmod input_test") == 0


@case(SHOWN, "dmesg | grep -o 'input: .*'", "cat /proc/bus/input/devices", "cat /proc/bus/input/handlers",
      "ls -l /dev/input", "cat /sys/class/input/event0/device/name")
def test_the_keyboard_is_linux_s(log: Log) -> None:
    log.has("input: AT Translated Set 2 keyboard as "
            "/devices/platform/i8042/serio0/input/input0\n",
            "I: Bus=0011 Vendor=0001 Product=0001 Version=ab41\n"
            'N: Name="AT Translated Set 2 keyboard"\n'
            "P: Phys=isa0060/serio0/input0\n"
            "S: Sysfs=/devices/platform/i8042/serio0/input/input0\n"
            "U: Uniq=\n"
            "H: Handlers=kbd event0 \n"
            "B: PROP=0\n"
            "B: EV=120013\n"
            "B: KEY=4 2000002 3803078 f800d001 feffffdf ffefffff ffffffff "
            "fffffffe\n"
            "B: MSC=10\n"
            "B: LED=7\n\n",
            "N: Number=0 Name=kbd\nN: Number=1 Name=evdev Minor=64\n",
            " 13,  64 ", "\nAT Translated Set 2 keyboard\n")


@case(SHOWN, f"insmod {KERNEL}/typist.ko",
      "(head -n 1 </dev/tty1 | sed s/^/typed:/ >/tmp/typed) & sleep 1",
      "echo 'ls -l' >/sys/module/typist/parameters/text",
      "wait; cat /tmp/typed", "cat /sys/class/input/input1/modalias",
      "grep . /sys/class/input/input1/id/* /sys/class/input/input1/phys",
      "rmmod typist", "ls /sys/class/input/input1")
def test_what_a_module_types_is_typed(log: Log) -> None:
    log.has("typed:ls -l\n", "input:b0006v0000p0000e0000-e0,1,kramlsfw\n",
            "input1/id/bustype:0006\n", "input1/phys:typist/input0\n")
    assert log.result("ls /sys/class/input/input1") == 1


SPEAKER = "/dev/input/event1"
TONE = r"printf '\0\0\0\0\0\0\0\0\022\0\002\0\270\001\0\0' >" + SPEAKER
QUIET = r"printf '\0\0\0\0\0\0\0\0\022\0\002\0\0\0\0\0' >" + SPEAKER


@case(SHOWN, "cat /sys/devices/platform/pcspkr/modalias",
      f"insmod {KERNEL}/pcspkr.ko", TONE, QUIET,
      "cat /sys/class/input/event1/device/capabilities/snd", "rmmod pcspkr")
def test_the_speaker_is_an_input_device(log: Log) -> None:
    log.has("platform:pcspkr\n", "input: PC Speaker as "
            "/devices/platform/pcspkr/input/input", "\n6\n")
    assert [log.result(c) for c in (TONE, QUIET, "rmmod pcspkr")] == [0] * 3


@case(LEFT, f"insmod {TESTS}/inputs.ko leave=unregistered", "rmmod inputs",
      f"insmod {TESTS}/inputs.ko leave=device", "rmmod inputs")
def test_devices_that_are_left_are_told(log: Log) -> None:
    log.matches(r"inputs: leaked input device, not registered at "
                r"(inputs_init|init_module)\+0x\w+ \(\d+ bytes\)")
    log.matches(r"inputs: input device input\d+, which leads into this "
                r"module: unload refused")
    assert log.results("rmmod inputs") == [0, 1]


@case(RECLAIM, f"insmod {TESTS}/inputs.ko leave=device", "rmmod inputs",
      f"insmod {TESTS}/inputs.ko leave=handler", "rmmod inputs",
      f"insmod {TESTS}/inputs.ko leave=unregistered", "rmmod inputs",
      "grep -c inputs /proc/bus/input/devices /proc/bus/input/handlers")
def test_what_is_left_is_taken_back(log: Log) -> None:
    log.has("reclaimed input device", "reclaimed input handler",
            "/proc/bus/input/devices:0\n/proc/bus/input/handlers:0\n")
    assert log.results("rmmod inputs") == [0, 0, 0]
