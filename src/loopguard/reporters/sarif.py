"""SARIF 2.1.0 (OASIS), for code scanning services and editors; docs/formats.md tells more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import loopguard
from loopguard.domain.change import Change
from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding, Fix, Place, Span, Step, UnresolvedCall
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import ABOUT_COMMENTS
from loopguard.reporters.links import HOME, is_relative, rule_link, uri_of
from loopguard.reporters.options import ReportOptions
from loopguard.rules import RULES, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "loopguard/v1"
_INDEX = {rule.code: number for number, rule in enumerate(RULES)}

Json = dict[str, Any]


def render_sarif(result: CheckResult, options: ReportOptions) -> str:
    """The SARIF report. Columns are counted in code points, as it declares; ends are exclusive."""
    run = {
        "tool": {
            "driver": {
                "name": "LoopGuard",
                "semanticVersion": loopguard.__version__,
                "version": loopguard.__version__,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in RULES],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    *(_unread(problem) for problem in result.problems),
                    *(_unresolved(call) for call in result.unresolved),
                ],
            }
        ],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The working directory of the run."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_problem(problem) for problem in result.problems),
            *(_result(finding, options) for finding in result.findings),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> Json:
    parts = [rule.what, rule.why, f"Fix: {rule.fix}"]
    pages = [f"**What it does.** {rule.what}", f"**Why it matters.** {rule.why}"]
    pages.append(f"**Example**\n\n```python\n{rule.example}```")
    if rule.instead:
        pages.append(f"**Instead**\n\n```python\n{rule.instead}```")
    pages.append(f"**Fix.** {rule.fix}")
    pages.append(f"**Suppress** with `# loopguard: ignore[{rule.code}] reason` on the line.")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.what},
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(pages)},
        "helpUri": rule_link(rule),
        "defaultConfiguration": {"enabled": rule.default, "level": _level(rule)},
        "properties": {"tags": ["asyncio", "performance", "reliability"]},
    }


def _level(rule: Rule) -> str:
    return "warning" if rule.code in ABOUT_COMMENTS else "error"


# results


def _result(finding: Finding, options: ReportOptions) -> Json:
    region: Json = _region(finding.span)
    code = _code(finding.span, options.lines_of(finding.path))
    if code:
        region["snippet"] = {"text": code}
    location = _location(finding.path, region, finding.function)
    steps = [(_at(step), f"{step.function} calls {step.callee}") for step in finding.trace]
    found: Json = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": finding.severity,
        "message": _message(finding.message),
        "locations": [location],
        "partialFingerprints": {
            _FINGERPRINT: finding.fingerprint,
            # The one that GitHub reads, in the form that it uses: alerts survive moved lines.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "codeFlows": [
            {
                "threadFlows": [
                    {
                        "locations": [
                            {
                                "location": {**location, "message": _message(text)},
                                "nestingLevel": number,
                                "executionOrder": number + 1,
                            }
                            for number, (location, text) in enumerate(steps)
                        ]
                    }
                ]
            }
        ],
    }
    related = _related(finding)
    if related:
        found["relatedLocations"] = related
    changes = options.changes_of(finding)
    if finding.fix is not None and changes:
        found["fixes"] = [_fix(finding, finding.fix, changes)]
    found["properties"] = {
        "confidence": finding.confidence,
        "function": finding.function,
        "callee": finding.callee,
        "library": finding.library,
        "once": finding.once,
        "advice": finding.fix.description if finding.fix is not None else "",
    }
    return found


def _related(finding: Finding) -> list[Json]:
    """The call that blocks, where it is elsewhere, and the other places that reach it."""
    last = finding.trace[-1]
    related = [(_at(last), f"{last.callee} blocks here")] if len(finding.trace) > 1 else []
    related += [(_at(place), f"{place.function} reaches it too") for place in finding.also]
    return [
        {"id": number, **location, "message": _message(text)}
        for number, (location, text) in enumerate(related, 1)
    ]


def _problem(problem: FileProblem) -> Json:
    region = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "ruleId": "LG001",
        "ruleIndex": _INDEX["LG001"],
        "level": "error",
        "message": _message(f"cannot be checked: {problem.reason}"),
        "locations": [_location(problem.path, region)],
        "partialFingerprints": {_FINGERPRINT: "LG001"},
    }


def _fix(finding: Finding, fix: Fix, changes: tuple[Change, ...]) -> Json:
    unsafe = f" (unsafe: {fix.reason or 'it can change what the code does'})"
    replacements = []
    for change in changes:
        content = {"insertedContent": {"text": change.text}} if change.text else {}
        replacements.append({"deletedRegion": _region(change.span), **content})
    return {
        "description": {"text": fix.description + (unsafe if fix.safety != "safe" else "")},
        "artifactChanges": [
            {"artifactLocation": _artifact(finding.path), "replacements": replacements}
        ],
    }


# notifications


def _unread(problem: FileProblem) -> Json:
    region = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "level": "error",
        "message": _message(f"{problem.path} cannot be checked: {problem.reason}"),
        "locations": [_location(problem.path, region)],
        "associatedRule": {"id": "LG001", "index": _INDEX["LG001"]},
    }


def _unresolved(call: UnresolvedCall) -> Json:
    region = {"startLine": call.line, "startColumn": call.column}
    return {
        "level": "note",
        "message": _message(f"unresolved {call.callee}(): {call.reason}"),
        "locations": [_location(call.path, region, call.function)],
    }


# places and words


def _message(text: str) -> Json:
    """A message; `[x](y)` in it would be a link, which code such as `hooks[0](x)` is not."""
    return {"text": text.replace("](", "] (")}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _code(span: Span, lines: list[str]) -> str:
    """The text of a range; empty where the file does not reach that far any more."""
    if span.end_line > len(lines):
        return ""
    code = "".join(lines[span.line - 1 : span.end_line - 1])
    return f"{code}{lines[span.end_line - 1][: span.end_column - 1]}"[span.column - 1 :]


def _at(place: Step | Place) -> Json:
    region = {"startLine": place.line, "startColumn": place.column}
    return _location(place.path, region, place.function)


def _location(path: str, region: Mapping[str, Any], function: str = "") -> Json:
    where: Json = {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}
    if function:
        where["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    return where


def _artifact(path: str) -> Json:
    base = {"uriBaseId": _ROOT} if is_relative(path) else {}
    return {"uri": uri_of(path), **base}
