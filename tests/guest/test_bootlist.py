# SPDX-License-Identifier: MIT
"""What the boot loads: modules=, /etc/modules, and the switches against it."""

from __future__ import annotations

import re

import pytest

from lab import MODULES, PASS, Boot, Log, whole


def boot(name: str, append: str, **more) -> Boot:
    return Boot(f"bootlist-{name}", append=append, **more)


TWO = boot("two", "modules=hello,params")


@whole(TWO)
def test_list_on_the_command_line(log: Log) -> None:
    log.has("Hello, world\n", "params: hello, world\n")


@whole(TWO)
def test_table_and_unloading(log: Log) -> None:
    """The youngest first, each line in its columns, then each unload."""
    log.has("Module                       Size Used  Taint  by\n")
    rows = re.findall(r"^(\w+) +(\d+) +(\d+)  (\S+) +(\S*)$", log.text, re.M)
    assert [r[0] for r in rows] == ["params", "hello"]
    assert all(int(size) > 100 and used == "0" and taint == "-" and not by
               for _, size, used, taint, by in rows)
    log.has("modules: unloading params", "modules: unloading hello",
            "Goodbye, cruel world", "No user space: the boot ends here.")
    assert max(len(line) for line in log.raw.splitlines()
               if "Module  " in line or re.search(r" (params|hello)  ", line)
               ) <= 80


@whole(boot("args", 'modules="params(count=3 who=me,loud),hello"'))
def test_arguments_in_brackets(log: Log) -> None:
    assert log.text.count("params: hello, me,loud") == 3
    log.has("Hello, world")


@whole(boot("dependencies", "modules=chain_c"))
def test_dependencies_first(log: Log) -> None:
    log.has("chain_a: depth 1", "chain_b: depth 2", "chain_c: depth 3",
            "modules: unloading chain_c", "chain_c: gone",
            "modules: unloading chain_b", "chain_b: gone",
            "modules: unloading chain_a", "chain_a: gone")
    rows = re.findall(r"^(chain_\w) +\d+ +(\d)  -  +(\S*)$", log.text, re.M)
    assert rows == [("chain_c", "0", ""), ("chain_b", "1", "chain_c"),
                    ("chain_a", "1", "chain_b")]


@whole(boot("diamond", "modules=diamond,chain_c"))
def test_shared_dependency_once(log: Log) -> None:
    assert log.text.count("chain_a: depth") == 1
    rows = re.findall(r"^chain_a +\d+ +2  - +(\S+)$", log.text, re.M)
    assert rows and sorted(rows[0].split(",")) == ["chain_b", "diamond"]


@whole(boot("by-path", f"modules=/{MODULES}/kernel/hello.ko"))
def test_by_path(log: Log) -> None:
    log.has("Hello, world")


@whole(boot("path-lonely", f"modules=/{MODULES}/kernel/importer.ko"))
def test_a_path_loads_no_dependencies(log: Log) -> None:
    """What the head of modules/importer.c says to try."""
    log.has("importer: Unknown symbol exporter_")
    said = re.sub(r"\nimporter: +", " ", log.text)
    assert "module exporter exports it" in said


@whole(boot("missing", "modules=nobody,hello"))
def test_missing_module_does_not_stop_the_others(log: Log) -> None:
    log.has(f"modules: nobody is not in {MODULES}/modules.dep",
            "modules: nobody: not loaded: -2 (ENOENT)", "Hello, world")


@whole(boot("failing", "modules=failinit,oops,hello"))
def test_failing_module_does_not_stop_the_others(log: Log) -> None:
    log.has("modules: failinit: not loaded: -19 (ENODEV)",
            "modules: oops: not loaded: -14 (EFAULT)", "Hello, world",
            "modules: oops stays: it crashed")
    assert log.status == PASS


@whole(boot("twice", "modules=hello,hello"))
def test_named_twice(log: Log) -> None:
    assert log.text.count("Hello, world") == 1
    log.lacks("not loaded")


@whole(boot("dashes", "modules=chain-a"))
def test_dash_and_underscore_are_one(log: Log) -> None:
    log.has("chain_a: depth 1")


@whole(boot("empty", "modules="))
def test_empty_list(log: Log) -> None:
    log.has("(none)")
    assert log.status == PASS


LIST = b"""# What this course starts with
hello

  params   count=2   who="you two"
# nobody
chain-b\t
no_such_module
"""


@whole(boot("file", "", files={"etc/modules": LIST}))
def test_list_file(log: Log) -> None:
    log.has("Hello, world", "params: hello, you two", "params: hello, you two",
            "chain_a: depth 1", "chain_b: depth 2",
            "modules: no_such_module: not loaded: -2 (ENOENT)")
    log.lacks("nobody", "What this course")


@whole(boot("file-no-newline", "", files={"etc/modules": b"params count=1"}))
def test_list_file_without_last_newline(log: Log) -> None:
    log.has("params: hello, world")


@whole(boot("file-overridden", "modules=hello",
            files={"etc/modules": b"params\n"}))
def test_command_line_overrides_the_file(log: Log) -> None:
    log.has("Hello, world")
    log.lacks("params: ")


@whole(boot("linger", "modules=ticker linger=1000"))
def test_linger(log: Log) -> None:
    assert 3 <= log.text.count("ticker: tick ") <= 4


# ---- Switches ---------------------------------------------------------------

@whole(boot("nomodule", "nomodule modules=hello"))
def test_nomodule(log: Log) -> None:
    log.has("refused by rule admit.nomodule (EPERM)",
            "modules: hello: not loaded: -1 (EPERM)", "(none)")
    log.lacks("Hello, world")


@whole(boot("blacklist", "module_blacklist=params,chain-a "
            "modules=hello,params,chain_a,chain_b"))
def test_blacklist(log: Log) -> None:
    log.has("Hello, world", "Module params is blacklisted\n",
            "params: refused by rule admit.blacklist (EPERM)",
            "Module chain_a is blacklisted\n",
            "modules: chain_b: not loaded: -1 (EPERM)")
    log.lacks("params: hello", "chain_a: depth")


@whole(boot("blacklist-part", "module_blacklist=hell,hellow,ello "
            "modules=hello"))
def test_blacklist_is_of_whole_names(log: Log) -> None:
    log.has("Hello, world")


# ---- module.verbose ---------------------------------------------------------

VERBOSE = boot("verbose", "module.verbose=1 modules=exporter,importer")


@whole(VERBOSE)
def test_verbose_tells_every_stage(log: Log) -> None:
    stages = [re.sub(r"\W", "", s) for s in re.findall(
        r"^importer(?:\.ko)?: stage (\w+)", log.text, re.M)]
    known = ["admit", "check", "identify", "layout", "link", "relocate",
             "seal", "start"]
    seen = [s for i, s in enumerate(stages) if s not in stages[:i]]
    assert seen == known


@whole(VERBOSE)
def test_verbose_tells_sections_symbols_and_relocations(log: Log) -> None:
    log.matches(r"importer: +\[ *\d+\] \.init\.text +0x[0-9a-f]+ -> "
                r"0x[0-9a-f]{8} .*init text")
    log.matches(r"importer: +exporter_add +0x[0-9a-f]{8} .*exporter")
    log.matches(r"importer: +exporter_reset +0x[0-9a-f]{8} .*exporter.*GPL.*")
    log.matches(r"importer: +_printk +0x[0-9a-f]{8} .*(vmlinux|kernel)")
    log.matches(r"importer: .*R_386_32.*")
    log.matches(r"importer: .*R_386_P(C|LT)32.*")
    log.has("importer: the total is 42")


def relocations(log: Log) -> list[tuple[str, int, int, int, int]]:
    """(type, S, A, P, after) of each relocation of the module importer."""
    word = "((?:[0-9a-f]{2} ?){4})"
    found = re.findall(
        r"^importer: +\S+\+0x[0-9a-f]+ (R_386_\w+) \S*\n"
        r"importer: +S=([0-9a-f]{8}) A=([0-9a-f]{8}) P=([0-9a-f]{8}) "
        rf"{word} -> {word}$", log.text, re.M)
    return [(t, int(s, 16), int(a, 16), int(p, 16), int.from_bytes(
        bytes.fromhex(after), "little"))
        for t, s, a, p, _, after in found]


@whole(VERBOSE)
def test_verbose_relocations_add_up(log: Log) -> None:
    """S + A, or S + A - P, is what the bytes behind the arrow say."""
    found = relocations(log)
    assert len(found) >= 6
    for kind, s, a, p, after in found:
        place = 0 if kind == "R_386_32" else p
        assert (s + a - place) & 0xffffffff == after, (kind, s, a, p, after)


@whole(TWO)
def test_silent_without_verbose(log: Log) -> None:
    log.lacks("stage ", "R_386_")


# ---- The demo modules -------------------------------------------------------

DEMOS = {
    "borrow": "borrow: reset the total by exporter_reset",
    "chatter": "chatter: 5 messages are off",
    "cipher": "cipher: and back: the same 16 byte",
    "containers": "containers: tree:",
    "ctors": "ctors: init after 2 constructors",
    "deferred": "deferred: nothing is left for later",
    "digest": "digest: sha256(Hello, world!) = 315f5bdb76d078c4",
    "exporter": "exporter: ready",
    "failinit": "failinit: returning -19",
    "forgetful(forget=memory)": "forgetful: leaked kmalloc-",
    "gauge,hello": "Goodbye, cruel world",
    "greeter(language=la)": "greeter: Salve",
    "hello": "Hello, world",
    "hide,hello": "Goodbye, cruel world",
    "importer": "importer: the total is 42",
    "keys,hello": "Goodbye, cruel world",
    "kunit,hello": "Goodbye, cruel world",
    "klist,hello": "Goodbye, cruel world",
    "lamp,hello": "Goodbye, cruel world",
    "middle_test": "ok 1 middle",
    "noexit": "modules: noexit stays: it has no exit",
    "notifier,hello": "notifier: hello is going",
    "notifier(veto=hello),hello": "modules: hello: not loaded: -1 (EPERM)",
    "oops,hello": "modules: oops stays: it crashed",
    "pad": "pad: major ",
    "pcspkr": "input: PC Speaker as /devices/platform/pcspkr/input/input1",
    "params": "params: hello, world",
    "pets": "pets: mkdir in /sys/kernel/config/pets",
    "probe": "probe: missed 0",
    "proprietary": "proprietary: module license 'Proprietary' taints kernel.",
    "race(lock=1)": "race: 2 threads counted to 20, should be 20",
    "rational,hello": "Goodbye, cruel world",
    "refs(hold=2)": "modules: refs stays: it is in use",
    "retprobe": "retprobe: 0 calls were too many at one time",
    "sensor,hello": "Goodbye, cruel world",
    "staging": "staging: module is from the staging directory",
    "textwrite": "textwrite: writing to victim",
    "ticker": "ticker: stopped after 0 ticks",
    "typist": "input: Typist as /devices/virtual/input/input1",
    "watch": "watch: no more",
    "words,hello": "Goodbye, cruel world",
    "worker": "worker: stopping after ",
}


@pytest.mark.parametrize("line", [
    pytest.param(line, id=words, marks=whole(
        boot(f"demo-{n}", f'modules="{words}"')))
    for n, (words, line) in enumerate(DEMOS.items())])
def test_demo(log: Log, line: str) -> None:
    log.has(line)
    assert log.status == PASS


def test_every_demo_is_tried() -> None:
    from lab import TOP  # the list of what there is
    made = re.findall(r"(\w+)\.o", re.sub(
        r"^\w+-(objs|y).*$", "", (TOP / "modules/Kbuild").read_text(),
        flags=re.M))
    tried = {re.match(r"\w+", w)[0] for words in DEMOS
             for w in words.split(",")}
    assert set(made) <= tried
