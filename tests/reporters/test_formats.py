from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopguard.domain.result import CheckResult
from loopguard.reporters import FORMATS, ReportOptions, render
from loopguard.reporters.statistics import render_statistics

from ..conftest import CompareGolden

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_shows_the_shared_result(
    name: str, result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    compare_golden(GOLDEN / f"{name}.txt", render(name, result, plain))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_shows_a_clean_run(
    name: str, clean_result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    compare_golden(GOLDEN / f"{name}-clean.txt", render(name, clean_result, plain))


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_depends_on_the_result_alone(
    name: str,
    result: CheckResult,
    plain: ReportOptions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = render(name, result, plain)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    assert render(name, result, plain) == before


def test_text_in_color(
    result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    colored = render("text", result, replace(plain, color=True))
    compare_golden(GOLDEN / "text-color.txt", colored)


def test_a_clean_run_in_color(
    clean_result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    colored = render("text", clean_result, replace(plain, color=True))
    compare_golden(GOLDEN / "text-clean-color.txt", colored)


def test_text_for_a_terminal_without_unicode(
    result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    text = render("text", result, replace(plain, unicode=False))
    compare_golden(GOLDEN / "text-no-unicode.txt", text)


def test_text_that_leaves_nothing_out(
    result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    text = render("text", result, replace(plain, verbose=True))
    compare_golden(GOLDEN / "text-verbose.txt", text)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_the_other_formats_leave_nothing_out_anyway(
    name: str, result: CheckResult, plain: ReportOptions
) -> None:
    assert render(name, result, replace(plain, verbose=True)) == render(name, result, plain)


def test_a_narrow_terminal_does_not_break_lines(result: CheckResult, plain: ReportOptions) -> None:
    assert render("text", result, replace(plain, width=20)) == render("text", result, plain)


def test_the_counts_of_the_shared_result(
    result: CheckResult, plain: ReportOptions, compare_golden: CompareGolden
) -> None:
    compare_golden(GOLDEN / "statistics.txt", render_statistics(result, plain))


def test_every_golden_file_belongs_to_a_test() -> None:
    names = ("text-color", "text-clean-color", "text-no-unicode", "text-verbose")
    names += ("statistics", "graph-mermaid", "graph-dot")
    variants = {f"{name}.txt" for name in names}
    expected = {f"{name}{state}.txt" for name in FORMATS for state in ("", "-clean")} | variants
    assert {file.name for file in GOLDEN.iterdir()} == expected
