"""Makes frames: a function together with what a caller passes to it.

This is the Cartesian product algorithm (Agesen, "The Cartesian Product Algorithm", ECOOP 1995) in
small: a function is analysed once for each combination of argument types that its callers pass,
so that a helper which calls its argument is judged apart for every callable it is given.
"""

from __future__ import annotations

from collections.abc import Mapping

from loopguard.graph.values import (
    Frame,
    FunctionValue,
    InstanceValue,
    Values,
    is_decisive,
    relevant_values,
)

Bindings = tuple[tuple[int, Values], ...]
"""What the parameters hold, by their places."""


MOST_CONTEXTS = 24
"""Contexts kept apart for one function; further callers share those of an object, flags and texts.

The object is the first argument: for a method the one it is called on, which decides what its other
methods do.
"""

MOST_PLAIN_CONTEXTS = 48
"""Contexts at which they share those of an object alone."""

MOST_OBJECTS = 96
"""Contexts at which they share the one without arguments."""

MOST_CALLABLE_CONTEXTS = 400
"""The same for those that differ in the functions that are passed: each runs other code.

A decorator that a project uses everywhere has one for each function that it decorates.
"""

_DEEPEST_CLOSURE = 6


class FrameTable:
    """Interns frames, so that equal ones are identical."""

    def __init__(self) -> None:
        self._frames: dict[tuple[object, ...], Frame] = {}
        self._contexts: dict[tuple[int, int], int] = {}
        self.reduced = 0
        """How often a function had too many contexts to be told all of its arguments."""

    def frame(
        self,
        module: int,
        function: int,
        parent: Frame | None = None,
        bindings: Mapping[int, Values] | None = None,
    ) -> Frame:
        """The frame of a function under these bindings of its parameters.

        Values that cannot change what the function does (most text, numbers) are dropped, flags
        are kept; an empty binding says that the parameter's default does not hold. A function
        with many contexts is told fewer and fewer of its arguments.
        """
        kept: Bindings = ()
        if bindings:
            found = []
            for position in sorted(bindings):
                values = bindings[position]
                relevant = values if is_decisive(values) else relevant_values(values)
                if relevant or not values:
                    found.append((position, relevant))
            kept = tuple(found)
        if parent is not None and _depth(parent) >= _DEEPEST_CLOSURE:
            parent = None
        key = (module, function, parent, kept)
        frame = self._frames.get(key)
        if frame is not None:
            return frame
        if kept or parent is not None:
            count = self._contexts.get((module, function), 0)
            most = MOST_CALLABLE_CONTEXTS if _gets_functions(kept, parent) else MOST_CONTEXTS
            shared = _shared(kept, parent is not None, count, most)
            if shared is not None:
                self.reduced += 1
                return self.frame(module, function, None, dict(shared))
            self._contexts[module, function] = count + 1
        frame = Frame(module, function, parent, kept, len(self._frames))
        self._frames[key] = frame
        return frame


def _shared(bindings: Bindings, is_closure: bool, count: int, most: int) -> Bindings | None:
    """What is left of a context where a function has `count` of at most `most`; None: all of it."""
    object_ = tuple(
        (place, values) for place, values in bindings if not place and _is_object(values)
    )
    plain = tuple(b for b in bindings if is_decisive(b[1]) or b in object_)
    if count >= max(most, MOST_OBJECTS):
        return ()
    if count >= max(most, MOST_PLAIN_CONTEXTS) and (is_closure or object_ != bindings):
        return object_
    if count >= most and (is_closure or plain != bindings):
        return plain
    return None


def _is_object(values: Values) -> bool:
    return len(values) == 1 and isinstance(values[0], InstanceValue)


def _gets_functions(bindings: Bindings, parent: Frame | None) -> bool:
    """Whether a function of the project is passed here, or was to the function around."""
    around = parent.bindings if parent is not None else ()
    return any(
        isinstance(value, FunctionValue) for _, values in (*bindings, *around) for value in values
    )


def _depth(frame: Frame) -> int:
    depth = 0
    current: Frame | None = frame
    while current is not None:
        depth, current = depth + 1, current.parent
    return depth
