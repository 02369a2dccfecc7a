"""Changes to a text, as ranges and what takes their place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from loopguard.domain.finding import Span
from loopguard.summarize.source import split_lines


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """`text` in the place of the characters from `start` to `end` (exclusive)."""

    start: int
    end: int
    text: str


class Offsets:
    """Where the lines of a text begin; lines and columns are 1-based, columns in characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._marked = text.startswith("\ufeff")
        self._starts = [0]
        for line in split_lines(text):
            self._starts.append(self._starts[-1] + len(line))

    def of(self, line: int, column: int) -> int:
        """The offset of a place; a byte order mark counts as no column."""
        shift = 1 if self._marked and line == 1 else 0
        return self._starts[min(line, len(self._starts)) - 1] + column - 1 + shift

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column at an offset."""
        lines = len(self._starts) - (0 if self.text.endswith(("\n", "\r")) else 1)
        line = bisect_right(self._starts, offset, hi=max(1, lines))
        shift = 1 if self._marked and line == 1 and offset else 0
        return line, offset - self._starts[line - 1] + 1 - shift

    def range(self, span: Span) -> tuple[int, int]:
        """The offsets at which a span starts and ends."""
        return self.of(span.line, span.column), self.of(span.end_line, span.end_column)

    def line_start(self, line: int) -> int:
        """The offset of a line's first character; that of the text's end after the last line."""
        return self._starts[min(line, len(self._starts)) - 1]


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made, none of which may overlap another."""
    parts: list[str] = []
    position = 0
    for edit in sorted(set(edits)):
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])


def line_end_of(text: str) -> str:
    """The line end that a text uses: that of its first line."""
    first = split_lines(text[:4096])[:1]
    stripped = first[0].rstrip("\r\n") if first else ""
    return (first[0][len(stripped) :] if first else "") or "\n"
