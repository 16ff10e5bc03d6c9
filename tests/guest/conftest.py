# SPDX-License-Identifier: MIT
"""Ties the lab to pytest: options, the fixture `log`, one start of all boots.

usage: pytest-3 tests/guest [--out build] [--cc gcc|clang] [--logs FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lab import TOP, Case, Lab, Log  # noqa: E402

LAB = pytest.StashKey[Lab]()
CASE = pytest.StashKey[Case]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--out", default=str(TOP / "build"),
                     help="where the builds are (made if they are missing)")
    parser.addoption("--cc", default="gcc", choices=["gcc", "clang"],
                     help="the compiler of kernel and modules")
    parser.addoption("--logs", help="a folder for the boots' logs; its boots.txt has "
                     "the seconds and the exit status of each")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "case(boot, commands, files): see lab.py")
    config.addinivalue_line("markers", "user: of user space")
    config.addinivalue_line(
        "markers", "gcc: not to be repeated with the other compiler")
    config.stash[LAB] = Lab(Path(config.getoption("--out")).resolve(),
                            config.getoption("--cc"))


def pytest_collection_modifyitems(config: pytest.Config,
                                  items: list[pytest.Item]) -> None:
    if config.getoption("--cc") == "gcc":
        return
    once = [i for i in items if i.get_closest_marker("gcc")]
    config.hook.pytest_deselected(items=once)
    items[:] = [i for i in items if i not in once]


def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    if config.option.collectonly:
        return
    cases = []
    for item in session.items:
        marker = item.get_closest_marker("case")
        if marker:
            item.stash[CASE] = Case(*marker.args)
            cases.append(item.stash[CASE])
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    config.stash[LAB].start(cases, lambda text: reporter.write_line(text))


def pytest_unconfigure(config: pytest.Config) -> None:
    if LAB not in config.stash:
        return
    lab = config.stash[LAB]
    lab.stop()
    if folder := config.getoption("--logs"):
        lab.write_logs(Path(folder))


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Log:
    """The lines that the test's own commands led to."""
    return request.node.stash[CASE].log(request.config.stash[LAB])


@pytest.fixture
def lab(request: pytest.FixtureRequest) -> Lab:
    return request.config.stash[LAB]
