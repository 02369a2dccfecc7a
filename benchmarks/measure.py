"""How long a process and those that it starts take, and how much memory they hold together."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock, and seconds of processor time of all processes together."""

    wall: float
    cpu: float


def timed(command: list[str]) -> Taken:
    """Runs the command to its end. Raises where it fails rather than finds."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    _refuse_failure(command, process.returncode)
    return Taken(wall, usage.ru_utime + usage.ru_stime)


def peak_memory(command: list[str]) -> int:
    """The most bytes that the command and all that it starts hold at one time.

    Pages that several processes share are counted once (PSS), so that the sum is what the machine
    has to give. The measuring costs time: it is a run of its own. Linux only.
    """
    peak = 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(_held_by(pid) for pid in _family(process.pid)))
        time.sleep(INTERVAL)
    _refuse_failure(command, process.returncode)
    return peak


def _refuse_failure(command: list[str], code: int) -> None:
    if code not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {code}")


def _family(pid: int) -> list[int]:
    """The process and its descendants that are alive."""
    family = [pid]
    for member in family:
        try:
            threads = list(Path(f"/proc/{member}/task").iterdir())
            children = [(thread / "children").read_text().split() for thread in threads]
        except OSError:
            continue
        family += [int(child) for each in children for child in each]
    return family


def _held_by(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
