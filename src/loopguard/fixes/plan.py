"""One finding to the edits that fix it, or the reason why it is left."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from loopguard.domain.finding import Finding
from loopguard.fixes.edits import Offsets, TextEdit
from loopguard.fixes.imports import Wanted
from loopguard.fixes.shadowing import introduced_names, local_meaning

UNSAFE = "can change what the code does (--unsafe-fixes applies it)"
NO_FIX = "no fix is known"


@dataclass(frozen=True, slots=True)
class Plan:
    """The fix of a finding as an edit of its file, and the imports that it needs.

    `original` is the code of the finding as it stands. Within `start` to `end` no other edit may
    be made in the same round.
    """

    finding: Finding
    original: str
    edit: TextEdit
    imports: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, ready for plans."""

    offsets: Offsets
    tree: ast.Module

    @property
    def text(self) -> str:
        """The text."""
        return self.offsets.text

    def code(self, finding: Finding) -> str:
        """The code of a finding, as it stands."""
        start, end = self.offsets.range(finding.span)
        return self.text[start:end]


def plan(finding: Finding, source: Source, *, unsafe: bool) -> Plan | str:
    """What to do about a finding, or why nothing is done."""
    fix = finding.fix
    if fix is None:
        return NO_FIX
    if fix.is_advice:
        return fix.reason or NO_FIX
    if fix.safety != "safe" and not unsafe:
        return UNSAFE
    span = fix.span or finding.span
    start, end = source.offsets.range(span)
    imports = list(fix.imports)
    if fix.kind == "comment":
        return Plan(
            finding, source.code(finding), TextEdit(start, end, fix.replacement), (), start, end
        )
    for name in introduced_names(fix.replacement, source.text[start:end]):
        meaning = local_meaning(source.tree, name, span.line)
        if meaning == "other":
            return f"`{name}` is something else in this function"
        if meaning == "imported":
            imports = [line for line in imports if not _binds(line, name)]
    replacement = fix.replacement
    before = source.text[start - 1 : start]
    if before.isalnum() or before == "_":
        replacement = f" {replacement}"  # `return"".join(x)`: two words need something between
    edit = TextEdit(start, end, replacement)
    territory = (start, end)
    if fix.kind == "plain-def":
        territory = _function(source, span.line)
    return Plan(finding, source.code(finding), edit, tuple(imports), *territory)


def _binds(statement: str, name: str) -> bool:
    wanted = Wanted.of(statement)
    return not wanted.name and (wanted.alias or wanted.module) == name


def _function(source: Source, line: int) -> tuple[int, int]:
    """The range of the function whose header stands in a line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.AsyncFunctionDef) and node.lineno == line:
            last = node.end_lineno or line
            return source.offsets.line_start(line), source.offsets.line_start(last + 1)
    return source.offsets.line_start(line), len(source.text)
