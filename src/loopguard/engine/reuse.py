"""Whole results of earlier runs: what one depends on, so that it is used only where it holds."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

import msgspec

from loopguard.blocklist.plugins import plugin_files
from loopguard.cache.place import program_version
from loopguard.cache.results import Kept, ResultStore
from loopguard.cache.states import Sighting
from loopguard.config import Settings
from loopguard.discover import Discovery
from loopguard.domain.errors import BlocklistError
from loopguard.domain.result import CheckResult
from loopguard.files import digest

_OF_NO_MATTER = frozenset({"baseline", "fail_on", "unsafe_fixes"})
"""Settings that say what is done about a result."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The place of this run's result among those of earlier runs.

    `request` is a digest of what is asked, `world` one of what there is besides the contents of
    files.
    """

    store: ResultStore
    request: bytes
    world: bytes

    @staticmethod
    def of(
        cache: Path,
        paths: Sequence[Path],
        settings: Settings,
        discovery: Discovery,
        show_unresolved: bool,
        edited: Mapping[str, str | None],
    ) -> Earlier | None:
        """The place; None where what the result depends on cannot be read."""
        try:
            blocklists = [
                *(path for _, path in plugin_files()),
                *settings.blocklist_files,
            ]
            entries = [(str(path), path.read_bytes()) for path in blocklists]
            # Paths are shown relative to the working directory.
            asked = (
                os.getcwd(),
                [str(path) for path in paths],
                _plain(settings),
                show_unresolved,
                sorted(edited.items()),
            )
            request = _digest_of(asked)
            world = _digest_of((_plain(discovery), entries))
        except (OSError, BlocklistError, UnicodeEncodeError):
            return None
        version = program_version(extra=_libcst())
        return Earlier(ResultStore(cache, version), request, world)

    def kept(self) -> Kept | None:
        """The result of an earlier run, if there is one; it holds where no file has changed."""
        return self.store.get(self.request, self.world)

    def keep(self, result: CheckResult, files: Mapping[str, Sighting], outline: bytes) -> None:
        """Keeps the result of this run; `files` are all that were read for it.

        `outline` is what the next run can make findings of.
        """
        self.store.put(self.request, self.world, files, result, outline)


def _plain(values: Settings | Discovery) -> list[object]:
    names = [field.name for field in dataclasses.fields(values)]
    return [getattr(values, name) for name in names if name not in _OF_NO_MATTER]


def _digest_of(value: object) -> bytes:
    return digest(msgspec.msgpack.encode(value, enc_hook=str))


def _libcst() -> str:
    """Names the installed LibCST, which reads what rewrites are made of."""
    spec = PathFinder.find_spec("libcst", sys.path)
    if spec is None or not spec.origin:
        return ""
    place = os.path.dirname(os.path.dirname(spec.origin))
    return " ".join(sorted(n for n in os.listdir(place) if n.startswith("libcst-")))
