from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopguard.cli.sources import SourceFiles
from loopguard.config import Settings
from loopguard.domain.change import Change
from loopguard.domain.finding import Finding, Span
from loopguard.engine import check
from loopguard.fixes.edits import Offsets


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [(1, 1)]),
        ("ab", [(1, 1), (1, 2), (1, 3)]),
        ("a\nb\n", [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]),
        ("a\r\nb", [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]),
        ("\ufeffa\n", [(1, 1), (1, 1), (1, 2), (2, 1)]),
    ],
)
def test_a_place_is_the_reverse_of_an_offset(text: str, places: list[tuple[int, int]]) -> None:
    offsets = Offsets(text)
    assert [offsets.place(offset) for offset in range(len(text) + 1)] == places
    for offset, place in enumerate(places):
        if offset or not text.startswith("\ufeff"):
            assert offsets.of(*place) == offset


def findings_in(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text(code, encoding="utf-8")
    return check([Path()], Settings(root=tmp_path)).findings


def test_a_fix_is_its_edits_in_the_order_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os\n\n\nasync def f(x):\n    return os.listdir(x)\n"
    (finding,) = findings_in(tmp_path, code, monkeypatch)
    assert SourceFiles().changes_of(finding) == (
        Change(Span(1, 1, 1, 1), "import asyncio\n"),
        Change(Span(5, 12, 5, 25), "await asyncio.to_thread(os.listdir, x)"),
    )


def test_an_import_that_is_there_is_not_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import asyncio\nimport time\n\n\nasync def f():\n    time.sleep(1)\n"
    (finding,) = findings_in(tmp_path, code, monkeypatch)
    assert SourceFiles().changes_of(finding) == (
        Change(Span(6, 5, 6, 18), "await asyncio.sleep(1)"),
    )


def test_what_has_no_fix_or_no_file_has_no_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import asyncio\nimport time\n\n\nasync def f():\n    time.sleep(1)\n"
    (finding,) = findings_in(tmp_path, code, monkeypatch)
    changes_of = SourceFiles().changes_of
    assert changes_of(replace(finding, fix=None)) == ()
    assert changes_of(replace(finding, path="gone.py")) == ()
