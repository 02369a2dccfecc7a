"""Summarizes files in several processes; the results are the same as in one."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from loopguard.summarize.reading import Read, chunks, read_summary


def read_in_processes(
    paths: Sequence[str], sizes: Sequence[int], processes: int
) -> Iterator[list[Read]]:
    """Reads and summarizes the files, some at a time, in their order; `sizes` are in bytes.

    Where a process dies (killed for want of memory, say), this one does the rest itself.
    """
    parts = [[paths[number] for number in part] for part in chunks(sizes)]
    with ProcessPoolExecutor(
        processes,
        mp_context=_context(),
        initializer=sys.setrecursionlimit,
        initargs=(sys.getrecursionlimit(),),
    ) as pool:
        pending = deque(pool.submit(_read_all, part) for part in parts)
        for part in parts:
            try:
                done = pending.popleft().result()  # kept no longer than it is needed
            except BrokenProcessPool:
                done = _read_all(part)
            yield done


def _context() -> multiprocessing.context.BaseContext:
    """Copies of this process where the system can make them: they need no imports of their own."""
    methods = multiprocessing.get_all_start_methods()
    fork = sys.platform == "linux" and "fork" in methods
    return multiprocessing.get_context("fork" if fork else "spawn")


def _read_all(paths: Sequence[str]) -> list[Read]:
    return [read_summary(path) for path in paths]
