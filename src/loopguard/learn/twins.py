"""Finds the async counterpart of a sync function, method or class by its name."""

from __future__ import annotations

from collections.abc import Iterator

from loopguard.graph.link import Linker
from loopguard.graph.values import AwaitableValue, CoroutineValue
from loopguard.learn.surface import PublicCallable, PublicClass, Surface

_FORMS = ("{}_async", "a{}", "async_{}")
_CLASS_FORMS = ("Async{}", "{}Async", "Aio{}", "Asyncio{}")
_PACKAGES = ("aio", "asyncio")


class Twins:
    """Answers which awaitable takes the place of a blocking call."""

    def __init__(self, linker: Linker, surface: Surface) -> None:
        self._linker = linker
        self._surface = surface
        self._counterparts: dict[str, PublicClass | None] = {}
        self._names: dict[str, str] = {}

    def of_function(self, name: str, function: PublicCallable) -> str:
        """The async function beside it, or of the same name in the package for async code."""
        if self._is_async(function):
            return ""
        owner, _, last = name.rpartition(".")
        for form in _FORMS:
            if self._is_async(self._surface.functions.get(f"{owner}.{form.format(last)}")):
                return form
        for candidate in _in_async_packages(name):
            if self._is_async(self._surface.functions.get(candidate)):
                return candidate
        return ""

    def of_method(self, owner: str, class_: PublicClass, method: str) -> tuple[str, str]:
        """The async method beside it, or else the class that has an async one of its name."""
        if self._is_async(class_.methods[method]):
            return "", ""
        for form in _FORMS:
            if self._is_async(class_.methods.get(form.format(method))):
                return form, ""
        counterpart = self._counterpart(owner)
        awaited = method.replace("__", "__a", 1) if method.startswith("__") else method
        if counterpart is not None and self._is_async(counterpart.methods.get(awaited)):
            return "", self._names[owner]
        return "", ""

    def _counterpart(self, owner: str) -> PublicClass | None:
        """The class for async code that belongs to this one."""
        if owner not in self._counterparts:
            module, _, last = owner.rpartition(".")
            candidates = [f"{module}.{form.format(last)}" for form in _CLASS_FORMS]
            candidates += _in_async_packages(owner)
            found = [name for name in candidates if name in self._surface.classes]
            self._counterparts[owner] = self._surface.classes[found[0]] if found else None
            self._names[owner] = found[0] if found else ""
        return self._counterparts[owner]

    def _is_async(self, public: PublicCallable | None) -> bool:
        if public is None:
            return False
        for function, frame in zip(public.functions, public.frames, strict=False):
            if self._linker.function(frame).is_async:
                return True
            results = self._linker.calls.called(function, (), ())
            if any(isinstance(value, (CoroutineValue, AwaitableValue)) for value in results):
                return True
        return False


def _in_async_packages(name: str) -> Iterator[str]:
    """The same name with the package for async code somewhere in it, the nearest to the end first.

    `pkg.client.Client` may have its counterpart in `pkg.client.aio` or in `pkg.aio.client`.
    """
    parts = name.split(".")
    for place in range(len(parts) - 1, 0, -1):
        for package in _PACKAGES:
            yield ".".join((*parts[:place], package, *parts[place:]))
