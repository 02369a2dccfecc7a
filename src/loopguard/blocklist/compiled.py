"""The blocklist as one file that is read in a few milliseconds."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from loopguard.blocklist.shelf import Shelf
from loopguard.files import replace_file

COMPILED = "compiled.bin"
"""The name of the file: among the shipped ones in a wheel, beside this module in a checkout."""


class _Compiled(msgspec.Struct, array_like=True):
    """The stamp says what the shelf was made of."""

    stamp: str
    shelf: Shelf


_DECODER = msgspec.msgpack.Decoder(_Compiled)


def read_compiled(path: Path, stamp: str) -> Shelf | None:
    """The shelf in the file; None if there is none, or one that was made of something else."""
    try:
        found = _DECODER.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    return found.shelf if found.stamp == stamp else None


def write_compiled(path: Path, shelf: Shelf, stamp: str) -> None:
    """Puts the shelf into the file, all or nothing; where that cannot be done, nothing."""
    with contextlib.suppress(OSError):
        replace_file(path, [msgspec.msgpack.encode(_Compiled(stamp, shelf))])
