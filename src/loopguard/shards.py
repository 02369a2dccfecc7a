"""Summaries in files of their own, made on one machine and checked on another.

A shard is one file with the summaries of some source files. Their paths are relative to the
project's root, so that it does not matter where the project lies; the same sources give the same
bytes. Like the cache it holds data alone, and a checksum.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from loopguard.cache.place import program_version
from loopguard.discover import Discovery
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.domain.summary import ModuleSummary
from loopguard.files import replace_file
from loopguard.summarize.source import Unreadable

SUFFIX = ".summary"
"""How the files end that stand in a directory of shards."""
_MAGIC = b"LoopGuard shard\n"


class Shared(msgspec.Struct, frozen=True, array_like=True):
    """A source file: the digest of its content, and its summary or why there is none."""

    content: bytes
    summary: ModuleSummary | None
    problem: Unreadable | None


class _Shard(msgspec.Struct, frozen=True, array_like=True):
    """Source files by their paths below the root, with slashes; `version` is of the program."""

    version: str
    files: dict[str, Shared]


_DECODER = msgspec.msgpack.Decoder(_Shard)


def write_shard(path: Path, files: Mapping[str, Shared]) -> None:
    """Writes a shard; leaves the file alone where it says the same already.

    Raises OSError where it cannot be written.
    """
    body = msgspec.msgpack.encode(_Shard(_version(), dict(sorted(files.items()))))
    whole = b"".join((_MAGIC, zlib.crc32(body).to_bytes(4, "big"), body))
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (path.is_file() and path.read_bytes() == whole):
        replace_file(path, [whole])


@dataclass(frozen=True, slots=True)
class Shards:
    """The source files of several shards together, by absolute path below `root`."""

    root: str
    files: Mapping[str, Shared]

    @staticmethod
    def read(places: Sequence[Path], root: Path) -> Shards:
        """The shards in these files, and in the `*.summary` files below these directories.

        Raises ConfigError with a complaint for each that cannot be used, and for each source file
        of which two say different things.
        """
        home = os.path.realpath(root)
        files: dict[str, Shared] = {}
        origins: dict[str, Path] = {}
        complaints: list[Complaint] = []
        for place in _shard_files(places, complaints):
            shard = _read_shard(place)
            if isinstance(shard, str):
                complaints.append(Complaint(str(place), "", shard))
                continue
            for name, shared in shard.files.items():
                path = os.path.normpath(os.path.join(home, *name.split("/")))
                known = files.setdefault(path, shared)
                if known.content != shared.content:
                    reason = f"is of another content in {origins[path]}"
                    complaints.append(Complaint(str(place), name, reason))
                origins.setdefault(path, place)
        if complaints:
            raise ConfigError(tuple(complaints))
        return Shards(home, files)

    def discovery(self, paths: Sequence[Path]) -> Discovery:
        """All files of the shards; those at and below `paths` are to be reported on.

        Raises ConfigError with a complaint for each path at which there is none.
        """
        available = tuple(sorted(self.files))
        given: dict[str, None] = {}
        complaints = []
        roots = {self.root: None}
        source = os.path.join(self.root, "src")
        if any(file.startswith(source + os.sep) for file in available):
            roots[source] = None
        for path in paths:
            top = os.path.realpath(path)
            below = [f for f in available if f == top or f.startswith(top.rstrip(os.sep) + os.sep)]
            if not below:
                complaints.append(Complaint(str(path), "", "no summary is of a file there"))
            if top not in self.files and os.path.join(top, "__init__.py") not in self.files:
                roots[top] = None
            given.update(dict.fromkeys(below))
        if complaints:
            raise ConfigError(tuple(complaints))
        return Discovery(tuple(sorted(given)), available, tuple(roots), whole=True)

    def outcomes(self, paths: Sequence[str]) -> Iterator[tuple[str, ModuleSummary | Unreadable]]:
        """Each path with its summary, or with the reason why it has none."""
        for path in paths:
            shared = self.files[path]
            if shared.summary is not None:
                yield path, shared.summary
            else:
                yield path, shared.problem or Unreadable("has no summary")


def _shard_files(places: Sequence[Path], complaints: list[Complaint]) -> Iterator[Path]:
    for place in places:
        if not place.is_dir():
            yield place
            continue
        found = sorted(place.rglob(f"*{SUFFIX}"))
        if not found:
            complaints.append(Complaint(str(place), "", f"holds no *{SUFFIX} file"))
        yield from found


def _read_shard(path: Path) -> _Shard | str:
    """The shard, or what is wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    head = len(_MAGIC)
    body = memoryview(data)[head + 4 :]
    if data[:head] != _MAGIC:
        return "holds no summaries of LoopGuard's"
    if data[head : head + 4] != zlib.crc32(body).to_bytes(4, "big"):
        return "is damaged: its checksum is another one"
    other = "was made by another version of LoopGuard or Python: summarize again"
    try:
        shard = _DECODER.decode(body)
    except msgspec.DecodeError:
        return other
    return shard if shard.version == _version() else other


def _version() -> str:
    return program_version("summarize", "domain/summary", portable=True)
