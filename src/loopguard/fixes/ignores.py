"""Writes suppressions for what is found, so that a project can adopt the linter step by step."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.fixes.edits import Offsets, TextEdit, apply_edits
from loopguard.fixes.files import OUTSIDE, FileText, given_files, read_file
from loopguard.fixes.rounds import Check, FixOutcome, Left
from loopguard.rules import BY_CODE
from loopguard.summarize.comments import find_comments
from loopguard.summarize.source import Unreadable, parse_source, split_lines

NO_ROOM = "no line of the statement has room for a comment"
NO_TOKENS = "the file cannot be taken apart"
_IN_BRACKETS = re.compile(r"(#\s*loopguard\s*:\s*ignore\s*\[)([^\]]*)(\])", re.IGNORECASE)


def add_ignores(
    paths: Sequence[Path], settings: Settings, check: Check, *, reason: str
) -> FixOutcome:
    """Adds a comment for each finding in the files at and below `paths`; writes nothing yet."""
    given = given_files(paths, settings)
    absolute = frozenset(given.names)
    before = check({})
    changed: list[tuple[FileText, str]] = []
    why: dict[str, str] = {}
    for display, findings in _by_file(before).items():
        path = given.paths.get(display)
        file = OUTSIDE if path is None else read_file(path, absolute)
        text = file if isinstance(file, str) else _with_comments(file.text, findings, reason)
        if isinstance(file, str) or text is None:
            why[display] = file if isinstance(file, str) else NO_TOKENS
        elif text != file.text:
            assert text is not None
            changed.append((file, text))
    edited = {name: text for file, text in changed for name in given.names[file.path]}
    after = check(edited) if edited else before
    left = tuple(Left(f, why.get(f.path, NO_ROOM)) for f in after.findings if _is_call(f))
    counts = Counter(f.path for f in before.findings if _is_call(f))
    counts.subtract(each.finding.path for each in left)
    return FixOutcome(tuple(changed), +counts, left, after)


def _by_file(result: CheckResult) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in filter(_is_call, result.findings):
        found.setdefault(finding.path, []).append(finding)
    return found


def _is_call(finding: Finding) -> bool:
    """Whether it is about a call, and not about a comment, which cannot be silenced by another."""
    return BY_CODE[finding.code].code >= "LG1"


def _with_comments(text: str, findings: Iterable[Finding], reason: str) -> str | None:
    """The text with a comment for each finding that has room for one; None where it cannot be."""
    closed = _closed_lines(text)
    if closed is None:
        return None
    wanted: dict[int, set[str]] = {}
    for finding in findings:
        line = next((n for n in _lines_for(finding) if n not in closed), None)
        if line is not None:
            wanted.setdefault(line, set()).add(finding.code)
    offsets, lines = Offsets(text), split_lines(text)
    edits = [
        _comment(lines[line - 1], offsets.line_start(line), codes, reason)
        for line, codes in wanted.items()
    ]
    new = apply_edits(text, edits)
    return new if _same_code(text, new) else None


def _lines_for(finding: Finding) -> Iterable[int]:
    """The lines on which a comment would count, best first."""
    first = min(finding.statement[0], finding.span.line)
    last = max(finding.statement[1], finding.span.end_line)
    best = (finding.span.line, finding.span.end_line, *finding.statement)
    return dict.fromkeys((*best, *range(first, last + 1)))


def _closed_lines(text: str) -> frozenset[int] | None:
    """The lines at whose ends no comment can stand: in a string, or before a backslash."""
    closed: set[int] = set()
    opened: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            kind = tokenize.tok_name[token.type]
            if kind == "STRING":
                closed.update(range(token.start[0], token.end[0]))
            elif kind in ("FSTRING_START", "TSTRING_START"):
                opened.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                closed.update(range(opened.pop(), token.end[0]))
    except (tokenize.TokenError, SyntaxError, IndexError):
        return None
    lines = split_lines(text)
    closed.update(n for n, line in enumerate(lines, 1) if line.rstrip("\r\n").endswith("\\"))
    return frozenset(closed)


def _comment(line: str, start: int, codes: set[str], reason: str) -> TextEdit:
    """The comment at the end of a line, or the codes in one that is there."""
    code = line.rstrip("\r\n")
    tree = parse_source(code.lstrip())
    tree = ast.Module([], []) if isinstance(tree, Unreadable) else tree
    for comment in find_comments(code, tree):
        own = _IN_BRACKETS.match(code, comment.start)
        if own is not None and comment.codes and not comment.is_file_level:
            known = [part.strip() for part in own[2].split(",") if part.strip()]
            merged = ", ".join([*known, *sorted(codes - {c.upper() for c in known})])
            return TextEdit(start + own.start(2), start + own.end(2), merged)
    stripped = code.rstrip(" \t\f")
    text = f"  # loopguard: ignore[{', '.join(sorted(codes))}] {reason}".rstrip()
    return TextEdit(start + len(stripped), start + len(code), text)


def _same_code(before: str, after: str) -> bool:
    """Whether two texts differ in comments and space alone."""
    old, new = parse_source(before), parse_source(after)
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return False
    return ast.dump(old) == ast.dump(new)
