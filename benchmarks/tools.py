"""The tools that are measured, and how each is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Command = Callable[[Path, Path], list[str]]
"""The command for the code in the first directory; caches go to the second one."""


@dataclass(frozen=True)
class Tool:
    """A tool, and how it is called without and with a cache.

    `cached` is None where a tool keeps nothing between runs, `caches` gives the directories of its
    cache, `version` the command that prints its version (empty: there is none). A slow one is
    measured on small corpora only.
    """

    name: str
    distribution: str
    version: list[str]
    cold: Command
    cached: Command | None
    caches: Callable[[Path, Path], list[Path]]
    slow: bool = False


def _script(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


def _loopguard(*options: str) -> list[str]:
    check = ["check", "--isolated", "--format", "concise"]
    return [sys.executable, "-m", "loopguard", *check, *options]


def _hydroid(*options: str) -> list[str]:
    return [_script("hydroid"), *options]


def _ruff(*options: str) -> list[str]:
    return [_script("ruff"), "check", "--isolated", "--select", "ASYNC", *options]


def _ty_async(code: Path, cache: Path) -> list[str]:
    return [_script("ty-async"), "--async200-stdlib", "--async200-transitive", str(code)]


def _flake8_async(code: Path, cache: Path) -> list[str]:
    return [_script("flake8-async"), *map(str, sorted(code.rglob("*.py")))]


TOOLS = (
    Tool(
        "LoopGuard",
        "loopguard-lint",
        [_script("loopguard"), "--version"],
        lambda code, cache: _loopguard("--no-cache", str(code)),
        lambda code, cache: _loopguard("--cache-dir", str(cache), str(code)),
        lambda code, cache: [cache],
    ),
    Tool(
        "hydroid",
        "hydroid-cli",
        [_script("hydroid"), "--version"],
        lambda code, cache: _hydroid("--no-cache", str(code)),
        lambda code, cache: _hydroid(str(code)),
        lambda code, cache: [code / ".hydroid_cache"],
    ),
    Tool(
        "ty-async",
        "ty-async",
        [],
        _ty_async,
        None,
        lambda code, cache: [],
    ),
    Tool(
        "ruff, ASYNC",
        "ruff",
        [_script("ruff"), "--version"],
        lambda code, cache: _ruff("--no-cache", str(code)),
        lambda code, cache: _ruff("--cache-dir", str(cache), str(code)),
        lambda code, cache: [cache],
    ),
    Tool(
        "flake8-async",
        "flake8-async",
        [],
        _flake8_async,
        None,
        lambda code, cache: [],
        slow=True,
    ),
)


def installed(tool: Tool) -> str | None:
    """The version of the tool, or None where it is not installed beside this Python."""
    try:
        return version(tool.distribution)
    except PackageNotFoundError:
        return None


def findings_of(tool: Tool, output: str) -> int:
    """How many findings the output lists: lines that begin with a place."""
    counted = re.search(r"^(\d+) blocking calls on", output, re.M)
    if counted:
        return int(counted[1])
    return len(re.findall(r"^(?:\S.*\.py:\d+:\d+:| *--> .*\.py:\d+:\d+)", output, re.M))


def forget(tool: Tool, code: Path, cache: Path) -> None:
    """Removes the tool's cache."""
    for directory in tool.caches(code, cache):
        shutil.rmtree(directory, ignore_errors=True)


def run(command: list[str]) -> str:
    """Runs a tool to its end; gives its output. Raises where it fails rather than finds."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout
