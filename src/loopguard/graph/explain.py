"""Why the calls on one line are reported, or why not."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from loopguard.domain.finding import Step
from loopguard.domain.summary import Call, Site, SiteKind
from loopguard.graph.callgraph import CallGraph
from loopguard.graph.describe import describe, why_unknown, written
from loopguard.graph.edges import Edge, Sink, display_name
from loopguard.graph.link import Linker
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import (
    Frame,
    FunctionValue,
    LibraryInstance,
    LibraryMember,
    LibraryValue,
    Value,
    union,
)
from loopguard.graph.witness import qualified_name, witness

_MOST_CALLEES = 4
_SPECIAL = {SiteKind.ENTER: ("__enter__", "__exit__"), SiteKind.ITERATE: ("__iter__", "__next__")}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one call (`with`, `for`, attribute) of a line.

    Places are as in a witness: lines 1-based, columns 0-based in UTF-8 bytes. `chain` leads from
    the code that the loop runs (`entry` says why it does) to the function of the call; it is empty
    for such code itself. `callees` says what is called, `unknown` why that is not known.
    `verdict` is the outcome in one sentence, `trace` the witness of the finding, if there is one.
    """

    line: int
    column: int
    kind: SiteKind
    code: str
    function: str
    on_loop: bool
    entry: str
    chain: tuple[Step, ...]
    callees: tuple[str, ...]
    unknown: str
    verdict: str
    trace: tuple[Step, ...]


def explain_line(
    linker: Linker,
    graph: CallGraph,
    blocked: tuple[BlockedSite, ...],
    behind: Set[tuple[int, int, Site]],
    is_silenced: Callable[[BlockedSite], bool],
    module: int,
    line: int,
) -> list[Explanation]:
    """The calls that begin on the line (1-based), or those of the statement around it.

    `behind` are places that reach work which other code has done by then, `is_silenced` says of a
    blocked site whether a comment or a setting keeps it from being reported.
    """
    return _Explainer(linker, graph, blocked, behind, is_silenced, module).explain(line)


class _Explainer:
    def __init__(
        self,
        linker: Linker,
        graph: CallGraph,
        blocked: tuple[BlockedSite, ...],
        behind: Set[tuple[int, int, Site]],
        is_silenced: Callable[[BlockedSite], bool],
        module: int,
    ) -> None:
        self._behind = behind
        self._is_silenced = is_silenced
        self._linker = linker
        self._graph = graph
        self._blocked = blocked
        self._module = module
        self._summary = linker.modules[module].summary

    def explain(self, line: int) -> list[Explanation]:
        sites = list(self._sites(line))
        begin = [(number, site) for number, site in sites if site.line == line]
        return [self._explain(number, site) for number, site in begin or sites]

    def _sites(self, line: int) -> Iterator[tuple[int, Site]]:
        for number, function in enumerate(self._summary.functions):
            for site in function.sites:
                loads_code = site.kind != SiteKind.LOAD or self._edges(number, site)
                operates = site.kind != SiteKind.OPERATOR or self._edges(number, site)
                if site.line <= line <= site.end_line and loads_code and operates:
                    yield number, site

    def _frames(self, number: int) -> list[Frame]:
        """The contexts in which the loop runs the function, in the order of their discovery."""
        known = [f for f in self._graph.edges if (f.module, f.function) == (self._module, number)]
        return known or [self._linker.frames.frame(self._module, number)]

    def _edges(self, number: int, site: Site) -> list[tuple[Frame, Edge]]:
        return [
            (frame, edge)
            for frame in self._frames(number)
            for edge in self._graph.edges.get(frame, ())
            if edge.site == site
        ]

    def _explain(self, number: int, site: Site) -> Explanation:
        frames = self._frames(number)
        way = self._way_from_loop(frozenset(frames))
        callees = self._callees(site, frames)
        names = [describe(callee, self._linker) for callee in callees]
        target = self._target(site)
        reported = self._reported(number, site)
        silenced = reported is not None and self._is_silenced(reported)
        trace = (
            witness(reported, self._linker.modules) if reported is not None and not silenced else ()
        )
        if reported is not None and silenced:
            verdict = f"it blocks the event loop ({reported.sink.rule}), and is silenced here"
        elif reported is not None:
            rule = reported.sink.rule
            verdict = f"it blocks the event loop: {rule}, {reported.severity}"
            if reported.once is not None:
                verdict += ", for work that is done once"
        else:
            verdict = self._why_silent(number, site, frames, way is not None, callees)
        entry = way[0][0] if way else frames[0]
        return Explanation(
            site.line,
            site.column,
            SiteKind(site.kind),
            written(target, self._module, self._linker),
            qualified_name(frames[0], self._linker.modules),
            way is not None,
            self._graph.on_loop.get(entry, "") if way is not None else "",
            tuple(self._step(frame, edge) for frame, edge in way or () if edge is not None),
            tuple(dict.fromkeys(names))[:_MOST_CALLEES],
            "" if callees else why_unknown(target, frames[0], self._linker),
            verdict,
            trace,
        )

    def _target(self, site: Site) -> int:
        """The expression that is called, entered, iterated or loaded."""
        row = self._summary.expressions[site.target]
        return row.function if isinstance(row, Call) and not self._is_object(site) else site.target

    def _is_object(self, site: Site) -> bool:
        return site.kind in (SiteKind.ENTER, SiteKind.ITERATE, SiteKind.IMPORT)

    def _callees(self, site: Site, frames: list[Frame]) -> tuple[Value, ...]:
        target = self._target(site)
        return union(*[self._linker.evaluate(target, frame) for frame in frames])

    def _reported(self, number: int, site: Site) -> BlockedSite | None:
        for blocked in self._blocked:
            places = [(blocked.frame, blocked.site), *blocked.also]
            for frame, other in places:
                if other == site and (frame.module, frame.function) == (self._module, number):
                    return blocked
        return None

    def _reported_above(self, number: int, site: Site) -> BlockedSite | None:
        for blocked in self._blocked:
            for frame, edge in blocked.path:
                here = (frame.module, frame.function) == (self._module, number)
                if here and edge.site == site:
                    return blocked
        return None

    def _step(self, frame: Frame, edge: Edge) -> Step:
        target = edge.target
        callee = (
            target.name
            if isinstance(target, Sink)
            else qualified_name(target, self._linker.modules)
        )
        module = self._linker.modules[frame.module]
        where = (module.display, edge.site.line, edge.site.column)
        return Step(*where, qualified_name(frame, self._linker.modules), callee)

    def _way_from_loop(self, targets: frozenset[Frame]) -> list[tuple[Frame, Edge | None]] | None:
        """The shortest way from code that the loop runs to one of the frames; None: no way."""
        came: dict[Frame, tuple[Frame, Edge] | None] = dict.fromkeys(self._graph.on_loop)
        pending = deque(came)
        while pending:
            frame = pending.popleft()
            if frame in targets:
                way: list[tuple[Frame, Edge | None]] = [(frame, None)]
                step = came[frame]
                while step is not None:
                    way.insert(0, step)
                    step = came[step[0]]
                return way
            for edge in self._graph.edges.get(frame, ()):
                if isinstance(edge.target, Frame) and edge.target not in came:
                    came[edge.target] = (frame, edge)
                    pending.append(edge.target)
        return None

    def _why_silent(
        self,
        number: int,
        site: Site,
        frames: list[Frame],
        on_loop: bool,
        callees: tuple[Value, ...],
    ) -> str:
        if not on_loop:
            handed = self._graph.offloaded.get((self._module, number))
            if handed is not None:
                frame, where, taker = handed
                place = f"{self._linker.modules[frame.module].display}:{where.line}"
                return f"it does not run on the event loop: {place} hands it to {taker}"
            if number == 0:
                return "it runs when the module is imported"
            return "no code that an event loop runs leads here"
        if (self._module, number, site) in self._behind:
            return "the work is done once, and each way here has done it before"
        edges = self._edges(number, site)
        sinks = [edge.target for _, edge in edges if isinstance(edge.target, Sink)]
        frames_below = [edge.target for _, edge in edges if isinstance(edge.target, Frame)]
        above = self._reported_above(number, site)
        if above is not None:
            module = self._linker.modules[above.frame.module]
            place = f"{module.display}:{above.site.line}"
            return f"it blocks, and is reported where the loop calls down here: {place}"
        if any(edge.once for _, edge in edges):
            return "the work is done once, and has been done before the loop runs"
        if sinks:
            name = sinks[0].name
            return f"{name} blocks, but its rule {sinks[0].rule} is off, or a comment allows it"
        if not callees:
            return "what it calls is not known"
        if any(self._linker.function(target).is_generator for target in frames_below):
            return "it makes a generator, which runs where it is iterated"
        if frames_below:
            return "nothing that blocks is called below, as far as it is known"
        return self._why_harmless(site, callees)

    def _why_harmless(self, site: Site, callees: tuple[Value, ...]) -> str:
        library = self._linker.library
        for callee in callees:
            models = []
            if isinstance(callee, LibraryValue):
                models = [library.function(callee.name)]
            elif isinstance(callee, LibraryMember):
                models = [library.method(callee.owner, callee.path)]
            elif isinstance(callee, LibraryInstance):
                methods = _SPECIAL.get(SiteKind(site.kind), ())
                models = [library.method(callee.name, method) for method in methods]
            elif isinstance(callee, FunctionValue):
                function = self._linker.modules[callee.module].summary.functions[callee.function]
                if function.is_async:
                    return "it is an async function: what blocks in it is reported there"
                return "it makes a generator, which runs where it is iterated"
            for model in models:
                if model is not None and model.blocks:
                    if site.awaited:
                        return "the result is awaited, so this is not the blocking call"
                    return f"{model.name} blocks, but not with these arguments or on its own handle"
                if model is not None and model.offloads:
                    return f"{model.name} runs its argument in another thread"
            if isinstance(callee, (LibraryValue, LibraryMember)):
                name = display_name(callee)
                return f"the blocklist says of {name} neither that it blocks nor what it calls"
        return "it runs no code that blocks, as far as it is known"
