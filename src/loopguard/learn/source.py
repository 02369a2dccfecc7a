"""Finds the source of an installed package without importing it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import Distribution, distributions
from pathlib import Path

from loopguard.domain.errors import Complaint, ConfigError


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A package (a directory) or a module (a file), with the distribution that it belongs to.

    `version` is empty where no metadata tell.
    """

    name: str
    place: Path
    distribution: str
    version: str


def find_source(package: str, path: Sequence[Path] = ()) -> PackageSource:
    """The source of a top-level package in the directories, or where Python would import it from.

    Raises ConfigError where there is none.
    """
    spec = None
    if package.isidentifier():
        spec = PathFinder.find_spec(package, [str(place) for place in path] or sys.path)
    if spec is None:
        where = ", ".join(map(str, path)) or "this Python's path"
        raise _refusal(package, f"no package or module of this name is in {where}")
    place = _place(spec)
    if place is None:
        raise _refusal(package, "has no Python source at one place")
    owner = _distribution(package, place.parent)
    if owner is None:
        return PackageSource(package, place, package, "")
    return PackageSource(package, place, owner.metadata["Name"], owner.version)


def _refusal(package: str, reason: str) -> ConfigError:
    return ConfigError((Complaint("command line", package, reason),))


def _place(spec: ModuleSpec) -> Path | None:
    """The directory of a package or the file of a module; None for all without source."""
    origin = Path(spec.origin or "")
    if not spec.has_location or origin.suffix != ".py":
        return None
    return origin.parent if spec.submodule_search_locations else origin


def _distribution(package: str, directory: Path) -> Distribution | None:
    """What has installed the package: best a distribution of the same name."""
    here = [str(directory)]
    for found in (distributions(name=package, path=here), distributions(path=here)):
        for distribution in found:
            if any(file.parts[0].partition(".")[0] == package for file in distribution.files or ()):
                return distribution
    return None
