"""LoopGuard as a plugin of the real flake8."""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loopguard import flake8_plugin
from loopguard.flake8_plugin import Plugin

from .conftest import BLOCKING, CLEAN, WARNING, Outcome, Run, Write

SLEEP = "LG101 `time.sleep` puts the whole event loop to sleep"
STAT = "LG105 `os.path.exists` waits for the file system and holds up the event loop"
HELPER = "import time\n\n\ndef rest():\n    time.sleep(1)\n"
CALLER = "from helper import rest\n\n\nasync def main():\n    rest()\n"

START_ANEW = """
import multiprocessing
import sys

from flake8.main.cli import main

multiprocessing.set_start_method("spawn")
sys.exit(main(sys.argv[1:]))
"""
"""flake8 with processes that inherit nothing, as on Windows and macOS."""

Flake8 = Callable[..., Outcome]


@pytest.fixture
def flake8(root: Path) -> Flake8:
    """Runs flake8 in the project."""

    def run(
        *arguments: str, given: str = "", command: tuple[str, ...] = ("-m", "flake8")
    ) -> Outcome:
        done = subprocess.run(
            [sys.executable, *command, "--isolated", *arguments],
            cwd=root,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


def test_flake8_lists_the_plugin(flake8: Flake8) -> None:
    assert "loopguard-lint: " in flake8("--version").out.replace("\n", " ")


@pytest.mark.parametrize(
    "options",
    [("--jobs", "1"), ("--jobs", "2")],
    ids=["one process", "two processes"],
)
def test_findings_are_reported_with_the_others(
    options: tuple[str, ...], write: Write, flake8: Flake8
) -> None:
    write({"main.py": BLOCKING, "app/other.py": WARNING, "clean.py": CLEAN + "import os\n"})
    outcome = flake8("--select", "LG,F401", *options, ".")
    assert outcome == Outcome(
        1,
        f"./app/other.py:5:12: {STAT}\n"
        "./clean.py:6:1: F401 'os' imported but unused\n"
        f"./main.py:5:5: {SLEEP}\n",
        "",
    )


@pytest.mark.parametrize("cache", ["cold", "warm"])
def test_processes_that_inherit_nothing_report_the_same(
    cache: str, write: Write, flake8: Flake8, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, "app/other.py": WARNING})
    if cache == "warm":
        loopguard("check")
    outcome = flake8("--select", "LG", "--jobs", "2", ".", command=("-c", START_ANEW))
    assert outcome == Outcome(1, f"./app/other.py:5:12: {STAT}\n./main.py:5:5: {SLEEP}\n", "")


def test_the_whole_program_is_seen_though_one_file_is_given(write: Write, flake8: Flake8) -> None:
    write({"helper.py": HELPER, "main.py": CALLER})
    expected = f"main.py:5:5: {SLEEP}, reached through `helper.rest`\n"
    assert flake8("--select", "LG", "main.py") == Outcome(1, expected, "")
    assert flake8("--select", "LG", "helper.py") == Outcome(0, "", "")


def test_standard_input_counts_in_the_place_of_the_file(write: Write, flake8: Flake8) -> None:
    write({"helper.py": HELPER, "main.py": CLEAN})
    outcome = flake8("--select", "LG", "--stdin-display-name", "main.py", "-", given=CALLER)
    assert outcome.out == f"main.py:5:5: {SLEEP}, reached through `helper.rest`\n"
    assert flake8("--select", "LG", "-", given=BLOCKING).out == f"stdin:5:5: {SLEEP}\n"


def test_settings_baseline_and_comments_of_loopguard_hold(
    write: Write, flake8: Flake8, loopguard: Run
) -> None:
    write({"loopguard.toml": "ignore = ['LG105']\nbaseline = 'old.json'\n"})
    write({"a.py": WARNING, "b.py": BLOCKING})
    loopguard("baseline", "create")
    write({"c.py": BLOCKING, "d.py": BLOCKING.replace("(1)", "(1)  # noqa: LG101")})
    assert flake8("--select", "LG", ".").out == f"./c.py:5:5: {SLEEP}\n"


@pytest.mark.parametrize(
    ("options", "is_reported"),
    [
        ((), True),
        (("--extend-select", "LG101", "--ignore", "L"), True),
        (("--select", "E,F"), False),
        (("--extend-ignore", "LG1"), False),
        (("--select", "LG105"), False),
    ],
)
def test_flake8_chooses_the_codes(
    options: tuple[str, ...], is_reported: bool, write: Write, flake8: Flake8
) -> None:
    write({"main.py": BLOCKING})
    expected = Outcome(1, f"main.py:5:5: {SLEEP}\n", "") if is_reported else Outcome(0, "", "")
    assert flake8(*options, "main.py") == expected


def test_wrong_settings_end_the_run_with_a_reason(write: Write, flake8: Flake8) -> None:
    root = write({"main.py": BLOCKING, "loopguard.toml": "fail-on = 1\n"})
    assert flake8("--select", "LG", ".") == Outcome(
        1,
        "There was a critical error during execution of Flake8:\n"
        f"{root / 'loopguard.toml'}: fail-on: must be one of error, warning, never\n",
        "",
    )


def test_files_that_cannot_be_read_are_left_to_flake8(write: Write, flake8: Flake8) -> None:
    write({"main.py": "def (\n"})
    assert [line.split()[1] for line in flake8("main.py").out.splitlines()] == ["E999"]
    assert [line.split()[1] for line in flake8("gone.py").out.splitlines()] == ["E902"]


# one run for all files


def options(*filenames: str, **given: object) -> argparse.Namespace:
    chosen = {"select": None, "extend_select": None, "ignore": None, "extend_ignore": None, **given}
    return argparse.Namespace(filenames=list(filenames), **chosen)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """The paths of each check that the plugin has made."""
    made: list[list[Path]] = []
    check = flake8_plugin.check

    def counted(paths: list[Path], *arguments: object, **others: object) -> object:
        made.append(list(paths))
        return check(paths, *arguments, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(flake8_plugin, "check", counted)
    monkeypatch.setattr(Plugin, "_found", None)
    return made


def reported(name: str) -> list[str]:
    plugin = Plugin(ast.parse(""), name, [])
    return [f"{line}:{column} {text}" for line, column, text, _ in plugin.run()]


def test_the_program_is_checked_once_for_all_files(write: Write, checks: list[list[Path]]) -> None:
    write({"a.py": BLOCKING, "b.py": WARNING})
    Plugin.parse_options(options("."))
    assert (reported("./a.py"), reported("./b.py")) == ([f"5:4 {SLEEP}"], [f"5:11 {STAT}"])
    assert reported(os.path.abspath("a.py")) == [f"5:4 {SLEEP}"]
    assert checks == [[Path(".")]]


@pytest.mark.parametrize(
    "given",
    [options(".", select=["E"]), options(".", ignore=["LG"]), options("gone.py")],
    ids=["not selected", "ignored", "not there"],
)
def test_nothing_is_checked_where_nothing_would_be_reported(
    given: argparse.Namespace, write: Write, checks: list[list[Path]]
) -> None:
    write({"a.py": BLOCKING})
    Plugin.parse_options(given)
    assert (reported("a.py"), checks) == ([], [])
