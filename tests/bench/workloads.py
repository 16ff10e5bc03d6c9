#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes what the benchmark loads.

usage: workloads.py sources FOLDER         C sources and their Kbuild
       workloads.py files FOLDER HELLO.ko  modules without a compiler
       workloads.py sign FOLDER KEY CERT   signatures over those called signed_

The sources become modules as a course's own would, by make M=FOLDER; they
have exactly as many relocations in what is loaded as their names say. The
files are those that a compiler would take too long for, or would not make;
HELLO.ko tells the version magic and the versions of exports. A file that would not change isn't written.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

from elf import SHF_ALLOC, SHF_EXECINSTR, CODE, Module, Target

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "host"))

from forge import make_key, openssl  # noqa: E402

RELOCATIONS = (111, 1011, 10047, 100407)
EXPORTS = (100, 1000)
DECADES = (100, 1_000, 10_000, 100_000)
LOOKUPS = (100, 10_000, 100_000)
SECTIONS = 60_000
SYMBOLS = 100_000
CHAIN = 1000
MISSING = 100
IMPORTS = 100_000
VERSIONS = (10, 10_000)

# A module's bytes when it is signed, and the hash: 10.7 kB and SHA-256 are what
# Linux was measured with, SHA-512 is what `make` signs with.
SIGNED = {f"signed_{name}_{hash_name}": (size, hash_name)
          for name, size in (("10k", 10_700), ("100k", 100_000),
                             ("1m", 1_000_000))
          for hash_name in ("sha256", "sha512")}

KEYS = {"rsa2048": "rsa:2048", "rsa4096": "rsa:4096", "p256": "P-256",
        "p384": "P-384"}
SIGNED_DATA = b"bench"

MODULE = """\
#include <linux/module.h>

static int __init start(void)
{
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
"""

# Text and data as compilers make them: a counter, a call, a table of pointers.
RELOCATED = """
int counter, callee(void);

asm("	.text					\\n"
    "	.globl callee				\\n"
    "callee:					\\n"
    "	.rept {text}				\\n"
    "	addl $1, counter			\\n"
    "	call callee				\\n"
    "	.endr					\\n"
    "	ret					\\n"
    "	.data					\\n"
    "	.rept {data}				\\n"
    "	.long callee				\\n"
    "	.endr					\\n"
    "	.text					\\n");
"""


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def relocated_source(count: int) -> str:
    """Two relocations are struct module's: init and exit."""
    text = (count - 2) // 3
    return MODULE + RELOCATED.format(text=text, data=count - 2 - 2 * text)


def exporting_source(count: int) -> str:
    return MODULE + "".join(
        f"\nint bench{count}_{i:04}(int n)\n{{\n\treturn n + {i};\n}}\n"
        f"EXPORT_SYMBOL(bench{count}_{i:04});\n" for i in range(count))


def make_sources(folder: Path) -> None:
    names = []
    for prefix, counts, source in (("relocs", RELOCATIONS, relocated_source),
                                   ("exports", EXPORTS, exporting_source)):
        for count in counts:
            names.append(f"{prefix}_{count}")
            write(folder / f"{names[-1]}.c", source(count).encode())
    # Without debug information, as distributions ship their modules.
    write(folder / "Kbuild", ("ccflags-y := -g0\n" + "".join(
        f"obj-m += {name}.o\n" for name in names)).encode())


def words(name: str, target: Target, count: int, symbols: int) -> Module:
    """@count relocated words of data, against @symbols symbols in turn."""
    m = Module(name, target)
    numbers = [m.add_symbol(f"word_{i:06}", m.data, 4 * i)
               for i in range(symbols)]
    m.sections[m.data].data += bytes(4 * count)
    for i in range(count):
        m.relocate(m.data, 4 * i, numbers[i % symbols])
    return m


def exports(name: str, target: Target, count: int) -> Module:
    m = Module(name, target)
    m.add_exports([f"sym_{i:06}" for i in range(count)])
    return m


def many_sections(name: str, target: Target, count: int) -> Module:
    """As of -ffunction-sections: a section and a symbol each."""
    m = Module(name, target)
    for i in range(count):
        section = m.add_section(f".text.f{i}", SHF_ALLOC | SHF_EXECINSTR,
                                CODE, 16)
        m.add_symbol(f"f{i}", section, 0)
    return m


def link_of_chain(name: str, target: Target, number: int) -> Module:
    m = Module(f"{name}_{number:04}", target)
    m.add_exports([f"{name}_sym_{number:04}"])
    if number:
        m.sections[m.data].data += bytes(4)
        m.relocate(m.data, 4, m.add_undefined(f"{name}_sym_{number - 1:04}"))
    return m


def asks_in_vain(name: str, target: Target, count: int) -> Module:
    """Every name that it asks for is nearly one that the kernel exports."""
    m = Module(name, target)
    m.sections[m.data].data += bytes(4 * count)
    for i in range(count):
        m.relocate(m.data, 4 * i, m.add_undefined(f"kmalloc_{i:04}"))
    return m


def imports(name: str, target: Target, count: int) -> Module:
    """IMPORTS times the same import, the last of @count versions."""
    m = Module(name, target)
    m.versions += [(f"unused_{i}", i) for i in range(count - 2)]
    m.versions.append(("_printk", target.versions["_printk"]))
    for _ in range(IMPORTS):
        m.add_undefined("_printk", None)
    return m


def of_size(name: str, target: Target, size: int) -> Module:
    """A module whose file has that many bytes, the rest of it data."""
    empty = len(Module(name, target).pack())
    m = Module(name, target)
    m.sections[m.data].data += bytes((size - empty) // 4 * 4)
    return m


def target_of(module: Path) -> Target:
    """What a module that was built tells of its kernel."""
    data = module.read_bytes()
    start = data.index(b"vermagic=") + len(b"vermagic=")
    at = data.index(b"module_layout\0" + bytes(46)) - 4
    versions = {}
    while data[at + 63] == 0 and data[at + 4] > 32:
        crc, entry = struct.unpack_from("<I60s", data, at)
        versions[entry.rstrip(b"\0").decode()] = crc
        at += 64
    return Target(data[start:data.index(b"\0", start)].decode(), versions)


def make_files(folder: Path, hello: Path) -> None:
    target = target_of(hello)
    made = {}
    for n in DECADES:
        made[f"words_{n}_few"] = words(f"words_{n}_few", target, n, 1)
        made[f"words_{n}_many"] = words(f"words_{n}_many", target, n, n)
    for n in LOOKUPS:
        made[f"lookup_{n}"] = exports(f"lookup_{n}", target, n)
    made["sections"] = many_sections("sections", target, SECTIONS)
    made["symbols"] = words("symbols", target, 1, SYMBOLS)
    for n in VERSIONS:
        made[f"imports_{n}"] = imports(f"imports_{n}", target, n)
    made["missing"] = asks_in_vain("missing", target, MISSING)
    for name, (size, _) in SIGNED.items():
        write(folder / "unsigned" / f"{name}.ko",
              of_size(name, target, size).pack())
    for i in range(CHAIN):
        made[f"chain_{i:04}"] = link_of_chain("chain", target, i)
    for name, module in made.items():
        write(folder / f"{name}.ko", module.pack())


def sign_files(folder: Path, key: Path, cert: Path) -> None:
    """Modules by the build's key, and a message by a key of each kind."""
    tool = Path(__file__).resolve().parents[2] / "tools/sign-file"
    for name, (_, hash_name) in SIGNED.items():
        subprocess.run([tool, hash_name, key, cert,
                        folder / "unsigned" / f"{name}.ko",
                        folder / f"{name}.ko"], check=True)
    for name, kind in KEYS.items():
        made = make_key(folder / "keys", name, kind)
        write(folder / f"{name}.der", made.der.read_bytes())
        write(folder / f"{name}.p7s", openssl(
            "cms", "-sign", "-binary", "-noattr", "-nocerts", "-md", "sha256",
            "-outform", "DER", "-signer", str(made.cert), "-inkey",
            str(made.pem), data=SIGNED_DATA))


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1] == "sources":
        make_sources(Path(sys.argv[2]))
    elif len(sys.argv) == 4 and sys.argv[1] == "files":
        make_files(Path(sys.argv[2]), Path(sys.argv[3]))
    elif len(sys.argv) == 5 and sys.argv[1] == "sign":
        sign_files(*map(Path, sys.argv[2:]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
