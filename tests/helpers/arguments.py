"""Makes arguments for the functions of a case from their annotations."""

from __future__ import annotations

import asyncio
import collections.abc
import contextlib
import enum
import inspect
import itertools
import sqlite3
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Arguments = dict[str, Any]
MOST = 200
"""How many ways to call one function are tried."""
VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class Maker:
    """Makes values, out of what the modules of a case hold.

    There is one object of each class of the case: the one that is there, or one that is made.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop):
        from pathlib import Path  # not before `fakes.install`: Python 3.10 keeps `open` there

        self.classes: list[type] = []
        self.objects: list[Any] = []
        self.simple: dict[Any, list[Any]] = {
            bool: [False, True],
            int: [0, 1],
            float: [0.0],
            bytes: [b"x"],
            str: ["1", "x"],
            dict: [{"x": "x"}],
            object: ["x", Path(".")],
            Path: [Path(".")],
            asyncio.AbstractEventLoop: [loop],
            Any: ["x"],
            None: [None],
            type(None): [None],
        }

    def learn(self, values: Iterable[Any], texts: list[str]) -> None:
        """Takes in what a module holds and the texts that stand in it."""
        for value in values:
            (self.classes if isinstance(value, type) else self.objects).append(value)
        self.simple[str] = list(dict.fromkeys(self.simple[str] + texts))

    def ways(self, function: Callable[..., Any]) -> Iterator[Arguments]:
        """The arguments for each way to call `function`; none if they cannot be made.

        Parameters that have a default and no annotation keep their default.
        """
        hints = _hints(function)
        names, choices = [], []
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind in VARIABLE:
                continue
            needed = parameter.default is parameter.empty
            if name in hints:
                values = self.values(hints[name])
                names.append(name)
                choices.append(values if needed else [parameter.default, *values])
            elif needed:
                return
        for values in itertools.islice(itertools.product(*choices), MOST):
            yield dict(zip(names, values, strict=True))

    def one(self, hint: Any) -> Any:
        """One value of a type."""
        return self.values(hint)[0]

    def values(self, hint: Any) -> list[Any]:
        """Values of a type, as few as show what it can do."""
        if hint in self.simple:
            return self.simple[hint]
        if isinstance(hint, typing.TypeVar):
            return self.values(hint.__bound__ or [*hint.__constraints__, object][0])
        if hasattr(hint, "__supertype__"):  # a NewType
            return self.values(hint.__supertype__)
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self.values(inner[0])
        if origin in (typing.Union, types.UnionType):
            return [value for member in inner for value in self.values(member)]
        if origin is not None:
            return self._generic(origin, inner)
        if isinstance(hint, enum.EnumMeta):
            return list(hint)
        if typing.is_typeddict(hint):
            return [{name: self.one(member) for name, member in _hints(hint).items()}]
        if hint is sqlite3.Connection:
            return [sqlite3.connect(":memory:")]
        return [self._object(hint)]

    def _generic(self, origin: Any, inner: tuple[Any, ...]) -> list[Any]:
        if origin is type:
            return [inner[0]]
        if origin is collections.abc.Callable:
            value = self.one(inner[-1])
            return [lambda *_: value]
        if issubclass(origin, collections.abc.Awaitable):
            return [_given(self.one(inner[0]))]
        if issubclass(origin, tuple) and inner[-1] is not ...:
            return [tuple(self.one(member) for member in inner)]
        if issubclass(origin, collections.abc.Mapping):
            value = self.one(inner[1])
            return [dict.fromkeys(self.values(inner[0]), value)]
        if issubclass(origin, collections.abc.Iterator):
            return [iter(self.values(inner[0]) * 2)]
        if issubclass(origin, collections.abc.Iterable):
            return [[], self.values(inner[0]) * 2]
        if issubclass(origin, contextlib.AbstractContextManager):
            return [contextlib.nullcontext(self.one(inner[0]))]
        return [self._make(origin, inner)]

    def _object(self, kind: Any) -> Any:
        """The object of a class; of one that implements it where it is abstract."""
        if inspect.isabstract(kind) or getattr(kind, "_is_protocol", False):
            kind = next((each for each in self.classes if _implements(each, kind)), kind)
        for value in self.objects:
            if type(value) is kind or (inspect.isabstract(kind) and isinstance(value, kind)):
                return value
        made = self._make(kind)
        if kind in self.classes:
            self.objects.append(made)
        return made

    def _make(self, kind: Any, inner: tuple[Any, ...] = ()) -> Any:
        """A new object of a class, whose type arguments are `inner`."""
        meant = dict(zip(getattr(kind, "__parameters__", ()), inner, strict=False))
        for base in getattr(kind, "__orig_bases__", ()):
            parameters = getattr(typing.get_origin(base), "__parameters__", ())
            meant.update(zip(parameters, typing.get_args(base), strict=False))
        hints = {**_hints(kind), **_hints(kind.__init__)}
        arguments = {}
        for name, parameter in inspect.signature(kind).parameters.items():
            if parameter.default is parameter.empty and parameter.kind not in VARIABLE:
                hint = hints.get(name, str)
                arguments[name] = self.one(meant.get(hint, hint))
        return kind(**arguments)


def _hints(owner: Any) -> dict[str, Any]:
    return typing.get_type_hints(owner, include_extras=True)


def _implements(kind: type, interface: type) -> bool:
    """Whether an object of `kind` can be made and has the methods of `interface`."""
    names = [name for name in vars(interface) if not name.startswith("_")]
    return (
        kind is not interface
        and not inspect.isabstract(kind)
        and not getattr(kind, "_is_protocol", False)
        and all(hasattr(kind, name) for name in names)
    )


async def _given(value: Any) -> Any:
    return value
