# SPDX-License-Identifier: MIT
"""Boots into user space: the initramfs that make builds, and files of a test.

A Session runs the commands of its cases one after another by a shell that is
the first process, and tells the status of each: `log.result("insmod x.ko")`.
A Terminal boots as `make run` does, and types at the prompt: a step is a line
to type (then the next prompt is awaited) or a pair of keys and what to await.
"""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from images import archive_of
from lab import HERE, HUNG, Boot, Log, Stage, contents, run_depmod

PROGRAMS = HERE.parent / "user"
PROFILE = HERE.parents[1] / "boot/initramfs/etc/profile"
# With the status of the command before it; or as /etc/profile has it.
PROMPT = r"(?:\[\d+\]|root@mortise:/)# "

SESSION = r"""#!/bin/sh
export PATH=/bin:/sbin:/usr/bin:/usr/sbin
mkdir -p /dev/pts /dev/shm
mount -a
run() {
	eval "$1"
	echo "script: $1 = $?"
}
"""


def program(name: str) -> Callable[[Stage], bytes]:
    """A program of tests/user, built."""
    def build(stage: Stage) -> bytes:
        return stage.modules.make_programs().joinpath(name).read_bytes()
    return build


@dataclass(eq=False)
class UserBoot(Boot):
    """What both kinds share: what is appended to the built initramfs."""

    as_shipped: bool = False  # with the modules of the built initramfs alone

    def own_files(self) -> dict[str, bytes]:
        raise NotImplementedError

    def first_words(self) -> str:
        """Of the kernel's command line."""
        return "debug_exit=1" + (f" module.policy={self.policy}"
                                 if self.policy else "")

    def make_initrd(self, stage: Stage) -> bytes:
        built = (stage.modules.folder / "initramfs.cpio").read_bytes()
        if self.as_shipped:
            return built + archive_of(self.own_files())
        files = stage.all_modules() | contents(self.files, stage)
        for c in self.cases:
            files |= contents(c.files, stage)
        files |= run_depmod(files, "modules.alias", "modules.softdep")
        files |= self.own_files()
        return built + archive_of(files)


@dataclass(eq=False)
class Session(UserBoot):
    """A shell script as the first process."""

    def command_line(self) -> str:
        return f"{self.first_words()} init=/tests/session {self.append}".rstrip()

    def own_files(self) -> dict[str, bytes]:
        lines = [run(c) for c in self.commands]
        for number, c in enumerate(self.cases):
            c.number = number
            lines += [f"echo 'script: case {number}'", *map(run, c.commands)]
        lines += ["echo 'script: case end'", "poweroff -f", ""]
        return {"tests/session": (SESSION + "\n".join(lines)).encode()}


def run(command: str) -> str:
    """A command's line in the script."""
    return "run '" + command.replace("'", r"'\''") + "'"


@dataclass(eq=False)
class Terminal(UserBoot):
    """A person at the prompt of a booted system."""

    def command_line(self) -> str:
        return f"{self.first_words()} {self.append}".rstrip()

    def own_files(self) -> dict[str, bytes]:
        for number, c in enumerate(self.cases):
            c.number = number
        return {"etc/profile": PROFILE.read_bytes() +
                               b"export PS1='[$?]# '\n"}

    def drive(self, command: list[str]) -> Log:
        with subprocess.Popen(command, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, bufsize=0) as process:
            return Typist(process, self.limit).work(self)


class Typist:
    """Reads what the guest shows, and types when it has shown enough."""

    def __init__(self, process: subprocess.Popen[bytes], limit: int) -> None:
        self.process = process
        self.begin = time.monotonic()
        self.timer = threading.Timer(limit, process.kill)
        self.shown = ""  # since the last step
        self.raw = ""

    def wait_for(self, pattern: str) -> bool:
        """Until the pattern is there; False when the guest has ended."""
        while not (match := re.search(pattern, self.shown)):
            data = self.process.stdout.read(4096)
            if not data:
                return False
            self.shown += data.decode("utf-8", "replace").replace("\r", "")
        self.raw += self.shown[:match.end()]
        self.shown = self.shown[match.end():]
        return True

    def type(self, keys: str) -> None:
        try:
            self.process.stdin.write(keys.encode())
        except BrokenPipeError:
            pass  # the guest has ended: wait_for() will tell

    def step(self, step: str | tuple[str, str]) -> bool:
        keys, awaited = (step + "\n", PROMPT) if isinstance(step, str) else step
        self.type(keys)
        return self.wait_for(awaited)

    def work(self, boot: Terminal) -> Log:
        self.timer.start()
        going = self.wait_for(PROMPT)
        for c in boot.cases:
            self.raw += f"\nscript: case {c.number}\n"
            for step in c.commands:
                going = going and self.step(step)
        if going:
            self.raw += "\nscript: case end\n"
            self.type("poweroff\n")
        rest = self.process.communicate()[0]
        hung = not self.timer.is_alive()
        self.timer.cancel()
        self.raw += self.shown
        self.raw += rest.decode("utf-8", "replace").replace("\r", "")
        return Log(self.raw, HUNG if hung else self.process.returncode,
                   time.monotonic() - self.begin)
