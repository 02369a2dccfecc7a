"""Evaluating what depends on itself, and what goes too deep: what may be remembered then.

A value that is asked for while it is being worked out contributes nothing at the inner place; what
was computed on such a cut is not what it will be, and is not remembered, save for the outermost.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

NOWHERE = 1 << 30
"""Deeper than anything: nothing was cut."""

DEEPEST = 150
"""How many evaluations may stand inside one another."""

MORE_ROOM = 25
"""How much nearer to the start what went too deep is tried again."""

_MOST_RETRIES = 6


class Evaluation:
    """Where an evaluation stands: how deep it is, and what was cut in it.

    `_lowest` is the depth of the outermost value that the current evaluation has met again.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._lowest = NOWHERE
        self._cuts = 0
        self._tried: dict[tuple[object, object], tuple[int, object]] = {}
        self._retries: dict[tuple[object, object], int] = {}
        self._working: dict[tuple[object, object], int] = {}

    def once(self, known: dict[K, V], key: K, compute: Callable[[], V], meanwhile: V) -> V:
        """What is known under the key, or else is worked out and kept unless it was cut.

        What depends on itself is `meanwhile` at the inner place.
        """
        if key in known:
            return known[key]
        place = (id(known), key)  # dictionaries of different kinds may have the same keys
        level = self._working.get(place)
        if level is not None:
            self._lowest = min(self._lowest, level)
            return meanwhile
        level, cuts = self._depth, self._cuts
        tried = self._tried.get(place)
        if tried is not None and level > tried[0] - MORE_ROOM:
            return self._too_deep(tried[1])  # type: ignore[return-value]
        outer, self._lowest = self._lowest, NOWHERE
        self._working[place] = level
        self._depth = level + 1
        try:
            found = compute()
        finally:  # may be cut where an evaluation around it is
            self._depth = level
            del self._working[place]
        if self._lowest >= level:
            known[key] = found
            self._lowest = outer
        else:
            if self._is_final(place, level, found, cuts):
                known[key] = found
            self._lowest = min(self._lowest, outer)
        return found

    def whole(self, compute: Callable[[], T]) -> tuple[T, bool]:
        """The result of an evaluation, and whether nothing in it was cut: then it may be kept."""
        outer, self._lowest = self._lowest, NOWHERE
        result = compute()
        is_whole = self._lowest == NOWHERE
        self._lowest = min(outer, self._lowest)
        return result, is_whole

    def _too_deep(self, value: T) -> T:
        """Notes that all that is being worked out was cut, as it goes too deep."""
        self._cuts += 1
        self._lowest = min(self._lowest, 0)
        return value

    def _is_final(
        self, key: tuple[object, object], level: int, value: object, cuts_before: int
    ) -> bool:
        """Whether to keep a value that was cut: in a circle, after some tries.

        What went too deep is more when less stands around it, so it is tried again from there.
        """
        if self._cuts != cuts_before:
            self._tried[key] = (level, value)
            return False
        retries = self._retries[key] = self._retries.get(key, 0) + 1
        return retries >= _MOST_RETRIES
