"""Every fix of every case proves right, alone and with all others, and changes nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from loopguard.config import Settings
from loopguard.engine import CheckResult, check
from loopguard.fixes.rounds import DOES_NOT_PARSE, STILL_THERE
from loopguard.fixes.write import write_files

from ...helpers.expectations import Case
from ...helpers.fix_proofs import (
    compiles,
    faults_of,
    fix_these,
    has_code,
    lines_changed_elsewhere,
)
from ...helpers.fixing import run_fixes
from ...test_cases import RULE_CASES, case_id, collect_cases

EVERYTHING: dict[str, Any] = {
    "confidence": "likely",
    "select": ("LG",),
    "ignore": ("LG113",),  # an import that a fix adds makes one in a function harmless
}
CASES = [*collect_cases(), *RULE_CASES]


@pytest.fixture
def root(case: Case, tmp_path: Path) -> Path:
    """A copy of the case, alone in a project."""
    directory = tmp_path / "case"
    for file in case.files:
        copy = directory / case.relative(file)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return directory


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_each_fix_of_a_case_proves_right_alone(case: Case, root: Path) -> None:
    settings = Settings(root=root, **EVERYTHING)

    def check_texts(texts: Mapping[str, str]) -> CheckResult:
        return check([root], settings, edited=texts)

    before = check_texts({})
    faults = [
        fault
        for finding in before.findings
        if has_code(finding)
        for fault in faults_of(
            [finding], before, fix_these(root, settings, before, check_texts, [finding])
        )
    ]
    assert faults == []


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_all_fixes_of_a_case_prove_right_together(case: Case, root: Path) -> None:
    before = check([root], Settings(root=root, **EVERYTHING))
    outcome = run_fixes(root, unsafe=True, **EVERYTHING)
    wrong = [left for left in outcome.left if left.reason in (DOES_NOT_PARSE, STILL_THERE)]
    assert wrong == []
    assert lines_changed_elsewhere(before, outcome) == []
    assert [f.path for f, text in outcome.changed if compiles(f.text) > compiles(text)] == []
    assert write_files(outcome.changed) == {}
    assert run_fixes(root, unsafe=True, **EVERYTHING).changed == ()
