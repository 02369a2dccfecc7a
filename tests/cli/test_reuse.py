"""A result is used again where nothing has changed; whatever changes, the report is a new run's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from loopguard.engine import pipeline

from .conftest import BLOCKING, CLEAN, Outcome, Run, Write

CHECK = ("check", ".", "--format", "concise")
PROJECT = {
    "pyproject.toml": "[tool.loopguard]\nextra-blocklists = ['own.toml']\n",
    "own.toml": (
        'schema = 1\n[library]\nname = "acme"\nmodules = ["acme"]\nrule = "LG107"\n'
        '[[function]]\nnames = ["acme.send"]\nblocks = true\n'
    ),
    "app/__init__.py": "",
    "app/main.py": (
        "import acme\n\nfrom app.work import nap\n\n\n"
        "async def main(thing):\n    nap()\n    acme.send()\n    thing.go()\n"
    ),
    "app/work.py": "import time\n\n\ndef nap():\n    time.sleep(1)\n",
    "tests/test_main.py": BLOCKING,
}


@pytest.fixture
def only_reuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, a run that needs more than an earlier result fails."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the pipeline was run")

    return lambda: monkeypatch.setattr(pipeline, "run", fail)


@pytest.mark.parametrize(
    "then",
    [
        CHECK,
        ("check", ".", "--format", "json"),
        ("check", ".", "--format", "text", "--verbose"),
        ("check", ".", "--format", "concise", "--fail-on", "never"),
        ("check", ".", "--format", "concise", "--jobs", "2"),
    ],
    ids=" ".join,
)
def test_nothing_is_done_again_where_nothing_has_changed(
    then: tuple[str, ...], write: Write, loopguard: Run, only_reuse: Callable[[], None]
) -> None:
    write(PROJECT)
    fresh = loopguard(*then, "--no-cache")
    assert "LG101" in fresh.out
    loopguard(*CHECK)
    only_reuse()
    assert loopguard(*then) == fresh


def edit(root: Path) -> None:
    (root / "app/work.py").write_text("import time\n\n\ndef nap():\n    time.time( )\n")


def add(root: Path) -> None:
    (root / "app/more.py").write_text(BLOCKING)


def add_an_import(root: Path) -> None:
    (root / "acme.py").write_text("def send():\n    pass\n")


def remove(root: Path) -> None:
    (root / "app/work.py").unlink()


def rename(root: Path) -> None:
    (root / "app/work.py").rename(root / "app/rest.py")


def change_the_settings(root: Path) -> None:
    settings = root / "pyproject.toml"
    settings.write_text(f"{settings.read_text()}ignore = ['LG101']\n")


def change_the_blocklist(root: Path) -> None:
    (root / "own.toml").write_text(PROJECT["own.toml"].replace("send", "receive"))


def ignore_in_git(root: Path) -> None:
    (root / ".gitignore").write_text("tests/\n")


def break_a_file(root: Path) -> None:
    (root / "app/work.py").write_text("def nap(:\n")


CHANGES = (
    edit,
    add,
    add_an_import,
    remove,
    rename,
    change_the_settings,
    change_the_blocklist,
    ignore_in_git,
    break_a_file,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_seen_and_so_is_its_undoing(
    change: Callable[[Path], None], write: Write, loopguard: Run
) -> None:
    root = write(PROJECT)
    before = loopguard(*CHECK)
    kept = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    change(root)
    changed = loopguard(*CHECK)
    assert changed == loopguard(*CHECK, "--no-cache")
    assert changed != before
    for file in set(root.rglob("*.py")) | {root / ".gitignore"}:
        file.unlink(missing_ok=True)
    for file, content in kept.items():
        if ".loopguard_cache" not in file.parts:
            file.write_bytes(content)
    assert loopguard(*CHECK) == before


@pytest.mark.parametrize(
    "other",
    [
        ("check", "app/main.py"),
        ("check", "tests"),
        ("check", ".", "--select", "LG107"),
        ("check", ".", "--exclude", "tests"),
        ("check", ".", "--show-unresolved"),
        ("check", ".", "--isolated"),
    ],
    ids=" ".join,
)
def test_another_question_gets_an_answer_of_its_own(
    other: tuple[str, ...], write: Write, loopguard: Run
) -> None:
    write(PROJECT)
    first = loopguard("check", ".")
    assert loopguard(*other) == loopguard(*other, "--no-cache") != first


def test_paths_are_those_of_the_working_directory(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(PROJECT)
    loopguard("check", str(root / "app"), "--format", "concise")
    monkeypatch.chdir(root / "app")
    below = loopguard("check", str(root / "app"), "--format", "concise")
    assert below.out.startswith("main.py:7:5: LG101")


def test_a_touched_file_changes_nothing(
    write: Write, loopguard: Run, only_reuse: Callable[[], None]
) -> None:
    root = write(PROJECT)
    before = loopguard(*CHECK)
    for file in root.rglob("*.py"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    only_reuse()
    assert loopguard(*CHECK) == before


def test_a_broken_blocklist_is_reported_although_there_is_a_result(
    write: Write, loopguard: Run
) -> None:
    root = write(PROJECT)
    loopguard(*CHECK)
    (root / "own.toml").write_text("[library]\n")
    assert loopguard(*CHECK).code == 2


def test_fixing_starts_from_an_earlier_result_and_ends_with_a_new_one(
    write: Write, loopguard: Run
) -> None:
    root = write({"main.py": BLOCKING})
    loopguard(*CHECK)
    assert loopguard(*CHECK, "--fix").code == 0
    assert "await asyncio.sleep(1)" in (root / "main.py").read_text()
    assert loopguard(*CHECK) == Outcome(0, "", "")


@pytest.mark.parametrize("spoil", [b"", b"nonsense", None], ids=["empty", "nonsense", "directory"])
def test_a_spoilt_result_is_done_without(spoil: bytes | None, write: Write, loopguard: Run) -> None:
    root = write(PROJECT)
    before = loopguard(*CHECK)
    (stored,) = (root / ".loopguard_cache").glob("result-*.bin")
    stored.unlink()
    if spoil is None:
        stored.mkdir()
    else:
        stored.write_bytes(spoil)
    assert loopguard(*CHECK) == before


def test_a_file_that_cannot_be_read_is_tried_again(write: Write, loopguard: Run) -> None:
    root = write({"main.py": CLEAN})
    (root / "linked.py").symlink_to("linked.py")
    (root / "gone.py").symlink_to("target.py")
    first = loopguard(*CHECK)
    (root / "target.py").write_text(BLOCKING)
    assert loopguard(*CHECK) == loopguard(*CHECK, "--no-cache") != first
