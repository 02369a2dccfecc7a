"""Names for objects that mean the same in several functions, to compare what code says of them.

A term is what an expression stands for, told by the parameters of the function at hand and by what
the program has one of: `self.client` of a method is an attribute of its first parameter, and in a
function that calls the method on `pool` it is `pool.client`. Equal terms are the same object as
long as nobody assigns it anew. What makes a new object each time has no term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard, Union

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Call,
    ClassRef,
    FunctionRef,
    Guard,
    Guarded,
    GuardKind,
    Import,
    Literal,
    Name,
    Narrowed,
    Parameter,
    ParameterKind,
    Site,
    SiteKind,
    Starred,
    Subscript,
)
from loopguard.graph.link import Linker
from loopguard.graph.values import (
    ClassValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryValue,
    ModuleValue,
    Value,
)

Term = tuple[object, ...]
"""What kind of thing it is, and what tells it from others of this kind."""

Terms = tuple[Union[Term, None], ...]
"""What a function's parameters stand for, by their places; None where that is not known."""

Condition = tuple[Term, GuardKind]
"""A `Guard` of one object."""

_THERE_IS_ONE = (ClassValue, ModuleValue, LibraryValue)
_NAMED = (Name, Import, ClassRef, FunctionRef, Attribute)
_OPPOSITE = {
    GuardKind.TRUE: GuardKind.FALSE,
    GuardKind.FALSE: GuardKind.TRUE,
    GuardKind.NONE: GuardKind.SET,
    GuardKind.SET: GuardKind.NONE,
}
_CONTRADICTIONS = {
    GuardKind.TRUE: (GuardKind.FALSE, GuardKind.NONE),
    GuardKind.FALSE: (GuardKind.TRUE,),
    GuardKind.NONE: (GuardKind.SET, GuardKind.TRUE),
    GuardKind.SET: (GuardKind.NONE,),
}
_BY_NAME = (ParameterKind.KEYWORD, ParameterKind.TAKEN)
_NOTHING: Term = ("nothing",)


def parameter(place: int) -> Term:
    """A parameter of the function at hand."""
    return ("parameter", place)


def replaced(term: Term, given: Terms) -> Term | None:
    """The term as the caller of a function says it, which has `given` these for its parameters."""
    if term[0] == "parameter":
        place = term[1]
        assert isinstance(place, int)
        return given[place] if place < len(given) else None
    parts: list[object] = []
    for part in term:
        if isinstance(part, tuple):
            part = replaced(part, given)
            if part is None:
                return None
        parts.append(part)
    return tuple(parts)


def conditions_of(
    conditions: Iterator[Condition] | Sequence[Condition], given: Terms
) -> list[Condition]:
    """Those conditions that can be said by the caller of a function."""
    said = [(replaced(term, given), kind) for term, kind in conditions]
    return [(term, kind) for term, kind in said if term is not None]


def opposite(condition: Condition) -> Condition:
    """What is true where the condition does not hold."""
    return condition[0], _OPPOSITE[condition[1]]


def contradicts(condition: Condition, facts: Sequence[Condition]) -> bool:
    """Whether the condition cannot hold where all the facts do."""
    term, kind = condition
    return any((term, other) in facts for other in _CONTRADICTIONS[kind])


class TermReader:
    """Tells what expressions stand for."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def term(self, index: int, frame: Frame) -> Term | None:
        """What an expression of the frame's function stands for, by its parameters."""
        row = self._linker.modules[frame.module].summary.expressions[index]
        if isinstance(row, _NAMED):
            values = self._linker.evaluate(index, frame)
            if len(values) == 1 and _is_one(values[0]):
                return ("value", values[0])
        match row:
            case Parameter(function=function, index=place) if function == frame.function:
                return parameter(place)
            case Literal(value=value, kind=kind):
                return ("literal", value, kind)
            case Name(name=name):
                return ("global", frame.module, name)
            case Import(name=name) if name:
                modules = self._linker.imported_modules(row, frame)
                return ("global", modules[0], name) if modules else None
            case Attribute(base=base, name=name):
                owner = self.term(base, frame)
                return None if owner is None else ("attribute", owner, name)
            case Narrowed(value=value) | Guarded(value=value):
                return self.term(value, frame)
            case Call() if self._is_singleton(row, frame):
                return self.answer(index, frame)
        return None

    def answer(self, index: int, frame: Frame) -> Term | None:
        """The same for what a condition asks, where a call means what it gives."""
        row = self._linker.modules[frame.module].summary.expressions[index]
        if not isinstance(row, Call):
            return self.term(index, frame)
        parts = [self.term(part, frame) for part in (row.function, *row.arguments)]
        if row.keywords or None in parts:
            return None
        return ("answer", *parts)

    def _is_singleton(self, call: Call, frame: Frame) -> bool:
        """Whether the class that is called keeps the object that its calls give (`__new__`)."""
        callees = self._linker.evaluate(call.function, frame)
        if len(callees) != 1 or not isinstance(callees[0], ClassValue):
            return False
        made = InstanceValue(callees[0].module, callees[0].index)
        return any(
            isinstance(maker, FunctionValue) and self._gives_what_is_kept(maker)
            for maker in self._linker.members.raw_attribute(made, "__new__")
        )

    def _gives_what_is_kept(self, maker: FunctionValue) -> bool:
        summary = self._linker.modules[maker.module].summary
        results = summary.functions[maker.function].results
        given = [summary.expressions[row] for r in results for row in summary.reachable(r)]
        return any(isinstance(row, (Attribute, Subscript, Name)) for row in given)

    def conditions(self, guard: int, frame: Frame) -> Iterator[Condition]:
        """The conditions of a guard, the innermost first, as far as they have terms."""
        expressions = self._linker.modules[frame.module].summary.expressions
        while guard != UNKNOWN:
            row = expressions[guard]
            assert isinstance(row, Guard)
            if row.kind in _OPPOSITE:
                asked = self.answer(row.value, frame)
                if asked is not None:
                    yield asked, GuardKind(row.kind)
            guard = row.outer

    def given(self, site: Site, frame: Frame, module: int, function: int) -> Terms:
        """What a site gives for the parameters of a function that it runs."""
        row = self._linker.modules[frame.module].summary.expressions[site.target]
        if site.kind == SiteKind.CALL and isinstance(row, Call):
            return self.passed(row, frame, module, function)
        if site.kind == SiteKind.LOAD and isinstance(row, Attribute):
            return (self.term(row.base, frame),)
        return self._of_unknown(module, function)

    def passed(self, call: Call, frame: Frame, module: int, function: int) -> Terms:
        """What a call of a function gives for its parameters; nothing known if it runs another."""
        expressions = self._linker.modules[frame.module].summary.expressions
        called = self._linker.evaluate(call.function, frame)
        callee = next((v for v in called if _is_function(v, module, function)), None)
        is_spread = any(isinstance(expressions[a], Starred) for a in call.arguments)
        if callee is None or is_spread or not all(name for name, _ in call.keywords):
            return self._of_unknown(module, function)
        parameters = self._linker.modules[module].summary.functions[function].parameters
        found: list[Term | None] = []
        if callee.receiver is not None:
            found = [self._receiver(call, frame)]
        by_position, by_name = list(call.arguments), dict(call.keywords)
        for place, taken in enumerate(parameters[len(found) :], start=len(found)):
            if taken.kind == ParameterKind.VARIADIC:
                found.append(None if by_position else _NOTHING)
                by_position = []
            elif taken.kind == ParameterKind.KEYWORDS:
                found.append(None if by_name else _NOTHING)
            elif by_position and taken.kind not in _BY_NAME:
                found.append(self.term(by_position.pop(0), frame))
            elif taken.name in by_name:
                found.append(self.term(by_name.pop(taken.name), frame))
            else:
                found.append(self._default(module, function, place, taken.default))
        return tuple(found)

    def _receiver(self, call: Call, frame: Frame) -> Term | None:
        written = self._linker.modules[frame.module].summary.expressions[call.function]
        return self.term(written.base, frame) if isinstance(written, Attribute) else None

    def _of_unknown(self, module: int, function: int) -> Terms:
        return (None,) * len(self._linker.modules[module].summary.functions[function].parameters)

    def _default(self, module: int, function: int, place: int, index: int) -> Term | None:
        if index == UNKNOWN:
            return None
        row = self._linker.modules[module].summary.expressions[index]
        if isinstance(row, Literal):
            return ("literal", row.value, row.kind)
        return ("default", module, function, place)


def _is_function(value: Value, module: int, function: int) -> TypeGuard[FunctionValue]:
    return isinstance(value, FunctionValue) and (value.module, value.function) == (module, function)


def _is_one(value: Value) -> bool:
    """Whether the value is the same object wherever it is met."""
    if isinstance(value, FunctionValue):
        return value.receiver is None and value.closure is None
    return isinstance(value, _THERE_IS_ONE) and getattr(value, "closure", None) is None
