"""Every fix of every case proves right, and changes nothing but the lines of its finding."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from loopguard.fixes.rounds import DOES_NOT_PARSE, STILL_THERE
from loopguard.fixes.write import write_files
from loopguard.summarize.source import split_lines

from ...helpers.expectations import Case
from ...helpers.fixing import run_fixes
from ...test_cases import case_id, collect_cases


@pytest.mark.parametrize("case", collect_cases(), ids=case_id)
def test_the_fixes_of_a_case_prove_right(case: Case, tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    for file in case.files:
        copy = root / case.relative(file)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    outcome = run_fixes(root, unsafe=True, confidence="likely")
    wrong = [left for left in outcome.left if left.reason in (DOES_NOT_PARSE, STILL_THERE)]
    assert wrong == []
    for file, text in outcome.changed:
        matcher = difflib.SequenceMatcher(None, split_lines(file.text), split_lines(text), False)
        for tag, start, end, *_ in matcher.get_opcodes():
            assert tag != "delete", split_lines(file.text)[start:end]
    assert write_files(outcome.changed) == {}
    assert run_fixes(root, unsafe=True, confidence="likely").changed == ()
