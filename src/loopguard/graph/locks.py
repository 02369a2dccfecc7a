"""Locks that the loop never waits for: nothing but code on the loop takes them, and briefly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import Attribute, Free, Name, Parameter, Site
from loopguard.graph.mentions import Mentions
from loopguard.graph.startup import FunctionKey
from loopguard.graph.values import ClassValue, Frame, FunctionValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_MODULES = 12
"""A name that stands in more modules belongs to several functions, and is not looked into."""


class LoopLocks:
    """Tells whether a lock is always free when code on the loop comes to it.

    It is where the lock is private (`self._lock` in a class and its relatives, a global that no
    other module imports, a variable of the function around), is used in `with` statements alone,
    none of which awaits, and all of these stand in coroutines or in functions that only such code
    calls; functions are told by their names alone. Several loops in several threads are left out
    of account: a linter cannot tell who shares an object.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._mentions: dict[int, Mentions] = {}
        self._free: dict[tuple[int, int], bool] = {}
        self._on_loop: dict[FunctionKey, bool] = {}

    def is_always_free(self, site: Site, frame: Frame) -> bool:
        """Whether the lock that the `with` at `site` takes is never held by another thread."""
        key = (frame.module, site.target)
        if key not in self._free:
            self._free[key] = self._judge(*key)
        return self._free[key]

    def _judge(self, module: int, target: int) -> bool:
        expressions = self._linker.modules[module].summary.expressions
        row = expressions[target]
        if isinstance(row, Free) or (
            isinstance(row, Name) and row.name not in self._linker.imported_names
        ):
            return self._is_brief_in(module, target)
        base = expressions[row.base] if isinstance(row, Attribute) else None
        if not isinstance(row, Attribute) or not row.name.startswith("_"):
            return False
        if not isinstance(base, Parameter) or base.index:
            return False
        owner = self._linker.modules[module].summary.functions[base.function].owner
        related = self._related(ClassValue(module, owner)) if owner >= 0 else {}
        if not related:
            return False
        return all(self._is_brief_as(row.name, number, related) for number in related)

    def _related(self, owner: ClassValue) -> dict[int, set[int]]:
        """The class, its bases and its subclasses, as indices by module."""
        hierarchy, members = self._linker.hierarchy, self._linker.members
        found: dict[int, set[int]] = {owner.module: {owner.index}}
        bases = [a for a in members.ancestors(owner) if isinstance(a, ClassValue)]
        for base in bases:
            for class_ in (base, *hierarchy.subclasses(base)):
                found.setdefault(class_.module, set()).add(class_.index)
        return found

    def _is_brief_as(self, name: str, module: int, related: dict[int, set[int]]) -> bool:
        """Whether each use of the attribute in the module is brief, if it is of these classes."""
        summary = self._linker.modules[module].summary
        for index, row in enumerate(summary.expressions):
            if isinstance(row, Attribute) and row.name == name:
                base = summary.expressions[row.base]
                if isinstance(base, Parameter) and not base.index:
                    owner = summary.functions[base.function].owner
                    if owner >= 0 and owner not in related[module]:
                        continue  # the attribute of another class
                if not self._is_brief_in(module, index):
                    return False
        return True

    def _is_brief_in(self, module: int, target: int) -> bool:
        """Whether the module only ever takes the lock, on the loop, and does not await then."""
        mentions = self._mentions_of(module)
        return target not in mentions.passed and all(
            not site.awaited and self._is_on_loop((module, function))
            for function, site in mentions.taken.get(target, ())
        )

    def _is_on_loop(self, key: FunctionKey) -> bool:
        """Whether the function is a coroutine, or one that only such code calls."""
        known = self._on_loop.get(key)
        if known is None:
            self._on_loop[key] = True  # one that calls itself
            known = self._on_loop[key] = self._runs_on_loop(*key)
        return known

    def _runs_on_loop(self, module: int, index: int) -> bool:
        function = self._linker.modules[module].summary.functions[index]
        if function.is_async:
            return True
        special = function.name.startswith("__")  # called by no name
        if special or function.is_lambda or function.is_generator or not index:
            return False
        modules = {module, *self._linker.mentioning(function.name)}
        if len(modules) > _MOST_MODULES:
            return False
        mentions = {number: self._mentions_of(number) for number in modules}
        if any(function.name in each.named for each in mentions.values()):
            return False
        callers = [
            (number, caller, callee)
            for number, each in mentions.items()
            for caller, callee in each.callers.get(function.name, ())
        ]
        return all(self._is_on_loop((number, caller)) for number, caller, _ in callers) and any(
            self._calls(number, caller, callee, (module, index))
            for number, caller, callee in callers
        )

    def _calls(self, module: int, caller: int, callee: int, wanted: FunctionKey) -> bool:
        """Whether what a function calls is known to be the wanted one."""
        frame = self._linker.frames.frame(module, caller)
        return any(
            isinstance(value, FunctionValue) and (value.module, value.function) == wanted
            for value in self._linker.evaluate(callee, frame)
        )

    def _mentions_of(self, module: int) -> Mentions:
        if module not in self._mentions:
            self._mentions[module] = Mentions(self._linker.modules[module].summary)
        return self._mentions[module]
