"""Blocklist files that other installed distributions bring along, through an entry point."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from loopguard.domain.errors import BlocklistError, Complaint

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "loopguard.blocklists"
"""The entry point group. A value names a module or package whose directory holds *.toml files, or
a callable that returns the paths of such files."""


def plugin_files() -> list[tuple[str, Path]]:
    """The files with the plugins that bring them, in the order of the plugins' names.

    Raises BlocklistError where a plugin does not give any.
    """
    if not _is_mentioned(sys.path):
        return []
    from importlib.metadata import entry_points  # loads much, for the few who have plugins

    found: list[tuple[str, Path]] = []
    complaints: list[Complaint] = []
    named = {(_distribution(point), point.name): point for point in entry_points(group=GROUP)}
    for (distribution, name), point in sorted(named.items()):
        plugin = f"plugin {distribution}"
        try:
            paths = _paths(point)
        except Exception as error:  # other people's code: whatever it raises is its own mistake
            reason = f"{type(error).__name__}: {error}"
            complaints.append(Complaint(plugin, f"{GROUP}.{name}", reason))
            continue
        if not paths:
            reason = f"{point.value} brings no *.toml file"
            complaints.append(Complaint(plugin, f"{GROUP}.{name}", reason))
        found += [(plugin, path) for path in paths]
    if complaints:
        raise BlocklistError(tuple(complaints))
    return found


def _is_mentioned(directories: Iterable[str]) -> bool:
    """Whether some distribution on the path has an entry point in the group.

    Reads a small file of each, which takes a tenth of what `importlib.metadata` takes.
    """
    wanted = GROUP.encode()
    for directory in dict.fromkeys(directories):
        try:
            names = os.listdir(directory or os.curdir)
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(directory, name, "entry_points.txt"), "rb") as file:
                        if wanted in file.read():
                            return True
                except OSError:
                    continue
    return False


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else ""


def _paths(point: EntryPoint) -> list[Path]:
    if point.attr:
        return [Path(path) for path in point.load()()]
    spec = find_spec(point.module)
    if spec is None:
        raise ModuleNotFoundError(f"there is no module {point.module}")
    directories = list(spec.submodule_search_locations or ())
    if not directories and spec.origin:
        directories = [os.path.dirname(spec.origin)]
    return [path for directory in directories for path in sorted(Path(directory).glob("*.toml"))]
