"""The whole blocklist of a project: what is shipped, and over it what plugins and users say."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loopguard.blocklist.layers import lay_over
from loopguard.blocklist.library import Library
from loopguard.blocklist.load import described_twice, load_shipped, read_file
from loopguard.blocklist.models import LibraryFile
from loopguard.blocklist.plugins import plugin_files
from loopguard.blocklist.schema import FileReader
from loopguard.domain.errors import BlocklistError, Complaint


def load_library(
    extra: Sequence[Path] = (),
    inline: Mapping[str, Any] = MappingProxyType({}),
    config: Path | None = None,
) -> Library:
    """The index of all that is known: shipped, then plugins, the extra files, the inline table.

    `inline` is the table `blocklist` of the settings in the file `config`.

    Raises BlocklistError with every complaint about every file at once.
    """
    plugins = plugin_files()
    if not plugins and not extra and not inline:
        return load_shipped()
    files: list[LibraryFile] = []
    complaints: list[Complaint] = []
    readable = [(f"{plugin}: {path}", path) for plugin, path in plugins]
    readable += [(_shown(path), path) for path in extra]
    for shown, path in readable:
        read, wrong = read_file(path, shown)
        files += read
        complaints += wrong
    if inline:
        reader = FileReader(_shown(config) if config is not None else "settings", "blocklist")
        files.append(reader.read(inline))
        complaints += reader.complaints
    placed: list[Complaint] = []
    for file in files:
        placed += described_twice([file])
    library, wrong = lay_over(load_shipped(), files)
    placed += wrong
    if inline:
        own = files[-1].path
        placed = [replace(c, key=f"blocklist.{c.key}") if c.file == own else c for c in placed]
    if complaints or placed:
        raise BlocklistError((*complaints, *placed))
    return library


def _shown(path: Path) -> str:
    """The path as the user would type it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
