"""Type expressions of the blocklist for what functions give and objects hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loopguard.graph.link import Linker
from loopguard.graph.values import (
    ClassValue,
    ContainerValue,
    GeneratorValue,
    InstanceValue,
    LibraryInstance,
)
from loopguard.learn.surface import PublicCallable, Surface

_MOST_TYPES = 3
_BUILTINS = "builtins."
_ITERATOR = "iterator[builtins.object]"
_WORD = re.compile(r"[\w.]+")


class TypeNames:
    """Says what values are, in names that users of the package write."""

    def __init__(self, linker: Linker, surface: Surface) -> None:
        self._linker = linker
        self._surface = surface

    def returned(self, public: PublicCallable, *, blocks: bool) -> str:
        """What calling it gives; a generator that blocks does so while it is iterated."""
        results = [
            value
            for function in public.functions
            for value in self._linker.calls.called(function, (), ())
        ]
        if blocks and any(isinstance(value, GeneratorValue) for value in results):
            return _ITERATOR
        return self.of_values(results)

    def of_values(self, values: Iterable[object]) -> str:
        """The type expression for one of several values; empty where one of them has no name."""
        named = list(dict.fromkeys(self._of_value(value) for value in values))
        named = [text for text in named if text != "None"]
        return "" if "" in named or len(named) > _MOST_TYPES else " | ".join(named)

    def _of_value(self, value: object) -> str:
        match value:
            case InstanceValue(module=module, index=index, closure=closure):
                return self._surface.names.get(ClassValue(module, index, closure), "")
            case LibraryInstance(name=name) if not name.startswith(_BUILTINS):
                return name if self._linker.library.class_(name) is not None else ""
            case ContainerValue(kind="list", elements=elements):
                inner = self.of_values(elements)
                return f"list[{inner}]" if inner else ""
        return ""

    def classes_in(self, types: Iterable[str]) -> set[str]:
        """The names of classes in type expressions."""
        return {word for text in types for word in _WORD.findall(text)}

    def is_told(self, text: str, wanted: frozenset[str]) -> bool:
        """Whether all classes in the type expression have entries, of this package or another."""
        return all(
            name in wanted or name not in self._surface.classes for name in self.classes_in([text])
        )
