"""What goes to which stream, in which encoding, and what happens when nobody reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Outcome, Run, Write

CHAIN = """\
import time


def rest():
    time.sleep(1)


async def main():
    rest()
"""
BEYOND_LATIN_1 = 'import time\n\n\nasync def main():\n    time.sleep(len("é→字😀"))\n'


def test_the_report_goes_to_standard_output_alone(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("check") == Outcome(
        1,
        "main.py:5:5: error LG101 `time.sleep` puts the whole event loop to sleep\n"
        "     5 │     time.sleep(1)\n"
        "       │     ^^^^^^^^^^^^^\n"
        "       fix: await `asyncio.sleep`\n"
        "            - time.sleep(1)\n"
        "            + await asyncio.sleep(1)\n"
        "\n"
        "Found 1 blocking call (1 error) in 1 file.\n",
        "",
    )


def test_quiet_says_nothing_where_there_is_nothing_to_report(write: Write, loopguard: Run) -> None:
    write({"main.py": CLEAN})
    assert loopguard("check", "--quiet") == Outcome(0, "", "")


def test_quiet_still_reports_what_there_is(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("check", "--quiet") == loopguard("check")


def test_quiet_still_reports_unread_files(write: Write, loopguard: Run) -> None:
    write({"main.py": "def broken(:\n"})
    assert "main.py:1:12: LG001" in loopguard("check", "-q", "--format", "concise").out


def test_output_writes_the_report_to_a_file_and_nothing_to_the_terminal(
    write: Write, loopguard: Run
) -> None:
    root = write({"main.py": BEYOND_LATIN_1})
    shown = loopguard("check")
    assert loopguard("check", "--output", "report.txt") == Outcome(1, "", "")
    assert (root / "report.txt").read_text(encoding="utf-8") == shown.out


def test_a_report_in_a_file_has_no_color_even_if_color_is_forced(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"main.py": BLOCKING})
    monkeypatch.setenv("FORCE_COLOR", "1")
    loopguard("check", "--output", "report.txt")
    assert "\x1b" not in (root / "report.txt").read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written_is_a_mistake_of_the_users(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING})
    outcome = loopguard("check", "--output", str(Path("no", "such", "folder.txt")))
    assert (outcome.code, outcome.out) == (2, "")
    assert "no/such/folder.txt" in outcome.err
    assert "No such file or directory" in outcome.err
    assert "Traceback" not in outcome.err


def test_an_ascii_terminal_gets_ascii_marks(write: Write, loopguard_process: Run) -> None:
    write({"main.py": CHAIN})
    assert loopguard_process("check", encoding="ascii") == Outcome(
        1,
        "main.py:9:5: error LG101 `time.sleep` puts the whole event loop to sleep, "
        "reached through `main.rest`\n"
        "     9 |     rest()\n"
        "       |     ^^^^^^\n"
        "       -> main.py:5  main.rest calls time.sleep\n"
        "       fix: run it in a thread (import asyncio), or await asyncio.sleep(seconds)\n"
        "            - rest()\n"
        "            + await asyncio.to_thread(rest)\n"
        "\n"
        "Found 1 blocking call (1 error) in 1 file.\n",
        "",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("rules",),
        ("explain", "LG101"),
        ("explain", "time.sleep"),
        ("blocklist", "list"),
        ("blocklist", "search", "time.sleep"),
        ("blocklist", "show", "time.sleep"),
    ],
    ids=" ".join,
)
def test_every_page_can_be_shown_on_an_ascii_terminal(
    arguments: tuple[str, ...], loopguard_process: Run
) -> None:
    outcome = loopguard_process(*arguments, encoding="ascii")  # decoding it proves the point
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out != ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_code_beyond_the_encoding_of_the_terminal_is_still_reported(
    encoding: str, write: Write, loopguard_process: Run
) -> None:
    write({"main.py": BEYOND_LATIN_1})
    outcome = loopguard_process("check", encoding=encoding)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith("main.py:5:5: error LG101")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_is_the_same_in_every_encoding(
    encoding: str, write: Write, loopguard_process: Run
) -> None:
    write({"main.py": BEYOND_LATIN_1})
    outcome = loopguard_process("check", "--format", "json", encoding=encoding)
    assert (outcome.code, outcome.err) == (1, "")
    (finding,) = json.loads(outcome.out)["findings"]
    assert finding["fix"]["replacement"] == 'await asyncio.sleep(len("é→字😀"))'


def test_a_file_name_that_is_not_text_is_reported_too(write: Write, loopguard_process: Run) -> None:
    root = write({})
    try:
        (root / os.fsdecode(b"\xff.py")).write_text(BLOCKING)
    except OSError:
        pytest.skip("this file system wants every name to be text")
    outcome = loopguard_process("check", "--format", "concise")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.endswith(f".py:5:5: {BLOCKING_LINE}")


@pytest.mark.parametrize(
    "arguments",
    [("check", "--format", "json"), ("check",), ("blocklist", "search", "e")],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_cause_for_complaint(
    arguments: tuple[str, ...], write: Write
) -> None:
    functions = [BLOCKING.replace("main", f"main_{number}") for number in range(500)]
    root = write({"main.py": "\n\n".join(functions)})  # a report that no pipe can hold
    process = subprocess.Popen(
        [sys.executable, "-m", "loopguard", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        first_line = process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()
    assert first_line != b""
    assert complaints == b""
    assert process.returncode != 120  # Python's own complaint at exit
