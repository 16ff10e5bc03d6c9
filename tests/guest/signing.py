# SPDX-License-Identifier: MIT
"""Keys and signatures for tests, by OpenSSL and by what the project ships.

The kernel `keys` (lab.py) trusts, beside its build's own key, a certificate
authority, and keys of other kinds.
"""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/host"))

from forge import Key, make_key, openssl  # noqa: E402, F401

FOLDER: list[Path] = []


def trusted_keys(out: Path) -> list[Key]:
    """The authority, and a key on each curve."""
    FOLDER[:] = [out / "tests/keys"]
    return [course_key("ca"), course_key("p256"), course_key("p384")]


@functools.cache
def course_key(name: str) -> Key:
    """ca, p256, p384; leaf, of the authority; wrong, of a key that is none;
    stranger."""
    folder = FOLDER[0]
    if name == "ca":
        return make_key(folder, name, ca=True)
    if name in ("p256", "p384"):
        return make_key(folder, name, name.replace("p", "P-"))
    issuer = {"leaf": "ca", "wrong": "p256"}.get(name)
    return make_key(folder, name, issuer=course_key(issuer) if issuer else None)


def run_tool(tool: str, data: bytes, *words: str | Path) -> bytes:
    """The file, after a tool has changed it in place."""
    with tempfile.NamedTemporaryFile(suffix=".ko") as file:
        file.write(data)
        file.flush()
        subprocess.run([*([tool] if "/" not in tool else [TOP / tool]), *words,
                        file.name], check=True)
        return Path(file.name).read_bytes()


def sign(data: bytes, key: Key, hash_name: str = "sha256",
         *options: str) -> bytes:
    return run_tool("tools/sign-file", data, *options, hash_name, key.pem,
                    key.cert)


def sign_elf(data: bytes, key: Key) -> bytes:
    return run_tool("tools/sign-elf", data, "sha256", key.pem, key.cert)


def build_key(folder: Path) -> Key:
    """The key of a build, in its folder of keys."""
    return Key(folder / "signing_key.pem", folder / "signing_key.pem",
               folder / "signing_key.x509")


def cms(data: bytes, key: Key, *options: str) -> bytes:
    """By OpenSSL alone, as docs/signing.md tells."""
    return openssl("cms", "-sign", "-binary", "-md", "sha256", "-outform",
                   "DER", "-signer", str(key.cert), "-inkey", str(key.pem),
                   *options, data=data)
