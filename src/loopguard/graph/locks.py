"""Locks between threads whose every use can be seen, and those that nobody holds for long."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Call,
    Free,
    Literal,
    ModuleSummary,
    Name,
    Narrowed,
    Parameter,
    Site,
)
from loopguard.graph.edges import Edge, LockKey
from loopguard.graph.mentions import Mentions
from loopguard.graph.startup import FunctionKey
from loopguard.graph.values import ClassValue, Frame, FunctionValue, InstanceValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_MODULES = 12
"""A name that stands in more modules belongs to several functions, and is not looked into."""


@dataclass(frozen=True, slots=True)
class Section:
    """A `with` statement that holds a lock: the function it stands in, and where it is entered."""

    function: FunctionKey
    site: Site

    def holds(self, site: Site) -> bool:
        """Whether the code at a site of the same function runs while the lock is held."""
        entered = (self.site.end_line, self.site.end_column)
        return entered < (site.line, site.column) and site.line <= self.site.body_end


class PrivateLocks:
    """Knows the locks of which every use can be seen, with the sections that hold them.

    These are `x.lock` of a class (looked for in its relatives alone if its name begins with an
    underscore), a global that no other module imports, and a variable of the function around, if
    they are made in place and used in `with` statements alone. Several loops in several threads
    are left out of account: a linter cannot tell who shares an object.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._mentions: dict[int, Mentions] = {}
        self._sections: dict[LockKey, tuple[Section, ...] | None] = {}
        self._on_loop: dict[FunctionKey, bool] = {}

    def key_of(self, site: Site, frame: Frame) -> LockKey | None:
        """The lock that the `with` at `site` takes; None where not every use can be seen."""
        key = self._name_of(site.target, frame)
        if key is not None and key not in self._sections:
            module, index, name = key
            self._sections[key] = (
                self._sections_of_attribute(ClassValue(module, index), name)
                if name
                else self._sections_in(module, [index])
            )
        return None if key is None or self._sections[key] is None else key

    def keys(self) -> tuple[LockKey, ...]:
        """All that `key_of` has given."""
        return tuple(key for key, sections in self._sections.items() if sections is not None)

    def sections(self, key: LockKey) -> tuple[Section, ...]:
        """Every place that takes the lock, in coroutines and elsewhere."""
        return self._sections[key] or ()

    def frame_of(self, section: Section) -> Frame:
        """The frame that stands for every call of the section's function."""
        return self._linker.frames.frame(*section.function)

    def is_on_loop(self, section: Section) -> bool:
        """Whether only the loop's thread can be in the section."""
        return self._is_on_loop(section.function)

    def _name_of(self, target: int, frame: Frame) -> LockKey | None:
        summary = self._linker.modules[frame.module].summary
        row = summary.expressions[target]
        if isinstance(row, Free):
            made = summary.functions[row.scope].bindings.get(row.name, ())
            return (frame.module, target, "") if _is_made(summary, made) else None
        if isinstance(row, Name) and row.name not in self._linker.imported_names:
            made = summary.bindings.get(row.name, ())
            return (frame.module, target, "") if _is_made(summary, made) else None
        if not isinstance(row, Attribute):
            return None
        owners = {
            (value.module, value.index)
            for value in self._linker.evaluate(row.base, frame)
            if isinstance(value, (InstanceValue, ClassValue))
        }
        return (*owners.pop(), row.name) if len(owners) == 1 else None

    def _sections_of_attribute(self, owner: ClassValue, name: str) -> tuple[Section, ...] | None:
        related = self._related(owner)
        if not self._is_made_by(related, name):
            return None
        modules = set(self._linker.mentioning(name))
        if name.startswith("_"):
            modules &= related.keys()
        found: list[Section] = []
        for number in sorted(modules):
            attributes = self._attributes(name, number, related.get(number, ()))
            sections = self._sections_in(number, attributes)
            if sections is None:
                return None
            found += sections
        return tuple(found)

    def _related(self, owner: ClassValue) -> dict[int, set[int]]:
        """The class, its bases and its subclasses, as indices by module."""
        hierarchy, members = self._linker.hierarchy, self._linker.members
        found: dict[int, set[int]] = {owner.module: {owner.index}}
        bases = [a for a in members.ancestors(owner) if isinstance(a, ClassValue)]
        for base in bases:
            for class_ in (base, *hierarchy.subclasses(base)):
                found.setdefault(class_.module, set()).add(class_.index)
        return found

    def _is_made_by(self, related: Mapping[int, Set[int]], name: str) -> bool:
        """Whether the classes fill the attribute, with nothing but new objects."""
        filled = False
        for number, classes in related.items():
            summary = self._linker.modules[number].summary
            for index in classes:
                class_ = summary.classes[index]
                made = (*class_.instance.get(name, ()), *class_.members.get(name, ()))
                if made and not _is_made(summary, made):
                    return False
                filled = filled or bool(made)
        return filled

    def _attributes(self, name: str, module: int, classes: Collection[int]) -> Iterator[int]:
        """The expressions of the module for the attribute, if it may be one of these classes'."""
        summary = self._linker.modules[module].summary
        for index, row in enumerate(summary.expressions):
            if isinstance(row, Attribute) and row.name == name:
                base = summary.expressions[row.base]
                if isinstance(base, Parameter) and not base.index:
                    owner = summary.functions[base.function].owner
                    if owner >= 0 and owner not in classes:
                        continue  # the attribute of another class
                yield index

    def _sections_in(self, module: int, targets: Iterable[int]) -> tuple[Section, ...] | None:
        """Where the module takes the lock; None where it does anything else with it."""
        mentions = self._mentions_of(module)
        found: list[Section] = []
        for target in targets:
            if target in mentions.passed:
                return None
            for function, site in mentions.taken.get(target, ()):
                found.append(Section((module, function), site))
        return tuple(found)

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


def _is_made(summary: ModuleSummary, values: Sequence[int]) -> bool:
    """Whether all that a name holds are objects made there, so that no other name leads to them.

    It may be `None` before.
    """
    rows = [summary.expressions[value] for value in values]
    rows = [summary.expressions[r.value] if isinstance(r, Narrowed) else r for r in rows]
    made = [row for row in rows if row != Literal(None, "NoneType")]
    return bool(made) and all(isinstance(row, Call) for row in made)


def brief_locks(edges: Mapping[Frame, Sequence[Edge]], locks: PrivateLocks) -> frozenset[LockKey]:
    """The locks for which the loop never waits long enough to speak of.

    Nobody awaits, yields or makes a blocking call while holding one of them, but for what only the
    loop's own thread does: it cannot meet itself. `edges` are those of all frames that the
    sections reach.
    """
    brief = set(locks.keys())
    while True:
        slow = _slow_frames(edges, brief)
        held_long = {
            key
            for key in brief
            if any(_is_long(each, edges, slow, brief, locks) for each in locks.sections(key))
        }
        if not held_long:
            return frozenset(brief)
        brief -= held_long


def _is_long(
    section: Section,
    edges: Mapping[Frame, Sequence[Edge]],
    slow: Set[Frame],
    brief: Set[LockKey],
    locks: PrivateLocks,
) -> bool:
    """Whether a section may keep the loop waiting."""
    if section.site.awaited or not section.site.body_end:
        return True
    if locks.is_on_loop(section):
        return False
    leaving = edges.get(locks.frame_of(section), ())
    return any(section.holds(edge.site) and _waits(edge, slow, brief) for edge in leaving)


def _waits(edge: Edge, slow: Set[Frame], brief: Set[LockKey]) -> bool:
    """Whether an edge leads to a blocking call each time; brief locks are none."""
    if edge.once or edge.likely or edge.lock in brief:
        return False
    return not isinstance(edge.target, Frame) or edge.target in slow


def _slow_frames(edges: Mapping[Frame, Sequence[Edge]], brief: Set[LockKey]) -> frozenset[Frame]:
    """The frames from which a blocking call is reached."""
    callers: dict[Frame, list[Frame]] = {}
    pending: list[Frame] = []
    for frame, leaving in edges.items():
        for edge in leaving:
            if isinstance(edge.target, Frame):
                if not edge.once and not edge.likely:
                    callers.setdefault(edge.target, []).append(frame)
            elif _waits(edge, frozenset(), brief):
                pending.append(frame)
    slow = set(pending)
    while pending:
        for caller in callers.get(pending.pop(), ()):
            if caller not in slow:
                slow.add(caller)
                pending.append(caller)
    return frozenset(slow)
