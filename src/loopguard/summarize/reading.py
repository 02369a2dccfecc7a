"""Files to summaries: what is read, and how it is divided among processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from loopguard.domain.summary import ModuleSummary
from loopguard.files import digest
from loopguard.summarize.module import summarize_source
from loopguard.summarize.source import Unreadable, decode_source

BYTES_FOR_A_PROCESS = 1_500_000
"""Below this much source a further process costs more than it saves."""

_CHUNK = 400_000
"""Bytes of source that a process is given at a time, so that all end at about the same time."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(ModuleSummary)


class Read(msgspec.Struct, frozen=True):
    """A file that was read: the digest of its content and its summary as msgpack.

    `problem` says why there is no summary; `encoded` is empty then.
    """

    path: str
    content: bytes
    encoded: bytes
    problem: Unreadable | None

    @property
    def outcome(self) -> ModuleSummary | Unreadable:
        """The summary, or why there is none."""
        return _DECODER.decode(self.encoded) if self.problem is None else self.problem


def read_summary(path: str) -> Read:
    """Reads and summarizes one file."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        return Read(path, b"", b"", Unreadable(f"cannot be read: {error.strerror or error}"))
    text = decode_source(content)
    summary = text if isinstance(text, Unreadable) else summarize_source(text)
    if isinstance(summary, Unreadable):
        return Read(path, digest(content), b"", summary)
    return Read(path, digest(content), _ENCODER.encode(summary), None)


def read_text(path: str) -> str | Unreadable:
    """The text of a file, or why it has none."""
    try:
        return decode_source(Path(path).read_bytes())
    except OSError as error:
        return Unreadable(f"cannot be read: {error.strerror or error}")


def digest_of(path: str) -> bytes:
    """The digest of what the file holds now; empty where it cannot be read."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return b""


def chunks(sizes: Sequence[int]) -> Iterator[range]:
    """Splits a row of files into stretches of about equal size; `sizes` are in bytes."""
    start, total = 0, 0
    for end, size in enumerate(sizes, start=1):
        total += size
        if total >= _CHUNK or end == len(sizes):
            yield range(start, end)
            start, total = end, 0


def processes_for(size: int, jobs: int) -> int:
    """How many processes it pays to use for that many bytes, at most `jobs`; 1 is this one."""
    return max(1, min(jobs, size // BYTES_FOR_A_PROCESS))


def available_processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
