# SPDX-License-Identifier: MIT
"""Sources of modules that are too large to be written by hand."""

from __future__ import annotations

from pathlib import Path

MIB = 1 << 20

HEAD = """/* SPDX-License-Identifier: MIT */
/* Made by tests/guest/generate.py. */
#include <linux/module.h>

"""

TAIL = """
static void __exit generated_exit(void)
{{
}}

module_init(generated_init);
module_exit(generated_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("{what}");
"""


def large(mib: int) -> str:
    """A module whose file has so many MiB; init adds some of them up."""
    return HEAD + f"""
static const unsigned char filler[{mib * MIB}] = {{ 1, 2, 3 }};
static unsigned char last[{MIB}] = {{ [{MIB - 1}] = 7 }};

static int __init generated_init(void)
{{
	const volatile unsigned char *p = filler, *q = last;

	pr_info("large: %u bytes, %u and %u\\n", {(mib + 1) * MIB}u,
		p[0] + p[1] + p[2] + p[{mib * MIB - 1}], q[{MIB - 1}]);
	return 0;
}}
""" + TAIL.format(what="Is large")


def relocations(count: int) -> str:
    """A module with as many relocations, whose results init adds up."""
    lines = "\n".join(f"\t&numbers[{i % 1000}]," for i in range(count))
    return HEAD + f"""
static int numbers[1000];
static int *const pointers[{count}] = {{
{lines}
}};

static int __init generated_init(void)
{{
	unsigned int right = 0;

	for (unsigned int i = 0; i < {count}; i++)
		right += *(int *const volatile *)&pointers[i] ==
			 numbers + i % 1000;
	pr_info("relocations: %u of {count} are right\\n", right);
	return 0;
}}
""" + TAIL.format(what="Has many relocations")


def symbols(count: int) -> str:
    """A module that exports as many symbols."""
    functions = "\n".join(
        f"int many_symbol_{i}(void);\n"
        f"int many_symbol_{i}(void)\n{{\n\treturn {i};\n}}\n"
        f"EXPORT_SYMBOL(many_symbol_{i});" for i in range(count))
    return HEAD + functions + f"""

static int __init generated_init(void)
{{
	pr_info("symbols: {count}\\n");
	return 0;
}}
""" + TAIL.format(what="Exports many symbols")


def imports(count: int) -> str:
    """A module that uses as many symbols of the one before."""
    declarations = "\n".join(f"int many_symbol_{i}(void);"
                             for i in range(count))
    calls = "\n".join(f"\tsum += many_symbol_{i}();" for i in range(count))
    return HEAD + declarations + f"""

static int __init generated_init(void)
{{
	unsigned int sum = 0;

{calls}
	pr_info("imports: the sum is %u, expected {sum(range(count))}\\n", sum);
	return 0;
}}
""" + TAIL.format(what="Imports many symbols")


MODULES = {
    "gen_large": large(9),
    "gen_relocations": relocations(25000),
    "gen_symbols": symbols(5000),
    "gen_imports": imports(5000),
    "gen_few": imports(500),
}


def write(folder: Path) -> None:
    """Writes the sources and their Kbuild; what is unchanged is left alone."""
    files = {f"{name}.c": text for name, text in MODULES.items()}
    files["Kbuild"] = "".join(f"obj-m += {name}.o\n" for name in MODULES) + \
        "ccflags-y := -O1 -g0\n"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
