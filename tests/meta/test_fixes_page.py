"""The examples of docs/fixes.md are what LoopGuard really changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loopguard.fixes import unified_diff

from ..helpers.fixing import run_fixes

PAGE = (Path(__file__).parents[2] / "docs" / "fixes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```\n\n```diff\n(.*?)^```", PAGE, re.M | re.S)


def test_the_page_has_an_example_for_each_kind() -> None:
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize(("code", "diff"), EXAMPLES)
def test_an_example_is_changed_as_shown(code: str, diff: str, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(code)
    made = unified_diff(run_fixes(tmp_path, unsafe=True).changed, color=False)
    lines = made.splitlines(keepends=True)[3:]
    assert "".join("@@\n" if line.startswith("@@") else line for line in lines) == diff
