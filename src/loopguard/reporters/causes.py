"""Findings that share the blocking call and the function that makes it are one cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loopguard.domain.finding import Finding, Step


@dataclass(frozen=True, slots=True)
class Cause:
    """One blocking call in one function, and every finding that ends there."""

    callee: str
    step: Step
    findings: tuple[Finding, ...]


def group_by_cause(findings: Iterable[Finding]) -> list[Cause]:
    """The causes in the order in which their first finding is listed."""
    groups: dict[tuple[str, str, str, int], list[Finding]] = {}
    for finding in findings:
        last = finding.trace[-1]
        groups.setdefault((last.callee, last.path, last.function, last.line), []).append(finding)
    return [Cause(group[0].callee, group[0].trace[-1], tuple(group)) for group in groups.values()]
