# SPDX-License-Identifier: MIT
"""What make makes to boot: the initramfs, the ISO, the kernel's header."""

from __future__ import annotations

import struct

import pytest

from lab import PASS, Lab, Log, whole
from userspace import Terminal


@pytest.mark.user
@whole(Terminal("image-appended", files={"etc/modules": b"ctors\n"}))
def test_a_course_appends_its_own(log: Log) -> None:
    log.has("ctors: init after 2 constructors")
    log.lacks("Hello, world")


@pytest.mark.user
@whole(Terminal("iso", iso=True, policy="", append="quiet loglevel=7"))
def test_iso_by_grub(log: Log) -> None:
    """GRUB hands over the same kernel, initramfs and command line."""
    log.has("Kernel command line: debug_exit=1 quiet loglevel=7\n",
            "Hello, world", "Welcome to Mortise", "root@mortise:/# ",
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
