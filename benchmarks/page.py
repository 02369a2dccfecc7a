"""The page with the figures: tables of medians, and what was written about them by hand."""

from __future__ import annotations

from statistics import median
from typing import Any

HEAD = """\
# Benchmarks

Written by `benchmarks/run.py`, which anyone can run; only the section at the end is written by
hand. Times are medians of runs in which the tools take turns, in seconds on the clock; in brackets
is the time of all processors together. *Cold* is a run without a cache. *Comment* is a run after a
line with a comment was put on top of one file, *call* the one after a call was added to a function
in it, *warm* the one after that, all with the tool's cache. On a machine with other work the times
in brackets are the ones to compare. Memory is the most that all processes of a cold run hold
together, pages that they share counted once.

Tools differ in what they look for: ruff and flake8-async judge each file by itself, ty-async
follows calls by their names alone, hydroid and LoopGuard follow them through the whole program.
The numbers of findings say nothing about who is right.
"""

SCENARIOS = ("cold", "comment", "call", "warm")
"""The runs that are timed, in the order of the columns."""


def page_of(results: dict[str, Any], notes: str) -> str:
    """The whole page in Markdown."""
    parts = [HEAD, _machine(results), _start_up(results)]
    corpora = [value for value in results.values() if isinstance(value, dict) and "tools" in value]
    parts += [_corpus(corpus) for corpus in corpora]
    parts += [_growth(corpora), notes]
    return "\n".join(part for part in parts if part)


def _machine(results: dict[str, Any]) -> str:
    machine = results["machine"]
    memory = machine["memory"] / 2**30
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    return (
        f"Machine: {machine['cpu']}, {machine['cores']} cores, {memory:.0f} GiB of memory, "
        f"{machine['system']}, Python {machine['python']}. Versions: {versions}.\n"
    )


def _start_up(results: dict[str, Any]) -> str:
    times = [f"{name} {_time(taken, 3)}" for name, taken in results["start"].items()]
    return f"`--version`, in seconds: {', '.join(times)}.\n"


def _corpus(corpus: dict[str, Any]) -> str:
    size = corpus["bytes"] / 1e6
    lines = [
        f"## {corpus['name'].capitalize()}: {corpus['about']}",
        "",
        f"{', '.join(corpus['projects'])}: {corpus['files']:,} files, {size:.1f} MB, "
        f"{corpus['rounds']} rounds.",
        "",
        f"| tool | {' | '.join(SCENARIOS)} | memory, MB | findings |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, taken in corpus["tools"].items():
        times = [_time(taken[scenario]) for scenario in SCENARIOS]
        memory = f"{taken['memory'] / 1e6:.0f}"
        lines.append(f"| {name} | {' | '.join(times)} | {memory} | {taken['findings']} |")
    lines += ["", *_ratios(corpus["tools"])]
    return "\n".join(lines) + "\n"


def _time(taken: list[dict[str, float]], digits: int = 2) -> str:
    if not taken:
        return "no cache"
    return f"{_median(taken):.{digits}f} ({_median(taken, 'cpu'):.{digits}f})"


def _median(taken: list[dict[str, float]], what: str = "wall") -> float:
    return median(each[what] for each in taken)


def _ratios(tools: dict[str, Any]) -> list[str]:
    """LoopGuard's time as a multiple of each peer's; below 1 LoopGuard is the faster one."""
    own = tools.get("LoopGuard")
    peers = {name: taken for name, taken in tools.items() if name != "LoopGuard"}
    if own is None or not peers:
        return []
    head = f"| LoopGuard's time divided by that of | {' | '.join(SCENARIOS)} |"
    lines = [head, "|---|---|---|---|---|"]
    for name, taken in peers.items():
        cells = []
        for scenario in SCENARIOS:
            of_peer = taken[scenario] or taken["cold"]  # what keeps nothing does all of it again
            ratios = [_median(own[scenario], w) / _median(of_peer, w) for w in ("wall", "cpu")]
            cells.append("{:.2f} ({:.2f})".format(*ratios))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def _growth(corpora: list[dict[str, Any]]) -> str:
    """How the times grow with the code, where a corpus is another one several times over."""
    by_projects = {tuple(c["projects"]): c for c in corpora if c["copies"] == 1}
    lines = []
    for corpus in corpora:
        single = by_projects.get(tuple(corpus["projects"]))
        if corpus["copies"] == 1 or single is None:
            continue
        lines += [
            "## Growth",
            "",
            f"{corpus['copies']} times the code of *{single['name']}*, as a multiple of its "
            "figures:",
            "",
            f"| tool | {' | '.join(SCENARIOS)} | memory | findings |",
            "|---|---|---|---|---|---|---|",
        ]
        for name, taken in corpus["tools"].items():
            base = single["tools"].get(name)
            if base is not None:
                cells = [_multiple(taken[s], base[s]) for s in SCENARIOS]
                cells.append(f"{taken['memory'] / base['memory']:.1f}")
                cells.append(f"{taken['findings'] / max(base['findings'], 1):.1f}")
                lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _multiple(taken: list[dict[str, float]], base: list[dict[str, float]]) -> str:
    return f"{_median(taken) / _median(base):.1f}" if taken and base else "no cache"
