"""What has surely run when a call has returned, or when a place in a function is reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Union

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Block,
    Call,
    Exit,
    FunctionSummary,
    Guard,
    GuardKind,
    Literal,
    Site,
    SiteKind,
)
from loopguard.graph.awaiting import coroutine_functions
from loopguard.graph.entrypoints import model_of
from loopguard.graph.implicit import accessor_names
from loopguard.graph.link import Linker
from loopguard.graph.terms import (
    Condition,
    Term,
    TermReader,
    Terms,
    conditions_of,
    opposite,
    replaced,
)
from loopguard.graph.values import (
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryInstance,
    Values,
)

Step = tuple[int, int, Terms]
"""A call of a function: its module, its index, and what its parameters are; all are known."""

Escape = tuple[Condition, ...]
"""A way round a step: all of these hold where it is taken."""

Run = tuple[Step, tuple[Escape, ...]]
"""A step that has run, unless one of the escapes was taken."""

_DEEPEST = 3
_MOST_ESCAPES = 4
_RESULT: Term = ("result",)
_FALSY = frozenset({None, False, ""})


class CertainSteps:
    """Follows the calls that a function makes in any case, some levels down."""

    def __init__(self, linker: Linker, terms: TermReader) -> None:
        self._linker = linker
        self._terms = terms
        self._known: dict[tuple[Frame, int], tuple[Run, ...]] = {}

    def before(self, frame: Frame, site: Site) -> Iterator[Run]:
        """What has run in the frame's function when it reaches the site; in its own terms."""
        function = self._linker.function(frame)
        for earlier in function.sites[: function.sites.index(site)]:
            around = self._left_out(earlier, site.block, function, frame)
            if around is not None and self._is_alive(earlier.guard, frame):
                for step, escapes in self._runs(earlier, frame, _DEEPEST):
                    yield step, (*around, *escapes)

    def _of(self, frame: Frame, depth: int) -> tuple[Run, ...]:
        """What has run when a call of the frame's function has returned, in its own terms."""
        known = self._known.get((frame, depth))
        if known is None:
            self._known[frame, depth] = ()  # meanwhile, for what calls itself
            known = self._known[frame, depth] = tuple(self._run_by(frame, depth))
        return known

    def _run_by(self, frame: Frame, depth: int) -> Iterator[Run]:
        function = self._linker.function(frame)
        exits = [e for e in function.exits if self._is_alive(e.guard, frame)]
        for position, site in enumerate(function.sites) if exits else ():
            ways = self._ways_round(site, position, exits, function, frame)
            if ways is not None and self._is_alive(site.guard, frame):
                for step, escapes in self._runs(site, frame, depth):
                    if len(ways) + len(escapes) <= _MOST_ESCAPES:
                        yield step, (*ways, *escapes)

    def _ways_round(
        self,
        site: Site,
        position: int,
        exits: Sequence[Exit],
        function: FunctionSummary,
        frame: Frame,
    ) -> tuple[Escape, ...] | None:
        """The ways to leave the function without having run the site; None: one may be any."""
        found: dict[Escape, None] = {}
        for leaving in exits:
            failing = self._failing(leaving, frame)
            if leaving.position <= position:
                conditions = (*self._terms.conditions(leaving.guard, frame), *failing)
                ways: tuple[Escape, ...] | None = (conditions,) if conditions else None
            else:
                ways = self._left_out(site, leaving.block, function, frame)
                if ways is None and failing:
                    ways = (failing,)
            if ways is None:
                return None
            found.update(dict.fromkeys(ways))
        return tuple(found)

    def _failing(self, leaving: Exit, frame: Frame) -> Escape:
        """That the result is false, where the function returns nothing else there."""
        row = self._linker.modules[frame.module].summary.expressions[leaving.result]
        is_false = isinstance(row, Literal) and row.value in _FALSY
        return ((_RESULT, GuardKind.FALSE),) if is_false else ()

    def _left_out(
        self, site: Site, block: int, function: FunctionSummary, frame: Frame
    ) -> tuple[Escape, ...] | None:
        """How what follows in `block` is reached without the blocks that hold the site."""
        around = {0}
        while block:
            around.add(block)
            block = function.blocks[block - 1].parent
        found: list[Escape] = []
        inner = site.block
        while inner not in around:
            opened = function.blocks[inner - 1]
            escape = self._not_entered(opened, frame)
            if escape is None:
                return None
            found += [escape] if escape else []
            inner = opened.parent
        return tuple(found)

    def _not_entered(self, block: Block, frame: Frame) -> Escape | None:
        """When a block is left out; empty where it never is, None where that is not known."""
        if block.entry == UNKNOWN:
            return None
        row = self._linker.modules[frame.module].summary.expressions[block.entry]
        if not isinstance(row, Guard):
            return () if self._hides_nothing(block.entry, frame) else None
        asked = self._terms.answer(row.value, frame)
        return None if asked is None else (opposite((asked, GuardKind(row.kind))),)

    def _hides_nothing(self, manager: int, frame: Frame) -> bool:
        """Whether a manager lets through what its body raises, as locks do."""
        values = self._linker.evaluate(manager, frame)
        library = self._linker.library
        return bool(values) and all(
            isinstance(value, LibraryInstance) and library.is_lock(value.name) for value in values
        )

    def _is_alive(self, guard: int, frame: Frame) -> bool:
        return guard == UNKNOWN or self._linker.guards.is_alive(guard, frame)

    # what a site runs

    def _runs(self, site: Site, frame: Frame, depth: int) -> Iterator[Run]:
        """What has run once a site has, in the terms of the frame's function."""
        row = self._linker.modules[frame.module].summary.expressions[site.target]
        if site.kind == SiteKind.LOAD and isinstance(row, Attribute):
            if row.name in self._accessors:
                yield from self._loaded(site, row, frame, depth)
        elif site.kind == SiteKind.CALL and isinstance(row, Call):
            callees = self._linker.evaluate(row.function, frame)
            if site.awaited:
                callees = coroutine_functions(self._linker, callees) or callees
            if len(callees) != 1:
                return
            (callee,) = callees
            if isinstance(callee, FunctionValue):
                given = self._terms.given(site, frame, callee.module, callee.function)
                arguments = self._linker.calls.arguments(row, frame)
                called = self._linker.calls.frame_of(callee, *arguments)
                yield from self._called(site, callee, called, given, frame, depth)
            elif site.awaited:
                yield from self._in_thread(site, row, callees, frame, depth)

    def _loaded(self, site: Site, row: Attribute, frame: Frame, depth: int) -> Iterator[Run]:
        bases = self._linker.evaluate(row.base, frame)
        if len(bases) == 1 and isinstance(bases[0], InstanceValue):
            for getter in self._linker.members.raw_attribute(bases[0], row.name):
                if isinstance(getter, FunctionValue) and getter.kind == "property":
                    called = self._linker.calls.frame_of(getter, (), ())
                    given = self._terms.given(site, frame, getter.module, getter.function)
                    yield from self._called(site, getter, called, given, frame, depth)

    def _in_thread(
        self, site: Site, call: Call, callees: Values, frame: Frame, depth: int
    ) -> Iterator[Run]:
        """What an awaited call runs in a thread: a function, with the arguments that follow it."""
        model = model_of(self._linker, callees[0])
        places = model.offloads if model is not None else ()
        for place in places:
            if isinstance(place, int) and place < len(call.arguments):
                handed = Call(call.arguments[place], call.arguments[place + 1 :], call.keywords)
                values = self._linker.evaluate(handed.function, frame)
                if len(values) == 1 and isinstance(values[0], FunctionValue):
                    callee = values[0]
                    key = (callee.module, callee.function)
                    arguments = self._linker.calls.arguments(handed, frame)
                    called = self._linker.calls.frame_of(callee, *arguments)
                    given = self._terms.passed(handed, frame, *key)
                    if not self._linker.function(called).is_async:
                        yield from self._called(site, callee, called, given, frame, depth)

    def _called(
        self,
        site: Site,
        callee: FunctionValue,
        called: Frame,
        given: Terms,
        frame: Frame,
        depth: int,
    ) -> Iterator[Run]:
        function = self._linker.function(called)
        runs_now = site.awaited if function.is_async else callee.kind != "manager"
        if function.is_generator or callee.likely or not runs_now:
            return
        if None not in given:
            yield (callee.module, callee.function, given), ()
        if not depth or callee.cached:
            return
        result = self._terms.answer(site.target, frame)
        for (module, index, inner), escapes in self._of(called, depth - 1):
            terms = tuple([None if term is None else replaced(term, given) for term in inner])
            said = [_said(escape, given, result) for escape in escapes]
            if None not in terms and all(said):
                yield (module, index, terms), tuple(said)

    @cached_property
    def _accessors(self) -> frozenset[str]:
        return accessor_names(self._linker)


def _said(escape: Escape, given: Terms, result: Union[Term, None]) -> Escape:
    """An escape in the terms of the caller; `result` is what the call gives."""
    own = [condition for condition in escape if condition[0] != _RESULT]
    said = conditions_of(own, given)
    if len(own) < len(escape) and result is not None:
        said.append((result, GuardKind.FALSE))
    return tuple(said)
