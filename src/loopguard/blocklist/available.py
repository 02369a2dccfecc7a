"""Where a described name exists: versions of its library, platforms."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

_CLAUSE = re.compile(r"(?P<operator>>=|<)(?P<version>[0-9]+(?:\.[0-9]+)*)|!?[a-z][a-z0-9]*")

_OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Availability:
    """A list of clauses that all have to hold: `>=3.11`, `<4`, `win32`, `!win32`, `optional`.

    Versions are those of the library (of Python for its standard library), words are values of
    `sys.platform`; what is optional may be left out when the library is built.
    """

    text: str
    clauses: tuple[str, ...]

    @staticmethod
    def parse(text: str) -> Availability:
        """Reads the clauses, which commas part.

        Raises ValueError where one of them is none.
        """
        clauses = tuple(clause.strip() for clause in text.split(","))
        for clause in clauses:
            if not _CLAUSE.fullmatch(clause):
                raise ValueError(f"{clause!r} is neither a version (>=3.11, <4) nor a platform")
        return Availability(text, clauses)

    @property
    def is_optional(self) -> bool:
        """Whether the name may be missing although all clauses hold."""
        return _OPTIONAL in self.clauses

    def holds(self, version: str, platform: str = sys.platform) -> bool:
        """Whether the name exists there; an unknown version is taken for one that fits."""
        return all(_holds(clause, version, platform) for clause in self.clauses)


def _holds(clause: str, version: str, platform: str) -> bool:
    if clause == _OPTIONAL:
        return True
    found = _CLAUSE.fullmatch(clause)
    if found is None or not found["operator"]:
        return (clause.removeprefix("!") == platform) is not clause.startswith("!")
    if not version:
        return True
    at_least = _numbers(version) >= _numbers(found["version"])
    return at_least if found["operator"] == ">=" else not at_least


def _numbers(version: str) -> tuple[int, ...]:
    """The release of a version as numbers, without zeros at the end: 4.0rc1 counts as 4."""
    release = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
