"""The JSON report keeps to the schema that docs/json-schema.json publishes."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loopguard.config import Settings
from loopguard.domain.finding import SEVERITIES
from loopguard.domain.result import CheckResult
from loopguard.engine import check
from loopguard.reporters import ReportOptions, render
from loopguard.reporters.json import SCHEMA_VERSION

REPOSITORY = Path(__file__).parents[2]
SCHEMA = json.loads((REPOSITORY / "docs" / "json-schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)


@pytest.fixture
def report(result: CheckResult, plain: ReportOptions) -> Any:
    return json.loads(render("json", result, plain))


def complaints(validator: Draft202012Validator, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_has_the_version_of_the_reports() -> None:
    assert SCHEMA["properties"]["version"]["const"] == SCHEMA_VERSION


def test_the_schema_knows_the_severities() -> None:
    assert set(SCHEMA["$defs"]["finding"]["properties"]["severity"]["enum"]) == set(SEVERITIES)


def test_the_shared_result_keeps_to_the_schema(
    validator: Draft202012Validator, report: Any
) -> None:
    assert complaints(validator, report) == []


def test_a_clean_result_keeps_to_the_schema(
    validator: Draft202012Validator, clean_result: CheckResult, plain: ReportOptions
) -> None:
    assert complaints(validator, json.loads(render("json", clean_result, plain))) == []


def test_a_real_run_keeps_to_the_schema(
    validator: Draft202012Validator, plain: ReportOptions
) -> None:
    example = REPOSITORY / "examples" / "saas"
    found = check([example], Settings(root=example))
    assert found.findings != ()
    assert complaints(validator, json.loads(render("json", found, plain))) == []


def test_the_sample_in_the_docs_is_taken_from_a_real_run(
    plain: ReportOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    text = (REPOSITORY / "docs" / "json.md").read_text(encoding="utf-8")
    sample = json.loads(text.partition("```json\n")[2].partition("```")[0])
    example = Path("examples", "saas")
    report = json.loads(render("json", check([example], Settings(root=example)), plain))
    name = sample["findings"][0]["fingerprint"]
    report["findings"] = [f for f in report["findings"] if f["fingerprint"] == name]
    report["causes"] = [c for c in report["causes"] if name in c["findings"]]
    assert with_gaps_of(sample, report) == sample


def with_gaps_of(sample: Any, value: Any) -> Any:
    """The value with "…" where the sample leaves something out: a text, or the end of a list."""
    if sample == "…":
        return sample
    if isinstance(sample, dict) and isinstance(value, dict):
        return {name: with_gaps_of(sample.get(name), inner) for name, inner in value.items()}
    if isinstance(sample, list) and isinstance(value, list):
        if sample[-1:] == ["…"]:
            value = [*value[: len(sample) - 1], "…"]
        pairs = itertools.zip_longest(sample, value)
        return [with_gaps_of(s, v) for s, v in pairs]
    return value


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from objects(item)


def test_the_schema_wants_every_field_and_no_other(
    validator: Draft202012Validator, report: Any
) -> None:
    places = [(number, name) for number, o in enumerate(objects(report)) for name in o]
    assert len(places) > 100
    for number, name in places:
        without = copy.deepcopy(report)
        del list(objects(without))[number][name]
        assert complaints(validator, without) != [], f"{name} may be missing"
    for number in range(len(list(objects(report)))):
        with_more = copy.deepcopy(report)
        list(objects(with_more))[number]["surprise"] = 1
        assert complaints(validator, with_more) != []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "S101"),
        ("severity", "fatal"),
        ("confidence", "maybe"),
        ("once", None),
        ("also", None),
        ("line", 0),
        ("column", "5"),
        ("trace", []),
        ("fingerprint", ""),
    ],
)
def test_the_schema_refuses_values_that_no_finding_has(
    field: str, value: Any, validator: Draft202012Validator, report: Any
) -> None:
    report["findings"][0][field] = value
    assert complaints(validator, report) != []


def test_a_cause_names_its_findings_by_fingerprint(report: Any) -> None:
    fingerprints = [finding["fingerprint"] for finding in report["findings"]]
    assert sorted(f for cause in report["causes"] for f in cause["findings"]) == fingerprints


def test_two_calls_of_the_same_callee_on_one_line_are_two_causes(
    result: CheckResult, plain: ReportOptions
) -> None:
    first = result.findings[0]
    beside = replace(first, trace=(replace(first.trace[0], column=30),), fingerprint="0" * 16)
    both = replace(result, findings=(first, beside))
    causes = json.loads(render("json", both, plain))["causes"]
    assert [cause["findings"] for cause in causes] == [[first.fingerprint], ["0" * 16]]


def test_findings_that_end_at_the_same_call_share_a_cause(report: Any) -> None:
    shared = [cause for cause in report["causes"] if len(cause["findings"]) > 1]
    assert shared == [
        {
            "callee": "stripe.Charge.create",
            "path": "shop/payments.py",
            "line": 12,
            "column": 9,
            "function": "shop.payments.Gateway.send",
            "findings": ["2222222222222222", "3333333333333333"],
        },
        {
            "callee": "psycopg.connect",
            "path": "shop/stock.py",
            "line": 8,
            "column": 12,
            "function": "shop.stock.connect",
            "findings": ["4444444444444444", "8888888888888888"],
        },
    ]
