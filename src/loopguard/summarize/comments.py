"""Suppression comments: `# loopguard: ignore[LG102] reason`, `# noqa: LG102`, file-level forms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from loopguard.domain.summary import Suppression
from loopguard.summarize.source import split_lines

_MENTION = re.compile(r"#.*(?:loopguard\s*:|noqa)", re.IGNORECASE)
_OWN = re.compile(
    r"#\s*loopguard\s*:\s*(?P<verb>ignore-file|ignore)(?![\w-])\s*"
    r"(?:\[(?P<codes>[^\]]*)\])?\s*(?P<reason>[^#]*)",
    re.IGNORECASE,
)
_NOQA = re.compile(
    r"#\s*(?P<file>(?:flake8|ruff)\s*:\s*)?noqa(?P<colon>\s*:\s*(?P<codes>[A-Z]+[0-9]+"
    r"(?:[\s,]+[A-Z]+[0-9]+)*))?",
    re.IGNORECASE,
)

Place = tuple[int, int]
"""A line, 1-based, and a column, 0-based in UTF-8 bytes, as in `ast`."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that silences findings, or the part of one that does.

    `line` is 1-based; from `start` to `end` it stands in that line, both 0-based in characters.
    `codes` are ours alone, `others` those of other linters beside them.
    """

    line: int
    start: int
    end: int
    codes: tuple[str, ...]
    others: tuple[str, ...]
    reason: str
    is_file_level: bool

    @property
    def suppression(self) -> Suppression:
        """What it silences."""
        return Suppression(0 if self.is_file_level else self.line, self.codes, self.reason)


def find_suppressions(text: str, tree: ast.Module) -> tuple[Suppression, ...]:
    """The suppressions in `text`, whose syntax tree is `tree`, in the order of their lines."""
    return tuple(comment.suppression for comment in find_comments(text, tree))


def find_comments(text: str, tree: ast.Module) -> list[Comment]:
    """The comments that silence something, in the order of their lines.

    The tree tells comments from strings that look like one, at a tenth of what tokenizing costs.
    """
    if not _MENTION.search(text):
        return []
    found: list[tuple[Place, Comment]] = []
    for number, line in enumerate(split_lines(text), start=1):
        if "#" in line:
            for comment in _read_line(line, number):
                found.append(((number, len(line[: comment.start].encode())), comment))
    if found:
        inside = _inside_strings({place for place, _ in found}, tree)
        found = [(place, comment) for place, comment in found if place not in inside]
    return [comment for _, comment in found]


def _read_line(line: str, number: int) -> Iterator[Comment]:
    for own in _OWN.finditer(line):
        codes = tuple(code.strip().upper() for code in (own["codes"] or "").split(","))
        yield Comment(
            number,
            own.start(),
            own.start() + len(own[0].rstrip()),
            tuple(filter(None, codes)),
            (),
            own["reason"].strip(),
            own["verb"].lower() == "ignore-file",
        )
    for noqa in _NOQA.finditer(line):
        codes = tuple(re.findall(r"[A-Z]+[0-9]+", (noqa["codes"] or "").upper()))
        ours = tuple(code for code in codes if code.startswith("LG"))
        others = tuple(code for code in codes if code not in ours)
        if not codes or ours:
            is_file_level = noqa["file"] is not None
            yield Comment(number, noqa.start(), noqa.end(), ours, others, "", is_file_level)


def _inside_strings(places: set[Place], tree: ast.Module) -> set[Place]:
    """The places that lie within a string of the code."""
    inside: set[Place] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
        ):
            start = (node.lineno, node.col_offset)
            end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
            inside.update(place for place in places if start <= place < end)
    return inside
