"""Which expressions are the same literal whenever they are evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import Attribute, Import, Literal, Name, Narrowed
from loopguard.graph.values import Frame, InstanceValue, ModuleValue

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

    def _is_constant(self, module: int, name: str) -> bool:
        """Whether a module binds the name once, to a literal of its own or of another module."""
        return self._linker.once(
            self._bound, (module, name), lambda: self._is_bound_once(module, name), False
        )

    def _is_bound_once(self, module: int, name: str) -> bool:
        bound = self._linker.modules[module].summary.bindings.get(name, ())
        frame = self._linker.module_frame(module)
        return len(bound) == 1 and self.is_literal(bound[0], frame)
