"""Which classes of the project implement what an abstract class or a protocol leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from loopguard.domain.summary import Attribute, Call, FunctionRef, FunctionSummary, ModuleSummary
from loopguard.graph.values import (
    ClassValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryValue,
    Values,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_IMPLEMENTATIONS = 12
_IN_EVERY_CLASS = frozenset(
    {"__init__", "__new__", "__module__", "__qualname__", "__doc__", "__slots__", "__hash__"}
    | {"__eq__", "__repr__", "__str__", "__class_getitem__", "__init_subclass__"}
)
"""Special names that say nothing of what a class is for."""

_PROTOCOLS = ("typing.Protocol", "typing_extensions.Protocol")


@dataclass(frozen=True, slots=True)
class Implementations:
    """Classes that implement a method; not `certain` where only their looks speak for them."""

    classes: list[ClassValue]
    certain: bool


class ClassHierarchy:
    """Knows the subclasses of every class; worked out when first asked."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._implementations: dict[tuple[int, int, str], Implementations] = {}
        self._lookalikes: dict[tuple[int, int], list[ClassValue]] = {}
        self._asked: dict[tuple[int, int], frozenset[str]] = {}

    def implementations(self, value: InstanceValue, method: str) -> Implementations:
        """The classes that may stand behind a value of an abstract type and define the method.

        Those are its subclasses or, for a protocol without any, the classes that have all its
        methods. Several of the latter are but likely: they only look alike. Special methods alone
        (`__iter__`) tell nothing: objects of every kind have them, also those of libraries.
        """
        key = (value.module, value.index, method)
        known = self._implementations.get(key)
        if known is None:
            known = self._implementations[key] = self._search(value, method)
        return known

    def _search(self, value: InstanceValue, method: str) -> Implementations:
        explicit = self._defining(self._subclasses.get((value.module, value.index), ()), method)
        if explicit or not self.is_protocol(value):
            return Implementations(explicit[:_MOST_IMPLEMENTATIONS], certain=True)
        needed = self._needed(value.module, value.index)
        if all(name.startswith("__") for name in needed):
            return Implementations([], certain=False)
        found = self._defining(self._alike(value), method)
        return Implementations(found[:_MOST_IMPLEMENTATIONS], certain=len(found) == 1)

    def _alike(self, protocol: InstanceValue) -> list[ClassValue]:
        """The classes that have all the methods of the protocol, without protocols."""
        key = (protocol.module, protocol.index)
        if key not in self._lookalikes:
            needed = self._needed(*key)
            having = [self._having.get(name, []) for name in needed]
            self._lookalikes[key] = [
                candidate
                for candidate in min(having, key=len, default=[])
                if (candidate.module, candidate.index) != key
                and needed <= self._public[candidate.module, candidate.index]
                and not self.is_protocol(InstanceValue(candidate.module, candidate.index))
            ]
        return self._lookalikes[key]

    def _defining(self, candidates: Iterable[ClassValue], method: str) -> list[ClassValue]:
        modules = self._linker.modules
        return [
            c for c in candidates if method in modules[c.module].summary.classes[c.index].members
        ]

    def fits(self, value: InstanceValue, protocol: InstanceValue) -> bool:
        """Whether the value's class has all the methods of the protocol."""
        needed = self._needed(protocol.module, protocol.index)
        return (
            bool(needed)
            and self.is_protocol(protocol)
            and all(self._linker.members.has(value, name) for name in needed)
        )

    def without_replacers(self, values: Values, frame: Frame) -> Values:
        """The methods, without those of subclasses in which the calling method never runs.

        That is so where a method calls an abstract one of its own class on `self` and a subclass
        that fills this in also replaces the caller, unless the replacement calls the replaced.
        """
        caller = self._linker.function(frame)
        kept = [
            value
            for value in values
            if not isinstance(value, FunctionValue)
            or not isinstance(value.receiver, InstanceValue)
            or not self._replaces(value.receiver, caller, frame.module)
        ]
        return tuple(kept)

    def _replaces(self, value: InstanceValue, method: FunctionSummary, module: int) -> bool:
        """Whether a subclass of the method's class puts another one in its place for good."""
        ancestors = self._linker.members.ancestors(value)
        own_class = (module, method.owner)
        if not any(
            isinstance(a, ClassValue) and (a.module, a.index) == own_class for a in ancestors
        ):
            return False  # something else, which happens to have a method of this name
        for ancestor in ancestors:
            if not isinstance(ancestor, ClassValue):
                return False
            if (ancestor.module, ancestor.index) == own_class:
                return False
            summary = self._linker.modules[ancestor.module].summary
            own = summary.classes[ancestor.index].members.get(method.name, ())
            for index in own:
                row = summary.expressions[index]
                if not isinstance(row, FunctionRef):
                    return False
                if method.name not in called_names(summary, summary.functions[row.index]):
                    return True
        return False

    @cached_property
    def _classes(self) -> list[ClassValue]:
        return [
            ClassValue(number, index)
            for number, module in enumerate(self._linker.modules)
            for index, summary in enumerate(module.summary.classes)
            if summary.parent < 0
        ]

    @cached_property
    def _having(self) -> dict[str, list[ClassValue]]:
        """The classes by their public names."""
        found: dict[str, list[ClassValue]] = {}
        for candidate in self._classes:
            for name in self._public[candidate.module, candidate.index]:
                found.setdefault(name, []).append(candidate)
        return found

    @cached_property
    def _subclasses(self) -> dict[tuple[int, int], list[ClassValue]]:
        found: dict[tuple[int, int], list[ClassValue]] = {}
        for candidate in self._classes:
            for ancestor in self._linker.members.ancestors(candidate)[1:]:
                if isinstance(ancestor, ClassValue):
                    found.setdefault((ancestor.module, ancestor.index), []).append(candidate)
        return found

    def subclasses(self, value: ClassValue) -> list[ClassValue]:
        """The classes of the project that derive from the class, near or far."""
        return self._subclasses.get((value.module, value.index), [])

    def objects_of_library(self, name: str) -> list[InstanceValue]:
        """An object of each class of the project that derives from the library's class."""
        return self._library_subclasses.get(name, [])

    @cached_property
    def _library_subclasses(self) -> dict[str, list[InstanceValue]]:
        found: dict[str, list[InstanceValue]] = {}
        for candidate in self._classes:
            for base in self._linker.members.ancestors(candidate)[1:]:
                if isinstance(base, LibraryValue):
                    for model in self._linker.library.ancestors(base.name):
                        instance = InstanceValue(candidate.module, candidate.index)
                        found.setdefault(model.name, []).append(instance)
        return found

    def is_overridden(self, module: int, function: FunctionSummary) -> bool:
        """Whether a subclass puts another method in the place of this one."""
        if function.owner < 0:
            return False
        owner = ClassValue(module, function.owner)
        return bool(self._defining(self.subclasses(owner), function.name))

    def is_protocol(self, value: InstanceValue) -> bool:
        """Whether the class derives from `typing.Protocol`."""
        return any(
            isinstance(ancestor, LibraryValue) and ancestor.name in _PROTOCOLS
            for ancestor in self._linker.members.ancestors(value)
        )

    def _needed(self, module: int, index: int) -> frozenset[str]:
        """The public names that a protocol asks for."""
        known = self._asked.get((module, index))
        if known is None:
            summary = self._linker.modules[module].summary.classes[index]
            names = frozenset(filter(_is_public, (*summary.members, *summary.annotations)))
            known = self._asked[module, index] = names
        return known

    @cached_property
    def _public(self) -> dict[tuple[int, int], frozenset[str]]:
        """The public names of each class and of its objects, special methods included."""
        return {
            (number, index): frozenset(
                filter(_is_public, (*summary.members, *summary.annotations, *summary.instance))
            )
            for number, module in enumerate(self._linker.modules)
            for index, summary in enumerate(module.summary.classes)
        }


def called_names(summary: ModuleSummary, function: FunctionSummary) -> frozenset[str]:
    """The names of the methods that a function calls, on whatever object."""
    calls = [summary.expressions[site.target] for site in function.sites]
    callees = [summary.expressions[call.function] for call in calls if isinstance(call, Call)]
    return frozenset(callee.name for callee in callees if isinstance(callee, Attribute))


def _is_public(name: str) -> bool:
    special = name.startswith("__") and name.endswith("__") and name not in _IN_EVERY_CLASS
    return special or not name.startswith("_")
