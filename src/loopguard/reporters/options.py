"""How a report is to look, besides its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Options that only some formats use.

    `color` and `unicode` say what the terminal can show, `width` how wide it is; `verbose` leaves
    nothing out; `lines_of` gives a file's lines by its displayed path, for excerpts (none where it
    cannot be read any more).
    """

    color: bool
    unicode: bool
    width: int
    verbose: bool
    lines_of: Callable[[str], list[str]]
