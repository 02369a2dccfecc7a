"""The same code gives the same report, in every run and for any order of paths."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

OPTIONS = ("--isolated", "--format", "json", "--confidence", "likely")
CASES = Path(__file__).parents[1] / "cases"


def report(paths: list[Path], hash_seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "loopguard", "check", *OPTIONS, *map(str, paths)],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=CASES,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_hash_seed_and_order_of_paths_change_nothing() -> None:
    paths = sorted(path for path in CASES.glob("*/*") if path.is_dir())
    shuffled = list(paths)
    random.Random(20).shuffle(shuffled)
    assert shuffled != paths
    first = report(paths, "1")
    assert '"findings": []' not in first
    assert report(shuffled, "2") == first


SUMMARIZE = "import sys; from loopguard.summarize import *; print(summarize_source(sys.argv[1]))"


def test_the_hash_seed_changes_no_summary() -> None:
    names = ", ".join("abcdefgh")
    source = f"def outer({names}):\n    def inner():\n        return ({names})\n"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", SUMMARIZE, source],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in "12"
    )
    assert first == second
