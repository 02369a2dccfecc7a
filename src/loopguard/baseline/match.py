"""Tells new findings from old ones."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loopguard.baseline.entries import Entry, entry_of
from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult


@dataclass(frozen=True, slots=True)
class Held:
    """A result without the findings that were there before, which it counts.

    `known` are the entries of the findings that are held back, under the names that files have
    now; `left` those that no finding was held back for.
    """

    result: CheckResult
    known: Counter[Entry]
    left: Counter[Entry]


def hold_back(
    result: CheckResult,
    entries: Mapping[Entry, int],
    root: Path,
    is_old: Callable[[Finding], bool] | None = None,
) -> Held:
    """Takes the findings of the entries out of the result, as many as each entry counts.

    Entries of files that are there no more hold back what is equal but for the path: the file has
    another name now. Where there are more findings that are alike than their entry counts, those
    that are not `is_old` are the new ones, and then the last. Files that cannot be read are always
    reported.
    """
    left = Counter({entry: count for entry, count in entries.items() if count > 0})
    alike: dict[Entry, list[Finding]] = {}
    for finding in result.findings:
        alike.setdefault(entry_of(finding, root), []).append(finding)
    known: Counter[Entry] = Counter()
    unknown: list[tuple[Finding, Entry]] = []
    for entry, findings in alike.items():
        count = min(left[entry], len(findings))
        if is_old is not None and 0 < count < len(findings):
            findings.sort(key=is_old, reverse=True)
        left[entry] -= count
        known[entry] += count
        unknown += [(finding, entry) for finding in findings[count:]]
    gone = _gone(+left, root) if unknown else {}
    new: list[Finding] = []
    for finding, entry in unknown:
        former = gone.get(entry.without_path)
        if former:
            left[former.pop(0)] -= 1
            known[entry] += 1
        else:
            new.append(finding)
    new.sort(key=lambda finding: finding.sort_key)
    held_back = result.held_back + len(result.findings) - len(new)
    reported = replace(result, findings=tuple(new), held_back=held_back)
    return Held(reported, +known, +left)


def _gone(entries: Counter[Entry], root: Path) -> dict[tuple[str, str, str, str], list[Entry]]:
    """The entries of files that are there no more, by what does not name the file."""
    paths = {entry.path for entry in entries}
    there = {path for path in paths if (root / path).exists()}
    gone: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in sorted(entries.elements()):
        if entry.path not in there:
            gone.setdefault(entry.without_path, []).append(entry)
    return gone


def stale_entries(
    left: Mapping[Entry, int], settings: Settings, paths: Sequence[Path]
) -> Counter[Entry]:
    """Those of the entries without a finding that would have one if it were still there.

    These are entries of selected rules in files at and below `paths`, which were checked, and in
    files that are there no more.
    """
    checked = [os.path.realpath(path) for path in paths]
    stale: Counter[Entry] = Counter()
    for entry, count in left.items():
        file = os.path.join(settings.root, entry.path)
        inside = any(file == path or file.startswith(path + os.sep) for path in checked)
        if settings.selects(entry.code) and (inside or not os.path.exists(file)):
            stale[entry] = count
    return stale
