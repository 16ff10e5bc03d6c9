# SPDX-License-Identifier: MIT
"""Module parameters: every type, good and bad values, Linux's messages."""

from __future__ import annotations

import errno

import pytest

from lab import Boot, Log, case

PARAMS = Boot("params")

GOOD = [
    ("bool=y", "bool=Y"), ("bool=1", "bool=Y"), ("bool=on", "bool=Y"),
    ("bool=N", "bool=N"), ("bool", "bool=Y"), ("bool=off", "bool=N"),
    ("invbool=y", "invbool=Y"), ("invbool=0", "invbool=N"),
    ("bint=y", "bint=1"), ("bint", "bint=1"), ("bint=n", "bint=0"),
    ("byte=255", "byte=255"), ("byte=0x1f", "byte=31"),
    ("short=-32768", "short=-32768"), ("short=32767", "short=32767"),
    ("ushort=65535", "ushort=65535"), ("ushort=010", "ushort=8"),
    ("int=-2147483648", "int=-2147483648"), ("int=+7", "int=7"),
    ("uint=4294967295", "uint=4294967295"),
    ("hexint=0xBEEF", "hexint=0x00beef"),
    ("long=-5", "long=-5"), ("ulong=4294967295", "ulong=4294967295"),
    ("ullong=18446744073709551615", "ullong=18446744073709551615"),
    ("charp=text", "charp=text"), ("charp=", "charp="),
    ('charp="two words"', "charp=two words"),
    ('"charp=two words"', "charp=two words"),
    ("charp=a=b", "charp=a=b"),
    ("string=1234567", "string=1234567"), ("string=", "string="),
    ("array=7", "array=7,2,3"), ("array=7,8,9", "array=7,8,9"),
    ("counted=4,-5", "counted=4,-5"),
    ("words=a,b,c", "words=a,b,c"), ('words="a b,c"', "words=a b,c"),
    ("inside-of=5", "inside_of=5"), ("inside_of=5", "inside_of=5"),
    ("enable_only=1", "enable_only=Y"),
    ("range=10", "range=10"), ("range=20", "range=20"),
    ("int=1 int=2", "int=2"),
    ("   int=3   byte=4  ", "int=3"),
]


@pytest.mark.parametrize("told", [
    pytest.param(told, id=args.strip(), marks=case(
        PARAMS, f"load types {args}", "unload types"))
    for args, told in GOOD])
def test_good_value(log: Log, told: str) -> None:
    log.has(f"types: {told}\n")
    assert log.result("load types") == 0
    assert log.result("unload types") == 0
    log.lacks("invalid", "refused")


@case(PARAMS, "load types", "unload types")
def test_defaults(log: Log) -> None:
    for line in ("bool=N", "invbool=Y", "int=0", "charp=default",
                 "string=seven", "array=1,2,3", "words=",
                 "counted 0 words 0 flags 0"):
        log.has(f"types: {line}\n")


INVALID, RANGE = errno.EINVAL, errno.ERANGE
BAD = [
    ("bool=maybe", INVALID), ("bool=", INVALID), ("invbool=2x", INVALID),
    ("invbool", INVALID), ("bint=many", INVALID),
    ("byte=256", RANGE), ("byte=-1", INVALID), ("byte=x", INVALID),
    ("short=32768", RANGE), ("short=-32769", RANGE),
    ("ushort=65536", RANGE), ("ushort=-1", INVALID),
    ("int=2147483648", RANGE), ("int=five", INVALID), ("int=", INVALID),
    ("int", INVALID), ("int=1.5", INVALID), ("int=0x", INVALID),
    ("uint=4294967296", RANGE), ("long=99999999999", RANGE),
    ("ulong=4294967296", RANGE),
    ("ullong=18446744073709551616", RANGE),
    ("charp", INVALID), ("words", INVALID), ("array=1,x", INVALID),
    ("array=", INVALID), ("range=9", INVALID), ("range=21", INVALID),
    ("read_only=1", errno.EPERM),
]


@pytest.mark.parametrize("args, number", [
    pytest.param(args, number, id=args, marks=case(
        PARAMS, "frames", f"load types {args}", "frames"))
    for args, number in BAD])
def test_bad_value(log: Log, args: str, number: int) -> None:
    """Linux's line, the setter's errno, and nothing stays."""
    name, _, value = args.partition("=")
    log.has(f"types: `{value}' invalid for parameter `{name}'\n",
            "types: refused by rule start.parameter ")
    assert log.result("load types") == -number
    before, after = log.results("frames")
    assert before == after


@case(PARAMS, "load types string=12345678")
def test_string_that_does_not_fit(log: Log) -> None:
    log.has("string: string doesn't fit in 7 chars.\n",
            "types: `12345678' too large for parameter `string'\n")
    assert log.result("load types") == -errno.ENOSPC


@case(PARAMS, "load types charp=" + "x" * 1025)
def test_charp_that_is_too_long(log: Log) -> None:
    log.has("charp: string parameter too long\n", "types: `xxxx")
    assert log.result("load types") == -errno.ENOSPC


@case(PARAMS, "load types charp=" + "x" * 1024, "unload types")
def test_charp_of_full_length(log: Log) -> None:
    assert log.result("load types") == 0


@case(PARAMS, "load types array=1,2,3,4")
def test_array_with_too_many(log: Log) -> None:
    log.has("array: can only take 3 arguments\n",
            "types: `1,2,3,4' invalid for parameter `array'\n")
    assert log.result("load types") == -errno.EINVAL


@case(PARAMS, "load types unknown=1 other int=3", "unload types")
def test_unknown_parameters_are_ignored(log: Log) -> None:
    log.has("types: unknown parameter 'unknown' ignored\n",
            "types: unknown parameter 'other' ignored\n", "types: int=3\n")
    assert log.result("load types") == 0


@case(PARAMS, "load types int=3 -- byte=4 more", "unload types")
def test_what_follows_two_dashes(log: Log) -> None:
    log.has("types: parameters 'byte=4 more' after `--' ignored\n")
    log.has("types: byte=0\n")
    log.has("types: int=3\n")
    assert log.result("load types") == 0


@case(PARAMS, "load types int=x byte=999 short=5")
def test_all_bad_values_are_told(log: Log) -> None:
    """The last one's errno is returned, as in Linux."""
    log.has("types: `x' invalid for parameter `int'\n",
            "types: `999' invalid for parameter `byte'\n")
    assert log.result("load types") == -errno.ERANGE


@case(PARAMS, 'load types charp="never closed int=3', "unload types")
def test_unclosed_quote_takes_the_rest(log: Log) -> None:
    log.has("types: int=0\n")
    log.has("types: charp=never closed int=3\n")


@case(PARAMS, "load types flag flag=7", "unload types")
def test_callback_without_a_value(log: Log) -> None:
    log.has("types: flag is told nothing\n", "types: flag is told 7\n",
            "flags 2")


@case(PARAMS, "load types enable_only=1 enable_only=0")
def test_set_once(log: Log) -> None:
    log.has("types: `0' invalid for parameter `enable_only'\n")
    assert log.result("load types") == -errno.EROFS


@case(PARAMS, "load types words=a,b,c words=d", "unload types")
def test_array_set_twice(log: Log) -> None:
    log.has("types: words=d\n", "words 1")


@case(PARAMS, "load params count=many", "load params small=300",
      "load params even=7", "load params count=2 who=you sizes=1,2,3 loud",
      "unload params")
def test_demo(log: Log) -> None:
    """What the head of modules/params.c says to try."""
    log.has("params: `many' invalid for parameter `count'",
            "params: `300' invalid for parameter `small'",
            "params: `7' invalid for parameter `even'",
            "params: hello, you!\nparams: hello, you!\n",
            "params: sizes[0] = 1\n", "params: sizes[2] = 3\n")
    assert log.results("load params") == [-INVALID, -RANGE, -INVALID, 0]


UNSAFE = Boot("params-unsafe")


@case(UNSAFE, "load types dangerous=1", "unload types",
      "load crash when=init")
def test_dangerous_option_taints(log: Log) -> None:
    log.has("Setting dangerous option dangerous - tainting kernel\n",
            "types: dangerous=1\n", "Tainted: G     UD", "[U]=USER, [D]=DIE")
