#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The kernel's code for signatures on this machine, by tests/host/signcheck.

usage: test_signatures.py --out DIR --signcheck PROGRAM    TAP
       test_signatures.py --out DIR --seeds DIR            a fuzzer's corpus

Good signatures by OpenSSL, by tools/sign-file and by hand; then what the
literature knows of PKCS #1 v1.5 forgeries (Bleichenbacher 2006 and its kin), of
BER taken for DER, and of certificates that should not be keys. Each file is
written to DIR/files, under its test's name.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

sys.dont_write_bytecode = True
from forge import (BITS, HASHES, INTEGER, OCTETS, OID,  # noqa: E402
                   SEQUENCE, Key, Message, algorithm, append, block,
                   cube_root_above, digest_info, integer, items, make_key,
                   oid, openssl, pkcs1, raw_sign, tlv)

TOP = Path(__file__).resolve().parents[2]
DATA = bytes(range(256)) + b"the file that is signed" * 15
P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


@dataclass
class Keys:
    """Keys to sign with; all but the stranger are trusted."""

    rsa: Key
    three: Key  # its exponent is 3
    large: Key
    p256: Key
    p384: Key
    ca: Key
    stranger: Key

    @classmethod
    def make(cls, folder: Path) -> "Keys":
        return cls(make_key(folder, "rsa"),
                   make_key(folder, "three", options=(
                       "-pkeyopt", "rsa_keygen_pubexp:3")),
                   make_key(folder, "large", "rsa:4096"),
                   make_key(folder, "p256", "P-256"),
                   make_key(folder, "p384", "P-384"),
                   make_key(folder, "ca", ca=True),
                   make_key(folder, "stranger"))

    def trusted(self) -> list[Key]:
        return [self.rsa, self.three, self.large, self.p256, self.p384,
                self.ca]


def cms(key: Key, *options: str, hash_name: str = "sha256") -> bytes:
    """What docs/signing.md tells to do by hand."""
    return openssl("cms", "-sign", "-binary", "-md", hash_name, "-outform",
                   "DER", "-signer", str(key.cert), "-inkey", str(key.pem),
                   *options, data=DATA)


def sign_file(folder: Path, key: Key, *options: str,
              hash_name: str = "sha256") -> bytes:
    path = folder / "to-sign"
    path.write_bytes(DATA)
    subprocess.run([TOP / "tools/sign-file", *options, hash_name, key.pem,
                    key.der, path], check=True)
    return path.read_bytes()


QUIET = ("-noattr", "-nocerts")
Files = dict[str, tuple[bytes, str]]  # by name: the file, the word expected


def good_files(k: Keys, folder: Path) -> Files:
    files: Files = {}
    for name in ("sha224", "sha256", "sha384", "sha512"):
        files[f"good sign-file {name}"] = (
            sign_file(folder, k.rsa, hash_name=name), "good")
    for name in ("large", "three", "p256", "p384"):
        files[f"good openssl {name}"] = (
            append(DATA, cms(getattr(k, name), *QUIET)), "good")
    files["good key id"] = sign_file(folder, k.rsa, "-k"), "good"
    files["good with its certificate"] = (
        append(DATA, cms(k.rsa, "-noattr")), "good")
    files["good by hand"] = append(DATA, message(k).pack()), "good"
    two = message(k)
    other = replace(two, identity=k.stranger.identity(),
                    signature=pkcs1(k.stranger, DATA))
    two.signers = [other.signer(), two.signer()]
    files["good with a stranger first"] = append(DATA, two.pack()), "good"
    return files


def chain_files(k: Keys, folder: Path) -> Files:
    """Certificates in the message, from the signer's to the authority's."""
    middle = make_key(folder, "chain-middle", issuer=k.ca, ca=True)
    leaf = make_key(folder, "chain-leaf", issuer=middle)
    below = make_key(folder, "chain-below", issuer=leaf)
    long = [middle]
    for n in range(4):
        long.append(make_key(folder, f"chain-{n}", "P-256", long[-1], ca=True))

    def signed(key: Key, *others: Key) -> bytes:
        path = folder / "chain.crt"
        path.write_bytes(b"".join(o.cert.read_bytes() for o in others))
        more = ("-certfile", str(path)) if others else ()
        return append(DATA, cms(key, "-noattr", *more))

    good = signed(leaf, middle)
    return {
        "chain good": (good, "good"),
        "chain of one": (signed(middle), "good"),
        "chain in any order": (signed(leaf, k.stranger, k.ca, middle), "good"),
        "chain of four": (signed(long[3], *long[:3]), "good"),
        "chain of five": (signed(long[4], *long[:4]), "no_key"),
        "chain without its middle": (signed(leaf), "no_key"),
        "chain through CA:FALSE": (signed(below, leaf, middle), "no_key"),
        "chain of a stranger": (signed(k.stranger, middle), "no_key"),
        "chain changed": (b"x" + good[1:], "mismatch"),
        "chain, certificate changed": (good.replace(
            b"Test key chain-middle", b"Test key chain-muddle"), "no_key"),
    }


def message(k: Keys, **changes) -> Message:
    m = Message(k.rsa.identity(), pkcs1(k.rsa, DATA))
    return replace(m, **changes)


def unsigned_files(k: Keys, folder: Path) -> Files:
    whole = sign_file(folder, k.rsa)
    return {
        "none empty": (b"", "none"),
        "none plain": (DATA, "none"),
        "none byte behind": (whole + b"\n", "none"),
        "none marker alone": (whole[-28:], "none"),
        "no key": (sign_file(folder, k.stranger), "no_key"),
        "no key by id": (sign_file(folder, k.stranger, "-k"), "no_key"),
        "sha1": (sign_file(folder, k.rsa, hash_name="sha1"), "unsupported"),
        "md5": (append(DATA, message(k, hash_oid=HASHES["md5"]).pack()),
                "unsupported"),
        "dsa": (append(DATA, message(k, key_type=algorithm(
            "1.2.840.10040.4.1")).pack()), "unsupported"),
        "changed": (b"x" + whole[1:], "mismatch"),
        "longer": (b"x" + whole, "mismatch"),
        "shorter": (whole[1:], "mismatch"),
    }


def trailer_files(k: Keys) -> Files:
    good = message(k).pack()
    files: Files = {
        "trailer alone": (bytes(12) + b"~Module signature appended~\n",
                          "trailer"),
        "trailer cut": (bytes(5) + b"~Module signature appended~\n",
                        "trailer"),
        "trailer id type": (append(DATA, good, id_type=1), "unsupported"),
        "trailer length 0": (append(DATA, good, length=0), "format"),
        "trailer length whole": (append(b"", good), "trailer"),
        "trailer length beyond": (append(DATA, good, length=0xffffffff),
                                  "trailer"),
        "trailer length short": (append(DATA, good, length=len(good) - 1),
                                 "format"),
        "trailer length long": (append(DATA, good, length=len(good) + 1),
                                "format"),
    }
    for at in (0, 1, 3, 4, 5, 6, 7):
        files[f"trailer field {at}"] = (
            append(DATA, good, field_at=at, field_value=1), "trailer")
    return files


def pkcs1_files(k: Keys) -> Files:
    """RFC 8017, 9.2: all but the one block must be refused."""
    size = 256
    info = digest_info("sha256", DATA)
    digest = hashlib.sha256(DATA).digest()
    long_form = (bytes([SEQUENCE, 0x81, len(info) - 2]) + info[2:])
    blocks = {
        "garbage behind": b"\0\1" + b"\xff" * 8 + b"\0" + info
        + b"x" * (size - 11 - len(info)),
        "zeros behind": block(info, size - 20) + bytes(20),
        "parameters absent": block(digest_info("sha256", DATA, b""), size),
        "parameters octets": block(
            digest_info("sha256", DATA, tlv(OCTETS, b"")), size),
        "parameters null of 1": block(
            digest_info("sha256", DATA, b"\5\1\0"), size),
        "parameters garbage": block(digest_info(
            "sha256", DATA, b"\5\0" + tlv(OCTETS, b"x" * 40)), size),
        "padding short": b"\0\1" + b"\xff" * 7 + b"\0" + info
        + bytes(size - 10 - len(info)),
        "padding none": b"\0\1\0" + info + bytes(size - 3 - len(info)),
        "padding not ff": b"\0\1\xfe" + block(info, size)[3:],
        "padding all zero": b"\0\1" + bytes(size - 2 - len(info)) + info,
        "separator missing": b"\0\1" + b"\xff" * (size - 2 - len(info))
        + info,
        "separator 1": block(info, size).replace(b"\xff\0", b"\xff\1"),
        "type 0": b"\0\0" + block(info, size)[2:],
        "type 2": b"\0\2" + block(info, size)[2:],
        "first byte 1": b"\1\1" + block(info, size)[2:],
        "hash of another name": block(
            tlv(SEQUENCE, algorithm(HASHES["sha384"]), tlv(OCTETS, digest)),
            size),
        "hash longer": block(digest_info("sha512", DATA), size),
        "digest alone": block(digest, size),
        "BER length": block(long_form, size),
        "digest cut": block(info[:-1], size),
        "byte behind the digest": block(info + b"\0", size),
    }
    files: Files = {
        f"pkcs1 {name}": (append(DATA, message(
            k, signature=raw_sign(k.rsa, em)).pack()), "mismatch")
        for name, em in blocks.items()}
    return files | number_files(k)


def number_files(k: Keys) -> Files:
    """The signature as a number: out of range, or in another length."""
    n = k.rsa.numbers()[0]
    data, signature = DATA, pkcs1(k.rsa, DATA)
    while int.from_bytes(signature, "big") + n >= 1 << 2048:
        data += b"."
        signature = pkcs1(k.rsa, data)
    s = int.from_bytes(signature, "big")
    numbers = {"0": bytes(256), "1": (1).to_bytes(256, "big"),
               "n": n.to_bytes(256, "big"), "n-1": (n - 1).to_bytes(256, "big"),
               "s+n": (s + n).to_bytes(256, "big"),
               "n-s": (n - s).to_bytes(256, "big"),
               "all ones": b"\xff" * 256, "empty": b"",
               "zero before": b"\0" + signature, "cut": signature[:-1],
               "zero behind": signature + b"\0", "huge": signature * 4}
    files: Files = {
        f"s = {name}": (append(data, message(k, signature=number).pack()),
                        "mismatch") for name, number in numbers.items()}
    files["s good"] = append(data, message(k, signature=signature).pack()), \
        "good"
    # Without the private key: the cube root of a block with garbage behind.
    head = b"\0\1" + b"\xff" * 8 + b"\0" + digest_info("sha256", DATA)
    root = cube_root_above(int.from_bytes(
        head + bytes(256 - len(head)), "big"))
    assert (root ** 3).to_bytes(256, "big").startswith(head)
    files["pkcs1 low exponent forgery"] = append(DATA, Message(
        k.three.identity(), root.to_bytes(256, "big")).pack()), "mismatch"
    return files


def der_files(k: Keys) -> Files:
    """X.690, chapter 10, and RFC 5652, section 5."""
    m, good = message(k), message(k).pack()
    body = items(good)[0][1]
    deep = b"\5\0"
    for _ in range(5000):
        deep = tlv(SEQUENCE, deep)
    made = {
        "indefinite length": (b"\x30\x80" + body + b"\0\0", "format"),
        "overlong length": (b"\x30\x83\0" + len(body).to_bytes(2, "big")
                            + body, "format"),
        "length of 4 bytes": (b"\x30\x84\0\0" + len(body).to_bytes(2, "big")
                              + body, "format"),
        "length ff": (b"\x30\xff" + body, "format"),
        "length beyond": (b"\x30\x83\xff\xff\xff" + body, "format"),
        "short length in long form": (message(k, version=b"\2\x81\1\1"),
                                      "format"),
        "version 0": (message(k, version=integer(0)), "message"),
        "version 2": (message(k, version=integer(2)), "message"),
        "version 3": (message(k, version=integer(3)), "message"),
        "version negative": (message(k, version=integer(-1)), "format"),
        "version huge": (message(k, version=integer(1 << 4000)), "format"),
        "version with zeros": (message(k, version=b"\2\2\0\1"), "format"),
        "version empty": (message(k, version=b"\2\0"), "format"),
        "version no integer": (message(k, version=b"\4\1\1"), "format"),
        "signer version 2": (message(k, signer_version=integer(2)),
                             "message"),
        "signer version 3": (message(k, signer_version=integer(3)), "format"),
        "another type": (message(k, type="1.2.840.113549.1.7.1"), "message"),
        "content inside": (message(k, content=tlv(0xa0, tlv(
            OCTETS, DATA))), "content"),
        "another content type": (message(
            k, content_type="1.2.840.113549.1.9.16.1.4"), "kind"),
        "signed attributes": (cms(k.rsa, "-nocerts"), "kind"),
        "attributes by hand": (message(k, attributes=tlv(
            0xa0, tlv(SEQUENCE, oid("1.2.3"), tlv(49)))), "kind"),
        "no signer": (message(k, signers=[], announced=[]), "message"),
        "signer twice": (message(k, signers=[m.signer()] * 2), "format"),
        "five signers": (message(k, signers=[
            message(k, identity=tlv(SEQUENCE, tlv(SEQUENCE),
                                    integer(i))).signer()
            for i in range(5)]), "message"),
        "hash not announced": (message(k, announced=[]), "format"),
        "hash announced twice": (message(
            k, announced=[HASHES["sha256"]] * 2), "format"),
        "another announced": (message(k, announced=[HASHES["sha512"]]),
                              "format"),
        "another announced too": (message(k, announced=[
            HASHES["sha256"], HASHES["sha512"]]), "format"),
        "bytes behind": (good + b"\0", "format"),
        "value behind": (good + b"\5\0", "format"),
        "cut": (good[:-1], "format"),
        "empty": (b"", "format"),
        "nested 5000 deep": (deep, "format"),
        "nested inside": (message(k, behind_content=tlv(0xa2, deep)),
                          "format"),
        "tag of many bytes": (b"\x3f\x81" + good[1:], "format"),
        "oid with zeros": (good.replace(oid("1.2.840.113549.1.7.1"), tlv(
            OID, b"\x2a\x80\x86\x48\x86\xf7\x0d\1\7\1")[:11]), "format"),
        "serial with zeros": (message(k, identity=longer_serial(k.rsa)),
                              "format"),
    }
    return {f"der {name}": (append(DATA, what.pack() if isinstance(
        what, Message) else what), word) for name, (what, word)
        in made.items()}


def longer_serial(key: Key) -> bytes:
    (_, content, _), = items(key.identity())
    issuer, serial = items(content)
    return tlv(SEQUENCE, issuer[2], tlv(INTEGER, b"\0\0" + serial[1]))


def ecdsa_files(k: Keys) -> Files:
    message_ = cms(k.p256, *QUIET)
    signer = items(items(items(items(items(message_)[0][1])[1][1])[0][1])
                   [3][1])[0][1]
    signature = items(signer)[-1][1]
    r, s = (int.from_bytes(content, "big")
            for _, content, _ in items(items(signature)[0][1]))
    ecdsa = algorithm("1.2.840.10045.4.3.2", b"")

    def signed(value: bytes, **changes) -> bytes:
        return append(DATA, Message(k.p256.identity(), value, key_type=ecdsa,
                                    **changes).pack())

    def pair(r: int, s: int) -> bytes:
        return signed(tlv(SEQUENCE, integer(r), integer(s)))

    return {
        "ecdsa good": (pair(r, s), "good"),
        "ecdsa r = 0": (pair(0, s), "mismatch"),
        "ecdsa s = 0": (pair(r, 0), "mismatch"),
        "ecdsa both 0": (pair(0, 0), "mismatch"),
        "ecdsa s + n": (pair(r, s + P256_ORDER), "mismatch"),
        "ecdsa r + n": (pair(r + P256_ORDER, s), "mismatch"),
        "ecdsa r = n": (pair(P256_ORDER, s), "mismatch"),
        "ecdsa negative": (pair(-r, s), "mismatch"),
        "ecdsa swapped": (pair(s, r), "mismatch"),
        "ecdsa bytes behind": (signed(signature + b"\0"), "mismatch"),
        "ecdsa zeros before": (signed(tlv(SEQUENCE, tlv(
            INTEGER, b"\0\0" + r.to_bytes(32, "big")), integer(s))),
            "mismatch"),
        "ecdsa three numbers": (signed(tlv(SEQUENCE, integer(r), integer(s),
                                           integer(1))), "mismatch"),
        "ecdsa empty": (signed(b""), "mismatch"),
        "ecdsa raw": (signed(r.to_bytes(32, "big") + s.to_bytes(32, "big")),
                      "mismatch"),
        "ecdsa two hashes": (append(DATA, Message(
            k.p256.identity(), signature, key_type=algorithm(
                "1.2.840.10045.4.3.4", b"")).pack()), "format"),
        "ecdsa key, RSA named": (append(DATA, Message(
            k.p256.identity(), signature).pack()), "mismatch"),
        "rsa key, ecdsa named": (append(DATA, message(
            k, key_type=ecdsa).pack()), "mismatch"),
    }


def elf(room: int, count: int = 1, flags: int = 0,
        size: int | None = None) -> bytearray:
    """An ELF file of nothing but sections for a signature."""
    data = bytearray(52)
    struct.pack_into("<4s3B9xHHIIIIIHHHHHH", data, 0, b"\x7fELF", 1, 1, 1, 1,
                     3, 1, 0, 0, 52 + room, 0, 52, 0, 0, 40, 1 + count, 0)
    data += bytes(room) + bytes(40)
    for _ in range(count):
        data += struct.pack("<10I", 0, 0x6ffffff6, flags, 0, 52,
                            room if size is None else size, 0, 0, 1, 0)
    return data


def section_files(k: Keys) -> Files:
    def put(data: bytearray, key: Key) -> bytes:
        packed = Message(key.identity(), pkcs1(key, bytes(data))).pack()
        data[52:52 + len(packed)] = packed
        return bytes(data)

    good = put(elf(1024), k.rsa)
    return {
        "section good": (good, "good"),
        "section no key": (put(elf(1024), k.stranger), "no_key"),
        "section changed": (good[:7] + b"x" + good[8:], "mismatch"),
        "section byte behind the message": (
            good[:52 + 1023] + b"x" + good[52 + 1024:], "section"),
        "section twice": (put(elf(1024, 2), k.rsa), "section"),
        "section loaded": (put(elf(1024, flags=2), k.rsa), "section"),
        "section beyond": (put(elf(1024, size=0xffffffff), k.rsa), "section"),
        "section empty": (put(elf(1024, size=0), k.rsa), "section"),
        "section of zeros": (bytes(elf(1024)), "format"),
    }


# ---- Certificates ---------------------------------------------------------------

def edit(cert: bytes, key: Key, part: int, new: bytes) -> bytes:
    """A certificate with one part of it changed, signed anew by the key."""
    tbs, algo, _ = items(items(cert)[0][1])
    parts = [whole for _, _, whole in items(tbs[1])]
    parts[part] = new
    body = tlv(SEQUENCE, *parts)
    return tlv(SEQUENCE, body, algo[2],
               tlv(BITS, b"\0" + pkcs1(key, body)))


def certificates(k: Keys, folder: Path) -> dict[str, tuple[bytes, str]]:
    leaf = make_key(folder, "leaf", "P-256", issuer=k.ca).der.read_bytes()
    cut = items(items(leaf)[0][1])

    def made(name: str, kind: str = "P-256", issuer: Key | None = k.ca,
             **more) -> bytes:
        return make_key(folder, name, kind, issuer, **more).der.read_bytes()

    changed = made("leaf-changed")
    return {
        "good": (leaf, "added"),
        "good by RSA": (made("leaf-rsa", "rsa:2048"), "added"),
        "unknown extension": (made("leaf-unknown", extensions=(
            "1.2.3.4=DER:0500",)), "added"),
        "unknown critical extension": (made("leaf-critical", extensions=(
            "1.2.3.4=critical,DER:0500",)), "ENOPKG"),
        "MD5": (made("leaf-md5", hash_name="md5"), "ENOPKG"),
        "SHA-1": (made("leaf-sha1", hash_name="sha1"), "ENOPKG"),
        "RSA of 1024 bits": (made("leaf-weak", "rsa:1024"), "ENOPKG"),
        "RSA of 8192 bits": (edit(leaf, k.ca, 6, tlv(
            SEQUENCE, algorithm("1.2.840.113549.1.1.1"), tlv(
                BITS, b"\0" + tlv(SEQUENCE, integer((1 << 8192) - 1),
                                  integer(65537))))), "ENOPKG"),
        "RSA with e = 1": (edit(leaf, k.ca, 6, tlv(
            SEQUENCE, algorithm("1.2.840.113549.1.1.1"), tlv(
                BITS, b"\0" + tlv(SEQUENCE, integer((1 << 2048) - 1),
                                  integer(1))))), "EBADMSG"),
        "another curve": (made("leaf-curve", "P-521"), "ENOPKG"),
        "version 1": (edit(leaf, k.ca, 0, b""), "EBADMSG"),
        "version 2": (edit(leaf, k.ca, 0, tlv(0xa0, integer(1))), "EBADMSG"),
        "serial negative": (edit(leaf, k.ca, 1, integer(-5)), "EBADMSG"),
        "serial of 21 bytes": (edit(leaf, k.ca, 1, integer(1 << 162)),
                               "EBADMSG"),
        "signed by CA:FALSE": (made("leaf-nonca", issuer=k.rsa),
                               "EKEYREJECTED"),
        "signed by a stranger": (made("leaf-strange", issuer=k.stranger),
                                 "ENOKEY"),
        "signed by itself": (k.stranger.der.read_bytes(), "ENOKEY"),
        "signature changed": (changed[:-1] + bytes([changed[-1] ^ 1]),
                              "EKEYREJECTED"),
        "two algorithms": (tlv(SEQUENCE, cut[0][2], algorithm(
            "1.2.840.113549.1.1.13"), cut[2][2]), "EBADMSG"),
        "bytes behind": (leaf + b"\0", "EBADMSG"),
        "cut": (leaf[:-1], "EBADMSG"),
        "empty": (b"", "EBADMSG"),
        "there already": (k.rsa.der.read_bytes(), "added"),
    }


# ---- Running ----------------------------------------------------------------------

class Suite:
    """Runs signcheck over files, and counts."""

    def __init__(self, program: Path, k: Keys, folder: Path) -> None:
        self.program, self.folder, self.count = program, folder, 0
        self.keys = [w for key in k.trusted()
                     for w in ("--key", str(key.der))]
        folder.mkdir(parents=True, exist_ok=True)

    def words(self, *options: str, paths: list[Path] = []) -> list[str]:
        done = subprocess.run(
            [self.program, *self.keys, *options, *paths], check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = done.stdout.splitlines()
        return lines if not done.returncode else [*lines, "died"]

    def result(self, name: str, found: str, expected: str) -> None:
        self.count += 1
        good = found.split(" ")[0] == expected
        print(f"{'' if good else 'not '}ok {self.count} - {name}", flush=True)
        if not good:
            print(f"# expected {expected}, found: {found}")

    def run(self, files: Files, *options: str, what: str = "") -> None:
        paths = []
        for name, (data, _) in files.items():
            paths.append(self.folder / f"{what}{name}".replace(" ", "-"))
            paths[-1].write_bytes(data)
        lines = self.words(*options, paths=paths)
        lines += ["nothing"] * (len(files) - len(lines))
        for (name, (_, expected)), line in zip(files.items(), lines):
            self.result(f"{what}{name}", line, expected)


def run_revoked(suite: Suite, k: Keys, folder: Path) -> None:
    whole = sign_file(folder, k.rsa)
    tbs = items(items(k.rsa.der.read_bytes())[0][1])[0][2]
    text = openssl("x509", "-in", str(k.rsa.cert), "-noout", "-ext",
                   "subjectKeyIdentifier").decode().split("\n")[1]
    entries = {
        "the file": "bin:" + hashlib.sha256(DATA).hexdigest(),
        "the certificate": "tbs:" + hashlib.sha256(tbs).hexdigest(),
        "the key": "key:" + text.strip().replace(":", "").lower(),
    }
    for name, entry in [*entries.items(), ("another", "bin:" + "00" * 32)]:
        listed = folder / "revoked"
        listed.write_text(f"# a list\n\n{entry}\n")
        suite.run({name: (whole, "good" if name == "another" else "revoked")},
                  "--revoked", str(listed), what="revoked: ")


def run_flips(suite: Suite, files: Files) -> None:
    """No flipped bit is good; with the marker whole, none is unsigned."""
    for name in ("good by hand", "good openssl p256", "section good"):
        data = files[name][0]
        path = suite.folder / "flipped"
        path.write_bytes(data)
        elf = ("--elf",) if name.startswith("section") else ()
        lines = suite.words(*elf, "--flip", str(path))
        counts = {w[0]: [int(n) for n in w[1:]] for w in map(str.split, lines)}
        total = sum(c[0] for c in counts.values() if c)
        bad = "good" in counts or total != len(data) * 8
        if not elf and "none" in counts:
            bad |= counts["none"][1] < len(data) - 28
        suite.result(f"every bit flipped: {name}",
                     f"bad {counts}" if bad else "refused", "refused")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--signcheck", type=Path)
    parser.add_argument("--seeds", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    k = Keys.make(args.out / "keys")
    files = (good_files(k, args.out) | unsigned_files(k, args.out)
             | trailer_files(k) | pkcs1_files(k) | der_files(k)
             | ecdsa_files(k) | section_files(k)
             | chain_files(k, args.out / "keys"))
    certs = certificates(k, args.out / "keys")
    if args.seeds:
        for kind, made in (("signature", files), ("x509", certs)):
            (args.seeds / kind).mkdir(parents=True, exist_ok=True)
            for name, (data, _) in made.items():
                if len(data) > 40 and data[-28:-1].startswith(b"~Mod"):
                    size, = struct.unpack(">I", data[-32:-28])
                    data = data[-40 - size:-40] or data
                (args.seeds / kind / name.replace(" ", "-")).write_bytes(data)
        return 0
    suite = Suite(args.signcheck, k, args.out / "files")
    suite.run(files, "--elf")
    suite.run(certs, "--cert", what="certificate: ")
    run_revoked(suite, k, args.out)
    run_flips(suite, files)
    print(f"1..{suite.count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
