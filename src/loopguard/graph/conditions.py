"""Decides whether a modelled call blocks, from the arguments that stand in the code."""

from __future__ import annotations

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import CallableModel, Condition
from loopguard.graph.values import (
    TEXT,
    Arguments,
    Keywords,
    LibraryInstance,
    LibraryValue,
    LiteralValue,
    Value,
    Values,
)


def blocks(
    model: CallableModel, arguments: Arguments, keywords: Keywords, library: Library
) -> bool:
    """Whether this use of the callable blocks."""
    if not model.blocks or is_harmless(model, arguments, keywords, library):
        return False
    if any(_holds(c, arguments, keywords, library) for c in model.quiet_when):
        return False
    if not model.blocking_when:
        return True
    return any(_holds(c, arguments, keywords, library) for c in model.blocking_when)


def is_harmless(
    model: CallableModel, arguments: Arguments, keywords: Keywords, library: Library
) -> bool:
    """Whether the arguments make a call that may block one that does not.

    One that itself never blocks may give something that does, where a `blocking_when` holds.
    """
    if any(_holds(c, arguments, keywords, library) for c in model.nonblocking_when):
        return True
    giving = model.blocking_when if not model.blocks else ()
    return bool(giving) and not any(_holds(c, arguments, keywords, library) for c in giving)


def disarms(
    model: CallableModel, arguments: Arguments, keywords: Keywords, library: Library
) -> bool:
    """Whether no other method of the object blocks after this call (`setblocking(False)`)."""
    return any(_holds(c, arguments, keywords, library) for c in model.disarms)


def argument_at(place: int | str, arguments: Arguments, keywords: Keywords) -> Values:
    """The values of an argument, named by position or keyword."""
    if isinstance(place, int):
        return arguments[place] if place < len(arguments) else ()
    return next((values for name, values in keywords if name == place), ())


def _holds(
    condition: Condition, arguments: Arguments, keywords: Keywords, library: Library
) -> bool:
    values = dict(keywords).get(condition.argument)
    if values is None and condition.position is not None and condition.position < len(arguments):
        values = arguments[condition.position]
    if condition.test == "given":
        return (values is not None) is condition.value
    return bool(values) and all(_fits(value, condition, library) for value in values or ())


def _fits(value: Value, condition: Condition, library: Library) -> bool:
    if condition.test == "instance":
        if isinstance(value, LiteralValue):
            return condition.value == f"builtins.{'str' if value.kind == TEXT else value.kind}"
        return isinstance(value, LibraryInstance) and (
            value.name == condition.value
            or any(model.name == condition.value for model in library.ancestors(value.name))
        )
    if condition.test == "constant":
        return isinstance(value, LibraryValue) and value.name == condition.value
    if not isinstance(value, LiteralValue):
        return False
    if condition.test == "prefix":
        return isinstance(value.value, str) and value.value.startswith(str(condition.value))
    if condition.test == "none":
        return value.value is None
    both_flags = isinstance(value.value, bool) == isinstance(condition.value, bool)
    return value.value == condition.value and both_flags
