"""The JUnit report is what Jenkins accepts, whatever stands in the code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from loopguard.domain.errors import FileProblem
from loopguard.domain.result import CheckResult
from loopguard.reporters import ReportOptions, render

SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@pytest.fixture(scope="module")
def schema() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMA))


def parsed(result: CheckResult, options: ReportOptions) -> Any:
    return etree.fromstring(render("junit", result, options).encode("ascii"))


def complaints(schema: Any, document: Any) -> list[str]:
    schema.validate(document)
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def test_the_schema_refuses_what_is_wrong(
    schema: Any, result: CheckResult, plain: ReportOptions
) -> None:
    document = parsed(result, plain)
    del document[0].attrib["name"]
    assert complaints(schema, document) != []


def test_the_shared_result_is_valid(schema: Any, result: CheckResult, plain: ReportOptions) -> None:
    assert complaints(schema, parsed(result, plain)) == []


def test_a_clean_run_is_one_passed_test(
    schema: Any, clean_result: CheckResult, plain: ReportOptions
) -> None:
    document = parsed(clean_result, plain)
    assert complaints(schema, document) == []
    assert [dict(case.attrib) for case in document.iter("testcase")] == [
        {"name": "no blocking calls", "classname": "loopguard", "time": "0"}
    ]


def test_the_counts_are_those_of_the_tests(result: CheckResult, plain: ReportOptions) -> None:
    document = parsed(result, plain)
    for group in (document, *document.iter("testsuite")):
        assert int(group.get("tests")) == len(list(group.iter("testcase")))
        assert int(group.get("failures")) == len(list(group.iter("failure")))
        assert int(group.get("errors")) == len(list(group.iter("error")))
    assert document.get("failures") == str(len(result.findings))
    assert document.get("errors") == str(len(result.problems))


def test_what_xml_cannot_hold_is_replaced(
    schema: Any, result: CheckResult, plain: ReportOptions
) -> None:
    finding = replace(
        result.findings[0], message='\x00\x1b[31m <&"> \ud800\uffff\ttab', path="a\x08\udcff.py"
    )
    problem = FileProblem("b\x0c.py", 1, 1, "null \x00")
    document = parsed(replace(result, findings=(finding,), problems=(problem,)), plain)
    assert complaints(schema, document) == []
    failure = document.find(".//failure")
    assert failure.get("message") == '\ufffd\ufffd[31m <&"> \ufffd\ufffd\ttab'
    assert {suite.get("name") for suite in document} == {"a\ufffd\ufffd.py", "b\ufffd.py"}


def test_tests_of_a_file_have_different_names_without_lines(
    result: CheckResult, plain: ReportOptions
) -> None:
    first = result.findings[0]
    moved = replace(first, span=replace(first.span, line=80, end_line=80))
    document = parsed(replace(result, findings=(first, moved), problems=()), plain)
    assert [case.get("name") for case in document.iter("testcase")] == [
        "LG101 time.sleep in shop.api.pay",
        "LG101 time.sleep in shop.api.pay (2)",
    ]
