"""The edits after which a tool with a cache is run again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def file_to_edit(files: list[Path]) -> Path:
    """One from the middle of the project with a coroutine of several lines in it."""
    fitting = [file for file in files if _place(file.read_text(encoding="utf-8"))]
    return fitting[len(fitting) // 2]


def edits(text: str, note: str) -> Iterator[tuple[str, str]]:
    """The text with a comment more, and with a call more as well; `note` makes it a new one.

    Each with the name of its scenario.
    """
    lines = [f"# {note}\n", *text.splitlines(keepends=True)]
    yield "comment", "".join(lines)
    line, column = _place(text) or (1, 0)
    lines.insert(line, f"{' ' * column}print({note!r})\n")
    yield "call", "".join(lines)


def _place(text: str) -> tuple[int, int] | None:
    """Where the last statement of the first coroutine begins a line: line (1-based) and column."""
    if "async def" not in text:
        return None
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.AsyncFunctionDef):
            last = node.body[-1]
            if last.lineno > node.body[0].lineno and not getattr(last, "decorator_list", None):
                return last.lineno, last.col_offset
    return None
