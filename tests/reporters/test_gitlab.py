"""The Code Quality report: what GitLab documents, and what it makes of the report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loopguard.domain.result import CheckResult
from loopguard.reporters import ReportOptions, render

from ..helpers.gitlab import SEVERITIES, Shown, shown_by_gitlab

# docs.gitlab.com/ci/testing/code_quality, "Code Quality report format". GitLab itself demands less
# (tests/helpers/gitlab.py).
DOCUMENTED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def issues(result: CheckResult, plain: ReportOptions) -> Any:
    return json.loads(render("gitlab", result, plain))


def test_the_report_is_as_documented(issues: Any) -> None:
    Draft202012Validator(DOCUMENTED).validate(issues)


def test_gitlab_shows_everything(result: CheckResult, plain: ReportOptions) -> None:
    shown = shown_by_gitlab(render("gitlab", result, plain))
    assert sorted((entry.path, entry.line) for entry in shown) == sorted(
        [(finding.path, finding.span.line) for finding in result.findings]
        + [(problem.path, problem.line) for problem in result.problems]
        + [(call.path, call.line) for call in result.unresolved]
    )


def test_gitlab_shows_the_worst_first(result: CheckResult, plain: ReportOptions) -> None:
    shown = shown_by_gitlab(render("gitlab", result, plain))
    severities = [entry.severity for entry in shown]
    assert severities == ["critical"] * 2 + ["major"] * 6 + ["minor"] * 3 + ["info"] * 2
    assert shown[0].description == "LG001: cannot be checked: expected ':'"


def test_gitlab_knows_every_severity(issues: Any) -> None:
    # in small letters: GitLab's summary counts them as they are written
    assert {issue["severity"] for issue in issues} < set(SEVERITIES) - {"unknown"}


@pytest.mark.parametrize("lost", ["description", "fingerprint", "severity", "location"])
def test_the_reader_stops_where_gitlab_does(lost: str, issues: Any) -> None:
    del issues[3][lost]
    assert len(shown_by_gitlab(json.dumps(issues))) == 3


def test_the_reader_keeps_one_of_each_fingerprint() -> None:
    def entry(text: str, severity: str, **place: object) -> dict[str, object]:
        location = {"path": "a.py", **place}
        what = {"description": text, "severity": severity}
        return {**what, "fingerprint": "0", "location": location}

    first = entry("first", "major", lines={"begin": 1})
    second = entry("second", "HIGH", positions={"begin": {"line": 2}})
    report = json.dumps([first, second])
    assert shown_by_gitlab(report) == [Shown("unknown", "second", "a.py", 2)]


def test_a_clean_run_is_an_empty_list(clean_result: CheckResult, plain: ReportOptions) -> None:
    assert json.loads(render("gitlab", clean_result, plain)) == []


def test_fingerprints_are_unique_even_for_findings_that_look_the_same(
    result: CheckResult, plain: ReportOptions
) -> None:
    first = result.findings[0]
    elsewhere = replace(first, path="scripts/copy.py")
    again = replace(result, findings=(first, first, elsewhere), problems=result.problems * 2)
    assert len(shown_by_gitlab(render("gitlab", again, plain))) == 9


def test_a_fingerprint_survives_moved_lines(result: CheckResult, plain: ReportOptions) -> None:
    first = result.findings[0]
    moved = replace(first, span=replace(first.span, line=80, end_line=80))

    def prints(*findings: object) -> list[str]:
        alone = replace(result, findings=findings, problems=(), unresolved=())
        return [issue["fingerprint"] for issue in json.loads(render("gitlab", alone, plain))]

    assert prints(first) == prints(moved)


def test_severities_are_gitlabs(issues: Any) -> None:
    assert {(i["check_name"], i["severity"]) for i in issues} >= {
        ("LG001", "critical"),
        ("LG101", "major"),
        ("LG105", "minor"),
        ("unresolved", "info"),
    }
