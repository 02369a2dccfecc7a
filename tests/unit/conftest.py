from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import loopguard.engine
from loopguard.blocklist import load_shipped

from ..helpers.project import Files, check_project, marked_ways, ways


@pytest.fixture(scope="session", autouse=True)
def _read_the_blocklist_once() -> Iterator[None]:
    """The index is immutable, and reading it takes longer than all the rest of a small check."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loopguard.engine, "load_shipped", cache(load_shipped))
        yield


@pytest.fixture
def reports_as_marked(tmp_path: Path) -> Callable[[Files], None]:
    """Checks a project and compares all findings with the `# BLOCK:` comments in its code."""

    def compare(files: Files) -> None:
        assert ways(check_project(tmp_path, files), tmp_path) == marked_ways(files)

    return compare
