"""What making an object runs besides `__new__` and `__init__`: validators and hooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loopguard.graph.entrypoints import decorating
from loopguard.graph.values import ClassValue, FunctionValue, InstanceValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_IN_CONSTRUCTOR = "in-constructor"


class ConstructionHooks:
    """Knows the functions that a library's constructor runs for classes of the project."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._known: dict[tuple[int, int], tuple[FunctionValue, ...]] = {}

    def of(self, instance: InstanceValue) -> tuple[FunctionValue, ...]:
        """The methods that run while the instance is made, bound to it."""
        key = (instance.module, instance.index)
        return self._linker.once(
            self._known, key, lambda: tuple(dict.fromkeys(self._find(instance))), ()
        )

    def _find(self, instance: InstanceValue) -> Iterator[FunctionValue]:
        members = self._linker.members
        for ancestor in members.ancestors(instance):
            if isinstance(ancestor, ClassValue):
                module = self._linker.modules[ancestor.module].summary
                for name in module.classes[ancestor.index].members:
                    for member in members.raw_attribute(instance, name):
                        if isinstance(member, FunctionValue) and self._is_validator(member):
                            yield member
            else:
                for model in self._linker.library.ancestors(ancestor.name):
                    for name in model.in_constructor:
                        for member in members.raw_attribute(instance, name):
                            if isinstance(member, FunctionValue):
                                yield member

    def _is_validator(self, member: FunctionValue) -> bool:
        summary = self._linker.modules[member.module].summary
        models = decorating(self._linker, member.module, summary.functions[member.function])
        return any(model.runs == _IN_CONSTRUCTOR for model in models)
