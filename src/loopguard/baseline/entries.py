"""What makes a finding the same one tomorrow: names, and no lines."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loopguard.domain.finding import Finding, Step


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding without its place.

    `path` is relative to the project's root, with `/` on every system; `function` is the name
    inside the file ("Shop.pay"; empty for the file itself), `call` what is called there, by its
    name inside its own file, `blocks` the call that blocks. Nothing names a module, so that only
    `path` changes when files are renamed, and nothing counts lines.
    """

    path: str
    function: str
    code: str
    call: str
    blocks: str

    @property
    def without_path(self) -> tuple[str, str, str, str]:
        """What is left of it when its file has another name."""
        return (self.function, self.code, self.call, self.blocks)


def entry_of(finding: Finding, root: Path) -> Entry:
    """The entry of a finding.

    Work that is done once is known by the function that does it: which of its callers comes
    first, and so has the finding, can change with any new caller.
    """
    step = finding.trace[-1] if finding.once else finding.trace[0]
    return Entry(
        path_from_root(step.path, root),
        _inside(step.function, step.path),
        finding.code,
        finding.callee if finding.once else _callee(finding),
        finding.callee,
    )


def entries_of(findings: Iterable[Finding], root: Path) -> Counter[Entry]:
    """The entries of all findings, each with how often it occurs."""
    return Counter(entry_of(finding, root) for finding in findings)


def path_from_root(path: str, root: Path) -> str:
    """A displayed path, relative to the root; as it is where that cannot be (another drive)."""
    try:
        relative = os.path.relpath(path, root)
    except ValueError:
        return path
    return relative.replace(os.sep, "/")


def _callee(finding: Finding) -> str:
    """What the reported line calls: a function of the project by its name inside its file."""
    following: tuple[Step, ...] = finding.trace[1:2]
    callee = finding.trace[0].callee
    return _inside(callee, following[0].path) if following else callee


def _inside(qualified: str, path: str) -> str:
    """The name inside the file: without the name of the module, which ends as the path does."""
    parts = os.path.splitext(path.replace(os.sep, "/"))[0].split("/")
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    for first in range(len(parts)):
        module = ".".join(parts[first:])
        if qualified == module:
            return ""
        if qualified.startswith(f"{module}."):
            return qualified[len(module) + 1 :]
    return qualified
