# SPDX-License-Identifier: MIT
"""Kernels to test, boots of them in QEMU, and what their logs say.

A Boot is a machine and what it is given. Tests belong to boots: `case(BOOT,
"load hello", ...)` makes a test one of many that one boot serves, each with
commands of its own for the module `script`, and sees the lines that they
led to; `whole(BOOT)` sees the boot's whole log. Boots run two at a time, each
once, and only those that a chosen test needs.

QEMU counts time in instructions (-icount), so a boot does not depend on how
fast the host is; the wall-clock limit is there for a guest that hangs.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from images import archive_of
from signing import revoked_list, trusted_keys

TOP = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
RELEASE = "6.12.0-mortise"
MODULES = f"lib/modules/{RELEASE}"
JOBS = 2
QEMU = os.environ.get("QEMU") or "qemu-system-i386"


def tool(name: str) -> types.ModuleType:
    """A program of tools/, for what it defines."""
    loader = importlib.machinery.SourceFileLoader(name,
                                                  str(TOP / "tools" / name))
    spec = importlib.util.spec_from_loader(name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


mkinitramfs = tool("mkinitramfs")

PASS, FAIL, PANIC = 33, 35, 37  # QEMU's exit by isa-debug-exit
HUNG = 124  # instead, when the wall-clock limit has ended it

TIME = re.compile(r"^\[ *\d+\.\d{6}\] ", re.M)


# ---- Builds -----------------------------------------------------------------

@dataclass(frozen=True)
class Build:
    """A kernel and its modules, made by one compiler."""

    folder: Path
    arguments: tuple[str, ...] = ()

    @property
    def keys(self) -> Path:
        """The folder of the key that signs modules."""
        return next(Path(a[5:]) for a in self.arguments
                    if a.startswith("KEYS="))

    @property
    def kernel(self) -> Path:
        return self.folder / "mortise.elf"

    def try_make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs make for this build, free of what a make around it has set."""
        environment = {k: v for k, v in os.environ.items()
                       if k in ("PATH", "HOME", "LANG", "TMPDIR",
                                "CROSS_COMPILE")}
        busybox = [f"BUSYBOX={p}" for p in BUSYBOX if p.exists()]
        return subprocess.run(
            ["make", "-C", str(TOP), f"-j{JOBS}", f"O={self.folder}",
             *busybox, *self.arguments, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, env=environment, check=False)

    def make(self, *arguments: str) -> None:
        """The same; a failure ends all tests, and shows what it said."""
        done = self.try_make(*arguments)
        if done.returncode:
            pytest.exit(f"make {' '.join(arguments)} failed:\n{done.stdout}", 2)

    def make_all(self) -> None:
        """The kernel, the demo modules and the test modules."""
        self.make()
        self.make(f"M={HERE / 'modules'}", f"MO={self.folder / 'tests/modules'}")

    def make_modules(self, source: Path, name: str, *arguments: str) -> Path:
        """Another folder of modules, or the same with other flags."""
        out = self.folder / "tests" / name
        with MAKING:  # boots that run at the same time may want the same
            if out not in MADE:
                self.make(f"M={source}", f"MO={out}", *arguments)
                MADE.add(out)
        return out

    def make_programs(self) -> Path:
        """The programs of tests/user, and their folder."""
        with MAKING:
            self.make("user-tests")
        return self.folder / "tests/user"

    def make_iso(self, command_line: str) -> Path:
        with MAKING:
            self.make("iso-image", f"APPEND={command_line}")
        return self.folder / "mortise.iso"


BUSYBOX: list[Path] = []  # one for all builds, once it has been fetched
MAKING = threading.Lock()
MADE: set[Path] = set()


# ---- What a boot is given ---------------------------------------------------

@dataclass
class Stage:
    """The builds that a boot takes its kernel and its modules from."""

    kernel: Build
    modules: Build

    def ko(self, name: str) -> bytes:
        """The module called name, a demo or a test module."""
        for folder in ("modules", "tests/modules"):
            path = self.modules.folder / folder / f"{name}.ko"
            if path.exists():
                return path.read_bytes()
        raise FileNotFoundError(name)

    def all_modules(self) -> dict[str, bytes]:
        """Every demo and test module, where modprobe would look for it."""
        files = {}
        for folder, place in (("modules", "kernel"),
                              ("tests/modules", "tests")):
            for path in sorted((self.modules.folder / folder).glob("*.ko")):
                files[f"{MODULES}/{place}/{path.name}"] = path.read_bytes()
        return files


Content = bytes | Callable[[Stage], bytes]
Files = dict[str, Content] | Callable[[Stage], dict[str, bytes]]


def run_depmod(files: dict[str, bytes], *more: str) -> dict[str, bytes]:
    """The lists of the modules among the files, as an initramfs has them."""
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files.items():
            if path.startswith(MODULES):
                to = Path(folder) / path
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(data)
        subprocess.run([shutil.which("depmod") or "/sbin/depmod", "-b", folder,
                        RELEASE], check=True, stderr=subprocess.DEVNULL)
        mkinitramfs.add_softdeps(Path(folder) / MODULES)
        return {f"{MODULES}/{name}": (Path(folder) / MODULES / name).read_bytes()
                for name in ("modules.dep", "modules.symbols", *more)}


def contents(files: Files, stage: Stage) -> dict[str, bytes]:
    """The files with their bytes."""
    if callable(files):
        return files(stage)
    return {path: data(stage) if callable(data) else data
            for path, data in files.items()}


# ---- Boots ------------------------------------------------------------------

@dataclass(eq=False)
class Boot:
    """A machine, a kernel command line, and the files of the initramfs."""

    name: str
    append: str = ""
    memory: int = 128  # MiB
    cpu: str = "max"
    kernel: str = "here"  # "here", "other" (compiler), "debug" or "keys"
    modules: str = "here"
    policy: str = "none"  # of signatures: what the lab builds has none
    commands: tuple[str, ...] = ()  # the script's first, before all cases
    files: Files = field(default_factory=dict)
    initrd: Callable[[Stage, dict[str, bytes]], bytes | None] | None = None
    iso: bool = False  # by GRUB, from the ISO that make makes
    ends: int = PASS
    limit: int = 120  # seconds of wall clock
    cases: list["Case"] = field(default_factory=list)

    def __post_init__(self) -> None:
        ALL.append(self)

    def script(self) -> bytes:
        """What the module `script` is to do."""
        lines = list(self.commands)
        for number, c in enumerate(self.cases):
            c.number = number
            lines += [f"case {number}", *c.commands]
        return "\n".join([*lines, "case end", ""]).encode()

    def command_line(self) -> str:
        words = ["debug_exit=1", self.append]
        if self.commands or self.cases:
            words.append("modules=script")
        if self.policy:
            words.append(f"module.policy={self.policy}")
        return " ".join(w for w in words if w)

    def make_initrd(self, stage: Stage) -> bytes | None:
        files = stage.all_modules() | contents(self.files, stage)
        for c in self.cases:
            files |= contents(c.files, stage)
        files |= run_depmod(files)
        files["tests/script"] = self.script()
        if self.initrd:
            return self.initrd(stage, files)
        return archive_of(files)

    def run(self, lab: "Lab") -> "Log":
        stage = Stage(lab.build(self.kernel), lab.build(self.modules))
        command = [
            QEMU, "-accel", "tcg", "-cpu", self.cpu,
            "-m", str(self.memory), "-display", "none", "-serial", "stdio",
            "-monitor", "none", "-nic", "none", "-no-reboot",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
            "-rtc", "clock=vm",
            "-icount", "shift=5,sleep=off"]
        with tempfile.NamedTemporaryFile(suffix=".cpio") as initrd:
            if self.iso:
                image = stage.kernel.make_iso(self.command_line())
                return self.drive([*command, "-cdrom", str(image),
                                   "-boot", "d"])
            command += ["-kernel", str(stage.kernel.kernel),
                        "-append", self.command_line()]
            files = self.make_initrd(stage)
            if files is not None:
                initrd.write(files)
                initrd.flush()
                command += ["-initrd", initrd.name]
            return self.drive(command)

    def drive(self, command: list[str]) -> "Log":
        """Runs QEMU, and is the guest's user."""
        return run_qemu(command, self.limit)


ALL: list[Boot] = []


@dataclass
class Log:
    """What a boot, or one case of it, said; times are left out."""

    raw: str
    status: int
    seconds: float
    text: str = ""

    def __post_init__(self) -> None:
        self.text = self.text or TIME.sub("", self.raw)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def __contains__(self, text: str) -> bool:
        return text in self.text

    def has(self, *texts: str) -> None:
        """All of these are there, in this order."""
        at = 0
        for text in texts:
            found = self.text.find(text, at)
            assert found >= 0, self.complain(f"no {text!r}"
                                             + (" there" if at else ""))
            at = found + len(text)

    def lacks(self, *texts: str) -> None:
        """None of these is there."""
        for text in texts:
            assert text not in self.text, self.complain(f"{text!r} is there")

    def matches(self, pattern: str) -> re.Match[str]:
        """The first line that the whole pattern fits."""
        for line in self.lines:
            match = re.fullmatch(pattern, line)
            if match:
                return match
        raise AssertionError(self.complain(f"no line is like {pattern!r}"))

    def result(self, command: str) -> int:
        """What a command of the script led to: 0, or a negative errno."""
        return int(self.matches(rf"script: {re.escape(command)} = (-?\d+)")[1])

    def results(self, command: str) -> list[int]:
        """The same for one that was given several times."""
        return [int(n) for n in re.findall(
            rf"^script: {re.escape(command)} = (-?\d+)$", self.text, re.M)]

    def complain(self, what: str) -> str:
        return f"{what} in:\n{self.text[-6000:]}"


def run_qemu(command: list[str], limit: int) -> Log:
    """Runs QEMU to its end, or to the limit in seconds: status HUNG."""
    begin = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        timer = threading.Timer(limit, process.kill)
        timer.start()
        output, _ = process.communicate()
        hung = not timer.is_alive()
        timer.cancel()
    raw = output.decode("utf-8", "replace").replace("\r", "")
    return Log(raw, HUNG if hung else process.returncode,
               time.monotonic() - begin)


# ---- Tests and their boots --------------------------------------------------

@dataclass(eq=False)
class Case:
    """What one test wants of a boot."""

    boot: Boot
    commands: tuple
    files: Files
    number: int = -1

    def log(self, lab: "Lab") -> Log:
        """The lines of this case; the whole log if it has no commands."""
        whole = lab.log(self.boot)
        assert whole.status != HUNG, whole.complain(
            f"boot {self.boot.name} did not end by itself")
        if not self.commands:
            return whole
        begin = f"script: case {self.number}\n"
        part = whole.text.partition(begin)[2].partition("\nscript: case ")
        assert part[1], (f"boot {self.boot.name} ended (status {whole.status})"
                         f" before this case did:\n{whole.text[-6000:]}")
        return Log("", whole.status, 0, part[0] + "\n")


def case(boot: Boot, *commands: str,
         files: Files | None = None) -> pytest.MarkDecorator:
    """Marks a test as one of the boot's; its log has its own lines only."""
    assert commands
    return pytest.mark.case(boot, commands, files or {})


def whole(boot: Boot) -> pytest.MarkDecorator:
    """Marks a test as one that reads the boot's whole log."""
    return pytest.mark.case(boot, (), {})


class Lab:
    """Makes the builds, runs the boots, and keeps their logs."""

    def __init__(self, out: Path, compiler: str) -> None:
        shared = (f"BEARSSL={out / 'bearssl'}", f"KEYS={out / 'certs'}")
        gcc = Build(out, shared)
        clang = Build(out / "clang", (*shared, "CC=clang"))
        here, other = (gcc, clang) if compiler == "gcc" else (clang, gcc)
        debug = Build(here.folder / "debug", (*here.arguments, "DEBUG=1"))
        BUSYBOX[:] = [gcc.folder / "busybox"]
        keys = Build(here.folder / "keys", (
            *here.arguments, "SIG_FORCE=1", "TRUSTED_KEYS="
            + " ".join(str(key.cert) for key in trusted_keys(out)),
            f"REVOKED={revoked_list()}"))
        self.builds = {"here": here, "other": other, "debug": debug,
                       "keys": keys}
        self.made: set[str] = set()
        self.sources = Build(out)
        self.pool = ThreadPoolExecutor(JOBS)
        self.futures: dict[Boot, Future[Log]] = {}

    def build(self, name: str) -> Build:
        """A build, made by the first who asks."""
        if not self.made:
            self.sources.make("bearssl-sources")
        if name not in self.made:
            self.made.add(name)
            build = self.builds[name]
            if name == "keys":  # a kernel for the modules of another build
                build.make(str(build.kernel))
            else:
                build.make_all()
        return self.builds[name]

    def another(self, name: str) -> Path:
        """The folder of one more build, by the same compiler."""
        build = Build(self.builds["here"].folder / name,
                      self.builds["here"].arguments)
        build.make()
        return build.folder

    def start(self, cases: Iterable[Case], progress: Callable[[str], None],
              ) -> None:
        """Starts all boots that the cases need, in the order of the cases."""
        for c in cases:
            if c.commands:
                c.boot.cases.append(c)
            self.futures.setdefault(c.boot, Future())
        names = {n for b in self.futures for n in (b.kernel, b.modules)}
        for name in sorted(names):
            progress(f"building: {name}")
            self.build(name)
        for boot in self.futures:
            self.futures[boot] = self.pool.submit(boot.run, self)

    def log(self, boot: Boot) -> Log:
        """The boot's log, once it has ended."""
        error = self.futures[boot].exception()
        assert error is None, f"boot {boot.name} was not run: {error!r}"
        return self.futures[boot].result()

    def write_logs(self, folder: Path) -> None:
        """Keeps the logs of the boots that have run."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        for boot, future in self.futures.items():
            if not future.done() or future.cancelled() or future.exception():
                continue
            log = future.result()
            (folder / f"{boot.name}.log").write_text(log.raw)
            lines.append(f"{log.seconds:6.1f} {log.status:3} {boot.name}\n")
        (folder / "boots.txt").write_text("".join(sorted(lines, reverse=True)))

    def stop(self) -> None:
        self.pool.shutdown(cancel_futures=True)
