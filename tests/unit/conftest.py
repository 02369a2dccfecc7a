from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..helpers.project import Files, check_project, marked_ways, ways


@pytest.fixture
def reports_as_marked(tmp_path: Path) -> Callable[[Files], None]:
    """Checks a project and compares all findings with the `# BLOCK:` comments in its code."""

    def compare(files: Files) -> None:
        assert ways(check_project(tmp_path, files), tmp_path) == marked_ways(files)

    return compare
