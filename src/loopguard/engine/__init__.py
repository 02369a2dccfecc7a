"""Checks a program: the one door for all who want a result. Neither prints nor exits.

The pipeline is imported only where no earlier result can be used again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from loopguard.config import Settings
from loopguard.discover import discover_files
from loopguard.domain.errors import FileProblem
from loopguard.domain.result import CheckResult
from loopguard.engine.resources import NOTHING_KEPT, Progress, Resources, tell_nobody
from loopguard.engine.reuse import Earlier

if TYPE_CHECKING:
    from loopguard.graph.explain import Explanation
    from loopguard.shards import Shards

__all__ = ["Progress", "Resources", "check", "explain"]


def check(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    *,
    show_unresolved: bool = False,
    resources: Resources = NOTHING_KEPT,
    edited: Mapping[str, str | None] = MappingProxyType({}),
    reuse_edited: bool = False,
    shards: Shards | None = None,
) -> CheckResult:
    """Checks the Python files at and below `paths`.

    `edited` are texts by absolute path that count in the place of what is in these files; None
    says that there is no such file. Their result is kept for the next run only with `reuse_edited`:
    few such texts are seen twice. Where there are `shards`, their files are checked, and none
    are looked for. These need not be there: without their texts findings have no rewrites.

    Raises ConfigError where a path does not exist, BlocklistError where the blocklist is broken.
    """
    tell = progress or tell_nobody
    if shards is None:
        discovery = discover_files(paths, settings, edited)
    else:
        discovery = shards.discovery(paths)
    earlier = None
    if resources.cache is not None and (reuse_edited or not edited) and shards is None:
        earlier = Earlier.of(resources.cache, paths, settings, discovery, show_unresolved, edited)
    kept = earlier.kept() if earlier is not None else None
    if kept is not None and not kept.changed:
        return kept.result
    if earlier is not None and kept is not None and not edited and not show_unresolved:
        from loopguard.engine.moved import run_after_moves

        again = run_after_moves(kept, discovery, settings, tell, resources)
        if again is not None:
            earlier.keep(*again, kept.outline)
            return again[0]
    from loopguard.engine.pipeline import run

    outcome = run(
        discovery, settings, tell, resources, edited, shards, show_unresolved=show_unresolved
    )
    if earlier is not None and outcome.files is not None:
        earlier.keep(outcome.result, outcome.files, outcome.outline)
    return outcome.result


def explain(
    path: Path, line: int, settings: Settings, progress: Progress | None = None
) -> list[Explanation] | FileProblem:
    """What is known of the calls on a line (1-based) of a file, or why the file has no answer.

    Columns are 1-based and in characters. Raises the same errors as `check`.
    """
    from loopguard.engine.pipeline import explain as explain_here

    return explain_here(path, line, settings, progress or tell_nobody)
