"""Finds the Python files of a run: those to report on, and those that these may import."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from loopguard.config import Settings
from loopguard.domain.errors import Complaint, ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is to check.

    `given` are the files that the user named, directly or through a directory, in sorted order;
    `available` all files of the project, which imports may lead to; `roots` the directories that
    can stand on the import path. `whole` says that every available file has to be linked, since
    single files were named and their callers matter. All paths are absolute.
    """

    given: tuple[str, ...]
    available: tuple[str, ...]
    roots: tuple[str, ...]
    whole: bool


def discover_files(
    paths: Sequence[Path],
    settings: Settings,
    edited: Mapping[str, str | None] = MappingProxyType({}),
) -> Discovery:
    """Finds the files at and below `paths`.

    Excluded and git-ignored files are left out, unless a path names one itself. `edited` are texts
    by absolute path: such a file is found as if it were there, one with None as if it were not.
    Raises ConfigError with a complaint for each path that does not exist.
    """
    missing = [
        path
        for path in paths
        if not os.path.exists(path) and edited.get(os.path.realpath(path)) is None
    ]
    if missing:
        raise ConfigError(
            tuple(Complaint(str(path), "", "no such file or directory") for path in missing)
        )
    given: dict[str, None] = {}
    available: dict[str, None] = {}
    roots: dict[str, None] = {}
    root = str(settings.root.resolve())
    for path in paths:
        absolute = os.path.realpath(path)
        if os.path.isdir(absolute):
            found = list(_walk(absolute, settings))
            given.update(dict.fromkeys(found))
            if not _inside(root, absolute):
                roots[absolute] = None
        else:
            given[absolute] = None
            if not _inside(root, absolute):
                roots[os.path.dirname(absolute)] = None
    whole = any(not path.is_dir() for path in paths)
    inside = [file for file in given if _inside(root, file)]
    if inside:
        available.update(dict.fromkeys(_walk(root, settings)))
        source = os.path.join(root, "src")
        roots = {root: None, **({source: None} if os.path.isdir(source) else {}), **roots}
    available.update(given)
    given_roots = [os.path.realpath(path) for path in paths if path.is_dir()]
    roots.update(
        dict.fromkeys(r for r in given_roots if not os.path.exists(os.path.join(r, "__init__.py")))
    )
    tops = [top for top in map(os.path.realpath, paths) if os.path.isdir(top)]
    for file, text in edited.items():
        if text is None:
            given.pop(file, None)
            available.pop(file, None)
        elif file not in available:
            if any(_would_find(top, file, settings) for top in tops):
                given[file] = available[file] = None
            elif inside and _would_find(root, file, settings):
                available[file] = None
    return Discovery(tuple(sorted(given)), tuple(sorted(available)), tuple(roots), whole)


def _inside(directory: str, path: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def _walk(top: str, settings: Settings) -> Iterator[str]:
    """The Python files below `top`, without excluded ones; links to directories are not followed.

    A directory that cannot be listed is passed over, as every other tool does.
    """
    names = _excluded_names(settings)
    pending: list[tuple[str, list[tuple[str, GitIgnoreSpec]]]] = [(top, _ignores(top, settings))]
    while pending:
        directory, ignores = pending.pop()
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name == ".gitignore" and _is_file(entry):
                ignores = [*ignores, (directory, _gitignore(entry.path))]
        for entry in entries:
            is_directory = entry.is_dir(follow_symlinks=False)
            if is_directory and entry.name in names:
                continue
            if not is_directory and not entry.name.endswith((".py", ".pyw")):
                continue
            if ignores and _ignored(entry.path, is_directory, ignores):
                continue
            if is_directory:
                pending.append((entry.path, ignores))
            elif _is_file(entry):
                yield entry.path


def _would_find(top: str, file: str, settings: Settings) -> bool:
    """Whether the walk below `top` would come to the file if it were there."""
    if not _inside(top, file) or not file.endswith((".py", ".pyw")):
        return False
    *directories, _ = os.path.relpath(file, top).split(os.sep)
    if not _excluded_names(settings).isdisjoint(directories):
        return False
    ways = [os.path.join(top, *directories[:depth]) for depth in range(1, len(directories) + 1)]
    ignores = _ignores(top, settings) + _gitignores([top, *ways])
    return not any(_ignored(way, True, ignores) for way in ways) and not _ignored(
        file, False, ignores
    )


def _excluded_names(settings: Settings) -> frozenset[str]:
    """The names of directories that are never entered: patterns that need no matching."""
    return frozenset(name for name in settings.exclude if not set("/*?[!") & set(name))


def _ignores(top: str, settings: Settings) -> list[tuple[str, GitIgnoreSpec]]:
    """The patterns that hold at `top`: those of the settings, and of the directories above it."""
    names = _excluded_names(settings)
    patterns = [name for name in (*settings.exclude, *settings.extend_exclude) if name not in names]
    root = str(settings.root.resolve())
    own = [(root, _spec(patterns))] if patterns else []
    return own + _gitignores(_between(root, top))


def _gitignores(directories: Sequence[str]) -> list[tuple[str, GitIgnoreSpec]]:
    """The `.gitignore` files in the directories."""
    files = [(directory, os.path.join(directory, ".gitignore")) for directory in directories]
    return [(directory, _gitignore(file)) for directory, file in files if os.path.isfile(file)]


def _between(root: str, top: str) -> list[str]:
    """The directories from `root` down to the one above `top`; none where it lies elsewhere."""
    found = []
    directory = os.path.dirname(top)
    while _inside(root, directory):
        found.append(directory)
        directory = os.path.dirname(directory)
    return found[::-1]


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file or a link to one; a link in a circle is neither."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _ignored(path: str, is_directory: bool, ignores: Sequence[tuple[str, GitIgnoreSpec]]) -> bool:
    """Whether the nearest pattern file that speaks of the path ignores it."""
    ignored = False
    for base, spec in ignores:
        if _inside(base, path):
            relative = os.path.relpath(path, base).replace(os.sep, "/")
            verdict = spec.check_file(relative + "/" if is_directory else relative).include
            if verdict is not None:
                ignored = verdict
    return ignored


def _gitignore(file: str) -> GitIgnoreSpec:
    try:
        return _spec(Path(file).read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return _spec([])


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # imported here: most runs have no patterns

    return GitIgnoreSpec.from_lines(patterns)


def matches(pattern: str, path: str, root: Path) -> bool:
    """Whether an absolute path fits a .gitignore-style pattern relative to `root`."""
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    return bool(_spec([pattern]).match_file(relative))
