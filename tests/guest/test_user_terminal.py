# SPDX-License-Identifier: MIT
"""A booted system at its prompt: start, job control, editors, the end."""

from __future__ import annotations

import re

import pytest

from lab import PASS, Log, case, whole
from userspace import PROMPT, Terminal

pytestmark = pytest.mark.user

SHELL = Terminal("shell", limit=60)
C, D, Z, ESC = "\x03", "\x04", "\x1a", "\x1b"
# It has started when this is shown at the start of a line.
SLEEP = ("sh -c 'echo go; exec sleep 1000'\n", r"\ngo\n")


@whole(SHELL)
def test_start(log: Log) -> None:
    """What rcS does: the list of modules, the message, the prompt."""
    log.has("Hello, world\n", "params: hello, student\n", "greeter: Good day\n",
            "Welcome to Mortise", "[0]# ")
    log.lacks("can't access tty", "job control turned off", "No such file",
              "not found", "can't open")


@case(SHELL, "tty", "echo $$ $PPID", "cat /proc/mounts", "hostname")
def test_surroundings(log: Log) -> None:
    log.has("/dev/", "proc /proc proc ", "sysfs /sys sysfs ",
            "devpts /dev/pts devpts ", "tmpfs /tmp tmpfs ", "\nmortise\n")


@case(SHELL, ("echo abc\x7fd\n", PROMPT), "false", "true",
      ("echo early", "early"), (C, PROMPT))
def test_line_editing(log: Log) -> None:
    log.has("abd\n", "[1]# ", "[0]# ", "^C", "[130]# ")


@case(SHELL, SLEEP, (C, PROMPT),
      ("echo go; cat\n", r"\ngo\n"), ("typed\n", "typed\ntyped\n"), (D, PROMPT))
def test_interrupt_and_end_of_file(log: Log) -> None:
    log.has("^C", "[130]# ", "typed\ntyped\n", "[0]# ")


@case(SHELL, SLEEP, (Z, PROMPT), "jobs", "bg", "jobs",
      ("fg\n", r"fg\nsh -c .*\n"), (C, PROMPT), "jobs")
def test_job_control(log: Log) -> None:
    log.has("^Z", "[1]+  Stopped", "jobs\n[1]+  Stopped", "bg\n[1] sh -c",
            "jobs\n[1]+  Running", "^C", "[130]# ")
    assert not re.search(r"Stopped|Running", log.text.rpartition("jobs")[2])


@case(SHELL, "echo '<7>a mark: first' > /dev/kmsg",
      ("dmesg -w | awk '/a mark/ { print \"seen\", $NF; fflush() }' &\n",
       r"seen first\n"),
      ("echo '<7>a mark: second' > /dev/kmsg\n", r"seen second\n"),
      "kill %1", "ls -l /dev/stdin", "echo here | cat /dev/stdin",
      "cat /sys/devices/system/cpu/online")
def test_the_log_is_followed(log: Log) -> None:
    log.has("/dev/stdin -> fd/0", "\nhere\n", "online\n0\n")


@case(SHELL, "cat > /tmp/in &", "", "jobs", "kill -9 %1", "",
      "jobs")
def test_background_reader_stops(log: Log) -> None:
    log.has("Stopped (tty input)", "Killed")


@case(SHELL, "sleep 2 & wait $!; echo waited $?", "(exit 3) | cat; echo $?",
      "set -o pipefail; (exit 3) | cat; echo $?; set +o pipefail",
      "yes | head -2", "seq 3 | while read n; do echo n=$n; done",
      "echo $(echo inner) > /tmp/x; cat < /tmp/x", "trap 'echo got' USR1",
      "kill -USR1 $$")
def test_shell(log: Log) -> None:
    log.has("waited 0\n", "\n0\n", "\n3\n", "y\ny\n", "n=1\nn=2\nn=3\n",
            "inner\n", "got\n")


# vi's line of status, not the echo of the command: then it reads keys.
@case(SHELL, ("vi /tmp/text\n", r"\x1b\[\?1049h[\s\S]*/tmp/text"),
      ("ihello", "hello"), (ESC, "- /tmp/text"), ("yyp", "hello"), ("x", "ello"),
      (":wq\n", PROMPT), "cat /tmp/text", "wc -c < /tmp/text")
def test_vi(log: Log) -> None:
    log.has("cat /tmp/text\nhello\nello\n", "\n11\n")


@case(SHELL, "seq 100 > /tmp/n", ("less /tmp/n\n", r"/tmp/n\x1b"), ("G", "100"),
      ("q", PROMPT), "stty -a | head -1", ("cat /dev/kmsg | grep follow &\n",
                                           PROMPT),
      ("echo to follow > /dev/kmsg\n", r"to follow\n[\s\S]*;to follow"),
      "", "kill %1", "")
def test_pager_and_following_the_log(log: Log) -> None:
    log.has("speed ", "rows ", ";to follow")


@case(SHELL, "stty size", "su student", "id -u; cd; pwd; rmmod hello", "exit",
      "lsmod | grep hello")
def test_another_user(log: Log) -> None:
    log.has("1000\n", "/home/student", "not permitted", "\nhello ")


@case(SHELL, "echo first $$", ("exit\n", PROMPT), "echo next $$")
def test_exit_gives_another_shell(log: Log) -> None:
    assert log.matches(r"first (\d+)")[1] != log.matches(r"next (\d+)")[1]


@whole(SHELL)
def test_poweroff(log: Log) -> None:
    log.has("The system is going down NOW!", "reboot: Power down")
    assert log.status == PASS


REBOOT = Terminal("reboot")


@case(REBOOT, ("reboot\n", "Restarting system"))
def test_reboot(log: Log) -> None:
    log.has("Requesting system reboot", "reboot: Restarting system")


@whole(Terminal("user-no-modules", append="nomodule"))
def test_no_modules(log: Log) -> None:
    log.has("Welcome to Mortise", "[0]# ")
    log.lacks("Hello, world")


@whole(Terminal("user-one-bad", append="module_blacklist=hello"))
def test_a_module_kept_out(log: Log) -> None:
    log.has("Module hello is blacklisted", "params: hello, student",
            "Welcome to Mortise", "[0]# ")


@whole(Terminal("user-small", memory=16, as_shipped=True))
def test_small_machine(log: Log) -> None:
    log.has("Welcome to Mortise", "[0]# ")
    assert log.status == PASS


@case(Terminal("user-sealed", append="modules_disabled_after_boot=1"),
      "lsmod", "cat /proc/sys/kernel/modules_disabled", "modprobe ctors",
      "rmmod hello")
def test_modules_disabled_after_boot(log: Log) -> None:
    """What /etc/modules named is there and stays, and nothing else comes in."""
    log.has("\nhello ", "\n1\n", "Operation not permitted",
            "rmmod: can't unload module 'hello': Operation not permitted")
    log.lacks("ctors: init")
