# SPDX-License-Identifier: MIT
"""The life of modules: symbols, licences, taints, references, unloading."""

from __future__ import annotations

import errno
import re

import pytest

from images import informed, renamed, replaced
from lab import Boot, Log, case, whole

LIFE = Boot("life")


def edited(name: str, *changes: tuple[str, str], info: tuple[str, ...] = (),
           new_name: str | None = None):
    """A module with texts replaced, with other .modinfo, and renamed."""
    def make(stage):
        module = informed(stage.ko(name), *info)
        for old, new in changes:
            module = replaced(module, old, new)
        return module if new_name is None else renamed(module, new_name)
    return make


@case(LIFE, "frames", "load hello", "unload hello", "frames")
def test_load_and_unload(log: Log) -> None:
    log.has("Hello, world\n", "script: load hello = 0\n",
            "Goodbye, cruel world\n", "script: unload hello = 0\n")
    before, after = log.results("frames")
    assert before == after


@case(LIFE, "load hello", "load hello", "unload hello", "unload hello")
def test_twice(log: Log) -> None:
    assert log.results("load hello") == [0, -errno.EEXIST]
    assert log.results("unload hello") == [0, -errno.ENOENT]
    log.has("hello: refused by rule admit.duplicate (EEXIST)",
            "hello: refused by rule unload.unknown (ENOENT)")


# ---- Symbols ----------------------------------------------------------------

@case(LIFE, "load importer", "unload exporter", "unload exporter force",
      "unload importer", "unload exporter")
def test_dependencies_come_first_and_go_last(log: Log) -> None:
    log.has("exporter: ready", "importer: the total is 42",
            "exporter: refused by rule unload.holders (EAGAIN)",
            "importer uses it", "exporter: the total was 0")
    assert log.results("unload exporter") == [-errno.EAGAIN] * 2 + [0]


@case(LIFE, "load chain_c", "find chain_a", "unload chain_c",
      "unload chain_b", "unload chain_a", "find chain_a")
def test_chain(log: Log) -> None:
    log.has("chain_a: depth 1", "chain_b: depth 2", "chain_c: depth 3",
            "script: find chain_a = chain_a (GPL)",
            "chain_c: gone", "chain_b: gone", "chain_a: gone",
            "script: find chain_a = nobody")


@case(LIFE, "load diamond", "unload diamond", "unload chain_b",
      "unload chain_a")
def test_diamond(log: Log) -> None:
    """chain_a is loaded once, though two need it."""
    log.has("chain_a: depth 1", "chain_b: depth 2", "diamond: 1 and 2")
    assert log.text.count("chain_a: depth") == 1
    assert log.result("unload chain_a") == 0


@case(LIFE, "insmod tests/lonely.ko",
      files={"tests/lonely.ko": lambda stage: stage.ko("importer")})
def test_missing_exporter_is_named(log: Log) -> None:
    """Every missing symbol, and the module that would export it."""
    log.has("importer: Unknown symbol exporter_add (err -2)\n")
    log.has("importer: Unknown symbol exporter_reset (err -2)\n")
    log.has("importer: refused by rule link.unknown_symbol (ENOENT)")
    said = re.sub(r"\nimporter: +", " ", log.text)
    assert "module exporter exports it" in said
    assert log.result("insmod tests/lonely.ko") == -errno.ENOENT


@case(LIFE, "frames", "insmod tests/typo.ko", "frames",
      files={"tests/typo.ko": edited("hello", ("_printk", "_prinkt"))})
def test_missing_symbol_has_a_hint(log: Log) -> None:
    log.has("hello: Unknown symbol _prinkt (err -2)\n",
            "no export is called _prinkt", "_printk")
    before, after = log.results("frames")
    assert before == after


@case(LIFE, "load exporter", "insmod tests/twin.ko", "unload exporter",
      files={"tests/twin.ko": edited("exporter", new_name="twin")})
def test_duplicate_export(log: Log) -> None:
    log.matches(r"twin: exports duplicate symbol exporter_(add|reset) "
                r"\(owned by exporter\)")
    log.has("twin: refused by rule seal.export_duplicate (ENOEXEC)")
    assert log.result("insmod tests/twin.ko") == -errno.ENOEXEC
    assert log.result("unload exporter") == 0


@case(LIFE, "insmod tests/kernels.ko",
      files={"tests/kernels.ko": edited("chain_a", ("chain_a", "memmove"),
                                        new_name="kernels")})
def test_export_that_the_kernel_has(log: Log) -> None:
    log.has("kernels: exports duplicate symbol memmove (owned by kernel)\n")
    assert log.result("insmod tests/kernels.ko") == -errno.ENOEXEC


@case(LIFE, "load weak", "unload weak")
def test_weak_undefined_is_zero_and_silent(log: Log) -> None:
    log.has("weak: function 00000000, variable 00000000\n")
    log.lacks("Unknown symbol")
    assert log.result("load weak") == 0


@case(LIFE, "load parted count=4", "unload parted", "load greeter language=de",
      "unload greeter")
def test_modules_of_two_files(log: Log) -> None:
    log.has("parted: total 12, by parted_add [parted] in parted\n",
            "greeter: Guten Tag\n")


# ---- init and exit ----------------------------------------------------------

@pytest.mark.parametrize("number", [
    pytest.param(n, marks=case(LIFE, "frames", f"load failinit error={n}",
                               "frames", "unload failinit"), id=str(n))
    for n in (-1, -5, -12, -19, -512, -517, -4095)])
def test_failing_init_leaves_nothing(log: Log, number: int) -> None:
    log.has(f"failinit: returning {number}\n",
            "failinit: refused by rule start.init ",
            f"init returned {number}")
    assert log.result("load failinit") == number
    assert log.result("unload failinit") == -errno.ENOENT
    before, after = log.results("frames")
    assert before == after


@case(LIFE, "load failinit error=1", "unload failinit")
def test_positive_init_loads_with_a_warning(log: Log) -> None:
    log.has("do_init_module: 'failinit'->init suspiciously returned 1, it "
            "should follow 0/-E convention\n",
            "do_init_module: loading module anyway...\n", "Call Trace:")
    assert log.result("load failinit") == 0
    assert log.result("unload failinit") == 0


@case(LIFE, "load ctors", "unload ctors")
def test_constructors_by_priority(log: Log) -> None:
    log.has("ctors: constructor 1: first", "ctors: constructor 2: second",
            "ctors: init after 2 constructors")


@case(LIFE, "load notifier veto=plain", "load hello", "load plain",
      "unload hello", "unload notifier")
def test_notifier(log: Log) -> None:
    log.has("notifier: hello is coming", "Hello, world",
            "notifier: hello is live", "notifier: plain is coming",
            "plain: refused by rule start.veto (EPERM)",
            "Goodbye, cruel world", "notifier: hello is going")
    assert log.result("load plain") == -errno.EPERM
    log.lacks("notifier: plain is live")


# ---- References -------------------------------------------------------------

@case(LIFE, "load plain", "get plain", "unload plain", "put plain",
      "unload plain")
def test_reference_keeps_it(log: Log) -> None:
    log.has("script: get plain = 1", "plain: refused by rule unload.in_use "
            "(EAGAIN)", "script: put plain = 0", "script: unload plain = 0")
    assert log.results("unload plain") == [-errno.EWOULDBLOCK, 0]


@case(LIFE, "load refs hold=2", "unload refs", "unload refs force")
def test_references_on_oneself(log: Log) -> None:
    log.has("refs: holding 2, the count is ",
            "refs: refused by rule unload.in_use (EAGAIN)",
            "refs: nobody holds me")
    assert log.results("unload refs") == [-errno.EWOULDBLOCK, 0]


@case(LIFE, "load noexit", "unload noexit")
def test_module_without_exit_is_permanent(log: Log) -> None:
    log.has("noexit: here to stay",
            "noexit: refused by rule unload.no_exit (EBUSY)")
    assert log.result("unload noexit") == -errno.EBUSY


@case(LIFE, "load worker", "sleep 200", "unload worker",
      "load ticker period=100", "sleep 1000", "unload ticker")
def test_threads_and_timers_of_modules(log: Log) -> None:
    rounds = log.matches(r"worker: stopping after (\d+) rounds")[1]
    assert 6 <= int(rounds) <= 11
    log.has("ticker: tick 1\n", "ticker: tick 9\n")
    ticks = log.matches(r"ticker: stopped after (\d+) ticks")[1]
    assert 9 <= int(ticks) <= 10


@whole(LIFE)
def test_end_of_a_long_life(log: Log) -> None:
    """What can go goes; what stays is told."""
    assert log.status == LIFE.ends
    log.has("Module                       Size Used  Taint  by\n",
            "modules: unloading script",
            "modules: noexit stays: it has no exit")


# ---- Licences and taints ----------------------------------------------------

TAINTS = Boot("taints")


def table(log: Log) -> dict[str, list[str]]:
    """The words of each line of the table at the boot's end."""
    part = log.text.partition("Module                  ")[2]
    part = part.partition("No user space")[0]
    return {line.split()[0]: line.split()[1:]
            for line in part.splitlines()[1:] if not line.startswith("modules:")
            and re.match(r"\w+ +\d+ +\d+ ", line)}


@case(TAINTS, "load hello", "load gpluser")
def test_good_modules_taint_nothing(log: Log) -> None:
    log.lacks("taints", "tainting", "out-of-tree")


@case(TAINTS, "insmod tests/closed.ko",
      files={"tests/closed.ko": edited("gpluser", info=("license=Closed",),
                                       new_name="closed")})
def test_gpl_only_export_is_denied(log: Log) -> None:
    log.has("closed: Unknown symbol ktime_get_ns (err -2)\n")
    log.has("closed: refused by rule link.gpl_only (ENOENT)")
    said = re.sub(r"\nclosed: +", " ", log.text)
    assert ("ktime_get_ns: symbol exists, exported GPL-only by vmlinux; this "
            'module\'s licence is "Closed"') in said
    log.lacks("taints kernel")
    assert log.result("insmod tests/closed.ko") == -errno.ENOENT


@case(TAINTS, "load staging")
def test_staging(log: Log) -> None:
    log.has("staging: module is from the staging directory, the quality is "
            "unknown, you have been warned.\n")


@case(TAINTS, "insmod tests/outside.ko", "insmod tests/outside2.ko",
      files={"tests/outside.ko": edited("plain", info=("intree",),
                                        new_name="outside"),
             "tests/outside2.ko": edited("plain", info=("intree",),
                                         new_name="outside2")})
def test_out_of_tree_is_told_once(log: Log) -> None:
    assert log.text.count("loading out-of-tree module taints kernel.") == 1
    log.has("outside: loading out-of-tree module taints kernel.\n")


@case(TAINTS, "insmod tests/tester.ko",
      files={"tests/tester.ko": edited("chain_a", info=("test=Y", "description"),
                                       new_name="tester")})
def test_test_module(log: Log) -> None:
    log.has("tester: loading test module taints kernel.\n")


@case(TAINTS, "load proprietary")
def test_proprietary(log: Log) -> None:
    log.has("proprietary: module license 'Proprietary' taints kernel.\n",
            "proprietary: you may use me")


LICENSES = [("GPL", False), ("GPL v2", False), ("Dual BSD/GPL", False),
            ("Dual MIT/GPL", False), ("Dual MPL/GPL", False),
            ("GPL and additional rights", False),
            ("GPLv2", True), ("gpl", True), ("BSD", True), ("GPL ", True),
            ("", True), ("Dual BSD", True)]
LICENCE = Boot("licences")


@pytest.mark.parametrize("text, taints", [
    pytest.param(text, taints, id=text or "empty", marks=case(
        LICENCE, f"insmod tests/licence{n}.ko", "unload licensed",
        files={f"tests/licence{n}.ko": edited(
            "proprietary", info=(f"license={text}",), new_name="licensed")}))
    for n, (text, taints) in enumerate(LICENSES)])
def test_licence(log: Log, text: str, taints: bool) -> None:
    """Compared exactly; the kernel's first proprietary module is told."""
    log.has("proprietary: you may use me")
    first = "GPLv2"
    assert ("taints kernel" in log) == (taints and text == first)
    assert log.result("unload licensed") == 0


PROPRIETARY = Boot("proprietary")


@case(PROPRIETARY, "insmod tests/chain_a.ko", "insmod tests/member.ko",
      "insmod tests/gpl.ko",
      files={"tests/chain_a.ko": edited("slow", info=("license=BSD",)),
             "tests/member.ko": edited("slowuser"),
             "tests/gpl.ko": edited("slowuser", new_name="again"),
             "tests/mixer.ko": lambda stage: stage.ko("mixer")})
def test_taint_is_inherited(log: Log) -> None:
    log.has("slow: module license 'BSD' taints kernel.\n",
            "slowuser: module uses symbols slow_answer from proprietary "
            "module slow, inheriting taint.\n",
            "again: module uses symbols slow_answer from proprietary "
            "module slow, inheriting taint.\n")
    assert log.result("insmod tests/gpl.ko") == 0


@case(PROPRIETARY, "insmod tests/mixer.ko")
def test_gpl_only_symbols_and_proprietary_ones_do_not_mix(log: Log) -> None:
    """In whichever order the linker has left the two."""
    log.matches("mixer: Unknown symbol (slow_answer|ktime_get_ns) "
                r"\(err -2\)")
    log.has("mixer: refused by rule link.proprietary (ENOENT)")
    assert log.result("insmod tests/mixer.ko") == -errno.ENOENT


@whole(PROPRIETARY)
def test_inherited_taint_is_in_the_table(log: Log) -> None:
    modules = table(log)
    assert modules["slow"][2] == "(P)"
    assert modules["slowuser"][2] == "(P)"
    assert modules["slow"][1] == "2"
    assert sorted(modules["slow"][3].split(",")) == ["again", "slowuser"]


@whole(TAINTS)
def test_taints_in_the_table(log: Log) -> None:
    modules = table(log)
    assert modules["hello"][2] == "-"
    assert modules["staging"][2] == "(C)"
    assert modules["outside"][2] == "(O)"
    assert modules["outside2"][2] == "(O)"
    assert modules["proprietary"][2] == "(P)"
    assert modules["tester"][2] == "(N)"


FORCED = Boot("forced")


@case(FORCED, "load refs hold=1", "unload refs force", "load staging",
      "unload staging", "load crash")
def test_forced_unload_taints(log: Log) -> None:
    """R, and what has gone is remembered with its taints."""
    assert log.result("unload refs") == 0
    log.has("Tainted: G  R   D  C", "Tainted: [R]=FORCED_RMMOD, [D]=DIE, "
            "[C]=CRAP", "Unloaded tainted modules: staging(C):1"
            " [last unloaded: staging(C)]")


@case(FORCED, "load noexit", "unload noexit", "unload noexit force")
def test_force_overrides_a_missing_exit(log: Log) -> None:
    assert log.results("unload noexit") == [-errno.EBUSY, 0]


# ---- Names and files --------------------------------------------------------

NAMES = Boot("names")
LONGEST = "n" * 55


@case(NAMES, "insmod tests/longest.ko", f"unload {LONGEST}",
      files={"tests/longest.ko": edited("plain", new_name=LONGEST)})
def test_longest_name(log: Log) -> None:
    assert log.result("insmod tests/longest.ko") == 0
    assert log.result(f"unload {LONGEST}") == 0


BAD_NAMES = ["", "a b", "a/b", ".", "..", "a\nb", "\x7f", "\x01"]


@pytest.mark.parametrize("name", [
    pytest.param(name, id=repr(name), marks=case(
        NAMES, f"insmod tests/name{n}.ko",
        files={f"tests/name{n}.ko": edited("plain", new_name=name)}))
    for n, name in enumerate(BAD_NAMES)])
def test_bad_name(log: Log, name: str) -> None:
    log.has("refused by rule identify.name (EINVAL)")
    assert "\nplain: loading" not in log
    assert all(" " <= c <= "~" or c == "\n" for c in log.text)


@case(NAMES, "insmod tests/builtin.ko",
      files={"tests/builtin.ko": edited("plain", new_name="module")})
def test_name_of_the_kernels_own(log: Log) -> None:
    log.has("module: refused by rule admit.built_in (EINVAL)")


@case(NAMES, "insmod tests/magic.ko", files={
    "tests/magic.ko": edited("plain", ("mod_unload mod", "mod_upload mod"))})
def test_vermagic(log: Log) -> None:
    log.has("plain: version magic '6.12.0-mortise mod_upload modversions 686 ' "
            "should be '6.12.0-mortise mod_unload modversions 686 '\n",
            "plain: refused by rule identify.vermagic (ENOEXEC)")
    assert log.result("insmod tests/magic.ko") == -errno.ENOEXEC


@case(NAMES, "insmod tests/patch.ko", files={
    "tests/patch.ko": edited("plain", info=("livepatch=Y", "description"))})
def test_livepatch(log: Log) -> None:
    log.has("plain: module is marked as livepatch module, but livepatch "
            "support is disabled\n")
    assert log.result("insmod tests/patch.ko") == -errno.ENOEXEC


DISABLED = Boot("disabled")


@case(DISABLED, "load plain", "disable", "unload plain", "load hello")
def test_modules_disabled(log: Log) -> None:
    """kernel.modules_disabled: nobody comes, and nobody goes."""
    log.has("plain: refused by rule unload.disabled (EPERM)",
            "hello.ko: refused by rule admit.modules_disabled (EPERM)")
    assert log.result("unload plain") == -errno.EPERM
    assert log.result("load hello") == -errno.EPERM
