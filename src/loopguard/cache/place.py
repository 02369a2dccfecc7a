"""Where the cache lies, and which program its contents belong to."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path

import loopguard
from loopguard.cache.store import replace_file

NAME = ".loopguard_cache"


def cache_directory(root: Path, chosen: Path | None = None) -> Path:
    """The directory of the cache: the one that was chosen, else one in the project's root.

    It is made with a `.gitignore` of its own where it is not there yet and can be made.
    """
    directory = chosen or root / NAME
    ignore = directory / ".gitignore"
    if not ignore.exists():
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
    named = blake2b(digest_size=8)
    named.update(f"{loopguard.__version__} {sys.version_info[:3]}".encode())
    for file in files:
        state = os.stat(file)
        named.update(f"{file.name} {state.st_size} {state.st_mtime_ns}".encode())
    return named.hexdigest()
