from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from loopguard.cli.main import run

BLOCKING = """\
import time


async def main():
    time.sleep(1)
"""
"""A file with one error."""

WARNING = """\
import os


async def main(path):
    return os.path.exists(path)
"""
"""A file with one warning."""

CLEAN = """\
import asyncio


async def main():
    await asyncio.sleep(1)
"""

BLOCKING_LINE = "LG101 error: `time.sleep` puts the whole event loop to sleep\n"
WARNING_LINE = (
    "LG105 warning: `os.path.exists` waits for the file system and holds up the event loop\n"
)
"""What the concise report says of these files, after the place."""


@dataclass(frozen=True)
class Outcome:
    """What a caller sees of a command that has ended."""

    code: int
    out: str
    err: str


Write = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the person who runs the tests may change what a command prints."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working directory."""
    directory = tmp_path / "project"
    (directory / ".git").mkdir(parents=True)
    monkeypatch.chdir(directory)
    return directory


@pytest.fixture
def write(root: Path) -> Write:
    """Writes files of the project by their paths."""

    def write_files(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write_files


@pytest.fixture
def loopguard(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, in the project."""

    def run_here(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_here


@pytest.fixture
def loopguard_process(root: Path) -> Run:
    """Runs a command in a process of its own, in the project; `env` adds to the environment."""

    def run_there(*arguments: str, encoding: str = "utf-8", **env: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "loopguard", *arguments],
            cwd=root,
            env={**os.environ, "PYTHONIOENCODING": encoding, **env},
            capture_output=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode())

    return run_there
