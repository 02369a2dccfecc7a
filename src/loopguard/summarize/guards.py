"""Conditions under which code runs, as far as they can decide whether a loop ever reaches it.

The forms are those by which code asks whether it runs on an event loop (a call that raises where
there is none, and a test of what it gave) or in which thread, flags (`if async_mode:`), and tests
of a text (`if kind == "s3"`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from loopguard.domain.summary import GuardKind, TextTestKind

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
        case ast.Compare(
            left=left,
            ops=[ast.Is() | ast.Eq()],
            comparators=[ast.Constant(value=True | False as answer)],
        ) if holds or isinstance(left, ast.Call):
            # Where it does not hold, only a call is sure to have given the other answer.
            yield from conditions(left, answer is holds)
        case ast.Compare(ops=[operator]) if text_test(test) is not None:
            positive = isinstance(operator, (ast.Eq, ast.In))
            yield test, GuardKind.TRUE if positive is holds else GuardKind.FALSE
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
        case ast.BoolOp():
            yield test, GuardKind.ANY


def alternatives(test: ast.BoolOp) -> list[list[tuple[ast.expr, GuardKind]]]:
    """What is true in each of the cases in which an `or` holds, or in which an `and` does not."""
    holds = isinstance(test.op, ast.Or)
    return [list(conditions(value, holds)) for value in test.values]


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


def text_test(node: ast.expr) -> tuple[ast.expr, TextTestKind, tuple[str, ...]] | None:
    """The subject, kind and texts of a test such as `name == "a"`; None for any other.

    `!=` and `not in` are the same test, which is then false.
    """
    match node:
        case ast.Compare(
            left=ast.Name() as subject,
            ops=[ast.Eq() | ast.NotEq()],
            comparators=[ast.Constant(value=str(text))],
        ):
            return subject, TextTestKind.EQUALS, (text,)
        case ast.Compare(
            left=ast.Name() as subject,
            ops=[ast.In() | ast.NotIn()],
            comparators=[ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts)],
        ):
            texts = _texts(parts)
            return (subject, TextTestKind.EQUALS, texts) if texts else None
        case ast.Call(
            func=ast.Attribute(value=ast.Name() as subject, attr="startswith" | "endswith" as name),
            args=[argument],
            keywords=[],
        ):
            texts = _texts(argument.elts if isinstance(argument, ast.Tuple) else [argument])
            kind = TextTestKind.PREFIX if name == "startswith" else TextTestKind.SUFFIX
            return (subject, kind, texts) if texts else None
    return None


def _texts(parts: list[ast.expr]) -> tuple[str, ...]:
    """The strings, if the parts are nothing else."""
    values = [part.value for part in parts if isinstance(part, ast.Constant)]
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(parts) else ()
