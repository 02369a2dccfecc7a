from __future__ import annotations

import pytest

from loopguard.engine import pipeline
from loopguard.reporters import FORMATS

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, WARNING, Outcome, Run, Write


def test_a_clean_project_ends_with_zero(write: Write, loopguard: Run) -> None:
    write({"main.py": CLEAN})
    assert loopguard("check") == Outcome(0, "No blocking calls found in 1 file.\n", "")


def test_the_process_ends_with_the_code_of_the_run(write: Write, loopguard_process: Run) -> None:
    write({"main.py": BLOCKING})
    outcome = loopguard_process("check", "--format", "concise")
    assert outcome == Outcome(1, f"main.py:5:5: {BLOCKING_LINE}", "")


@pytest.mark.parametrize(
    ("code", "fail_on", "expected"),
    [
        (BLOCKING, "error", 1),
        (BLOCKING, "warning", 1),
        (BLOCKING, "never", 0),
        (WARNING, "error", 0),
        (WARNING, "warning", 1),
        (WARNING, "never", 0),
    ],
)
def test_fail_on_names_the_mildest_severity_that_fails_the_run(
    code: str, fail_on: str, expected: int, write: Write, loopguard: Run
) -> None:
    write({"main.py": code})
    outcome = loopguard("check", "--fail-on", fail_on, "--format", "concise")
    assert (outcome.code, outcome.out.count("\n")) == (expected, 1)


def test_a_warning_fails_the_run_by_default(write: Write, loopguard: Run) -> None:
    write({"main.py": WARNING})
    assert loopguard("check").code == 1


@pytest.mark.parametrize(("fail_on", "expected"), [("error", 1), ("never", 0)])
def test_an_unread_file_counts_as_an_error(
    fail_on: str, expected: int, write: Write, loopguard: Run
) -> None:
    write({"main.py": "def broken(:\n"})
    assert loopguard("check", "--fail-on", fail_on).code == expected


def test_an_unread_file_does_not_count_where_its_rule_is_ignored(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": "def broken(:\n"})
    assert loopguard("check", "--ignore", "LG001", "--format", "concise") == Outcome(0, "", "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["chek"], "Error: No such command 'chek'. Did you mean 'check'?"),
        (["check", "--no-such-option"], "Error: No such option '--no-such-option'."),
        (
            ["check", "--fail-on", "info"],
            "Error: Invalid value for '--fail-on': 'info' is not one of 'error', 'warning', "
            "'never'.",
        ),
        (
            ["check", "--config", "nowhere.toml"],
            "Error: Invalid value for '--config': File 'nowhere.toml' does not exist.",
        ),
    ],
)
def test_a_wrong_command_line_ends_with_two_and_says_what_is_wrong(
    arguments: list[str], complaint: str, loopguard: Run
) -> None:
    outcome = loopguard(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[-1] == complaint


def test_an_unknown_format_is_answered_with_the_known_ones(loopguard: Run) -> None:
    outcome = loopguard("check", "--format", "xml")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"'xml' is not one of {', '.join(map(repr, FORMATS))}" in outcome.err


def test_unknown_codes_are_all_named_at_once(loopguard: Run) -> None:
    outcome = loopguard("check", "--select", "LG9,LG101", "--select", "x", "--ignore", "LG1011")
    wrong = "is no rule code or prefix of one"
    hint = f"{wrong}; `loopguard rules` lists them"
    assert outcome == Outcome(
        2,
        "",
        f"error: command line: --select: 'LG9' {hint}\n"
        f"error: command line: --select: 'X' {hint}\n"
        f"error: command line: --ignore: 'LG1011' {wrong}; did you mean 'LG101'?\n",
    )


def test_missing_paths_are_all_named_at_once(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("check", "main.py", "gone", "lost.py") == Outcome(
        2, "", "error: gone: no such file or directory\nerror: lost.py: no such file or directory\n"
    )


def test_a_fault_of_loopguards_ends_with_two_and_asks_for_a_report(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("a fault")

    write({"main.py": CLEAN})
    monkeypatch.setattr(pipeline, "build_call_graph", fail)
    outcome = loopguard("check")
    assert (outcome.code, outcome.out) == (2, "")
    assert "ZeroDivisionError: a fault" in outcome.err
    assert "This is a bug in LoopGuard. Please report it" in outcome.err


def test_an_interrupted_run_ends_with_two_without_a_traceback(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    write({"main.py": CLEAN})
    monkeypatch.setattr(pipeline, "build_call_graph", interrupt)
    outcome = loopguard("check")
    assert (outcome.code, outcome.out, outcome.err.strip()) == (2, "", "interrupted")
