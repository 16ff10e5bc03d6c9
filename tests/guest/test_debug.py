# SPDX-License-Identifier: MIT
"""make debug: gdb knows the kernel's symbols, and a module's while it lives."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lab import TOP, Lab

COMMANDS = """
set breakpoint pending on
break greeter_text
continue
backtrace 3
info symbol greeter_text
modules
delete
break machine_power_off
continue
info functions ^greeter_text$
print "at the end"
"""


def test_symbols_come_and_go(lab: Lab, tmp_path: Path) -> None:
    script = tmp_path / "commands"
    script.write_text(COMMANDS)
    done = subprocess.run(
        [str(TOP / "tools/gdb/debug"), "-batch", "-x", str(script)],
        env={**os.environ, "O": str(lab.build("here").folder),
             "APPEND": "rdinit=/none"}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, timeout=120, check=False)
    said = done.stdout
    at = 0
    for text in ("mortise: greeter: symbols added from ", "Breakpoint 1, ",
                 "greeter_text (language=", "modules/greeter-text.c:",
                 "greeter_init () at modules/greeter-main.c:", "call_init (",
                 "greeter_text in section .text", "Text ", "hello ",
                 "mortise: greeter: symbols removed", "Breakpoint 2, ",
                 "machine_power_off () at kernel/reboot.c:",
                 '"at the end"'):
        assert said.find(text, at) >= 0, f"no {text!r} in:\n{said}"
        at = said.find(text, at)
    last = said.rpartition("regular expression")[2]
    assert "greeter-text.c" not in last and "0xf0" not in last, last
