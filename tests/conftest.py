"""Shared by all tests: golden files, the score of the cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

CompareGolden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files with what the code gives now; review them as a diff",
    )


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> CompareGolden:
    """Compares a text with a golden file, whole; with --update-golden it writes the file."""
    update = request.config.getoption("--update-golden")

    def compare(file: Path, text: str) -> None:
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        if not file.exists():
            pytest.fail(f"{file} is missing; pytest --update-golden writes it")
        assert text == file.read_bytes().decode(), "pytest --update-golden accepts the change"

    return compare


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints passed/total for each category of cases."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            category = dict(getattr(report, "user_properties", ())).get("category")
            if category is not None:
                total[category] += 1
                passed[category] += outcome == "passed"
    if total:
        terminalreporter.section("cases")
        for category in sorted(total):
            terminalreporter.line(f"{category}: {passed[category]}/{total[category]}")
        terminalreporter.line(f"all: {passed.total()}/{total.total()}")
