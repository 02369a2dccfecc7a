"""Recognises work that a program does once: what fills a global or an attribute if it is empty.

Two forms are known: the filling stands under the check (`if self._x is None: self._x = …`), or
behind a return of what is there (`if self._x: return self._x`). A local variable does not count:
it is empty at every call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence


def fills(test: ast.expr, body: Sequence[ast.stmt], names: Iterable[str]) -> bool:
    """Whether `body` fills what `test` finds empty; `names` are the function's globals."""
    checked = [place for place in _empty(test) if _lasts(place, names)]
    return bool(checked) and _assigns(body, {ast.dump(place) for place in checked})


def fills_after_return(
    statement: ast.stmt, following: Sequence[ast.stmt], names: Iterable[str]
) -> bool:
    """Whether the statement returns what is there and those behind it fill what is not."""
    if not (
        isinstance(statement, ast.If)
        and not statement.orelse
        and isinstance(statement.body[-1], ast.Return)
    ):
        return False
    wanted = {ast.dump(p) for p in _filled(statement.test) if _lasts(p, names)}
    return bool(wanted) and _assigns(following, wanted)


def _lasts(place: ast.expr, names: Iterable[str]) -> bool:
    return isinstance(place, ast.Attribute) or (isinstance(place, ast.Name) and place.id in names)


def _empty(test: ast.expr) -> Iterator[ast.expr]:
    """The places that are empty where `test` holds."""
    match test:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            yield left
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _filled(operand)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _empty(value)


def _filled(test: ast.expr) -> Iterator[ast.expr]:
    """The places that are filled where `test` holds."""
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            yield left
        case ast.Call(func=ast.Name(id="hasattr"), args=[base, ast.Constant(value=str(name))]):
            yield ast.Attribute(base, name, ast.Load())
        case ast.Attribute() | ast.Name():
            yield test
        case ast.BoolOp(op=ast.And(), values=values):
            for value in values:
                yield from _filled(value)


def _assigns(body: Sequence[ast.stmt], places: set[str]) -> bool:
    for statement in body:
        for node in ast.walk(statement):
            targets: Sequence[ast.expr] = ()
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                targets = (node.target,)
            for target in targets:
                options = target.elts if isinstance(target, ast.Tuple) else (target,)
                if any(_as_load(option) in places for option in options):
                    return True
    return False


def _as_load(target: ast.expr) -> str:
    """The dump of a target as if it were read."""
    if isinstance(target, ast.Attribute):
        return ast.dump(ast.Attribute(target.value, target.attr, ast.Load()))
    if isinstance(target, ast.Name):
        return ast.dump(ast.Name(target.id, ast.Load()))
    return ""
