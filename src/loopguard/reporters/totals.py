"""Counts of findings and causes by rule, library, package and entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import ABOUT_COMMENTS, group_by_cause


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings go by one name, and how many causes they have."""

    name: str
    errors: int
    warnings: int
    causes: int

    @property
    def findings(self) -> int:
        """Errors and warnings together."""
        return self.errors + self.warnings


def blocking_calls(result: CheckResult) -> tuple[Finding, ...]:
    """The findings that are about calls, and not about comments."""
    return tuple(f for f in result.findings if f.code not in ABOUT_COMMENTS)


def by_rule(findings: Iterable[Finding]) -> list[Tally]:
    """Totals by code."""
    return _tally(findings, lambda finding: finding.code)


def by_library(findings: Iterable[Finding]) -> list[Tally]:
    """Totals by the distribution that brings what blocks."""
    return _tally((f for f in findings if f.library), lambda finding: finding.library)


def library_label(library: str) -> str:
    """What people call a library of the blocklist."""
    return "the standard library" if library == "python" else library


def by_package(findings: Iterable[Finding]) -> list[Tally]:
    """Totals by the directory of the finding."""
    return _tally(findings, lambda finding: PurePath(finding.path).parent.as_posix())


def by_entry_point(findings: Iterable[Finding]) -> list[Tally]:
    """Totals by the function on the loop that makes the call."""
    return _tally(findings, lambda finding: finding.function)


def count_of(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def headline(result: CheckResult) -> str:
    """The outcome of a run in one line, without a full stop."""
    calls = blocking_calls(result)
    new = "new " if result.held_back else ""
    if not calls:
        found = f"no {new}blocking calls"
    else:
        errors = sum(finding.severity == "error" for finding in calls)
        counts = ((errors, "error"), (len(calls) - errors, "warning"))
        causes = len(group_by_cause(calls))
        found = count_of(len(calls), f"{new}blocking call")
        found += f" ({', '.join(count_of(n, noun) for n, noun in counts if n)})"
        found += f" with {count_of(causes, 'cause')}" if causes < len(calls) else ""
    unread = f", {len(result.problems)} could not be read" if result.problems else ""
    unused = len(result.findings) - len(calls)
    idle = f", and {count_of(unused, 'unused suppression')}" if unused else ""
    held = f"; {count_of(result.held_back, 'old finding')} held back" if result.held_back else ""
    return f"{found} in {count_of(result.stats.files, 'file')}{unread}{idle}{held}"


def _tally(findings: Iterable[Finding], name_of: Callable[[Finding], str]) -> list[Tally]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(name_of(finding), []).append(finding)
    tallies = []
    for name, group in groups.items():
        errors = sum(finding.severity == "error" for finding in group)
        causes = len(group_by_cause(group))
        tallies.append(Tally(name, errors, len(group) - errors, causes))
    return sorted(tallies, key=lambda t: (-t.findings, -t.errors, t.name))
