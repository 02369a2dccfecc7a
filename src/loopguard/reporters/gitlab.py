"""GitLab's Code Quality report: a list of issues in a part of the Code Climate format."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.reporters.links import posix
from loopguard.reporters.options import ReportOptions

_SEVERITY = {"error": "major", "warning": "minor"}
"""Of GitLab's info, minor, major, critical and blocker."""

_UNREAD = "critical"


def render_gitlab(result: CheckResult, options: ReportOptions) -> str:
    """The report; every fingerprint in it is unique, as GitLab needs it."""
    issues = [
        _issue(p.path, p.line, p.line, "LG001", f"cannot be checked: {p.reason}", _UNREAD)
        for p in result.problems
    ]
    issues += [_finding(finding) for finding in result.findings]
    issues += [
        _issue(c.path, c.line, c.line, "unresolved", f"{c.callee}(): {c.reason}", "info")
        for c in result.unresolved
    ]
    seen: Counter[str] = Counter()
    for issue in issues:
        identity = issue["fingerprint"]
        seen[identity] += 1
        issue["fingerprint"] = hashlib.sha256(
            f"{identity}\0{seen[identity]}".encode("utf-8", "surrogateescape")
        ).hexdigest()
    return json.dumps(issues, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    way = [f"{posix(s.path)}:{s.line} `{s.function}` calls `{s.callee}`" for s in finding.trace]
    body = "\n".join(f"{number}. {step}" for number, step in enumerate(way, 1))
    if finding.fix is not None:
        body += f"\n\nFix: {finding.fix.description}"
    issue = _issue(
        finding.path,
        finding.span.line,
        finding.span.end_line,
        finding.code,
        finding.message,
        _SEVERITY[finding.severity],
    )
    issue["fingerprint"] = f"{posix(finding.path)}\0{finding.fingerprint}"
    issue["content"] = {"body": body}
    return issue


def _issue(path: str, first: int, last: int, code: str, text: str, severity: str) -> dict[str, Any]:
    """An issue; what it says in place of a fingerprint is made into one when all are known."""
    return {
        "type": "issue",
        "check_name": code,
        "description": f"{code}: {text}",
        "categories": ["Performance"],
        "severity": severity,
        "fingerprint": f"{posix(path)}\0{code}\0{text}",
        "location": {"path": posix(path), "lines": {"begin": first, "end": last}},
    }
