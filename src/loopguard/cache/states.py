"""How a file is known again: by its size and time where they can tell, else by its content."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import msgspec

_RACY = 2_000_000_000
"""Nanoseconds within which a file system may give two contents of a file the same time."""


class FileState(msgspec.Struct, frozen=True, array_like=True):
    """Size in bytes, and the last change of the content and of the directory entry.

    Times are in nanoseconds since the epoch. Programs can set the first, as `cp -p` does, and not
    the second (on Windows it is the time of creation).
    """

    size: int
    changed: int
    entered: int = 0

    @classmethod
    def of(cls, path: str | bytes) -> FileState:
        """The state of the file now. Raises OSError where there is none."""
        found = os.stat(path)
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class Sighting(msgspec.Struct, frozen=True, array_like=True):
    """What a file was when it was read: its state just before, and the digest of its content.

    `seen` is the time at which the state was asked, in nanoseconds since the epoch.
    """

    state: FileState
    content: bytes
    seen: int

    def again(
        self,
        state: FileState,
        content: Callable[[], bytes],
        now: Callable[[], int] = time.time_ns,
    ) -> Sighting | None:
        """The file as it is now, where it holds what it held; None where it does not.

        `content` gives the digest of what it holds; it is asked only where size and time cannot
        decide.
        """
        if self.state.size != state.size:
            return None
        if self.state == state and self.seen - max(state.changed, state.entered) >= _RACY:
            return self
        seen = now()
        return Sighting(state, self.content, seen) if content() == self.content else None
