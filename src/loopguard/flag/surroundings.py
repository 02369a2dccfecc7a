"""The compound statements around a call, read off their first lines.

A statement is cut out of its function before it is parsed, so what stands around it has to be
found in another way, and a syntax tree of every file with a finding would cost more than the rest
of the stage. A line in a string that looks like the head of a `finally` can be mistaken for one:
the fix is then called unsafe without need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loopguard.domain.summary import FunctionSummary, Site
from loopguard.summarize.text import SourceText

_HEAD = re.compile(
    r"[ \t\f]*(?:async[ \t]+)?(?P<keyword>finally|except|with|def|class|try|if|elif|else|for|while"
    r"|match|case)\b(?P<rest>.*)"
)
_CANCELLED = re.compile(r"\W*$|.*\b(?:CancelledError|BaseException)\b")
_LOCK = re.compile(r".*(?:lock|mutex|semaphore)", re.IGNORECASE)

CLEANING_UP = "a cancellation can now interrupt the cleaning up here"
LOCKED = "other tasks can now run while the lock is held"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a call in its function.

    `hazard` is why an `await` there can change more than the waiting, or empty; `in_class` tells
    whether it stands in the body of a class.
    """

    hazard: str = ""
    in_class: bool = False


def surroundings(source: SourceText, function: FunctionSummary, site: Site) -> Surroundings:
    """Reads what stands around a site."""
    found = ""
    if function.name in ("__aexit__", "aclose"):
        found = CLEANING_UP
    first = min(site.statement, site.line)
    found = found or _hazard_of(source.line(first))  # all on one line
    indent = _width(source.line(first))
    for number in range(first - 1, function.line, -1):
        line = source.line(number)
        head = _HEAD.match(line)
        if head is None or _width(line) >= indent:
            continue
        indent = _width(line)
        found = found or _hazard_of(line)
        if head["keyword"] in ("def", "class"):
            return Surroundings(found, in_class=head["keyword"] == "class")
    return Surroundings(found)


def _hazard_of(line: str) -> str:
    """What the head of a compound statement means for an `await` in its body."""
    head = _HEAD.match(line)
    if head is None:
        return ""
    keyword, rest = head["keyword"], head["rest"]
    if keyword == "finally" or (keyword == "except" and _CANCELLED.match(rest)):
        return CLEANING_UP
    is_sync_with = keyword == "with" and not line.lstrip().startswith("async")
    return LOCKED if is_sync_with and _LOCK.match(rest) else ""


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\f"))
