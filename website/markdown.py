"""Pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def code(text: str) -> str:
    """Text in a fixed-width font, also in a table."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|")


def dotted(name: str) -> str:
    """A dotted name in a fixed-width font, which a narrow column may break after its dots."""
    return f"<code>{name.replace('.', '.<wbr>')}</code>"


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
