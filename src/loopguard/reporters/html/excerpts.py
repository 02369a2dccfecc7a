"""The lines of source that a page shows, each kept once."""

from __future__ import annotations

import json
from collections.abc import Callable

_AROUND = 3
"""Lines before and after a step."""

_LONGEST_LINE = 240


class Excerpts:
    """Collects what the steps need, and gives it to the page's script as JSON.

    A step names its file by `number`; the script finds the lines around it under this number.
    """

    def __init__(self, lines_of: Callable[[str], list[str]]) -> None:
        self._lines_of = lines_of
        self._numbers: dict[str, int] = {}
        self._kept: list[dict[int, str]] = []
        self._files: dict[str, list[str]] = {}

    def number(self, path: str) -> int:
        """The number of a file."""
        if path not in self._numbers:
            self._numbers[path] = len(self._kept)
            self._kept.append({})
            self._files[path] = self._lines_of(path)
        return self._numbers[path]

    def line(self, path: str, line: int) -> str:
        """A line without its end, and keeps it with those around it; empty where there is none."""
        kept, lines = self._kept[self.number(path)], self._files[path]
        for number in range(max(1, line - _AROUND), min(len(lines), line + _AROUND) + 1):
            kept.setdefault(number, _shown(lines[number - 1]))
        return kept.get(line, "")

    def as_json(self) -> str:
        """All lines that were asked for, by file and number, safe inside a script element."""
        return json.dumps(self._kept, separators=(",", ":")).replace("<", "\\u003c")


def _shown(line: str) -> str:
    line = line.rstrip("\r\n\f").expandtabs(4)
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
