# SPDX-License-Identifier: MIT
"""The cases' files on disk, and modplan's verdicts on them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cases import CASES, Case
from elf import NAME_AT, NAME_LENGTH, Module


@dataclass(frozen=True)
class File:
    """A case's file, and the name that the module would have."""

    case: Case
    path: Path
    module: str


def write_files(good: bytes, folder: Path) -> list[File]:
    """Writes every case's file into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.ko"):
        old.unlink()
    files = []
    for case in CASES:
        m = Module(good)
        case.edit(m)
        path = folder / f"{case.name}.ko"
        path.write_bytes(m.write())
        name = bytes(m.this_module[NAME_AT:NAME_AT + NAME_LENGTH])
        files.append(File(case, path,
                          name.split(b"\0")[0].decode("latin-1")))
    return files


def verdicts(modplan: Path, symvers: Path, files: list[File],
             ) -> dict[str, dict]:
    """What modplan says of each file, by the case's name.

    One run takes them all; where it dies, the file that killed it has no
    verdict, and another run goes on behind it.
    """
    found: dict[str, dict] = {}
    left = files
    while left:
        done = subprocess.run(
            [modplan, "--json", "--symvers", symvers, *(f.path for f in left)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            errors="replace", check=False, timeout=300)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        for file, verdict in zip(left, said):
            found[file.case.name] = verdict
        if len(said) < len(left):
            found[left[len(said)].case.name] = {
                "verdict": f"modplan died with status {done.returncode}"}
        left = left[len(said) + 1:]
    return found
