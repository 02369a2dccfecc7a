"""Pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

_NAME = re.compile(
    r"(?<![\w./-])(?:"
    r"[A-Za-z_]\w*=\w+"  # an argument with its value
    r"|[A-Za-z_]\w*(?:\.[A-Za-z_]\w+)*(?:\([\w=., ]*\)(?:\.\w+)*)+"  # a call of something simple
    r"|[A-Za-z_]\w+(?:\.[A-Za-z_]\w+)+"  # a dotted name
    r"|[A-Za-z]\w*_\w+"  # a name of words
    r")(?![\w./]\w)"
)
_BREAK = re.compile(r"(?<=[./])(?=[\w&])")
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])|\*")


def code(text: str) -> str:
    """Text in a fixed-width font, also in a table."""
    if "|" in text:  # it ends a cell, and a backslash before it would be shown
        return f"<code>{escape(text).replace('|', '&#124;')}</code>"
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def dotted(name: str) -> str:
    """A dotted name or a path in a fixed-width font, which may be broken after dots and slashes."""
    # At an edge these would begin or end slanted letters.
    plain = _EDGE.sub(lambda mark: f"&#{ord(mark[0])};", name)
    return f"<code>{_BREAK.sub('<wbr>', plain)}</code>"


def with_names(prose: str) -> str:
    """Prose with all names and calls that it quotes in a fixed-width font, as if in backticks."""
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
