"""Decides whether a modelled call blocks, from the arguments that stand in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.blocklist.models import CallableModel, Condition
from loopguard.domain.summary import Call, Starred
from loopguard.graph.values import Frame, LiteralValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker


def blocks(model: CallableModel, call: Call | None, frame: Frame, linker: Linker) -> bool:
    """Whether this use of the callable blocks; `call` is None where it is run implicitly."""
    if not model.blocks:
        return False
    if any(_holds(condition, call, frame, linker) for condition in model.nonblocking_when):
        return False
    if not model.blocking_when:
        return True
    return any(_holds(condition, call, frame, linker) for condition in model.blocking_when)


def _holds(condition: Condition, call: Call | None, frame: Frame, linker: Linker) -> bool:
    argument = None if call is None else _argument(condition, call, frame, linker)
    if condition.test == "given":
        return (argument is not None) is condition.value
    if argument is None:
        return False
    values = linker.evaluate(argument, frame)
    if condition.test == "none":
        return bool(values) and all(
            isinstance(value, LiteralValue) and value.value is None for value in values
        )
    return bool(values) and all(
        isinstance(value, LiteralValue)
        and value.value == condition.value
        and isinstance(value.value, bool) == isinstance(condition.value, bool)
        for value in values
    )


def _argument(condition: Condition, call: Call, frame: Frame, linker: Linker) -> int | None:
    """The expression of the argument that a condition asks about, if it is written out."""
    for name, value in call.keywords:
        if name and name == condition.argument:
            return value
    position = condition.position
    if position is None or position >= len(call.arguments):
        return None
    expressions = linker.modules[frame.module].summary.expressions
    before = call.arguments[: position + 1]
    if any(isinstance(expressions[argument], Starred) for argument in before):
        return None
    return call.arguments[position]
