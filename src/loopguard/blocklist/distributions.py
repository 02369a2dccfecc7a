"""Which distributions a blocklist file was checked against, and which of them are installed."""

from __future__ import annotations

import importlib.util
import platform
import re
from dataclasses import dataclass
from importlib import metadata

from loopguard.blocklist.models import LibraryFile

STANDARD_LIBRARY = "python"


@dataclass(frozen=True, slots=True, order=True)
class Requirement:
    """A distribution in the version that a file names; the version may be empty."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}" if self.version else self.name


def requirements_of(file: LibraryFile) -> tuple[Requirement, ...]:
    """What `verified` says: a version of the library, or several distributions with theirs."""
    found = []
    for part in file.verified.split(","):
        name, _, version = part.strip().rpartition(" ")
        found.append(Requirement(name or file.name, version))
    return tuple(one for one in found if one.name.lower() != STANDARD_LIBRARY)


def installed_version(file: LibraryFile) -> str:
    """The versions that are installed, as `verified` would name them; empty where none is."""
    if file.name == STANDARD_LIBRARY:
        return platform.python_version()
    named = requirements_of(file)
    found = {one.name: version for one in named if (version := _version(one.name))}
    if list(found) == [file.name]:
        return found[file.name]
    if not found and any(map(_is_here, file.modules)):
        return "of unknown version"  # under another name, such as that of its binary packages
    return ", ".join(f"{name} {version}" for name, version in found.items())


def versions_by_module(file: LibraryFile) -> dict[str, str]:
    """The installed version of what each top-level module of a file belongs to, where known."""
    if file.name == STANDARD_LIBRARY:
        return dict.fromkeys(file.modules, platform.python_version())
    named = [one.name for one in requirements_of(file)]
    if len(named) == 1:
        return dict.fromkeys(file.modules, _version(named[0]))
    owners = metadata.packages_distributions()
    wanted = {_normal(name) for name in named}
    return {
        module: _version(owner)
        for module in file.modules
        for owner in owners.get(module, ())
        if _normal(owner) in wanted
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):
        return ""


def _is_here(module: str) -> bool:
    """Whether the module is installed; a namespace that many libraries share does not count."""
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return False
    return spec is not None and spec.origin is not None


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
