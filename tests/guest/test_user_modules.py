# SPDX-License-Identifier: MIT
"""The module tools: BusyBox' applets, as a shell script uses them."""

from __future__ import annotations

import re

import pytest

from lab import MODULES, PASS, Log, case, whole
from userspace import Session, program

pytestmark = pytest.mark.user

KERNEL = f"/{MODULES}/kernel"
CONF = {"etc/modprobe.d/test.conf": b"""\
alias greetings greeter
alias block-major-77-* hello
options params count=2 who=configured
blacklist oops
alias crash-please oops
"""}

SESSION = Session("session", files=CONF)


@case(SESSION, f"insmod {KERNEL}/hello.ko", "lsmod", "rmmod hello", "lsmod",
      "rmmod hello")
def test_insmod_lsmod_rmmod(log: Log) -> None:
    log.has("Hello, world\n", "Module ", "hello ", "Goodbye, cruel world\n")
    assert re.search(r"^hello +\d+ +0 ", log.text, re.M)
    assert log.text.count("\nhello ") == 1
    assert log.results("rmmod hello") == [0, 1]
    log.has("rmmod: can't unload module 'hello': No such file or directory")


@case(SESSION, f"insmod {KERNEL}/params.ko count=3 who=me sizes=1,2",
      "cat /sys/module/params/parameters/who "
      "/sys/module/params/parameters/sizes", "rmmod params",
      f"insmod {KERNEL}/params.ko count=many", f"insmod {KERNEL}/importer.ko",
      f"insmod {KERNEL}/none.ko")
def test_insmod_parameters_and_errors(log: Log) -> None:
    assert log.text.count("params: hello, me") == 3
    log.has("me\n1,2\n", "importer.ko': unknown symbol in module",
            "none.ko': No such file or directory")
    assert log.result(f"insmod {KERNEL}/params.ko count=many") == 22


@case(SESSION, "modprobe importer", "lsmod", "cat /proc/modules",
      "rmmod exporter", "modprobe -r importer", "lsmod")
def test_modprobe_brings_what_is_needed(log: Log) -> None:
    log.has("exporter: ready", "importer: the total is 42", "importer ",
            "exporter ", "1 importer", "importer, Live 0x",
            "Resource temporarily unavailable",
            "exporter: the total was")
    assert log.result("rmmod exporter") == 1
    assert log.result("modprobe -r importer") == 0
    assert log.text.rpartition("script: modprobe -r")[2].count("porter") == 1


@case(SESSION, "modprobe borrow", "lsmod", "modprobe -r borrow")
def test_modprobe_heeds_softdeps(log: Log) -> None:
    assert log.text.index("exporter: ready") < log.text.index(
        "borrow: reset the total")
    log.has("borrow: gave it back", "exporter: the total was")
    assert log.result("modprobe -r borrow") == 0


@case(SESSION, "modprobe -a hello refs", "modprobe -r hello refs", "lsmod")
def test_modprobe_all(log: Log) -> None:
    assert log.result("modprobe -a hello refs") == 0
    assert log.result("modprobe -r hello refs") == 0
    assert not re.search(r"^(hello|refs) +\d", log.text.rpartition(
        "script: modprobe -r")[2], re.M)


@case(SESSION, "modprobe -D importer", "modprobe -l 'im*'",
      "lsmod | grep -c porter")
def test_modprobe_tells(log: Log) -> None:
    log.has(f"insmod {KERNEL}/exporter.ko", f"insmod {KERNEL}/importer.ko",
            "script: modprobe -D importer = 0", "importer.ko\n",
            "\n0\n")


@case(SESSION, "modprobe greetings", "lsmod", "modprobe -r greetings")
def test_alias_of_the_configuration(log: Log) -> None:
    log.has("greeter: Good day", "greeter ")
    assert log.result("modprobe -r greetings") == 0


@case(SESSION, "modprobe params", "modprobe -r params",
      "modprobe params who=typed", "modprobe -r params")
def test_options(log: Log) -> None:
    assert log.text.count("params: hello, configured\n") == 2
    assert log.text.count("params: hello, typed\n") == 2


@case(SESSION, "modprobe -b oops", "modprobe crash-please", "modprobe none",
      "modprobe -q none")
def test_blacklist_and_unknown(log: Log) -> None:
    log.lacks("oops: ")
    log.has("modprobe: module none not found")
    assert log.result("modprobe none") != 0
    assert log.result("modprobe -q none") != 0


@case(SESSION, "modprobe hello", "modprobe hello", "modprobe -r hello",
      "modprobe -r hello")
def test_modprobe_of_what_is_there(log: Log) -> None:
    assert log.text.count("Hello, world") == 1
    assert log.results("modprobe hello") == [0, 0]


@case(SESSION, "modinfo params", "modinfo -F license hello",
      f"modinfo -p {KERNEL}/params.ko", "modinfo -d hello", "modinfo none")
def test_modinfo(log: Log) -> None:
    log.has("filename: ", "params.ko", "parm: ", "vermagic: ",
            "6.12.0-mortise", "script: modinfo params = 0", "GPL\n",
            "How many times to greet", "Says hello")


@case(SESSION, "mkdir -p /tmp/m/lib/modules/6.12.0-mortise",
      f"cp {KERNEL}/*porter.ko /tmp/m/lib/modules/6.12.0-mortise",
      "depmod -b /tmp/m", "cat /tmp/m/lib/modules/6.12.0-mortise/modules.dep",
      "grep symbol: /tmp/m/lib/modules/6.12.0-mortise/modules.symbols")
def test_depmod(log: Log) -> None:
    log.has("importer.ko: ", "exporter.ko")
    log.has("alias symbol:exporter_add exporter")


@case(SESSION, "dmesg | grep -c initramfs", "echo '<4>by hand' > /dev/kmsg",
      "dmesg | tail -1", "dmesg -r | tail -1", "dmesg -n 1", "dmesg -n 8",
      "dmesg -c > /dev/null", "dmesg | wc -l")
def test_dmesg(log: Log) -> None:
    log.matches(r"(\[ *\d+\.\d+\] )?by hand")
    log.has("<12>[")
    assert log.lines[-2] == "0"


@case(SESSION, "sysctl kernel.ostype kernel.osrelease",
      "sysctl -w kernel.hostname=lab", "hostname",
      "sysctl -n kernel.modules_disabled", "sysctl -w kernel.ostype=x",
      "sysctl -a | grep -c '^kernel'", "sysctl kernel.none")
def test_sysctl(log: Log) -> None:
    log.has("kernel.ostype = Mortise\n", "kernel.osrelease = 6.12.0-mortise\n",
            "kernel.hostname = lab\n", "lab\n", "0\n")
    assert log.result("sysctl -w kernel.ostype=x") == 1
    assert log.result("sysctl kernel.none") == 1


@case(SESSION, "modprobe proprietary", "cat /proc/sys/kernel/tainted",
      "cat /sys/module/proprietary/taint", "grep proprietary /proc/modules")
def test_taint(log: Log) -> None:
    log.has("proprietary: module license 'Proprietary' taints kernel.\n",
            "1\n", "P\n", "(P)\n")


@case(SESSION, "cd /sys/module/params 2>/dev/null || modprobe params; "
      "cd /sys/module/params", "ls -1", "cat initstate refcnt taint",
      "ls -l parameters/count", "echo 9 > parameters/count",
      "cat parameters/count", "ls sections | head -3; cd /")
def test_sys_module(log: Log) -> None:
    log.has("coresize\n", "holders\n", "initsize\n", "initstate\n",
            "parameters\n", "refcnt\n", "sections\n", "taint\n", "uevent\n")
    log.has("live\n0\n", "-rw-r--r--", "\n9\n")


@case(SESSION, f"su nobody -c 'insmod {KERNEL}/hello.ko'",
      "su student -c 'rmmod params'", "su nobody -c 'modprobe hello'",
      "su nobody -c id", "su student -c 'cat /proc/kallsyms' | head -1",
      "su student -c 'grep params /proc/modules'",
      "su student -c 'dmesg -c'")
def test_without_privilege(log: Log) -> None:
    log.has("uid=65534(nobody) gid=65534(nogroup)", "00000000 ", "0x00000000")
    assert log.result(f"su nobody -c 'insmod {KERNEL}/hello.ko'") != 0
    log.lacks("Hello, world")


@case(SESSION, "ps | grep -v grep", "ps -o pid,comm | head -3",
      "cat /proc/1/comm", "tr '\\0' ' ' < /proc/1/cmdline", "free | head -2",
      "uptime", "uname -a", "cat /proc/version", "df -a > /dev/null", "mount",
      "id", "whoami", "env | grep PATH", "ls -l /proc/self/exe")
def test_what_it_tells_of_itself(log: Log) -> None:
    log.matches(r" +1 root .*session.*")
    log.has("Mem: ", "load average: ", "Mortise ", " 6.12.0-mortise ", "i686",
            "Mortise version 6.12.0-mortise", "proc on /proc type proc",
            "uid=0(root)", "root\n", "/bin/busybox")


LATE = Session("session-late", files=CONF)


@case(LATE, "modprobe hello", "modprobe oops",
      "cat /proc/sys/kernel/tainted", "lsmod | grep oops", "rmmod oops")
def test_a_module_that_crashes(log: Log) -> None:
    """What cannot be undone has a boot of its own."""
    log.has("Oops: ", "Killed\n", "script: modprobe oops = 137", "128\n",
            "oops ")
    assert log.result("rmmod oops") == 1


@case(LATE, "sysctl -w kernel.modules_disabled=1", "modprobe params",
      f"insmod {KERNEL}/params.ko", "rmmod hello",
      "sysctl -w kernel.modules_disabled=0")
def test_modules_disabled(log: Log) -> None:
    assert log.result("sysctl -w kernel.modules_disabled=1") == 0
    log.has("Operation not permitted")
    assert log.result(f"insmod {KERNEL}/params.ko") != 0
    assert log.result("sysctl -w kernel.modules_disabled=0") != 0


@whole(LATE)
def test_end(log: Log) -> None:
    log.has("reboot: Power down")
    assert log.status == PASS


LINE = Session("session-line", append="modprobe.blacklist=hello "
               "params.who=booted module_blacklist=refs", files={})


@case(LINE, "modprobe -b hello", "modprobe params", "modprobe refs",
      f"insmod {KERNEL}/refs.ko")
def test_kernel_command_line(log: Log) -> None:
    """modprobe reads it, and the kernel itself: module_blacklist=."""
    log.has("params: hello, booted")
    log.has("Module refs is blacklisted", "script: modprobe refs = 1",
            "Module refs is blacklisted", "Operation not permitted")


@case(SESSION, "/tests/modules", files={"tests/modules": program("modules")})
def test_bad_arguments_are_told(log: Log) -> None:
    """A pointer to parameters that leads nowhere has a rule of its own."""
    log.has("refused by rule admit.arguments (EFAULT)",
            "expected a string of parameters in the caller's memory")
