"""How a report is to look, besides its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loopguard.domain.change import Change
from loopguard.domain.finding import Finding


def _no_changes(finding: Finding) -> tuple[Change, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Options that only some formats use.

    `color` and `unicode` say what the terminal can show, `width` how wide it is; `verbose` leaves
    nothing out; `lines_of` gives a file's lines by its displayed path, for excerpts (none where it
    cannot be read any more). `changes_of` gives the edits of its file that fix a finding, with the
    imports that they need (none where it cannot be fixed by itself).
    """

    color: bool
    unicode: bool
    width: int
    verbose: bool
    lines_of: Callable[[str], list[str]]
    changes_of: Callable[[Finding], tuple[Change, ...]] = _no_changes
