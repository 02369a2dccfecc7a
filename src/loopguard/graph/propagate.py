"""Walks back from the calls that block to the code on the loop that reaches them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loopguard.domain.summary import Site
from loopguard.graph.edges import Edge, Sink
from loopguard.graph.values import Frame

if TYPE_CHECKING:
    from loopguard.graph.callgraph import CallGraph

Path = tuple[tuple[Frame, Edge], ...]
"""Frames and the edges taken out of them; the last edge leads to a sink."""


@dataclass(frozen=True, slots=True)
class BlockedSite:
    """A place on the loop that reaches a blocking call, and the shortest way there.

    `once` is the frame and edge on the way behind which work is done once only, None where it is
    done each time; `also` are further places that share it; `starting` tells
    whether the place runs at start-up or shutdown only, `needs_loop` whether what it calls uses
    the running loop, and cannot go to a thread.
    """

    frame: Frame
    site: Site
    path: Path
    sink: Sink
    once: tuple[Frame, Edge] | None = None
    also: tuple[tuple[Frame, Site], ...] = ()
    starting: bool = False
    needs_loop: bool = False

    @property
    def confidence(self) -> str:
        """Likely where some step of the way is."""
        return "likely" if any(edge.likely for _, edge in self.path) else "certain"

    @property
    def severity(self) -> str:
        """What is done once only, or while nobody is served yet, is a warning, whatever it is."""
        mild = self.once is not None or self.starting
        return "warning" if mild else self.sink.severity


def propagate(
    graph: CallGraph,
    wanted: Callable[[Sink], bool],
    allowed: Callable[[Frame, Edge, Sink], bool],
    warm: Callable[[Frame, Edge], bool] = lambda frame, edge: False,
    taken_before: Callable[[Path], int | None] = lambda path: None,
    *,
    likely: bool = False,
) -> list[BlockedSite]:
    """Every blocked site of code on the loop, one for each place in the source, in a fixed order.

    `wanted` says which sinks count (selected rules), `allowed` whether a sink's call is reported
    in spite of the comments where it stands, `warm` whether the work behind an edge that runs once
    is done before any loop runs, `taken_before` which step of a way to such work has surely been
    taken by other code before, `likely` whether ways count that are but likely.

    A site that reaches an error and a warning is reported for the error, what is done each time
    goes before what is done once, what is certain before what is likely; among equals the shortest
    way wins, then the first in the source. Sites that reach the same work done once are one.
    """
    best: dict[_Place, tuple[tuple[int, ...], BlockedSite]] = {}
    for rank, (sinks, follows) in enumerate(_passes(wanted, allowed, warm, likely)):
        ways = _Ways(graph, sinks, follows)
        for frame in graph.on_loop:
            for edge in graph.edges[frame]:
                place = _place(frame, edge.site)
                if place in best and best[place][0][0] < rank:
                    continue
                path = _first_of_its_kind(ways.follow(frame, edge), ways, taken_before)
                if path:
                    order = (rank, len(path), edge.site.kind, *_order(path))
                    if place not in best or order < best[place][0]:
                        best[place] = (order, _blocked(path, graph))
    return _merge_once([blocked for _, (_, blocked) in sorted(best.items(), key=lambda i: i[0])])


def nearest(
    graph: CallGraph,
    frames: Iterable[Frame],
    wanted: Callable[[Sink], bool],
    warm: Callable[[Frame, Edge], bool],
) -> dict[Frame, BlockedSite]:
    """For each of the frames that reaches a blocking call, the site that `propagate` prefers."""
    found: dict[Frame, BlockedSite] = {}
    pending = list(frames)
    for sinks, follows in _passes(wanted, lambda frame, edge, sink: True, warm, False):
        ways = _Ways(graph, sinks, follows)
        for frame in pending:
            reaching = [(ways.length(frame, edge), edge) for edge in graph.edges[frame]]
            shortest = min((length for length, _ in reaching if length is not None), default=None)
            if shortest is not None:
                paths = [ways.follow(frame, e) for length, e in reaching if length == shortest]
                path = min(paths, key=lambda path: (path[0][1].site.kind, *_order(path)))
                found[frame] = _blocked(path, graph)
        pending = [frame for frame in pending if frame not in found]
    return found


def _first_of_its_kind(path: Path, ways: _Ways, taken_before: Callable[[Path], int | None]) -> Path:
    """The way, or another one where a step of it leads to work that is done by then; or none."""
    left_out: set[tuple[Frame, Edge]] = set()
    while path and any(edge.once for _, edge in path):
        place = taken_before(path)
        if place is None:
            break
        left_out.add(path[place])
        path = ways.round(*path[0], left_out)
    return path


def _passes(
    wanted: Callable[[Sink], bool],
    allowed: Callable[[Frame, Edge, Sink], bool],
    warm: Callable[[Frame, Edge], bool],
    likely: bool,
) -> list[tuple[_IsSink, _Follows]]:
    """The sinks and the edges that count, the most important first."""

    def is_sink(severity: str | None) -> _IsSink:
        return lambda frame, edge: (
            isinstance(edge.target, Sink)
            and severity in (None, edge.target.severity)
            and wanted(edge.target)
            and allowed(frame, edge, edge.target)
        )

    always: _Follows = lambda frame, edge: not edge.once  # noqa: E731
    once: _Follows = lambda frame, edge: not (edge.once and warm(frame, edge))  # noqa: E731
    followed = [(is_sink("error"), always), (is_sink("warning"), always), (is_sink(None), once)]
    passes = [(sinks, _certain(follows)) for sinks, follows in followed]
    if likely:
        passes += followed
    return passes


def _certain(follows: _Follows) -> _Follows:
    return lambda frame, edge: not edge.likely and follows(frame, edge)


_Place = tuple[int, int, int, int, int, int]
_IsSink = Callable[[Frame, Edge], bool]
_Follows = Callable[[Frame, Edge], bool]


def _place(frame: Frame, site: Site) -> _Place:
    span = (site.line, site.column, site.end_line, site.end_column)
    return (frame.module, frame.function, *span)


def _blocked(path: Path, graph: CallGraph) -> BlockedSite:
    frame, edge = path[0]
    sink = path[-1][1].target
    assert isinstance(sink, Sink)
    once = next(((f, e) for f, e in path if e.once), None)
    starting = (frame.module, frame.function) in graph.starting
    needs_loop = edge.target in graph.needing
    return BlockedSite(frame, edge.site, path, sink, once, (), starting, needs_loop)


def _merge_once(blocked: Iterable[BlockedSite]) -> list[BlockedSite]:
    """One site for each piece of work done once, which names the others."""
    merged: dict[object, BlockedSite] = {}
    for site in blocked:
        key: object = _place(site.frame, site.site)
        if site.once is not None:
            frame, edge = site.once
            if isinstance(edge.target, Frame) and not edge.site.once:  # a memoised function
                key = (edge.target.module, edge.target.function)
            else:
                key = ("guard", frame.module, frame.function, edge.site.statement)
        first = merged.get(key)
        if first is None:
            merged[key] = site
        else:
            merged[key] = replace(first, also=(*first.also, (site.frame, site.site)))
    return list(merged.values())


class _Ways:
    """The shortest way from each frame to a sink, along the edges that may be followed."""

    def __init__(self, graph: CallGraph, is_sink: _IsSink, follows: _Follows) -> None:
        self._graph = graph
        self._is_sink = is_sink
        self._follows = follows
        self._lengths = self._measure()

    def _measure(self) -> dict[Frame, int]:
        callers: dict[Frame, list[Frame]] = {}
        lengths: dict[Frame, int] = {}
        pending: deque[Frame] = deque()
        for frame, edges in self._graph.edges.items():
            for edge in edges:
                if not self._follows(frame, edge):
                    continue
                if isinstance(edge.target, Frame):
                    callers.setdefault(edge.target, []).append(frame)
                elif frame not in lengths and self._is_sink(frame, edge):
                    lengths[frame] = 1
                    pending.append(frame)
        while pending:
            frame = pending.popleft()
            for caller in callers.get(frame, ()):
                if caller not in lengths:
                    lengths[caller] = lengths[frame] + 1
                    pending.append(caller)
        return lengths

    def length(self, frame: Frame, edge: Edge) -> int | None:
        """How many calls lie between this edge and a sink, itself included; None: no way."""
        if not self._follows(frame, edge):
            return None
        if isinstance(edge.target, Sink):
            return 1 if self._is_sink(frame, edge) else None
        below = self._lengths.get(edge.target)
        return None if below is None else below + 1

    def follow(self, frame: Frame, edge: Edge) -> Path:
        """The way from this edge on; empty where there is none."""
        if self.length(frame, edge) is None:
            return ()
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

    def round(self, frame: Frame, edge: Edge, left_out: Set[tuple[Frame, Edge]]) -> Path:
        """The shortest way from this edge on that takes none of those steps; empty: there is none.

        Among equals the first in the source wins.
        """
        pending: deque[Path] = deque([((frame, edge),)])
        seen: set[Frame] = set()
        while pending:
            path = pending.popleft()
            last_frame, last = path[-1]
            if path[-1] in left_out or self.length(last_frame, last) is None:
                continue
            if isinstance(last.target, Sink):
                return path
            if last.target not in seen:
                seen.add(last.target)
                onward = sorted(
                    self._graph.edges[last.target], key=lambda e: (e.site.line, e.site.column)
                )
                pending.extend((*path, (last.target, e)) for e in onward)
        return ()


def _order(path: Path) -> Iterable[int]:
    """Tells ways of equal length apart by where they lead."""
    for frame, edge in path:
        yield from (frame.module, edge.site.line, edge.site.column)
