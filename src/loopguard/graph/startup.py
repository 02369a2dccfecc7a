"""Code that runs only while an application starts or stops, when it serves nobody yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FunctionKey = tuple[int, int]
"""A module and the index of one of its functions."""


def starting_functions(
    declared: Iterable[FunctionKey], callers: Mapping[FunctionKey, set[FunctionKey]]
) -> frozenset[FunctionKey]:
    """The functions that only start-up and shutdown reach.

    `declared` are those that a framework runs then; `callers` gives for coroutine functions the
    ones on the loop that call them. One that nobody calls may be called by a framework.
    """
    found = set(declared)
    while True:
        more = {
            function
            for function, known in callers.items()
            if function not in found and known and known - {function} <= found
        }
        if not more:
            return frozenset(found)
        found |= more
