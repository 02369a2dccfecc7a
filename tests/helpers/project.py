"""Writes small projects, checks them, and lists what was found one line per finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.engine import check

Files = str | Mapping[str, str]
"""The files of a project by their paths; a text alone is `main.py`."""

_MARK = re.compile(r"#\s*BLOCK:\s*(?P<ways>.+?)\s*$")


def project(root: Path, files: Files) -> Path:
    """Writes the files, dedented, below `root`, and gives `root` back."""
    for name, text in _by_path(files).items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def check_project(root: Path, files: Files, **options: Any) -> tuple[Finding, ...]:
    """The findings in a project; `options` are settings.

    Every file has to be readable: a slip in a test's own code must not look like silence.
    """
    result = run_project(root, files, **options)
    assert result.problems == ()
    return result.findings


def run_project(root: Path, files: Files, **options: Any) -> CheckResult:
    """The whole result of checking a project."""
    project(root, files)
    return check([root], Settings(root=root, **options))


def ways(findings: Iterable[Finding], root: Path) -> list[str]:
    """One line per finding: `path:line` and the callees from there down to the blocking one."""
    return [
        f"{_relative(finding.path, root)}:{finding.span.line} "
        + " > ".join(step.callee for step in finding.trace)
        for finding in findings
    ]


def steps(finding: Finding, root: Path) -> list[str]:
    """One line per step of the witness: place, function and what it calls."""
    return [
        f"{_relative(step.path, root)}:{step.line}:{step.column} {step.function} > {step.callee}"
        for step in finding.trace
    ]


def marked_ways(files: Files) -> list[str]:
    """What comments such as `# BLOCK: main.helper > time.sleep` expect, in the form of `ways`.

    `and` stands between several findings on one line.
    """
    return [
        f"{name}:{number} {way.strip()}"
        for name, text in sorted(_by_path(files).items())
        for number, line in enumerate(text.splitlines(), start=1)
        if (mark := _MARK.search(line))
        for way in mark["ways"].split(" and ")
    ]


def _by_path(files: Files) -> dict[str, str]:
    by_path = {"main.py": files} if isinstance(files, str) else files
    return {name: dedent(text).lstrip("\n") for name, text in by_path.items()}


def _relative(path: str, root: Path) -> str:
    return Path(path).resolve().relative_to(root.resolve()).as_posix()
