"""What other code has put into an object: its attributes and items.

Used where the code at hand says nothing, as of an attribute of an application object, or one of
its items (`app["db"]`), that some start-up function fills.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Call,
    Free,
    Import,
    Literal,
    Name,
    Parameter,
    SiteKind,
    Subscript,
)
from loopguard.graph.callers import objects_of
from loopguard.graph.values import (
    CALLABLES,
    ClassValue,
    Frame,
    InstanceValue,
    LibraryInstance,
    LibraryValue,
    ModuleValue,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_MOST_PLACES = 24
_MOST_STORES = 6
_OBJECTS = (InstanceValue, LibraryInstance)


@dataclass(frozen=True, slots=True)
class _Store:
    """`base.name = value` or `base["key"] = value`; `chain` are the names that `base` ends in."""

    module: int
    function: int
    base: int
    value: int
    chain: tuple[str, ...]

    def frame(self, linker: Linker) -> Frame:
        """The frame in which the assignment is looked at."""
        return linker.frames.frame(self.module, self.function)


class StoreIndex:
    """Finds assignments to attributes and items across the project, on demand."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._on_library: dict[tuple[LibraryInstance | LibraryValue, str], Values] = {}
        self._makings: dict[str, tuple[tuple[int, int, Call], ...]] = {}

    def attribute_of_unknown(self, load: Attribute, frame: Frame) -> Values:
        """What the attribute of an object holds of which only its name in the code is known."""
        chain = self.chain(frame.module, load.base)
        stored = self.stored_attribute(chain[-2:], load.name) if chain[1:] else ()
        if stored or not chain:
            return stored
        members = self._linker.members
        return union(*[members.of_project(v, load.name) for v in self.known_as(chain[-1])])

    def stored_attribute(self, chain: Sequence[str], name: str) -> Values:
        """What `….state.name` holds; `chain` are the object's trailing names: ("app", "state")."""
        return self._held(
            store
            for store in self._stores_on.get((chain[-1], name), ())
            if _end_alike(tuple(chain), store.chain)
        )

    def stored_item(self, load: Subscript, frame: Frame) -> Values:
        """What `….app["db"]` holds, for a text as the key: what was put there anywhere.

        The object is recognised as a module's, by its class in a library, or by its last two names.
        """
        key = self._linker.modules[frame.module].summary.expressions[load.index]
        if not isinstance(key, Literal) or not isinstance(key.value, str):
            return ()
        base = self._linker.modules[frame.module].summary.expressions[load.base]
        if isinstance(base, Attribute):
            kept = self._kept(base.name, key.value)
            if kept:
                return kept
        stores = self._items.get(key.value)
        if not stores:
            return ()
        own = self._global(frame.module, load.base)
        if own is not None:
            return self._held(s for s in stores if self._global(s.module, s.base) == own)
        holders = self._linker.evaluate(load.base, frame)
        chain = self.chain(frame.module, load.base)
        if not holders and chain:
            holders = self.known_as(chain[-1])
        wanted = {value.name for value in holders if isinstance(value, LibraryInstance)}
        if holders and not wanted:
            return ()  # a container, of which all is known
        return self._held(
            store
            for store in stores
            if (chain[1:] and _end_alike(chain[-2:], store.chain))
            or not wanted.isdisjoint(self._classes_of(store))
        )

    def _kept(self, attribute: str, key: str) -> Values:
        """What a library's object was made with under the keyword, and keeps in the attribute."""
        found: list[Values] = []
        for module, function, call in self._keeping(attribute)[:_MOST_PLACES]:
            frame = self._linker.frames.frame(module, function)
            for name, given in call.keywords:
                values = self._linker.evaluate(given, frame) if name in ("", key) else ()
                found += (
                    [values] if name else [self._linker.protocols.named(v, key) for v in values]
                )
        objects = objects_of(found)
        return objects if len({self._linker.class_of(value) for value in objects}) == 1 else ()

    def _keeping(self, attribute: str) -> Sequence[tuple[int, int, Call]]:
        """The calls that make an object which keeps its keywords under the attribute."""
        keepers = self._linker.library.keepers(attribute)
        if not keepers or not self._linker.uses([keepers[0].partition(".")[0]]):
            return ()
        return self._linker.once(
            self._makings, attribute, lambda: tuple(self._made(frozenset(keepers))), ()
        )

    def _made(self, keepers: frozenset[str]) -> Iterator[tuple[int, int, Call]]:
        last_names = {name.rpartition(".")[2] for name in keepers}
        for number, module in enumerate(self._linker.modules):
            expressions = module.summary.expressions
            for index, function in enumerate(module.summary.functions):
                frame = self._linker.frames.frame(number, index)
                for site in function.sites:
                    call = expressions[site.target] if site.kind == SiteKind.CALL else None
                    if not isinstance(call, Call) or not call.keywords:
                        continue
                    name = getattr(expressions[call.function], "name", "")
                    classes: Iterable[Value] = ()
                    if name == function.name == "__init__" and function.owner >= 0:  # of a base
                        owner = ClassValue(number, function.owner)
                        classes = self._linker.members.ancestors(owner)
                    elif name in last_names:
                        classes = self._linker.evaluate(call.function, frame)
                    if any(isinstance(c, LibraryValue) and c.name in keepers for c in classes):
                        yield number, index, call

    def _global(self, module: int, index: int) -> tuple[int, str] | None:
        """The module and the name there that an expression stands for; None for any other."""
        summary = self._linker.modules[module].summary
        row = summary.expressions[index]
        frame = self._linker.module_frame(module)
        if isinstance(row, Attribute) and self._may_be_module(module, row.base):
            homes = [v.module for v in self._linker.evaluate(row.base, frame) if _is_module(v)]
        elif isinstance(row, Import) and row.name:
            homes = list(self._linker.imported_modules(row, frame))
        elif isinstance(row, Name) and row.name in summary.bindings:
            bound = summary.bindings[row.name]
            if len(bound) == 1 and isinstance(summary.expressions[bound[0]], Import):
                return self._global(module, bound[0])
            return module, row.name
        else:
            return None
        return (homes[0], row.name) if len(homes) == 1 else None

    def _classes_of(self, store: _Store) -> frozenset[str]:
        """The library's classes of the object that something was put into."""
        holders = self._linker.evaluate(store.base, store.frame(self._linker))
        if not holders and store.chain:
            holders = self.known_as(store.chain[-1])
        found: list[str] = []
        for value in holders:
            if isinstance(value, LibraryInstance):
                found.append(value.name)
            elif isinstance(value, InstanceValue):
                bases = self._linker.members.ancestors(value)
                found += [base.name for base in bases if isinstance(base, LibraryValue)]
        return frozenset(m.name for name in found for m in self._linker.library.ancestors(name))

    def known_as(self, name: str) -> tuple[LibraryInstance, ...]:
        """The application objects that code calls by the name, of libraries that are in use."""
        return tuple(
            LibraryInstance(known)
            for known in self._linker.library.classes_known_as(name)
            if self._linker.uses((known.partition(".")[0],))
        )

    def set_on_library(self, value: LibraryInstance | LibraryValue, name: str) -> Values:
        """What the project assigns to the attribute of a library's object of this class."""
        if name not in self._stores:
            return ()
        key = (value, name)
        return self._linker.once(self._on_library, key, lambda: self._set_on(value, name), ())

    def _set_on(self, value: LibraryInstance | LibraryValue, name: str) -> Values:
        held = self._held(
            store for store in self._stores[name] if self._is_on_library(store, value)
        )
        return tuple(v for v in held if isinstance(v, (*_OBJECTS, *CALLABLES)))

    def _is_on_library(self, store: _Store, value: LibraryInstance | LibraryValue) -> bool:
        if isinstance(value, LibraryInstance):
            return value.name in self._classes_of(store)
        return value in self._linker.evaluate(store.base, store.frame(self._linker))

    def _held(self, places: Iterable[_Store]) -> Values:
        """What the one place puts there, or objects of one class that several do.

        `None` and builtin containers do not count among several: they stand there until it is
        filled.
        """
        stores = [store for store in places if not self._is_none(store)]
        found = [
            self._linker.evaluate(store.value, store.frame(self._linker))
            for store in stores[:_MOST_STORES]
        ]
        if len(stores) <= 1:
            return union(*found)
        objects = [v for v in union(*found) if isinstance(v, _OBJECTS)]
        classes = {self._linker.class_of(value) for value in objects}
        return tuple(objects) if len(classes) == 1 and len(stores) <= _MOST_STORES else ()

    def _is_none(self, store: _Store) -> bool:
        value = self._linker.modules[store.module].summary.expressions[store.value]
        return isinstance(value, Literal) and value.value is None

    def set_on(self, value: InstanceValue, name: str) -> Values:
        """What code outside the class assigns to the attribute of its instances.

        The callables of several places are but likely.
        """
        found: list[Values] = []
        for store in self._stores.get(name, ())[:_MOST_PLACES]:
            frame = store.frame(self._linker)
            for base in self._linker.evaluate(store.base, frame):
                if isinstance(base, InstanceValue) and self._linker.members.is_a(value, (base,)):
                    found.append(self._linker.evaluate(store.value, frame))
        return objects_of(found)

    def is_stored(self, name: str) -> bool:
        """Whether some code assigns an attribute of this name on anything but `self`."""
        return name in self._stores

    def set_on_module(self, module: int, name: str) -> Values:
        """What other code assigns to a name of the module from outside (`hooks.on_save = f`)."""
        found: list[Values] = []
        for store in self._stores.get(name, ())[:_MOST_PLACES]:
            if self._may_be_module(store.module, store.base):
                frame = store.frame(self._linker)
                if ModuleValue(module) in self._linker.evaluate(store.base, frame):
                    found.append(self._linker.evaluate(store.value, frame))
        return union(*found)

    def _may_be_module(self, module: int, index: int) -> bool:
        """Whether the expression is a name that an import binds, or an attribute of one."""
        summary = self._linker.modules[module].summary
        match summary.expressions[index]:
            case Import():
                return True
            case Attribute(base=base):
                return self._may_be_module(module, base)
            case Name(name=name):
                values = summary.bindings.get(name, ())
                return any(isinstance(summary.expressions[value], Import) for value in values)
        return False

    @cached_property
    def _stores(self) -> dict[str, list[_Store]]:
        """The assignments to attributes by the attribute's name."""
        found: dict[str, list[_Store]] = {}
        for number, module in enumerate(self._linker.modules):
            for row in module.summary.stores:
                chain = self.chain(number, row.base)
                store = _Store(number, row.function, row.base, row.value, chain)
                found.setdefault(row.name, []).append(store)
        return found

    @cached_property
    def _stores_on(self) -> dict[tuple[str, str], list[_Store]]:
        """The same by the last name of the object and that of its attribute.

        A project has many that are called `client`, and few of them on a `state`.
        """
        found: dict[tuple[str, str], list[_Store]] = {}
        for name, stores in self._stores.items():
            for store in stores:
                if store.chain:
                    found.setdefault((store.chain[-1], name), []).append(store)
        return found

    @cached_property
    def _items(self) -> dict[str, list[_Store]]:
        """The assignments to items by the text that is the key; those of known values only."""
        found: dict[str, list[_Store]] = {}
        for number, module in enumerate(self._linker.modules):
            expressions = module.summary.expressions
            for index, function in enumerate(module.summary.functions):
                for site in function.sites:
                    if site.kind != SiteKind.OPERATOR:
                        continue
                    call = expressions[site.target]
                    assert isinstance(call, Call)
                    setter = expressions[call.function]
                    if not isinstance(setter, Attribute) or setter.name != "__setitem__":
                        continue
                    key, value = call.arguments
                    row = expressions[key]
                    if isinstance(row, Literal) and isinstance(row.value, str):
                        chain = self.chain(number, setter.base)
                        store = _Store(number, index, setter.base, value, chain)
                        if value != UNKNOWN and not isinstance(expressions[value], Literal):
                            found.setdefault(row.value, []).append(store)
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


def _is_module(value: Value) -> TypeGuard[ModuleValue]:
    return isinstance(value, ModuleValue)


def _end_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the last names agree, as far as both are known: `app.state` and `….state`."""
    known = min(len(one), len(other))
    return known > 0 and one[-known:] == other[-known:]
