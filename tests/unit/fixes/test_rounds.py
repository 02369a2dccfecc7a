"""What a new check does not prove right is taken back, and the rest is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.engine import check
from loopguard.fixes import fix_findings

TWO = """\
import time


async def first():
    time.sleep(1)


async def second():
    time.sleep(2)
"""


def run(root: Path, spoil: object = None) -> tuple[str, list[str], int]:
    """The text, the reasons and the count after the fixes; `spoil` changes each finding."""
    settings = Settings(root=root)
    checks = []

    def check_and_spoil(texts: object) -> CheckResult:
        checks.append(texts)
        result = check([root], settings, edited=texts)  # type: ignore[arg-type]
        if spoil is None:
            return result
        return replace(result, findings=tuple(map(spoil, result.findings)))  # type: ignore[arg-type]

    outcome = fix_findings([root], settings, check_and_spoil, unsafe=False)
    (root_file,) = root.glob("*.py")
    texts = [text for _, text in outcome.changed]
    text = texts[0] if texts else root_file.read_text()
    return text, [left.reason for left in outcome.left], len(checks)


def with_replacement(code: str, where: int) -> object:
    def spoil(finding: Finding) -> Finding:
        if finding.span.line not in (where, where + 1) or finding.fix is None:
            return finding
        return replace(finding, fix=replace(finding.fix, replacement=code, imports=()))

    return spoil


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("await (", "the result would not be valid Python"),
        ("yield from x", "the result would not be valid Python"),
        ("time.sleep(3)", "the finding would still be there"),
        ("input()", "it would bring LG109 (blocking-input)"),
    ],
)
def test_a_fix_that_does_not_prove_right_is_taken_back_alone(
    tmp_path: Path, code: str, reason: str
) -> None:
    (tmp_path / "main.py").write_text(TWO)
    text, reasons, _ = run(tmp_path, with_replacement(code, 9))
    assert text == "import asyncio\n" + TWO.replace(
        "    time.sleep(1)", "    await asyncio.sleep(1)"
    )
    assert reasons == [reason]


def test_two_checks_are_enough_where_all_goes_well(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(TWO)
    text, reasons, checks = run(tmp_path)
    assert text.count("await asyncio.sleep") == 2
    assert (reasons, checks) == ([], 2)


def test_what_shares_work_that_is_done_once_is_fixed_one_after_the_other(tmp_path: Path) -> None:
    code = """\
import functools
import time


@functools.cache
def load():
    time.sleep(1)


async def first():
    load()


async def second():
    load()
"""
    (tmp_path / "main.py").write_text(code)
    text, reasons, _ = run(tmp_path)
    assert text == "import asyncio\n" + code.replace(
        "    load()", "    await asyncio.to_thread(load)"
    )
    assert reasons == []


def test_however_many_share_it_all_are_fixed_in_one_run(tmp_path: Path) -> None:
    code = "import functools\nimport time\n\n\n@functools.cache\ndef load():\n    time.sleep(1)\n"
    code += "".join(f"\n\nasync def f{number}():\n    load()\n" for number in range(9))
    (tmp_path / "main.py").write_text(code)
    text, reasons, _ = run(tmp_path)
    assert text.count("    await asyncio.to_thread(load)\n") == 9
    assert reasons == []
