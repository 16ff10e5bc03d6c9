# SPDX-License-Identifier: MIT
"""Versions of symbols: other kernels, namespaces, ranges, forced loads.

The kernels to compare with are built from a copy of the sources, in which a
header is changed: a struct that grows, another release.
"""

from __future__ import annotations

import errno
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from images import archive_of
from lab import PASS, QEMU, TOP, Boot, Lab, Log, case, run_qemu
from test_modules import edited

SPACES = Boot("spaces")
FORCED = Boot("forced", append="module.force_load=1")


# ---- Namespaces, ranges, symbol_get --------------------------------------------

@case(SPACES, "load space_user", "unload space_user", "unload spaces")
def test_namespaces(log: Log) -> None:
    log.has("space_user: 7\n")
    assert log.result("load space_user") == 0


@case(SPACES, "load spaces", "insmod tests/stranger.ko", "unload spaces",
      files={"tests/stranger.ko": edited("space_user", info=("import_ns",))})
def test_namespace_that_is_not_imported(log: Log) -> None:
    log.has("space_user: module uses symbol (spaces_old) from namespace "
            "TEST_SPACE, but does not import it.\n",
            "space_user: refused by rule link.namespace (EINVAL)",
            "space_user: Unknown symbol spaces_old (err -22)\n")
    assert log.result("insmod tests/stranger.ko") == -errno.EINVAL


@case(SPACES, "load spaces", "insmod tests/other.ko", "unload spaces",
      files={"tests/other.ko": edited("space_user", new_name="other")})
def test_export_for_others(log: Log) -> None:
    """EXPORT_SYMBOL_FOR_MODULES: other is not among those named."""
    log.has("other: module uses symbol (spaces_named) from namespace "
            "module:nobody,space-*, but does not import it.\n")
    assert log.result("insmod tests/other.ko") == -errno.EINVAL


@case(SPACES, "load spaces", "insmod tests/range.ko", "unload spaces",
      files={"tests/range.ko": edited("space_user", info=(
          "version_range=spaces:2.6,3.0,4",))})
def test_range_of_another_module(log: Log) -> None:
    log.has("space_user: refused by rule link.version_range (ENOEXEC)",
            "spaces is 2.5")
    assert log.result("insmod tests/range.ko") == -errno.ENOEXEC


@case(SPACES, "load spaces", "load getter", "unload getter", "unload spaces")
def test_symbol_get(log: Log) -> None:
    log.has("failing symbol_get of non-GPLONLY symbol spaces_old.\n",
            "getter: GPL-only found, other absent, held 1\n", "getter: 2\n",
            "getter: then 0\n")
    assert log.result("unload spaces") == 0


@case(SPACES, "load getter", "unload getter")
def test_symbol_get_of_nobody(log: Log) -> None:
    log.has("getter: GPL-only absent, other absent, held -1\n")


# ---- Force ---------------------------------------------------------------------

@case(SPACES, "insmod tests/unforced.ko",
      files={"tests/unforced.ko": edited("plain", info=("vermagic",))})
def test_nothing_is_forced_unasked(log: Log) -> None:
    log.has("plain: refused by rule identify.vermagic_missing (ENOEXEC)")
    log.lacks("tainted")


@case(FORCED, "insmod tests/magic.ko", "unload plain",
      files={"tests/magic.ko": edited("plain", info=("vermagic",))})
def test_forced_without_vermagic(log: Log) -> None:
    log.has("plain: bad vermagic: kernel tainted.\n")
    assert log.result("insmod tests/magic.ko") == 0


@case(FORCED, "insmod tests/bare.ko", "unload plain",
      files={"tests/bare.ko": edited("plain", ("__versions", "__unknown_"))})
def test_forced_without_versions(log: Log) -> None:
    log.has("plain: module_layout: kernel tainted.\n")
    assert log.result("insmod tests/bare.ko") == 0


# ---- Other kernels -------------------------------------------------------------

@dataclass
class Kernel:
    """A build of changed sources, and the module that drives its boots."""

    folder: Path
    script: bytes

    def boot(self, files: dict[str, bytes], append: str = "") -> Log:
        commands = [f"insmod {name}" for name in files]
        with tempfile.NamedTemporaryFile(suffix=".cpio") as initrd:
            initrd.write(archive_of(files | {
                "tests/script.ko": self.script,
                "tests/script": "\n".join([*commands, ""]).encode()}))
            initrd.flush()
            log = run_qemu(
                [QEMU, "-accel", "tcg", "-cpu", "max", "-m", "128",
                 "-display", "none", "-serial", "stdio", "-monitor", "none",
                 "-nic", "none", "-no-reboot",
                 "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
                 "-icount", "shift=5,sleep=off",
                 "-kernel", str(self.folder / "mortise.elf"),
                 "-initrd", initrd.name, "-append",
                 f"debug_exit=1 modules=/tests/script.ko {append}"], 120)
        assert log.status == PASS, log.complain(f"status {log.status}")
        return log


def copy_sources(to: Path) -> None:
    for name in ("Makefile", "linker.ld"):
        shutil.copy(TOP / name, to / name)
    for name in ("boot", "kernel", "modules", "tools", "tests/guest/modules"):
        shutil.copytree(TOP / name, to / name, symlinks=True)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new))


def build(sources: Path, out: Path, arguments: tuple[str, ...]) -> Kernel:
    for extra in ((), (f"M={sources / 'tests/guest/modules'}",
                       f"MO={out / 'script'}", "ONLY=script.o")):
        done = subprocess.run(
            ["make", "-C", str(sources), "-j2", f"O={out}", *arguments,
             *extra], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, done.stdout
    return Kernel(out, (out / "script/script.ko").read_bytes())


MADE: dict[str, Kernel] = {}


@pytest.fixture
def kernels(lab: Lab) -> dict[str, Kernel]:
    """`changed`: a struct has a member more; `grown`: 6.12.1, in which another
    one has grown by KABI_EXTEND; `major`: nothing has changed, but it is 7.0.0."""
    base = lab.build("here").folder / "tests/kernels"
    arguments = lab.build("here").arguments
    if not MADE:
        shutil.rmtree(base, ignore_errors=True)
    last = "	u64 nvcsw, nivcsw, min_flt, maj_flt;\n"
    for name, header, old, new, release in (
            ("changed", "timer.h", "\nstruct timer_list {\n",
             "\nstruct timer_list {\n\tlong added;\n", "6.12.0"),
            ("grown", "sched.h", last,
             last + "\tKABI_EXTEND(1, long added);\n", "6.12.1"),
            ("major", "sched.h", last, last, "7.0.0")):
        if name in MADE:
            continue
        sources = base / name
        sources.mkdir(parents=True)
        copy_sources(sources)
        include = sources / "kernel/include/linux"
        change(include / header, old, new)
        change(include / header, "#include <linux/list.h>\n",
               "#include <linux/kabi.h>\n#include <linux/list.h>\n")
        change(include / "utsrelease.h", '"6.12.0-', f'"{release}-')
        MADE[name] = build(sources, base / f"{name}-out", arguments)
    return MADE


def versions(symvers: Path) -> dict[str, str]:
    return {f[1]: f[0] for f in (line.split("\t") for line in
                                 symvers.read_text().splitlines())
            if f[2] == "vmlinux"}


def imports(module: Path) -> set[str]:
    """The names in __versions, by kmod."""
    modprobe = shutil.which("modprobe") or "/sbin/modprobe"
    said = subprocess.run([modprobe, "--dump-modversions", str(module)],
                          check=True, capture_output=True, text=True).stdout
    return {line.split("\t")[1] for line in said.splitlines()}


def test_changed_struct_refuses_who_uses_it(lab: Lab,
                                            kernels: dict[str, Kernel]) -> None:
    """Of yesterday's modules, exactly those that use the symbols affected."""
    here, changed = lab.build("here").folder, kernels["changed"]
    old, new = (versions(f / "Module.symvers") for f in (here, changed.folder))
    affected = {name for name, crc in old.items() if new[name] != crc}
    assert "add_timer" in affected and "_printk" not in affected
    for name in ("hello", "params", "ticker", "worker"):
        path = here / f"modules/{name}.ko"
        log = changed.boot({f"{name}.ko": path.read_bytes()})
        told = set(re.findall(
            rf"^{name}: disagrees about version of symbol (\w+)$", log.text,
            re.M))
        assert told == imports(path) & affected
        assert log.result(f"insmod {name}.ko") == (
            -errno.EINVAL if told else 0)
        if name == "ticker":
            log.has("ticker: refused by rule link.crc (EINVAL)", old["mod_timer"],
                    new["mod_timer"])


def test_abidiff_tells_of_the_struct(lab: Lab,
                                     kernels: dict[str, Kernel]) -> None:
    here = lab.build("here").folder

    def compare(other: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([here / "tools/abidiff", here, other],
                              capture_output=True, text=True, check=False)

    done = compare(kernels["changed"].folder)
    assert done.returncode == 1, done.stdout
    assert ('struct timer_list: member "added" at offset 0 is new; "entry" '
            "moved from 0 to 4") in done.stdout
    lists = [x for x in done.stdout.splitlines() if x.startswith(" ")]
    assert max(map(len, lists)) <= 80
    assert compare(here).returncode == 0
    assert compare(kernels["grown"].folder).returncode == 0


@pytest.mark.parametrize("kernel, abi, rule", [
    ("grown", "linux", ""), ("grown", "branch", ""),
    ("grown", "strict", "identify.vermagic"),
    ("major", "linux", ""), ("major", "branch", "identify.vermagic"),
    ("major", "strict", "identify.vermagic"),
    ("changed", "linux", ""), ("changed", "strict", "")])
def test_one_module_and_other_kernels(lab: Lab, kernels: dict[str, Kernel],
                                      kernel: str, abi: str, rule: str) -> None:
    """What module.abi= makes of a module that was built for 6.12.0."""
    name = "hello" if kernel == "changed" else "worker"  # it knows no timer
    module = (lab.build("here").folder / f"modules/{name}.ko").read_bytes()
    log = kernels[kernel].boot({f"{name}.ko": module}, f"module.abi={abi}")
    if rule:
        log.has(f"{name}: refused by rule {rule} (")
    assert (log.result(f"insmod {name}.ko") == 0) == (not rule)
