# SPDX-License-Identifier: MIT
"""Signatures: who may come in under which policy, and what is said of it."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from forge import Message, append, pkcs1, tlv
from lab import (MODULES, PANIC, PASS, TOP, Boot, Lab, Log, Stage, case,
                 whole)
from signing import (build_key, cms, course_key, linux_sign_file, run_tool,
                     sign, sign_elf)

Make = Callable[[Stage], bytes]
SCRIPT = f"{MODULES}/tests/script.ko"
EKEYREJECTED, EBADMSG, EINVAL, EPERM = -129, -74, -22, -1
TAINTED = ("module verification failed: signature and/or required key missing"
           " - tainting kernel")


def ours(name: str, *options: str, hash_name: str = "sha256") -> Make:
    """A module signed by the build's own key."""
    return lambda stage: sign(stage.ko(name), build_key(stage.kernel.keys),
                              hash_name, *options)


def by(key: str, name: str = "hello", hash_name: str = "sha256") -> Make:
    return lambda stage: sign(stage.ko(name), course_key(key), hash_name)


def plain(name: str) -> Make:
    return lambda stage: stage.ko(name)


def flip(make: Make, at: int) -> Make:
    def flipped(stage: Stage) -> bytes:
        data = bytearray(make(stage))
        data[at] ^= 1
        return bytes(data)
    return flipped


def forged(**changes) -> Make:
    """hello, with a message by the authority that is wrong in one place."""
    def make(stage: Stage) -> bytes:
        data, ca = stage.ko("hello"), course_key("ca")
        m = Message(ca.identity(), pkcs1(ca, data))
        for name, value in changes.items():
            setattr(m, name, value)
        return append(data, m.pack())
    return make


def messages(*options: str, key: str = "ca", **trailer) -> Make:
    def make(stage: Stage) -> bytes:
        data = stage.ko("hello")
        return append(data, cms(data, course_key(key), *options), **trailer)
    return make


QUIET = ("-noattr", "-nocerts")


def chain(key: str, *others: str) -> Make:
    """hello, signed with the signer's certificate and others in the message."""
    def make(stage: Stage) -> bytes:
        data = stage.ko("hello")
        with tempfile.NamedTemporaryFile() as file:
            for name in others:
                file.write(course_key(name).cert.read_bytes())
            file.flush()
            more = ("-certfile", file.name) if others else ()
            return append(data, cms(data, course_key(key), "-noattr", *more))
    return make

# ---- Enforced: the build said so, and the command line can't take it back -----

REVOKED = f"{MODULES}/revoked"
LEAF, WRONG = f"{MODULES}/leaf.der", f"{MODULES}/wrong.der"


def revoked_list(stage: Stage) -> bytes:
    digest = hashlib.sha256(stage.ko("params")).hexdigest()
    return f"# what is known to be bad\nbin:{digest}\n".encode()


ENFORCED = Boot(
    "sig-enforced", kernel="keys", policy="none",
    append=f"module.sig_enforce=0 module.revoked={REVOKED} "
    f"module.keys={LEAF},{WRONG},/nowhere",
    files={SCRIPT: ours("script"), REVOKED: revoked_list,
           LEAF: lambda stage: course_key("leaf").der.read_bytes(),
           WRONG: lambda stage: course_key("wrong").der.read_bytes()})

GOOD: dict[str, Make] = {
    "sign-file": ours("hello"),
    "sign-file-sha512": ours("hello", hash_name="sha512"),
    "sign-file-key-id": ours("hello", "-k"),
    "sign-file-p256": by("p256"), "sign-file-p384": by("p384"),
    "openssl": messages(*QUIET), "openssl-p256": messages(*QUIET, key="p256"),
    "openssl-with-certificate": messages("-noattr"),
    "openssl-leaf-by-authority": by("leaf"),
    "chain-of-one": chain("second"), "chain-of-two": chain("chained", "middle"),
    "chain-by-p384": chain("p384", "ca"),
    "section": lambda stage: sign_elf(stage.ko("hello"),
                                      build_key(stage.kernel.keys)),
}

ON_X86_64 = platform.machine() == "x86_64"  # where Linux's program runs
if ON_X86_64:
    GOOD["linux-sign-file"] = lambda stage: run_tool(
        linux_sign_file(), stage.ko("hello"), "sha512",
        build_key(stage.kernel.keys).pem, build_key(stage.kernel.keys).cert)


@pytest.mark.gcc
@pytest.mark.skipif(not ON_X86_64, reason="Linux's program is for x86_64")
@pytest.mark.parametrize("option", ["", "-k", "-d", "-p", "-dk", "-pk", "-s"])
@pytest.mark.parametrize("hash_name", ["sha1", "sha224", "sha256", "sha384",
                                       "sha512"])
def test_sign_file_is_that_of_linux(lab: Lab, tmp_path: Path, option: str,
                                    hash_name: str) -> None:
    """The same words make the same files, byte by byte."""
    key = build_key(lab.builds["here"].keys)
    raw = tmp_path / "raw"
    raw.write_bytes(cms(b"anything", course_key("ca"), *QUIET))
    made = []
    for tool in (linux_sign_file(), TOP / "tools/sign-file"):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        module = folder / "a.ko"
        module.write_bytes(b"what is signed" * 99)
        words = (["-s", raw, hash_name, key.cert] if option == "-s" else
                 [*filter(None, [option]), hash_name, key.pem, key.cert])
        for dest in ([], [folder / "b.ko"]):
            subprocess.run([tool, *words, module, *dest], check=True)
        made.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert made[0] == made[1]


def strip(make: Make) -> Make:
    return lambda stage: run_tool("i686-linux-gnu-strip", make(stage),
                                  "--strip-debug")


BAD: dict[str, tuple[Make, int, str, str]] = {
    "unsigned": (plain("hello"), EKEYREJECTED, "admit.sig_missing",
                 "Loading of unsigned module is rejected\n"),
    "stripped": (strip(ours("hello")), EKEYREJECTED, "admit.sig_missing",
                 "Loading of unsigned module is rejected\n"),
    "stripped-section": (strip(GOOD["section"]), EKEYREJECTED,
                         "admit.sig_mismatch", ""),
    "stranger": (by("stranger"), EKEYREJECTED, "admit.sig_no_key",
                 "Loading of module with unavailable key is rejected\n"),
    "refused-key": (by("wrong"), EKEYREJECTED, "admit.sig_no_key",
                    "Loading of module with unavailable key is rejected\n"),
    **{f"chain-{name}": (made, EKEYREJECTED, "admit.sig_no_key",
                         "Loading of module with unavailable key is rejected\n")
       for name, made in {
           "stranger": chain("stranger"), "missing": chain("chained"),
           "through-ca-false": chain("wrongchain", "leaf"),
           "of-another": chain("stranger", "ca", "leaf")}.items()},
    "chain-changed": (flip(chain("stranger"), 0x100), EKEYREJECTED,
                      "admit.sig_mismatch", ""),
    "sha1": (by("ca", hash_name="sha1"), EKEYREJECTED,
             "admit.sig_unsupported",
             "Loading of module with unsupported crypto is rejected\n"),
    "id-type": (messages(*QUIET, id_type=1), EKEYREJECTED,
                "admit.sig_unsupported",
                "module: not signed with expected PKCS#7 message\n"),
    "field": (messages(*QUIET, field_at=6, field_value=1), EBADMSG,
              "admit.sig_trailer", "module: PKCS#7 signature info has "
              "unexpected non-zero params\n"),
    "length": (messages(*QUIET, length=1 << 30), EBADMSG,
               "admit.sig_trailer", ""),
    "garbage": (lambda stage: append(stage.ko("hello"), b"garbage" * 9),
                EBADMSG, "admit.sig_format", ""),
    "version": (forged(version=b"\2\1\0"), EINVAL, "admit.sig_message", ""),
    "content": (forged(content=tlv(0xa0, tlv(4, b"hello"))), EBADMSG,
                "admit.sig_content", ""),
    "attributes": (messages("-nocerts"), EKEYREJECTED, "admit.sig_kind", ""),
    "changed": (flip(ours("hello"), 0x100), EKEYREJECTED,
                "admit.sig_mismatch", ""),
    "revoked": (ours("params"), EKEYREJECTED, "admit.sig_revoked", ""),
    "section-changed": (flip(GOOD["section"], 0x100), EKEYREJECTED,
                        "admit.sig_mismatch", ""),
    "section-garbage": (flip(GOOD["section"], -1), EKEYREJECTED,
                        "admit.sig_mismatch", ""),
}


def zeros_broken(stage: Stage) -> bytes:
    """A byte behind the message in its section."""
    data = bytearray(GOOD["section"](stage))
    at = data.index(b"\0" * 512)
    data[at + 500] = 1
    return bytes(data)


BAD["section-behind"] = (zeros_broken, EBADMSG, "admit.sig_section", "")


@pytest.mark.parametrize("name", [
    pytest.param(n, id=n, marks=case(
        ENFORCED, f"insmod good/{n}", "unload hello",
        files={f"good/{n}": make})) for n, make in GOOD.items()])
def test_signed_loads(log: Log, name: str) -> None:
    assert log.result(f"insmod good/{name}") == 0
    log.lacks("refused", "taint")


@pytest.mark.parametrize("name, errno, rule, line", [
    pytest.param(n, errno, rule, line, id=n, marks=case(
        ENFORCED, "frames", f"insmod bad/{n}", "frames",
        files={f"bad/{n}": make}))
    for n, (make, errno, rule, line) in BAD.items()])
def test_bad_is_refused(log: Log, name: str, errno: int, rule: str,
                        line: str) -> None:
    assert log.result(f"insmod bad/{name}") == errno
    log.has(line, f"{name}: refused by rule {rule} (")
    frames = re.findall(r"frames = (\d+)", log.text)
    assert frames[0] == frames[1]


@case(ENFORCED, "insmod told", files={"told": by("stranger")})
def test_refusal_names_keys_and_digest(log: Log) -> None:
    log.has("told: refused by rule admit.sig_no_key (EKEYREJECTED)",
            'told:   wanted   issuer "Test key stranger",', "serial ",
            "RSA over sha256",
            'told:   held     RSA-4096 "Build time autogenerated kernel key",',
            'RSA-2048 "Test key ca",', 'P-384 "Test key p384",',
            'RSA-2048 "Test key leaf",')
    assert re.search(r"told:   sha256   ([0-9a-f]{32})\n"
                     r"told: +([0-9a-f]{32})\n", log.text)
    assert all(len(line) <= 80 for line in log.lines)


@whole(ENFORCED)
def test_keys_of_the_boot(log: Log) -> None:
    log.has("Loading compiled-in X.509 certificates\n",
            "Loaded X.509 cert 'Build time autogenerated kernel key: ",
            "Loaded X.509 cert 'Test key ca: ",
            f"keys: {REVOKED}: 1 revocations, and 0 lines not understood\n",
            f"keys: {LEAF}: added to .secondary_trusted_keys\n",
            f"keys: {WRONG}: not added to .secondary_trusted_keys: -129 "
            "(EKEYREJECTED): its issuer is CA:FALSE",
            "keys: /nowhere: not added")


@case(ENFORCED, "force forced", files={"forced": ours("hello")})
def test_force_forgets_the_signature(log: Log) -> None:
    """insmod -f may load what was not signed for this kernel: so it is not."""
    assert log.result("force forced") == EKEYREJECTED
    log.has("Loading of unsigned module is rejected\n", "admit.sig_missing",
            "found    a load that ignores versions ignores its signature")


def small(stage: Stage) -> bytes:
    return run_tool("i686-linux-gnu-strip", stage.ko("hello"),
                    "--strip-unneeded")


def copies(log: Log, what: str) -> tuple[int, ...]:
    """How many were refused, how many came in, the first and the last."""
    return tuple(map(int, log.matches(
        rf"script: {what} = (\d+) refused, (\d+) loaded, "
        r"(\d+) to (\d+)").groups()))


@case(Boot("sig-changed", kernel="keys", policy="", append="loglevel=2",
           files={SCRIPT: ours("script")}), "flips small 1", "mutants small 500",
      files={"small": lambda stage: sign(small(stage), course_key("ca"))})
def test_every_byte_counts(log: Log) -> None:
    """tests/host/test_signatures.py flips every bit, of another file."""
    refused, loaded, *_ = copies(log, "flips small")
    assert refused > 2000 and not loaded
    assert copies(log, "mutants small")[:2] == (500, 0)
    log.lacks("Oops", "BUG", "WARNING")


@case(Boot("sig-changed-warning", policy="", append="loglevel=2",
           files={SCRIPT: ours("script")}),
      "frames", "flips small 5", "frames",
      files={"small": lambda stage: sign(small(stage),
                                         build_key(stage.kernel.keys))})
def test_every_byte_of_the_module_counts_if_permissive(log: Log) -> None:
    """A flip in the signature may make it another's, or none: taint E.

    No mutants: what is unsigned may be changed, and its code runs.
    """
    refused, loaded, first, _ = copies(log, "flips small")
    assert refused > 300 and loaded
    assert first > 1700
    frames = re.findall(r"frames = (\d+)", log.text)
    assert frames[0] == frames[1]
    log.lacks("Oops", "BUG", "WARNING")


# ---- Permissive ---------------------------------------------------------------

PERMISSIVE = Boot("sig-permissive", policy="", files={
    SCRIPT: ours("script")})


@case(PERMISSIVE, "insmod signed", "unload hello",
      files={"signed": ours("hello")})
def test_signed_taints_nothing(log: Log) -> None:
    assert log.result("insmod signed") == 0
    log.lacks("taint")


@case(PERMISSIVE, "insmod unsigned", "insmod other", "unload params",
      files={"unsigned": plain("hello"), "other": plain("params")})
def test_unsigned_taints_once(log: Log) -> None:
    assert log.results("insmod unsigned") == [0]
    log.has(f"hello: {TAINTED}\n", "insmod other = 0")
    assert log.text.count(TAINTED) == 1


@case(PERMISSIVE, "force forced", files={
    "forced": ours("refs")})
def test_forced_is_unsigned(log: Log) -> None:
    """It is let in, and goes as far as its versions let it."""
    assert log.result("force forced") == -8
    log.has("refs: refused by rule link.no_versions (ENOEXEC)")


@pytest.mark.parametrize("name, errno", [
    pytest.param(n, errno, id=n, marks=case(
        PERMISSIVE, f"insmod soft/{n}", "unload ticker",
        files={f"soft/{n}": make}))
    for n, make, errno in (
        ("stranger", by("stranger", "ticker"), 0),
        ("sha1", by("stranger", "ticker", "sha1"), 0),
        ("changed", flip(ours("ticker"), 0x100), EKEYREJECTED),
        ("section", flip(lambda s: sign_elf(
            s.ko("ticker"), build_key(s.kernel.keys)), 0x80), EKEYREJECTED),
        ("garbage", lambda s: append(s.ko("ticker"), b"garbage"), EBADMSG))])
def test_permissive(log: Log, name: str, errno: int) -> None:
    assert log.result(f"insmod soft/{name}") == errno


@whole(PERMISSIVE)
def test_unsigned_is_marked(log: Log) -> None:
    log.matches(r"hello +\d+ +0  \(E\) *")
    log.matches(r"script +\d+ +0  - *")


# ---- Raised, locked down, at boot ---------------------------------------------

@whole(Boot("sig-raised", policy="", append="module.sig_enforce modules=hello"))
def test_sig_enforce_on_the_command_line(log: Log) -> None:
    log.has("Loading of unsigned module is rejected\n",
            "hello.ko: refused by rule admit.sig_missing (EKEYREJECTED)",
            "modules: hello: not loaded: -129 (EKEYREJECTED)")


LOCKED = Boot("sig-locked", policy="none", append="lockdown=integrity",
              files={SCRIPT: ours("script")})


@case(LOCKED, "insmod plain", "insmod signed",
      files={"plain": plain("hello"), "signed": ours("hello")})
def test_lockdown(log: Log) -> None:
    assert log.result("insmod plain") == EPERM
    assert log.result("insmod signed") == 0
    log.has("Lockdown: swapper/0: unsigned module loading is restricted; see "
            "man kernel_lockdown.7\n",
            "plain: refused by rule admit.sig_lockdown (EPERM)")


@whole(LOCKED)
def test_lockdown_is_told(log: Log) -> None:
    log.has("Kernel is locked down from command line; see man "
            "kernel_lockdown.7\n")


@whole(Boot("sig-panic", policy="", ends=PANIC,
            append="module.unsigned=panic modules=hello"))
def test_unsigned_panics(log: Log) -> None:
    log.has("hello.ko is an unsigned module: module.unsigned=panic")
    assert log.status == PANIC


@whole(Boot("sig-after-boot",
            append="modules_disabled_after_boot=1 modules=hello"))
def test_modules_disabled_after_boot(log: Log) -> None:
    log.has("Hello, world", "hello stays: kernel.modules_disabled is 1")


# ---- The initramfs --------------------------------------------------------------

def signed_archive(stage: Stage, files: dict[str, bytes]) -> bytes:
    from images import archive_of
    return sign(archive_of(files), build_key(stage.kernel.keys))


def changed_archive(stage: Stage, files: dict[str, bytes]) -> bytes:
    data = bytearray(signed_archive(stage, files))
    data[0x200] ^= 1
    return bytes(data)


@whole(Boot("sig-initramfs", append="initramfs.verify=1 modules=hello",
            initrd=signed_archive))
def test_signed_initramfs(log: Log) -> None:
    log.has('initramfs: signed by "Build time autogenerated kernel key: ',
            "Hello, world")
    log.lacks("unpacking failed")
    assert log.status == PASS


@whole(Boot("sig-initramfs-unasked", append="modules=hello",
            initrd=signed_archive))
def test_signature_behind_an_archive_is_no_junk(log: Log) -> None:
    log.has("Hello, world")
    log.lacks("unpacking failed", "signed by")


@pytest.mark.parametrize("why", [
    pytest.param("nothing in it is a signature", marks=whole(Boot(
        "sig-initramfs-none", append="initramfs.verify=1 modules=hello",
        ends=PANIC)), id="unsigned"),
    pytest.param("the signature is not that key's over these bytes",
                 marks=whole(Boot(
                     "sig-initramfs-changed", initrd=changed_archive,
                     append="initramfs.verify=1 modules=hello", ends=PANIC)),
                 id="changed")])
def test_initramfs_that_is_not_trusted(log: Log, why: str) -> None:
    log.has(f"initramfs: {why}: initramfs.verify=1 wants it signed")
    log.lacks("Hello, world", "Trying to unpack")
    assert log.status == PANIC
