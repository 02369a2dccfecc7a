"""Walks back from the calls that block to the code on the loop that reaches them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loopguard.blocklist.models import CallableModel
from loopguard.domain.summary import Site
from loopguard.graph.callgraph import CallGraph, Edge, Sink
from loopguard.graph.values import Frame

Path = tuple[tuple[Frame, Edge], ...]
"""Frames and the edges taken out of them; the last edge leads to a sink."""


@dataclass(frozen=True, slots=True)
class BlockedSite:
    """A place on the loop that reaches a blocking call, and the shortest way there."""

    frame: Frame
    site: Site
    path: Path
    sink: Sink


def propagate(
    graph: CallGraph,
    wanted: Callable[[CallableModel], bool],
    allowed: Callable[[Frame, Edge, CallableModel], bool],
) -> list[BlockedSite]:
    """Every blocked site of code on the loop, one for each place in the source, in a fixed order.

    `wanted` says which sinks count (selected rules), `allowed` whether a sink's call is permitted
    by a comment where it stands. A site that reaches an error and a warning is reported for the
    error; among equals the shortest way wins, then the first in the source.
    """
    best: dict[tuple[int, int, int, int, int, int], tuple[tuple[int, ...], BlockedSite]] = {}
    for rank, severity in enumerate(("error", "warning")):
        way = _ways(graph, _of_severity(severity, wanted), allowed)
        for frame in graph.on_loop:
            for edge in graph.edges[frame]:
                length = way.length(frame, edge)
                if length is None:
                    continue
                path = way.follow(frame, edge)
                sink = path[-1][1].target
                assert isinstance(sink, Sink)
                site = edge.site
                key = (
                    frame.module, frame.function,
                    site.line, site.column, site.end_line, site.end_column,
                )  # fmt: skip
                order = (rank, length, site.kind, *_order(path))
                if key not in best or order < best[key][0]:
                    best[key] = (order, BlockedSite(frame, site, path, sink))
    return [blocked for _, (_, blocked) in sorted(best.items(), key=lambda item: item[0])]


def _of_severity(
    severity: str, wanted: Callable[[CallableModel], bool]
) -> Callable[[CallableModel], bool]:
    return lambda model: model.severity == severity and wanted(model)


class _Ways:
    """The shortest way from each frame to a sink."""

    def __init__(self, lengths: dict[Frame, int], graph: CallGraph, is_sink: _IsSink) -> None:
        self._lengths = lengths
        self._graph = graph
        self._is_sink = is_sink

    def length(self, frame: Frame, edge: Edge) -> int | None:
        """How many calls lie between this edge and a sink, itself included; None: no way."""
        if isinstance(edge.target, Sink):
            return 1 if self._is_sink(frame, edge) else None
        below = self._lengths.get(edge.target)
        return None if below is None else below + 1

    def follow(self, frame: Frame, edge: Edge) -> Path:
        """The way from this edge on."""
        steps = [(frame, edge)]
        while isinstance(edge.target, Frame):
            frame = edge.target
            options = [
                (length, candidate.site.line, candidate.site.column, position, candidate)
                for position, candidate in enumerate(self._graph.edges[frame])
                if (length := self.length(frame, candidate)) is not None
            ]
            edge = min(options, key=lambda option: option[:4])[4]
            steps.append((frame, edge))
        return tuple(steps)


_IsSink = Callable[[Frame, Edge], bool]


def _ways(
    graph: CallGraph,
    wanted: Callable[[CallableModel], bool],
    allowed: Callable[[Frame, Edge, CallableModel], bool],
) -> _Ways:
    def is_sink(frame: Frame, edge: Edge) -> bool:
        sink = edge.target
        return isinstance(sink, Sink) and wanted(sink.model) and allowed(frame, edge, sink.model)

    callers: dict[Frame, list[Frame]] = {}
    lengths: dict[Frame, int] = {}
    pending: deque[Frame] = deque()
    for frame, edges in graph.edges.items():
        for edge in edges:
            if isinstance(edge.target, Frame):
                callers.setdefault(edge.target, []).append(frame)
            elif frame not in lengths and is_sink(frame, edge):
                lengths[frame] = 1
                pending.append(frame)
    while pending:
        frame = pending.popleft()
        for caller in callers.get(frame, ()):
            if caller not in lengths:
                lengths[caller] = lengths[frame] + 1
                pending.append(caller)
    return _Ways(lengths, graph, is_sink)


def _order(path: Path) -> Iterable[int]:
    """Tells ways of equal length apart by where they lead."""
    for frame, edge in path:
        yield from (frame.module, edge.site.line, edge.site.column)
