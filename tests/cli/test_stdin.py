"""`loopguard check -`: the text of standard input in the place of a file's."""

from __future__ import annotations

import io
import sys

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Outcome, Run, Write

QUIET = ("--format", "concise", "-q")


@pytest.fixture
def typed(loopguard: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Checks a text that comes from standard input."""

    def run(text: str | bytes, *arguments: str) -> Outcome:
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return loopguard("check", "-", *arguments)

    return run


def test_a_text_without_a_name_is_called_stdin(root: object, typed: Run) -> None:
    expected = Outcome(1, f"<stdin>:5:5: {BLOCKING_LINE}", "")
    assert typed(BLOCKING, *QUIET) == expected
    assert typed(CLEAN, *QUIET) == Outcome(0, "", "")


def test_the_report_quotes_the_text_and_not_the_file(write: Write, typed: Run) -> None:
    write({"main.py": "# saved\n" * 9})
    assert typed(BLOCKING, "--stdin-filename", "main.py").out.splitlines()[:2] == [
        "main.py:5:5: error LG101 `time.sleep` puts the whole event loop to sleep",
        "     5 │     time.sleep(1)",
    ]


def test_the_rest_of_the_project_is_read_from_the_disk(write: Write, typed: Run) -> None:
    write({"app/__init__.py": "", "app/helper.py": "import time\ndef rest():\n    time.sleep(1)\n"})
    code = "from app.helper import rest\nasync def main():\n    rest()\n"
    outcome = typed(code, "--stdin-filename", "app/new.py", *QUIET)
    assert outcome.out.startswith("app/new.py:3:5: LG101 error: `time.sleep` ")


def test_a_change_that_is_not_saved_blocks_the_callers(write: Write, typed: Run) -> None:
    write({"helper.py": "def rest(): ...\n"})
    write({"main.py": "from helper import rest\nasync def main():\n    rest()\n"})
    code = "import time\ndef rest():\n    time.sleep(1)\n"
    outcome = typed(code, "--stdin-filename", "helper.py", *QUIET)
    assert outcome.out.startswith("main.py:3:5: LG101 error: `time.sleep` ")


def test_settings_of_the_files_place_hold(write: Write, typed: Run) -> None:
    write({"loopguard.toml": 'per-file-ignores = { "main.py" = ["LG101"] }\n'})
    assert typed(BLOCKING, "--stdin-filename", "main.py", *QUIET).code == 0
    assert typed(BLOCKING, "--stdin-filename", "other.py", *QUIET).code == 1


def test_a_baseline_holds_here_too(write: Write, loopguard: Run, typed: Run) -> None:
    write({"main.py": BLOCKING})
    loopguard("baseline", "create")
    options = ["--stdin-filename", "main.py", "--baseline", "loopguard-baseline.json", *QUIET]
    assert typed(f"# moved\n{BLOCKING}", *options) == Outcome(0, "", "")
    assert typed(f"{BLOCKING}    time.sleep(2)\n", *options).out == f"main.py:6:5: {BLOCKING_LINE}"


def test_text_that_is_no_python_is_a_file_that_cannot_be_checked(root: object, typed: Run) -> None:
    outcome = typed("def (", *QUIET)
    assert outcome.code == 1
    assert outcome.out.startswith("<stdin>:1:5: LG001 cannot be checked: ")


def test_bytes_that_are_no_text_are_refused(root: object, typed: Run) -> None:
    outcome = typed(b"\xff", *QUIET)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: standard input: cannot be read: ")


@pytest.mark.parametrize(
    "arguments",
    [["main.py"], ["--fix"], ["--diff"], ["--add-ignores"]],
    ids=lambda arguments: arguments[0],
)
def test_what_standard_input_cannot_do_is_refused(
    arguments: list[str], write: Write, typed: Run
) -> None:
    write({"main.py": BLOCKING})
    outcome = typed(BLOCKING, *arguments)
    assert (outcome.code, outcome.out) == (2, "")


def test_a_name_alone_is_refused(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("check", "--stdin-filename", "main.py").code == 2
