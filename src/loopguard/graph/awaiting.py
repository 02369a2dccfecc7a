"""Which of several callees are meant where a coroutine is wanted."""

from __future__ import annotations

from loopguard.domain.summary import Site
from loopguard.graph.link import Linker
from loopguard.graph.values import (
    Arguments,
    AwaitableValue,
    CoroutineValue,
    Frame,
    FunctionValue,
    InstanceValue,
    Keywords,
    Value,
    Values,
)

_AWAITABLES = (AwaitableValue, CoroutineValue, InstanceValue)
"""Kinds of value that `await` may be applied to; an instance can have an `__await__`."""


def awaitable(linker: Linker, callees: Values, arguments: Arguments, keywords: Keywords) -> Values:
    """The callees that can give something to await, where the code awaits the result.

    Among several possible receivers (a sync and an async client, say) only those are meant;
    a sync function whose result is known and cannot be awaited, `None` where it returns nothing,
    was resolved wrongly, or an unknown decorator has made it something else.
    """
    found = coroutine_functions(linker, callees)
    if found:
        return found
    kept = []
    for callee in callees:
        if isinstance(callee, FunctionValue):
            results = linker.calls.called(callee, arguments, keywords)
            summary = linker.modules[callee.module].summary.functions[callee.function]
            is_fitting = any(isinstance(result, _AWAITABLES) for result in results)
            gives_none = not summary.results
            if not is_fitting and (results or gives_none or summary.decorators):
                continue
        kept.append(callee)
    return tuple(kept)


def dispatches(linker: Linker, site: Site, callees: Values, frame: Frame) -> bool:
    """Whether a plain function gives back what either a plain or a coroutine function gives.

    `return (run_async if in_a_loop() else run)(*args)`: on a loop it is the coroutine function.
    """
    if len(callees) < 2:
        return False
    function = linker.function(frame)
    number = len(coroutine_functions(linker, callees))
    if function.is_async or not 0 < number < len(callees):
        return False
    summary = linker.modules[frame.module].summary
    return any(site.target in summary.reachable(result) for result in function.results)


def coroutine_functions(linker: Linker, callees: Values) -> Values:
    """Those that are an `async def` of the project."""
    return tuple(callee for callee in callees if _is_coroutine_function(linker, callee))


def _is_coroutine_function(linker: Linker, callee: Value) -> bool:
    if not isinstance(callee, FunctionValue):
        return False
    return linker.modules[callee.module].summary.functions[callee.function].is_async
