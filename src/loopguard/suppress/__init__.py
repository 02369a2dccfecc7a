"""What people have decided not to see: comments, and patterns of files."""

from __future__ import annotations

from loopguard.config import Settings
from loopguard.discover import matches
from loopguard.domain.finding import Finding
from loopguard.domain.summary import ModuleSummary, Site, Suppression


class Usage:
    """Which comments have silenced something, by module and line (0: the whole file)."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int, str]] = set()

    def allows(self, path: str, summary: ModuleSummary, lines: tuple[int, int], code: str) -> bool:
        """Whether a comment in these lines (first, last) silences the rule; it is then used."""
        found = covering(summary, *lines, code)
        self.seen.update((path, suppression.line, code) for suppression in found)
        return bool(found)

    def is_used(self, path: str, line: int, code: str) -> bool:
        """Whether a code of the comment in a line has silenced something."""
        return any(p == path and n == line and c.startswith(code) for p, n, c in self.seen)


def covering(summary: ModuleSummary, first: int, last: int, code: str) -> list[Suppression]:
    """The comments in these lines, and those for the whole file, that silence the rule."""
    return [
        suppression
        for suppression in summary.suppressions
        if (suppression.line == 0 or first <= suppression.line <= last)
        and (not suppression.codes or any(code.startswith(c) for c in suppression.codes))
    ]


def comment_allows(summary: ModuleSummary, first: int, last: int, code: str) -> bool:
    """Whether a comment in these lines, or one for the whole file, silences the rule."""
    return bool(covering(summary, first, last, code))


def lines_of_site(site: Site) -> tuple[int, int]:
    """The first and the last line on which a comment speaks of what a site runs."""
    return min(site.statement, site.line), max(site.statement_end, site.end_line)


def lines_of(finding: Finding) -> tuple[int, int]:
    """The first and the last line on which a comment silences the finding.

    It may stand on any line of the statement's header or of the reported expression.
    """
    return (
        min(finding.statement[0], finding.span.line),
        max(finding.statement[1], finding.span.end_line),
    )


def ignored_codes(path: str, settings: Settings) -> tuple[str, ...]:
    """The codes that `per-file-ignores` switches off for an absolute path."""
    return tuple(
        code
        for pattern, codes in settings.per_file_ignores
        if matches(pattern, path, settings.root)
        for code in codes
    )
