# SPDX-License-Identifier: MIT
"""Writes modules as ELF files, without a compiler: exact counts, any size.

A Module has what this kernel's loader asks of every module (its struct
module, .modinfo, an init and an exit that return at once); what is to be
measured comes on top, by add_section(), add_symbol() and relocate().
"""

from __future__ import annotations

import struct
from typing import NamedTuple

SHT_PROGBITS, SHT_SYMTAB, SHT_STRTAB, SHT_REL = 1, 2, 3, 9
SHF_WRITE, SHF_ALLOC, SHF_EXECINSTR = 1, 2, 4
STB_LOCAL, STB_GLOBAL = 0, 1
STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_SECTION = 0, 1, 2, 3
R_386_32, R_386_PC32 = 1, 2

# struct module: kernel/include/linux/module.h
STRUCT_SIZE, STRUCT_NAME, STRUCT_INIT, STRUCT_EXIT = 320, 12, 68, 72

EXPORT_CRC = 0x12345678  # the version of whatever a Module exports


class Target(NamedTuple):
    """The kernel that modules are made for."""

    vermagic: str
    versions: dict[str, int]  # of its exports, module_layout among them


CODE = b"\x31\xc0\xc3" + b"\x90" * 13  # xor %eax,%eax; ret


class Strings:
    """A string table; equal strings are stored once."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0")
        self.offsets = {"": 0}

    def add(self, text: str) -> int:
        if text not in self.offsets:
            self.offsets[text] = len(self.data)
            self.data += text.encode() + b"\0"
        return self.offsets[text]


class Section:
    """A section: its header's fields, and its bytes."""

    def __init__(self, name: str, kind: int, flags: int, align: int) -> None:
        self.name, self.kind, self.flags, self.align = name, kind, flags, align
        self.data = bytearray()
        self.entry_size = 0
        self.link = self.info = 0
        self.relocations: list[tuple[int, int, int]] = []


class Module:
    """A module that loads, and whatever is added to it."""

    def __init__(self, name: str, target: Target) -> None:
        self.versions = [("module_layout", target.versions["module_layout"])]
        self.sections = [Section("", 0, 0, 0)]
        self.strings = Strings()
        self.locals: list[bytes] = [bytes(16)]
        self.globals: list[bytes] = []
        self.text = self.add_section(".text", SHF_ALLOC | SHF_EXECINSTR,
                                     CODE, 16)
        self.data = self.add_section(".data", SHF_ALLOC | SHF_WRITE, b"", 4)
        info = {"license": "GPL", "name": name, "vermagic": target.vermagic,
                "intree": "Y", "depends": ""}
        self.add_section(".modinfo", SHF_ALLOC, b"".join(
            f"{k}={v}\0".encode() for k, v in info.items()), 1)
        image = bytearray(STRUCT_SIZE)
        image[STRUCT_NAME:STRUCT_NAME + len(name)] = name.encode()
        this = self.add_section(".gnu.linkonce.this_module",
                                SHF_ALLOC | SHF_WRITE, image, 64)
        entry = self.add_symbol("entry", self.text, 0, STT_FUNC)
        self.relocate(this, STRUCT_INIT, entry)
        self.relocate(this, STRUCT_EXIT, entry)

    def add_section(self, name: str, flags: int, data: bytes,
                    align: int) -> int:
        """A section with bytes; returns its index."""
        section = Section(name, SHT_PROGBITS, flags, align)
        section.data += data
        self.sections.append(section)
        return len(self.sections) - 1

    def add_symbol(self, name: str, section: int, value: int,
                   kind: int = STT_OBJECT) -> int:
        """A local symbol in a section; returns its number."""
        self.locals.append(self.pack_symbol(name, section, value, kind,
                                            STB_LOCAL))
        return len(self.locals) - 1

    def add_undefined(self, name: str, crc: int | None = EXPORT_CRC) -> int:
        """A symbol that another module exports: a number below 0."""
        if crc is not None:
            self.versions.append((name, crc))
        self.globals.append(self.pack_symbol(name, 0, 0, STT_NOTYPE,
                                             STB_GLOBAL))
        return -len(self.globals)

    def pack_symbol(self, name: str, section: int, value: int, kind: int,
                    binding: int) -> bytes:
        return struct.pack("<IIIBBH", self.strings.add(name), value, 0,
                           binding << 4 | kind, 0, section)

    def relocate(self, section: int, offset: int, symbol: int,
                 kind: int = R_386_32) -> None:
        self.sections[section].relocations.append((offset, symbol, kind))

    def add_exports(self, names: list[str]) -> None:
        """Exports of data, each of 4 bytes, as EXPORT_SYMBOL makes them."""
        table = self.add_section("__ksymtab", SHF_ALLOC,
                                 bytes(12 * len(names)), 4)
        self.add_section("__kcrctab", SHF_ALLOC,
                         struct.pack("<I", EXPORT_CRC) * len(names), 4)
        texts = self.add_section("__ksymtab_strings", SHF_ALLOC, b"", 1)
        anchor = self.add_symbol("strings", texts, 0)
        data, strings = self.sections[self.data], self.sections[texts]
        for i, name in enumerate(names):
            symbol = self.add_symbol(name, self.data, len(data.data))
            data.data += bytes(4)
            at = len(strings.data)
            strings.data += name.encode() + b"\0"
            # name and namespace are told by the addend, from one symbol
            struct.pack_into("<III", self.sections[table].data, 12 * i,
                             0, at, at + len(name))
            self.relocate(table, 12 * i, symbol, R_386_PC32)
            self.relocate(table, 12 * i + 4, anchor, R_386_PC32)
            self.relocate(table, 12 * i + 8, anchor, R_386_PC32)

    def add_relocation_sections(self, symtab: int) -> None:
        first_global = len(self.locals)
        for index, section in enumerate(list(self.sections)):
            if not section.relocations:
                continue
            rel = Section(".rel" + section.name, SHT_REL, 0, 4)
            rel.link, rel.info, rel.entry_size = symtab, index, 8
            rel.data += b"".join(
                struct.pack("<II", offset,
                            (s if s >= 0 else first_global - s - 1) << 8 | kind)
                for offset, s, kind in section.relocations)
            self.sections.append(rel)

    def relocation_count(self) -> int:
        return sum(len(s.relocations) for s in self.sections)

    def pack(self) -> bytes:
        """The file. Nothing can be added any more."""
        self.add_section("__versions", SHF_ALLOC, b"".join(
            struct.pack("<I60s", crc, name.encode())
            for name, crc in self.versions), 4)
        symtab = len(self.sections)
        table = Section(".symtab", SHT_SYMTAB, 0, 4)
        table.link, table.info, table.entry_size = (symtab + 1,
                                                    len(self.locals), 16)
        table.data += b"".join(self.locals + self.globals)
        names = Section(".strtab", SHT_STRTAB, 0, 1)
        names.data = self.strings.data
        self.sections += [table, names]
        self.add_relocation_sections(symtab)
        section_names = Section(".shstrtab", SHT_STRTAB, 0, 1)
        self.sections.append(section_names)
        texts = Strings()
        offsets = [texts.add(s.name) for s in self.sections]
        section_names.data = texts.data
        return self.pack_file(offsets)

    def pack_file(self, names: list[int]) -> bytes:
        """Header, sections, section headers."""
        out, heads = bytearray(52), bytearray()
        for section, name in zip(self.sections, names):
            out += bytes(-len(out) % max(section.align, 1))
            heads += struct.pack("<10I", name, section.kind, section.flags, 0,
                                 len(out) if section.kind else 0,
                                 len(section.data), section.link, section.info,
                                 section.align, section.entry_size)
            out += section.data
        out += bytes(-len(out) % 4)
        struct.pack_into("<16sHHIIIIIHHHHHH", out, 0,
                         b"\x7fELF\x01\x01\x01", 1, 3, 1, 0, 0, len(out), 0,
                         52, 0, 0, 40, len(self.sections),
                         len(self.sections) - 1)
        return bytes(out + heads)
