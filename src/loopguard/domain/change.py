"""A change to a source file, as formats and editors exchange it."""

from __future__ import annotations

from dataclasses import dataclass

from loopguard.domain.finding import Span


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """`text` in the place of a range; an empty range is where something is inserted."""

    span: Span
    text: str
