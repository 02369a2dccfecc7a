"""The files that fixes may touch, as they were read."""

from __future__ import annotations

import codecs
import io
import os
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loopguard.config import Settings
from loopguard.discover import discover_files
from loopguard.files import digest, display_path
from loopguard.summarize.source import Unreadable, decode_source

OUTSIDE = "lies outside of the given paths, or has another name in them"
LINKED_ELSEWHERE = "is a link to a file outside of the given paths"


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and what is needed to write it back as it was.

    `path` is absolute and as the run knows it, `target` the file behind links, `display` for
    people. The text has no byte order mark; `encoding` puts it back.
    """

    path: str
    target: str
    display: str
    text: str
    encoding: str
    digest: bytes

    def encode(self, text: str) -> bytes:
        """The bytes of a new text. Raises UnicodeEncodeError where it does not fit."""
        return text.encode(self.encoding)


def read_file(path: str, given: frozenset[str]) -> FileText | str:
    """The text of a file, or the reason why it must not be changed."""
    target = os.path.realpath(path)
    if target != path and target not in given:
        return LINKED_ELSEWHERE
    try:
        data = Path(path).read_bytes()
        if os.stat(target).st_nlink > 1:
            return "has hard links, which a new file in its place would cut"
        if not os.access(target, os.W_OK):
            return "is not writable"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    text = decode_source(data)
    if isinstance(text, Unreadable):
        return text.reason
    encoding = codecs.lookup(tokenize.detect_encoding(io.BytesIO(data).readline)[0]).name
    try:
        is_same = text.encode(encoding) == data
    except UnicodeError:
        is_same = False
    if not is_same:
        return f"cannot be written back byte for byte in {encoding}"
    return FileText(path, target, display_path(path), text, encoding, digest(data))


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """The files at and below the given paths.

    `paths` gives the absolute path of a file by the one that is shown. A file with several names
    counts under one that is no link; `names` are all of them, by this one.
    """

    paths: dict[str, str]
    names: dict[str, tuple[str, ...]]


def given_files(paths: Sequence[Path], settings: Settings) -> GivenFiles:
    """Finds them."""
    names: dict[str, list[str]] = {}
    for path in discover_files(paths, settings).given:
        names.setdefault(os.path.realpath(path), []).append(path)
    by_name = {
        min(same, key=lambda path: (os.path.islink(path), path)): tuple(same)
        for same in names.values()
    }
    return GivenFiles({display_path(path): path for path in by_name}, by_name)
