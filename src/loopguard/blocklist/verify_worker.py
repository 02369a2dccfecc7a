"""Verifies one file in a process of its own: `python -m loopguard.blocklist.verify_worker`.

Takes the name of the file to verify and the paths of all files, and writes one line of JSON.
Whatever the imported libraries print, connect to or leave running is of no consequence.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

from loopguard.blocklist.distributions import versions_by_module
from loopguard.blocklist.load import load_files
from loopguard.blocklist.verify import verify_file

_NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"})


def main(wanted: str, paths: list[str]) -> None:
    """Writes the outcome of each entry as `[name, outcome, detail]`, and ends the process."""
    report, complaints = os.dup(1), os.dup(2)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    warnings.simplefilter("ignore")
    sys.addaudithook(_refuse_network)
    try:
        library = load_files(map(Path, paths))
        (file,) = (file for file in library.files if file.path == wanted)
        entries = verify_file(file, library, versions_by_module(file))
        rows = [[entry.name, entry.outcome.value, entry.detail] for entry in entries]
        with os.fdopen(report, "w", encoding="utf-8") as stream:
            json.dump(rows, stream)
    except BaseException:
        with os.fdopen(complaints, "w", encoding="utf-8") as stream:
            traceback.print_exc(file=stream)
        os._exit(1)
    os._exit(0)  # threads that a library has started do not keep the process


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise OSError("there is no network while the blocklist is verified")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
