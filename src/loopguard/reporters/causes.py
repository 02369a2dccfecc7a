"""Findings that end at the same blocking call in the source are one cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loopguard.domain.finding import SEVERITIES, Finding, Place, Step

ABOUT_COMMENTS = frozenset({"LG002"})
"""Rules whose findings are not about calls."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One blocking call in one function, and every finding that ends there."""

    callee: str
    step: Step
    findings: tuple[Finding, ...]

    @property
    def gravest(self) -> Finding:
        """The finding to show for all: an error before a warning, what is certain before likely."""
        return max(
            self.findings,
            key=lambda f: (SEVERITIES.index(f.severity), f.confidence == "certain", not f.once),
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place on the loop that reaches the call: the findings' own, then the others."""
        own = (Place(f.path, f.span.line, f.span.column, f.function) for f in self.findings)
        return (*own, *(place for finding in self.findings for place in finding.also))

    @property
    def entry_points(self) -> tuple[str, ...]:
        """The functions on the loop that reach the call, sorted."""
        return tuple(sorted({place.function for place in self.places}))

    @property
    def rank(self) -> tuple[int, int, int, str, int, int]:
        """Sorts errors before warnings, and those first that hold up the most."""
        return (
            -SEVERITIES.index(self.gravest.severity),
            -len(self.places),
            -len(self.entry_points),
            self.step.path,
            self.step.line,
            self.step.column,
        )


def group_by_cause(findings: Iterable[Finding]) -> list[Cause]:
    """The causes in the order in which their first finding is listed."""
    groups: dict[Step, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.trace[-1], []).append(finding)
    return [Cause(group[0].callee, group[0].trace[-1], tuple(group)) for group in groups.values()]


def ranked_causes(findings: Iterable[Finding]) -> list[Cause]:
    """The causes of blocking calls, those first that are worth mending first."""
    calls = (finding for finding in findings if finding.code not in ABOUT_COMMENTS)
    return sorted(group_by_cause(calls), key=lambda cause: cause.rank)
