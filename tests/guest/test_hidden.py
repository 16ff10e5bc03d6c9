# SPDX-License-Identifier: MIT
"""A module that hides itself, and what finds it: docs/signing.md."""

from __future__ import annotations

import re

import pytest

from lab import MODULES, PASS, Log, case, whole
from userspace import Session

pytestmark = pytest.mark.user

KERNEL = f"/{MODULES}/kernel"
PERMISSIVE = Session("hidden", policy="")
HIDDEN = "/sys/module/hide/parameters/hidden"


@case(PERMISSIVE, f"insmod {KERNEL}/hello.ko", "hidden-modules",
      f"insmod {KERNEL}/hide.ko", "lsmod", "grep -c hide /proc/modules",
      "rmmod hide", "hidden-modules", "cat /proc/sys/kernel/tainted",
      f"cat {HIDDEN}", f"echo N > {HIDDEN}", "hidden-modules", "rmmod hide",
      "rmmod hello", "hidden-modules")
def test_a_module_that_hides(log: Log) -> None:
    assert log.results("hidden-modules") == [0, 1, 0, 0]
    assert log.results("rmmod hide") == [1, 0]
    assert log.result("grep -c hide /proc/modules") == 1
    found = re.findall(r"^no listed module: 0x([0-9a-f]{8})-0x([0-9a-f]{8}) +"
                       r"\d+ \S+\+0x\w+/0x\w+ pages=\d+ module$", log.text,
                       re.M)
    assert len(found) == 1
    log.has("Module ", "hello ", "rmmod: can't unload module 'hide'",
            "no listed module", "8192\n", "Y\n")


@case(PERMISSIVE, "head -3 /proc/vmallocinfo",
      "su nobody -c 'cat /proc/vmallocinfo'",
      "grep -c 'pages=4 stack' /proc/vmallocinfo")
def test_vmallocinfo(log: Log) -> None:
    log.matches(r"0x[0-9a-f]{8}-0x[0-9a-f]{8} +\d+ \w+\+0x\w+/0x\w+ pages=\d+ "
                r"\w+")
    assert log.result("su nobody -c 'cat /proc/vmallocinfo'") == 1


@case(Session("hidden-enforced", policy="",
              append="module.sig_enforce=1"),
      f"insmod {KERNEL}/hide.ko", "hidden-modules",
      "cat /sys/module/module/parameters/sig_enforce",
      "echo 0 > /sys/module/module/parameters/sig_enforce",
      "sysctl -w kernel.module_sig_enforce=0",
      "echo none > /sys/module/module/parameters/policy")
def test_enforced_keeps_it_out(log: Log) -> None:
    assert log.result(f"insmod {KERNEL}/hide.ko") == 129
    assert log.result("hidden-modules") == 0
    log.has("Y\n")
    assert log.text.count("Read-only file system") == 3


@case(Session("raised-sysctl", policy=""),
      f"insmod {KERNEL}/params.ko", "rmmod params",
      "cat /sys/module/module/parameters/sig_enforce "
      "/proc/sys/kernel/module_sig_enforce",
      "echo 0 > /sys/module/module/parameters/sig_enforce",
      "sysctl -w kernel.module_sig_enforce=1",
      "cat /sys/module/module/parameters/sig_enforce "
      "/sys/module/module/parameters/policy",
      f"insmod {KERNEL}/params.ko")
def test_raised_by_sysctl(log: Log) -> None:
    assert log.results(f"insmod {KERNEL}/params.ko") == [0, 129]
    assert log.result(
        "echo 0 > /sys/module/module/parameters/sig_enforce") == 0
    log.has("N\n0\n", "Y\nenforce\n")


@case(Session("raised", policy=""),
      "echo 1 > /sys/module/module/parameters/sig_enforce",
      f"insmod {KERNEL}/params.ko",
      "echo N > /sys/module/module/parameters/sig_enforce",
      "su nobody -c 'echo 1 > /sys/module/module/parameters/sig_enforce'")
def test_raised_by_sysfs(log: Log) -> None:
    assert log.result(f"insmod {KERNEL}/params.ko") == 129
    log.has("Read-only file system", "Permission denied")


LOCKDOWN = "/sys/kernel/security/lockdown"


@case(Session("lockdown", policy=""), f"cat {LOCKDOWN}",
      f"insmod {KERNEL}/params.ko", "rmmod params",
      f"echo sideways > {LOCKDOWN}", f"echo integrity > {LOCKDOWN}",
      f"insmod {KERNEL}/params.ko", f"echo none > {LOCKDOWN}",
      f"cat {LOCKDOWN}", f"echo confidentiality > {LOCKDOWN}",
      f"cat {LOCKDOWN}")
def test_lockdown_rises(log: Log) -> None:
    assert log.results(f"insmod {KERNEL}/params.ko") == [0, 1]
    log.has("[none] integrity confidentiality\n", "Invalid argument",
            "Kernel is locked down from securityfs; see man "
            "kernel_lockdown.7\n",
            "Lockdown: insmod: unsigned module loading is restricted; see "
            "man kernel_lockdown.7\n", "admit.sig_lockdown",
            "Operation not permitted",
            "none [integrity] confidentiality\n",
            "none integrity [confidentiality]\n")


@whole(PERMISSIVE)
def test_end(log: Log) -> None:
    assert log.status == PASS
