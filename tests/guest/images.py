# SPDX-License-Identifier: MIT
"""Bytes for tests: cpio archives, whole and broken, and edited modules.

Nothing here runs anything. An archive is built by hand, not by cpio(1), since
most of them are to be wrong in one place.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MODE_FILE = 0o100644
MODE_PROGRAM = 0o100755
MODE_FOLDER = 0o040755
TRAILER = "TRAILER!!!"


@dataclass
class Entry:
    """One entry of an archive in the newc format, before it is broken."""

    name: str
    data: bytes = b""
    mode: int = MODE_FILE
    ino: int = 0
    links: int = 1
    magic: bytes = b"070701"
    check: int = 0
    name_size: int | None = None  # what the header says, if not the truth
    size: int | None = None
    raw_name: bytes | None = None  # instead of the name and its NUL

    def pack(self) -> bytes:
        """The header, the name, the data, each padded to 4 bytes."""
        name = self.raw_name
        if name is None:
            name = self.name.encode() + b"\0"
        fields = [self.ino, self.mode, 0, 0, self.links, 0,
                  len(self.data) if self.size is None else self.size,
                  0, 0, 0, 0,
                  len(name) if self.name_size is None else self.name_size,
                  self.check]
        head = self.magic + b"".join(b"%08x" % f for f in fields)
        return pad(head + name) + pad(self.data)


def pad(data: bytes, to: int = 4) -> bytes:
    """The data, with NULs up to a multiple of `to` bytes."""
    return data + bytes(-len(data) % to)


def archive(*entries: Entry, trailer: bool = True) -> bytes:
    """An archive of the entries."""
    out = b"".join(e.pack() for e in entries)
    return out + Entry(TRAILER, mode=0).pack() if trailer else out


def mode_of(data: bytes) -> int:
    """A program's mode for what can be executed, a file's for all else."""
    program = data[:4] == b"\x7fELF" and data[16:17] in b"\2\3"
    return MODE_PROGRAM if program or data[:2] == b"#!" else MODE_FILE


def archive_of(files: dict[str, bytes]) -> bytes:
    """An archive of files by path, their folders before them."""
    folders = {"/".join(path.split("/")[:n])
               for path in files for n in range(1, path.count("/") + 1)}
    entries = [Entry(f, mode=MODE_FOLDER) for f in sorted(folders)]
    entries += [Entry(path, data, mode_of(data))
                for path, data in sorted(files.items())]
    return archive(*entries)


def section(module: bytes, name: str) -> tuple[int, int]:
    """File offset and size of a section of an ELF file for i386."""
    table, = struct.unpack_from("<I", module, 32)
    entry, count, names = struct.unpack_from("<HHH", module, 46)
    heads = [struct.unpack_from("<10I", module, table + i * entry)
             for i in range(count)]
    start = heads[names][4]
    for head in heads:
        at = start + head[0]
        if module[at:module.index(b"\0", at)].decode() == name:
            return head[4], head[5]
    raise KeyError(name)


def renamed(module: bytes, name: str) -> bytes:
    """The same module under another name, of at most 55 characters."""
    at, _ = section(module, ".gnu.linkonce.this_module")
    field = name.encode().ljust(56, b"\0")
    assert len(field) == 56
    return module[:at + 12] + field + module[at + 12 + 56:]


def informed(module: bytes, *entries: str) -> bytes:
    """The module with other `tag=text` entries in .modinfo.

    Each replaces all of its tag; `tag` alone takes them away. The author makes
    room for what is longer.
    """
    at, size = section(module, ".modinfo")
    old = module[at:at + size].rstrip(b"\0").split(b"\0")
    tags = {e.partition("=")[0].encode() for e in entries} | {b"author"}
    kept = [e for e in old if e.partition(b"=")[0] not in tags]
    new = [e.encode() for e in entries if "=" in e] + kept
    packed = b"\0".join(new) + b"\0"
    assert len(packed) <= size, packed
    return module[:at] + packed.ljust(size, b"\0") + module[at + size:]


def replaced(module: bytes, old: str, new: str) -> bytes:
    """The module with one text in place of another of the same length."""
    assert len(old) == len(new), (old, new)
    assert old.encode() in module, old
    return module.replace(old.encode(), new.encode())
