"""Files as the system keeps them: what names their content and state, how they are replaced."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

TEMPORARY = ".tmp"
"""How the name of a file ends that is still being written."""


def digest(content: bytes) -> bytes:
    """Names a content: equal ones have equal digests, different ones do not."""
    return blake2b(content, digest_size=16).digest()


def stamp(files: Iterable[str | Path], version: str = "", *, times: bool = True) -> str:
    """Names the files as they are now, by their names, sizes and times, and a version.

    Without `times` copies of the files have the same name. Raises OSError where there is no such
    file.
    """
    named = blake2b(version.encode(), digest_size=8)
    for file in files:
        state = os.stat(file)
        changed = state.st_mtime_ns if times else 0
        named.update(f"{os.path.basename(file)} {state.st_size} {changed} ".encode())
    return named.hexdigest()


def display_path(path: str) -> str:
    """The path relative to the working directory if it lies below, else as it is."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def replace_file(
    path: Path, parts: Iterable[bytes | memoryview], mode_of: Path | None = None
) -> None:
    """Puts a new file in the place of the one at `path`, or of none, as a whole or not at all.

    It is written beside it and renamed, so that at no time a half-written file stands there.
    `mode_of` is a file whose mode bits it gets. Raises OSError; nothing is left behind then, nor
    on Ctrl-C.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}{TEMPORARY}")
    try:
        with open(temporary, "xb") as new:  # `tempfile` would hide the file from other users
            new.writelines(parts)
        if mode_of is not None:
            os.chmod(temporary, stat.S_IMODE(os.stat(mode_of).st_mode))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
