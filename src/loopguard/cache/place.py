"""Where the cache lies, and which program its contents belong to."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import loopguard
from loopguard.files import TEMPORARY, replace_file, stamp

NAME = ".loopguard_cache"
_IGNORE = b"# Made by LoopGuard.\n*\n"

_LONGEST_WRITING = 3600
"""Seconds after which a file that is still being written was given up."""


def cache_directory(root: Path, chosen: Path | None = None) -> Path:
    """The directory of the cache: the one that was chosen, else one in the project's root.

    It is made with a `.gitignore` of its own where it is not there yet and can be made.
    """
    directory = find_cache(root, chosen)
    ignore = directory / ".gitignore"
    if not ignore.exists():
        with contextlib.suppress(OSError):
            directory.mkdir(parents=True, exist_ok=True)
            replace_file(ignore, [_IGNORE])
    return directory


def find_cache(root: Path, chosen: Path | None = None) -> Path:
    """Where the cache would be; it need not be there."""
    return chosen or root / NAME


def clean_cache(directory: Path) -> tuple[int, int]:
    """Removes what runs have kept there; how many files, and how many bytes they had.

    Nothing else is removed: the directory may have been chosen by the user and hold other things.
    Raises OSError where something cannot be removed.
    """
    if not directory.is_dir():
        return 0, 0
    kept = [
        file
        for pattern in ("summaries-*.bin", "result-*.bin", f".*.bin.*{TEMPORARY}")
        for file in directory.glob(pattern)
        if file.is_file() or file.is_symlink()
    ]
    size = sum(file.lstat().st_size for file in kept)
    for file in kept:
        file.unlink(missing_ok=True)
    ignore = directory / ".gitignore"
    left = [file.name for file in directory.iterdir()]
    if left == [ignore.name] and ignore.read_bytes() == _IGNORE:
        ignore.unlink()
        directory.rmdir()
    return len(kept), size


def drop_old_files(
    directory: Path, prefix: str, most: int, most_bytes: int, now: Callable[[], float] = time.time
) -> None:
    """Removes all but the newest files with that prefix, and what runs that were killed have left.

    Nothing happens where that cannot be done.
    """
    with contextlib.suppress(OSError):
        found: list[tuple[float, int, str]] = []
        for entry in os.scandir(directory):
            state = entry.stat(follow_symlinks=False)
            if entry.name.startswith(prefix):
                found.append((state.st_mtime, state.st_size, entry.path))
            elif entry.name.endswith(TEMPORARY) and state.st_mtime < now() - _LONGEST_WRITING:
                os.unlink(entry.path)
        total = 0
        for number, (_, size, path) in enumerate(sorted(found, reverse=True)):
            total += size
            if number and (number >= most or total > most_bytes):
                os.unlink(path)


def program_version(*parts: str, extra: str = "", portable: bool = False) -> str:
    """Names the program whose results can be used again.

    `parts` are the packages and modules of `loopguard` whose code the result depends on; none
    means all, and the blocklist. `extra` names what else it depends on. A version alone would hide
    edits to a checkout; the times of an installed package are those of its installation, and say
    nothing. A `portable` name is the same on other machines.
    """
    home = Path(loopguard.__file__).parent
    shipped = home / "blocklist" / "shipped"
    is_installed = shipped.is_dir()
    places = [home / part for part in parts]
    if not parts:
        places = [home] if is_installed else [home, home.parents[1] / "blocklist"]
    files: list[str] = []
    for place in places:
        files += _files_below(str(place)) if place.is_dir() else [f"{place}.py"]
    python = f"{sys.implementation.name} {sys.version_info[:3]}"
    version = f"{loopguard.__version__} {python} {extra}"
    return stamp(files, version, times=not (is_installed or portable))


def _files_below(directory: str) -> list[str]:
    """The files that LoopGuard itself consists of, in sorted order."""
    found: list[str] = []
    for entry in sorted(os.scandir(directory), key=lambda entry: entry.name):
        if entry.name.endswith((".py", ".toml")):
            found.append(entry.path)
        elif entry.name != "__pycache__" and entry.is_dir():
            found += _files_below(entry.path)
    return found
