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
    from re import Pattern

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
    pending: list[tuple[str, list[_Ignores]]] = [(top, _ignores(top, settings))]
    while pending:
        directory, ignores = pending.pop()
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name == ".gitignore" and _is_file(entry):
                ignores = [*ignores, _Ignores.of_git(directory)]
        for entry in entries:
            is_directory = entry.is_dir(follow_symlinks=False)
            if is_directory and entry.name in names:
                continue
            if not is_directory and not entry.name.endswith((".py", ".pyw")):
                continue
            if ignores and _ignored(entry.path, entry.name, is_directory, ignores):
                continue
            if is_directory:
                pending.append((entry.path, ignores))
            elif _is_file(entry):
                yield entry.path


def _would_find(top: str, file: str, settings: Settings) -> bool:
    """Whether the walk below `top` would come to the file if it were there."""
    if not _inside(top, file) or not file.endswith((".py", ".pyw")):
        return False
    *directories, name = os.path.relpath(file, top).split(os.sep)
    if not _excluded_names(settings).isdisjoint(directories):
        return False
    ways = [top]
    for directory in directories:
        ways.append(os.path.join(ways[-1], directory))
    ignores = _ignores(top, settings) + _gitignores(ways)
    below = zip(ways[1:], directories, strict=True)
    return not any(_ignored(way, last, True, ignores) for way, last in below) and not _ignored(
        file, name, False, ignores
    )


def _excluded_names(settings: Settings) -> frozenset[str]:
    """The names of directories that are never entered: patterns that need no matching."""
    return frozenset(name for name in settings.exclude if not set("/*?[!") & set(name))


def _ignores(top: str, settings: Settings) -> list[_Ignores]:
    """The patterns that hold at `top`: those of the settings, and of the directories above it."""
    names = _excluded_names(settings)
    patterns = [name for name in (*settings.exclude, *settings.extend_exclude) if name not in names]
    root = str(settings.root.resolve())
    own = [_Ignores(root, patterns)] if patterns else []
    return own + _gitignores(_between(root, top))


def _gitignores(directories: Sequence[str]) -> list[_Ignores]:
    """The patterns of the `.gitignore` files in the directories."""
    return [
        _Ignores.of_git(directory)
        for directory in directories
        if os.path.isfile(os.path.join(directory, ".gitignore"))
    ]


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


def _ignored(path: str, name: str, is_directory: bool, ignores: Sequence[_Ignores]) -> bool:
    """Whether the nearest pattern file that speaks of the path ignores it; `name` is its last."""
    ignored = False
    for patterns in ignores:
        verdict = patterns.verdict(path, name, is_directory)
        if verdict is not None:
            ignored = verdict
    return ignored


class _Ignores:
    """The patterns of a `.gitignore` that holds for what lies below `directory`.

    A path is asked about after the directories above it, so that only what fits the path itself
    counts. Most patterns look at its last name alone, and are asked once for each name.
    """

    def __init__(self, directory: str, lines: Sequence[str]) -> None:
        self._base = directory.rstrip(os.sep) + os.sep
        self._ignores: list[bool] = []
        self._of_names: list[tuple[int, Pattern[str]]] = []
        self._of_paths: list[tuple[int, Pattern[str]]] = []
        lines = [line for line in lines if line.strip() and not line.startswith("#")]
        for number, (line, pattern) in enumerate(zip(lines, _spec(lines).patterns, strict=True)):
            self._ignores.append(bool(pattern.include))
            regex: Pattern[str] | None = getattr(pattern, "regex", None)
            if regex is not None:  # the last that fits decides
                of_name = "/" not in line.rstrip().rstrip("/")
                (self._of_names if of_name else self._of_paths).insert(0, (number, regex))
        self._names: dict[str, int] = {}

    @classmethod
    def of_git(cls, directory: str) -> _Ignores:
        """The patterns in the `.gitignore` of the directory; none where it cannot be read."""
        try:
            text = Path(directory, ".gitignore").read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        return cls(directory, text.splitlines())

    def verdict(self, path: str, name: str, is_directory: bool) -> bool | None:
        """Whether the path is ignored; None where no pattern speaks of it."""
        if not path.startswith(self._base):
            return None
        if is_directory:
            path, name = f"{path}/", f"{name}/"
        last = self._names.get(name)
        if last is None:
            fitting = (number for number, regex in self._of_names if regex.search(name))
            last = self._names[name] = next(fitting, -1)
        relative = path[len(self._base) :].replace(os.sep, "/")
        for number, regex in self._of_paths:
            if number < last:
                break
            if _fits_to_the_end(regex, relative):
                last = number
                break
        return self._ignores[last] if last >= 0 else None


def _fits_to_the_end(pattern: Pattern[str], path: str) -> bool:
    """Whether the pattern fits the path itself and not a directory above it."""
    found = pattern.search(path)
    if found is None:
        return False
    above = found.groupdict().get("ps_d")  # what pathspec calls the slash after a directory
    return above is None or found.end("ps_d") == len(path)


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # imported here: most runs have no patterns

    # In git `a/**` does not speak of `a` itself, so that `!a/b.py` can bring a file in it back.
    lines = [f"{line}/*" if line.endswith("/**") else line for line in map(str.rstrip, patterns)]
    return GitIgnoreSpec.from_lines(lines)


def matches(pattern: str, path: str, root: Path) -> bool:
    """Whether an absolute path fits a .gitignore-style pattern relative to `root`."""
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    return bool(_spec([pattern]).match_file(relative))
