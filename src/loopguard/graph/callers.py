"""What other code says of an object: who constructs it with what, who sets its attributes.

Used where the code at hand says nothing: an unannotated parameter of `__init__`, an attribute of
an application object that some start-up function fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Call,
    ClassRef,
    Free,
    Import,
    Name,
    Parameter,
    SiteKind,
    Store,
)
from loopguard.graph.values import (
    ClassValue,
    ContainerValue,
    InstanceValue,
    LibraryInstance,
    TupleValue,
    Values,
    union,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_CALLERS = 24
_OBJECTS = (InstanceValue, LibraryInstance, ContainerValue, TupleValue)


class CallerIndex:
    """Finds constructor calls and attribute assignments across the project, on demand."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._given: dict[tuple[int, int, int], Values] = {}

    def constructor_argument(self, owner: ClassValue, parameter: Parameter) -> Values:
        """What the project passes for a parameter of the class's `__init__`, all calls together.

        Callables count only where a single call constructs the class: which of several is meant
        depends on the instance.
        """
        key = (owner.module, parameter.function, parameter.index)
        if key not in self._given:
            self._given[key] = ()  # a class that constructs itself
            self._given[key] = self._search(owner, parameter)
        return self._given[key]

    def _search(self, owner: ClassValue, parameter: Parameter) -> Values:
        linker = self._linker
        summary = linker.modules[owner.module].summary
        function = summary.functions[parameter.function]
        name = function.parameters[parameter.index].name
        found: list[Values] = []
        callers = self._constructions.get(summary.classes[owner.index].name, ())
        for module, index, call in callers[:_MOST_CALLERS]:
            frame = linker.frames.frame(module, index)
            classes = linker.evaluate(call.function, frame)
            if any(isinstance(c, ClassValue) and linker.same_class(c, owner) for c in classes):
                arguments, keywords = linker.calls.arguments(call, frame)
                if parameter.index - 1 < len(arguments):
                    found.append(arguments[parameter.index - 1])
                else:
                    found.append(dict(keywords).get(name, ()))
        values = union(*found)
        if len(found) == 1:
            return values
        return tuple(value for value in values if isinstance(value, _OBJECTS))

    @cached_property
    def _constructions(self) -> dict[str, list[tuple[int, int, Call]]]:
        """Every call by the last name of its callee, where that could be a class."""
        classes = {c.name for module in self._linker.modules for c in module.summary.classes}
        found: dict[str, list[tuple[int, int, Call]]] = {}
        for number, module in enumerate(self._linker.modules):
            expressions = module.summary.expressions
            for index, function in enumerate(module.summary.functions):
                for site in function.sites:
                    if site.kind != SiteKind.CALL:
                        continue
                    call = expressions[site.target]
                    assert isinstance(call, Call)
                    callee = expressions[call.function]
                    if isinstance(callee, ClassRef):
                        name = module.summary.classes[callee.index].name
                    elif isinstance(callee, (Name, Attribute, Free, Import)):
                        name = callee.name
                    else:
                        continue
                    if name in classes:
                        found.setdefault(name, []).append((number, index, call))
        return found

    def stored_attribute(self, chain: Sequence[str], name: str) -> Values:
        """What `….state.name` holds if exactly one place of the project assigns it.

        `chain` are the trailing names of the object: ("app", "state").
        """
        stores = [
            store for store in self._stores.get(name, ()) if tuple(chain) == store[2][-len(chain) :]
        ]
        if len(stores) != 1:
            return ()
        module, store, _ = stores[0]
        return self._linker.evaluate(store.value, self._linker.frames.frame(module, store.function))

    def set_on(self, value: InstanceValue, name: str) -> Values:
        """What code outside the class assigns to the attribute of its instances."""
        found: list[Values] = []
        for module, store, _ in self._stores.get(name, ())[:_MOST_CALLERS]:
            frame = self._linker.frames.frame(module, store.function)
            for base in self._linker.evaluate(store.base, frame):
                if isinstance(base, InstanceValue) and self._linker.members.is_a(value, (base,)):
                    found.append(self._linker.evaluate(store.value, frame))
        return union(*found)

    @cached_property
    def _stores(self) -> dict[str, list[tuple[int, Store, tuple[str, ...]]]]:
        found: dict[str, list[tuple[int, Store, tuple[str, ...]]]] = {}
        for number, module in enumerate(self._linker.modules):
            for store in module.summary.stores:
                chain = self.chain(number, store.base)
                found.setdefault(store.name, []).append((number, store, chain))
        return found

    def chain(self, module: int, index: int) -> tuple[str, ...]:
        """The dotted names that an expression ends in: ("request", "app", "state")."""
        expressions = self._linker.modules[module].summary.expressions
        names: list[str] = []
        expression = expressions[index]
        while isinstance(expression, Attribute):
            names.append(expression.name)
            expression = expressions[expression.base]
        if isinstance(expression, (Name, Free)):
            names.append(expression.name)
        elif isinstance(expression, Parameter):
            functions = self._linker.modules[module].summary.functions
            names.append(functions[expression.function].parameters[expression.index].name)
        return tuple(reversed(names))
