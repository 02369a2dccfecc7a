"""The SARIF report is valid, and says what a reader can act on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, FormatChecker

from loopguard.cli.sources import SourceFiles
from loopguard.config import Settings
from loopguard.domain.result import CheckResult
from loopguard.engine import check
from loopguard.reporters import ReportOptions, render
from loopguard.reporters.links import rule_link
from loopguard.rules import RULES

from .conftest import unused_suppression

REPOSITORY = Path(__file__).parents[2]
SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
URI_REFERENCE = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft4Validator(schema, format_checker=FormatChecker())


@pytest.fixture
def log(result: CheckResult, plain: ReportOptions) -> Any:
    return json.loads(render("sarif", result, plain))


def complaints(validator: Draft4Validator, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_validator_refuses_what_is_wrong(validator: Draft4Validator, log: Any) -> None:
    log["runs"][0]["results"][0]["level"] = "fatal"
    del log["runs"][0]["results"][1]["message"]
    assert len(complaints(validator, log)) == 2


def test_the_shared_result_is_valid(validator: Draft4Validator, log: Any) -> None:
    assert complaints(validator, log) == []


def test_a_clean_result_is_valid(
    validator: Draft4Validator, clean_result: CheckResult, plain: ReportOptions
) -> None:
    assert complaints(validator, json.loads(render("sarif", clean_result, plain))) == []


def test_an_unused_suppression_is_valid(
    validator: Draft4Validator, clean_result: CheckResult, plain: ReportOptions
) -> None:
    found = replace(clean_result, findings=(unused_suppression(),))
    assert complaints(validator, json.loads(render("sarif", found, plain))) == []


def test_a_real_run_is_valid(validator: Draft4Validator, plain: ReportOptions) -> None:
    example = REPOSITORY / "examples" / "saas"
    sources = SourceFiles()
    options = replace(plain, lines_of=sources.lines_of, changes_of=sources.changes_of)
    log = json.loads(render("sarif", check([example], Settings(root=example)), options))
    assert complaints(validator, log) == []
    assert [r["ruleId"] for r in log["runs"][0]["results"] if "fixes" not in r] == []


def test_paths_are_legal_uris_that_read_back(result: CheckResult, log: Any) -> None:
    uris = [found[1] for found in re.finditer('"uri": "([^"]*)"', json.dumps(log))]
    assert [uri for uri in uris if not URI_REFERENCE.fullmatch(uri)] == []
    assert {f.path for f in result.findings} <= {unquote(uri) for uri in uris}


def test_a_path_outside_the_working_directory_is_absolute(
    result: CheckResult, plain: ReportOptions
) -> None:
    path = str(Path.cwd().anchor) + "odd name.py"
    moved = replace(result, findings=(replace(result.findings[0], path=path),))
    run = json.loads(render("sarif", moved, plain))["runs"][0]
    place = run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": Path(path).as_uri()}


def test_the_witness_is_a_code_flow(log: Any) -> None:
    found = next(r for r in log["runs"][0]["results"] if r["ruleId"] == "LG107")
    (flow,) = found["codeFlows"]
    (thread,) = flow["threadFlows"]
    places = [step["location"]["physicalLocation"] for step in thread["locations"]]
    assert [(p["artifactLocation"]["uri"], p["region"]["startLine"]) for p in places] == [
        ("shop/api.py", 5),
        ("shop/payments.py", 30),
        ("shop/payments.py", 12),
    ]
    assert [step["nestingLevel"] for step in thread["locations"]] == [0, 1, 2]


def test_the_code_of_a_finding_is_quoted_where_it_can_be_read(log: Any) -> None:
    quoted = {}
    for found in log["runs"][0]["results"]:
        region = found["locations"][0]["physicalLocation"]["region"]
        quoted[found["partialFingerprints"]["loopguard/v1"]] = region.get("snippet")
    assert quoted["1" * 16] == {"text": "time.sleep(order.delay)"}
    assert quoted["3" * 16] == {"text": "refund(\n        order,\n        retry=True,\n    )"}
    assert quoted["9" * 16] == {"text": "open(path)"}
    assert quoted["5" * 16] is None


def test_every_rule_links_to_its_page(log: Any) -> None:
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert [rule["helpUri"] for rule in rules] == [rule_link(rule) for rule in RULES]


def test_results_refer_to_their_rules(log: Any) -> None:
    run = log["runs"][0]
    for found in run["results"]:
        assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]


def test_unreadable_files_are_results_and_notifications(result: CheckResult, log: Any) -> None:
    run = log["runs"][0]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [r["ruleId"] for r in run["results"]].count("LG001") == len(result.problems)
    assert [n["level"] for n in notes] == ["error"] * 2 + ["note"] * 2


CODE = '''\
"""Reads."""

import os


async def read():
    flag = "\U0001f600"; text = os.listdir(flag)
    return text
'''

FIXED = '''\
"""Reads."""

import asyncio
import os


async def read():
    flag = "\U0001f600"; text = await asyncio.to_thread(os.listdir, flag)
    return text
'''


def test_a_fix_can_be_applied_by_a_reader(
    plain: ReportOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text(CODE, encoding="utf-8")
    sources = SourceFiles()
    options = replace(plain, lines_of=sources.lines_of, changes_of=sources.changes_of)
    log = json.loads(render("sarif", check([Path()], Settings(root=tmp_path)), options))
    (found,) = log["runs"][0]["results"]
    (change,) = found["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "app.py", "uriBaseId": "%SRCROOT%"}
    assert applied(CODE, change["replacements"]) == FIXED


def applied(text: str, replacements: list[Any]) -> str:
    """What a reader of SARIF makes of a text, columns in code points."""
    lines = text.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + column - 1

    for change in sorted(replacements, key=lambda c: -c["deletedRegion"]["startLine"]):
        region = change["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        text = text[:start] + change.get("insertedContent", {}).get("text", "") + text[end:]
    return text
