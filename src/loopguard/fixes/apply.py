"""Makes the edits of some plans in a text, and sees that Python still reads it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

from loopguard.fixes.edits import apply_edits
from loopguard.fixes.imports import add_import
from loopguard.fixes.plan import Plan
from loopguard.summarize.source import Unreadable, parse_source


def apply_plans(text: str, plans: Sequence[Plan]) -> str | None:
    """The text with the edits and their imports; None where it would not be valid Python."""
    was_valid = _compiles(text)
    new: str | None = apply_edits(text, [plan.edit for plan in plans])
    for statement in dict.fromkeys(line for plan in plans for line in plan.imports):
        new = add_import(new, statement) if new is not None else None
    if new is None or isinstance(parse_source(new), Unreadable):
        return None
    return new if _compiles(new) or not was_valid else None


def _compiles(text: str) -> bool:
    """Whether the running interpreter takes the code; it finds more mistakes than its parser."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<text>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
