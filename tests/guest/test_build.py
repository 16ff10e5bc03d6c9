# SPDX-License-Identifier: MIT
"""make M=folder: a course's own modules, and what modpost says of bad ones."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lab import MODULES, PASS, QEMU, TOP, Lab, run_qemu

GOOD = """
#include <linux/init.h>
#include <linux/module.h>

static int __init good_init(void)
{
	pr_info("good: EXTRA is %d\\n", EXTRA);
	return 0;
}

static void __exit good_exit(void)
{
}

module_init(good_init);
module_exit(good_exit);
MODULE_LICENSE("GPL");
"""

BOOK = """
#include <linux/module.h>
#include <linux/kernel.h>

int init_module(void)
{
	printk(KERN_INFO "book: as the books have it\\n");
	return 0;
}

void cleanup_module(void)
{
	printk(KERN_INFO "book: goodbye\\n");
}

MODULE_LICENSE("GPL");
"""

UNDEFINED = GOOD.replace("EXTRA)", "prinkt(0))").replace(
    "static int", "int prinkt(int);\nstatic int", 1)


def folder_of(path: Path, kbuild: str, **sources: str) -> Path:
    (path / "Makefile").write_text(kbuild)
    for name, text in sources.items():
        (path / f"{name}.c").write_text(text)
    return path


@pytest.fixture
def course(tmp_path: Path, lab: Lab) -> Path:
    """A course's folder, built: two modules by the usual Kbuild lines."""
    path = folder_of(
        tmp_path, "obj-m := good.o\nobj-m += book.o\n"
        "ccflags-y := -DEXTRA=7\n", good=GOOD, book=BOOK)
    lab.build("here").make(f"M={path}")
    return path


def files_below(path: Path) -> set[Path]:
    return {p for p in path.rglob("*") if p.is_file()
            and not p.is_relative_to(TOP / "build")
            and ".git" not in p.parts and "__pycache__" not in p.parts}


def test_folder_of_a_course(course: Path) -> None:
    assert {p.name for p in course.glob("*.ko")} == {"good.ko", "book.ko"}


def test_nothing_is_copied_into_the_tree(tmp_path: Path, lab: Lab) -> None:
    before = {p for p in files_below(TOP) if p.suffix in (".ko", ".o")}
    lab.build("here").make(f"M={folder_of(tmp_path, 'obj-m := book.o', book=BOOK)}")
    after = {p for p in files_below(TOP) if p.suffix in (".ko", ".o")}
    assert after == before


def test_course_boots_with_its_modules(course: Path, lab: Lab) -> None:
    """A boot without user space loads what the folder has, out of tree."""
    build = lab.build("here")
    out = course / "kernel"
    done = build.try_make(f"O={out}", f"M={course}", "image")
    assert done.returncode == 0, done.stdout
    log = run_qemu([QEMU, "-accel", "tcg", "-cpu", "max", "-m",
                    "64", "-kernel", str(out / "mortise.elf"), "-initrd",
                    str(out / "initramfs.cpio"), "-append",
                    "debug_exit=1 rdinit=none",
                    "-display", "none", "-serial", "stdio", "-no-reboot",
                    "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
                    "-icount", "shift=5,sleep=off"], 60)
    log.has("good: EXTRA is 7\n", "book: as the books have it\n",
            "book: goodbye\n")
    log.has(": loading out-of-tree module taints kernel.\n")
    log.matches(r"good +\d+ +0  \(O\) *")
    assert log.status == PASS


def test_clean_leaves_the_sources(course: Path, lab: Lab) -> None:
    lab.build("here").make(f"M={course}", "clean")
    assert {p.name for p in course.iterdir()} == {"Makefile", "good.c",
                                                  "book.c"}


# Makefiles as books and courses have them: with targets of their own, which
# call make in the kernel's tree.
STYLES = {
    "one file for both": """
ifneq ($(KERNELRELEASE),)
obj-m := own.o book.o
own-objs := src/part.o
EXTRA_CFLAGS += -I$(src)/include
else
KDIR ?= /lib/modules/$(shell uname -r)/build
default:
\t$(MAKE) -C $(KDIR) M=$(PWD) modules
endif
""", "all and clean": """
obj-m += book.o
obj-m += own.o
own-y := src/part.o
ccflags-y := -I$(PWD)/include
all modules:
\t$(MAKE) -C $(KDIR) CC=$(CC) M=$(CURDIR) modules
clean install:
\t$(MAKE) -C $(KDIR) CC=$(CC) M=$(CURDIR) $@
""", "names of ours": """
TARGET = own
obj-m := $(TARGET).o book.o
$(TARGET)-objs := \\
\tsrc/part.o
KBUILD_CFLAGS += -I$(src)/include
top := /nowhere
order := none
all objects modpost final:
\tmake -C $(KDIR) M=`pwd`
"""}


def test_make_in_the_folder_of_the_build(tmp_path: Path, lab: Lab) -> None:
    """As by a Makefile of the books' whose -C names Linux's build folder."""
    folder = folder_of(tmp_path, "obj-m := book.o\n", book=BOOK)

    def make(goal: str) -> None:
        subprocess.run(["make", "-C", lab.build("here").folder, f"M={folder}",
                        goal], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)

    make("modules")
    assert (folder / "book.ko").exists()
    make("clean")
    assert files_below(folder) == {folder / "Makefile", folder / "book.c"}


@pytest.mark.parametrize("style", STYLES)
def test_style_of_makefile(tmp_path: Path, lab: Lab, style: str) -> None:
    path = folder_of(tmp_path, STYLES[style], book=BOOK)
    for folder, name, text in (
            ("src", "part.c", '#include "part.h"\n' + GOOD),
            ("include", "part.h", "#define EXTRA 3\n")):
        (path / folder).mkdir()
        (path / folder / name).write_text(text)
    build = lab.build("here")
    done = subprocess.run(
        ["make", f"KDIR={TOP}", f"O={build.folder}", *build.arguments],
        cwd=path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
        env={k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ}
        | {"PWD": str(path)})
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout, done.stdout
    assert {p.name for p in path.glob("*.ko")} == {"own.ko", "book.ko"}


def test_modules_install(course: Path, lab: Lab, tmp_path: Path) -> None:
    root = tmp_path / "root"
    lab.build("here").make(f"M={course}", f"INSTALL_MOD_PATH={root}",
                           "modules_install")
    assert (root / MODULES / "updates/good.ko").is_file()
    assert "updates/good.ko:" in (root / MODULES / "modules.dep").read_text()


def test_a_second_make_does_nothing(course: Path, lab: Lab) -> None:
    before = {p: p.stat().st_mtime_ns for p in course.glob("*.ko")}
    done = lab.build("here").try_make(f"M={course}")
    assert "CC" not in done.stdout and "LD" not in done.stdout
    assert before == {p: p.stat().st_mtime_ns for p in course.glob("*.ko")}


def test_changed_header_rebuilds(tmp_path: Path, lab: Lab) -> None:
    path = folder_of(tmp_path, "obj-m := good.o\n",
                     good='#include "extra.h"\n' + GOOD)
    (path / "extra.h").write_text("#define EXTRA 1\n")
    lab.build("here").make(f"M={path}")
    first = (path / "good.ko").read_bytes()
    (path / "extra.h").write_text("#define EXTRA 2\n")
    lab.build("here").make(f"M={path}")
    assert (path / "good.ko").read_bytes() != first


def test_verbose_shows_commands(tmp_path: Path, lab: Lab) -> None:
    path = folder_of(tmp_path, "obj-m := book.o\n", book=BOOK)
    done = lab.build("here").try_make(f"M={path}", "V=1")
    assert " -c " in done.stdout and "modpost" in done.stdout


def test_module_of_two_files_and_a_folder_below(tmp_path: Path,
                                                lab: Lab) -> None:
    """name-objs, name-y and a subfolder, as Linux's kbuild documents them."""
    path = folder_of(tmp_path, "obj-m := pair.o below/\n"
                     "pair-objs := one.o\npair-y := two.o\n",
                     one=GOOD.replace("EXTRA)", "two())").replace(
                         "static int", "int two(void);\nstatic int", 1),
                     two="int two(void);\nint two(void)\n{\n\treturn 2;\n}\n")
    (path / "below").mkdir()
    folder_of(path / "below", "obj-m := book.o\n", book=BOOK)
    lab.build("here").make(f"M={path}")
    assert (path / "pair.ko").is_file() and (path / "below/book.ko").is_file()


BAD = {
    "undefined": (UNDEFINED, 'ERROR: modpost: "prinkt" [', "undefined!"),
    "no-licence": (BOOK.replace('MODULE_LICENSE("GPL");', ""),
                   "ERROR: modpost: missing MODULE_LICENSE() in ", "fix: "),
    "gpl-only": (BOOK.replace('"GPL"', '"Proprietary"').replace(
        "return 0;", "return !ktime_get_ns();").replace(
            "#include <linux/kernel.h>", "#include <linux/timer.h>"),
        "GPL-incompatible module bad.ko uses GPL-only symbol 'ktime_get_ns'",
        "fix: "),
    "duplicate": (BOOK + "int memmove_(void);\nEXPORT_SYMBOL(_printk);\n",
                  "'_printk' exported twice", "fix: "),
    "syntax": (BOOK.replace("return 0;", "return 0"), "error:", "bad.c:"),
}


@pytest.mark.parametrize("source, first, second", [
    pytest.param(*texts, id=name) for name, texts in BAD.items()])
def test_bad_module_does_not_build(tmp_path: Path, lab: Lab, source: str,
                                   first: str, second: str) -> None:
    """It fails, says why in Linux's words, and leaves no module behind."""
    path = folder_of(tmp_path, "obj-m := bad.o\n", bad=source)
    done = lab.build("here").try_make(f"M={path}")
    assert done.returncode != 0
    assert first in done.stdout and second in done.stdout, done.stdout
    assert not (path / "bad.ko").exists()


def exporting(namespace: str) -> dict[str, str]:
    """A module that exports in a namespace, and one that uses it."""
    give = "int given(void);\nint given(void)\n{\n\treturn 1;\n}\n"
    export = (f"EXPORT_SYMBOL_NS(given, {namespace});\n" if namespace
              else "EXPORT_SYMBOL(given);\n")
    return {"giver": BOOK.replace("0;", "given();").replace(
                "int init", give + export + "int init", 1),
            "taker": BOOK.replace("0;", "given();").replace(
                "int init", "int given(void);\nint init", 1)}


@pytest.mark.parametrize("namespace", ["SPACE", '"SPACE"'])
def test_namespace_must_be_imported(tmp_path: Path, lab: Lab,
                                    namespace: str) -> None:
    sources = exporting(namespace)
    path = folder_of(tmp_path, "obj-m := giver.o taker.o\n", **sources)
    done = lab.build("here").try_make(f"M={path}")
    assert done.returncode != 0
    assert ("ERROR: modpost: module taker uses symbol given from namespace "
            "SPACE, but does not import it.") in done.stdout
    (path / "taker.c").write_text(
        sources["taker"] + f"MODULE_IMPORT_NS({namespace});\n")
    lab.build("here").make(f"M={path}")
    assert "\tgiven\t" in (path / "Module.symvers").read_text()
    assert "\tEXPORT_SYMBOL\tSPACE\n" in (path / "Module.symvers").read_text()


def test_other_modules_versions(tmp_path: Path, lab: Lab) -> None:
    """KBUILD_EXTRA_SYMBOLS: the version of another folder's export."""
    sources = exporting('""')
    folders = {}
    for name, text in sources.items():
        (tmp_path / name).mkdir()
        folders[name] = folder_of(tmp_path / name, f"obj-m := {name}.o\n",
                                  **{name: text})
    lab.build("here").make(f"M={folders['giver']}")
    symvers = folders["giver"] / "Module.symvers"
    lab.build("here").make(f"M={folders['taker']}",
                           f"KBUILD_EXTRA_SYMBOLS={symvers}")
    crc = next(line.split("\t")[0] for line in symvers.read_text().splitlines()
               if line.split("\t")[1] == "given")
    assert int(crc, 16)
    assert f'{{ {crc}, "given" }}' in (
        folders["taker"] / "taker.mod.c").read_text()


LONG = "a_name_that_is_longer_than_fifty_nine_characters_" + "x" * 30


def test_long_names_have_versions(tmp_path: Path, lab: Lab) -> None:
    """Linux's extended form; the other lacks what does not fit."""
    sources = {name: text.replace("given", LONG)
               for name, text in exporting("").items()}
    path = folder_of(tmp_path, "obj-m := giver.o taker.o\n", **sources)
    lab.build("here").make(f"M={path}")
    text = (path / "taker.mod.c").read_text()
    assert '__section("__version_ext_crcs")' in text
    assert f'"{LONG}"' in text.partition("__version_ext_names")[2]
    assert LONG not in text.partition("____version_ext_crcs")[0]


def test_section_mismatch_is_told(tmp_path: Path, lab: Lab) -> None:
    path = folder_of(tmp_path, "obj-m := bad.o\n", bad=GOOD.replace(
        "EXTRA is %d\\n\", EXTRA", "mismatch\\n\"").replace(
            "static int", "static noinline void __init early(void)\n{\n"
            "\tpr_info(\"early\\n\");\n}\n\nvoid late(void);\n"
            "void late(void)\n{\n\tearly();\n}\n\nstatic int", 1))
    done = lab.build("here").try_make(f"M={path}")
    assert done.returncode == 0, done.stdout
    said = [s for s in done.stdout.splitlines() if "section mismatch" in s]
    assert len(said) == 1
    assert said[0].startswith("WARNING: modpost: bad: section mismatch in "
                              "reference: late+0x")
    assert said[0].endswith(") -> early (section: .init.text)")


@pytest.mark.parametrize("kbuild, said", [
    ("", "obj-m"), ("obj-m :=\n", "obj-m"),
    ("obj-m := nothing.o\n", "nothing")])
def test_bad_kbuild(tmp_path: Path, lab: Lab, kbuild: str, said: str) -> None:
    done = lab.build("here").try_make(f"M={folder_of(tmp_path, kbuild)}")
    assert done.returncode != 0
    assert said in done.stdout


def test_folder_without_kbuild(tmp_path: Path, lab: Lab) -> None:
    done = lab.build("here").try_make(f"M={tmp_path}")
    assert done.returncode != 0
    assert "has no Kbuild and no Makefile" in done.stdout
