"""Conditions under which code runs, as far as they can decide whether a loop ever reaches it.

The forms are those by which code asks whether it runs on an event loop (a call that raises where
there is none, and a test of what it gave) or in which thread, and flags (`if async_mode:`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from loopguard.domain.summary import GuardKind

_MOST_ARGUMENTS = 2


def conditions(test: ast.expr, holds: bool) -> Iterator[tuple[ast.expr, GuardKind]]:
    """What is true of simple values where `test` holds, or where it does not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from conditions(operand, not holds)
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            yield left, GuardKind.NONE if holds else GuardKind.SET
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            yield left, GuardKind.SET if holds else GuardKind.NONE
        case ast.Compare(left=one, ops=[operator], comparators=[other]) if isinstance(
            operator, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)
        ):
            kind = isinstance(operator, (ast.Eq, ast.Is)) is holds
            calls = [side for side in (one, other) if isinstance(side, ast.Call)]
            if len(calls) == 1:
                yield calls[0], GuardKind.EQUAL if kind else GuardKind.UNEQUAL
        case ast.BoolOp(op=operator, values=values) if isinstance(operator, ast.And) is holds:
            for value in values:
                yield from conditions(value, holds)
        case ast.Name() | ast.Call() | ast.Attribute(value=ast.Name()):
            yield test, GuardKind.TRUE if holds else GuardKind.FALSE
        case ast.BoolOp(op=ast.And(), values=values) if not holds:
            yield test, GuardKind.FALSE


def can_be_read_again(node: ast.expr) -> bool:
    """Whether reading the expression a second time makes nothing new: names and simple calls."""
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.Attribute(value=value):
            return can_be_read_again(value)
        case ast.BoolOp(values=values):
            return all(map(can_be_read_again, values))
        case ast.Call(func=function, args=arguments, keywords=[]):
            few = len(arguments) <= _MOST_ARGUMENTS
            return few and all(map(can_be_read_again, (function, *arguments)))
    return False


def probing_call(statement: ast.Try) -> ast.Call | None:
    """The call with which a `try` begins, which may be there to raise."""
    first = statement.body[0]
    value = getattr(first, "value", None)
    is_plain = isinstance(first, (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return))
    return value if is_plain and isinstance(value, ast.Call) else None


def is_for_the_first(statement: ast.Try, handler: ast.ExceptHandler) -> bool:
    """Whether the handler is there for what the first call of the `try` raises."""
    if len(statement.body) == 1:
        return True
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(t, ast.Name) and t.id == "RuntimeError" for t in types)
