# SPDX-License-Identifier: MIT
"""Keys and signatures for tests, by OpenSSL and by what the project ships.

The kernel `keys` (lab.py) trusts, beside its build's own key, a certificate
authority, and keys of other kinds.
"""

from __future__ import annotations

import functools
import hashlib
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/host"))

from forge import Key, items, make_key, openssl  # noqa: E402, F401

FOLDER: list[Path] = []
FETCHING = threading.Lock()


def trusted_keys(out: Path) -> list[Key]:
    """The authority, a key on each curve, and two that are revoked."""
    FOLDER[:] = [out / "tests/keys"]
    return [course_key(name) for name in ("ca", "p256", "p384", "revokedkey",
                                          "revokedcert")]


def key_id(name: str) -> str:
    """The subject key identifier, in hexadecimal."""
    text = openssl("x509", "-in", str(course_key(name).cert), "-noout", "-ext",
                   "subjectKeyIdentifier").decode().split("\n")[1]
    return text.strip().replace(":", "").lower()


def tbs_digest(name: str) -> str:
    """The digest of what the certificate's issuer has signed."""
    data = course_key(name).der.read_bytes()
    return hashlib.sha256(items(items(data)[0][1])[0][2]).hexdigest()


BAD_FILE = b"known to be bad"


def revoked_list() -> Path:
    """What the kernel `keys` is built to refuse: REVOKED=."""
    path = FOLDER[0] / "revoked"
    path.write_text(f"key:{key_id('revokedkey')}\n"
                    f"tbs:{tbs_digest('revokedcert')}\n"
                    f"bin:{hashlib.sha256(BAD_FILE).hexdigest()}\n")
    return path


@functools.cache
def course_key(name: str) -> Key:
    """ca, p256, p384; leaf, second, gone, spent, of the authority; middle,
    an authority of the authority's, and its chained; wrong, of a key that is
    no authority; stranger; revokedkey, revokedcert."""
    folder = FOLDER[0]
    if name == "ca":
        return make_key(folder, name, ca=True)
    if name in ("p256", "p384"):
        return make_key(folder, name, name.replace("p", "P-"))
    issuer = {"leaf": "ca", "second": "ca", "gone": "ca", "spent": "ca",
              "middle": "ca", "chained": "middle", "wrong": "p256",
              "wrongchain": "leaf"}.get(name)
    return make_key(folder, name, issuer=course_key(issuer) if issuer else
                    None, ca=name == "middle")


def run_tool(tool: str | Path, data: bytes, *words: str | Path) -> bytes:
    """The file, after a tool has changed it in place."""
    with tempfile.NamedTemporaryFile(suffix=".ko") as file:
        file.write(data)
        file.flush()
        subprocess.run([TOP / tool if "/" in str(tool) else tool, *words,
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


LINUX_KBUILD = ("linux-kbuild-6.1=6.1.176-1", "667d2e1e94047031c3bcefa4bb67c252"
                "0bbc3cc1cce0aa592e67b108dbbead03")


@functools.cache
def linux_sign_file() -> Path:
    """Linux's own scripts/sign-file, of Debian's package."""
    root = FOLDER[0].parent / "linux-kbuild"
    return fetch_debian(root, "amd64", *LINUX_KBUILD) \
        / "usr/lib/linux-kbuild-6.1/scripts/sign-file"


def fetch_debian(root: Path, arch: str, package: str, digest: str) -> Path:
    """Unpacks a package of Debian's below a folder, and returns where."""
    with FETCHING:  # boots are made at the same time
        path = subprocess.run(
            [TOP / "tools/fetch-debian", root, arch, package, digest],
            check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        subprocess.run(["dpkg-deb", "-x", path, root / "root"], check=True)
    return root / "root"
