"""The findings that were there when a branch began."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loopguard.baseline.entries import Entry, entries_of
from loopguard.baseline.git import texts_before
from loopguard.config import Settings
from loopguard.engine import Progress, Resources, check


def entries_at(
    revision: str,
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None,
    resources: Resources,
) -> Counter[Entry]:
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
    return entries_of(result.findings, settings.root)
