"""Which rules and which files a run is about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, WARNING, Outcome, Run, Write

MIXED = """\
import hashlib
import os
import time


async def main(path, password):
    time.sleep(1)
    os.path.exists(path)
    hashlib.scrypt(password, salt=b"salt", n=16384, r=8, p=1)
"""
"""One finding each of LG101, LG105 and, once it is asked for, LG120."""


def codes(outcome: Outcome) -> list[str]:
    """The codes of a concise report."""
    assert outcome.err == ""
    return [line.split()[1] for line in outcome.out.splitlines()]


def files(outcome: Outcome) -> list[str]:
    """The files of a concise report."""
    assert outcome.err == ""
    return [line.split(":")[0] for line in outcome.out.splitlines()]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["LG101", "LG105"]),
        (["--select", "LG101"], ["LG101"]),
        (["--select", "lg101, lg105"], ["LG101", "LG105"]),
        (["--select", "LG101", "--select", "LG105"], ["LG101", "LG105"]),
        (["--select", "LG"], ["LG101", "LG105", "LG120"]),
        (["--select", "LG12"], ["LG120"]),
        (["--select", "LG102"], []),
        (["--extend-select", "LG120"], ["LG101", "LG105", "LG120"]),
        (["--select", "LG101", "--extend-select", "LG120"], ["LG101", "LG120"]),
        (["--ignore", "LG101"], ["LG105"]),
        (["--ignore", "LG1"], []),
        (["--ignore", "LG101,LG105"], []),
        (["--select", "LG101", "--ignore", "LG1"], ["LG101"]),
        (["--select", "LG1", "--ignore", "LG101"], ["LG105", "LG120"]),
        (["--select", "LG101", "--ignore", "LG101"], []),
    ],
    ids=" ".join,
)
def test_the_longest_prefix_decides_which_rules_are_reported(
    options: list[str], expected: list[str], write: Write, loopguard: Run
) -> None:
    write({"main.py": MIXED})
    outcome = loopguard("check", "--format", "concise", *options)
    assert (codes(outcome), outcome.code) == (expected, int(bool(expected)))


def test_without_paths_the_working_directory_is_checked(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING, "pkg/b.pyw": BLOCKING, "notes.txt": BLOCKING})
    outcome = loopguard("check", "--format", "concise")
    assert files(outcome) == ["a.py", str(Path("pkg", "b.pyw"))]


def test_a_file_named_twice_is_reported_once(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING})
    outcome = loopguard("check", "--format", "concise", "a.py", ".", "./a.py")
    assert outcome == Outcome(1, f"a.py:5:5: {BLOCKING_LINE}", "")


def test_only_the_given_files_are_reported_on(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING, "b.py": BLOCKING})
    assert files(loopguard("check", "--format", "concise", "b.py")) == ["b.py"]


def test_a_file_with_another_ending_is_checked_if_it_is_named(write: Write, loopguard: Run) -> None:
    write({"script": BLOCKING})
    assert files(loopguard("check", "--format", "concise", "script")) == ["script"]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["b.py"], ["a.py", "gen/c.py"]),
        (["gen"], ["a.py", "b.py"]),
        (["gen/c.py"], ["a.py", "b.py", "gen/b.py"]),
        (["/b.py"], ["a.py", "gen/b.py", "gen/c.py"]),
        (["b.*", "c.*"], ["a.py"]),
        (["**/b.py", "!/b.py"], ["a.py", "b.py", "gen/c.py"]),
    ],
    ids=" ".join,
)
def test_exclude_leaves_out_files_as_gitignore_does(
    patterns: list[str], expected: list[str], write: Write, loopguard: Run
) -> None:
    write(dict.fromkeys(("a.py", "b.py", "gen/b.py", "gen/c.py"), BLOCKING))
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    outcome = loopguard("check", "--format", "concise", *options)
    assert [name.replace(os.sep, "/") for name in files(outcome)] == expected


def test_an_excluded_file_is_checked_if_it_is_named(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING})
    assert files(loopguard("check", "--format", "concise", "--exclude", "a.py", "a.py")) == ["a.py"]


@pytest.mark.parametrize("folder", [".venv", "build", "node_modules", "__pycache__"])
def test_folders_without_code_of_the_projects_own_are_left_out(
    folder: str, write: Write, loopguard: Run
) -> None:
    write({f"{folder}/a.py": BLOCKING, f"src/{folder}/b.py": BLOCKING, "src/c.py": CLEAN})
    assert loopguard("check") == Outcome(0, "No blocking calls found in 1 file.\n", "")


def test_git_ignored_files_are_left_out(write: Write, loopguard: Run) -> None:
    write(
        {
            ".gitignore": "gen/\n*_pb2.py\n",
            "pkg/.gitignore": "!kept_pb2.py\n",
            "gen/a.py": BLOCKING,
            "b_pb2.py": BLOCKING,
            "pkg/kept_pb2.py": BLOCKING,
        }
    )
    outcome = loopguard("check", "--format", "concise")
    assert files(outcome) == [str(Path("pkg", "kept_pb2.py"))]


def test_paths_are_shown_from_the_working_directory(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"pkg/a.py": BLOCKING, "b.py": BLOCKING})
    monkeypatch.chdir(root / "pkg")
    outcome = loopguard("check", "--format", "concise", "a.py", "../b.py")
    assert files(outcome) == [str(root / "b.py"), "a.py"]


# severity


def test_a_rule_can_be_made_graver_or_milder(write: Write, loopguard: Run) -> None:
    write({"a.py": BLOCKING, "b.py": WARNING})
    write({"loopguard.toml": 'severity = { LG1 = "warning", LG105 = "error" }\n'})
    outcome = loopguard("check", "--format", "concise", "--fail-on", "error")
    assert [line.split(" `")[0] for line in outcome.out.splitlines()] == [
        "a.py:5:5: LG101 warning:",
        "b.py:5:12: LG105 error:",
    ]
    assert outcome.code == 1
    assert loopguard("check", "--fail-on", "error", "a.py").code == 0


def test_wrong_severities_are_all_said_at_once(write: Write, loopguard: Run) -> None:
    root = write({"loopguard.toml": 'severity = { LG999 = "error", LG1 = "info" }\n'})
    file = root / "loopguard.toml"
    assert loopguard("check") == Outcome(
        2,
        "",
        f"error: {file}: severity.LG999: 'LG999' is no rule code or prefix of one; "
        "`loopguard rules` lists them\n"
        f"error: {file}: severity.LG1: must be one of warning, error\n",
    )
