"""What has to hold of every fix: proofs that know nothing of how it was made."""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from loopguard.config import Settings
from loopguard.domain.finding import Finding, Fix
from loopguard.engine import CheckResult
from loopguard.fixes import FixOutcome, fix_findings
from loopguard.fixes.edits import Offsets
from loopguard.summarize.source import split_lines

Check = Callable[[Mapping[str, str]], CheckResult]
Identity = tuple[str, str, str, str, str]

_IMPORT = re.compile(r"\s*(from\s+[\w.]+\s+import\b|import\b|[\w ,()]*$)")
"""A line of an import statement, or of the list in its parentheses."""

TAKEN_BACK = ("it would bring LG112", "`")
"""Why a fix may be left in spite of all: an `await` under a lock, and a name that is taken."""


def identity(finding: Finding) -> Identity:
    return (
        finding.path,
        finding.code,
        finding.function,
        finding.trace[0].callee if finding.trace else "",
        finding.callee,
    )


def has_code(finding: Finding) -> bool:
    """Whether its fix can be applied."""
    return finding.fix is not None and not finding.fix.is_advice


def fix_these(
    root: Path, settings: Settings, before: CheckResult, check: Check, wanted: Collection[Finding]
) -> FixOutcome:
    """Applies the fixes of some findings, no two of them in one file, and no others."""
    chosen = {id(finding) for finding in wanted}
    places = {(finding.path, finding.fingerprint) for finding in wanted}

    def check_with_these(texts: Mapping[str, str]) -> CheckResult:
        if not texts:
            kept = [f if id(f) in chosen else replace(f, fix=None) for f in before.findings]
            return replace(before, findings=tuple(kept))
        after = check(texts)
        kept = [f if is_still_to_come(f, texts) else replace(f, fix=None) for f in after.findings]
        return replace(after, findings=tuple(kept))

    def is_still_to_come(finding: Finding, texts: Mapping[str, str]) -> bool:
        is_changed = str(Path(finding.path).resolve()) in texts
        return not is_changed and (finding.path, finding.fingerprint) in places

    return fix_findings([root], settings, check_with_these, unsafe=True)


def faults_of(wanted: Sequence[Finding], before: CheckResult, outcome: FixOutcome) -> list[str]:
    """What is wrong with a run that was to fix these findings, no two of them in one file."""
    faults: list[str] = []
    left = {(item.finding.path, item.finding.fingerprint): item.reason for item in outcome.left}
    texts = {str(Path(file.path).resolve()): (file.text, text) for file, text in outcome.changed}
    done: list[Finding] = []
    for finding in wanted:
        path = next((p for p in texts if p == str(Path(finding.path).resolve())), None)
        if path is None:
            reason = left.get((finding.path, finding.fingerprint), "nothing was changed")
            if not reason.startswith(TAKEN_BACK):
                faults.append(f"{_place(finding)}: left: {reason}")
            continue
        done.append(finding)
        faults += [f"{_place(finding)}: {fault}" for fault in _text_faults(finding, *texts[path])]
    faults += _result_faults(done, before, outcome.result)
    return faults


def _text_faults(finding: Finding, old: str, new: str) -> list[str]:
    """Whether the text has the replacement in its place, imports, and nothing else that is new."""
    fix = finding.fix
    assert fix is not None
    if compiles(old) and not compiles(new):
        return ["the result does not compile"]
    start, end = Offsets(old).range(fix.span or finding.span)
    glue = " " if old[start - 1 : start].isidentifier() and fix.replacement else ""
    expected = split_lines(f"{old[:start]}{glue}{fix.replacement}{old[end:]}")
    return [
        f"changed elsewhere: {line!r}"
        for tag, *_, line in _changes(expected, split_lines(new))
        if not _IMPORT.match(line.rstrip())
    ]


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, str]]:
    """The lines that go and come, with their numbers (from 0) in the old text."""
    found: list[tuple[str, int, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if tag != "equal":
            found += [("-", a + n, line) for n, line in enumerate(old[a:b])]
            found += [("+", a, line) for line in new[c:d]]
    return found


def _result_faults(done: Sequence[Finding], before: CheckResult, after: CheckResult) -> list[str]:
    """Whether these findings are gone, and all others are as they were."""
    expected = Counter(map(identity, before.findings)) - Counter(map(identity, done))
    found = Counter(map(identity, after.findings))
    revealed = {(place.path, place.function) for f in before.findings for place in f.also}
    revealed.update(before.behind)
    faults = [f"new: {each}" for each in found - expected if (each[0], each[2]) not in revealed]
    changed = {(f.path, f.function) for f in done if f.fix is not None and _is_other_object(f.fix)}
    gone = [each for each in expected - found if (each[0], each[2]) not in changed]
    return faults + [f"gone as well: {each}" for each in gone]


def _is_other_object(fix: Fix) -> bool:
    """Whether it gives an async object, whose uses are no longer what they were."""
    return (fix.kind, fix.safety) == ("replacement", "unsafe")


def lines_changed_elsewhere(before: CheckResult, outcome: FixOutcome) -> list[str]:
    """Lines of the old texts that are changed, and belong to no fix and no import."""
    found: list[str] = []
    for file, text in outcome.changed:
        spans = [
            fix.span or finding.span
            for finding in before.findings
            if str(Path(finding.path).resolve()) == str(Path(file.path).resolve())
            for fix in (finding.fix, *finding.alternatives)
            if fix is not None
        ]
        own = {line - 1 for span in spans for line in range(span.line, span.end_line + 1)}
        places = {
            (place.line, place.column)
            for finding in before.findings
            for place in finding.also
            if str(Path(place.path).resolve()) == file.path
        }
        own |= _lines_at(places, file.text) if places else set()
        for tag, number, line in _changes(split_lines(file.text), split_lines(text)):
            if tag == "-" and number not in own and not _IMPORT.match(line.rstrip()):
                found.append(f"{Path(file.path).name}:{number + 1}: {line.rstrip()}")
    return found


def _lines_at(places: set[tuple[int, int]], text: str) -> set[int]:
    """The lines, from 0, of the expressions that begin at these places, from 1."""
    lines = text.split("\n")
    found: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.expr):
            before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
            if (node.lineno, len(before) + 1) in places:
                found |= set(range(node.lineno - 1, node.end_lineno or node.lineno))
    return found


def compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<text>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.span.line}"
