"""Where the cache lies, and which program its contents belong to."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import loopguard
from loopguard.files import replace_file, stamp

NAME = ".loopguard_cache"


def cache_directory(root: Path, chosen: Path | None = None) -> Path:
    """The directory of the cache: the one that was chosen, else one in the project's root.

    It is made with a `.gitignore` of its own where it is not there yet and can be made.
    """
    directory = chosen or root / NAME
    ignore = directory / ".gitignore"
    if not ignore.exists():
        with contextlib.suppress(OSError):
            directory.mkdir(parents=True, exist_ok=True)
            replace_file(ignore, [b"# Made by LoopGuard.\n*\n"])
    return directory


def program_version(*parts: str) -> str:
    """Names the program whose results can be used again: a version alone would hide edits to it.

    `parts` are the packages and modules of `loopguard` whose code the result depends on.
    """
    home = Path(loopguard.__file__).parent
    files: list[Path] = []
    for part in parts:
        place = home / part
        files += sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return stamp(files, f"{loopguard.__version__} {sys.version_info[:3]}")
