"""Looks names up in imported libraries: what is there, whether it is async, what it returns.

Nothing is called and no property is loaded: objects are looked at from outside, types come from
annotations, from `self.x = …` in the source, and, where these are silent, from the blocklist.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass

from loopguard.blocklist.attributes import declared_classes
from loopguard.blocklist.callables import defines, getter_of, is_descriptor, result_classes
from loopguard.blocklist.library import Library


@dataclass(frozen=True, slots=True)
class Known:
    """Something that is there.

    `value` is the thing itself or, where `instance` is set, the class of an object that is not at
    hand; `UNTYPED` for an object of an unknown class. `name` is what the blocklist may call it,
    `owner` the class in which it was found.
    """

    value: object
    name: str = ""
    instance: bool = False
    owner: type | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is proven not to be there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that cannot be looked up, and why."""

    reason: str


Resolution = Known | Missing | Unknown


class _Untyped:
    """An object that exists and of which no more is known."""


UNTYPED: type = _Untyped


class Inspector:
    """Finds dotted names in the running environment, with the blocklist's help for attributes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.find = functools.lru_cache(maxsize=None)(self._find)
        self.module = functools.lru_cache(maxsize=None)(self._module)

    def _find(self, name: str) -> Resolution:
        """What a qualified name stands for."""
        top, *rest = name.split(".")
        found = self.module(top)
        return self._walk(found, rest) if isinstance(found, Known) else found

    def _module(self, name: str) -> Resolution:
        """The module of that name, imported."""
        try:
            return Known(importlib.import_module(name), name)
        except ModuleNotFoundError as error:
            missing = error.name or ""
            if missing and (missing == name or name.startswith(f"{missing}.")):
                return self._absent(name)
            return Unknown(
                f"importing {name} needs {missing or 'a module'}, which is not installed"
            )
        except (Exception, SystemExit) as error:
            return Unknown(f"importing {name} raises {shown_error(error)}")

    def _absent(self, name: str) -> Resolution:
        if name in sys.stdlib_module_names and "." not in name:
            return Unknown(f"the module {name} is not there on this platform")
        if "." not in name:
            return Unknown(f"the module {name} is not installed")
        return Missing(f"there is no module {name}")

    def _walk(self, place: Known, rest: list[str]) -> Resolution:
        """Follows the parts of a name; of several ways the first that arrives counts."""
        if not rest:
            return place
        part, *after = rest
        failure: Resolution | None = None
        for option in self._members(place, part, walks_on=bool(after)):
            found = self._walk(option, after) if isinstance(option, Known) else option
            if isinstance(found, Known):
                return found
            if failure is None or (isinstance(found, Unknown) and isinstance(failure, Missing)):
                failure = found
        return failure or Missing(f"{place.name} has no {part}")

    def _members(self, place: Known, part: str, *, walks_on: bool) -> Iterator[Resolution]:
        value, name = place.value, f"{place.name}.{part}"
        if isinstance(value, types.ModuleType):
            yield from self._members_of_module(value, place.name, part)
        elif isinstance(value, type) and value is not UNTYPED:
            yield from self._members_of_class(value, place, part)
        elif value is UNTYPED:
            yield Unknown(f"the type of {place.name} is not declared")
        else:
            yield from self._members_of_object(place, part)
        if walks_on:
            type_ = self._library.attribute(self._library.canonical(place.name), part)
            for class_ in self.classes_named(type_) or ():
                yield Known(class_, _name_of(class_, type_), instance=True)
            if type_ and not self.classes_named(type_):
                yield Unknown(f"{name} is known from the blocklist alone")

    def _members_of_module(
        self, module: types.ModuleType, name: str, part: str
    ) -> Iterator[Resolution]:
        try:
            yield Known(getattr(module, part), f"{name}.{part}")
        except AttributeError:
            pass
        except (Exception, SystemExit) as error:
            yield Unknown(f"loading {name}.{part} raises {shown_error(error)}")
        below = self.module(f"{module.__name__}.{part}") if hasattr(module, "__path__") else None
        if below is not None and not isinstance(below, Missing):
            yield below
        if type(module) is not types.ModuleType and defines(type(module), "__getattr__"):
            yield Unknown(f"{name} makes its attributes in __getattr__")

    def _members_of_class(self, class_: type, place: Known, part: str) -> Iterator[Resolution]:
        name = f"{place.name}.{part}"
        for base in class_.__mro__:
            if part in base.__dict__:
                yield Known(base.__dict__[part], name, owner=class_)
                return
        declared = declared_classes(class_, part)
        if declared is not None:
            classes = [found for found in declared.classes if found is not type(None)]
            if declared.complete and classes:
                for found in classes:
                    yield Known(found, _name_of(found, name), instance=True, owner=class_)
            else:
                yield Known(UNTYPED, name, instance=True, owner=class_)
            return
        special = part.startswith("__") and part.endswith("__")
        if not special:
            for base in inspect.getmro(type(class_)):
                if part in base.__dict__ and base not in (type, object):
                    yield Known(base.__dict__[part], name, owner=class_)
                    return
        for owner in (class_, type(class_)):
            getters = [
                getter for getter in ("__getattr__", "__getattribute__") if defines(owner, getter)
            ]
            if getters and not special:
                yield Unknown(f"{place.name} makes its attributes in {getters[0]}")
                return
        yield Missing(f"{place.name} has no {part}")

    def _members_of_object(self, place: Known, part: str) -> Iterator[Resolution]:
        value = place.value
        own = getattr(value, "__dict__", {})
        if is_descriptor(value) or inspect.isroutine(value):
            yield from self._members_of_result(place, part)
        elif isinstance(own, dict) and part in own:
            yield Known(own[part], f"{place.name}.{part}")
        else:
            class_ = type(value)
            name = place.name if self._library.class_(place.name) else _name_of(class_, place.name)
            yield from self._members_of_class(class_, Known(class_, name, instance=True), part)

    def _members_of_result(self, place: Known, part: str) -> Iterator[Resolution]:
        """Members of what a property holds or a function returns: a class may stand for that."""
        getter = getter_of(place.value)
        returned = result_classes(place.value, place.owner)
        for class_ in returned.classes if returned.complete else ():
            found = Known(class_, _name_of(class_, place.name), instance=True)
            for member in self._members_of_class(class_, found, part):
                if isinstance(member, Known):
                    yield member
        described = self._library.class_(self._library.canonical(f"{place.name}.{part}"))
        if not (returned.complete and returned.classes) or described is not None:
            what = "what it holds" if getter is not None else "what it returns"
            yield Unknown(f"{place.name} does not declare {what}")

    def classes_named(self, type_: str) -> tuple[type, ...] | None:
        """The classes of a type expression; None where one of them is not a class at hand."""
        if not type_:
            return None
        found: list[type] = []
        for member in members_of(ast.parse(type_, mode="eval").body):
            if member == "None":
                found.append(type(None))
                continue
            resolution = self.find(member) if "." in member else None
            if not isinstance(resolution, Known) or not isinstance(resolution.value, type):
                return None
            if resolution.instance:
                return None
            found.append(resolution.value)
        return tuple(found)


_CONTAINERS = {
    "list": "builtins.list",
    "dict": "builtins.dict",
    "tuple": "builtins.tuple",
    "set": "builtins.set",
    "iterator": "collections.abc.Iterable",
    "awaitable": "collections.abc.Awaitable",
}


def members_of(type_: ast.expr) -> Iterator[str]:
    """The names of the classes in a type expression, one for each side of `|`.

    What depends on the call, and `type[…]`, is the name itself, which is no class.
    """
    match type_:
        case ast.BinOp(left=left, right=right):
            yield from members_of(left)
            yield from members_of(right)
        case ast.Subscript(value=ast.Name(id=name)):
            yield _CONTAINERS.get(name, name)
        case ast.Subscript(value=value):
            yield ast.unparse(value)
        case ast.Name(id=("str" | "bytes" | "int" | "float" | "bool" | "object") as name):
            yield f"builtins.{name}"
        case _:
            yield ast.unparse(type_)


def _name_of(class_: type, fallback: str) -> str:
    module = getattr(class_, "__module__", "")
    return f"{module}.{class_.__qualname__}" if isinstance(module, str) and module else fallback


def shown_error(error: BaseException) -> str:
    """An exception on one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:120]}" if text else type(error).__name__
