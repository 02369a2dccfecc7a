"""Suppression comments: `# loopguard: ignore[LG102] reason`, `# noqa: LG102`, file-level forms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

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


def find_suppressions(text: str, tree: ast.Module) -> tuple[Suppression, ...]:
    """The suppressions in `text`, whose syntax tree is `tree`, in the order of their lines.

    The tree tells comments from strings that look like one, at a tenth of what tokenizing costs.
    """
    if not _MENTION.search(text):
        return ()
    found: list[tuple[Place, Suppression]] = []
    for number, line in enumerate(split_lines(text), start=1):
        if "#" in line:
            for column, suppression in _read_line(line, number):
                found.append(((number, len(line[:column].encode())), suppression))
    if found:
        inside = _inside_strings({place for place, _ in found}, tree)
        found = [(place, suppression) for place, suppression in found if place not in inside]
    return tuple(suppression for _, suppression in found)


def _read_line(line: str, number: int) -> Iterator[tuple[int, Suppression]]:
    for own in _OWN.finditer(line):
        at = 0 if own["verb"].lower() == "ignore-file" else number
        codes = tuple(code.strip().upper() for code in (own["codes"] or "").split(","))
        yield own.start(), Suppression(at, tuple(filter(None, codes)), own["reason"].strip())
    for noqa in _NOQA.finditer(line):
        codes = tuple(re.findall(r"[A-Z]+[0-9]+", (noqa["codes"] or "").upper()))
        ours = tuple(code for code in codes if code.startswith("LG"))
        if not codes or ours:
            yield noqa.start(), Suppression(0 if noqa["file"] else number, ours, "")


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
