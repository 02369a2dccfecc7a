"""Gets the summaries of files: from the cache where it knows them, else by reading the files."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from loopguard.cache.place import program_version
from loopguard.cache.states import FileState, Sighting
from loopguard.cache.store import SummaryStore
from loopguard.domain.summary import ModuleSummary
from loopguard.summarize.reading import (
    Read,
    available_processors,
    digest_of,
    processes_for,
    read_summary,
)
from loopguard.summarize.source import Unreadable


class SummaryReader:
    """Reads files, each once; `cache` None keeps nothing, `jobs` 0 is as many as pay."""

    def __init__(self, cache: Path | None, jobs: int = 0) -> None:
        version = program_version("summarize", "domain/summary", "cache")
        self._store = None if cache is None else SummaryStore(cache, version)
        self._jobs = jobs or available_processors()
        self._states: dict[str, FileState] = {}
        self._began = 0
        self.files: dict[str, Sighting] = {}
        """What the files were when they were read; those that could not be read are not there."""

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, ModuleSummary | Unreadable]]:
        """Each path with its summary, or with the reason why it has none."""
        missing = []
        self._began = time.time_ns()
        for path in paths:
            known = self._known(path)
            if known is None:
                missing.append(path)
            else:
                yield path, known
        for read in self._read(missing):
            state = self._states.get(read.path)
            if state is not None and read.content:
                file = self.files[read.path] = Sighting(state, read.content, self._began)
                if self._store is not None and read.problem is None:
                    self._store.put(read.path, file, read.encoded)
            yield read.path, read.outcome

    def earlier(self, path: str, content: bytes) -> ModuleSummary | None:
        """The summary of a content that the file had or has, by its digest, if it is kept."""
        return None if self._store is None else self._store.of_content(path, content)

    def finish(self) -> None:
        """Writes down what was read for the next run."""
        if self._store is not None:
            self._store.save()

    def _known(self, path: str) -> ModuleSummary | None:
        try:
            state = self._states[path] = FileState.of(path)
        except OSError:
            return None
        if self._store is None:
            return None
        summary = self._store.get(path, state, lambda: digest_of(path))
        file = self._store.sighting(path)
        if summary is not None and file is not None:
            self.files[path] = file
        return summary

    def _read(self, paths: Sequence[str]) -> Iterator[Read]:
        sizes = [self._states[path].size if path in self._states else 0 for path in paths]
        processes = processes_for(sum(sizes), self._jobs)
        if processes == 1:
            yield from map(read_summary, paths)
            return
        from loopguard.summarize.parallel import read_in_processes  # costs 30 ms to import

        for part in read_in_processes(paths, sizes, processes):
            yield from part
