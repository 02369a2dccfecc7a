"""Makes the frame of a called function: which of its parameters holds what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Literal,
    Parameter,
    ParameterKind,
    ParameterSummary,
)
from loopguard.graph.values import (
    Arguments,
    ContainerValue,
    Frame,
    FunctionValue,
    InstanceValue,
    Keywords,
    LibraryInstance,
    LiteralValue,
    TupleValue,
    Values,
    is_flag,
    relevant_values,
    union,
    without_members,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

UNKNOWN_KEYWORDS = ""
"""Stands among the keywords of a call for `**x` and `*x` that are not known."""


_MOST_REMEMBERED = 4_000
"""Calls whose frames are remembered: the same one is asked for at about the same time."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """How a function takes its arguments: the places of its parameters, by the way to pass them.

    `places` are those that are passed by position, `taken` the names of those that are among the
    `**kwargs` as well, `deciding_defaults` the defaults that decide a branch.
    """

    places: tuple[int, ...]
    by_name: dict[str, int]
    taken: frozenset[str]
    variadic: int | None
    keywords: int | None
    deciding_defaults: dict[int, Values]


class FrameMaker:
    """Makes every frame of a called function."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._signatures: dict[tuple[int, int], _Signature] = {}
        self._made_before: dict[tuple[FunctionValue, Arguments, Keywords], Frame] = {}

    def of(self, callee: FunctionValue, arguments: Arguments, keywords: Keywords) -> Frame:
        """The frame in which the function runs when it is called like this."""
        linker, key = self._linker, (callee, arguments, keywords)
        known = self._made_before.get(key)
        if known is None:
            reduced = linker.frames.reduced
            made, is_whole = linker.whole(lambda: self._make(callee, arguments, keywords))
            # What was not told to a function with many contexts depends on when it was called.
            if is_whole and linker.frames.reduced == reduced and linker.decisive.is_settled:
                if len(self._made_before) >= _MOST_REMEMBERED:
                    self._made_before.clear()
                self._made_before[key] = made
            return made
        return known

    def _make(self, callee: FunctionValue, arguments: Arguments, keywords: Keywords) -> Frame:
        signature = self._signature(callee)
        bindings: dict[int, Values] = {}
        places = signature.places
        if callee.receiver is not None:
            bindings[0] = without_members((callee.receiver,))
            places = places[1:]
        for position, values in zip(places, arguments, strict=False):
            self._bind(bindings, callee, signature, position, values)
        rest: dict[str, Values] = {}
        for name, values in keywords:
            if name in signature.by_name:
                self._bind(bindings, callee, signature, signature.by_name[name], values)
            if name not in signature.by_name or name in signature.taken:
                rest[name] = relevant_values(values)
        if UNKNOWN_KEYWORDS not in rest:
            for position, values in signature.deciding_defaults.items():
                bindings.setdefault(position, values)
        if signature.variadic is not None and len(arguments) > len(places):
            extra = [relevant_values(values) for values in arguments[len(places) :]]
            bindings[signature.variadic] = (TupleValue(tuple(extra)),)
        if signature.keywords is not None and any(rest.values()):
            keyed = tuple([(LiteralValue(name, "str"), rest[name]) for name in rest])
            bindings[signature.keywords] = (ContainerValue("dict", union(*rest.values()), keyed),)
        return self._linker.frames.frame(callee.module, callee.function, callee.closure, bindings)

    def _signature(self, callee: FunctionValue) -> _Signature:
        key = (callee.module, callee.function)
        known = self._signatures.get(key)
        if known is None:
            summary = self._linker.modules[callee.module].summary
            parameters = summary.functions[callee.function].parameters
            known = _Signature(
                places=_of_kinds(parameters, ParameterKind.POSITIONAL, ParameterKind.EITHER),
                by_name={
                    parameters[position].name: position
                    for position in _of_kinds(
                        parameters, ParameterKind.EITHER, ParameterKind.KEYWORD, ParameterKind.TAKEN
                    )
                },
                taken=frozenset(p.name for p in parameters if p.kind == ParameterKind.TAKEN),
                variadic=next(iter(_of_kinds(parameters, ParameterKind.VARIADIC)), None),
                keywords=next(iter(_of_kinds(parameters, ParameterKind.KEYWORDS)), None),
                deciding_defaults=dict(self._deciding_defaults(callee)),
            )
            if self._linker.decisive.is_settled:
                self._signatures[key] = known
        return known

    def _deciding_defaults(self, callee: FunctionValue) -> Iterator[tuple[int, Values]]:
        """What decides branches where a call leaves it at its default."""
        summary = self._linker.modules[callee.module].summary
        for position, parameter in enumerate(summary.functions[callee.function].parameters):
            default = summary.expressions[parameter.default]
            if isinstance(default, Literal):
                given: Values = (LiteralValue(default.value, default.kind),)
                values = self._decisive(given, callee, position)
                if values:
                    yield position, values
            elif isinstance(default, Attribute) and self._linker.decisive.is_wanted(
                callee.module, callee.function, position
            ):
                given = self._linker.evaluate(
                    parameter.default, self._linker.module_frame(callee.module)
                )
                if len(given) == 1 and given != without_members(given):
                    yield position, given

    def _decisive(self, values: Values, callee: FunctionValue, position: int) -> Values:
        """The argument if it is a flag, None, or a text by which the function may branch."""
        if is_flag(values):
            return values
        value = values[0] if len(values) == 1 else None
        if not isinstance(value, LiteralValue):
            return ()
        place = (callee.module, callee.function, position)
        if value.value is None:
            return values if self._linker.decisive.is_asked_for(*place) else ()
        if not isinstance(value.value, str) or not self._linker.decisive.is_wanted(*place):
            return ()
        return (self._linker.decisive.abstract(value.value, *place),)

    def _bind(
        self,
        bindings: dict[int, Values],
        callee: FunctionValue,
        signature: _Signature,
        position: int,
        values: Values,
    ) -> None:
        """Notes an argument, unless the annotation says as much and the default decides nothing."""
        linker = self._linker
        summary = linker.modules[callee.module].summary.functions[callee.function]
        decisive = self._decisive(values, callee, position)
        if decisive:
            bindings[position] = decisive
            return
        if not relevant_values(values):
            parameter = summary.parameters[position]
            if parameter.default != UNKNOWN:
                bindings[position] = ()  # whatever it is, it is not the default
            return
        if not linker.decisive.is_wanted(callee.module, callee.function, position):
            values = without_members(values)
        declared = linker.declared(
            Parameter(callee.function, position), linker.module_frame(callee.module)
        )
        if summary.parameters[position].annotation != UNKNOWN and _are_objects(declared):
            # The annotation says which of several values can be meant.
            values = tuple(v for v in values if linker.members.is_a(v, declared)) or declared
        if values != declared or position in signature.deciding_defaults:
            bindings[position] = values


def _of_kinds(parameters: Sequence[ParameterSummary], *kinds: int) -> tuple[int, ...]:
    return tuple([place for place, p in enumerate(parameters) if p.kind in kinds])


def _are_objects(values: Values) -> bool:
    """Whether a type names classes whose instances can be told from others."""
    return bool(values) and all(
        isinstance(v, InstanceValue)
        or (isinstance(v, LibraryInstance) and not v.name.startswith(("builtins.", "typing")))
        for v in values
    )
