"""Suppression comments, and what only looks like one."""

from __future__ import annotations

from textwrap import dedent

import pytest

from loopguard.domain.summary import Suppression

from ...helpers.facts import Facts


def suppressions(code: str) -> list[tuple[int, tuple[str, ...], str]]:
    found = Facts.of(dedent(code)).summary.suppressions
    return [(s.line, s.codes, s.reason) for s in found]


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("# loopguard: ignore", (), ""),
        ("#loopguard:ignore", (), ""),
        ("# LoopGuard: Ignore", (), ""),
        ("# loopguard: ignore[LG102]", ("LG102",), ""),
        ("# loopguard: ignore[lg102, LG105]", ("LG102", "LG105"), ""),
        ("# loopguard: ignore[LG1]", ("LG1",), ""),
        ("# loopguard: ignore[LG102] only at start-up", ("LG102",), "only at start-up"),
        ("# loopguard: ignore the clock is fake", (), "the clock is fake"),
        ("# loopguard: ignore[LG102] why # and more", ("LG102",), "why"),
        ("# type: ignore # loopguard: ignore[LG102]", ("LG102",), ""),
        ("# noqa", (), ""),
        ("# NOQA", (), ""),
        ("#noqa:LG102", ("LG102",), ""),
        ("# noqa: LG102,LG105", ("LG102", "LG105"), ""),
        ("# noqa: E501, LG102 LG105", ("LG102", "LG105"), ""),
    ],
)
def test_a_comment_silences_its_line(comment: str, codes: tuple[str, ...], reason: str) -> None:
    assert suppressions(f"x = 1\ny = 2  {comment}\n") == [(2, codes, reason)]


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# loopguard: ignore-file", ()),
        ("# loopguard: ignore-file[LG105]", ("LG105",)),
        ("# flake8: noqa", ()),
        ("# ruff: noqa: LG105", ("LG105",)),
    ],
)
def test_a_comment_silences_the_whole_file(comment: str, codes: tuple[str, ...]) -> None:
    assert suppressions(f"x = 1\n{comment}\n") == [(0, codes, "")]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: E501",
        "# noqa: E501, W291",
        "# ruff: noqa: E501",
        "# type: ignore",
        "# loopguard is a linter",
        "# loopguard: off",
    ],
)
def test_a_comment_that_is_not_ours_silences_nothing(comment: str) -> None:
    assert suppressions(f"x = 1  {comment}\n") == []


def test_several_comments_are_found_in_the_order_of_their_lines() -> None:
    code = """\
        a = 1  # loopguard: ignore[LG102]
        # loopguard: ignore-file[LG101]
        b = 2  # noqa: LG105 # loopguard: ignore[LG106]
        """
    assert suppressions(code) == [
        (1, ("LG102",), ""),
        (0, ("LG101",), ""),
        (3, ("LG106",), ""),
        (3, ("LG105",), ""),
    ]


@pytest.mark.parametrize(
    "code",
    [
        's = "# loopguard: ignore"\n',
        's = "# noqa"\n',
        's = b"# noqa"\n',
        's = """\n# noqa\n# loopguard: ignore-file\n"""\n',
        's = f"{x} # noqa"\n',
        's = f"""\n{x}\n# noqa\n"""\n',
        's = ("a"\n     "# noqa")\n',
        'def f():\n    "# loopguard: ignore-file"\n',
        's = "é # noqa"\n',
    ],
)
def test_a_string_that_looks_like_a_comment_silences_nothing(code: str) -> None:
    assert suppressions(code) == []


def test_a_comment_behind_a_string_that_looks_like_one_counts() -> None:
    assert suppressions('é = "# noqa"  # noqa: LG102\n') == [(1, ("LG102",), "")]


def test_lines_are_counted_as_python_counts_them() -> None:
    facts = Facts.of('x = "a\x0cb\x85c\u2028d"\ny = 1  # noqa: LG101\n')
    assert facts.summary.suppressions == (Suppression(2, ("LG101",), ""),)
