"""Conditions under which code runs, as far as they can decide whether a loop ever reaches it.

The forms are those by which code asks whether it runs on an event loop (a call that raises where
there is none, and a test of what it gave) or in which thread, flags (`if async_mode:`), and tests
of a text (`if kind == "s3"`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

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
            positive = isinstance(operator, (ast.Eq, ast.In, ast.Is))
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


def is_simple(test: ast.expr) -> bool:
    """Whether the one condition that `conditions` gives is all that the test asks."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return is_simple(operand)
        case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
    return isinstance(test, (ast.Name, ast.Attribute, ast.Call))


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


class Asked(NamedTuple):
    """A test of a text: its subject, its kind, and what it compares the subject with."""

    subject: ast.expr
    kind: TextTestKind
    texts: tuple[str, ...]
    constants: tuple[ast.expr, ...] = ()


def text_test(node: ast.expr) -> Asked | None:
    """What a test such as `name == "a"` or `kind is Kind.A` asks; None for any other.

    `!=`, `is not` and `not in` are the same test, which is then false.
    """
    match node:
        case ast.Compare(
            left=left,
            ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot()],
            comparators=[right],
        ):
            return _equality(left, [right]) or _equality(right, [left])
        case ast.Compare(
            left=ast.Name() | ast.Attribute(value=ast.Name()) as subject,
            ops=[ast.In() | ast.NotIn()],
            comparators=[ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts)],
        ):
            return _equality(subject, parts)
        case ast.Call(
            func=ast.Attribute(
                value=ast.Name() | ast.Attribute(value=ast.Name()) as subject,
                attr="startswith" | "endswith" as name,
            ),
            args=[argument],
            keywords=[],
        ):
            parts = argument.elts if isinstance(argument, ast.Tuple) else [argument]
            texts = tuple([text for part in parts if (text := _text(part)) is not None])
            kind = TextTestKind.PREFIX if name == "startswith" else TextTestKind.SUFFIX
            return Asked(subject, kind, texts) if texts and len(texts) == len(parts) else None
    return None


def _equality(subject: ast.expr, others: list[ast.expr]) -> Asked | None:
    """The test whether the subject is one of the others, if all of them are constants."""
    if not isinstance(subject, ast.Name) and not _is_attribute_of_name(subject):
        return None
    texts = tuple([text for other in others if (text := _text(other)) is not None])
    constants = tuple([other for other in others if _is_constant(other)])
    if not others or len(texts) + len(constants) != len(others):
        return None
    return Asked(subject, TextTestKind.EQUALS, texts, constants)


def _is_attribute_of_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


def _text(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _is_constant(node: ast.expr) -> bool:
    """Whether a name is written as constants and members of enumerations are (PEP 8)."""
    match node:
        case ast.Attribute(value=ast.Attribute() as member, attr="value"):
            return _is_constant(member)
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return name.isupper() or owner[:1].isupper()
        case ast.Attribute(value=ast.Attribute(value=ast.Name(), attr=owner)):  # module.Kind.A
            return owner[:1].isupper()
        case ast.Name(id=name):
            return name.isupper() and len(name) > 1
    return False
