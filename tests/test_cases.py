"""Runs every case: the shared ones, our own, and the data file of each rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.engine import check

from .helpers.expectations import Case, find_cases, mismatches, parsed
from .helpers.strip_async import strip_async

TESTS = Path(__file__).parent
CASES = TESTS / "cases"
EVERY_RULE = ("LG",)

LOOP_CALLS_PLAIN_FUNCTIONS = ("on_loop_callbacks", "scheduling")
"""Categories in which the loop itself calls plain functions, so that all findings stay."""

FRAMEWORKS_CALL_PLAIN_FUNCTIONS = ("frameworks",)
"""Categories in which some framework calls plain functions on its loop, and another does not."""

OFF_LOOP_IN_SPITE_OF_CATEGORY = {
    "own/scheduling/own_scheduler": "the project's helper is followed where a coroutine calls it",
    "own/scheduling/tasks_from_sync_code": "what blocks is a coroutine",
}
"""Cases in the first of these categories of which it is not true, and why."""


def case_id(case: Case) -> str:
    root = CASES if case.path.is_relative_to(CASES) else TESTS
    return case.path.relative_to(root).with_suffix("").as_posix()


def collect_cases() -> list[Case]:
    cases = find_cases(CASES / "shared")
    if (CASES / "own").is_dir():
        cases += find_cases(CASES / "own")
    return cases


RULE_CASES = [Case(path) for path in sorted((TESTS / "rules").glob("*.py"))]
ALL_CASES = [*collect_cases(), *RULE_CASES]
ON_LOOP_WITHOUT_ASYNC = [
    case
    for case in ALL_CASES
    if case.path.parent.name in LOOP_CALLS_PLAIN_FUNCTIONS
    and case_id(case) not in OFF_LOOP_IN_SPITE_OF_CATEGORY
]
FRAMEWORK_CASES = [c for c in ALL_CASES if c.path.parent.name in FRAMEWORKS_CALL_PLAIN_FUNCTIONS]
OFF_LOOP_WITHOUT_ASYNC = [
    case for case in ALL_CASES if case not in ON_LOOP_WITHOUT_ASYNC and case not in FRAMEWORK_CASES
]


@pytest.mark.parametrize("case", ALL_CASES, ids=case_id)
def test_reports_what_the_case_expects(case: Case, record_property: pytest.RecordProperty) -> None:
    record_property("category", case_id(case).rpartition("/")[0])
    assert mismatches(case) == []


@pytest.mark.parametrize("case", RULE_CASES, ids=case_id)
def test_the_data_file_of_a_rule_shows_that_rule_and_no_other(case: Case) -> None:
    code = case.path.name[:5].upper()
    settings = Settings(root=case.path.parent, extend_select=(code,))
    assert mismatches(case, settings) == []
    assert {finding.code for finding in check([case.path], settings).findings} == {code}


@pytest.mark.parametrize("case", OFF_LOOP_WITHOUT_ASYNC, ids=case_id)
def test_reports_nothing_once_the_coroutines_are_plain_functions(
    case: Case, tmp_path: Path
) -> None:
    result = check([write_stripped(case, tmp_path)], Settings(root=tmp_path, select=EVERY_RULE))
    assert result.problems == ()
    assert [f"{f.path}:{f.span.line}: {f.callee}" for f in result.findings] == []


@pytest.mark.parametrize("case", ON_LOOP_WITHOUT_ASYNC, ids=case_id)
def test_reports_the_same_without_coroutines_where_the_loop_calls_plain_functions(
    case: Case, tmp_path: Path
) -> None:
    assert mismatches(Case(write_stripped(case, tmp_path))) == []


@pytest.mark.parametrize("case", FRAMEWORK_CASES, ids=case_id)
def test_findings_in_plain_functions_stay_without_coroutines_and_no_others_come(
    case: Case, tmp_path: Path
) -> None:
    copy = write_stripped(case, tmp_path)
    result = check([copy], Settings(root=tmp_path))
    stripped = Case(copy)
    marks = {(mark.path, mark.line) for mark in case.marks() if mark.kind == "BLOCK"}
    spans = [
        {(stripped.relative(Path(f.path).resolve()), line) for line in lines_of(f)}
        for f in result.findings
    ]
    assert [span for span in spans if not span & marks] == []
    assert in_plain_functions(case, marks) <= set().union(*spans)


def lines_of(finding: Finding) -> range:
    return range(finding.span.line, finding.span.end_line + 1)


def in_plain_functions(case: Case, marks: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """The marks whose innermost function is no coroutine."""
    found = set()
    for file in case.files:
        path = case.relative(file)
        functions = [
            node
            for node in ast.walk(parsed(file))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        for place, line in marks:
            around = [f for f in functions if f.lineno <= line <= (f.end_lineno or f.lineno)]
            if place == path and around:
                inner = max(around, key=lambda f: f.lineno)
                if isinstance(inner, ast.FunctionDef):
                    found.add((place, line))
    return found


def write_stripped(case: Case, directory: Path) -> Path:
    """Writes the files of the case without `async` and `await`; returns what to check."""
    target = directory / case.path.name
    for file in case.files:
        copy = target / case.relative(file) if case.path.is_dir() else target
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(strip_async(file.read_text(encoding="utf-8")), encoding="utf-8")
    return target
