"""One line for each finding, `path:line:column: CODE message`, for editors and grep."""

from __future__ import annotations

from loopguard.domain.result import CheckResult
from loopguard.reporters.options import ReportOptions


def render_concise(result: CheckResult, options: ReportOptions) -> str:
    """The concise report; empty where there is nothing to say."""
    lines = [
        (problem.path, problem.line, problem.column, f"LG001 cannot be checked: {problem.reason}")
        for problem in result.problems
    ]
    lines += [
        (f.path, f.span.line, f.span.column, f"{f.code} {f.severity}: {f.message}")
        for f in result.findings
    ]
    lines += [
        (c.path, c.line, c.column, f"unresolved {c.callee}(): {c.reason}")
        for c in result.unresolved
    ]
    return "".join(
        f"{path}:{line}:{column}: {text}\n" for path, line, column, text in sorted(lines)
    )
