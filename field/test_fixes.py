"""The fixes of published applications: each alone, and all of them together.

Part of `./dev field`; too slow for every commit. Nothing is written but in copies.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from tests.helpers.fix_proofs import (
    compiles,
    faults_of,
    fix_these,
    has_code,
    lines_changed_elsewhere,
)

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.engine import CheckResult, Resources, check
from loopguard.fixes import fix_findings, write_files

from .fix_shares import PROJECTS, kind_of
from .test_field import DIRECTORY

WANTED = 0.8
"""The share of findings that have code made for their line."""


class Copy:
    """A copy of a project, checked with a cache of its own."""

    def __init__(self, project: str, directory: Path) -> None:
        self.root = directory / project
        shutil.copytree(DIRECTORY / project, self.root)
        self.settings = Settings(root=self.root)
        self._resources = Resources(cache=directory / f"cache-{project}")
        self.before = self.check({})

    def check(self, texts: Mapping[str, str]) -> CheckResult:
        return check([self.root], self.settings, resources=self._resources, edited=texts)


@pytest.fixture(scope="module", params=PROJECTS)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(request.param, tmp_path_factory.mktemp("fixes"))


def groups(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """All findings that have code, no two of a group in one file; the same in every run.

    A project is checked once for each group, so that each fix is alone in its file.
    """
    pending = [finding for finding in findings if has_code(finding)]
    random.Random(5).shuffle(pending)
    while pending:
        group: dict[str, Finding] = {}
        for finding in pending:
            group.setdefault(finding.path, finding)
        yield list(group.values())
        pending = [finding for finding in pending if finding not in group.values()]


def test_most_findings_have_code_made_for_their_line(copy: Copy) -> None:
    made = [finding for finding in copy.before.findings if kind_of(finding) != "words"]
    assert len(made) >= WANTED * len(copy.before.findings)


def test_each_fix_proves_right_alone(copy: Copy) -> None:
    faults: list[str] = []
    for group in groups(copy.before.findings):
        outcome = fix_these(copy.root, copy.settings, copy.before, copy.check, group)
        faults += faults_of(group, copy.before, outcome)
    assert faults == []


def test_all_fixes_prove_right_together(copy: Copy) -> None:
    outcome = fix_findings([copy.root], copy.settings, copy.check, unsafe=True)
    assert lines_changed_elsewhere(copy.before, outcome) == []
    assert [f.path for f, text in outcome.changed if compiles(f.text) > compiles(text)] == []
    assert write_files(outcome.changed) == {}
    again = fix_findings([copy.root], copy.settings, copy.check, unsafe=True)
    assert again.changed == ()
