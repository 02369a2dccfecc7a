"""How long it takes to load the whole blocklist, from its compiled form and from its files.

    python benchmarks/blocklist_load.py [ROUNDS]

Each measurement is a process of its own, as at each start of the program; the two forms take
turns. Prints medians in milliseconds, of the time that passes and of the processor's (which a busy
machine changes less), without the time in which Python and LoopGuard's modules are imported.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys

import loopguard

COMPILED = """
import time
from loopguard.blocklist import load_shipped
load_shipped()  # makes the compiled form where it is out of date
load_shipped.cache_clear()
began, worked = time.perf_counter(), time.process_time()
library = load_shipped()
print((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)
"""

FILES = """
import time
from loopguard.blocklist.load import load_files, shipped_directory
paths = sorted(shipped_directory().glob("*.toml"))
began, worked = time.perf_counter(), time.process_time()
library = load_files(paths)
print((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)
"""

COUNT = """
from loopguard.blocklist import load_shipped
library = load_shipped()
print(len(library.files), sum(1 for _ in library.callables()))
"""


def output_of(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times: dict[str, list[list[float]]] = {"compiled": [], "files": []}
    for _ in range(rounds):
        for form, code in (("compiled", COMPILED), ("files", FILES)):
            times[form].append([float(text) for text in output_of(code).split()])
    files, callables = output_of(COUNT).split()
    print(f"LoopGuard {loopguard.__version__}, Python {platform.python_version()}, {rounds} rounds")
    print(f"{files} files, {callables} callables")
    for form, found in times.items():
        passed, worked = map(statistics.median, zip(*found, strict=True))
        print(f"{form:9} {passed:7.1f} ms, {worked:7.1f} ms of the processor")


if __name__ == "__main__":
    main()
