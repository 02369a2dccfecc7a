"""Verifies many blocklist files, each in a process of its own, several at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from loopguard.blocklist.distributions import installed_version
from loopguard.blocklist.models import LibraryFile
from loopguard.blocklist.verify import Outcome, VerifiedEntry

_LONGEST = 600.0
"""Seconds after which a library is given up."""


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """A blocklist file with the outcome of its entries.

    `installed` is empty where the library is not installed; there are no entries then. `problem`
    says why none could be looked at although it is.
    """

    file: LibraryFile
    installed: str
    entries: tuple[VerifiedEntry, ...] = ()
    problem: str = ""

    def count(self, outcome: Outcome) -> int:
        """The number of entries with this outcome."""
        return sum(entry.outcome is outcome for entry in self.entries)


def verify_files(
    files: Sequence[LibraryFile], paths: Sequence[Path], jobs: int
) -> list[VerifiedFile]:
    """The results in the order of the files; `paths` are all files that make up the blocklist."""
    with tempfile.TemporaryDirectory() as nowhere, ThreadPoolExecutor(max(1, jobs)) as pool:
        work = [pool.submit(_verify, file, paths, nowhere) for file in files]
        return [future.result() for future in work]


def _verify(file: LibraryFile, paths: Sequence[Path], directory: str) -> VerifiedFile:
    installed = installed_version(file)
    if not installed:
        return VerifiedFile(file, "")
    command = [sys.executable, "-m", "loopguard.blocklist.verify_worker", file.path]
    try:
        done = subprocess.run(
            [*command, *(str(path.resolve()) for path in paths)],
            cwd=directory,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_search_path())},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
        rows = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return VerifiedFile(file, installed, problem=f"not done after {_LONGEST:.0f} s")
    except ValueError:  # nothing was written, or not all of it
        return VerifiedFile(file, installed, problem=_last_words(done))
    entries = tuple(VerifiedEntry(name, Outcome(outcome), detail) for name, outcome, detail in rows)
    return VerifiedFile(file, installed, entries)


def _search_path() -> list[str]:
    """Where this process finds modules, without the working directory that `python -m` adds.

    A file of the user's (stat.py) would pose as a library there, or break the interpreter.
    """
    wanted = {os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p}
    paths = [os.path.abspath(path) for path in sys.path if path]
    return [path for path in paths if path in wanted or path != os.getcwd()]


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    shown = f": {lines[-1]}" if lines else ""
    return f"the process that imports it ended with exit code {done.returncode}{shown}"
