# SPDX-License-Identifier: MIT
"""The table of cases: how a file is broken, and what the loader must answer.

Each case makes a copy of modules/good.ko, breaks it, and names the errno, the
rule and, where Linux has one, the line of the log. What is odd and still good
is here too: it must load. tests/conformance/run asks tools/modplan and the
kernel in QEMU for their verdicts on the same files.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace

from elf import (ABS, ALLOC, COMMON, EXEC, EXIT_AT, EXPORT_SIZE, FUNC, GLOBAL,
                 IFUNC, INIT_AT, LOCAL, Module, NOBITS, NOTE, NOTYPE, NULL,
                 OBJECT, PARAM_ARG, PARAM_NAME, PARAM_OPS, PARAM_PERM,
                 PROGBITS, R_32, R_PC32, R_PLT32, REL, RELA,
                 RELOCATION, SYMTAB, THIS_MODULE, TLS, UNDEF, WEAK,
                 WRITE, XINDEX)

VERMAGIC = "6.12.0-mortise mod_unload modversions 686 "
OTHER = "5.10.0 mod_unload modversions 686 "
SMP = "6.12.0-mortise SMP mod_unload modversions 686 "
DATA = ALLOC | WRITE
KERNEL = 0xc0101000  # some address that is the kernel's


@dataclass(frozen=True)
class Case:
    name: str
    how: str  # what is wrong, or odd, about the file
    edit: Callable[[Module], object]
    rule: str = ""  # "": it loads
    errno: str = ""
    line: str = ""  # Linux's, without the time
    args: str = ""
    host: bool = True  # modplan can tell
    guest: bool = True  # the kernel is asked


CASES: list[Case] = []


def refused(rule: str, name: str, how: str, edit: Callable[[Module], object],
            line: str = "", errno: str = "ENOEXEC", **more) -> None:
    CASES.append(Case(f"{rule.replace('.', '-')}-{name}", how, edit, rule,
                      errno, line, **more))


def accepted(name: str, how: str, edit: Callable[[Module], object],
             **more) -> None:
    CASES.append(Case(f"good-{name}", how, edit, **more))


def section(name: str, **fields: int) -> Callable[[Module], object]:
    """An edit: header fields of one section."""
    return lambda m: m[name].header(**fields)


def header(**fields: int) -> Callable[[Module], object]:
    return lambda m: m.header(**fields)


def info(tag: str, text: str | None) -> Callable[[Module], object]:
    return lambda m: m.set_info(tag, text)


def first(*edits: Callable[[Module], object]) -> Callable[[Module], None]:
    """One edit after another."""
    def edit(m: Module) -> None:
        for e in edits:
            e(m)
    return edit


# ---- check: the ELF header ---------------------------------------------------

for size in (0, 1, 51):
    refused("check.header_size", f"{size}", f"the file has {size} bytes",
            lambda m, n=size: setattr(m, "cut_to", n),
            f"Invalid ELF header len {size}")

MAGIC = "Invalid ELF header magic: != \\x7fELF"
for at in range(4):
    refused("check.magic", f"byte-{at}", f"byte {at} of the magic is 0",
            lambda m, n=at: m.ident(n, 0), MAGIC)
for name, raw in (("script", b"#!/bin/sh\nexit 0\n" * 8),
                  ("archive", b"!<arch>\n" + b" " * 100),
                  ("zeros", bytes(4096)),
                  ("newlines", b"\n" * 100)):
    refused("check.magic", name, f"the file is no ELF file, but {name}",
            lambda m, r=raw: setattr(m, "raw", r), MAGIC)
refused("check.magic", "gzip", "the file is compressed, and nothing said so",
        lambda m: setattr(m, "raw", gzip.compress(m.write(), mtime=0)), MAGIC)
refused("check.magic", "shifted", "a byte lies before the ELF header",
        lambda m: setattr(m, "raw", b"\0" + m.write()), MAGIC)

for value, what in ((0, "none"), (2, "64-bit"), (255, "unknown")):
    refused("check.class", what, f"EI_CLASS is {value}",
            lambda m, v=value: m.ident(4, v))
for value, what in ((0, "none"), (2, "big-endian"), (255, "unknown")):
    refused("check.data", what, f"EI_DATA is {value}",
            lambda m, v=value: m.ident(5, v))
for value in (0, 2, 255):
    refused("check.version", f"ident-{value}", f"EI_VERSION is {value}",
            lambda m, v=value: m.ident(6, v))
for value in (0, 2, 0xffffffff):
    refused("check.version", f"file-{value:x}", f"e_version is {value}",
            header(e_version=value))
for value, what in ((0, "none"), (2, "program"), (3, "library"), (4, "core"),
                    (0xff00, "processor"), (0xffff, "highest")):
    refused("check.type", what, f"e_type is {value}", header(e_type=value),
            f"Invalid ELF header type: {value} != 1")
for value, what in ((0, "none"), (8, "mips"), (40, "arm"), (62, "x86-64"),
                    (183, "aarch64"), (0xffff, "highest")):
    refused("check.machine", what, f"e_machine is {value}",
            header(e_machine=value),
            f"Invalid architecture in ELF header: {value}")

# ---- check: section headers and their names ------------------------------------

for value in (0, 39, 41, 64, 0xffff):
    refused("check.section_entry_size", f"{value}", f"e_shentsize is {value}",
            header(e_shentsize=value), "Invalid ELF section header size")
refused("check.section_count", "0", "e_shnum is 0", header(e_shnum=0),
        "Invalid ELF section name index")

OVERFLOW = "Invalid ELF section header overflow"
refused("check.section_table", "at-end", "the headers begin where the file ends",
        lambda m: m.header(e_shoff=len(m.write())), OVERFLOW)
for value in (0x7fffffff, 0xfffffff0, 0xffffffff):
    refused("check.section_table", f"at-{value:x}", f"e_shoff is {value:#x}",
            header(e_shoff=value), OVERFLOW)
refused("check.section_table", "cut-by-one", "the last byte is missing",
        lambda m: setattr(m, "cut_to", len(m.write()) - 1), OVERFLOW)
refused("check.section_table", "cut-in-half", "half of the file is missing",
        lambda m: setattr(m, "cut_to", len(m.write()) // 2), OVERFLOW)
refused("check.section_table", "cut-to-header", "only the ELF header is left",
        lambda m: setattr(m, "cut_to", 52), OVERFLOW)
refused("check.section_table", "one-more", "e_shnum is one too many",
        lambda m: m.header(e_shnum=len(m.sections) + 2), OVERFLOW)
refused("check.section_table", "65535", "e_shnum is 65535",
        header(e_shnum=0xffff), OVERFLOW)

refused("check.name_table_index", "0", "e_shstrndx is 0", header(e_shstrndx=0),
        "Invalid ELF section name index: 0 || e_shstrndx (0) >= e_shnum (")
refused("check.name_table_index", "count", "e_shstrndx is e_shnum",
        lambda m: m.header(e_shstrndx=len(m.sections) + 1),
        "Invalid ELF section name index: ")
refused("check.name_table_index", "65535", "e_shstrndx is 65535",
        header(e_shstrndx=0xffff),
        "Invalid ELF section name index: 65535 || e_shstrndx (65535) >= ")

for name, value in (("type", 1), ("size", 1), ("addr", 4096)):
    refused("check.section_zero", name, f"section 0 has a {name}",
            lambda m, f=f"sh_{name}", v=value: m.null.update({f: v}),
            f"ELF Spec violation: section 0 type({value if name == 'type' else 0})"
            "!=SH_NULL or non-zero len or addr")

BOUNDS = "Invalid ELF section in module (section "
for name, what in ((".text", "text"), (".modinfo", "modinfo"),
                   (".symtab", "symtab"), (".strtab", "strtab"),
                   (".shstrtab", "names"), (".rel.text", "relocations"),
                   (".debug_info", "debug")):
    refused("check.section_bounds", f"{what}-beyond",
            f"{name} begins behind the file's end",
            section(name, sh_offset=0x7fffff00), BOUNDS)
refused("check.section_bounds", "size-wraps",
        "offset + size of .text is in the file, modulo 2^32",
        section(".text", sh_offset=0xfffffff0, sh_size=0x20), BOUNDS)
refused("check.section_bounds", "size-highest", "the size of .data is 0xffffffff",
        section(".data", sh_size=0xffffffff), BOUNDS)
refused("check.section_bounds", "by-one", "the size of .rodata is one too much",
        lambda m: m[".rodata"].header(sh_offset=len(m.write()) - 8, sh_size=9),
        BOUNDS)
refused("check.section_bounds", "odd-type",
        "a section of a type that nobody knows lies beyond the file",
        lambda m: m.add(".odd", 0x70000000, 0).header(sh_offset=0x7fffff00,
                                                      sh_size=1), BOUNDS)

for type_, what in ((PROGBITS, "progbits"), (NOBITS, "nobits"),
                    (NULL, "null"), (SYMTAB, "symtab")):
    refused("check.name_table", what,
            f"the section of section names has type {type_}",
            section(".shstrtab", sh_type=type_))
refused("check.name_table", "other", "e_shstrndx names .text",
        lambda m: m.header(e_shstrndx=m.index(m[".text"])))
refused("check.name_table", "empty", "the table of section names is empty",
        section(".shstrtab", sh_size=0), "empty section name table")
refused("check.name_table", "end", "it does not end in NUL",
        lambda m: m[".shstrtab"].patch(-1, b"x"),
        "ELF Spec violation: section name table isn't null terminated")

NAME = "Invalid ELF section name in module (section "
refused("check.section_name", "just-behind", ".data's name lies at the table's end",
        lambda m: (m.write(), m[".data"].header(
            sh_name=len(m[".shstrtab"].data))), NAME)
refused("check.section_name", "highest", ".text's name lies at 0xffffffff",
        section(".text", sh_name=0xffffffff), NAME)
refused("check.section_name", "unloaded", "so does that of .comment",
        section(".comment", sh_name=0x80000000), NAME)
refused("check.section_name", "zero", "section 0's name lies elsewhere",
        lambda m: m.null.update(sh_name=0x10000), NAME)

for name, value in ((".data", 3), (".text", 6), (".bss", 0xffffffff),
                    (".data", 0x80000000), (".rodata", 0x200000),
                    (".init.data", 0x40000000), (".comment", 3),
                    (".symtab", 5), (THIS_MODULE, 48)):
    refused("check.alignment", f"{value:x}-{name.strip('.').split('.')[-1]}",
            f"sh_addralign of {name} is {value:#x}",
            section(name, sh_addralign=value))

# ---- check: sections that the loader reads -------------------------------------

for name in (".modinfo", "__param", "__ksymtab", "__ksymtab_gpl",
             "__ksymtab_strings", ".init_array", "__bug_table"):
    refused("check.nobits", name.strip("._"), f"{name} has no bytes",
            section(name, sh_type=NOBITS))
for name in (".text", ".init.text", ".data", ".rodata"):
    refused("check.nobits", name.strip(".").replace(".", "-"),
            f"{name} has no bytes", section(name, sh_type=NOBITS))
for name in ("__versions", "__ex_table", ".ctors"):
    refused("check.nobits", name.strip("._"), f"{name} has no bytes",
            lambda m, n=name: m.add(n, NOBITS, ALLOC, size=64))
refused("check.nobits", "second", "the second of two .modinfo has no bytes",
        lambda m: m.add(".modinfo", NOBITS, ALLOC, size=16))

ONE = "Only one .modinfo section must exist."
refused("check.modinfo_count", "2", "there are two .modinfo",
        lambda m: m.add(".modinfo", PROGBITS, ALLOC, b"license=GPL\0"), ONE)
refused("check.modinfo_count", "empty", "the second .modinfo is empty",
        lambda m: m.add(".modinfo", PROGBITS, ALLOC), ONE)
refused("check.modinfo_count", "unloaded", "the second .modinfo isn't loaded",
        lambda m: m.add(".modinfo", NOTE, 0, b"x=y\0"), ONE)
refused("check.modinfo_end", "end", ".modinfo does not end in NUL",
        lambda m: m[".modinfo"].patch(-1, b"x"))
refused("check.modinfo_end", "cut", ".modinfo's size is one byte less",
        lambda m: m[".modinfo"].header(sh_size=m.size_of(".modinfo") - 1))
refused("check.export_strings_end", "end",
        "__ksymtab_strings does not end in NUL",
        lambda m: m["__ksymtab_strings"].patch(-1, b"x"))
refused("check.export_strings_end", "cut",
        "__ksymtab_strings ends in the middle of a name",
        section("__ksymtab_strings", sh_size=4))

STRIPPED = "good: module has no symbols (stripped?)"
refused("check.symbol_table", "none", "the symbol table is none by its type",
        section(".symtab", sh_type=PROGBITS), STRIPPED)
refused("check.symbol_table", "null", "its type is SHT_NULL",
        section(".symtab", sh_type=NULL), STRIPPED)
refused("check.symbol_table", "two", "there are two symbol tables",
        lambda m: m.add(".symtab2", SYMTAB).header(
            sh_link=m.index(m.strtab)), STRIPPED)
refused("check.symbol_table", "anonymous", "none, and .modinfo tells no name",
        first(section(".symtab", sh_type=PROGBITS), info("name", None)),
        "(missing .modinfo section or name field): module has no symbols "
        "(stripped?)")
for value, what in ((0, "0"), (0xffffffff, "highest")):
    refused("check.symbol_table_link", what, f"its sh_link is {value:#x}",
            section(".symtab", sh_link=value), "Invalid ELF sh_link!=SHN_UNDEF(")
refused("check.symbol_table_link", "count", "its sh_link is e_shnum",
        lambda m: m.symtab.header(sh_link=len(m.sections) + 1),
        "Invalid ELF sh_link!=SHN_UNDEF(")
for type_, what in ((PROGBITS, "progbits"), (NOBITS, "nobits"), (NULL, "null")):
    refused("check.string_table", what,
            f"the table of symbol names has type {type_}",
            section(".strtab", sh_type=type_))
refused("check.string_table", "text", "the symbol table is linked to .text",
        lambda m: m.symtab.header(sh_link=m.index(m[".text"])))
refused("check.string_table", "itself", "the symbol table is linked to itself",
        lambda m: m.symtab.header(sh_link=m.index(m.symtab)))
refused("check.string_table", "empty", "the table of symbol names is empty",
        section(".strtab", sh_size=0), "empty symbol string table")
refused("check.string_table", "begin", "it does not begin with NUL",
        lambda m: m.strtab.patch(0, b"x"),
        "symbol string table missing leading NUL")
refused("check.string_table", "end", "it does not end in NUL",
        lambda m: m.strtab.patch(-1, b"x"),
        "symbol string table isn't NUL terminated")
refused("check.string_table", "cut", "its size ends it in a name",
        section(".strtab", sh_size=7),
        "symbol string table isn't NUL terminated")
for value, what in ((0x100000, "beyond"), (0xffffffff, "highest")):
    refused("check.symbol_name", what, f"the name of a symbol lies at {value:#x}",
            lambda m, v=value: setattr(m.symbol("good_sum"), "name_at", v),
            "symbol name out of bounds in string table")
refused("check.symbol_name", "just-behind", "it lies at the table's end",
        lambda m: (m.write(), setattr(m.symbol("number"), "name_at",
                                      len(m.strtab.data))),
        "symbol name out of bounds in string table")
refused("check.symbol_name", "zero", "that of symbol 0 lies elsewhere",
        lambda m: setattr(m.symbols[0], "name_at", 0x100000),
        "symbol name out of bounds in string table")

ONLY = "module good: Only one .gnu.linkonce.this_module section must exist."
refused("check.this_module", "none", "there is no struct module",
        lambda m: setattr(m[THIS_MODULE], "name", ".data.this_module"), ONLY)
refused("check.this_module", "null", "its section has type SHT_NULL",
        section(THIS_MODULE, sh_type=NULL), ONLY)
refused("check.this_module", "two", "there are two of them",
        lambda m: m.add(THIS_MODULE, PROGBITS, DATA, m.this_module, align=64),
        ONLY)
refused("check.this_module", "anonymous", "none, and .modinfo tells no name",
        first(lambda m: setattr(m[THIS_MODULE], "name", ".x"),
              info("name", None)),
        "module (missing .modinfo section or name field): Only one ")
refused("check.this_module_flags", "nobits", "struct module has no bytes",
        section(THIS_MODULE, sh_type=NOBITS),
        "module good: .gnu.linkonce.this_module section must have a size set")
refused("check.this_module_flags", "unloaded", "struct module isn't loaded",
        section(THIS_MODULE, sh_flags=WRITE),
        "module good: .gnu.linkonce.this_module must occupy memory during "
        "process execution")
refused("check.this_module_flags", "read-only", "struct module can't be written",
        section(THIS_MODULE, sh_flags=ALLOC))
refused("check.this_module_flags", "none", "its section has no flags",
        section(THIS_MODULE, sh_flags=0),
        "module good: .gnu.linkonce.this_module must occupy memory during "
        "process execution")
SIZE = ("module good: .gnu.linkonce.this_module section size must match the "
        "kernel's built struct module size at run time")
for value in (0, 16, 256, 316, 321, 0x10000):
    refused("check.this_module_size", f"{value}",
            f"struct module has {value} bytes",
            lambda m, v=value: (m.this_module.extend(bytes(v)),
                                m[THIS_MODULE].header(sh_size=v)), SIZE)

# ---- identify ------------------------------------------------------------------

for name, what in ((b"", "empty"), (b".", "dot"), (b"..", "dots"),
                   (b"/", "slash"), (b"a/b", "path"), (b"../etc", "parent"),
                   (b"a b", "blank"), (b" good", "blank-first"),
                   (b"good\n", "newline"), (b"a\tb", "tab"),
                   (b"good\x1b[2J", "escape"), (b"g\x7fod", "delete"),
                   (b"g\xf6d", "latin1"), (b"\xff", "255")):
    refused("identify.name", what, f"the module's name is {name!r}",
            lambda m, n=name: m.rename(n), errno="EINVAL")
refused("identify.name_length", "56", "its name has 56 characters and no NUL",
        lambda m: m.rename(b"x" * 56), errno="EINVAL")
refused("identify.name_length", "60", "it has 60, and runs into init's address",
        lambda m: (m.rename(b"x" * 56),
                   m.this_module.__setitem__(slice(68, 72), b"xxxx")),
        errno="EINVAL")


def vermagic(name: str, how: str, text: str, *edits: Callable) -> None:
    refused("identify.vermagic", name, how,
            first(info("vermagic", text), *edits),
            f"good: version magic '{text}' should be '{VERMAGIC}'")


def version_of(m: Module, name: bytes) -> int:
    """Where __versions has the entry of a symbol."""
    data = bytes(m["__versions"].data)
    return next(at for at in range(0, len(data), 64)
                if data[at + 4:at + 64].split(b"\0")[0] == name)


def disagree(name: bytes) -> Callable[[Module], None]:
    """An edit: the module was built against another version of a symbol."""
    def edit(m: Module) -> None:
        m["__versions"].data[version_of(m, name)] ^= 0xff
    return edit


def extended(m: Module, names: bytes, crcs: int) -> None:
    m.add("__version_ext_crcs", PROGBITS, ALLOC, bytes(4 * crcs), align=4)
    m.add("__version_ext_names", PROGBITS, ALLOC, names)


LAYOUT = "good: disagrees about version of symbol module_layout"
refused("link.crc", "layout", "it was built for other layouts",
        disagree(b"module_layout"), LAYOUT)
refused("link.crc", "layout-first", "so it was; its vermagic is wrong too",
        first(disagree(b"module_layout"), info("vermagic", SMP)), LAYOUT)
refused("link.crc", "symbol", "_printk had another version",
        disagree(b"_printk"), "good: disagrees about version of symbol _printk",
        errno="EINVAL")
refused("link.crc", "unknown", "Linux's line follows that of the version",
        disagree(b"_printk"), "good: Unknown symbol _printk (err -22)",
        errno="EINVAL")
refused("link.crc", "extended", "the extended form has another version",
        lambda m: extended(m, b"_printk\0", 1), errno="EINVAL")
refused("link.no_versions", "removed", "there is no __versions",
        lambda m: m.remove(m["__versions"]))
refused("link.no_versions", "unloaded", "__versions is not marked as loaded",
        section("__versions", sh_flags=0))
for size in (0, 1, 63, 65):
    refused("check.versions", f"{size}", f"__versions has {size} bytes",
            section("__versions", sh_size=size))
refused("check.versions", "end", "the last name in __versions does not end",
        lambda m: m["__versions"].patch(-60, b"x" * 60))
refused("check.versions", "crcs", "the extended form has no names",
        lambda m: m.add("__version_ext_crcs", PROGBITS, ALLOC, bytes(4)))
refused("check.versions", "names", "the extended form has no CRCs",
        lambda m: m.add("__version_ext_names", PROGBITS, ALLOC, b"_printk\0"))
refused("check.versions", "names-end", "its names do not end in NUL",
        lambda m: extended(m, b"_printk", 1))
refused("check.versions", "names-few", "it has more CRCs than names",
        lambda m: extended(m, b"_printk\0", 2))
refused("check.versions", "crcs-few", "it has more names than CRCs",
        lambda m: extended(m, b"a\0b\0", 1))
refused("check.nobits", "version-names", "its names have no bytes",
        lambda m: (extended(m, b"_printk\0", 1),
                   m["__version_ext_names"].header(sh_type=NOBITS)))
accepted("version-missing", "__versions lacks an entry for _printk",
         lambda m: m["__versions"].patch(version_of(m, b"_printk") + 4, b"-"),
         line="good: no symbol version for _printk")
accepted("version-twice", "of two entries for _printk the first counts",
         lambda m: m["__versions"].data.extend(b"1234_printk".ljust(64, b"\0")))
accepted("versions-many", "__versions has 5,000 entries more",
         lambda m: m["__versions"].data.extend(b"".join(
             struct.pack("<I60s", i, b"unused_%d" % i) for i in range(5000))))
for text, what in (("kernel:6.13,6.13,6.99", "above"),
                   ("kernel:5.4,5.10,6.11.99", "below"),
                   ("kernel:6.12", "one"), ("kernel:", "empty")):
    refused("identify.version_range", what, f"it states {text}",
            info("version_range", text))
accepted("version-range", "the kernel is at the end of the range that it states",
         info("version_range", "kernel:6.1,6.6,6.12.0"))
for text in ("module:good", "module:"):
    refused("identify.module_namespace", text.strip(":").replace(":", "-"),
            f"it imports {text}", info("import_ns", text),
            f"good: module tries to import module namespace: {text}",
            errno="EPERM")

vermagic("no-blank", "the last blank is missing", VERMAGIC[:-1])
vermagic("two-blanks", "there is a blank too many", VERMAGIC + " ")
vermagic("smp", "it has a word more: SMP",
         VERMAGIC.replace(" mod", " SMP mod"))
vermagic("word", "it lacks the word mod_unload",
         VERMAGIC.replace("mod_unload ", ""))
vermagic("order", "its words are in another order",
         VERMAGIC.replace("mod_unload modversions 686", "686 mod_unload"))
vermagic("processor", "it was built for another processor",
         VERMAGIC.replace("686", "586"))
vermagic("case", "it is in capitals", VERMAGIC.upper())
vermagic("empty", "it is empty", "")
vermagic("versions-word", "with __versions, the second word is wrong",
         VERMAGIC.replace("mod_unload", "mod_upload"))
vermagic("versions-blank", "with __versions, the last blank is missing",
         OTHER[:-1])
vermagic("versions-one", "with __versions, there is only the release",
         "6.12.0-mortise")
refused("identify.vermagic", "first", "of two the first is wrong",
        lambda m: (m.set_info("vermagic", SMP), setattr(
            m, "info", m.info + [b"vermagic=" + VERMAGIC.encode()])),
        f"good: version magic '{SMP}' should be '{VERMAGIC}'")
refused("identify.vermagic", "control", "it has control characters",
        info("vermagic", "6.12\x1b[2J\n"),
        f"good: version magic '6.12\\x1b[2J\\x0a' should be '{VERMAGIC}'")

for tag, what in (("Vermagic", "capital"), ("xvermagic", "letter"),
                  ("vermagic ", "blank")):
    refused("identify.vermagic_missing", what, f"the tag is {tag!r}",
            first(info("vermagic", None), info(tag, VERMAGIC)))
refused("identify.vermagic_missing", "tag", "there is no vermagic=",
        info("vermagic", None))
refused("identify.vermagic_missing", "equals", "the = behind vermagic is missing",
        lambda m: (m.set_info("vermagic", None),
                   setattr(m, "info", m.info + [b"vermagic"])))
refused("identify.vermagic_missing", "section", "there is no .modinfo",
        lambda m: m.remove(m[".modinfo"]))
refused("identify.vermagic_missing", "empty", ".modinfo is empty",
        section(".modinfo", sh_size=0))
refused("identify.vermagic_missing", "null", ".modinfo has type SHT_NULL",
        section(".modinfo", sh_type=NULL))
refused("identify.vermagic_missing", "nuls", ".modinfo is nothing but NULs",
        lambda m: m[".modinfo"].data.__setitem__(slice(None), bytes(40)))

for text in ("Y", ""):
    refused("identify.livepatch", text or "empty", f"livepatch={text}",
            info("livepatch", text),
            "good: module is marked as livepatch module, but livepatch support "
            "is disabled")

# ---- layout --------------------------------------------------------------------

for name, flags in ((".data", DATA | EXEC), (".text", ALLOC | EXEC | WRITE),
                    (".bss", DATA | EXEC), (".init.text", DATA | EXEC),
                    (".comment", WRITE | EXEC), (".debug_info", 0xffffffff)):
    refused("layout.write_exec", name.strip(".").replace(".", "-"),
            f"{name} is writable and executable",
            section(name, sh_flags=flags),
            f"good: section {name} (index ")
refused("layout.write_exec", "null", "an empty header is: W, X, type SHT_NULL",
        lambda m: m.add("", NULL, 0).header(sh_flags=WRITE | EXEC),
        "good: section  (index ")

for value in (0xffffffff, 0xfffff001):
    refused("layout.size", f"{value:x}", f".bss has {value:#x} bytes",
            section(".bss", sh_size=value))
refused("layout.size", "adds-up", "three sections add up to more than 4 GiB",
        lambda m: [m.add(f".bss.{i}", NOBITS, DATA, size=0x60000000)
                   for i in range(3)])
refused("layout.size", "init", "so do .bss and .init.bss",
        lambda m: [m.add(n, NOBITS, DATA, size=0x90000000)
                   for n in (".bss.x", ".init.bss")])
for value, what in ((0x80000000, "2g"), (0x7fffffff, "2g-1"),
                    (0x4000000, "64m")):
    refused("layout.limit", what, f".bss has {value:#x} bytes",
            section(".bss", sh_size=value), errno="ENOMEM")
refused("layout.limit", "adds-up", "two sections add up to 66 MiB",
        lambda m: [m.add(n, NOBITS, f, size=33 << 20) for n, f in (
            (".bss.x", DATA), (".zeros", ALLOC))], errno="ENOMEM")
refused("layout.limit", "init", ".init.bss has 65 MiB",
        lambda m: m.add(".init.bss", NOBITS, DATA, size=65 << 20),
        errno="ENOMEM")

# ---- link ----------------------------------------------------------------------

COMMON_LINE = "good: please compile with -fno-common"
refused("link.common", "new", "a variable is common",
        lambda m: m.add_symbol("shared", COMMON, 4, size=64), COMMON_LINE)
refused("link.common", "weak", "a common variable is weak",
        lambda m: m.add_symbol("shared", COMMON, 4, WEAK, size=4), COMMON_LINE)
refused("link.common", "used", "a relocated variable is common",
        lambda m: setattr(m.relocations_of(".text")[1].symbol, "section",
                          COMMON), COMMON_LINE)


def bad_index(name: str, how: str, index: int) -> None:
    refused("link.section_index", name, how,
            lambda m: setattr(m.symbol("good_sum"), "section", index),
            f"good: Symbol good_sum has an invalid section index {index} (max ")


bad_index("1000", "a symbol lies in section 1000", 1000)
bad_index("last", "in the last one before the reserved", 0xfeff)
bad_index("reserved", "in the first reserved one", 0xff00)
bad_index("before", "in one between SHN_ABS and the processors'", 0xfff0)
bad_index("xindex", "in that for big files", XINDEX)
refused("link.section_index", "count", "in the one behind the last",
        lambda m: setattr(m.symbol("good_sum"), "section",
                          len(m.sections) + 1),
        "good: Symbol good_sum has an invalid section index ")
refused("link.section_index", "unused", "so does a symbol that nobody uses",
        lambda m: m.add_symbol("unused", 0x1234, bind=LOCAL),
        "good: Symbol unused has an invalid section index 4660 (max ")


def unknown(name: str, how: str, symbol: str, shown: str = "") -> None:
    refused("link.unknown_symbol", name, how,
            lambda m: m.add_symbol(symbol),
            f"good: Unknown symbol {shown or symbol} (err -2)", "ENOENT")


unknown("absent", "it needs what nobody exports", "conformance_nobody")
unknown("misspelt", "a name is misspelt", "_prinkt")
unknown("no-name", "an undefined symbol has no name", "")
unknown("control", "the name has control characters", "evil\x1b[31m\n",
        "evil\\x1b[31m\\x0a")
unknown("format", "the name is a format", "%s%n%1$s")
unknown("capitals", "the name is in capitals", "_PRINTK")
unknown("prefix", "it is the first part of a name", "_print")
unknown("static", "it is a name of the kernel that is not exported",
        "check_file")
refused("link.unknown_symbol", "long", "the name has 5000 characters",
        lambda m: m.add_symbol("x" * 5000), "good: Unknown symbol xxxx",
        "ENOENT")
refused("link.unknown_symbol", "several", "three names are missing",
        lambda m: [m.add_symbol(f"missing_{n}") for n in "abc"],
        "good: Unknown symbol missing_c (err -2)", "ENOENT")
refused("link.unknown_symbol", "local", "an undefined symbol is local",
        lambda m: m.add_symbol("local_nobody", UNDEF, bind=LOCAL),
        "good: Unknown symbol local_nobody (err -2)", "ENOENT")
refused("link.unknown_symbol", "renamed", "a used symbol is renamed",
        lambda m: setattr(m.symbol("_printk"), "name", "_printkk"),
        "good: Unknown symbol _printkk (err -2)", "ENOENT")

GPL = "good: Unknown symbol find_module (err -2)"
for text in ("Proprietary", "GPLv2", "gpl", "GPL ", " GPL", "BSD", "MIT",
             "GPL v3", ""):
    refused("link.gpl_only",
            text.lower().replace(" ", "_") or "empty",
            f"the licence is {text!r}, and find_module is for the GPL",
            first(info("license", text),
                  lambda m: m.add_symbol("find_module")), GPL, "ENOENT")
refused("link.gpl_only", "none", "there is no licence",
        first(info("license", None), lambda m: m.add_symbol("find_module")),
        GPL, "ENOENT")
refused("link.gpl_only", "second", "the first of two licences counts",
        lambda m: (m.set_info("license", "Closed"), m.add_symbol("find_module"),
                   setattr(m, "info", m.info + [b"license=GPL"])),
        GPL, "ENOENT")

# ---- relocate ------------------------------------------------------------------


def place(name: str, how: str, target: str, offset: int | Callable) -> None:
    def edit(m: Module) -> None:
        at = offset if isinstance(offset, int) else offset(m.size_of(target))
        m.relocate(target, at, R_32, m.symbol("number"))
    refused("relocate.offset", name, how, edit)


place("end", "a place lies at its section's end", ".data", lambda n: n)
place("end-1", "one byte of the place is in the section", ".data",
      lambda n: n - 1)
place("end-3", "three bytes of the place are", ".text", lambda n: n - 3)
place("page", "it lies a page behind", ".rodata", lambda n: n + 4096)
for value in (0x80000000, 0xfffffffc, 0xffffffff):
    place(f"{value:x}", f"it lies at {value:#x}", ".data", value)
place("param", "it lies behind __param", "__param", lambda n: n)
place("this-module", "it lies behind struct module", THIS_MODULE, lambda n: n)
refused("relocate.offset", "tiny", "its section has 3 bytes",
        lambda m: (m.add(".tiny", PROGBITS, DATA, b"abc"),
                   m.relocate(".tiny", 0, R_32, m.symbol("number"))))
refused("relocate.offset", "empty", "its section is empty",
        lambda m: (m.add(".none", PROGBITS, DATA),
                   m.relocate(".none", 0, R_32, m.symbol("number"))))
refused("relocate.offset", "empty-part",
        "its section is empty and the only one of its kind",
        lambda m: (m.remove(m[".data..ro_after_init"]),
                   m.add(".data..ro_after_init", PROGBITS, DATA),
                   m.relocate(".data..ro_after_init", 0xfffffffc, R_32,
                              m.symbol("number"))))
for name, index in (("count", None), ("highest", 0xffffff),
                    ("65536", 0x10000)):
    refused("relocate.symbol_index", name,
            f"the symbol's index is {'their count' if index is None else index}",
            lambda m, i=index: m.relocate(
                ".data", 0, R_32, len(m.symbols) if i is None else i))

for type_, what in ((0, "R_386_NONE"), (3, "R_386_GOT32"), (5, "R_386_COPY"),
                    (6, "R_386_GLOB_DAT"), (7, "R_386_JMP_SLOT"),
                    (8, "R_386_RELATIVE"), (9, "R_386_GOTOFF"),
                    (10, "R_386_GOTPC"), (11, "none"), (14, "R_386_TLS_TPOFF"),
                    (17, "R_386_TLS_LE"), (20, "R_386_16"), (21, "R_386_PC16"),
                    (22, "R_386_8"), (23, "R_386_PC8"), (38, "R_386_SIZE32"),
                    (42, "R_386_IRELATIVE"), (43, "R_386_GOT32X"),
                    (250, "none"), (255, "none")):
    refused("relocate.type", f"{type_}", f"a relocation has type {type_}, {what}",
            lambda m, t=type_: m.relocate(".data", 0, t, m.symbol("number")),
            f"good: Unknown relocation: {type_}")
refused("relocate.type", "in-init", "so has one of .init.text",
        lambda m: setattr(m.relocations_of(".init.text")[0], "type", 43),
        "good: Unknown relocation: 43")
for name in (".rel.text", ".rel__param", ".rel.init_array"):
    refused("relocate.rela", name.split("rel")[1].strip("._"),
            f"{name} has type SHT_RELA", section(name, sh_type=RELA),
            "module good: RELA relocation unsupported")


def share(m: Module, count: int) -> None:
    """As many sections of relocations, all of the same bytes of the file."""
    size = len(m.write()) // 4 & ~7
    for i in range(count):
        m.add(f".rel.again{i}", REL).header(
            sh_offset=64, sh_size=size, sh_info=m.index(m[".debug_info"]))
        m.sections[m.sections.index(m.symtab) - 1].put["sh_info"] = m.index(
            m[".data"])


for value in (6, 1000):
    refused("relocate.overlap", f"{value}",
            f"{value} sections of relocations are the same quarter of the file",
            lambda m, n=value: share(m, n))
refused("relocate.symbol_section", "modinfo", "a pointer leads into .modinfo",
        lambda m: m.relocate(".data", 0, R_32, m.symbol("__mod_license5")
                             if any(s.name == "__mod_license5"
                                    for s in m.symbols)
                             else m.section_symbol(".modinfo")))
refused("relocate.symbol_section", "debug", "code is relative to .debug_info",
        lambda m: m.relocate(".text", 0, R_PC32,
                             m.section_symbol(".debug_info")))
refused("relocate.symbol_section", "null",
        "a symbol lies in a section of type SHT_NULL",
        lambda m: m.relocate(".data", 0, R_32, m.add_symbol(
            "lost", m.add(".lost", NULL, DATA))))
refused("relocate.symbol_section", "versions", "a pointer leads into __versions",
        lambda m: m.relocate(".data", 0, R_32, m.add_symbol(
            "version", m["__versions"])))

# ---- seal: init, exit, constructors --------------------------------------------


def entry(rule: str, at: int, name: str, how: str,
          symbol: Callable[[Module], object]) -> None:
    refused(rule, name, how, lambda m: m.point(
        THIS_MODULE, at, symbol(m)))


for rule, at, what in (("seal.init", INIT_AT, "init"),
                       ("seal.exit", EXIT_AT, "exit")):
    entry(rule, at, "data", f"{what} lies in .data",
          lambda m: m.symbol("number"))
    entry(rule, at, "bss", f"{what} lies in .bss", lambda m: m.symbol("room"))
    entry(rule, at, "rodata", f"{what} lies in .rodata",
          lambda m: m.symbol("words"))
    entry(rule, at, "kernel", f"{what} is a function of the kernel",
          lambda m: m.symbol("_printk"))
    entry(rule, at, "absolute", f"{what} is absolute, in the kernel",
          lambda m: m.add_symbol("there", ABS, KERNEL))
    entry(rule, at, "low", f"{what} is address 1",
          lambda m: m.add_symbol("low", ABS, 1))
    entry(rule, at, "high", f"{what} is the highest address",
          lambda m: m.add_symbol("high", ABS, 0xffffffff))
    entry(rule, at, "behind", f"{what} lies a page behind .text",
          lambda m: m.add_symbol("behind", m[".text"], 4096))
    refused(rule, "word", f"{what} is a number, not relocated",
            lambda m, a=at: m.word(THIS_MODULE, a, 0x12345678))
entry("seal.exit", EXIT_AT, "init-text", "exit lies in .init.text",
      lambda m: m.symbol("good_init"))
entry("seal.init", INIT_AT, "init-data", "init lies in .init.data",
      lambda m: m.symbol("begun"))

for name, how, edit in (
        ("data", "a constructor lies in .data",
         lambda m: m.point(".init_array", 0, m.symbol("number"))),
        ("zero", "a constructor is 0", lambda m: m.word(".init_array", 0, 0)),
        ("kernel", "a constructor is a function of the kernel",
         lambda m: m.point(".init_array", 0, m.symbol("_printk"))),
        ("ctors", "one in .ctors is -1",
         lambda m: m.add(".ctors", PROGBITS, DATA, b"\xff" * 4)),
        ("second", "the second of two lies elsewhere",
         lambda m: m[".init_array"].data.extend(b"\1\0\0\0"))):
    refused("seal.constructor", name, how, edit)

for name, more in (("__ksymtab", 1), ("__ksymtab_gpl", 11), ("__param", 4),
                   (".init_array", 3)):
    refused("seal.record_size", name.strip("._"),
            f"{name} has {more} bytes more than whole records",
            lambda m, n=name, b=more: m[n].data.extend(bytes(b)))

# ---- seal: exports -------------------------------------------------------------


def export(m: Module, name: bytes, value: object = None,
           table: str = "__ksymtab") -> int:
    """One more export; returns where its record lies in the table."""
    at = len(m[table].data)
    strings = m["__ksymtab_strings"]
    text = m.add_symbol("", strings, len(strings.data), LOCAL)
    empty = m.add_symbol("", strings, len(strings.data) + len(name), LOCAL)
    strings.data += name + b"\0"
    m[table].data += bytes(EXPORT_SIZE)
    m[table.replace("ksymtab", "kcrctab")].data += bytes(4)
    for i, symbol in enumerate((value or m.symbol("good_sum"), text, empty)):
        m.relocate(table, at + 4 * i, R_PC32, symbol)
    return at


refused("seal.export_version", "removed", "exports have no versions",
        lambda m: m.remove(m["__kcrctab"]))
refused("seal.export_version", "less", "one export has no version",
        lambda m: (export(m, b"good_more"), m["__kcrctab"].data.pop()))
refused("seal.export_version", "more", "there is a version too many",
        lambda m: m["__kcrctab_gpl"].data.extend(bytes(4)))
refused("seal.export_twice", "both", "one symbol is in both tables",
        lambda m: export(m, b"good_sum", table="__ksymtab_gpl"))
refused("seal.export_twice", "same", "one symbol is twice in one table",
        lambda m: export(m, b"good_sum"))
refused("seal.export_twice", "values", "one name is that of two functions",
        lambda m: export(m, b"good_word", m.symbol("good_sum")))
refused("seal.export_duplicate", "kernel", "the kernel exports _printk",
        lambda m: export(m, b"_printk"),
        "good: exports duplicate symbol _printk (owned by kernel)")
refused("seal.export_duplicate", "gpl", "the kernel exports find_module, GPL-only",
        lambda m: export(m, b"find_module", table="__ksymtab_gpl"),
        "good: exports duplicate symbol find_module (owned by kernel)")
for name, how, symbol in (
        ("kernel", "an export's name lies in the kernel",
         lambda m: m.symbol("_printk")),
        ("absolute", "it lies at an absolute address",
         lambda m: m.add_symbol("there", ABS, KERNEL)),
        ("low", "it lies at 0", lambda m: m.symbol("conformance_absent")),
        ("init", "it lies in .init.data, which goes",
         lambda m: m.symbol("begun")),
        ("empty", "it is empty", lambda m: m.add_symbol(
            "nothing", m["__ksymtab_strings"], 9, LOCAL)),
        ("long", "it has no end within 1024 bytes", lambda m: m.add_symbol(
            "endless", m.add(".endless", PROGBITS, ALLOC, b"x" * 3000)))):
    refused("seal.export_name", name, how,
            lambda m, s=symbol: setattr(m.relocation("__ksymtab", 4),
                                        "symbol", s(m)))
refused("seal.export_name", "namespace", "an export's namespace lies elsewhere",
        lambda m: setattr(m.relocation("__ksymtab", 8), "symbol",
                          m.symbol("_printk")))
for name, how, symbol in (
        ("kernel", "an export is the kernel's own", lambda m: m.symbol("_printk")),
        ("absolute", "an export is at an absolute address",
         lambda m: m.add_symbol("there", ABS, 0x1000)),
        ("weak", "an export is undefined and weak",
         lambda m: m.symbol("conformance_absent")),
        ("behind", "an export lies a page behind .bss",
         lambda m: m.add_symbol("behind", m[".bss"], 0x10000))):
    refused("seal.export_value", name, how,
            lambda m, s=symbol: setattr(m.relocation("__ksymtab", 0),
                                        "symbol", s(m)))

# ---- seal: parameters ----------------------------------------------------------


def parameter(m: Module, name: str) -> int:
    """Where the parameter's record lies in __param."""
    return m.symbol(f"__param_{name}").value


def part(rule: str, name: str, how: str, of: str, field: int,
         symbol: Callable[[Module], object] | int, **more) -> None:
    """Points one field of a parameter at a symbol, or makes it a number."""
    def edit(m: Module) -> None:
        at = parameter(m, of) + field
        if isinstance(symbol, int):
            m.word("__param", at, symbol)
        else:
            m.point("__param", at, symbol(m))
    refused(rule, name, how, edit, **more)


part("seal.parameter_name", "0", "a parameter's name lies at 0", "number",
     PARAM_NAME, 0)
part("seal.parameter_name", "garbage", "it lies at 0xdeadbeef", "text",
     PARAM_NAME, 0xdeadbeef)
part("seal.parameter_name", "kernel", "it lies in the kernel", "list",
     PARAM_NAME, lambda m: m.symbol("_printk"))
part("seal.parameter_name", "init", "it lies in .init.data, which goes",
     "number", PARAM_NAME, lambda m: m.symbol("begun"))
part("seal.parameter_ops", "0", "its operations lie at 0", "number", PARAM_OPS,
     0)
part("seal.parameter_ops", "garbage", "they lie at 0xdeadbeef", "number",
     PARAM_OPS, 0xdeadbeef)
part("seal.parameter_ops", "function", "they are a function of the kernel",
     "number", PARAM_OPS, lambda m: m.symbol("_printk"))
part("seal.parameter_ops", "absolute", "they lie somewhere in the kernel",
     "number", PARAM_OPS, lambda m: m.add_symbol("there", ABS, KERNEL))
part("seal.parameter_ops", "zeros-and-wild",
     "they are the module's, and their functions wild", "square", PARAM_OPS,
     lambda m: m.add_symbol("wild", m.add(
         ".wild", PROGBITS, ALLOC, b"\0\0\0\0" + b"\x01\0\0\0" * 3, align=4)))
part("seal.parameter_ops", "data", "their set is a variable of the module",
     "square", PARAM_OPS, lambda m: m.symbol("pointers"))
part("seal.parameter_ops", "cut", "only a part of them is in the module",
     "square", PARAM_OPS, lambda m: m.add_symbol(
         "cut", m[".bss"], m[".bss"].size - 4))
part("seal.parameter_ops", "init", "they lie in .init.data, which goes",
     "square", PARAM_OPS, lambda m: m.symbol("begun"))
refused("seal.parameter_ops", "between",
        "they lie 4 bytes behind the kernel's own",
        lambda m: m.point("__param", parameter(m, "number") + PARAM_OPS,
                          m.symbol("param_ops_int"), 4))
refused("seal.parameter_ops", "array-0", "those of an array's elements are at 0",
        lambda m: m.word(".rodata", m.symbol("__param_arr_list").value + 12, 0))
refused("seal.parameter_ops", "array-array", "they are those of arrays",
        lambda m: m.point(".rodata", m.symbol("__param_arr_list").value + 12,
                          m.symbol("param_array_ops")))
part("seal.parameter_value", "0", "a number's variable lies at 0", "number",
     PARAM_ARG, 0)
part("seal.parameter_value", "low", "it lies at 0x1234", "number", PARAM_ARG,
     0x1234)
part("seal.parameter_value", "text", "it lies in .text", "number", PARAM_ARG,
     lambda m: m.symbol("good_sum"))
part("seal.parameter_value", "rodata", "it lies in .rodata", "number",
     PARAM_ARG, lambda m: m.symbol("words"))
part("seal.parameter_value", "init",
     "it lies in .init.data, and is to be seen later", "number", PARAM_ARG,
     lambda m: m.symbol("begun"))
part("seal.parameter_value", "charp-init",
     "a string's pointer lies in .init.data", "text", PARAM_ARG,
     lambda m: m.symbol("begun"))
part("seal.parameter_value", "charp-0", "a string's pointer lies at 0", "text",
     PARAM_ARG, 0)
part("seal.parameter_value", "array-kernel",
     "what describes an array lies in the kernel", "list", PARAM_ARG,
     lambda m: m.symbol("_printk"))
part("seal.parameter_value", "string-0", "what describes a buffer lies at 0",
     "word", PARAM_ARG, 0)
for name, how, at, value in (
        ("array-elements", "an array's elements lie at 0", 16, 0),
        ("array-max", "an array has 0xffffffff elements", 0, 0xffffffff),
        ("array-none", "an array has room for none", 0, 0),
        ("array-size", "an array's elements have 0xffffffff bytes", 4,
         0xffffffff),
        ("array-count", "an array's count lies at 0x1234", 8, 0x1234)):
    refused("seal.parameter_value", name, how, lambda m, a=at, v=value: m.word(
        ".rodata", m.symbol("__param_arr_list").value + a, v))
refused("seal.parameter_value", "array-text", "an array's elements lie in .text",
        lambda m: m.point(".rodata", m.symbol("__param_arr_list").value + 16,
                          m.symbol("good_sum")))
for name, how, at, value in (
        ("string-endless", "a buffer has 0xffffffff bytes", 0, 0xffffffff),
        ("string-long", "a buffer has more bytes than its section", 0, 0x20000),
        ("string-none", "a buffer has 0 bytes", 0, 0),
        ("string-nowhere", "a buffer lies at 0", 4, 0)):
    refused("seal.parameter_value", name, how, lambda m, a=at, v=value: m.word(
        ".rodata", m.symbol("__param_string_word").value + a, v))

# ---- start: parameters' values (the file is good, the arguments are not) -------


def argument(name: str, how: str, args: str, errno: str, line: str) -> None:
    refused("start.parameter", name, how, lambda m: None, line, errno,
            args=args, host=False)


argument("word", "a number is a word", "number=x", "EINVAL",
         "good: `x' invalid for parameter `number'")
argument("empty", "a number is empty", "number=", "EINVAL",
         "good: `' invalid for parameter `number'")
argument("bare", "a number has no value", "number", "EINVAL",
         "good: `' invalid for parameter `number'")
argument("range", "a number is too big", "number=4294967296", "ERANGE",
         "good: `4294967296' invalid for parameter `number'")
argument("behind", "something follows a number", "number=3x", "EINVAL",
         "good: `3x' invalid for parameter `number'")
argument("array", "an array is given one too many", "list=1,2,3,4,5", "EINVAL",
         "list: can only take 4 arguments")
argument("element", "one element is a word", "list=1,two", "EINVAL",
         "good: `1,two' invalid for parameter `list'")
argument("buffer", "a word is longer than its buffer",
         "word=sixteen_letters_", "ENOSPC",
         "good: `sixteen_letters_' too large for parameter `word'")
argument("charp", "a string has 1025 characters", "text=" + "x" * 1025,
         "ENOSPC", "text: string parameter too long")
argument("callback", "a callback refuses", "square=no", "EINVAL",
         "good: `no' invalid for parameter `square'")
argument("later", "the second parameter is wrong", "number=1 list=x", "EINVAL",
         "good: `x' invalid for parameter `list'")

# ---- Two things are wrong: the order of the checks -----------------------------


def order(name: str, how: str, rule: str, errno: str,
          *edits: Callable[[Module], object], line: str = "") -> None:
    CASES.append(Case(f"order-{name}", how, first(*edits), rule, errno, line))


def missing(m: Module) -> None:
    m.add_symbol("conformance_nobody")


def common(m: Module) -> None:
    m.add_symbol("shared", COMMON, 4)


def bad_type(m: Module) -> None:
    m.relocate(".data", 0, 43, m.symbol("number"))


def bad_init(m: Module) -> None:
    m.point(THIS_MODULE, INIT_AT, m.symbol("number"))


def bad_export(m: Module) -> None:
    export(m, b"_printk")


executable_data = section(".data", sh_flags=DATA | EXEC)
other_magic = info("vermagic", SMP)

order("elf-vermagic", "ELF before vermagic", "check.modinfo_count", "ENOEXEC",
      other_magic, lambda m: m.add(".modinfo", data=b"x=y\0"))
order("size-name", "struct module's size before its name",
      "check.this_module_size", "ENOEXEC", lambda m: m.rename(b"a/b"),
      section(THIS_MODULE, sh_size=252))
order("vermagic-livepatch", "vermagic before livepatch", "identify.vermagic",
      "ENOEXEC", other_magic, info("livepatch", "Y"))
order("vermagic-wx", "vermagic before W+X", "identify.vermagic", "ENOEXEC",
      other_magic, executable_data)
order("livepatch-wx", "livepatch before W+X", "identify.livepatch", "ENOEXEC",
      info("livepatch", "Y"), executable_data)
order("wx-size", "W+X before sizes", "layout.write_exec", "ENOEXEC",
      executable_data, section(".bss", sh_size=0x7fffffff))
order("size-symbols", "sizes before symbols", "layout.limit", "ENOMEM",
      section(".bss", sh_size=0x7fffffff), missing)
order("wx-symbols", "W+X before symbols", "layout.write_exec", "ENOEXEC",
      executable_data, missing)
order("vermagic-symbols", "vermagic before symbols", "identify.vermagic",
      "ENOEXEC", other_magic, missing)
order("symbols-relocation", "symbols before relocations",
      "link.unknown_symbol", "ENOENT", missing, bad_type)
order("symbols-offset", "symbols before places", "link.unknown_symbol",
      "ENOENT", missing, lambda m: m.relocate(".data", 0xffffffff, R_32, 0))
order("symbols-export", "symbols before exports", "link.unknown_symbol",
      "ENOENT", missing, bad_export)
order("relocation-init", "relocations before init", "relocate.type",
      "ENOEXEC", bad_type, bad_init)
order("relocation-export", "relocations before exports", "relocate.type",
      "ENOEXEC", bad_type, bad_export)
order("common-missing", "of two symbols' errors the last is returned: ENOENT",
      "link.unknown_symbol", "ENOENT", common, missing,
      line="good: please compile with -fno-common")
order("missing-common", "and here ENOEXEC", "link.common", "ENOEXEC", missing,
      common, line="good: Unknown symbol conformance_nobody (err -2)")
order("missing-index", "every symbol is looked at", "link.section_index",
      "ENOEXEC", missing, lambda m: m.add_symbol("astray", 0x1234),
      line="good: Unknown symbol conformance_nobody (err -2)")

# ---- Odd, and good -------------------------------------------------------------


def tail(data: bytes) -> Callable[[Module], object]:
    return lambda m: setattr(m, "tail", data)


accepted("as-built", "nothing is wrong", lambda m: None)
for name, data in (("byte", b"x"), ("page", bytes(4096)),
                   ("text", b"~Module signature appended\n")):
    accepted(f"tail-{name}", f"{len(data)} bytes follow the file", tail(data))
for value in (1, 2, 3):
    accepted(f"headers-odd-{value}",
             f"section headers lie {value} bytes off a word",
             lambda m, v=value: setattr(m, "shift", v))
accepted("sections-odd", "each section lies at an odd offset",
         lambda m: setattr(m, "gap", 1))
accepted("sections-reversed", "sections lie and count in reverse order",
         lambda m: m.sections.reverse())
accepted("sections-shared", "two sections are the same bytes of the file",
         lambda m: m.add(".rodata.again", PROGBITS, ALLOC).header(
             sh_offset=0, sh_size=64))
for fields in (dict(e_flags=0xffffffff), dict(e_ehsize=0),
               dict(e_ehsize=0xffff), dict(e_entry=0xdeadbeef),
               dict(e_phoff=0xffffffff), dict(e_phnum=0xffff),
               dict(e_phentsize=7), dict(e_machine=6)):
    field, value = next(iter(fields.items()))
    accepted(f"{field.replace('_', '-')}-{value:x}", f"{field} is {value:#x}",
             header(**fields))
for at, what in ((7, "osabi"), (8, "abiversion"), (15, "padding")):
    accepted(f"ident-{what}", f"e_ident[{at}] is 255",
             lambda m, a=at: m.ident(a, 255))
accepted("null-flags", "section 0 has flags, an offset, a link",
         lambda m: m.null.update(sh_flags=2, sh_offset=99, sh_link=99,
                                 sh_info=99, sh_entsize=99))
accepted("rel-link", "sh_link of .rel.text names no section",
         section(".rel.text", sh_link=0xffffffff))
accepted("rel-link-text", "sh_link of .rel.text names .text",
         lambda m: m[".rel.text"].header(sh_link=1))
accepted("rel-entry", "sh_entsize of .rel.text is 12",
         section(".rel.text", sh_entsize=12))
accepted("rel-flags", ".rel.text is to be loaded",
         section(".rel.text", sh_flags=ALLOC))
accepted("symtab-entry", "sh_entsize of the symbol table is 1",
         section(".symtab", sh_entsize=1))
accepted("symtab-info", "its sh_info is 0xffffffff",
         section(".symtab", sh_info=0xffffffff))
accepted("symtab-flags", "it is to be loaded",
         section(".symtab", sh_flags=ALLOC))
accepted("symtab-rest", "its size is no multiple of 16",
         lambda m: (m.write(), m.symtab.header(
             sh_size=len(m.symtab.data) + 5)))
accepted("rel-rest", "the size of .rel.data is no multiple of 8",
         lambda m: (m.write(), m[".rel.data"].header(
             sh_size=len(m[".rel.data"].data) + 7)))
accepted("addresses", "sections have addresses",
         lambda m: [s.header(sh_addr=0xc0000000) for s in m.sections])
accepted("entries", "sections have entry sizes",
         lambda m: [s.header(sh_entsize=3) for s in m.sections
                    if s.type == PROGBITS])
accepted("flags", "sections have flags that nobody knows",
         lambda m: [s.header(sh_flags=s.flags | 0xfff00ff0)
                    for s in m.sections if s.type in (PROGBITS, NOBITS)])
for value in (0, 1, 4096, 0x100000):
    accepted(f"align-{value:x}", f"sh_addralign of .data is {value:#x}",
             section(".data", sh_addralign=value))
accepted("align-unloaded", "sh_addralign of .comment is 2 GiB",
         section(".comment", sh_addralign=0x80000000))
accepted("null-headers", "2000 empty section headers",
         lambda m: [m.add("", NULL) for _ in range(2000)])
accepted("null-garbage", "a header of type SHT_NULL holds garbage",
         lambda m: m.add(".null", NULL, DATA).header(
             sh_offset=0xffffff00, sh_size=0xffffff, sh_info=0x7777))
accepted("same-names", "three sections are called .rodata",
         lambda m: [m.add(".rodata", PROGBITS, ALLOC, b"more") for _ in "ab"])
accepted("no-name", "a loaded section has no name",
         lambda m: m.add("", PROGBITS, DATA, b"data"))
accepted("long-name", "a section's name has 300 characters",
         lambda m: m.add(".data." + "x" * 300, PROGBITS, DATA, b"data"))
accepted("odd-type", "a section has a type of its own",
         lambda m: m.add(".odd", 0x6fff1234, ALLOC, b"12345"))
accepted("empty-sections", "sections of every kind are empty",
         lambda m: [m.add(n, PROGBITS, f) for n, f in (
             (".text.none", ALLOC | EXEC), (".init.none", DATA),
             (".rodata.none", ALLOC), (".data.none", DATA))])
accepted("bss-1m", ".bss has 1 MiB", section(".bss", sh_size=1 << 20))
accepted("bss-offset", ".bss has an offset beyond the file",
         section(".bss", sh_offset=0xffffffff))
accepted("debug-stripped", "debug sections are gone",
         lambda m: [m.remove(s) for s in list(m.sections)
                    if s.name.startswith((".debug", ".comment"))])
accepted("nobits-data", ".init.data has no bytes: zeros",
         section(".init.data", sh_type=NOBITS))
accepted("exec-only-named", "code lies in a section of another name",
         lambda m: setattr(m[".text"], "name", ".code"))
accepted("init-in-text", "init lies in plain .text",
         lambda m: setattr(m[".init.text"], "name", ".text.first"))
accepted("no-init", "there is no init",
         lambda m: m.word(THIS_MODULE, INIT_AT, 0))
accepted("no-init-no-exit", "there is neither init nor exit",
         lambda m: (m.word(THIS_MODULE, INIT_AT, 0),
                    m.word(THIS_MODULE, EXIT_AT, 0)))
accepted("this-module-garbage",
         "struct module has garbage in fields that are the kernel's",
         lambda m: m.this_module.__setitem__(
             slice(INIT_AT + 8, None),
             b"\xa5" * (len(m.this_module) - INIT_AT - 8)))
accepted("name-55", "the name has 55 characters",
         lambda m: m.rename(b"g" * 55))
accepted("name-dashes", "the name has a dash and signs",
         lambda m: m.rename(b"a-b+c,d(e)"))
accepted("name-other", ".modinfo tells another name",
         info("name", "other"))
accepted("name-relocated", "relocations write to the name's bytes",
         lambda m: m.relocate(THIS_MODULE, 20, R_32, m.symbol("number")))
accepted("no-licence", "there is no licence", info("license", None))
accepted("closed", "the licence is no free one",
         info("license", "Proprietary"))
accepted("licence-second", "a second licence follows the GPL",
         lambda m: setattr(m, "info", m.info + [b"license=Closed"]))
accepted("staging", "it is from the staging tree", info("staging", "Y"))
accepted("out-of-tree", "it is from elsewhere", info("intree", None))
accepted("info-nuls", "NULs lie between the entries of .modinfo",
         lambda m: m[".modinfo"].data.__setitem__(
             slice(None), b"\0\0" + m[".modinfo"].data.replace(
                 b"\0", b"\0\0\0")))
accepted("info-unloaded", ".modinfo isn't to be loaded",
         section(".modinfo", sh_flags=0))
accepted("info-control", "a description has control characters",
         info("description", "\x1b[31m\n\xff"))
accepted("info-long", "a description has 100 kB",
         info("description", "x" * 100000))
accepted("vermagic-second", "a wrong vermagic follows the right one",
         lambda m: setattr(m, "info", m.info + [b"vermagic=" + OTHER.encode()]))
accepted("versions-release", "with __versions the release may be another",
         info("vermagic", OTHER))
accepted("plt32", "calls have type R_386_PLT32",
         lambda m: [setattr(r, "type", R_PLT32)
                    for r in m.relocations_of(".init.text")
                    if r.type == R_PC32])
accepted("rel-last", "a relocation is for a section's last 4 bytes",
         lambda m: m.relocate(".data", m.size_of(".data") - 4, R_32,
                              m.symbol("number")))
accepted("rel-symbol-0", "a relocation is against symbol 0",
         lambda m: m.relocate(".init.data", 0, R_32, 0))
accepted("rel-garbage", "relocations of .comment are garbage",
         lambda m: m.relocate(".comment", 0xfffffff0, 99, 0xffffff))
accepted("rel-nowhere", "relocations are for a section that is not there",
         lambda m: m.add(".rel.gone", REL, 0, RELOCATION.pack(
             0xffffffff, 0xffffffff)).header(sh_info=0xffff))
accepted("rel-null", "relocations are for section 0",
         lambda m: m.add(".rel.null", REL, 0, RELOCATION.pack(
             0xffffffff, 0xffffffff)))
accepted("rela-unloaded", "those of a section that isn't loaded are RELA",
         section(".rel.debug_info", sh_type=RELA))
accepted("symbol-kinds", "symbols have other types, sizes and visibilities",
         lambda m: [m.symbols.append(type(m.symbols[0])(
             f"odd_{t}_{o}", m[".data"], 0, 0xffffffff, LOCAL, t, o))
             for t in (TLS, IFUNC, 13, 15) for o in (0, 3, 255)])
accepted("symbol-value", "an unused symbol lies far off",
         lambda m: m.add_symbol("far", m[".data"], 0xfffffff0, LOCAL))
accepted("symbol-absolute", "symbols are absolute",
         lambda m: [m.add_symbol(f"abs_{v:x}", ABS, v)
                    for v in (0, KERNEL, 0xffffffff)])
accepted("symbol-weak", "weak symbols are undefined",
         lambda m: [m.add_symbol(f"weak_{i}", UNDEF, 0, WEAK, t)
                    for i, t in enumerate((NOTYPE, FUNC, OBJECT))])
accepted("symbol-weak-gpl", "a weak symbol is GPL-only, the licence is not",
         first(info("license", "Proprietary"),
               lambda m: m.add_symbol("find_module", UNDEF, 0, WEAK)))
accepted("symbol-got", "_GLOBAL_OFFSET_TABLE_ is undefined",
         lambda m: m.add_symbol("_GLOBAL_OFFSET_TABLE_"))
accepted("symbol-lto", "GCC's mark of slim LTO is common",
         lambda m: m.add_symbol("__gnu_lto_slim", COMMON, 1))
accepted("symbol-twice", "two symbols have one name",
         lambda m: m.add_symbol("good_sum", m[".data"], 0, GLOBAL, OBJECT))
accepted("symbol-many", "5000 symbols more",
         lambda m: [m.add_symbol(f"many_{i}", m[".bss"], i % 4096, LOCAL)
                    for i in range(5000)])
accepted("string-many", "100 kB more of symbol names",
         lambda m: [m.add_symbol(f"{i:01000}", m[".data"], 0, LOCAL)
                    for i in range(100)])
accepted("export-data", "an export is a variable",
         lambda m: export(m, b"good_number", m.symbol("number")))
accepted("export-end", "an export is the label behind the last byte",
         lambda m: export(m, b"good_end", m.add_symbol(
             "end", m[".bss"], m[".bss"].size)))
accepted("exports-many", "300 exports",
         lambda m: [export(m, b"good_%d" % i) for i in range(300)])
accepted("param-init", "a variable that nobody sees lies in .init.data",
         lambda m: (m.point("__param", parameter(m, "number") + PARAM_ARG,
                            m.symbol("begun")),
                    m["__param"].data.__setitem__(
                        slice(parameter(m, "number") + PARAM_PERM,
                              parameter(m, "number") + PARAM_PERM + 2),
                        b"\0\0")))
accepted("param-unloaded", "__param is not to be loaded",
         section("__param", sh_flags=0))
accepted("args", "each parameter is set",
         lambda m: None,
         args='number=0x10 text="two words" list=1,2,3 word=short square=4')
accepted("args-unknown", "a parameter is unknown", lambda m: None,
         args="nonsense=1 number=2",
         line="good: unknown parameter 'nonsense' ignored")
accepted("args-behind", "text follows --", lambda m: None,
         args="number=2 -- rest of it",
         line="good: parameters 'rest of it' after `--' ignored")
accepted("args-quote", "a quote is not closed", lambda m: None,
         args='text="open to the end number=x')
accepted("args-charp-1024", "a string has 1024 characters", lambda m: None,
         args="text=" + "x" * 1024)


# ---- Names that overlap: a file of a few MB, and a sum of many GB ---------------


def overlap_section_names(m: Module) -> None:
    """65,000 loaded sections have one name of 66,100 characters."""
    last = m.sections.index(m.symtab)
    one = m.add("x" * 66_100, PROGBITS, ALLOC)
    at = 1 + sum(len(s.name) + 1 for s in m.sections[:last])
    more = replace(one, name="", put={"sh_name": at})
    m.sections[last + 1:last + 1] = [more] * 65_000


refused("start.memory", "section-names", "names of sections add up to 4 GiB",
        overlap_section_names, errno="ENOMEM", host=False)
