"""The files that a report quotes, and the changes that would fix what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from loopguard.domain.change import Change
from loopguard.domain.finding import Finding


class SourceFiles:
    """Answers what reports ask of files by their displayed paths; each is read once.

    `known` are the lines of files that are not read.
    """

    def __init__(self, known: Mapping[str, list[str]] = MappingProxyType({})) -> None:
        self._lines: dict[str, list[str]] = dict(known)
        self._changes: Callable[[Finding], tuple[Change, ...]] | None = None

    def lines_of(self, path: str) -> list[str]:
        """The lines with their ends, without a byte order mark; none where it cannot be read."""
        if path not in self._lines:
            self._lines[path] = _read(path)
        return self._lines[path]

    def changes_of(self, finding: Finding) -> tuple[Change, ...]:
        """The edits that fix a finding; none where there is no fix for this very call."""
        if self._changes is None:
            from loopguard.fixes.changes import changes_from  # most formats never ask

            self._changes = changes_from(self.lines_of)
        return self._changes(finding)


def _read(path: str) -> list[str]:
    # Imported here: a report without excerpts reads no files.
    from loopguard.summarize.source import Unreadable, decode_source, split_lines

    try:
        text = decode_source(Path(path).read_bytes())
    except OSError:
        return []
    return [] if isinstance(text, Unreadable) else split_lines(text.removeprefix("\ufeff"))
