"""What people have decided not to see: comments, and patterns of files."""

from __future__ import annotations

from loopguard.config import Settings
from loopguard.discover import matches
from loopguard.domain.finding import Finding
from loopguard.domain.summary import ModuleSummary


def comment_allows(summary: ModuleSummary, first: int, last: int, code: str) -> bool:
    """Whether a comment in these lines, or one for the whole file, silences the rule."""
    return any(
        (suppression.line == 0 or first <= suppression.line <= last)
        and (not suppression.codes or any(code.startswith(c) for c in suppression.codes))
        for suppression in summary.suppressions
    )


def is_suppressed(finding: Finding, summary: ModuleSummary) -> bool:
    """Whether a comment silences the finding where it stands.

    It may stand on any line of the statement's header or of the reported expression.
    """
    first = min(finding.statement[0], finding.span.line)
    last = max(finding.statement[1], finding.span.end_line)
    return comment_allows(summary, first, last, finding.code)


def ignored_codes(path: str, settings: Settings) -> tuple[str, ...]:
    """The codes that `per-file-ignores` switches off for an absolute path."""
    return tuple(
        code
        for pattern, codes in settings.per_file_ignores
        if matches(pattern, path, settings.root)
        for code in codes
    )
