"""Workflow commands that GitHub Actions shows as annotations at the lines of a pull request.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word. So each cause
comes once, the worst first, before its further call sites, and a notice says what is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loopguard.domain.finding import Finding, Step
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import ABOUT_COMMENTS, Cause, ranked_causes
from loopguard.reporters.links import posix
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import count_of

SHOWN = 10
"""How many annotations of a level GitHub shows for one step."""


@dataclass(frozen=True, slots=True)
class _Annotation:
    level: str
    properties: tuple[tuple[str, str], ...]
    message: str

    def __str__(self) -> str:
        listed = ",".join(f"{name}={_property(value)}" for name, value in self.properties)
        return f"::{self.level}{' ' if listed else ''}{listed}::{_data(self.message)}\n"


def render_github(result: CheckResult, options: ReportOptions) -> str:
    """One workflow command for each finding, file that could not be read and unresolved call."""
    found = [*_annotations(result)]
    hidden = {level: sum(a.level == level for a in found) - SHOWN for level in ("error", "warning")}
    left = [count_of(number, f"more {level}") for level, number in hidden.items() if number > 0]
    if left:
        text = (
            f"{' and '.join(left)} found by LoopGuard without an annotation: GitHub shows {SHOWN} "
            "of each level for a step. The log has them all."
        )
        found.insert(0, _Annotation("notice", (("title", "LoopGuard"),), text))
    return "".join(map(str, found))


def _annotations(result: CheckResult) -> Iterator[_Annotation]:
    for problem in result.problems:
        where = _place(problem.path, problem.line, problem.column)
        title = ("title", "LG001 unparsable-file")
        yield _Annotation("error", (*where, title), f"cannot be checked: {problem.reason}")
    causes = ranked_causes(result.findings)
    for cause in causes:
        yield _annotation(cause.gravest, cause)
    for cause in causes:
        yield from (_annotation(f, cause) for f in cause.findings if f is not cause.gravest)
    yield from (_annotation(f, None) for f in result.findings if f.code in ABOUT_COMMENTS)
    for call in result.unresolved:
        where = _place(call.path, call.line, call.column)
        text = f"unresolved {call.callee}(): {call.reason}"
        yield _Annotation("notice", (*where, ("title", "unresolved call")), text)


def _annotation(finding: Finding, cause: Cause | None) -> _Annotation:
    span = finding.span
    where = _place(finding.path, span.line, span.column)
    where += (("endLine", str(span.end_line)),)
    if span.end_line == span.line:  # GitHub refuses columns that are not on one line
        where += (("endColumn", str(span.end_column)),)
    else:
        where = tuple(pair for pair in where if pair[0] != "col")
    title = ("title", f"{finding.code} {finding.name}")
    lines = [finding.message, *_way(finding.trace[1:])]
    others = len(cause.places) - 1 if cause is not None else 0
    if others and cause is not None and finding is cause.gravest:
        lines.append(f"The same call is reached from {count_of(others, 'more place')}.")
    if finding.fix is not None:
        lines.append(f"Fix: {finding.fix.description}")
    return _Annotation(finding.severity, (*where, title), "\n".join(lines))


def _way(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield f"-> {posix(step.path)}:{step.line} {step.function} calls {step.callee}"


def _place(path: str, line: int, column: int) -> tuple[tuple[str, str], ...]:
    return (("file", posix(path)), ("line", str(line)), ("col", str(column)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
