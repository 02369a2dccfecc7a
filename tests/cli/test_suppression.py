from __future__ import annotations

import pytest

from .conftest import BLOCKING, Outcome, Run, Write

HEAD = "import time\n\n\nasync def main():\n"


def lines(outcome: Outcome) -> list[int]:
    """The lines of a concise report on one file."""
    assert outcome.err == ""
    return [int(line.split(":")[1]) for line in outcome.out.splitlines()]


@pytest.mark.parametrize(
    "comment",
    [
        "# loopguard: ignore[LG101]",
        "# loopguard: ignore[LG101] the loop has ended here",
        "# loopguard: ignore[LG102, lg101]",
        "# loopguard: ignore[LG1]",
        "# loopguard: ignore",
        "#loopguard:ignore[LG101]",
        "# noqa: LG101",
        "# noqa: E501, LG101",
        "# noqa:LG101",
        "# NOQA: lg101",
        "# noqa",
        "# type: ignore  # loopguard: ignore[LG101]",
    ],
)
def test_a_comment_silences_its_line(comment: str, write: Write, loopguard: Run) -> None:
    write({"main.py": f"{HEAD}    time.sleep(1)  {comment}\n    time.sleep(2)\n"})
    outcome = loopguard("check", "--format", "concise", "--ignore", "LG002")
    assert (lines(outcome), outcome.code) == ([6], 1)


@pytest.mark.parametrize(
    "comment",
    [
        "# loopguard: ignore[LG102]",
        "# loopguard: ignored",
        "# noqa: E501",
        "# noqa: LG102",
        "# type: ignore",
        "# pylint: disable=all",
    ],
)
def test_a_comment_about_something_else_silences_nothing(
    comment: str, write: Write, loopguard: Run
) -> None:
    write({"main.py": f"{HEAD}    time.sleep(1)  {comment}\n"})
    assert lines(loopguard("check", "--format", "concise", "--ignore", "LG002")) == [5]


def test_a_comment_may_stand_on_any_line_of_the_statement(write: Write, loopguard: Run) -> None:
    write(
        {
            "main.py": f"""{HEAD}\
    print(  # loopguard: ignore[LG101]
        time.sleep(1),
    )
    print(
        time.sleep(2),
    )  # loopguard: ignore[LG101]
    if time.sleep(3):  # loopguard: ignore[LG101]
        time.sleep(4)
"""
        }
    )
    assert lines(loopguard("check", "--format", "concise", "--ignore", "LG002")) == [12]


def test_a_comment_in_a_string_is_none(write: Write, loopguard: Run) -> None:
    write({"main.py": f'{HEAD}    time.sleep(len("# noqa")), """\n# loopguard: ignore-file"""\n'})
    assert lines(loopguard("check", "--format", "concise", "--ignore", "LG002")) == [5]


@pytest.mark.parametrize(
    "comment",
    [
        "# loopguard: ignore-file[LG101] generated",
        "# loopguard: ignore-file",
        "# flake8: noqa: LG101",
        "# ruff: noqa: LG101",
        "# flake8: noqa",
    ],
)
@pytest.mark.parametrize("place", ["top", "end"])
def test_a_comment_for_the_file_silences_all_of_it(
    comment: str, place: str, write: Write, loopguard: Run
) -> None:
    code = f"{comment}\n{BLOCKING}" if place == "top" else f"{BLOCKING}{comment}\n"
    write({"main.py": code, "other.py": BLOCKING})
    assert loopguard("check", "--format", "concise", "--ignore", "LG002").out.startswith(
        "other.py:5:5: LG101"
    )


def test_a_comment_in_a_helper_speaks_for_all_that_call_it(write: Write, loopguard: Run) -> None:
    write(
        {
            "helper.py": "import time\n\n\ndef rest():\n    time.sleep(0)  # noqa: LG101\n",
            "main.py": "from helper import rest\n\n\nasync def main():\n    rest()\n",
        }
    )
    assert loopguard("check", "--format", "concise", "--ignore", "LG002") == Outcome(0, "", "")
