"""Which expressions are the same literal whenever they are evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Choice,
    Guarded,
    Import,
    Literal,
    Name,
    Narrowed,
    Parameter,
)
from loopguard.graph.values import ClassValue, Frame, InstanceValue, ModuleValue, Value

if TYPE_CHECKING:
    from loopguard.graph.link import Linker


class Constants:
    """Knows literals, also behind names, imports and annotations."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._bound: dict[tuple[int, str], bool] = {}

    def is_literal(self, index: int, frame: Frame) -> bool:
        """Whether it is a literal, a constant of a module or a member's value, and nothing else."""
        linker = self._linker
        expression = linker.modules[frame.module].summary.expressions[index]
        match expression:
            case Literal():
                return True
            case Narrowed(value=value):  # `KEY: Final = "key"`
                return self.is_literal(value, frame)
            case Name(name=name):
                return self._is_constant(frame.module, name)
            case Import(name=name) if name:
                places = linker.imported_modules(expression, frame)
                return bool(places) and self._is_constant(places[0], name)
            case Attribute(base=base, name=name):
                owners = linker.evaluate(base, frame)
                if len(owners) == 1 and isinstance(owners[0], ModuleValue):
                    return self._is_constant(owners[0].module, name)
                are_members = all(isinstance(o, InstanceValue) and o.member for o in owners)
                return name == "value" and bool(owners) and are_members
        return False

    def is_all(self, index: int, frame: Frame) -> bool:
        """Whether an expression that may be a member of an enumeration can be nothing else.

        Of `kind or Kind.LOCAL` the member alone may be known, which it need not be.
        """
        linker = self._linker
        expression = linker.modules[frame.module].summary.expressions[index]
        match expression:
            case Parameter():
                return bool(linker.bound(expression, frame))
            case Choice(members=members):
                return all(self.is_all(member, frame) for member in members)
            case Guarded(value=value, guard=guard):
                return not linker.guards.is_alive(guard, frame) or self.is_all(value, frame)
            case Narrowed(value=value):
                return self.is_all(value, frame)
            case Attribute(base=base, name=name):
                owners = linker.evaluate(base, frame)
                if all(isinstance(owner, (ClassValue, ModuleValue)) for owner in owners):
                    return bool(owners)
                by_class = all(self._is_set_by_class(owner, name) for owner in owners)
                return by_class or linker.guards.constants_of(index, frame) is not None
            case Name(name=name):
                return len(linker.modules[frame.module].summary.bindings.get(name, ())) == 1
            case Import():
                return True
        return False

    def _is_set_by_class(self, owner: Value, name: str) -> bool:
        """Whether an attribute of an object stands in its class alone, where it has one value."""
        linker = self._linker
        if not isinstance(owner, InstanceValue) or linker.stores.is_stored(name):
            return False
        places: list[int] = []
        for ancestor in linker.members.ancestors(owner):
            if isinstance(ancestor, ClassValue):
                summary = linker.modules[ancestor.module].summary.classes[ancestor.index]
                if name in summary.instance:
                    return False
                places += summary.members.get(name, ())
        return len(places) == 1

    def _is_constant(self, module: int, name: str) -> bool:
        """Whether a module binds the name once, to a literal of its own or of another module."""
        return self._linker.once(
            self._bound, (module, name), lambda: self._is_bound_once(module, name), False
        )

    def _is_bound_once(self, module: int, name: str) -> bool:
        bound = self._linker.modules[module].summary.bindings.get(name, ())
        frame = self._linker.module_frame(module)
        return len(bound) == 1 and self.is_literal(bound[0], frame)
