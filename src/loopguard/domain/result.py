"""What a run gives: findings, problems with files, and counts."""

from __future__ import annotations

from dataclasses import dataclass

from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding, UnresolvedCall


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a run: files read, functions that the loop runs, and the calls in on-loop code.

    `calls` are places in the source; `resolved` those whose target is known.
    """

    files: int
    functions_on_loop: int
    calls: int
    resolved: int

    @property
    def unresolved(self) -> int:
        """How many calls have an unknown target."""
        return self.calls - self.resolved


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a run found: findings by place, problems by file, and counts.

    `unresolved` lists the calls of unknown target where that was asked for. `held_back` counts the
    findings that are not among those reported, since they were there before. `behind` are the files
    and functions of calls that reach work done once, and are silent as other code has done it by
    then.
    """

    findings: tuple[Finding, ...]
    problems: tuple[FileProblem, ...]
    stats: Stats
    unresolved: tuple[UnresolvedCall, ...] = ()
    held_back: int = 0
    behind: tuple[tuple[str, str], ...] = ()
