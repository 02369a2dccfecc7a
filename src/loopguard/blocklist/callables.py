"""Looks into callables of imported code without calling them: are they async, what do they give."""

from __future__ import annotations

import ast
import functools
import inspect
import types
from collections.abc import Iterator

from loopguard.blocklist.annotations import NOTHING_SAID, Classes, return_classes, tree_of

_ROUTINES = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type)


def is_descriptor(value: object) -> bool:
    """Whether loading it from an object gives something else: properties, slots and the like."""
    return not isinstance(value, _ROUTINES) and hasattr(type(value), "__get__")


def getter_of(value: object) -> types.FunctionType | None:
    """The function behind a property or a cached property; None for anything else."""
    if is_descriptor(value):
        for name in ("fget", "func"):
            found = inspect.getattr_static(value, name, None)
            if isinstance(value, property) and name == "fget":
                found = value.fget
            if isinstance(found, types.FunctionType) and not isinstance(
                value, functools.partialmethod
            ):
                return found
    return None


def result_classes(value: object, owner: type | None) -> Classes:
    """The classes of what a property holds or a function returns, where that is declared."""
    if isinstance(value, type) or is_wrapped(value):
        return NOTHING_SAID
    return return_classes(getter_of(value) or unwrapped(value), owner)


def unwrapped(value: object) -> object:
    """The function in a staticmethod, classmethod, bound method or partial."""
    while True:
        if isinstance(value, (staticmethod, classmethod, types.MethodType)):
            value = value.__func__
        elif isinstance(value, (functools.partial, functools.partialmethod)):
            value = value.func
        else:
            return value


def layers_of(value: object, *, through_wrappers: bool = True) -> Iterator[object]:
    """A callable and, one after the other, the functions inside it."""
    seen: set[int] = set()
    current: object | None = value
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        inner = unwrapped(current)
        if inner is current:
            wrapped = (_wrapped(current) or _held(current)) if through_wrappers else None
            inner = getter_of(current) or wrapped
        current = inner


def is_coroutine_function(value: object) -> bool:
    """Whether calling it makes a coroutine or an async generator, as far as is known.

    Not asked are functions that it wraps: a decorator may wait for the coroutine.
    """
    call = inspect.getattr_static(type(value), "__call__", None)
    if inspect.isfunction(call) and inspect.iscoroutinefunction(call):
        return True
    return any(_is_coroutine_function(layer) for layer in layers_of(value, through_wrappers=False))


def wraps_coroutine_function(value: object) -> bool:
    """Whether it, or a function that it wraps, is an `async def` or an async generator."""
    return any(_is_coroutine_function(layer) for layer in layers_of(value))


def _is_coroutine_function(layer: object) -> bool:
    if inspect.iscoroutinefunction(layer) or inspect.isasyncgenfunction(layer):
        return True
    marked = inspect.getattr_static(layer, "_is_coroutine", None) is not None
    return marked and bool(getattr(layer, "_is_coroutine", None))  # as compiled code does it


def is_wrapped(value: object) -> bool:
    """Whether a decorator stands before the function, whose annotations may not be its own."""
    return any(_wrapped(layer) is not None for layer in layers_of(value))


def returns_awaitable(value: object, owner: type | None) -> bool | None:
    """Whether what a call gives can be awaited, or used with `async`; None where nobody says so."""
    if wraps_coroutine_function(value):
        return True
    if isinstance(value, type):
        return _is_async(value)
    function = getter_of(value) or unwrapped(value)
    returned = return_classes(function, owner)
    answers = {_is_async(class_) for class_ in returned.classes}
    if returned.complete and len(answers) == 1:
        return answers.pop()
    if not returned.annotated and isinstance(function, types.FunctionType):
        return False if _returns_constants(function) else None
    return None


def returns_only_awaitable(value: object, owner: type | None) -> bool:
    """Whether what a call gives is of no use to code that is not async.

    The annotation of a function behind a decorator says nothing of what the decorator gives.
    """
    if is_coroutine_function(value):
        return True
    if isinstance(value, type) or is_wrapped(value):
        return False
    returned = return_classes(getter_of(value) or unwrapped(value), owner)
    return (
        returned.complete
        and bool(returned.classes)
        and all(_is_async(class_) and not _is_sync_too(class_) for class_ in returned.classes)
    )


def _is_sync_too(class_: type) -> bool:
    """Whether sync code can use it; an `__iter__` beside `__await__` is part of that."""
    iterable = defines(class_, "__iter__") and not defines(class_, "__await__")
    return iterable or defines(class_, "__enter__")


def _is_async(class_: type) -> bool:
    return any(defines(class_, name) for name in ("__await__", "__aiter__", "__aenter__"))


def defines(class_: type, name: str) -> bool:
    """Whether a class defines it, apart from what every class and object has."""
    return any(name in base.__dict__ for base in class_.__mro__ if base not in (object, type))


def _wrapped(value: object) -> object | None:
    found: object | None = inspect.getattr_static(value, "__wrapped__", None)
    return found if callable(found) else None


def _held(value: object) -> object | None:
    """The only function that a descriptor, made by a decorator of the library's own, holds."""
    if not is_descriptor(value) or not isinstance(getattr(value, "__dict__", None), dict):
        return None
    held = [part for part in vars(value).values() if isinstance(part, types.FunctionType)]
    return held[0] if len(held) == 1 else None


def _returns_constants(function: types.FunctionType) -> bool:
    tree = tree_of(function)
    if tree is None or is_wrapped(function):
        return False
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    return all(value is None or isinstance(value, ast.Constant) for value in returned)
