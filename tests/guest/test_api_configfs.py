# SPDX-License-Identifier: MIT
"""configfs: objects that programs make, and what the kernel is asked for."""

from __future__ import annotations

import pytest

from lab import MODULES, Log, case
from userspace import Session

pytestmark = pytest.mark.user
SHELL = Session("configfs", append="module.leaks=report")
KERNEL = f"/{MODULES}/kernel"
TESTS = f"/{MODULES}/tests"
TOP = "/sys/kernel/config"


@case(SHELL, f"insmod {KERNEL}/pets.ko", f"mkdir {TOP}/pets/rex",
      f"echo 3 > {TOP}/pets/rex/age", f"cat {TOP}/pets/rex/age",
      f"echo many > {TOP}/pets/rex/age", f"mkdir {TOP}/pets/rex/flea",
      f"mkdir {TOP}/pets/dragon", "rmmod pets", f"cat {TOP}/pets/count",
      f"(rmdir {TOP}/pets/rex; cat {TOP}/pets/count; cat) < {TOP}/pets/rex/age",
      f"cat {TOP}/pets/count", f"rmdir {TOP}/pets",
      "rmmod pets && echo gone")
def test_demo_pets(log: Log) -> None:
    log.has("\n3\n", "write error: Invalid argument",
            "rex/flea': Operation not permitted", "dragon': Permission denied",
            "rmmod: can't unload module 'pets': Resource temporarily",
            "\n1\n", "\n1\ncat: read error: No such device\n", "\n0\n",
            "rmdir: '/sys/kernel/config/pets': Operation not permitted")
    assert log.result("rmmod pets") == 1
    assert log.result("rmmod pets && echo gone") == 0


@case(SHELL, f"insmod {TESTS}/configured.ko", f"cd {TOP}/configured; ls -1",
      "mkdir one open kept; ls -1 one open", "cat one/plain", "cat one/secret",
      "echo word > one/secret", "rmdir one/inner", "rmdir a-name*",
      "echo one > find; echo two > find; echo kept > find", "rmdir kept",
      "echo free > find; rmdir kept open one", "cd /", "rmmod configured")
def test_groups(log: Log) -> None:
    log.has("configured: again: -22\n", "a-name-of-more-than-20-bytes\nfind\n",
            "one:\ninner\nplain\nsecret\n", "open:\ninner\nplain\n",
            "one in configured\n", "one/secret': Permission denied",
            "configured: one has 5 bytes\n",
            "rmdir: 'one/inner': Operation not permitted",
            "configured: one is there\n", "configured: two is not there\n",
            "rmdir: 'kept': Device or resource busy",
            "configured: one goes\n", "configured: one is dropped\n",
            "configured: a thing is released\n")
    log.lacks("leaked")
    assert log.text.count("a thing is released") == 3


@case(SHELL, f"insmod {TESTS}/configured.ko leave=1", "rmmod configured")
def test_a_subsystem_that_is_left(log: Log) -> None:
    log.has("configured: configfs subsystem configured, its type is in this "
            "module: unload refused\n")
    assert log.result("rmmod configured") == 1
