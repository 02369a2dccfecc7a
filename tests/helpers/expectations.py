"""Reads what a case expects from the comments at the ends of its lines."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from loopguard.config import Settings
from loopguard.engine import check
from loopguard.summarize.source import parse_source

_MARK = re.compile(
    r"#\s*(?P<kind>BLOCK|SINK|MAYBE|CPU|IMPORT)(?::\s*(?P<callee>(import )?\S+))?\s*$"
)
_OFF_BY_DEFAULT = {"CPU": "LG120", "IMPORT": "LG113"}
"""Expectations of rules that have to be selected."""


@dataclass(frozen=True, order=True)
class Mark:
    """An expectation: in `path` (relative to the case) on `line`."""

    path: str
    line: int
    kind: str
    callee: str


@dataclass(frozen=True)
class Case:
    """A file, or a folder that holds a small project."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def files(self) -> list[Path]:
        return sorted(self.path.rglob("*.py")) if self.path.is_dir() else [self.path]

    def relative(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix() if self.path.is_dir() else file.name

    def marks(self) -> list[Mark]:
        found = []
        for file in self.files:
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                match = _MARK.search(line)
                if match:
                    mark = Mark(self.relative(file), number, match["kind"], match["callee"] or "")
                    found.append(mark)
        return found


def parsed(file: Path) -> ast.Module:
    """The syntax tree of a case's file, which may be newer than the running interpreter."""
    tree = parse_source(file.read_text(encoding="utf-8"))
    assert isinstance(tree, ast.Module), f"{file}: {tree}"
    return tree


def find_cases(directory: Path) -> list[Case]:
    """The cases of a directory of categories."""
    return [
        Case(path)
        for category in sorted(directory.iterdir())
        if category.is_dir()
        for path in sorted(category.iterdir())
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
    ]


def mismatches(case: Case, settings: Settings | None = None) -> list[str]:
    """What is reported and should not be, and what should be and is not; empty if it passes.

    A finding matches an expectation on any line of its own expression; the callee must be the
    one that the comment names. CPU and IMPORT lines are expected where the settings select the
    rule that they belong to.
    """
    settings = settings or Settings(root=case.path.parent)
    result = check([case.path], settings)
    marks = case.marks()
    kinds = {"BLOCK", *(kind for kind, code in _OFF_BY_DEFAULT.items() if settings.selects(code))}
    wanted = {(mark.path, mark.line): mark for mark in marks if mark.kind in kinds}
    allowed = {(mark.path, mark.line) for mark in marks if mark.kind == "MAYBE"}
    complaints = [f"problem: {problem}" for problem in result.problems]
    for finding in result.findings:
        path = case.relative(Path(finding.path).resolve())
        lines = range(finding.span.line, finding.span.end_line + 1)
        hit = next(((path, line) for line in lines if (path, line) in wanted), None)
        if hit is not None:
            expected = wanted.pop(hit)
            if expected.callee != finding.callee:
                complaints.append(f"{path}:{hit[1]}: {finding.callee} for {expected.callee}")
        elif (path, finding.span.line) not in allowed:
            complaints.append(f"{path}:{finding.span.line}: false alarm: {finding.callee}")
    complaints += [f"{path}:{line}: missed: {m.callee}" for (path, line), m in wanted.items()]
    return sorted(complaints)
