"""What earlier runs read is used again, and never shows in the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopguard.cache.place import cache_directory
from loopguard.config import Settings
from loopguard.domain.result import CheckResult
from loopguard.engine import Resources, check
from loopguard.summarize import reading

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Run, Write

CHECK = ("check", ".", "--format", "concise", "--isolated")


def test_a_second_run_says_the_same(write: Write, loopguard: Run) -> None:
    write({"app.py": BLOCKING, "clean.py": CLEAN})
    first = loopguard(*CHECK)
    assert first.out.startswith(f"app.py:5:5: {BLOCKING_LINE}")
    assert loopguard(*CHECK) == first


def test_the_cache_keeps_itself_out_of_git(write: Write, loopguard: Run) -> None:
    root = write({"app.py": BLOCKING})
    loopguard(*CHECK)
    assert (root / ".loopguard_cache" / ".gitignore").read_text() == "# Made by LoopGuard.\n*\n"
    assert len(list((root / ".loopguard_cache").glob("summaries-*.bin"))) == 1


def test_an_edit_is_seen(write: Write, loopguard: Run) -> None:
    write({"app.py": CLEAN})
    assert loopguard(*CHECK).code == 0
    write({"app.py": BLOCKING})
    assert loopguard(*CHECK).out.startswith(f"app.py:5:5: {BLOCKING_LINE}")
    write({"app.py": CLEAN})
    assert loopguard(*CHECK).code == 0


def test_an_edit_of_another_file_is_seen(write: Write, loopguard: Run) -> None:
    write({"app.py": "from work import nap\n\nasync def main():\n    nap()\n", "work.py": ""})
    assert loopguard(*CHECK).code == 0
    write({"work.py": "import time\n\ndef nap():\n    time.sleep(1)\n"})
    assert loopguard(*CHECK).out.startswith("app.py:4:5: LG101")


def test_no_cache_leaves_nothing_behind(write: Write, loopguard: Run) -> None:
    root = write({"app.py": BLOCKING})
    loopguard(*CHECK, "--no-cache")
    assert sorted(entry.name for entry in root.iterdir()) == [".git", "app.py"]


def test_the_cache_can_lie_elsewhere(write: Write, loopguard: Run, tmp_path: Path) -> None:
    root = write({"app.py": BLOCKING})
    elsewhere = tmp_path / "kept" / "here"
    loopguard(*CHECK, "--cache-dir", str(elsewhere))
    assert (elsewhere / ".gitignore").exists()
    assert not (root / ".loopguard_cache").exists()


def test_a_cache_that_cannot_be_written_is_done_without(write: Write, loopguard: Run) -> None:
    root = write({"app.py": BLOCKING})
    (root / ".loopguard_cache").write_text("a file is in the way")
    assert loopguard(*CHECK).out.startswith(f"app.py:5:5: {BLOCKING_LINE}")


PROJECT = Path(__file__).parents[1] / "cases" / "shared"


def found(root: Path, resources: Resources) -> CheckResult:
    return check([root], Settings(root=root), resources=resources)


@pytest.fixture
def many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets every few files have a process of their own."""
    monkeypatch.setattr(reading, "BYTES_FOR_A_PROCESS", 5_000)
    monkeypatch.setattr(reading, "_CHUNK", 3_000)


@pytest.mark.usefixtures("many_processes")
def test_processes_and_cache_change_nothing(tmp_path: Path) -> None:
    cache = cache_directory(tmp_path)
    alone = found(PROJECT, Resources(jobs=1))
    assert len(alone.findings) > 50
    assert found(PROJECT, Resources(jobs=3)) == alone
    assert found(PROJECT, Resources(jobs=3, cache=cache)) == alone
    assert found(PROJECT, Resources(jobs=1, cache=cache)) == alone


@pytest.mark.usefixtures("many_processes")
def test_unreadable_files_are_reported_from_processes_too(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"m{number}.py").write_text("x = 1\n" * 300)
    (tmp_path / "broken.py").write_text("def f(:\n")
    alone = found(tmp_path, Resources(jobs=1))
    assert [problem.path for problem in alone.problems]
    assert found(tmp_path, Resources(jobs=4)) == alone
