# SPDX-License-Identifier: MIT
"""Relocatable ELF files for i386 as objects that can be broken and written.

Module(data) takes a good file apart; sections, symbols and relocations can
then be changed, and write() puts a file together again. What a linker would
never write is written too: each header field can be given any value, any byte
of any section patched, the file cut or lengthened. Nothing is checked here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

HEADER = struct.Struct("<16sHHIIIIIHHHHHH")
SECTION = struct.Struct("<10I")
SYMBOL = struct.Struct("<IIIBBH")
RELOCATION = struct.Struct("<II")

HEADER_FIELDS = ("e_ident e_type e_machine e_version e_entry e_phoff e_shoff "
                 "e_flags e_ehsize e_phentsize e_phnum e_shentsize e_shnum "
                 "e_shstrndx").split()
SECTION_FIELDS = ("sh_name sh_type sh_flags sh_addr sh_offset sh_size sh_link "
                  "sh_info sh_addralign sh_entsize").split()

NULL, PROGBITS, SYMTAB, STRTAB, RELA, HASH, DYNAMIC, NOTE, NOBITS, REL = (
    range(10))
GROUP, SYMTAB_SHNDX = 17, 18
WRITE, ALLOC, EXEC, COMPRESSED = 1, 2, 4, 0x800
LOCAL, GLOBAL, WEAK = range(3)
NOTYPE, OBJECT, FUNC, SECTION_SYMBOL, FILE = range(5)
TLS, IFUNC = 6, 10
UNDEF, ABS, COMMON, XINDEX = 0, 0xfff1, 0xfff2, 0xffff
R_NONE, R_32, R_PC32, R_GOT32, R_PLT32 = range(5)

THIS_MODULE = ".gnu.linkonce.this_module"
# struct module as bytes: see kernel/include/linux/module.h.
NAME_AT, NAME_LENGTH, INIT_AT, EXIT_AT = 12, 56, 68, 72
# struct kernel_param.
PARAM_NAME, PARAM_OPS, PARAM_PERM, PARAM_ARG, PARAM_SIZE = 0, 8, 12, 16, 20
EXPORT_SIZE = 12


@dataclass(eq=False)
class Section:
    """A section; `put` overrides header fields, `patches` its bytes."""

    name: str
    type: int = PROGBITS
    flags: int = 0
    data: bytearray = field(default_factory=bytearray)
    align: int = 1
    size: int = 0  # of NOBITS, which has no data
    info: int | Section = 0
    link: int | Section = 0
    entry: int = 0
    put: dict[str, int] = field(default_factory=dict)
    patches: list[tuple[int, bytes]] = field(default_factory=list)

    def header(self, **fields: int) -> Section:
        """Header fields that are written whatever is true."""
        for name in fields:
            assert name in SECTION_FIELDS, name
        self.put.update(fields)
        return self

    def patch(self, at: int, data: bytes) -> Section:
        """Bytes to overwrite once all else is in place; at < 0: from the end."""
        self.patches.append((at, data))
        return self


@dataclass(eq=False)
class Symbol:
    name: str
    section: Section | int = UNDEF
    value: int = 0
    size: int = 0
    bind: int = GLOBAL
    type: int = NOTYPE
    other: int = 0
    name_at: int | None = None  # st_name, if not the truth


@dataclass(eq=False)
class Relocation:
    offset: int
    type: int
    symbol: Symbol | int


class Module:
    """A file, taken apart. Sections are found by name: module[".data"]."""

    def __init__(self, data: bytes) -> None:
        head = dict(zip(HEADER_FIELDS, HEADER.unpack_from(data)))
        self.head: dict[str, int | bytes] = {}
        self.good_head = head
        self.null: dict[str, int] = {}  # fields of section 0
        self.sections: list[Section] = []
        self.relocations: dict[Section, list[Relocation]] = {}
        self.symbols: list[Symbol] = []
        self.raw: bytes | None = None  # instead of all else
        self.tail = b""
        self.cut_to: int | None = None
        self.shift = 0  # of the section headers, in bytes
        self.gap = 0  # before each section's bytes
        self._parse(data, head)

    # ---- Reading

    def _parse(self, data: bytes, head: dict) -> None:
        raw = [dict(zip(SECTION_FIELDS, SECTION.unpack_from(
            data, head["e_shoff"] + i * SECTION.size)))
            for i in range(head["e_shnum"])]
        names = raw[head["e_shstrndx"]]["sh_offset"]

        def text(at: int) -> str:
            return data[at:data.index(b"\0", at)].decode("latin-1")

        made: list[Section | int] = [0]
        for r in raw[1:]:
            body = data[r["sh_offset"]:r["sh_offset"] + r["sh_size"]]
            made.append(Section(
                text(names + r["sh_name"]), r["sh_type"], r["sh_flags"],
                bytearray() if r["sh_type"] == NOBITS else bytearray(body),
                r["sh_addralign"], r["sh_size"], r["sh_info"], r["sh_link"],
                r["sh_entsize"]))
        self.sections = [s for s in made if isinstance(s, Section)]
        self.names = made[head["e_shstrndx"]]
        self.symtab = next(s for s in self.sections if s.type == SYMTAB)
        self.strtab = made[self.symtab.link]
        self.this = self[THIS_MODULE]
        for s in self.sections:
            s.link = made[s.link]
            if s.type == REL:
                s.info = made[s.info]
        self._read_symbols(made, text, raw)
        for s in self.sections:
            if s.type == REL:
                self.relocations[s] = [
                    Relocation(at, info & 0xff, self.symbols[info >> 8])
                    for at, info in RELOCATION.iter_unpack(s.data)]

    def _read_symbols(self, made, text, raw) -> None:
        names = next(r["sh_offset"] for s, r in zip(made[1:], raw[1:])
                     if s is self.strtab)
        for name, value, size, info, other, index in SYMBOL.iter_unpack(
                self.symtab.data):
            self.symbols.append(Symbol(
                text(names + name),
                made[index] if 0 < index < len(made) else index, value, size,
                info >> 4, info & 15, other))

    # ---- Finding

    def __getitem__(self, name: str) -> Section:
        return next(s for s in self.sections if s.name == name)

    def index(self, section: Section) -> int:
        return self.sections.index(section) + 1

    def symbol(self, name: str) -> Symbol:
        return next(s for s in self.symbols if s.name == name)

    def section_symbol(self, name: str) -> Symbol:
        """The symbol that stands for a section."""
        return next(s for s in self.symbols if s.type == SECTION_SYMBOL
                    and s.section is self[name])

    def relocations_of(self, name: str) -> list[Relocation]:
        """Those that apply to the section."""
        return next(list_ for rel, list_ in self.relocations.items()
                    if rel.info is self[name])

    def relocation(self, name: str, offset: int) -> Relocation:
        return next(r for r in self.relocations_of(name) if r.offset == offset)

    def size_of(self, name: str) -> int:
        s = self[name]
        return s.size if s.type == NOBITS else len(s.data)

    # ---- Changing

    def header(self, **fields: int | bytes) -> None:
        """Fields of the ELF header that are written whatever is true."""
        for name in fields:
            assert name in HEADER_FIELDS, name
        self.head.update(fields)

    def ident(self, at: int, value: int) -> None:
        raw = bytearray(self.head.get("e_ident", self.good_head["e_ident"]))
        raw[at] = value
        self.head["e_ident"] = bytes(raw)

    def add(self, name: str, type_: int = PROGBITS, flags: int = 0,
            data: bytes = b"", size: int = 0, align: int = 1) -> Section:
        """A further section, before those of names."""
        s = Section(name, type_, flags, bytearray(data), align, size)
        self.sections.insert(self.sections.index(self.symtab), s)
        return s

    def remove(self, section: Section) -> None:
        """With its relocations; symbols in it become undefined weak ones."""
        for rel in [r for r in self.relocations
                    if r.info is section or r is section]:
            del self.relocations[rel]
            self.sections.remove(rel)
            if rel is section:
                return
        self.sections.remove(section)
        for s in self.symbols:
            if s.section is section:
                s.section, s.bind, s.name = UNDEF, WEAK, s.name or "gone"

    def add_symbol(self, name: str, section: Section | int = UNDEF,
                   value: int = 0, bind: int = GLOBAL, type_: int = NOTYPE,
                   size: int = 0) -> Symbol:
        s = Symbol(name, section, value, size, bind, type_)
        self.symbols.append(s)
        return s

    def relocate(self, name: str, offset: int, type_: int,
                 symbol: Symbol | int) -> Relocation:
        """One more relocation of the section; its REL section may be new."""
        r = Relocation(offset, type_, symbol)
        target = self[name]
        for rel, list_ in self.relocations.items():
            if rel.info is target:
                list_.append(r)
                return r
        rel = self.add(f".rel{name}", REL, align=4)
        rel.info, rel.link, rel.entry = target, self.symtab, RELOCATION.size
        self.relocations[rel] = [r]
        return r

    def word(self, name: str, offset: int, value: int) -> None:
        """A word of a section, in place of what a relocation made of it."""
        for list_ in (l for r, l in self.relocations.items()
                      if r.info is self[name]):
            list_[:] = [r for r in list_ if r.offset != offset]
        struct.pack_into("<I", self[name].data, offset, value)

    def point(self, name: str, offset: int, symbol: Symbol,
              addend: int = 0) -> None:
        """Relocates a word of a section anew: the symbol's address + addend."""
        self.word(name, offset, addend)
        self.relocate(name, offset, R_32, symbol)

    @property
    def this_module(self) -> bytearray:
        """The bytes of struct module, whatever its section is called now."""
        return self.this.data

    def rename(self, name: bytes) -> None:
        """The name in struct module; without a NUL if it fills the field."""
        self.this_module[NAME_AT:NAME_AT + NAME_LENGTH] = (
            name.ljust(NAME_LENGTH, b"\0")[:NAME_LENGTH])

    @property
    def info(self) -> list[bytes]:
        """What .modinfo says, tag=text."""
        return [t for t in bytes(self[".modinfo"].data).split(b"\0") if t]

    @info.setter
    def info(self, texts: list[bytes]) -> None:
        self[".modinfo"].data[:] = b"".join(t + b"\0" for t in texts)

    def set_info(self, tag: str, text: str | None) -> None:
        """Replaces a tag's first entry, adds it, or (None) drops all."""
        head = tag.encode() + b"="
        have = self.info
        found = [i for i, t in enumerate(have) if t.startswith(head)]
        if text is None:
            have = [t for t in have if not t.startswith(head)]
        elif found:
            have[found[0]] = head + text.encode("latin-1")
        else:
            have.append(head + text.encode("latin-1"))
        self.info = have

    # ---- Writing

    def _tables(self) -> None:
        """The bytes of symbols, their names, and relocations."""
        strings = bytearray(b"\0")
        at: dict[str, int] = {"": 0}
        out = bytearray()
        for s in self.symbols:
            if s.name not in at:
                at[s.name] = len(strings)
                strings += s.name.encode("latin-1") + b"\0"
            section = s.section
            out += SYMBOL.pack(
                at[s.name] if s.name_at is None else s.name_at, s.value,
                s.size, s.bind << 4 | s.type, s.other,
                self.index(section) if isinstance(section, Section)
                else section)
        self.symtab.data[:] = out
        self.strtab.data[:] = strings
        places = {id(s): i for i, s in enumerate(self.symbols)}
        for rel, list_ in self.relocations.items():
            rel.data[:] = b"".join(RELOCATION.pack(
                r.offset, (places[id(r.symbol)] if isinstance(r.symbol, Symbol)
                           else r.symbol) << 8 | r.type) for r in list_)

    def _section_header(self, s: Section, offset: int, name: int) -> bytes:
        link, info = (self.index(x) if isinstance(x, Section) else x
                      for x in (s.link, s.info))
        fields = dict(zip(SECTION_FIELDS, (
            name, s.type, s.flags, 0, offset,
            s.size if s.type == NOBITS else len(s.data), link, info, s.align,
            s.entry)))
        fields.update(s.put)
        return SECTION.pack(*fields.values())

    def write(self) -> bytes:
        """The file."""
        if self.raw is not None:
            return self.raw
        self._tables()
        names, name_at = bytearray(b"\0"), []
        for s in self.sections:
            name_at.append(len(names))
            names += s.name.encode("latin-1") + b"\0"
        self.names.data[:] = names
        out = bytearray(HEADER.size)
        heads = bytearray(SECTION.pack(*(
            self.null.get(f, 0) for f in SECTION_FIELDS)))
        for s, name in zip(self.sections, name_at):
            align = s.align if s.align in (1, 2, 4, 8, 16, 32, 64) else 1
            out += bytes(-len(out) % align + self.gap)
            body = bytearray(s.data)
            for at, data in s.patches:
                at += len(body) if at < 0 else 0
                body[at:at + len(data)] = data
            heads += self._section_header(s, len(out), name)
            out += body
        out += bytes(-len(out) % 4 + self.shift)
        fields = dict(self.good_head)
        fields.update(e_shoff=len(out), e_shnum=len(self.sections) + 1,
                      e_shstrndx=self.index(self.names))
        fields.update(self.head)
        out[:HEADER.size] = HEADER.pack(*fields.values())
        out += heads + self.tail
        return bytes(out if self.cut_to is None else out[:self.cut_to])
