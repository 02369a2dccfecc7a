"""Shared by all tests: golden files, a browser, the score of the cases."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CompareGolden = Callable[[Path, str], None]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without pages; tests that need it are skipped where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        # Without a sandbox: as root, where CI often runs, Chromium starts in no other way.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


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
