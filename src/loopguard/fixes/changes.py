"""The fix of a single finding as edits of its file, for tools that apply them one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from loopguard.domain.change import Change
from loopguard.domain.finding import Finding, Span
from loopguard.fixes.edits import Offsets, TextEdit
from loopguard.fixes.imports import import_edit
from loopguard.fixes.plan import Plan, Source, plan
from loopguard.summarize.source import Unreadable, parse_source


def changes_from(lines_of: Callable[[str], list[str]]) -> Callable[[Finding], tuple[Change, ...]]:
    """A function from a finding to the edits that fix it, safely or not; none where it has no fix.

    `lines_of` gives a file's lines by its displayed path. Each file is read and parsed once.
    """

    @cache
    def source_of(path: str) -> Source | None:
        text = "".join(lines_of(path))
        tree = parse_source(text)
        if not text or isinstance(tree, Unreadable):
            return None
        return Source(Offsets(text), tree)

    @cache
    def imported(path: str, statement: str) -> TextEdit | None:
        source = source_of(path)
        return None if source is None else import_edit(source.text, statement)

    def changes_of(finding: Finding) -> tuple[Change, ...]:
        source = source_of(finding.path)
        planned = None if source is None else plan(finding, source, unsafe=True)
        if source is None or not isinstance(planned, Plan):
            return ()
        added = (imported(finding.path, statement) for statement in planned.imports)
        edits = {planned.edit, *(edit for edit in added if edit is not None)}
        return tuple(_change(edit, source.offsets) for edit in sorted(edits))

    return changes_of


def _change(edit: TextEdit, offsets: Offsets) -> Change:
    span = Span(*offsets.place(edit.start), *offsets.place(edit.end))
    return Change(span, edit.text)
