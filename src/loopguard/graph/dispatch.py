"""Which function `functools.singledispatch` chooses for an argument."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from loopguard.domain.summary import Attribute, Call
from loopguard.graph.values import FunctionValue, LiteralValue, Value, Values, scalar, union

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_REGISTER = "register"


class DispatchIndex:
    """Finds the functions that are registered with a generic one, on demand."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def implementations(
        self, generic: FunctionValue, argument: Values
    ) -> tuple[FunctionValue, ...]:
        """The functions that take an argument of these types; the generic one if none does."""
        found = tuple(
            msgspec.structs.replace(function, receiver=generic.receiver)
            for types, function in self._registered.get((generic.module, generic.function), ())
            if any(self._linker.members.is_a(_as_instance(value), types) for value in argument)
        )
        return found or (generic,)

    @cached_property
    def _registered(self) -> dict[tuple[int, int], list[tuple[Values, FunctionValue]]]:
        linker = self._linker
        found: dict[tuple[int, int], list[tuple[Values, FunctionValue]]] = {}
        for number, module in enumerate(linker.modules):
            frame = linker.module_frame(number)
            for index, function in enumerate(module.summary.functions):
                for decorator in function.decorators:
                    row = module.summary.expressions[decorator]
                    given: Values = ()
                    if isinstance(row, Call):
                        given = linker.evaluate_all(row.arguments[:1], frame)
                        row = module.summary.expressions[row.function]
                    if not isinstance(row, Attribute) or row.name != _REGISTER:
                        continue
                    types = union(*[linker.instance_of(value) for value in given])
                    first = function.parameters[1 if function.owner >= 0 else 0 :][:1]
                    if not types and first:
                        types = linker.annotations.read(first[0].annotation, frame)
                    for generic in linker.evaluate(row.base, frame):
                        if isinstance(generic, FunctionValue):
                            key = (generic.module, generic.function)
                            found.setdefault(key, []).append((types, FunctionValue(number, index)))
        return found


def _as_instance(value: Value) -> Value:
    return scalar(value.kind) if isinstance(value, LiteralValue) else value
