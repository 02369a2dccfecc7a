"""Findings that end at the same blocking call in the source are one cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loopguard.domain.finding import SEVERITIES, Finding, Step


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


def group_by_cause(findings: Iterable[Finding]) -> list[Cause]:
    """The causes in the order in which their first finding is listed."""
    groups: dict[Step, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.trace[-1], []).append(finding)
    return [Cause(group[0].callee, group[0].trace[-1], tuple(group)) for group in groups.values()]
