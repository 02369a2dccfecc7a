"""The Code Quality report keeps to the fields that GitLab documents."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loopguard.domain.result import CheckResult
from loopguard.reporters import ReportOptions, render

# docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"
SCHEMA = {
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


def test_the_shared_result_is_valid(issues: Any) -> None:
    Draft202012Validator(SCHEMA).validate(issues)


def test_a_clean_run_is_an_empty_list(clean_result: CheckResult, plain: ReportOptions) -> None:
    assert json.loads(render("gitlab", clean_result, plain)) == []


def test_fingerprints_are_unique_even_for_findings_that_look_the_same(
    result: CheckResult, plain: ReportOptions
) -> None:
    first = result.findings[0]
    elsewhere = replace(first, path="scripts/copy.py")
    again = replace(result, findings=(first, first, elsewhere), problems=result.problems * 2)
    prints = [issue["fingerprint"] for issue in json.loads(render("gitlab", again, plain))]
    assert len(set(prints)) == len(prints) == 9


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
