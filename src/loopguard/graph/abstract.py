"""Abstract classes, which have no objects of their own: theirs are those of subclasses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import FunctionRef
from loopguard.graph.values import ClassValue, InstanceValue, LibraryValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loopguard.graph.link import Linker

_BASE = "abc.ABC"
_OPEN = frozenset({"abc.abstractmethod", "abc.abstractproperty"})
_EMPTY = frozenset({_BASE, "typing.Generic", "builtins.object"})
"""Bases that implement nothing."""

_MAKING = frozenset({"__new__", "__init__", "__post_init__"})
"""Asked of the class that is called, whatever that may be."""


class AbstractClasses:
    """Tells whose members the objects of an abstract class can have.

    A class is abstract if it derives from `abc.ABC` and surely leaves a method open. One that takes
    something from a class whose source is not there may have it from that.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._concrete: dict[tuple[int, int], list[ClassValue]] = {}

    def owners(
        self, value: InstanceValue, name: str
    ) -> dict[ClassValue | LibraryValue, ClassValue]:
        """The classes that define the member for the concrete subclasses of an abstract class.

        Each with the first subclass that has it from there. Empty where the class is not abstract,
        or has no subclasses in the project: then its own body is all there is.
        """
        found: dict[ClassValue | LibraryValue, ClassValue] = {}
        for subclass in () if name in _MAKING else self._concrete_below(value):
            owner = self._owner(subclass, name)
            if owner is not None:
                found.setdefault(owner, subclass)
        return found

    def _owner(self, value: ClassValue, name: str) -> ClassValue | LibraryValue | None:
        for ancestor in self._linker.members.ancestors(value):
            if isinstance(ancestor, LibraryValue):
                if self._linker.library.method(ancestor.name, name) is not None:
                    return ancestor
            else:
                summary = self._linker.modules[ancestor.module].summary.classes[ancestor.index]
                if name in summary.members or name in summary.instance:
                    return ancestor
        return None

    def _concrete_below(self, value: InstanceValue) -> list[ClassValue]:
        key = (value.module, value.index)
        known = self._concrete.get(key)
        if known is None:
            own = ClassValue(*key)
            below = self._linker.hierarchy.subclasses(own) if self._is_abstract(own) else []
            known = self._concrete[key] = [c for c in below if not self._is_abstract(c)]
        return known

    def _is_abstract(self, value: ClassValue) -> bool:
        order = self._linker.members.ancestors(value)
        named = [ancestor.name for ancestor in order if isinstance(ancestor, LibraryValue)]
        if _BASE not in named:
            return False
        implemented: set[str] = set()
        for ancestor in order:
            if isinstance(ancestor, ClassValue):
                if not self._has_known_bases(ancestor):
                    return False
                open_methods = set(self._left_open(ancestor))
                if open_methods - implemented:
                    return True
                summary = self._linker.modules[ancestor.module].summary.classes[ancestor.index]
                implemented.update(summary.members)
            elif ancestor.name not in _EMPTY:
                return False
        return False

    def _has_known_bases(self, value: ClassValue) -> bool:
        summary = self._linker.modules[value.module].summary.classes[value.index]
        frame = self._linker.module_frame(value.module)
        return all(self._linker.evaluate(base, frame) for base in summary.bases)

    def _left_open(self, value: ClassValue) -> Iterator[str]:
        """The members of the class that are decorated as abstract."""
        module = self._linker.modules[value.module].summary
        frame = self._linker.module_frame(value.module)
        for name, members in module.classes[value.index].members.items():
            for member in members:
                row = module.expressions[member]
                decorators = (
                    module.functions[row.index].decorators if isinstance(row, FunctionRef) else ()
                )
                found = self._linker.evaluate_all(decorators, frame) if decorators else ()
                if any(isinstance(v, LibraryValue) and v.name in _OPEN for v in found):
                    yield name
