"""The blocking example, fixed by LoopGuard itself: no finding is left, and it works as before."""

from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import pytest

from loopguard.fixes import write_files

from ..helpers.fixing import run_fixes
from . import conftest
from .blocked_calls import blocked_calls
from .conftest import EXAMPLES, Load
from .fake_services import FakeServices
from .test_saas import tell_story

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the blocking application, with all fixes applied."""
    examples = tmp_path / "examples"
    shutil.copytree(EXAMPLES / "saas", examples / "saas", ignore=shutil.ignore_patterns("*.pyc"))
    outcome = run_fixes(examples / "saas", unsafe=True)
    assert (outcome.left, outcome.result.findings) == ((), ())
    assert write_files(outcome.changed) == {}
    monkeypatch.setattr(conftest, "EXAMPLES", examples)
    return examples / "saas"


def test_safe_fixes_leave_only_what_works_on_the_session() -> None:
    outcome = run_fixes(EXAMPLES / "saas")
    assert {left.finding.callee for left in outcome.left} == {
        "sqlalchemy.orm.Session.commit",
        "sqlalchemy.orm.Session.get",
        "sqlalchemy.orm.Session.scalars",
    }
    assert sum(outcome.fixed.values()) == 6


def test_only_lines_of_findings_and_imports_are_changed(fixed: Path) -> None:
    for before in (EXAMPLES / "saas").rglob("*.py"):
        after = fixed / before.relative_to(EXAMPLES / "saas")
        old, new = before.read_text().splitlines(), after.read_text().splitlines()
        added = [line for line in new if line not in old]
        assert all("await run_in_threadpool(" in n or n.startswith("from starlette") for n in added)
        ast.parse(after.read_text())


@pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="BlockBuster patches CPython's own types"
)
def test_the_fixed_application_never_waits_on_the_loop(
    fixed: Path, load: Load, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.busy_refunds = 1
    with load("saas") as example, blocked_calls(example.package) as chains:
        answers = tell_story(example)
    assert chains == set()
    told, services.asked, services.busy_refunds = services.asked, [], 1
    monkeypatch.setattr(conftest, "EXAMPLES", EXAMPLES)
    with load("saas") as example:
        assert [status for status, _ in tell_story(example)] == [status for status, _ in answers]
    assert len(services.asked) == len(told)
