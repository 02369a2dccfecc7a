"""What LoopGuard knows about other people's code: reads, checks and indexes `blocklist/*.toml`.

What the package offers is imported when it is first asked for: a run that uses an earlier result
looks for plugins and needs no more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loopguard.blocklist.library import Library
    from loopguard.blocklist.load import load_files, load_shipped
    from loopguard.blocklist.own import load_library

__all__ = ["Library", "load_files", "load_library", "load_shipped"]

_HOMES = {"Library": "library", "load_files": "load", "load_library": "own", "load_shipped": "load"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f"{__name__}.{home}"), name)
