"""LoopGuard in flake8: `flake8 --select LG`.

flake8 asks a plugin for one file after the other, in several processes. What blocks shows only in
the whole program, so it is checked once, when flake8 has read its options and before it starts its
processes: those that are forked inherit the findings. Where they are started anew, each finds the
result in the cache.
"""

from __future__ import annotations

import ast
import gc
import multiprocessing
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import loopguard
from loopguard import config
from loopguard.baseline import hold_back, read_baseline
from loopguard.cache.place import cache_directory
from loopguard.domain.errors import UserError
from loopguard.domain.finding import Finding
from loopguard.engine import Resources, check

PREFIX = "LG"

_ByPath = dict[str, list[Finding]]
Report = tuple[int, int, str, type]
"""Line (1-based), column (0-based, in characters), text that begins with the code, and the class of
the plugin, as flake8 wants them."""


class Plugin:
    """What flake8 makes for each file."""

    name = "loopguard"
    version = loopguard.__version__
    _found: ClassVar[_ByPath | None] = None

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        self._filename = filename
        self._lines = lines

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Checks the program; flake8 calls this once in each run, and in each process it starts.

        Raises flake8's ExecutionError where the settings are wrong.
        """
        paths = [path for path in options.filenames or ["."] if os.path.exists(path)]
        if "-" in (options.filenames or ()):
            cls._found = None  # the text comes later, with the file
        elif paths and _is_wanted(options):
            cls._found = _findings([Path(path) for path in paths])
        else:
            cls._found = {}

    def run(self) -> Iterator[Report]:
        """The findings in the file."""
        file = os.path.realpath(self._filename)
        found = self._found
        if found is None:
            # Standard input: the text counts in the place of the file of that name.
            found = _findings([Path(self._filename)], {file: "".join(self._lines)})
        for finding in found.get(file, ()):
            text = f"{finding.code} {finding.message}"
            yield finding.span.line, finding.span.column - 1, text, type(self)


def _is_wanted(options: Namespace) -> bool:
    """Whether flake8 would report any of our codes: the whole program is not read for nothing."""
    chosen = [*(options.select or ()), *(options.extend_select or ())]
    ours = [code for code in chosen if code.startswith(PREFIX)]
    left_out = [*(options.ignore or ()), *(options.extend_ignore or ())]
    if ours:
        return True
    if any(PREFIX.startswith(code) for code in left_out):
        return False
    return not options.select or any(PREFIX.startswith(code) for code in chosen)


def _findings(paths: Sequence[Path], edited: Mapping[str, str] = MappingProxyType({})) -> _ByPath:
    """The new findings at and below the paths, by absolute path."""
    first = Path(os.path.realpath(paths[0]))
    found: _ByPath = {}
    try:
        settings = config.read_settings(first if first.is_dir() else first.parent)
        # A process of a pool must not start others.
        jobs = 1 if multiprocessing.current_process().daemon else 0
        resources = Resources(jobs, cache_directory(settings.root))
        with _without_collector():
            result = check(paths, settings, resources=resources, edited=edited)
        if settings.baseline_file is not None:
            entries = read_baseline(settings.baseline_file)
            result = hold_back(result, entries, settings.root).result
    except UserError as error:
        from flake8.exceptions import ExecutionError  # flake8 has to be there by now

        raise ExecutionError(str(error)) from error
    for finding in result.findings:
        found.setdefault(os.path.realpath(finding.path), []).append(finding)
    return found


@contextmanager
def _without_collector() -> Iterator[None]:
    """Looking for garbage takes a third of the time of a check and finds none."""
    was_on = gc.isenabled()
    limit = sys.getrecursionlimit()
    gc.disable()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        if was_on:
            gc.enable()
