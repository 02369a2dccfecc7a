"""A progress bar on standard error, for runs that a person waits for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from loopguard.engine import Progress as Callback

_PATIENCE = 1.0
"""Seconds before the bar appears; most runs are over by then and never load rich for it."""

_LABELS = {"read": "Reading files", "link": "Following calls", "flag": "Looking at findings"}


@contextmanager
def watched(stream: TextIO) -> Iterator[Callback | None]:
    """Gives the callback that draws the bar; none where nobody watches the stream."""
    if not stream.isatty():
        yield None
        return
    bar = _Bar(stream)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def update(self, stage: str, done: int, total: int) -> None:
        if self._progress is None:
            if time.monotonic() - self._started < _PATIENCE:
                return
            self._open()
        assert self._progress is not None
        assert self._task is not None
        self._progress.update(
            self._task, description=_LABELS[stage], completed=done, total=max(total, 1)
        )

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=self._stream),
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task("")

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()
