"""What other code passes for a parameter: by calls of constructors and functions, and decorators.

Used where the code at hand says nothing, as of an unannotated parameter of `__init__`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard

from loopguard.domain.summary import (
    Attribute,
    Call,
    ClassRef,
    Display,
    Free,
    FunctionRef,
    Import,
    ModuleSummary,
    Name,
    Parameter,
    ParameterKind,
    SiteKind,
)
from loopguard.graph.values import (
    ClassValue,
    ContainerValue,
    FunctionValue,
    InstanceValue,
    LibraryInstance,
    TupleValue,
    Value,
    Values,
    as_likely,
    union,
)

if TYPE_CHECKING:
    from typing import TypeGuard

    from loopguard.graph.link import Linker

_MOST_CALLERS = 24
_MOST_STORES = 6
_OBJECTS = (InstanceValue, LibraryInstance, ContainerValue, TupleValue)


class CallerIndex:
    """Finds calls and decorations across the project, on demand."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._given: dict[tuple[int, int, int], Values] = {}

    def constructor_argument(self, owner: ClassValue, parameter: Parameter) -> Values:
        """What the project passes for a parameter of the class's `__init__`, all calls together.

        The callables of several calls are but likely: which is meant depends on the instance.
        """
        key = (owner.module, parameter.function, parameter.index)
        return self._linker.once(
            self._given, key, lambda: objects_of(self._constructed_with(owner, parameter)), ()
        )

    def _constructed_with(self, owner: ClassValue, parameter: Parameter) -> list[Values]:
        linker = self._linker
        summary = linker.modules[owner.module].summary
        function = summary.functions[parameter.function]
        wanted = function.parameters[parameter.index]
        by_position = wanted.kind in (ParameterKind.POSITIONAL, ParameterKind.EITHER)
        found: list[Values] = []
        callers = self._calls.get(summary.classes[owner.index].name, ())
        for module, index, call in callers[:_MOST_CALLERS]:
            frame = linker.frames.frame(module, index)
            classes = linker.evaluate(call.function, frame)
            if any(isinstance(c, ClassValue) and linker.same_class(c, owner) for c in classes):
                arguments, keywords = linker.calls.arguments(call, frame)
                if by_position and parameter.index - 1 < len(arguments):
                    found.append(arguments[parameter.index - 1])
                else:
                    found.append(dict(keywords).get(wanted.name, ()))
        return found

    def argument(self, module: int, parameter: Parameter) -> Values:
        """What the project passes for a parameter that a function stores away.

        For a method, the callables of several calls are but likely: which is meant depends on the
        object.
        """
        key = (module, parameter.function, parameter.index)
        return self._linker.once(
            self._given, key, lambda: self._find_argument(module, parameter), ()
        )

    def _find_argument(self, module: int, parameter: Parameter) -> Values:
        found = [*self._called_with(module, parameter), *self._decorating(module, parameter)]
        function = self._linker.modules[module].summary.functions[parameter.function]
        return objects_of(found) if function.owner >= 0 else union(*found)

    def _called_with(self, module: int, parameter: Parameter) -> Iterator[Values]:
        linker = self._linker
        function = linker.modules[module].summary.functions[parameter.function]
        for number, index, call in self._calls.get(function.name, ())[:_MOST_CALLERS]:
            frame = linker.frames.frame(number, index)
            for callee in linker.evaluate(call.function, frame):
                if _is_function(callee, module, parameter.function):
                    given = linker.calls.frame_of(callee, *linker.calls.arguments(call, frame))
                    yield dict(given.bindings).get(parameter.index, ())

    def _decorating(self, module: int, parameter: Parameter) -> Iterator[Values]:
        """What the function is applied to as a decorator, by itself or made by another one."""
        functions = self._linker.modules[module].summary.functions
        function = functions[parameter.function]
        names = [function.name, *([functions[function.parent].name] if function.parent > 0 else [])]
        for name in names:
            for number, decorator, decorated in self._decorators.get(name, ())[:_MOST_CALLERS]:
                frame = self._linker.module_frame(number)
                for value in self._linker.evaluate(decorator, frame):
                    if _is_function(value, module, parameter.function):
                        first = 0 if value.receiver is None else 1
                        if parameter.index == first:
                            yield (decorated,)

    @cached_property
    def _calls(self) -> dict[str, list[tuple[int, int, Call]]]:
        """The calls of classes, and of functions that store a parameter away, by their last name.

        Each with its module and function.
        """
        wanted = {c.name for module in self._linker.modules for c in module.summary.classes}
        wanted |= {name for module in self._linker.modules for name in _storing(module.summary)}
        found: dict[str, list[tuple[int, int, Call]]] = {}
        for number, module in enumerate(self._linker.modules):
            expressions = module.summary.expressions
            for index, function in enumerate(module.summary.functions):
                for site in function.sites:
                    if site.kind == SiteKind.CALL:
                        call = expressions[site.target]
                        assert isinstance(call, Call)
                        name = _last_name(module.summary, call.function)
                        if name in wanted:
                            found.setdefault(name, []).append((number, index, call))
        return found

    @cached_property
    def _decorators(self) -> dict[str, list[tuple[int, int, Value]]]:
        """Decorators at module level by their last name: module, expression, what they get."""
        found: dict[str, list[tuple[int, int, Value]]] = {}
        for number, module in enumerate(self._linker.modules):
            summary = module.summary
            decorated: list[tuple[int, Value]] = [
                (decorator, FunctionValue(number, index))
                for index, function in enumerate(summary.functions)
                if function.parent <= 0 and function.owner < 0
                for decorator in function.decorators
            ]
            decorated += [
                (decorator, ClassValue(number, index))
                for index, definition in enumerate(summary.classes)
                if definition.parent < 0
                for decorator in definition.decorators
            ]
            for decorator, value in decorated:
                row = summary.expressions[decorator]
                callee = row.function if isinstance(row, Call) else decorator
                name = _last_name(summary, callee)
                found.setdefault(name, []).append((number, decorator, value))
        return found


def objects_of(found: Sequence[Values]) -> Values:
    """The values of all places; which of the callables of several places is meant, who knows."""
    values = union(*found)
    if len(found) == 1:
        return values
    kept = tuple(v for v in values if isinstance(v, (*_OBJECTS, FunctionValue)))
    return as_likely(kept)


def _is_function(value: Value, module: int, function: int) -> TypeGuard[FunctionValue]:
    return isinstance(value, FunctionValue) and (value.module, value.function) == (module, function)


def _last_name(summary: ModuleSummary, index: int) -> str:
    """The last name of a callee: `add` for `registry.add`; empty where it has none."""
    callee = summary.expressions[index]
    if isinstance(callee, ClassRef):
        return summary.classes[callee.index].name
    if isinstance(callee, FunctionRef):
        return summary.functions[callee.index].name
    return callee.name if isinstance(callee, (Name, Attribute, Free, Import)) else ""


def _storing(summary: ModuleSummary) -> Iterator[str]:
    """Names of functions that put a parameter where other code finds it."""
    kept = list(summary.bindings.values())
    kept += [values for definition in summary.classes for values in definition.instance.values()]
    for values in kept:
        for value in values:
            row = summary.expressions[value]
            parts = row.elements if isinstance(row, Display) else (value,)
            for part in parts:
                stored = summary.expressions[part]
                if isinstance(stored, Parameter):
                    yield summary.functions[stored.function].name
