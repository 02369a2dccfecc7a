"""Summaries of files by path, valid while the file's size and time or its content are the same.

The store is one file: a head, an index, and the encoded summaries one after the other. It is read
through a memory map and replaced as a whole, so that runs at the same time and crashes leave
either the old one or the new one. Nothing in it is trusted: what does not decode, or has another
checksum, counts as missing. It holds data alone; reading it runs no code.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from loopguard.cache.place import drop_old_files
from loopguard.cache.states import FileState, Sighting
from loopguard.domain.summary import ModuleSummary
from loopguard.files import replace_file

_MAGIC = b"LoopGuard summaries\n"
_MOST_BYTES = 1 << 29
"""At most half a gigabyte is kept: about seventy projects as large as the standard library."""
_PREFIX = "summaries-"
_MOST = 4
"""So many versions of the program can have a store in one directory."""
_LONGEST_UNUSED = 30 * 24 * 3600
"""Seconds after which a summary that no run asked for is dropped."""


class _Entry(msgspec.Struct, array_like=True):
    """Where a summary lies in the store, and of which content it is."""

    file: Sighting
    used: int
    offset: int
    length: int
    checksum: int


_INDEX = msgspec.msgpack.Decoder(dict[bytes, _Entry])
_SUMMARY = msgspec.msgpack.Decoder(ModuleSummary)
_ENCODER = msgspec.msgpack.Encoder()


class SummaryStore:
    """The summaries of one directory; `version` names the program that can use them."""

    def __init__(
        self, directory: Path, version: str, now: Callable[[], int] = time.time_ns
    ) -> None:
        self._path = directory / f"{_PREFIX}{version}.bin"
        self._now = now
        self._entries: dict[bytes, _Entry] = {}
        self._data: mmap.mmap | bytes = b""
        self._fresh: dict[bytes, bytes] = {}
        self._is_changed = False
        self._open()

    def _open(self) -> None:
        try:
            with self._path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # none yet, unreadable or empty
            return
        head = len(_MAGIC) + 12
        if data[: len(_MAGIC)] != _MAGIC:
            return
        length = int.from_bytes(data[len(_MAGIC) : len(_MAGIC) + 8], "big")
        checksum = int.from_bytes(data[len(_MAGIC) + 8 : head], "big")
        index = data[head : head + length]
        if zlib.crc32(index) != checksum:
            return
        try:
            self._entries = _INDEX.decode(index)
        except msgspec.DecodeError:
            return
        self._data = data

    def get(
        self, path: str, state: FileState, content: Callable[[], bytes]
    ) -> ModuleSummary | None:
        """The summary of the file, or None where it is unknown or of another content.

        `content` gives the digest of what the file holds; it is asked only where size and time
        cannot decide.
        """
        name = os.fsencode(path)  # paths need not be text
        entry = self._entries.get(name)
        if entry is None:
            return None
        again = entry.file.again(state, content, self._now)
        if again is None:
            return None
        if again is not entry.file:
            entry.file = again
            self._is_changed = True
        found = self._decoded(name, entry)
        if found is not None:
            entry.used = self._now()
        return found

    def of_content(self, path: str, content: bytes) -> ModuleSummary | None:
        """The summary of what the file held when that had this digest, whatever it holds now.

        None where it is not there any more.
        """
        name = os.fsencode(path)
        entry = self._entries.get(name)
        if entry is None or entry.file.content != content:
            return None
        return self._decoded(name, entry)

    def sighting(self, path: str) -> Sighting | None:
        """What the file was when the summary in the store was made; None where there is none."""
        entry = self._entries.get(os.fsencode(path))
        return None if entry is None else entry.file

    def put(self, path: str, file: Sighting, encoded: bytes) -> None:
        """Keeps a summary as msgpack, made of the file as it was seen."""
        entry = _Entry(file, self._now(), 0, len(encoded), zlib.crc32(encoded))
        name = os.fsencode(path)
        self._entries[name] = entry
        self._fresh[name] = encoded
        self._is_changed = True

    def save(self) -> None:
        """Writes the store anew if it has changed; where that fails, the old one stays."""
        if not self._is_changed:
            return
        oldest = self._now() - _LONGEST_UNUSED * 1_000_000_000
        newest_first = sorted(self._entries.items(), key=lambda item: -item[1].used)
        kept: dict[bytes, _Entry] = {}
        blobs: list[bytes | memoryview] = []
        offset = 0
        for name, entry in newest_first:
            if entry.used < oldest or offset + entry.length > _MOST_BYTES:
                break
            blobs.append(self._blob(name, entry))
            kept[name] = msgspec.structs.replace(entry, offset=offset)
            offset += entry.length
        index = _ENCODER.encode(kept)
        head = len(index).to_bytes(8, "big") + zlib.crc32(index).to_bytes(4, "big")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, [_MAGIC, head, index, *blobs])
            drop_old_files(self._path.parent, _PREFIX, _MOST, 2 * _MOST_BYTES)

    def _decoded(self, name: bytes, entry: _Entry) -> ModuleSummary | None:
        blob = self._blob(name, entry)
        if zlib.crc32(blob) != entry.checksum:
            return None
        try:
            return _SUMMARY.decode(blob)
        except (msgspec.DecodeError, RecursionError):
            return None

    def _blob(self, name: bytes, entry: _Entry) -> bytes | memoryview:
        fresh = self._fresh.get(name)
        if fresh is not None:
            return fresh
        view = memoryview(self._data)
        start = self._start + entry.offset
        return view[start : start + entry.length]

    @property
    def _start(self) -> int:
        head = len(_MAGIC)
        return head + 12 + int.from_bytes(self._data[head : head + 8], "big")
