"""Which work that is done once has surely been done when a place asks for it.

Of all places that reach such work, the one that comes first does it. A place is never the first if
each way to it has made the same call before: in the same function, or in every caller of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loopguard.domain.summary import GuardKind, Site
from loopguard.graph.called_by import CallerTable
from loopguard.graph.callgraph import CallGraph
from loopguard.graph.certain import CertainSteps, Step
from loopguard.graph.edges import Edge
from loopguard.graph.entrypoints import ASYNC
from loopguard.graph.link import Linker
from loopguard.graph.terms import (
    Condition,
    TermReader,
    Terms,
    conditions_of,
    contradicts,
    parameter,
    replaced,
)
from loopguard.graph.values import Frame

_MOST_LEVELS = 2
_EMPTY = (GuardKind.NONE, GuardKind.FALSE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the code before a place: has one of the steps run, where these facts hold?

    The steps have their places on the way down. All is said in the terms of one function.
    """

    steps: dict[Step, int]
    facts: tuple[Condition, ...]

    def of_caller(self, given: Terms, facts: Sequence[Condition]) -> _Asked:
        """The same in the terms of a caller, under whose own facts it is called."""
        steps: dict[Step, int] = {}
        for (module, function, terms), place in self.steps.items():
            said = tuple([None if term is None else replaced(term, given) for term in terms])
            if None not in said:
                steps.setdefault((module, function, said), place)
        return _Asked(steps, (*conditions_of(self.facts, given), *facts))


class PrecedingSteps:
    """Finds the step on a way that has surely been taken before."""

    def __init__(self, linker: Linker, graph: CallGraph) -> None:
        self.behind: set[tuple[int, int, Site]] = set()
        """The places on the loop, by module and function, of which such a way was asked for."""
        entries = {(f.module, f.function) for f, why in graph.on_loop.items() if why != ASYNC}
        self._linker = linker
        self._terms = TermReader(linker)
        self._certain = CertainSteps(linker, self._terms)
        self._callers = CallerTable(linker, self._terms, entries)

    def taken_before(self, path: Sequence[tuple[Frame, Edge]]) -> int | None:
        """The place on the path of a step that is never the first of its kind; None: there is none.

        Behind such a step lies work done once for an object that it names.
        """
        asked = self._asked(path)
        frame, edge = path[0]
        place = self._search(frame, edge.site, asked, _MOST_LEVELS) if asked.steps else None
        if place is not None:
            self.behind.add((frame.module, frame.function, edge.site))
        return place

    def _asked(self, path: Sequence[tuple[Frame, Edge]]) -> _Asked:
        first = self._linker.function(path[0][0])
        given: Terms = tuple([parameter(place) for place in range(len(first.parameters))])
        facts: list[Condition] = []
        steps: list[tuple[int, Step]] = []
        last = -1
        for place, (frame, edge) in enumerate(path):
            conditions = list(self._terms.conditions(edge.site.guard, frame))
            conditions = conditions_of(conditions, given)
            facts += conditions
            if edge.site.once and any(kind in _EMPTY for _, kind in conditions):
                last = place - 1  # what makes the check has to be called again
            if isinstance(edge.target, Frame):
                target = edge.target
                own = self._terms.given(edge.site, frame, target.module, target.function)
                given = tuple([None if term is None else replaced(term, given) for term in own])
                if None not in given:
                    steps.append((place, (target.module, target.function, given)))
                    if edge.once and not edge.site.once:  # a memoised function
                        last = place
        kept: dict[Step, int] = {}
        for place, step in steps:
            if place <= last:
                kept.setdefault(step, place)
        return _Asked(kept, tuple(facts))

    def _search(self, frame: Frame, site: Site, asked: _Asked, levels: int) -> int | None:
        taken = [
            asked.steps[step]
            for step, escapes in self._certain.before(frame, site)
            if step in asked.steps
            and all(any(contradicts(c, asked.facts) for c in escape) for escape in escapes)
        ]
        if taken or not levels:
            return min(taken, default=None)
        found: list[int] = []
        for caller in self._callers.of(frame):
            facts = list(self._terms.conditions(caller.site.guard, caller.frame))
            above = asked.of_caller(caller.given, facts)
            place = None
            if above.steps:
                place = self._search(caller.frame, caller.site, above, levels - 1)
            if place is None:
                return None
            found.append(place)
        return max(found, default=None)
