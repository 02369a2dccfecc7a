"""Comments that silence nothing are found, and taken out by the fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...helpers.fixing import fix_project
from ...helpers.project import check_project

HEAD = "import time\nasync def f():\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()  # loopguard: ignore", "f()"),
        ("f()  # loopguard: ignore[LG101]", "f()"),
        ("f()  # loopguard: ignore[LG101] it is short ", "f()"),
        ("f()#noqa: LG101", "f()"),
        ("f()  # noqa: LG101, LG102", "f()"),
        ("f()  # noqa: LG101 as it is short", "f()"),
        ("f()  # noqa: E501, LG101", "f()  # noqa: E501"),
        ("f()  # noqa: LG101, E501 long", "f()  # noqa: E501 long"),
        ("f()  # type: ignore  # loopguard: ignore[LG101] x", "f()  # type: ignore"),
        ("f()  # loopguard: ignore[LG101] x  # type: ignore", "f()  # type: ignore"),
        ("f()  # loopguard: ignore[LG999]", "f()"),
        ("# loopguard: ignore[LG101]\n    f()", "f()"),
        (
            "time.sleep(1)  # loopguard: ignore[LG102, LG101] x",
            "time.sleep(1)  # loopguard: ignore[LG101] x",
        ),
        (
            "time.sleep(1)  # loopguard: ignore[ LG101,LG102 ]",
            "time.sleep(1)  # loopguard: ignore[ LG101]",
        ),
        ("time.sleep(1)  # noqa: LG102, LG101", "time.sleep(1)  # noqa: LG101"),
        ("# loopguard: ignore-file[LG102]\n    time.sleep(1)  # noqa", "time.sleep(1)  # noqa"),
    ],
)
def test_an_unused_comment_is_taken_out(tmp_path: Path, before: str, after: str) -> None:
    (finding,) = check_project(tmp_path, f"{HEAD}    {before}\n")
    assert (finding.code, finding.severity) == ("LG002", "warning")
    fixed = fix_project(tmp_path, f"{HEAD}    {before}\n")
    assert (fixed.text, fixed.count) == (f"{HEAD}    {after}\n", 1)


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(1)  # loopguard: ignore",
        "time.sleep(1)  # loopguard: ignore[LG1]",
        "time.sleep(1)  # noqa: LG101, E501",
        "f()  # noqa",
        "f()  # noqa: E501",
        "f()  # loopguard: ignore[LG120]",
        "print('# loopguard: ignore[LG101]')",
        "time.sleep(1)\n    # loopguard: ignore-file",
    ],
)
def test_what_is_used_or_cannot_be_judged_is_left(tmp_path: Path, body: str) -> None:
    code = f"{HEAD}    {body}\n"
    assert fix_project(tmp_path, code).text == code


def test_a_comment_in_a_helper_is_used_where_the_loop_reaches_it(tmp_path: Path) -> None:
    helper = "import time\ndef rest():\n    time.sleep(1)  # loopguard: ignore[LG101]\n"
    assert check_project(tmp_path, f"{helper}async def f():\n    rest()\n") == ()
    (finding,) = check_project(tmp_path, helper)
    assert finding.code == "LG002"


@pytest.mark.parametrize(
    "options",
    [
        {"select": ("LG102", "LG002")},
        {"ignore": ("LG101",)},
        {"ignore": ("LG002",)},
        {"per_file_ignores": (("main.py", ("LG101",)),)},
        {"per_file_ignores": (("main.py", ("LG002",)),)},
    ],
)
def test_only_selected_codes_can_be_unused(tmp_path: Path, options: dict[str, object]) -> None:
    code = f"{HEAD}    f()  # loopguard: ignore[LG101]\n    f()  # loopguard: ignore\n"
    found = check_project(tmp_path, code, **options)
    assert [finding.span.line for finding in found if finding.span.line == 3] == []


def test_a_comment_that_a_fix_has_made_idle_goes_with_it(tmp_path: Path) -> None:
    fixed = fix_project(tmp_path, f"{HEAD}    time.sleep(1)  # noqa: LG102\n")
    assert fixed.text == f"import asyncio\n{HEAD}    await asyncio.sleep(1)\n"
