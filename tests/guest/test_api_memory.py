# SPDX-License-Identifier: MIT
"""The memory family of the API: the suite memory_test, in both builds."""

from __future__ import annotations

import pytest

import ktap
from lab import HERE, Boot, Log, case, whole

BOOTS = [Boot("memory", commands=("load memory_test", "unload memory_test")),
         Boot("memory debug", kernel="debug", modules="debug",
              commands=("load memory_test", "unload memory_test"))]
MISUSE = Boot("memory misuse")


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=whole(boot), id=f"{boot.name}-{name}")
    for boot in BOOTS
    for name in ktap.cases_in(HERE / "modules/memory_test.c")])
def test_case(log: Log, name: str) -> None:
    suite = ktap.read(log.text)["memory_test"]
    assert suite.passed[name], "\n".join(suite.notes[name])


@pytest.mark.parametrize("boot", [
    pytest.param(boot, marks=whole(boot), id=boot.name) for boot in BOOTS])
def test_suite_leaves_nothing(log: Log, boot: Boot) -> None:
    log.lacks("leaked", "WARNING", "BUG")
    assert log.result("unload memory_test") == 0


@case(MISUSE, "load slabs how=stranger", "unload slabs")
def test_object_of_another_cache(log: Log) -> None:
    log.has("cache_from_obj: Wrong slab cache. one but object is from other",
            "WARNING: ", "slabs: done with stranger")
