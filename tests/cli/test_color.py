"""Color on a terminal, and only there, unless the user says otherwise."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from .conftest import BLOCKING, Run, Write

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*arguments: str, **env: str) -> str:
    """What a command prints in a terminal, without the progress bar that a slow run shows."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    reader, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "loopguard", *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
    ):
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(reader, 65536)
            except OSError:  # Linux says this way that nobody holds the other end any more
                part = b""
            if not part:
                break
            shown += part
    os.close(reader)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_color_and_otherwise_the_text_of_a_pipe(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING})
    shown = on_terminal("check")
    assert "\x1b[1;31merror LG101\x1b[0m" in shown
    assert ESCAPE.sub("", shown) == loopguard("check").out


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
        (("--color", "never"), {}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
    ],
)
def test_a_terminal_gets_no_color_where_none_is_wanted(
    arguments: tuple[str, ...], env: dict[str, str], write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING})
    assert on_terminal("check", *arguments, **env) == loopguard("check").out


@pytest.mark.parametrize("command", [("rules",), ("explain", "LG101")], ids=" ".join)
def test_pages_are_colored_on_a_terminal_only(command: tuple[str, ...], loopguard: Run) -> None:
    shown = on_terminal(*command)
    assert ESCAPE.search(shown)
    assert ESCAPE.sub("", shown) == loopguard(*command).out


@pytest.mark.parametrize("command", [("rules",), ("explain", "LG101")], ids=" ".join)
def test_pages_have_no_color_where_none_is_wanted(command: tuple[str, ...], loopguard: Run) -> None:
    assert on_terminal(*command, NO_COLOR="1") == loopguard(*command).out


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "auto"), {}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_a_pipe_gets_color_only_where_it_is_asked_for(
    arguments: tuple[str, ...],
    env: dict[str, str],
    colored: bool,
    write: Write,
    loopguard: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write({"main.py": BLOCKING})
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in loopguard("check", *arguments).out) is colored


def test_json_has_no_color(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    plain = loopguard("check", "--format", "json")
    assert loopguard("check", "--format", "json", "--color", "always") == plain


def test_escape_codes_in_checked_code_do_not_reach_the_terminal(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": "import time\n\n\nasync def main():\n    time.sleep(len('\x1b[2J'))\n"})
    assert "\x1b" not in loopguard("check").out
