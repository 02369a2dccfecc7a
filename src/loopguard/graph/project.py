"""The files of a run as modules: where an import leads, seen from the file that makes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from loopguard.domain.summary import Import, ModuleSummary


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the project.

    `path` is absolute, `display` as the user should see it, `name` the dotted name under which
    the project itself would import it.
    """

    path: str
    display: str
    name: str
    summary: ModuleSummary

    @property
    def imports(self) -> list[Import]:
        """All its imports."""
        return [row for row in self.summary.expressions if type(row) is Import]


class Modules(Protocol):
    """The modules of a program by their numbers, all of them or those that matter."""

    def __getitem__(self, number: int, /) -> Module:
        """The module of that number."""


def module_name(path: str, is_file: Callable[[str], bool]) -> str:
    """The dotted name of a file: its packages are the directories above it with `__init__.py`."""
    directory, file = os.path.split(path)
    stem = file[: -len(".pyi")] if file.endswith(".pyi") else os.path.splitext(file)[0]
    parts = [] if stem == "__init__" else [stem]
    while is_file(os.path.join(directory, "__init__.py")):
        directory, package = os.path.split(directory)
        parts.append(package)
    return ".".join(reversed(parts)) or stem


class ImportResolver:
    """Finds the file behind an import among the files that exist, without reading any.

    `files` are absolute paths of all Python files that the run may use, `roots` the directories
    that may stand on the import path (the project's root, its `src`, the given directories).
    `is_library` says whether a top-level name belongs to a known third-party library.
    """

    def __init__(
        self,
        files: Sequence[str],
        roots: Sequence[str],
        is_library: Callable[[str], bool],
    ) -> None:
        self._files = frozenset(files)
        self._directories = _directories_of(files, roots)
        self._roots = tuple(dict.fromkeys(roots))
        self._is_library = is_library
        self._package_roots: dict[str, str] = {}
        self._found: dict[tuple[str, str, int], str | None] = {}
        self._directory_of = lru_cache(maxsize=None)(os.path.dirname)

    def resolve(self, importer: str, module: str, level: int) -> str | None:
        """The file or package directory that `module` means in the file `importer`, if any.

        `level` counts the leading dots of a relative import. A directory is returned for a
        package without `__init__.py`.
        """
        directory = self._directory_of(importer)
        key = (directory, module, level)
        if key not in self._found:
            if level:
                for _ in range(level - 1):
                    directory = os.path.dirname(directory)
                self._found[key] = self._below(directory, module)
            else:
                self._found[key] = self._absolute(directory, module)
        return self._found[key]

    def child(self, place: str, name: str) -> str | None:
        """The submodule `name` of a package, given as its `__init__.py` or its directory."""
        if place in self._files:
            if os.path.basename(place) != "__init__.py":
                return None
            place = os.path.dirname(place)
        return self._below(place, name)

    def _absolute(self, directory: str, module: str) -> str | None:
        top = module.partition(".")[0]
        package_root = self._package_root(directory)
        inside_own_package = directory.startswith(os.path.join(package_root, top))
        if top in sys.stdlib_module_names and not inside_own_package:
            return None
        known_library = self._is_library(top)
        for root in dict.fromkeys((*self._import_path(package_root), *self._roots)):
            found = self._below(root, top)
            if found is None or (known_library and not self._hides_library(found, root)):
                continue
            return self._below(root, module)
        return None

    def _import_path(self, package_root: str) -> list[str]:
        """The directories from `package_root` up to the root around it, nearest first."""
        path = [package_root]
        while path[-1] not in self._roots:
            parent = os.path.dirname(path[-1])
            if parent not in self._directories:
                break
            path.append(parent)
        return path

    def _hides_library(self, found: str, root: str) -> bool:
        """Whether the project's module wins over an installed library of the same name.

        A directory without `__init__.py` never does, and a module beside a script only on that
        script's own path, which a project with packages does not use.
        """
        return found in self._files and root in self._roots

    def _package_root(self, directory: str) -> str:
        """The nearest directory at or above this one that is no package itself."""
        root = self._package_roots.get(directory)
        if root is None:
            root = directory
            while os.path.join(root, "__init__.py") in self._files:
                root = os.path.dirname(root)
            self._package_roots[directory] = root
        return root

    def _below(self, directory: str, module: str) -> str | None:
        place = os.path.join(directory, *module.split(".")) if module else directory
        package = os.path.join(place, "__init__.py")
        if package in self._files:
            return package
        if f"{place}.py" in self._files:
            return f"{place}.py"
        return place if place in self._directories else None


def _directories_of(files: Sequence[str], roots: Sequence[str]) -> frozenset[str]:
    """Every directory at or below a root that holds a file, directly or deeper."""
    limits = frozenset(roots)
    found: set[str] = set()
    for file in files:
        directory = os.path.dirname(file)
        while directory not in found:
            found.add(directory)
            parent = os.path.dirname(directory)
            if directory in limits or parent == directory:
                break
            directory = parent
    return frozenset(found)
