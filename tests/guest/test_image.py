# SPDX-License-Identifier: MIT
"""What make makes to boot: the initramfs, the ISO, the kernel's header."""

from __future__ import annotations

import struct

import pytest

from images import archive_of
from lab import PASS, Boot, Lab, Log, Stage, whole


def built(stage: Stage, files: dict[str, bytes]) -> bytes:
    """The initramfs as the build packs it, by GNU cpio."""
    return (stage.modules.folder / "initramfs.cpio").read_bytes()


IMAGE = Boot("image", initrd=built)


@whole(IMAGE)
def test_built_initramfs(log: Log) -> None:
    """It boots by itself, and loads what its /etc/modules names."""
    log.has("Hello, world", "params: hello, student", "exporter: ready",
            "importer: the total is 42", "greeter: Good day",
            "Module                       Size Used  Taint  by",
            "reboot: Power down")
    log.lacks("not loaded", "Initramfs unpacking failed")
    assert log.status == PASS


@whole(Boot("image-appended", initrd=lambda stage, files: built(stage, files)
            + archive_of({"etc/modules": b"ctors\n"})))
def test_a_course_appends_its_own(log: Log) -> None:
    log.has("ctors: init after 2 constructors")
    log.lacks("Hello, world")


@whole(Boot("iso", iso=True, policy="", append="modules=hello"))
def test_iso_by_grub(log: Log) -> None:
    """GRUB hands over the same kernel, initramfs and command line."""
    log.has("Mortise version ", "Kernel command line: debug_exit=1 "
            "modules=hello\n", "initramfs: ", "Hello, world",
            "reboot: Power down")
    assert log.status == PASS


def test_multiboot_header(lab: Lab) -> None:
    """Only what v86 takes too: flags 0, 1 and 16; the checksum adds up."""
    image = lab.build("here").kernel.read_bytes()[:8192]
    at = next(i for i in range(0, 8192, 4)
              if image[i:i + 4] == b"\x02\xb0\xad\x1b")
    magic, flags, check = struct.unpack_from("<III", image, at)
    assert flags & ~0x10003 == 0
    assert (magic + flags + check) & 0xffffffff == 0


@pytest.mark.gcc
def test_two_builds_give_the_same_bytes(lab: Lab) -> None:
    """In another folder, byte for byte: kernel, modules, initramfs."""
    here = lab.build("here").folder
    there = lab.another("again")
    names = ["mortise.elf", "initramfs.cpio", "Module.symvers"] + [
        f"modules/{p.name}" for p in (here / "modules").glob("*.ko")]
    assert len(names) > 10
    differing = [n for n in names
                 if (here / n).read_bytes() != (there / n).read_bytes()]
    assert not differing
