"""Source text by lines, and columns in bytes and in characters."""

from __future__ import annotations

import pytest

from loopguard.summarize.text import SourceText


@pytest.mark.parametrize(
    ("line", "column", "character"),
    [(1, 0, 1), (1, 4, 5), (2, 0, 1), (2, 2, 2), (2, 3, 3), (3, 4, 2), (9, 4, 5)],
)
def test_a_column_in_bytes_becomes_one_in_characters(
    line: int, column: int, character: int
) -> None:
    source = SourceText.of("x = 1\néx\n😀x\n")
    assert source.character(line, column) == character


def test_lines_are_given_without_their_ends() -> None:
    source = SourceText.of("\ufeffa\r\nb\x0cc\rd")
    assert [source.line(number) for number in range(5)] == ["", "a", "b\x0cc", "d", ""]
