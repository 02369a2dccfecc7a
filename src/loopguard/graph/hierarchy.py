"""Which classes of the project implement what an abstract class or a protocol leaves open."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from loopguard.graph.values import ClassValue, InstanceValue, LibraryValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_IMPLEMENTATIONS = 12
_PROTOCOLS = ("typing.Protocol", "typing_extensions.Protocol")


class ClassHierarchy:
    """Knows the subclasses of every class; worked out when first asked."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def implementations(self, value: InstanceValue, method: str) -> list[ClassValue]:
        """The classes that may stand behind a value of an abstract type and define the method.

        Those are its subclasses and, for a protocol, all classes with its methods; in the order
        of files and lines.
        """
        key = (value.module, value.index)
        candidates = list(self._subclasses.get(key, ()))
        if self._is_protocol(value):
            needed = self._public(value.module, value.index)
            candidates += [c for c in self._classes if needed <= self._public(c.module, c.index)]
        summaries = self._linker.modules
        found = [
            candidate
            for candidate in dict.fromkeys(candidates)
            if method in summaries[candidate.module].summary.classes[candidate.index].members
            and (candidate.module, candidate.index) != key
        ]
        return found[:_MOST_IMPLEMENTATIONS]

    @cached_property
    def _classes(self) -> list[ClassValue]:
        return [
            ClassValue(number, index)
            for number, module in enumerate(self._linker.modules)
            for index, summary in enumerate(module.summary.classes)
            if summary.parent < 0
        ]

    @cached_property
    def _subclasses(self) -> dict[tuple[int, int], list[ClassValue]]:
        found: dict[tuple[int, int], list[ClassValue]] = {}
        for candidate in self._classes:
            for ancestor in self._linker.members.ancestors(candidate)[1:]:
                if isinstance(ancestor, ClassValue):
                    found.setdefault((ancestor.module, ancestor.index), []).append(candidate)
        return found

    def _is_protocol(self, value: InstanceValue) -> bool:
        return any(
            isinstance(ancestor, LibraryValue) and ancestor.name in _PROTOCOLS
            for ancestor in self._linker.members.ancestors(value)
        )

    def _public(self, module: int, index: int) -> frozenset[str]:
        members = self._linker.modules[module].summary.classes[index].members
        return frozenset(name for name in members if not name.startswith("_"))
