"""Whole results of earlier runs, each valid while every file that it came from is the same.

A result is one file, named after what was asked, and replaced as a whole. As in the store of
summaries, nothing in it is trusted: what does not decode, or has another checksum, counts as
missing, and reading it runs no code.
"""

from __future__ import annotations

import contextlib
import os
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from loopguard.cache.place import drop_old_files
from loopguard.cache.states import FileState, Sighting
from loopguard.domain.result import CheckResult
from loopguard.files import digest, replace_file

_MAGIC = b"LoopGuard result\n"
_PREFIX = "result-"
_MOST = 32
_MOST_BYTES = 1 << 27
"""So many results are kept, and so many bytes of them: those that were used last."""


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """A result, the world that it is about besides the contents of files, and those files.

    `outline` is what the caller kept with it.
    """

    world: bytes
    files: dict[bytes, Sighting]
    result: CheckResult
    outline: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """The result of an earlier run, and the files of which it holds no more, by their paths.

    `files` are what the files were then, those that are the same as they are now; `outline` is what
    was kept with the result.
    """

    result: CheckResult
    changed: tuple[str, ...]
    files: dict[str, Sighting]
    outline: bytes


class ResultStore:
    """The results in one directory; `version` names the program that can use them."""

    def __init__(
        self, directory: Path, version: str, now: Callable[[], int] = time.time_ns
    ) -> None:
        self._directory = directory
        self._version = version
        self._now = now

    def get(self, request: bytes, world: bytes) -> Kept | None:
        """The result for the request, or None where there is none, or of another world.

        `request` is a digest of what was asked, `world` one of what the result depends on besides
        the contents of the files that were read. It holds where none of these has changed.
        """
        path = self._path(request)
        stored = _read(path)
        if stored is None or stored.world != world:
            return None
        files: dict[bytes, Sighting] = {}
        changed: list[str] = []
        try:
            for name, sighting in stored.files.items():
                again = sighting.again(FileState.of(name), partial(_digest_of, name), self._now)
                if again is None:
                    changed.append(os.fsdecode(name))
                files[name] = again or sighting
        except OSError:
            return None
        if files != stored.files and not changed:
            self._write(path, _Stored(world, files, stored.result, stored.outline))
        else:
            with contextlib.suppress(OSError):
                os.utime(path)
        named = {os.fsdecode(name): sighting for name, sighting in files.items()} if changed else {}
        return Kept(stored.result, tuple(changed), named, stored.outline)

    def put(
        self,
        request: bytes,
        world: bytes,
        files: Mapping[str, Sighting],
        result: CheckResult,
        outline: bytes = b"",
    ) -> None:
        """Keeps a result, unless a file has changed since it was read."""
        named = {os.fsencode(path): sighting for path, sighting in files.items()}
        try:
            if any(FileState.of(name) != sighting.state for name, sighting in named.items()):
                return
        except OSError:
            return
        self._write(self._path(request), _Stored(world, named, result, outline))
        drop_old_files(self._directory, _PREFIX, _MOST, _MOST_BYTES)

    def _path(self, request: bytes) -> Path:
        return self._directory / f"{_PREFIX}{self._version}-{request.hex()}.bin"

    def _write(self, path: Path, stored: _Stored) -> None:
        try:
            body = msgspec.msgpack.encode(stored)
        except UnicodeEncodeError:  # a path that is no text stands in the result
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, [_MAGIC, zlib.crc32(body).to_bytes(4, "big"), body])


def _read(path: Path) -> _Stored | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC)
    body = memoryview(data)[head + 4 :]
    if data[:head] != _MAGIC or data[head : head + 4] != zlib.crc32(body).to_bytes(4, "big"):
        return None
    try:
        return msgspec.msgpack.decode(body, type=_Stored)
    except (msgspec.DecodeError, RecursionError):
        return None


def _digest_of(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return digest(file.read())
