"""Every place that calls a function, if nothing else can: what has to be known before it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loopguard.domain.summary import UNKNOWN, Attribute, Call, Site, SiteKind
from loopguard.graph.link import Linker
from loopguard.graph.mentions import Mentions
from loopguard.graph.startup import FunctionKey
from loopguard.graph.terms import TermReader, Terms, parameter
from loopguard.graph.values import (
    ClassValue,
    Frame,
    FunctionValue,
    InstanceValue,
    Values,
)

_MOST_CALLERS = 12
_UNBOUND = frozenset({"builtins.staticmethod"})
_BOUND = frozenset({"builtins.classmethod"})

_Place = tuple[int, int, Site]
"""A module, one of its functions, and a call there."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A call of a function, and what it gives for the parameters in the terms of the caller."""

    frame: Frame
    site: Site
    given: Terms


class CallerTable:
    """Finds all calls of a function by its name; `entries` are functions that a framework runs."""

    def __init__(self, linker: Linker, terms: TermReader, entries: Iterable[FunctionKey]) -> None:
        self._linker = linker
        self._terms = terms
        self._entries = frozenset(entries)
        self._mentions: dict[int, Mentions] = {}
        self._places: dict[FunctionKey, tuple[_Place, ...]] = {}

    def of(self, frame: Frame) -> tuple[Caller, ...]:
        """The calls of the frame's function; none where others may call it too."""
        key = (frame.module, frame.function)
        places = self._places.get(key)
        if places is None:
            places = self._places[key] = tuple(self._find(key))
        return tuple([self._caller(frame, *place) for place in places])

    def _caller(self, called: Frame, module: int, function: int, site: Site) -> Caller:
        """The caller, as a method of the same object where it calls a method of its own."""
        linker = self._linker
        frame = linker.frames.frame(module, function)
        call = linker.modules[module].summary.expressions[site.target]
        assert isinstance(call, Call)
        written = linker.modules[module].summary.expressions[call.function]
        own = linker.function(called)
        if isinstance(written, Attribute) and own.owner >= 0:
            base = self._terms.term(written.base, frame)
            if base == parameter(0) and linker.function(frame).owner >= 0:
                self_ = self._object(called)
                if self_:
                    frame = linker.frames.frame(module, function, None, {0: self_})
        return Caller(frame, site, self._terms.passed(call, frame, called.module, called.function))

    def _object(self, frame: Frame) -> Values:
        """What the first parameter of a method is."""
        known = dict(frame.bindings).get(0)
        if known:
            return known
        function = self._linker.function(frame)
        kinds = self._decorated(frame.module, function.decorators)
        made = InstanceValue(frame.module, function.owner)
        return (ClassValue(frame.module, function.owner) if kinds & _BOUND else made,)

    def _decorated(self, module: int, decorators: Iterable[int]) -> frozenset[str]:
        frame = self._linker.module_frame(module)
        found = [v for d in decorators for v in self._linker.evaluate(d, frame) or ("",)]
        return frozenset(str(getattr(value, "name", "")) for value in found)

    def _find(self, key: FunctionKey) -> Iterator[_Place]:
        module, index = key
        function = self._linker.modules[module].summary.functions[index]
        name = function.name
        if function.is_lambda or function.parent >= 0 or name.startswith("__"):
            return
        if key in self._entries:
            return
        if not self._decorated(module, function.decorators) <= _BOUND | _UNBOUND:
            return
        found: list[_Place] = []
        for number in self._linker.mentioning(name):
            more = self._calls_in(number, name, key)
            if more is None or len(found) + len(more) > _MOST_CALLERS:
                return
            found += more
        yield from found

    def _calls_in(self, number: int, name: str, key: FunctionKey) -> list[_Place] | None:
        """The calls that a module makes of a function; None where it may use it otherwise."""
        linker, mentions = self._linker, self._mentions_of(number)
        if name in mentions.named:
            return None
        found: list[_Place] = []
        for caller, callee in sorted(mentions.callers.get(name, ())):
            if self._may_be(linker.evaluate(callee, linker.frames.frame(number, caller)), key):
                summary = linker.modules[number].summary
                for site in summary.functions[caller].sites:
                    row = summary.expressions[site.target]
                    called = row.function if isinstance(row, Call) else UNKNOWN
                    if site.kind == SiteKind.CALL and called == callee:
                        found.append((number, caller, site))
        return found

    def _mentions_of(self, number: int) -> Mentions:
        if number not in self._mentions:
            self._mentions[number] = Mentions(self._linker.modules[number].summary)
        return self._mentions[number]

    def _may_be(self, values: Values, key: FunctionKey) -> bool:
        """Whether one of the values is the function, or a method in whose place it may stand."""
        owner = self._linker.modules[key[0]].summary.functions[key[1]].owner
        classes: set[tuple[int, int]] = set()
        if owner >= 0:
            ancestors = self._linker.members.ancestors(InstanceValue(key[0], owner))
            classes = {(a.module, a.index) for a in ancestors if isinstance(a, ClassValue)}
        for value in values:
            if isinstance(value, FunctionValue):
                function = self._linker.modules[value.module].summary.functions[value.function]
                if (value.module, value.function) == key:
                    return True
                if function.owner >= 0 and (value.module, function.owner) in classes:
                    return True
        return not values
