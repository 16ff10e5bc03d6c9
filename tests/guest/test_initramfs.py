# SPDX-License-Identifier: MIT
"""The initramfs: several archives, overrides, and what is broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from images import Entry, archive, archive_of, pad
from lab import MODULES, PASS, Boot, Log, Stage, run_depmod, whole

Pack = Callable[[Stage, dict[str, bytes]], bytes | None]


def boot(name: str, pack: Pack, append: str = "modules=hello") -> Boot:
    return Boot(f"initramfs-{name}", append=append, initrd=pack)


def base(stage: Stage) -> dict[str, bytes]:
    """A few modules, and the lists that depmod makes of them."""
    files = {f"{MODULES}/kernel/{n}.ko": stage.ko(n)
             for n in ("hello", "params", "notifier")}
    return files | run_depmod(files)


@whole(boot("none", lambda stage, files: None, ""))
def test_none(log: Log) -> None:
    log.lacks("initramfs")
    log.has("(none)", "No user space", "reboot: Power down")
    assert log.status == PASS


@whole(boot("none-wanted", lambda stage, files: None))
def test_modules_without_one(log: Log) -> None:
    log.has("modules: hello: not loaded: -2 (ENOENT)")
    assert log.status == PASS


def count(log: Log) -> int:
    return int(log.matches(r"initramfs: (\d+) files")[1])


@whole(boot("one", lambda stage, files: archive_of(base(stage))))
def test_one(log: Log) -> None:
    log.has("Trying to unpack rootfs image as initramfs...", "Hello, world")
    assert count(log) == 9  # three modules, two lists, four folders


HOW_JOINED = {
    "bare": lambda one, two: one + two,
    "padded-512": lambda one, two: pad(one, 512) + pad(two, 512),
    "padded-4k": lambda one, two: pad(one, 4096) + bytes(4096) + two,
    "nuls-first": lambda one, two: bytes(512) + one + two,
    "nuls-last": lambda one, two: one + two + bytes(1000),
}


@pytest.mark.parametrize("how", [pytest.param(how, marks=whole(boot(
    f"two-{how}", lambda stage, files, join=join: join(
        archive_of(base(stage)),
        archive_of({"etc/modules": b"hello\nparams count=3\n"})), "")))
    for how, join in HOW_JOINED.items()])
def test_two_archives(log: Log, how: str) -> None:
    """The second is found behind the first, whatever lies between."""
    log.has("Hello, world", "params: hello, world")
    assert log.text.count("params: hello, world") == 3
    assert count(log) == 11


@whole(boot("override", lambda stage, files: archive_of(
    base(stage) | {"etc/modules": b"params\n"}) + archive_of(
        {"etc/modules": b"hello\n"}), ""))
def test_later_overrides_earlier(log: Log) -> None:
    log.has("Hello, world")
    log.lacks("params: ")


@whole(boot("override-module", lambda stage, files: archive_of(
    base(stage)) + archive_of({f"{MODULES}/kernel/hello.ko":
                               stage.ko("params")})))
def test_later_module_overrides_earlier(log: Log) -> None:
    log.has("params: hello, world")
    log.lacks("Hello, world")


@whole(boot("override-same", lambda stage, files: archive(
    *[Entry(p, d) for p, d in base(stage).items()],
    Entry("etc/modules", b"params\n"), Entry("etc/modules", b"hello\n")), ""))
def test_later_entry_overrides_earlier(log: Log) -> None:
    log.has("Hello, world")
    log.lacks("params: ")


NAMES = {"dot-slash": "./etc/modules", "slash": "/etc/modules",
         "plain": "etc/modules"}


@pytest.mark.parametrize("form", [pytest.param(form, marks=whole(boot(
    f"name-{form}", lambda stage, files, name=name: archive_of(base(stage))
    + archive(Entry(name, b"hello\n")), "")))
    for form, name in NAMES.items()])
def test_forms_of_a_name(log: Log, form: str) -> None:
    log.has("Hello, world")


@whole(boot("hard-links", lambda stage, files: archive_of(base(stage))
            + archive(Entry("first", ino=7, links=2),
                      Entry("etc/modules", b"hello\n", ino=7, links=2),
                      Entry("another", ino=8, links=2)), ""))
def test_hard_links(log: Log) -> None:
    log.has("Hello, world")


@whole(boot("hard-link-empty-first", lambda stage, files: archive_of(
    base(stage)) + archive(Entry("etc/modules", ino=7, links=2),
                           Entry("other", b"hello\n", ino=7, links=2)), ""))
def test_hard_link_whose_data_comes_last(log: Log) -> None:
    log.has("Hello, world")


@whole(boot("checksum", lambda stage, files: archive_of(base(stage)) + archive(
    Entry("etc/modules", b"hello\n", magic=b"070702",
          check=sum(b"hello\n"))), ""))
def test_checksum(log: Log) -> None:
    log.has("Hello, world")


@whole(boot("no-trailer", lambda stage, files: archive(
    *[Entry(p, d) for p, d in base(stage).items()], trailer=False)))
def test_missing_trailer_is_accepted(log: Log) -> None:
    log.has("Hello, world")
    log.lacks("Initramfs unpacking failed")


# ---- Broken ones ------------------------------------------------------------

GOOD = Entry("good", b"some data")


def broken_hex(at: int) -> bytes:
    entry = bytearray(Entry("bad", b"data").pack())
    entry[at] = ord("g")
    return bytes(entry)


BROKEN: dict[str, tuple[bytes, str]] = {
    "magic": (Entry("bad", magic=b"070707").pack(), "no cpio magic"),
    "old-binary": (b"\xc7\x71" + bytes(200), "no cpio magic"),
    "gzip": (b"\x1f\x8b\x08" + bytes(200), "no cpio magic"),
    "text": (b"this is no archive at all, but a text " * 8, "no cpio magic"),
    "one-byte": (b"0", "junk"),
    "half-header": (GOOD.pack()[:60], "junk"),
    "header-only": (Entry("bad").pack()[:110], "bad name size"),
    "hex-in-ino": (broken_hex(6), "broken header"),
    "hex-in-mode": (broken_hex(15), "broken header"),
    "hex-in-size": (broken_hex(6 + 6 * 8), "broken header"),
    "hex-in-check": (broken_hex(6 + 12 * 8 + 7), "broken header"),
    "hex-blank": (Entry("bad").pack().replace(b"00000000", b"       0", 1),
                  "broken header"),
    "hex-sign": (Entry("bad").pack().replace(b"00000000", b"+0000000", 1),
                 "broken header"),
    "name-no-nul": (Entry("", raw_name=b"abcd").pack(), "bad name"),
    "name-nul-inside": (Entry("", raw_name=b"a\0cd\0").pack(), "bad name"),
    "name-size-0": (Entry("bad", name_size=0).pack(), "bad name size"),
    "name-size-1": (Entry("", raw_name=b"\0").pack(), "bad name size"),
    "name-past-end": (Entry("bad", name_size=5000).pack(), "bad name size"),
    "name-huge": (Entry("bad", name_size=0xffffffff).pack(), "bad name size"),
    "name-wraps": (Entry("bad", name_size=0xffffff92).pack(),
                   "bad name size"),
    "name-dots": (Entry("a/../../b", b"x").pack(), "bad name"),
    "name-dots-end": (Entry("a/..", b"x").pack(), "bad name"),
    "size-past-end": (Entry("bad", b"data", size=5000).pack(), "bad size"),
    "size-huge": (Entry("bad", b"data", size=0xffffffff).pack(), "bad size"),
    "size-wraps": (Entry("bad", b"data", size=0xffffff00).pack(), "bad size"),
    "data-cut": (Entry("bad", b"d" * 100).pack()[:-30], "bad size"),
    "checksum": (Entry("bad", b"data", magic=b"070702", check=1).pack(),
                 "bad checksum"),
}


def end_of_archive(name: str, tail: bytes) -> Boot:
    return boot(f"broken-{name}", lambda stage, files: archive(
        *[Entry(p, d) for p, d in base(stage).items()],
        trailer=False) + tail)


@pytest.mark.parametrize("sentence", [
    pytest.param(sentence, id=name, marks=whole(end_of_archive(name, tail)))
    for name, (tail, sentence) in BROKEN.items()])
def test_broken_archive(log: Log, sentence: str) -> None:
    """Refused with a sentence and a place; what came before it stays."""
    log.has(f"Initramfs unpacking failed: {sentence}")
    log.matches(r"initramfs: at offset 0x[0-9a-f]+ of 0x[0-9a-f]+: "
                r"expected \w.*")
    kept = log.matches(r"initramfs: the (\d+) files before it stay; .*")[1]
    assert int(kept) == 5 and count(log) == 5
    log.has("Hello, world", "reboot: Power down")
    assert log.status == PASS


@whole(boot("unaligned", lambda stage, files: archive_of(base(stage))
            + b"\0" + archive(Entry("etc/modules", b"params\n"))))
def test_unaligned_archive_is_refused(log: Log) -> None:
    log.has("Initramfs unpacking failed: junk behind an archive",
            "expected the next archive at a multiple of 4", "Hello, world")


def every_cut(stage: Stage, files: dict[str, bytes]) -> bytes:
    """An archive that is cut in the middle of a module."""
    whole_one = archive_of(base(stage))
    return whole_one[:len(whole_one) * 2 // 3]


@whole(boot("cut", every_cut))
def test_cut_archive(log: Log) -> None:
    log.has("Initramfs unpacking failed: bad size")
    assert log.status == PASS


@whole(boot("empty-archive", lambda stage, files: archive()))
def test_empty_archive(log: Log) -> None:
    assert count(log) == 0
    log.has("modules: hello: not loaded: -2 (ENOENT)")
    assert log.status == PASS


@whole(boot("nuls-only", lambda stage, files: bytes(4096), ""))
def test_nuls_only(log: Log) -> None:
    assert count(log) == 0
    assert log.status == PASS


@whole(boot("many-files", lambda stage, files: archive_of(
    base(stage) | {f"many/file{i}": b"x" for i in range(5000)})))
def test_many_files(log: Log) -> None:
    assert count(log) == 5000 + 1 + 9
    log.has("Hello, world")
