"""The machine-readable report; docs/json.md describes it field by field."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from loopguard.domain.finding import Finding, Fix, Step
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import group_by_cause, ranked_causes
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import Tally, blocking_calls, by_library, by_rule

SCHEMA_VERSION = 1


def render_json(result: CheckResult, options: ReportOptions) -> str:
    """The JSON report. Lines and columns are 1-based, columns in characters, ends exclusive."""
    document = {
        "version": SCHEMA_VERSION,
        "findings": [_finding(finding) for finding in result.findings],
        "causes": [
            {
                "callee": cause.callee,
                "path": cause.step.path,
                "line": cause.step.line,
                "column": cause.step.column,
                "function": cause.step.function,
                "findings": [finding.fingerprint for finding in cause.findings],
            }
            for cause in group_by_cause(result.findings)
        ],
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "code": "LG001",
                "reason": p.reason,
            }
            for p in result.problems
        ],
        "stats": {
            "files": result.stats.files,
            "functions_on_loop": result.stats.functions_on_loop,
            "calls": result.stats.calls,
            "resolved": result.stats.resolved,
            "unresolved": result.stats.unresolved,
            "held_back": result.held_back,
        },
        "statistics": _statistics(result),
        "unresolved": [asdict(call) for call in result.unresolved],
    }
    return json.dumps(document, indent=2) + "\n"


def _statistics(result: CheckResult) -> dict[str, Any]:
    calls = blocking_calls(result)
    causes = [
        {
            "callee": cause.callee,
            "path": cause.step.path,
            "line": cause.step.line,
            "places": len(cause.places),
            "functions": len(cause.entry_points),
        }
        for cause in ranked_causes(calls)
    ]
    return {
        "rules": [_tally(tally, "code") for tally in by_rule(result.findings)],
        "libraries": [_tally(tally, "library") for tally in by_library(calls)],
        "causes": causes,
    }


def _tally(tally: Tally, name: str) -> dict[str, Any]:
    counts = {"errors": tally.errors, "warnings": tally.warnings, "causes": tally.causes}
    return {name: tally.name, **counts}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "path": finding.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "function": finding.function,
        "callee": finding.callee,
        "library": finding.library or None,
        "fingerprint": finding.fingerprint,
        "trace": [_step(step) for step in finding.trace],
        "once": finding.once,
        "also": [
            {"path": p.path, "line": p.line, "column": p.column, "function": p.function}
            for p in finding.also
        ],
        "fix": None if finding.fix is None else _fix(finding, finding.fix),
        "alternatives": [_fix(finding, fix) for fix in finding.alternatives],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "path": step.path,
        "line": step.line,
        "column": step.column,
        "function": step.function,
        "callee": step.callee,
    }


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    span = fix.span or finding.span
    return {
        "kind": fix.kind,
        "safety": fix.safety,
        "description": fix.description,
        "reason": fix.reason or None,
        "replacement": None if fix.is_advice else fix.replacement,
        "example": fix.example or None,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "imports": list(fix.imports),
    }
