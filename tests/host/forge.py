# SPDX-License-Identifier: MIT
"""Signed messages made by hand, so that they may be wrong in one place.

DER, the SignedData of CMS, the block of PKCS #1 v1.5; keys by OpenSSL.
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

MARKER = b"~Module signature appended~\n"
SEQUENCE, SET, INTEGER, BITS, OCTETS, NULL, OID = 48, 49, 2, 3, 4, 5, 6
NO_PARAMETERS = bytes([NULL, 0])
SIGNED_DATA, DATA = "1.2.840.113549.1.7.2", "1.2.840.113549.1.7.1"
RSA = "1.2.840.113549.1.1.1"
HASHES = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26",
          "sha224": "2.16.840.1.101.3.4.2.4",
          "sha256": "2.16.840.1.101.3.4.2.1",
          "sha384": "2.16.840.1.101.3.4.2.2",
          "sha512": "2.16.840.1.101.3.4.2.3"}


def tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(length)]) + length + content


def integer(value: int) -> bytes:
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big",
                                       signed=True))


def oid(text: str) -> bytes:
    numbers = [int(n) for n in text.split(".")]
    out = bytearray()
    for n in [numbers[0] * 40 + numbers[1], *numbers[2:]]:
        part = [n & 127]
        while n := n >> 7:
            part.append(n & 127 | 128)
        out += bytes(reversed(part))
    return tlv(OID, bytes(out))


def algorithm(name: str, parameters: bytes = NO_PARAMETERS) -> bytes:
    return tlv(SEQUENCE, oid(name), parameters)


def items(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """(tag, content, whole) of values one behind the other."""
    found = []
    while data:
        size, head = data[1], 2
        if size >= 128:
            head = 2 + size - 128
            size = int.from_bytes(data[2:head], "big")
        found.append((data[0], data[head:head + size], data[:head + size]))
        data = data[head + size:]
    return found


# ---- Keys ---------------------------------------------------------------------

def openssl(*words: str, data: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *words], input=data, check=True,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE).stdout


@dataclass(frozen=True)
class Key:
    """A private key and its certificate, in PEM and in DER."""

    pem: Path
    cert: Path
    der: Path

    def numbers(self) -> tuple[int, int, int]:
        """n, e and d of an RSA key."""
        data = openssl("rsa", "-in", str(self.pem), "-traditional",
                       "-outform", "DER")
        parts = [int.from_bytes(content, "big")
                 for _, content, _ in items(items(data)[0][1])]
        return parts[1], parts[2], parts[3]

    def identity(self) -> bytes:
        """IssuerAndSerialNumber."""
        tbs = items(items(items(self.der.read_bytes())[0][1])[0][1])
        return tlv(SEQUENCE, tbs[3][2], tbs[1][2])


def make_key(folder: Path, name: str, kind: str = "rsa:2048",
             issuer: Key | None = None, ca: bool = False,
             options: tuple[str, ...] = (), hash_name: str = "sha256",
             extensions: tuple[str, ...] = ()) -> Key:
    """Makes a key that is not there yet."""
    key = Key(folder / f"{name}.pem", folder / f"{name}.crt",
              folder / f"{name}.der")
    if key.der.exists():
        return key
    folder.mkdir(parents=True, exist_ok=True)
    how = (["-newkey", kind] if kind.startswith("rsa") else
           ["-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{kind}"])
    config = folder / f"{name}.cnf"
    config.write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=v3\n"
        f"[dn]\nCN=Test key {name}\n[v3]\n"
        f"basicConstraints=critical,CA:{'TRUE' if ca else 'FALSE'}\n"
        "subjectKeyIdentifier=hash\n" + "".join(f"{e}\n" for e in extensions))
    common = ["req", "-batch", "-nodes", "-config", str(config), *how,
              *options, "-keyout", str(key.pem)]
    if issuer is None:
        openssl(*common, "-x509", "-days", "36500", "-out", str(key.cert))
    else:
        request = openssl(*common, "-new")
        openssl("x509", "-req", "-days", "36500", "-CA", str(issuer.cert),
                "-CAkey", str(issuer.pem), "-set_serial",
                str(int.from_bytes(hashlib.sha1(name.encode()).digest()[:8],
                                   "big")),
                f"-{hash_name}", "-extfile", str(config), "-extensions", "v3",
                "-out", str(key.cert), data=request)
    openssl("x509", "-in", str(key.cert), "-outform", "DER", "-out",
            str(key.der))
    return key


# ---- Signatures -----------------------------------------------------------------

def digest_info(hash_name: str, data: bytes,
                parameters: bytes = NO_PARAMETERS) -> bytes:
    digest = hashlib.new(hash_name, data).digest()
    return tlv(SEQUENCE, algorithm(HASHES[hash_name], parameters),
               tlv(OCTETS, digest))


def block(info: bytes, size: int) -> bytes:
    """00 01 ff ... ff 00 info."""
    return b"\0\1" + b"\xff" * (size - 3 - len(info)) + b"\0" + info


def raw_sign(key: Key, em: bytes) -> bytes:
    """The block to the private exponent, whatever it is."""
    n, _, d = key.numbers()
    size = (n.bit_length() + 7) // 8
    return pow(int.from_bytes(em, "big"), d, n).to_bytes(size, "big")


def pkcs1(key: Key, data: bytes, hash_name: str = "sha256") -> bytes:
    size = (key.numbers()[0].bit_length() + 7) // 8
    return raw_sign(key, block(digest_info(hash_name, data), size))


@dataclass
class Message:
    """SignedData with one signer, part by part."""

    identity: bytes
    signature: bytes
    hash_oid: str = HASHES["sha256"]
    announced: list[str] | None = None
    version: bytes = field(default_factory=lambda: integer(1))
    signer_version: bytes = field(default_factory=lambda: integer(1))
    type: str = SIGNED_DATA
    content_type: str = DATA
    content: bytes = b""
    key_type: bytes = field(default_factory=lambda: algorithm(RSA))
    attributes: bytes = b""
    behind_content: bytes = b""
    signers: list[bytes] | None = None
    end: bytes = b""

    def signer(self) -> bytes:
        return tlv(SEQUENCE, self.signer_version, self.identity,
                   algorithm(self.hash_oid), self.attributes, self.key_type,
                   tlv(OCTETS, self.signature))

    def signed_data(self) -> bytes:
        hashes = ([self.hash_oid] if self.announced is None else
                  self.announced)
        signers = [self.signer()] if self.signers is None else self.signers
        return tlv(SEQUENCE, self.version,
                   tlv(SET, *map(algorithm, hashes)),
                   tlv(SEQUENCE, oid(self.content_type), self.content),
                   self.behind_content, tlv(SET, *signers))

    def pack(self) -> bytes:
        return tlv(SEQUENCE, oid(self.type),
                   tlv(0xa0, self.signed_data())) + self.end


def append(data: bytes, message: bytes, *, id_type: int = 2,
           length: int | None = None, field_at: int = 0,
           field_value: int = 0) -> bytes:
    """The file with its signature, Linux's way."""
    info = bytearray(struct.pack(
        ">5B3xI", 0, 0, id_type, 0, 0,
        len(message) if length is None else length))
    info[field_at] |= field_value
    return data + message + bytes(info) + MARKER


def cube_root_above(value: int) -> int:
    """The least number whose cube is not below the value."""
    low, high = 0, 1 << (value.bit_length() // 3 + 2)
    while low < high:
        middle = (low + high) // 2
        if middle ** 3 < value:
            low = middle + 1
        else:
            high = middle
    return low
