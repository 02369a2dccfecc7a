"""What a run may use, and whom it tells how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[str, int, int], None]
"""Told the stage, how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a run may use; its result does not depend on it.

    `jobs` is the most processes (0: as many as pay), `cache` the directory in which summaries and
    results are kept for the next run (None: nowhere).
    """

    jobs: int = 0
    cache: Path | None = None


_RECURSION = 12_000
"""Deep enough for the expressions of generated code; each level takes a handful of frames."""


def allow_deep_code() -> None:
    """Lets code of great depth be read and followed."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))


NOTHING_KEPT = Resources()


def tell_nobody(stage: str, done: int, total: int) -> None:
    """The progress of a run that nobody watches."""
