"""Measures LoopGuard and its peers side by side, and writes docs/benchmarks.md.

    python benchmarks/run.py measure [CORPUS…]   fetch the code, take the measurements
    python benchmarks/run.py page                write the page from what was measured
    python benchmarks/run.py smoke DIRECTORY     all of it once, in small, into that directory

Peers are measured where they are installed beside this Python:
pip install hydroid-cli ty-async flake8-async. Everything is kept in .benchmarks (BENCHMARKS names
another directory); ROUNDS is how often each measurement is taken (5). Linux only.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpora import CORPORA, prepare, python_files
from edits import edits, file_to_edit
from measure import Taken, peak_memory, timed
from page import SCENARIOS, page_of
from tools import TOOLS, Tool, findings_of, forget, installed, run

REPOSITORY = Path(__file__).parents[1]
NOTES = Path(__file__).with_name("notes.md")
PAGE = REPOSITORY / "docs" / "benchmarks.md"
MOST_BYTES_FOR_SLOW_TOOLS = 4_000_000
"""Tools that read less than 50 kB in a second are measured on less code than this."""


def measure(code: Path, tools: list[Tool], rounds: int, scratch: Path) -> dict[str, Any]:
    """The measurements on one corpus: by tool, then by scenario, one for each round."""
    files = python_files(code)
    size = sum(file.stat().st_size for file in files)
    edited = file_to_edit(files)
    original = edited.read_bytes()
    chosen = [tool for tool in tools if not tool.slow or size <= MOST_BYTES_FOR_SLOW_TOOLS]
    found: dict[str, Any] = {tool.name: {name: [] for name in SCENARIOS} for tool in chosen}
    try:
        for tool in chosen:
            cache = scratch / tool.name.replace(" ", "")
            forget(tool, code, cache)
            found[tool.name]["findings"] = findings_of(tool, run(tool.cold(code, cache)))
            found[tool.name]["memory"] = peak_memory(tool.cold(code, cache))
            if tool.cached is not None:
                run(tool.cached(code, cache))
        for number in range(rounds):
            turn = number % len(chosen)
            for tool in chosen[turn:] + chosen[:turn]:  # nobody is always the first
                if tool.slow and number:
                    continue  # once is enough to see how far away it is
                cache = scratch / tool.name.replace(" ", "")
                taken = found[tool.name]
                taken["cold"].append(asdict(_log(tool, "cold", timed(tool.cold(code, cache)))))
                if tool.cached is None:
                    continue
                edited.write_bytes(original)  # the last round has left a call in it
                run(tool.cached(code, cache))
                for scenario, text in edits(original.decode(), f"{tool.name} {number}"):
                    edited.write_bytes(text.encode())
                    again = _log(tool, scenario, timed(tool.cached(code, cache)))
                    taken[scenario].append(asdict(again))
                taken["warm"].append(asdict(_log(tool, "warm", timed(tool.cached(code, cache)))))
    finally:
        edited.write_bytes(original)
        for tool in chosen:
            forget(tool, code, scratch / tool.name.replace(" ", ""))
    return {"files": len(files), "bytes": size, "tools": found}


def _log(tool: Tool, scenario: str, taken: Taken) -> Taken:
    print(f"{tool.name:14} {scenario:7} {taken.wall:8.2f} s", file=sys.stderr)
    return taken


def machine() -> dict[str, Any]:
    """What the figures depend on besides the programs, without names of hosts."""
    cpu = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    memory = int(Path("/proc/meminfo").read_text().split()[1]) * 1024
    return {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "memory": memory,
        "system": platform.system(),
        "python": platform.python_version(),
    }


def measure_corpora(names: list[str], work: Path, rounds: int) -> None:
    """Measures the corpora of these names (none: all), each beside what is known of the others."""
    results = work / "results.json"
    known: dict[str, Any] = json.loads(results.read_text()) if results.exists() else {}
    tools = [tool for tool in TOOLS if installed(tool) is not None]
    for corpus in CORPORA:
        if names and corpus.name not in names:
            continue
        print(f"{corpus.name}: {', '.join(corpus.projects)}", file=sys.stderr)
        code = prepare(corpus, work)
        taken = measure(code, tools, rounds, work / "caches")
        known[corpus.name] = {**asdict(corpus), **taken, "rounds": rounds}
        known["start"] = _start_up(tools, max(rounds, 5))
        known["machine"] = machine()
        known["versions"] = {tool.name: installed(tool) for tool in tools}
        results.write_text(json.dumps(known, indent=1))


def _start_up(tools: list[Tool], rounds: int) -> dict[str, list[dict[str, float]]]:
    commands = {tool.name: tool.version for tool in tools if tool.version}
    return {name: [asdict(timed(c)) for _ in range(rounds)] for name, c in commands.items()}


def smoke(directory: Path) -> None:
    """Measures LoopGuard on the examples of this repository; asserts nothing about time."""
    code = directory / "code"
    shutil.copytree(REPOSITORY / "examples" / "saas", code)
    tools = [tool for tool in TOOLS if tool.name == "LoopGuard"]
    taken = measure(code, tools, 1, directory / "caches")
    corpus = {"name": "examples", "projects": ["examples/saas"], "about": "the examples"}
    results = {
        "examples": {**corpus, **taken, "copies": 1, "rounds": 1},
        "start": _start_up(tools, 1),
        "machine": machine(),
        "versions": {tool.name: installed(tool) for tool in tools},
    }
    (directory / "benchmarks.md").write_text(page_of(results, ""), encoding="utf-8")


def main(arguments: list[str]) -> None:
    work = Path(os.environ.get("BENCHMARKS", ".benchmarks")).resolve()
    match arguments:
        case ["measure", *names]:
            work.mkdir(exist_ok=True)
            (work / ".gitignore").write_text("*\n")
            measure_corpora(names, work, int(os.environ.get("ROUNDS", "5")))
        case ["page"]:
            results = json.loads((work / "results.json").read_text())
            PAGE.write_text(page_of(results, NOTES.read_text(encoding="utf-8")), encoding="utf-8")
        case ["smoke", directory]:
            smoke(Path(directory))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
