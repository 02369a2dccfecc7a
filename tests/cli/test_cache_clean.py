"""`loopguard cache clean`."""

from __future__ import annotations

import os
import re

import pytest

from .conftest import BLOCKING, Outcome, Run, Write


def test_clean_removes_what_was_kept_and_says_how_much(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    loopguard("check")
    outcome = loopguard("cache", "clean")
    assert (outcome.code, outcome.out) == (0, "")
    assert re.fullmatch(r"Removed \d+\.\d kB from \.loopguard_cache\.\n", outcome.err)
    assert not (root / ".loopguard_cache").exists()
    nothing = "Nothing is kept in .loopguard_cache.\n"
    assert loopguard("cache", "clean") == Outcome(0, "", nothing)
    assert loopguard("check").code == 1


def test_clean_leaves_what_is_not_loopguards(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING, "mine/notes.bin": "x", "mine/.gitignore": "# mine\n"})
    loopguard("check", "--cache-dir", "mine")
    assert loopguard("cache", "clean", "--cache-dir", "mine").code == 0
    assert sorted(os.listdir(root / "mine")) == [".gitignore", "notes.bin"]


def test_clean_works_from_anywhere_in_the_project(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"app/main.py": BLOCKING})
    loopguard("check")
    monkeypatch.chdir(root / "app")
    assert loopguard("cache", "clean").code == 0
    assert not (root / ".loopguard_cache").exists()
