"""Pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

_NAME = re.compile(r"(?<![\w./])[A-Za-z_]\w+(?:\.[A-Za-z_]\w+)+(?![\w./]\w)")
_BREAK = re.compile(r"(?<=[./])(?=[\w&])")


def code(text: str) -> str:
    """Text in a fixed-width font, also in a table."""
    if "|" in text:  # it ends a cell, and a backslash before it would be shown
        return f"<code>{escape(text).replace('|', '&#124;')}</code>"
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def dotted(name: str) -> str:
    """A dotted name or a path in a fixed-width font, which may be broken after dots and slashes."""
    plain = name.replace("__", "&#95;&#95;")  # which would be bold letters
    return f"<code>{_BREAK.sub('<wbr>', plain)}</code>"


def with_names(prose: str) -> str:
    """Prose with all of its dotted names in a fixed-width font, also those without backticks."""
    parts = prose.split("`")
    parts[::2] = [_NAME.sub(lambda name: dotted(name[0]), part) for part in parts[::2]]
    return "`".join(parts)


def cell(text: str) -> str:
    """Prose as one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty where there are no rows. Cells are Markdown already."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines]) + "\n"


def block(language: str, text: str) -> str:
    """A block of code, in a fence that is longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    body = text.strip("\n")
    return f"{fence}{language}\n{body}\n{fence}\n"


def folded(title: str, text: str) -> str:
    """Text that is shown when its title is clicked."""
    body = "".join(f"    {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))
    return f'??? note "{title}"\n\n{body}'


def page(*parts: str) -> str:
    """Parts that are there, with an empty line between them."""
    return "\n".join(f"{part.rstrip()}\n" for part in parts if part)
