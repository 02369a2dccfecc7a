"""What a drawing shows: functions by file, the calls between them, and the calls that block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import Cause, ranked_causes
from loopguard.reporters.links import posix
from loopguard.reporters.totals import blocking_calls, count_of

MOST_ENTRIES = 6
"""Entry points that are drawn for one cause; the others are counted in one node."""


class Kind(Enum):
    """What a node stands for."""

    ENTRY = "entry"
    FUNCTION = "function"
    ERROR = "error"
    WARNING = "warning"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Node:
    """A function, a blocking call, or a number of entry points that are not drawn.

    `file` groups the functions; it is empty for what belongs to no file.
    """

    key: str
    label: str
    kind: Kind
    file: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges (from, to) in the order in which they are to be written."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]

    @property
    def files(self) -> dict[str, list[Node]]:
        """The nodes by file, those without one under the empty name."""
        groups: dict[str, list[Node]] = {}
        for node in self.nodes:
            groups.setdefault(node.file, []).append(node)
        return groups


def functions_of(result: CheckResult) -> list[str]:
    """The qualified names of all functions on some way to a blocking call, sorted."""
    return sorted({name for finding in blocking_calls(result) for name in _functions(finding)})


def passes_through(finding: Finding, name: str) -> bool:
    """Whether the function with this name, whole or its last parts, is on the way."""
    return any(f == name or f.endswith(f".{name}") for f in _functions(finding))


def _functions(finding: Finding) -> Iterator[str]:
    yield from (step.function for step in finding.trace)
    yield from (place.function for place in finding.also)


def build_graph(result: CheckResult, *, function: str = "", limit: int = 0) -> Graph:
    """The ways to the `limit` gravest causes (0: to all), or only those through `function`.

    Where something is left out, the title says so.
    """
    findings = blocking_calls(result)
    if function:
        findings = tuple(f for f in findings if passes_through(f, function))
    causes = ranked_causes(findings)
    shown = causes[:limit] if limit else causes
    builder = _Builder()
    for cause in shown:
        builder.add(cause)
    return Graph(
        _title(causes, shown, function), tuple(builder.nodes.values()), tuple(builder.edges)
    )


def _title(causes: list[Cause], shown: list[Cause], function: str) -> str:
    through = f" through {function}" if function else ""
    entries = {entry for cause in shown for entry in cause.entry_points}
    held = f"holding up {count_of(len(entries), 'entry point')}{through}"
    if len(shown) < len(causes):
        cut = f"{len(shown)} of {count_of(len(causes), 'blocking call')}, the gravest first"
        return f"{cut}, {held} (--limit 0 draws all)"
    return f"{count_of(len(causes), 'blocking call')}, {held}"


class _Builder:
    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], None] = {}

    def add(self, cause: Cause) -> None:
        step = cause.step
        kind = Kind.ERROR if cause.gravest.severity == "error" else Kind.WARNING
        sink = f"{step.path}:{step.line}:{step.column} {cause.callee}"
        entries = len(cause.entry_points)
        most = entries if entries == MOST_ENTRIES + 1 else MOST_ENTRIES  # a node stands for two
        drawn: dict[str, None] = {}
        for finding in cause.findings:
            if finding.function in drawn or len(drawn) < most:
                drawn[finding.function] = None
                self._way(finding, sink)
            for place in finding.also:
                if place.function in drawn or len(drawn) < most:
                    drawn[place.function] = None
                    below = finding.trace[1].function if len(finding.trace) > 1 else sink
                    self._function(place.function, place.path, Kind.ENTRY)
                    self._edge(place.function, below)
        left = entries - len(drawn)
        if left:
            key = f"more {sink}"
            label = f"{count_of(left, 'more entry point')}"
            self.nodes[key] = Node(key, label, Kind.MORE, "")
            self._edge(key, step.function if step.function not in drawn else sink)
        self.nodes[sink] = Node(sink, f"{cause.callee}\nline {step.line}", kind, "")

    def _way(self, finding: Finding, sink: str) -> None:
        for number, step in enumerate(finding.trace):
            self._function(step.function, step.path, Kind.FUNCTION if number else Kind.ENTRY)
        names = [step.function for step in finding.trace]
        for above, below in zip(names, [*names[1:], sink], strict=True):
            self._edge(above, below)

    def _function(self, name: str, path: str, kind: Kind) -> None:
        known = self.nodes.get(name)
        if known is None or (known.kind is Kind.FUNCTION and kind is Kind.ENTRY):
            self.nodes[name] = Node(name, _short(name), kind, posix(path))

    def _edge(self, above: str, below: str) -> None:
        if above != below:
            self.edges[above, below] = None


def _short(name: str) -> str:
    """A function as its file's readers know it: the last two parts of its name."""
    return ".".join(name.replace(".<locals>", "").split(".")[-2:])


def numbered(nodes: Iterable[Node]) -> dict[str, str]:
    """Short names that every drawing language takes, by the keys of the nodes."""
    return {node.key: f"n{number}" for number, node in enumerate(nodes)}
