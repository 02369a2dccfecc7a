"""The findings that were there when a branch began."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loopguard.baseline.entries import Entry, entries_of
from loopguard.baseline.git import texts_before
from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.engine import Progress, Resources, check
from loopguard.summarize.reading import read_text
from loopguard.summarize.source import Unreadable, split_lines


@dataclass(frozen=True, slots=True)
class Former:
    """What there was when the branch began.

    `texts` are those of then, by absolute path, of the files that are different now.
    """

    entries: Counter[Entry]
    texts: Mapping[str, str | None]

    def has_line_of(self, finding: Finding) -> bool:
        """Whether the file had the line of the finding then, wherever it stood."""
        file = os.path.abspath(finding.path)
        if file not in self.texts:
            return True
        text = read_text(file)
        lines = [] if isinstance(text, Unreadable) else split_lines(text)
        line = "".join(lines[finding.span.line - 1 : finding.span.line]).strip()
        return line in {former.strip() for former in split_lines(self.texts[file] or "")}


def findings_at(
    revision: str,
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None,
    resources: Resources,
) -> Former:
    """The findings at and below `paths` at the commit where HEAD and the revision parted.

    The whole program is checked as it was then, with the settings of now, so that only a change of
    the code makes a finding a new one. Nothing is written: the texts of then count in the place of
    the files that have changed since, and of the others the summaries are kept already.

    Raises ConfigError where there is no such commit, or no git.
    """
    first = Path(os.path.realpath(paths[0]))
    before = texts_before(revision, first if first.is_dir() else first.parent)
    directories = [f"{os.path.realpath(path)}{os.sep}" for path in paths if path.is_dir()]
    # A file may have come from elsewhere: what was found there is not new either.
    gone = [
        Path(file)
        for file, text in before.items()
        if text is not None and not os.path.exists(file) and not file.startswith(tuple(directories))
    ]
    result = check(
        [*paths, *gone],
        settings,
        progress,
        resources=resources,
        edited=before,
        reuse_edited=True,  # a branch is checked many times while its base stays
    )
    return Former(entries_of(result.findings, settings.root), before)
