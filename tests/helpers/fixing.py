"""Applies the fixes to a small project, and tells what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loopguard.config import Settings
from loopguard.engine import check
from loopguard.fixes import FixOutcome, fix_findings, write_files

Contents = str | bytes | Mapping[str, str | bytes]
"""The files of a project by their paths, exactly as they are; one alone is `main.py`."""


@dataclass(frozen=True)
class Fixed:
    """The files after the fixes, how many findings are gone, and why the others are left."""

    files: Mapping[str, bytes]
    count: int
    left: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text of `main.py`."""
        return self.files["main.py"].decode()


def fix_project(root: Path, files: Contents, *, unsafe: bool = False, **options: Any) -> Fixed:
    """Fixes a project and looks at it again: a second run must have nothing to do."""
    by_path = {"main.py": files} if isinstance(files, (str, bytes)) else files
    for name, content in by_path.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    outcome = run_fixes(root, unsafe=unsafe, **options)
    assert write_files(outcome.changed) == {}
    again = run_fixes(root, unsafe=unsafe, **options)
    assert again.changed == ()
    assert again.result.findings == outcome.result.findings
    contents = {name: (root / name).read_bytes() for name in by_path}
    reasons = tuple(left.reason for left in outcome.left)
    return Fixed(contents, sum(outcome.fixed.values()), reasons)


def run_fixes(root: Path, *, unsafe: bool = False, **options: Any) -> FixOutcome:
    """Works out the fixes of a project without writing them."""
    settings = Settings(root=root, **options)
    return fix_findings(
        [root], settings, lambda texts: check([root], settings, edited=texts), unsafe=unsafe
    )
