# SPDX-License-Identifier: MIT
"""The two kernels that are compared: how each builds modules, and boots.

A Task is a folder of modules and a shell script. Each side builds its own copy
of the folder, and one boot runs the scripts of all tasks in that copy, one
after another, as root, by BusyBox's shell. Nothing here judges what comes out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "guest"))

from images import archive_of  # noqa: E402

LIMIT = 600  # seconds of wall clock for a boot
SCRIPT_LIMIT = 120  # seconds of the guest's time for a script
LARGEST = 4 << 20  # bytes of a file that comes along into the guest
BUILT = re.compile(r"\.(o|ko|mod|mod\.c|cmd|d|order|symvers|abi|flags)$", re.I)
CROSS = os.environ.get("CROSS_COMPILE") or "i686-linux-gnu-"
QEMU = os.environ.get("QEMU") or "qemu-system-i386"
# A script that loads each module and unloads it, where none is given.
DEFAULT_SCRIPT = """\
for module in $(cat modules); do
	insmod ./$module && echo "$module: loaded"
done
for module in $(sed '1!G;h;$!d' modules); do
	rmmod ./$module && echo "$module: unloaded"
done
"""

INIT = f"""\
#!/bin/sh
export PATH=/bin:/sbin:/usr/bin:/usr/sbin HOME=/root
[ -c /dev/null ] || mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -a
[ ! -d /sys/kernel/debug ] || mount -t debugfs debugfs /sys/kernel/debug
dmesg -n 1
# 1: the prefix; standard input: what was said.
say() {{
	sed "s/^/compare: $1 /"
}}
for task in /compare/*/; do
	cd $task
	echo "compare: begin $(basename $task)"
	dmesg -c >/dev/null
	timeout {SCRIPT_LIMIT} sh ./compare.sh >/tmp/out 2>&1 </dev/null
	status=$?
	say out </tmp/out
	dmesg | say log
	cut -d' ' -f1,3 /proc/modules | say left
	echo "compare: end $status"
	for module in $(cut -d' ' -f1 /proc/modules); do
		rmmod $module 2>/dev/null
	done
done
echo "compare: done"
poweroff -f
"""


class Failure(Exception):
    """What went wrong, and what to do, for the user."""


class NotThere(Failure):
    """Debian's Linux can't be had: there is nothing to compare with."""


@dataclass(frozen=True)
class Task:
    """A folder of modules and a script that uses them."""

    name: str
    folder: Path
    script: str
    modules: tuple[str, ...] = ()  # of the folder's; none named: all
    may_differ: tuple[re.Pattern[str], ...] = ()


@dataclass
class Outcome:
    """What a script led to on one side."""

    out: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # modules, and their users
    status: int | None = None  # None: the guest did not get so far


def run_tool(command: list[str], what: str) -> None:
    """Runs a tool that is quiet unless it fails."""
    kept = {k: v for k, v in os.environ.items()
            if k in ("PATH", "HOME", "LANG", "TMPDIR", "CROSS_COMPILE",
                     "QEMU")}
    done = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", env=kept, check=False)
    if done.returncode:
        kind = NotThere if "fetch-linux" in command[0] and \
            done.returncode == 3 else Failure
        raise kind(f"{what}:\n" + "\n".join(done.stdout.splitlines()[-30:]))


def copy_sources(task: Task, to: Path) -> None:
    """The folder without what a build has left there, and its Kbuild cut
    down to the modules that the task names, if it names some."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(task.folder, to, ignore=lambda _, names: [
        n for n in names if n.startswith(".") or BUILT.search(n)])
    if not task.modules:
        return
    kbuild = next((to / n for n in ("Kbuild", "Makefile")
                   if (to / n).is_file()), None)
    if not kbuild:
        raise Failure(f"{task.folder} has no Kbuild and no Makefile")
    whole = kbuild.rename(to / "Kbuild.whole")
    (to / "Kbuild").write_text(
        f"include $(src)/{whole.name}\n"
        "obj-m := " + " ".join(f"{m}.o" for m in task.modules) + "\n"
        # Linux's headers are not clean under these.
        "ccflags-y := $(filter-out -Wextra -Werror,$(ccflags-y))\n")


def guest_files(task: Task, modules: dict[str, bytes]) -> dict[str, bytes]:
    """The task's folder in the guest: its files, modules and script."""
    files = dict(modules)
    for path in sorted(task.folder.rglob("*")):
        name = str(path.relative_to(task.folder))
        if not task.modules and path.is_file() and not BUILT.search(name) \
                and path.stat().st_size <= LARGEST:
            files.setdefault(name, path.read_bytes())
    files["modules"] = "".join(f"{m}\n" for m in modules).encode()
    files["compare.sh"] = task.script.encode()
    return files


class Side:
    """One of the two kernels."""

    title = ""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.work = out / "compare" / self.title.lower()

    def prepare(self) -> None:
        """Sees to the kernel and to what modules are built with."""
        raise NotImplementedError

    def make_modules(self, folder: Path) -> list[str]:
        """The words of make that build the folder's modules in place."""
        raise NotImplementedError

    def boot_words(self) -> tuple[Path, str]:
        """The kernel, and its command line."""
        raise NotImplementedError

    def build(self, task: Task) -> dict[str, bytes]:
        """Builds the task's folder: its modules by path, in their order."""
        folder = self.work / task.name
        copy_sources(task, folder)
        run_tool(["make", "-j2", *self.make_modules(folder)],
                 f"{task.folder} does not build for {self.title}")
        order = (folder / "modules.order").read_text().split()
        # Linux 6.1 writes paths to .ko, Mortise and later Linux to .o.
        modules = [str(Path(os.path.relpath(line, folder)).with_suffix(".ko"))
                   for line in order]
        return {m: (folder / m).read_bytes() for m in modules}

    def boot(self, tasks: list[tuple[Task, dict[str, bytes]]],
             ) -> dict[str, Outcome]:
        """Runs the scripts of all tasks, and tells what came of each."""
        kernel, words = self.boot_words()
        files = {"compare/init": INIT.encode()}
        for task, modules in tasks:
            files |= {f"compare/{task.name}/{n}": d
                      for n, d in guest_files(task, modules).items()}
        with tempfile.NamedTemporaryFile(suffix=".cpio") as initrd:
            initrd.write((self.out / "initramfs.cpio").read_bytes()
                         + archive_of(files))
            initrd.flush()
            text = self.run_qemu(kernel, Path(initrd.name), words)
        (self.work / "console.log").write_text(text)
        outcomes = parse(text)
        if "compare: done\n" not in text:
            print(f"compare: {self.title} did not get to the end:\n"
                  + "\n".join(text.splitlines()[-25:]), file=sys.stderr)
        return outcomes

    def run_qemu(self, kernel: Path, initrd: Path, words: str) -> str:
        command = [
            QEMU, "-accel", "tcg", "-cpu", "max", "-m", "128",
            "-kernel", str(kernel), "-initrd", str(initrd),
            "-append", f"{words} rdinit=/compare/init",
            "-display", "none", "-serial", "stdio", "-monitor", "none",
            "-nic", "none", "-no-reboot",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
            "-rtc", "base=2024-01-01,clock=vm",
            "-icount", "shift=5,sleep=off"]
        try:
            said = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=LIMIT, check=False).stdout
        except subprocess.TimeoutExpired as late:
            said = late.stdout or b""
        except FileNotFoundError as missing:
            raise Failure(f"{QEMU} is missing: run tools/setup run") \
                from missing
        return said.decode("utf-8", "replace").replace("\r", "")


def parse(console: str) -> dict[str, Outcome]:
    """The tasks' outcomes by name, from what a console has shown."""
    outcomes: dict[str, Outcome] = {}
    current = Outcome()
    for line in console.splitlines():
        mark, _, rest = line.partition("compare: ")
        kind, _, text = rest.partition(" ")
        if mark or not rest:
            continue
        if kind == "begin":
            current = outcomes[text] = Outcome()
        elif kind == "end":
            current.status = int(text)
        elif kind in ("out", "log", "left"):
            getattr(current, kind).append(text)
    return outcomes


class Mortise(Side):
    """The build in the folder out; what builds it has done so."""

    title = "Mortise"

    def prepare(self) -> None:
        if not (self.out / "initramfs.cpio").exists():
            raise Failure(f"{self.out} has no build: run make first")
        # Without what the kernel's own modules export: the demos are built
        # as anybody's, as they are for Linux.
        lines = (self.out / "Module.symvers").read_text().splitlines()
        self.symvers.parent.mkdir(parents=True, exist_ok=True)
        self.symvers.write_text("".join(
            f"{s}\n" for s in lines if s.split("\t")[2] == "vmlinux"))

    @property
    def symvers(self) -> Path:
        return self.work / "kernel.symvers"

    def make_modules(self, folder: Path) -> list[str]:
        return ["-C", str(TOP), f"O={self.out}", f"M={folder}",
                f"CROSS_COMPILE={CROSS}", f"KERNEL_SYMVERS={self.symvers}"]

    def boot_words(self) -> tuple[Path, str]:
        return self.out / "mortise.elf", "debug_exit=1 no_hash_pointers"


class Linux(Side):
    """Debian's, with its headers, fetched once."""

    title = "Linux"

    def prepare(self) -> None:
        self.work.parent.mkdir(parents=True, exist_ok=True)
        for what, path in (("kernel", self.kernel), ("headers", self.headers)):
            if not path.exists():
                run_tool([str(TOP / "tools/fetch-linux"), what, str(path)],
                         f"Debian's Linux: its {what} can't be fetched")

    @property
    def kernel(self) -> Path:
        return self.out / "compare/vmlinuz"

    @property
    def headers(self) -> Path:
        return self.out / "compare/headers"

    @property
    def version(self) -> tuple[int, int]:
        """Of the API that it has."""
        name = (self.headers / "build").resolve().name
        match = re.search(r"(\d+)\.(\d+)", name)
        assert match, name
        return int(match[1]), int(match[2])

    def make_modules(self, folder: Path) -> list[str]:
        return ["-C", str(self.headers / "build"), f"M={folder}", "ARCH=i386",
                f"CROSS_COMPILE={CROSS}", f"CC={CROSS}gcc", "modules"]

    def boot_words(self) -> tuple[Path, str]:
        # Pointers as they are, as Mortise prints them.
        return self.kernel, "console=ttyS0 quiet no_hash_pointers panic=-1"
