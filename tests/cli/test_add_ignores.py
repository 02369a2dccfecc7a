"""`check --add-ignores`: every finding gets a comment that silences it."""

from __future__ import annotations

import pytest

from .conftest import BLOCKING, Run, Write

HEAD = "import os, time\n\n\nasync def main(x):\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("time.sleep(1)", "time.sleep(1)  # loopguard: ignore[LG101] TODO"),
        ("time.sleep(1) \t", "time.sleep(1)  # loopguard: ignore[LG101] TODO"),
        ("time.sleep(1)  # why", "time.sleep(1)  # why  # loopguard: ignore[LG101] TODO"),
        (
            "time.sleep(1)  # noqa: E501",
            "time.sleep(1)  # noqa: E501  # loopguard: ignore[LG101] TODO",
        ),
        (
            "time.sleep(1); os.stat(x)",
            "time.sleep(1); os.stat(x)  # loopguard: ignore[LG101, LG105] TODO",
        ),
        (
            "time.sleep(1); os.stat(x)  # loopguard: ignore[LG105] local",
            "time.sleep(1); os.stat(x)  # loopguard: ignore[LG105, LG101] local",
        ),
        (
            "time.sleep(\n        1,\n    )",
            "time.sleep(  # loopguard: ignore[LG101] TODO\n        1,\n    )",
        ),
        (
            "x = 1 + \\\n        time.sleep(1)",
            "x = 1 + \\\n        time.sleep(1)  # loopguard: ignore[LG101] TODO",
        ),
        (
            "time.sleep(1), \\\n        2",
            "time.sleep(1), \\\n        2  # loopguard: ignore[LG101] TODO",
        ),
        (
            "time.sleep(x), '''\n # no\n'''",
            "time.sleep(x), '''\n # no\n'''  # loopguard: ignore[LG101] TODO",
        ),
        (
            "x = f'''\n{time.sleep(1)}\n'''",
            "x = f'''\n{time.sleep(1)}\n'''  # loopguard: ignore[LG101] TODO",
        ),
        (
            "if time.sleep(1):\n        time.sleep(2)",
            "if time.sleep(1):  # loopguard: ignore[LG101] TODO\n"
            "        time.sleep(2)  # loopguard: ignore[LG101] TODO",
        ),
        ("print('#', time.sleep(1))", "print('#', time.sleep(1))  # loopguard: ignore[LG101] TODO"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_comment_silences_each_finding(
    before: str, after: str, end: str, write: Write, loopguard: Run
) -> None:
    def code(body: str) -> bytes:
        return f"{HEAD}    {body}\n".replace("\n", end).encode()

    root = write({"main.py": code(before)})
    outcome = loopguard("check", "--add-ignores", "--format", "concise")
    assert (outcome.code, outcome.out) == (0, "")
    assert (root / "main.py").read_bytes() == code(after)
    assert loopguard("check", "--add-ignores", "--format", "concise").out == ""
    assert (root / "main.py").read_bytes() == code(after)


def test_the_summary_says_how_many(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "other.py": BLOCKING})
    assert loopguard("check", "--add-ignores").err == "Silenced 2 findings in 2 files; none left.\n"


def test_a_reason_can_be_given(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    loopguard("check", "--add-ignores", "--reason", "before the move to asyncio")
    text = BLOCKING.replace("(1)", "(1)  # loopguard: ignore[LG101] before the move to asyncio")
    assert (root / "main.py").read_text() == text


@pytest.mark.parametrize("reason", ["a # b", "a\nb"])
def test_a_reason_is_one_line(reason: str, write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("check", "--add-ignores", "--reason", reason).code == 2


def test_it_goes_with_diff_and_not_with_fix(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    assert "+    time.sleep(1)  # loopguard: ignore[LG101] TODO\n" in (
        loopguard("check", "--add-ignores", "--diff").out
    )
    assert loopguard("check", "--add-ignores", "--fix").code == 2
    assert (root / "main.py").read_text() == BLOCKING


def test_a_helper_s_callers_get_the_comments(write: Write, loopguard: Run) -> None:
    helper = "import time\n\n\ndef rest():\n    time.sleep(0)\n"
    root = write(
        {
            "helper.py": helper,
            "main.py": "from helper import rest\n\n\nasync def f():\n    rest()\n",
        }
    )
    loopguard("check", "--add-ignores")
    assert (root / "helper.py").read_text() == helper
    assert (root / "main.py").read_text().endswith("    rest()  # loopguard: ignore[LG101] TODO\n")
