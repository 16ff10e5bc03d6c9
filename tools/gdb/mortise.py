# SPDX-License-Identifier: MIT
"""Tells gdb of Mortise's modules: for gdb's own Python, not a program.

    (gdb) source tools/gdb/mortise.py

The kernel calls module_debug_loaded(mod) when a module has its place in
memory and none of its code has run yet, and module_debug_unloaded(mod) when it
is about to go. A breakpoint on each adds and removes the module's symbols, so
`break hello_init` may be said before hello is loaded. The command `modules`
lists the modules that are loaded, and adds the symbols of those that were
loaded before gdb came.

MORTISE_MODULES in the environment lists the folders, divided by colons, in
which the .ko files are; the first that has one is taken. It writes nothing to
the guest's memory.
"""

import os
from pathlib import Path
from typing import NamedTuple

import gdb


class Section(NamedTuple):
    """A section of a loaded module, as the kernel has placed it."""

    name: str
    address: int
    size: int

    def overlaps(self, other: "Section") -> bool:
        return (self.address < other.address + other.size
                and other.address < self.address + self.size)


class Loaded(NamedTuple):
    """A module whose symbols gdb has been given."""

    name: str
    path: Path
    sections: list[Section]


# What gdb has been given, by the address of the module's struct module.
loaded: dict[int, Loaded] = {}


def module_at(address: int) -> gdb.Value:
    pointer = gdb.lookup_type("struct module").pointer()
    return gdb.Value(address).cast(pointer).dereference()


def sections_of(module: gdb.Value) -> list[Section]:
    holds = module["holds"]
    records = holds["sections"]
    return [Section(records[i]["name"].string(), int(records[i]["address"]),
                    int(records[i]["size"]))
            for i in range(int(holds["section_count"]))]


def file_of(name: str) -> Path | None:
    """The .ko of a module: in file names '-' may stand for '_'."""
    for folder in os.environ.get("MORTISE_MODULES", "").split(":"):
        for path in sorted(Path(folder).rglob("*.ko")) if folder else ():
            if path.stem.replace("-", "_") == name:
                return path
    return None


def add_symbols(path: Path, sections: list[Section]) -> None:
    places = " ".join(f"-s {s.name} {s.address:#x}" for s in sections)
    gdb.execute(f"add-symbol-file '{path}' {places}", to_string=True)


def remove_symbols(entry: Loaded) -> None:
    inside = next(s.address for s in entry.sections if s.size)
    gdb.execute(f"remove-symbol-file -a {inside:#x}", to_string=True)


def yield_place(sections: list[Section]) -> None:
    """Takes from the modules that gdb knows what now is another's: the memory
    of their init parts, which was freed when their init had returned."""
    for key, entry in list(loaded.items()):
        rest = [old for old in entry.sections
                if not any(old.overlaps(new) for new in sections)]
        if len(rest) == len(entry.sections):
            continue
        remove_symbols(entry)
        loaded[key] = entry._replace(sections=rest)
        add_symbols(entry.path, rest)


def on_loaded(address: int) -> None:
    if address in loaded:
        return
    module = module_at(address)
    name = module["name"].string()
    sections = sections_of(module)
    path = file_of(name)
    yield_place(sections)
    if path is None:
        gdb.write(f"mortise: no {name}.ko in MORTISE_MODULES; "
                  "its symbols are unknown\n")
        return
    add_symbols(path, sections)
    loaded[address] = Loaded(name, path, sections)
    gdb.write(f"mortise: {name}: symbols added from {path}\n")


def on_unloaded(address: int) -> None:
    entry = loaded.pop(address, None)
    if entry is not None:
        remove_symbols(entry)
        gdb.write(f"mortise: {entry.name}: symbols removed\n")


class Hook(gdb.Breakpoint):
    """Stops at one of the kernel's hooks, acts, and lets the guest go on.

    At the first instruction the argument is in eax, as the kernel's calling
    convention (regparm 3) has it, whatever the compiler."""

    def __init__(self, function: str, action) -> None:
        super().__init__(f"*{function}", internal=True)
        self.silent = True
        self.action = action

    def stop(self) -> bool:
        try:
            self.action(int(gdb.parse_and_eval("(unsigned int)$eax")))
        except gdb.error as problem:
            gdb.write(f"mortise: {problem}\n", gdb.STDERR)
        return False


class Modules(gdb.Command):
    """List the modules that are loaded, with text address and file."""

    def __init__(self) -> None:
        super().__init__("modules", gdb.COMMAND_STATUS)

    def invoke(self, argument: str, from_tty: bool) -> None:
        gdb.write(f"{'Text':<12}{'Module':<24}File\n")
        for address in loaded_modules():
            on_loaded(address)
            module = module_at(address)
            entry = loaded.get(address)
            gdb.write(f"{int(module['mem'][0]['base']):<#12x}"
                      f"{module['name'].string():<24}"
                      f"{entry.path if entry else '-'}\n")


def loaded_modules() -> list[int]:
    """The kernel's list of modules: addresses of struct module."""
    head = gdb.parse_and_eval("&modules")
    member = next(f for f in gdb.lookup_type("struct module").fields()
                  if f.name == "list")
    addresses = []
    node = head["next"]
    while node != head:
        addresses.append(int(node) - member.bitpos // 8)
        node = node["next"]
    return addresses


gdb.execute("set breakpoint pending on")
gdb.execute(f"directory {Path(__file__).resolve().parents[2]}", to_string=True)
Hook("module_debug_loaded", on_loaded)
Hook("module_debug_unloaded", on_unloaded)
Modules()
